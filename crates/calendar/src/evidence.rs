//! Why an event says what it says: source spans, what was assumed, other readings, confidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 byte offsets into the text as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// `start..end`
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The words of `text` that the span covers; empty when it does not lie on character boundaries inside it.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// True when the two share at least one byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Span {
        Span { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> [usize; 2] {
        [span.start, span.end]
    }
}

/// The evidence of one event. Field names are those of the JSON shape (`title`, `start`, `location`, …).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// First and last source line of the event, 1-based.
    pub lines: Option<[usize; 2]>,
    /// Field → 0 to 1, and `overall`. Calibrated: of the values given 0.8, eight in ten are right.
    pub confidence: BTreeMap<String, f32>,
    /// Field → the words that gave it, in the order of the text.
    pub spans: BTreeMap<String, Vec<Span>>,
    /// Field → a sentence naming the convention, for each value that was assumed.
    pub inferred: BTreeMap<String, String>,
    /// Other readings, likeliest first.
    pub alternatives: Vec<Alternative>,
    /// Events that select together (one sentence, several dates) share a group.
    pub group: Option<u32>,
    /// Sentences for the user.
    pub notes: Vec<String>,
    /// Set when the text changes an event rather than announces one.
    pub change: Option<Change>,
}

/// Another reading of some fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The fields and values to set, in the JSON shape. Setting only the start keeps the duration.
    pub set: serde_json::Map<String, serde_json::Value>,
    /// Why it may be meant.
    pub because: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// An announced change of an event that exists already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What happened to it.
    pub kind: ChangeKind,
    /// Field → value before, as far as the text says.
    pub old: serde_json::Map<String, serde_json::Value>,
    /// Field → value after.
    pub new: serde_json::Map<String, serde_json::Value>,
}

/// The kind of a [`Change`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Another time or place.
    Moved,
    /// Does not take place.
    Cancelled,
    /// Something else about it.
    Updated,
}
