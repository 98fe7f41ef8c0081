//! Any text as a calendar file: no panic; a file that we wrote is read and written again as the same bytes.
#![no_main]

use calendar::Event;
use calendar::ics::{Entry, People, read, write};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let written = file(&read(text).events);
    let contents = read(&written);
    assert!(contents.skipped.is_empty(), "{:?} of our own file:\n{written}", contents.skipped);
    assert_eq!(file(&contents.events), written);
});

fn file(events: &[Event]) -> String {
    let entries: Vec<_> = events.iter().filter_map(|event| Entry::new(event, Timestamp::UNIX_EPOCH, 0)).collect();
    write(&entries, People::InDescription)
}
