//! Calendar files (iCalendar, RFC 5545): writing ours, reading everyone's.
//!
//! The writer is ours: it is what people's calendars get, every quirk of `docs/calendar-files.md` is a
//! test of it, and no crate makes a VTIMEZONE from an IANA zone. The reader's grammar is the crate `calcard`'s.

mod file_name;
mod foreign_zone;
mod line;
mod read;
mod write;
mod zone;

pub use file_name::file_name;
pub use read::{Contents, Skipped, read};
pub use write::{Entry, People, write};
pub(crate) use write::{people_in_words, rule_of_file, time_of};
