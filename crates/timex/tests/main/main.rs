//! What the crate promises: the tables of `docs/understanding.md` hold, and no text breaks it.

mod conventions;
mod documentation;
mod expressions;
mod properties;
mod rendering;
