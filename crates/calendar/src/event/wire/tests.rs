use super::super::Event;
use crate::When;
use jiff::civil::date;

fn read(json: &str) -> Result<Event, String> {
    serde_json::from_str(json).map_err(|e| e.to_string())
}

#[test]
fn a_date_alone_is_a_whole_day() {
    let day = When::day(date(2026, 12, 1));
    for json in [r#"{"start":"2026-12-01"}"#, r#"{"start":"2026-12-01","all_day":true,"end":"2026-12-02"}"#] {
        assert_eq!(read(json).unwrap().when, Some(day.clone()), "{json}");
    }
    assert!(!read(r#"{"start":"2026-12-01"}"#).unwrap().busy);
}

#[test]
fn what_no_calendar_should_get_is_refused_with_its_field() {
    for (json, field) in [
        (r#"{"start":"2026-12-01","all_day":false}"#, "start"),
        (r#"{"start":"0000-01-01"}"#, "start"),
        (r#"{"start":"0000-01-01T10:00"}"#, "start"),
        (r#"{"start":"2026-12-02","end":"2026-12-01"}"#, "end"),
        (r#"{"start":"2026-12-02T10:00","end":"2026-12-01T10:00"}"#, "end"),
        (r#"{"start":"2026-12-01T10:00","time_zone":"Mars/Base"}"#, "time_zone"),
        (r#"{"url":"javascript:alert(1)"}"#, "url"),
        (r#"{"url":"https://x.example\r\nX:1"}"#, "url"),
        (r#"{"url":"zoom.example/j/1"}"#, "url"),
        (r#"{"reminders":[4294967295]}"#, "reminders"),
        (r#"{"start":"2026-12-01","rrule":"FREQ=SECONDLY"}"#, "rrule"),
    ] {
        let refusal = read(json).unwrap_err();
        assert!(refusal.starts_with(field), "{json}: {refusal}");
    }
}
