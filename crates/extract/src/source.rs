//! The text as it was pasted: markup, hours as they are written, lines as a reader sees them, their labels.

pub(crate) mod clean;
pub(crate) mod deny;
pub(crate) mod entity;
pub(crate) mod html;
pub(crate) mod label;
pub(crate) mod order;
pub(crate) mod respell;
