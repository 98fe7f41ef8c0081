//! Any bytes as a mail, a calendar file, a page and a text: no panic, no text above the limit; and what a text states
//! has its spans inside the text and reads back from its JSON.
#![no_main]

use std::sync::LazyLock;

use document::{Kind, open_as, stated};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use timex::Context;

/// Shorter than most files that are made up, so that they are cut.
const LIMIT: usize = 2000;

/// Half an hour before the leap day, in a zone with daylight saving.
static CONTEXT: LazyLock<Context> =
    LazyLock::new(|| Context::new(date(2024, 2, 28).at(23, 30, 0, 0).in_tz("America/New_York").unwrap()));

fuzz_target!(|bytes: &[u8]| {
    for kind in [Kind::Mail, Kind::Calendar, Kind::Html, Kind::Text] {
        if let Ok(opened) = open_as(kind, bytes, LIMIT) {
            assert!(opened.text.len() <= LIMIT && !opened.text.contains('\0'));
            read(&opened.text);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        read(text);
    }
});

fn read(text: &str) {
    for event in stated(text, &CONTEXT).events {
        for span in event.evidence.spans.values().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} is not inside the text");
        }
        let json = serde_json::to_string(&event).unwrap();
        let back: calendar::Event = serde_json::from_str(&json).unwrap();
        assert_eq!(back, event);
    }
}
