//! Twice the text takes about twice the time.

use std::time::{Duration, Instant};

use crate::rendering::reader;

fn time_to_read(text: &str) -> Duration {
    let context = reader("2026-03-11T10:00", "en-US");
    let run = || {
        let began = Instant::now();
        assert!(timex::find(text, &context).len() < text.len());
        began.elapsed()
    };
    (0..4).map(|_| run()).min().unwrap_or_default()
}

#[test]
fn reading_is_linear_in_the_text() {
    for piece in [
        "every monday and ",
        "5 ",
        "- ",
        "3pm, ",
        "march ",
        "first and ",
        "the ",
        "a@",
        "until ",
        "lunch with Ana Friday at noon. ",
        "½ ",
    ] {
        let (small, large) = (piece.repeat(2_048 / piece.len()), piece.repeat(32_768 / piece.len()));
        let (short, long) = (time_to_read(&small), time_to_read(&large));
        // Sixteen times the text: far below 256 times the time, with room for a busy machine.
        assert!(long < short * 80 + Duration::from_millis(30), "{piece:?}: {short:?} then {long:?}");
    }
}
