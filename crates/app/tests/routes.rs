//! One file for each route, or for a few that belong together.

mod api_ics;
mod api_parse;
mod calendars;
mod download;
mod edit;
mod health;
mod home;
mod login;
mod look;
mod openapi;
mod plain;
mod preview;
mod session;
mod several;
mod words;
