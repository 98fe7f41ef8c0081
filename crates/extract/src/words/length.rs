//! Words that say how long something takes and when it ends.

use super::Words;

/// Words that say how long something takes: "allow two hours".
pub(crate) const LASTS: Words = Words::new(&[
    "about",
    "allow",
    "approx",
    "approximately",
    "around",
    "duration",
    "expect",
    "for",
    "last",
    "lasting",
    "lasts",
    "length",
    "long",
    "run",
    "running",
    "runs",
    "take",
    "takes",
]);

/// Words between a beginning and the hour at which it ends: "finishes at", "back".
pub(crate) const UNTIL: Words = Words::new(&[
    "arr",
    "arrive",
    "arrives",
    "arriving",
    "back",
    "end",
    "ending",
    "ends",
    "finishes",
    "finishing",
    "goes",
    "going",
    "home",
    "lands",
    "lasting",
    "lasts",
    "return",
    "returning",
    "returns",
    "til",
    "till",
    "to",
    "until",
]);
