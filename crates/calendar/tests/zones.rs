//! What our VTIMEZONEs say, as PyPI `icalendar` and `ical.js` understand them, against the zone database.

use calendar::ics::{Entry, People, write};
use calendar::{Bound, Event, Frequency, Recurrence, Rule, When, in_zone};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::counterpart::ask;

/// Zones with rules of every kind, and without any.
const ZONES: [&str; 26] = [
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Havana",
    "America/Mexico_City",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Nairobi",
    "Asia/Jerusalem",
    "Asia/Tehran",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Asia/Gaza",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
];

/// A file with one event that repeats from `start` until `years` later.
fn file(zone: &str, start: &str, years: i64) -> String {
    let start: DateTime = start.parse().unwrap();
    let first = in_zone(start, &TimeZone::get(zone).unwrap()).unwrap();
    let rule = Rule { bound: Bound::UntilLocal(start + years.years()), ..Rule::new(Frequency::Weekly) };
    let event = Event {
        uid: zone.to_owned(),
        when: Some(When::Zoned { end: &first + SignedDuration::from_hours(1), start: first }),
        recurrence: Some(Recurrence::from(rule)),
        ..Event::default()
    };
    write(&[Entry::new(&event, Timestamp::UNIX_EPOCH, 0).unwrap()], People::InDescription)
}

/// Wall-clock times of the years that the event covers: every fifth day at noon, which no change of the clocks skips.
fn wall_clocks(start: &str, years: i64) -> Vec<DateTime> {
    let start: DateTime = start.parse().unwrap();
    start.series(5.days()).take_while(|at| *at <= start + years.years()).collect()
}

#[test]
fn two_others_read_the_offsets_of_the_database_from_our_definitions() {
    let spans = [("2026-02-10T12:00:00", 8), ("2004-07-01T12:00:00", 6), ("1985-05-05T12:00:00", 1)];
    let cases: Vec<(&str, &str, i64)> =
        ZONES.iter().flat_map(|zone| spans.iter().map(|(start, years)| (*zone, *start, *years))).collect();
    let questions: Vec<Value> = cases
        .iter()
        .map(|(zone, start, years)| {
            let times: Vec<String> = wall_clocks(start, *years).iter().map(ToString::to_string).collect();
            json!({ "ics": file(zone, start, *years), "times": times })
        })
        .collect();
    for script in ["zones.py", "zones.mjs"] {
        let answers = ask(script, &questions);
        for ((zone, start, years), answer) in cases.iter().zip(answers) {
            let offsets: Vec<i64> = serde_json::from_value(answer["offsets"].clone()).unwrap();
            let database = TimeZone::get(zone).unwrap();
            let offset = |at: DateTime| i64::from(in_zone(at, &database).unwrap().offset().seconds());
            let wrong: Vec<String> = wall_clocks(start, *years)
                .into_iter()
                .zip(offsets)
                .filter(|(at, read)| offset(*at) != *read)
                .map(|(at, read)| format!("{at}: {} read as {read}", offset(at)))
                .collect();
            assert!(wrong.is_empty(), "{script}: {zone} from {start}: {wrong:#?}");
        }
    }
}
