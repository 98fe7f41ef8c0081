//! What is said of an event besides its time: title, place, people, links, kind, and how sure it is.

pub(crate) mod category;
pub(crate) mod confidence;
pub(crate) mod link;
pub(crate) mod people;
pub(crate) mod place;
pub(crate) mod speaker;
pub(crate) mod title;
