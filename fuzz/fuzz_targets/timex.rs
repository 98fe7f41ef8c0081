//! Any text: no panic, spans on character boundaries inside the text, in order, not overlapping but for
//! several hours on one date, which share its words.
#![no_main]

use jiff::civil::date;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let now = date(2024, 2, 28).at(23, 30, 0, 0).to_zoned_datetime(TimeZone::get("Europe/Berlin").unwrap()).unwrap();
    let context = timex::Context::new(now);
    let (mut before, mut group) = (calendar::Span::new(0, 0), None);
    for expression in timex::find(text, &context) {
        let span = expression.span;
        let shared = expression.group.is_some() && expression.group == group && span == before;
        assert!(shared || span.start >= before.end && span.end > span.start, "{span:?} after {before:?}");
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is not inside the text");
        (before, group) = (span, expression.group);
    }
});
