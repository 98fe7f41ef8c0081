//! Any text: no panic, spans on character boundaries inside the text, in order, not overlapping but for
//! several hours on one date, which share its words.
#![no_main]

use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use timex::Context;

/// Half an hour before the leap day, in a zone with daylight saving.
static CONTEXT: LazyLock<Context> =
    LazyLock::new(|| Context::new(date(2024, 2, 28).at(23, 30, 0, 0).in_tz("Europe/Berlin").unwrap()));

fuzz_target!(|text: &str| {
    let (mut before, mut group) = (calendar::Span::new(0, 0), None);
    for expression in timex::find(text, &CONTEXT) {
        let span = expression.span;
        let shared = expression.group.is_some() && expression.group == group && span == before;
        assert!(shared || span.start >= before.end && span.end > span.start, "{span:?} after {before:?}");
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is not inside the text");
        (before, group) = (span, expression.group);
    }
});
