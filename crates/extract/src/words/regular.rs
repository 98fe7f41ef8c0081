//! What takes place again and again, and how it begins.

use super::Words;

/// What a list says not to take place: "19/12 no game".
pub(crate) const FIXTURES: Words = Words::new(&[
    "class",
    "classes",
    "fixture",
    "fixtures",
    "game",
    "games",
    "match",
    "matches",
    "meeting",
    "practice",
    "rehearsal",
    "seminar",
    "session",
    "talk",
    "training",
]);

/// What a sentence says not to take place this time: "No spin class on Thursday".
pub(crate) const REGULAR: Words = Words::new(&[
    "choir",
    "class",
    "classes",
    "club",
    "game",
    "lesson",
    "lessons",
    "meeting",
    "practice",
    "rehearsal",
    "seminar",
    "session",
    "sessions",
    "training",
]);

/// Verbs with which a term begins: "Lessons begin the week of January 4".
pub(crate) const BEGINS: Words = Words::new(&[
    "back",
    "begin",
    "beginning",
    "begins",
    "commence",
    "commences",
    "commencing",
    "restart",
    "restarts",
    "resume",
    "resumes",
    "start",
    "starting",
    "starts",
]);
