#![doc = include_str!("../README.md")]

mod db;
mod error;
mod handoffs;
mod migrate;
mod sqlite;

pub use db::Db;
pub use error::Error;
pub use handoffs::{MAX_HANDOFF_BYTES, MAX_HANDOFFS, MAX_HANDOFFS_BYTES};
pub use migrate::Migrated;
