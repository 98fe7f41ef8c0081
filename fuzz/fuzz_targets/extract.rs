//! Any text: no panic, every span on character boundaries inside the text, every event reads back from its JSON.
#![no_main]

use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use timex::Context;

/// Half an hour before the leap day, in a zone with daylight saving.
static CONTEXT: LazyLock<Context> =
    LazyLock::new(|| Context::new(date(2024, 2, 28).at(23, 30, 0, 0).in_tz("America/New_York").unwrap()));

fuzz_target!(|text: &str| {
    for event in extract::extract(text, &CONTEXT).events {
        for span in event.evidence.spans.values().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} is not inside the text");
        }
        let json = serde_json::to_string(&event).unwrap();
        let back: calendar::Event = serde_json::from_str(&json).unwrap();
        assert_eq!(back, event);
    }
});
