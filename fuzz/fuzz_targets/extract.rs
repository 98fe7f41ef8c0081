//! Any text: no panic, every span on character boundaries inside the text, every event reads back from its JSON.
#![no_main]

use jiff::civil::date;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let now = date(2024, 2, 28)
        .at(23, 30, 0, 0)
        .to_zoned_datetime(TimeZone::get("America/New_York").unwrap())
        .unwrap();
    for event in extract::extract(text, &timex::Context::new(now)).events {
        for span in event.evidence.spans.values().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} is not inside the text");
        }
        let json = serde_json::to_string(&event).unwrap();
        let back: calendar::Event = serde_json::from_str(&json).unwrap();
        assert_eq!(back, event);
    }
});
