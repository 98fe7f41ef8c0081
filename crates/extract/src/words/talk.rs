//! Words of talks: who is announced, and what about.

use super::Words;

/// What a guest who is welcomed gives, or does there.
pub(crate) const TALKS: Words = Words::new(&[
    "colloquium",
    "discussing",
    "giving",
    "lecture",
    "present",
    "presenting",
    "seminar",
    "speak",
    "speaking",
    "talk",
    "talking",
]);

/// Verbs by which a guest is announced: "we have Mina Farahani giving the colloquium".
pub(crate) const WELCOMES: Words = Words::new(&[
    "feature",
    "features",
    "featuring",
    "have",
    "host",
    "hosting",
    "welcome",
    "welcomes",
    "welcoming",
]);

/// Words before a quotation that is the topic of a talk.
pub(crate) const TITLED: Words = Words::new(&[
    "entitled",
    "lecture",
    "present",
    "presenting",
    "presents",
    "seminar",
    "speak",
    "speaking",
    "speaks",
    "talk",
    "talking",
    "titled",
]);
