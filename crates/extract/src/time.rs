//! Which temporal expressions are the event's, how they belong together, and the time that they make.

pub(crate) mod combine;
pub(crate) mod times;
pub(crate) mod when;
