//! The crate from outside: a corpus of texts with the events expected of them, and properties that hold for any text.

mod case;
mod corpus;
mod properties;
