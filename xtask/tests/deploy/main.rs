//! `cargo xtask deploy`, with a stand-in for Fly's command line and for the site: every success and every failure.
#![cfg(unix)]

mod manual;
mod moving;
mod project;
mod readme;
mod running;
mod setting_up;
mod site;
mod smoke;
