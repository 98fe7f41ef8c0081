//! The program: a command line, a web application and an API over one engine.
//!
//! It reads the clock, the environment and the network so that `calendar`, `timex` and `extract` need not. Text comes in
//! through a door (`cli`, `web`), goes through `understand`, and leaves as cards, JSON, links or a calendar file.
//! What was pasted is never logged.

pub mod amend;
pub mod auth;
pub mod background;
pub mod change;
pub mod cli;
pub mod clock;
pub mod config;
pub mod draft;
pub mod error;
pub mod export;
pub mod flight;
pub mod handoff;
pub mod healthcheck;
pub mod language;
pub mod limit;
pub mod literal;
pub mod logging;
pub mod metrics;
pub mod post;
pub mod reference;
pub mod request;
pub mod secret;
pub mod server;
pub mod show;
pub mod smoke;
pub mod state;
pub mod understand;
pub mod web;

pub use cli::run;

/// Longest text that is read, in bytes: a long newsletter is a tenth of it.
pub const MAX_TEXT: usize = 256 * 1024;
