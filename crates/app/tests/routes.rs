//! One file for each route, or for a few that belong together.

mod api_file;
mod api_ics;
mod api_parse;
mod calendars;
mod download;
mod edit;
mod events;
mod file;
mod gate;
mod health;
mod home;
mod login;
mod look;
mod openapi;
mod owners;
mod plain;
mod preview;
mod profile;
mod provider;
mod register;
mod reset;
mod session;
mod several;
mod smoke;
mod timing;
mod words;
