//! The API: JSON or a file in; JSON or a calendar file out.

mod call;
pub(super) mod health;
pub(super) mod ics;
pub(super) mod openapi;
pub(super) mod parse;
mod shape;
pub(super) mod smoke;
pub(super) mod user;
