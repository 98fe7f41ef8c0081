//! Running words: where one occasion ends and the next begins, what a sentence asks, announces,
//! changes or refuses; journeys and opening hours told in one line.

pub(crate) mod change;
pub(crate) mod command;
pub(crate) mod correction;
pub(crate) mod exception;
pub(crate) mod journey;
pub(crate) mod opening;
pub(crate) mod phrase;
pub(crate) mod piece;
pub(crate) mod query;
pub(crate) mod refusal;
pub(crate) mod sentence;
pub(crate) mod stay;
