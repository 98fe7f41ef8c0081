//! Words of what stands beside an event: deadlines, doors, coffee before, office hours, sales.

use super::Words;

/// Words after which a time is not the event's: deadlines, doors, coffee before, office hours.
pub(crate) const DISTRACTORS: Words = Words::new(&[
    "appointments",
    "backup",
    "before",
    "bring",
    "carriages",
    "check-in",
    "cocktails",
    "coffee",
    "contact",
    "cookies",
    "deadline",
    "discussion",
    "doors",
    "due",
    "early-bird",
    "earlybird",
    "ends",
    "gates",
    "hours",
    "minutes",
    "order",
    "orders",
    "pizza",
    "please",
    "posted",
    "questions",
    "rain",
    "reception",
    "refreshments",
    "register",
    "registration",
    "reply",
    "reserve",
    "respond",
    "rsvp",
    "rsvps",
    "served",
    "sign-up",
    "signup",
    "speeches",
    "tea",
    "tickets",
    "until",
]);

/// Verbs of an answer that is asked for by a time: "let me know by Tuesday", "please book before 4 December".
pub(crate) const ANSWERS: Words = Words::new(&[
    "apologies",
    "balance",
    "choices",
    "confirm",
    "deposit",
    "deposits",
    "donations",
    "drop",
    "enrol",
    "enroll",
    "form",
    "forms",
    "know",
    "nominate",
    "paid",
    "paperwork",
    "payable",
    "payment",
    "permission",
    "register",
    "regrets",
    "replies",
    "reply",
    "respond",
    "rsvp",
    "rsvps",
    "sign",
    "signup",
    "slips",
    "ticket",
    "tickets",
    "waiver",
    "waivers",
]);

/// Verbs that are somebody's own task unless the clause asks its readers: "return the books by Thursday".
pub(crate) const ASKED: Words = Words::new(&[
    "apply", "book", "bring", "call", "collect", "confirm", "contact", "donate", "e-mail", "email", "give",
    "mail", "message", "notify", "order", "pay", "phone", "ping", "purchase", "return", "returned", "ring",
    "send", "submit", "tell", "text", "vote",
]);

/// What readers are told to do about an event, at the beginning of a sentence.
pub(crate) const BOOKS: Words = Words::new(&[
    "apply", "book", "confirm", "enrol", "enroll", "enter", "register", "reply", "reserve", "respond",
]);

/// What readers may wish to do about an event.
pub(crate) const WISHED: Words = Words::new(&[
    "apply",
    "book",
    "cancel",
    "change",
    "confirm",
    "enter",
    "order",
    "register",
    "reschedule",
    "rsvp",
]);

/// Words that address readers.
pub(crate) const READERS: Words =
    Words::new(&["all", "kindly", "must", "please", "pls", "should", "you", "your"]);

/// What opens and closes besides the event.
pub(crate) const SALES: Words = Words::new(&[
    "applications",
    "booking",
    "bookings",
    "enrollment",
    "enrolment",
    "entries",
    "nominations",
    "registration",
    "sale",
    "sales",
    "submissions",
    "tickets",
    "voting",
]);

/// With what the way back from an outing is told.
pub(crate) const WAY_BACK: &[&str] = &["back", "return", "returning", "returns"];

/// What comes before an event, at an hour of the same day: "warm-ups 7:30".
pub(crate) const PARTS: Words = Words::new(&[
    "bus", "buses", "coach", "coaches", "doors", "drop", "drop-off", "gates", "pick-up", "pickup", "warm-up",
    "warm-ups", "warmup", "warmups",
]);
