//! Verbs of what was.

use super::Words;

/// Words that tell of what was.
pub(crate) const TOLD: Words = Words::new(&[
    "approved",
    "attended",
    "bought",
    "called",
    "came",
    "congratulations",
    "did",
    "drew",
    "elected",
    "had",
    "helped",
    "joined",
    "lost",
    "met",
    "missed",
    "ordered",
    "paid",
    "promised",
    "raised",
    "ran",
    "received",
    "reported",
    "saw",
    "scored",
    "sent",
    "sorry",
    "thank",
    "thanks",
    "was",
    "went",
    "were",
    "won",
]);

/// What was done of which something is to come: "we booked a table on Friday".
pub(crate) const ARRANGED: Words = Words::new(&[
    "agreed",
    "arranged",
    "booked",
    "canceled",
    "cancelled",
    "changed",
    "decided",
    "invited",
    "moved",
    "need",
    "planned",
    "postponed",
    "pushed",
    "rescheduled",
    "reserved",
    "scheduled",
    "switched",
]);

/// What somebody did and tells of, besides verbs in "-ed".
pub(crate) const DID: Words = Words::new(&[
    "bought", "came", "found", "gave", "got", "left", "made", "met", "paid", "ran", "said", "saw", "sent",
    "took", "went", "won",
]);
