//! What can go wrong, in the words a person can act on.

/// A value from outside that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Invalid {
    /// The field of the form, the JSON or the command line.
    pub field: &'static str,
    /// What is wrong and what would be right, as a sentence.
    pub message: String,
}

impl Invalid {
    /// `field` is wrong because of `message`.
    pub fn new(field: &'static str, message: impl Into<String>) -> Invalid {
        Invalid { field, message: message.into() }
    }
}
