//! Words that say whether something is a title: what goes on with it, what is a remark beside it.

use super::Words;

/// What goes on for weeks: its beginning and its end are occasions, it is none.
pub(crate) const LASTING: Words = Words::new(&[
    "bookings",
    "enrolment",
    "half-term",
    "holidays",
    "registration",
    "sales",
    "school",
    "season",
    "semester",
    "submissions",
    "term",
    "vacation",
    "voting",
]);

/// Verbs that tell of a first or a last day.
pub(crate) const TURNS: Words = Words::new(&[
    "begin", "begins", "close", "closes", "end", "ends", "finish", "finishes", "open", "opens", "reopens",
    "resume", "resumes", "start", "starts",
]);

/// Words that go on with a name behind its time: "…, and cake".
pub(crate) const GOES_ON: Words = Words::new(&[
    "&",
    "about",
    "and",
    "are",
    "feat",
    "featuring",
    "for",
    "is",
    "of",
    "on",
    "plus",
    "then",
    "to",
    "w",
    "will",
    "with",
]);

/// Words that only point to a time of their own: "the following night".
pub(crate) const VAGUE: Words = Words::new(&[
    "a",
    "and",
    "date",
    "day",
    "evening",
    "event",
    "following",
    "morning",
    "next",
    "night",
    "one",
    "our",
    "same",
    "that",
    "the",
    "this",
    "week",
]);

/// Words in brackets that say something to the reader and name nothing.
pub(crate) const REMARKED: Words = Words::new(&[
    "bring", "byob", "cost", "dress", "dressed", "drop-in", "free", "full", "needed", "no", "not", "only",
    "optional", "own", "please", "pls", "potluck", "provided", "required", "rsvp", "sold", "tba", "tbc",
    "tickets", "waitlist", "wear", "welcome",
]);

/// First words of what is said to the reader and names nothing.
pub(crate) const REMARKS: Words = Words::new(&[
    "ages",
    "all",
    "arrive",
    "ask",
    "bring",
    "btwn",
    "bus",
    "call",
    "can",
    "cash",
    "come",
    "costs",
    "don't",
    "dont",
    "drop-in",
    "everybody",
    "everyone",
    "families",
    "fasting",
    "first",
    "he",
    "i",
    "i'll",
    "it",
    "it's",
    "its",
    "just",
    "leave",
    "leaves",
    "limited",
    "mention",
    "must",
    "needed",
    "no",
    "nobody",
    "not",
    "optional",
    "pay",
    "places",
    "please",
    "pls",
    "remember",
    "reserve",
    "rsvp",
    "she",
    "sold",
    "spaces",
    "takes",
    "text",
    "that's",
    "there",
    "they",
    "ticket",
    "tickets",
    "volunteers",
    "waitlist",
    "we",
    "we'll",
    "wear",
    "you",
    "your",
]);

/// First words of what readers are asked to do.
pub(crate) const REQUESTS: Words = Words::new(&[
    "ask", "be", "bring", "call", "don't", "dont", "i'll", "leave", "mention", "no", "not", "pay", "please",
    "pls", "remember", "rsvp", "sign", "text", "they", "we'll", "wear", "you",
]);

/// Labels of who comes or of a number: no line with one is a title.
pub(crate) const DETAILS: Words = Words::new(&[
    "address",
    "admission",
    "booking",
    "chair",
    "child",
    "client",
    "coach",
    "confirmation",
    "contact",
    "customer",
    "editor",
    "email",
    "fax",
    "guest",
    "head",
    "headteacher",
    "order",
    "patient",
    "phone",
    "president",
    "principal",
    "pupil",
    "ref",
    "reference",
    "seat",
    "seats",
    "secretary",
    "student",
    "teacher",
    "tel",
    "ticket",
    "total",
    "website",
]);

/// Words of a sentence to the readers, no name.
pub(crate) const TELLING: Words = Words::new(&[
    "are", "come", "has", "have", "i", "is", "it", "let's", "shall", "so", "they", "us", "visiting", "was",
    "we", "we'll", "we're", "were", "will", "you", "you'll", "you're",
]);

/// First words of a short sentence with a day that is no name: "Repeats Monday".
pub(crate) const NO_NAMES: Words = Words::new(&[
    "back",
    "both",
    "closed",
    "repeat",
    "repeating",
    "repeats",
    "see",
    "speak",
    "starting",
    "starts",
    "talk",
    "then",
    "until",
    "valid",
]);

/// Words behind a comma that were said of other times: "Concert, doors, show".
pub(crate) const OTHER_TIMES: Words =
    Words::new(&["end", "ends", "finish", "finishes", "finishing", "meet", "show", "start", "starts"]);

/// What ends a name to say that it begins once more, with the blank before it: "Choir starts back".
pub(crate) const AGAIN: Words = Words::new(&[
    " begin again",
    " begins again",
    " continue",
    " continues",
    " restart",
    " restarts",
    " resume",
    " resumes",
    " start again",
    " start again, and run",
    " start back",
    " start back up",
    " start back, and run",
    " starts again",
    " starts back",
    " starts back up",
]);
