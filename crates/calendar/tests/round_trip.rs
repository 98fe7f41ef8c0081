//! Properties: what is printed or written is read again; occurrences are sorted, unique and bounded.

use calendar::ics::{Entry, People, read, write};
use calendar::links::{AddLink, google, outlook_personal, outlook_work, yahoo};
use calendar::{Bound, Event, Frequency, Recurrence, Rule, Style, WeekdayOrdinal, When, in_zone};
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const ZONES: [&str; 6] =
    ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", "Africa/Casablanca"];

fn date() -> impl Strategy<Value = Date> {
    (1971_i16..2100, 1_i8..=12, 1_i8..=31).prop_filter_map("no such day", |(y, m, d)| Date::new(y, m, d).ok())
}

fn time() -> impl Strategy<Value = Time> {
    (0_i8..24, 0_i8..60, select(vec![0_i8, 0, 0, 30])).prop_map(|(h, m, s)| Time::new(h, m, s, 0).unwrap())
}

fn date_time() -> impl Strategy<Value = DateTime> {
    (date(), time()).prop_map(|(date, time)| date.to_datetime(time))
}

fn weekday() -> impl Strategy<Value = Weekday> {
    (0_i8..7).prop_map(|n| Weekday::from_monday_zero_offset(n).unwrap())
}

fn bound() -> impl Strategy<Value = Bound> {
    prop_oneof![
        Just(Bound::Never),
        (1_u32..500).prop_map(Bound::Count),
        date().prop_map(Bound::UntilDate),
        // The last second of a day is how files write a date.
        date().prop_map(|date| Bound::UntilLocal(date.at(12, 34, 0, 0))),
    ]
}

fn nonzero(low: i16, high: i16) -> impl Strategy<Value = Vec<i16>> {
    prop_oneof![2 => Just(Vec::new()), 1 => vec((low..=high).prop_filter("zero", |n| *n != 0), 1..4)]
}

fn small(low: i8, high: i8) -> impl Strategy<Value = Vec<i8>> {
    let value = (low..=high).prop_filter("zero", move |n| low == 0 || *n != 0);
    prop_oneof![2 => Just(Vec::new()), 1 => vec(value, 1..4)]
}

fn weekdays() -> impl Strategy<Value = Vec<WeekdayOrdinal>> {
    let item = (option::weighted(0.3, -53_i8..=53), weekday())
        .prop_map(|(ordinal, weekday)| WeekdayOrdinal { ordinal, weekday });
    prop_oneof![1 => Just(Vec::new()), 1 => vec(item, 1..4)]
}

/// Rules that the crate accepts.
fn rule() -> impl Strategy<Value = Rule> {
    use Frequency::{Daily, Hourly, Minutely, Monthly, Weekly, Yearly};
    let days = (small(1, 12), nonzero(-366, 366), small(-31, 31), weekdays());
    let rest = (small(0, 23), small(0, 59), nonzero(-10, 10), weekday());
    let frequency = select(vec![Minutely, Hourly, Daily, Weekly, Monthly, Yearly]);
    (frequency, 1_u32..50, bound(), days, rest)
        .prop_map(|(frequency, interval, bound, days, rest)| Rule {
            interval,
            bound,
            by_month: days.0,
            by_year_day: days.1,
            by_month_day: days.2,
            by_day: days.3,
            by_hour: rest.0,
            by_minute: rest.1,
            by_set_position: rest.2,
            week_start: rest.3,
            ..Rule::new(frequency)
        })
        .prop_filter("combinations that mean nothing", |rule| rule.check().is_ok())
}

fn when() -> impl Strategy<Value = When> {
    let all_day =
        (date(), 1_i64..40).prop_map(|(start, days)| When::AllDay { start, end: start + days.days() });
    let floating = (date_time(), 1_i64..5000)
        .prop_map(|(start, minutes)| When::Floating { start, end: start + minutes.minutes() });
    let zoned = (date_time(), 1_i64..5000, select(ZONES.to_vec()), select(ZONES.to_vec())).prop_filter_map(
        "ends before it starts",
        |(start, minutes, here, there)| {
            let at = |at: DateTime, zone| in_zone(at, &TimeZone::get(zone).unwrap()).unwrap();
            let (start, end) = (at(start, here), at(start + minutes.minutes(), there));
            (start.timestamp() < end.timestamp()).then_some(When::Zoned { start, end })
        },
    );
    prop_oneof![all_day, floating, zoned]
}

/// Text as files can hold it: any printable characters, `\n` the only line end, not blank.
fn text() -> impl Strategy<Value = String> {
    "[^\\p{C}\u{2028}\u{2029}]([^\\p{C}\u{2028}\u{2029}]|\n){0,120}"
        .prop_filter("blank", |text| !text.trim().is_empty())
}

fn recurrence() -> impl Strategy<Value = Recurrence> {
    (rule(), vec(date(), 0..3), vec(date(), 0..3)).prop_map(|(rule, exdates, rdates)| {
        let midnight = |dates: Vec<Date>| dates.into_iter().map(|date| date.at(0, 0, 0, 0)).collect();
        Recurrence { rule, exdates: midnight(exdates), rdates: midnight(rdates) }
    })
}

/// A rule of whole days.
fn without_hours(rule: &mut Rule) {
    rule.frequency = rule.frequency.max(Frequency::Daily);
    rule.by_hour.clear();
    rule.by_minute.clear();
    if let Bound::UntilLocal(at) = rule.bound {
        rule.bound = Bound::UntilDate(at.date());
    }
}

fn event() -> impl Strategy<Value = Event> {
    let link = "https://[a-z]{1,9}\\.org/[a-zA-Z0-9?=&,;:%_~.#-]{0,90}";
    let texts = (
        text(),
        option::of(text()),
        option::of(text()),
        option::of(link),
        option::of("[a-zA-Z;:]{1,12}( [a-z]{1,9})?"),
    );
    let rest = (option::of(recurrence()), btree_set(0_u32..20_000, 0..3), any::<bool>());
    ("[a-v0-9]{1,90}", texts, when(), rest).prop_map(|(uid, texts, when, rest)| {
        let recurrence = rest.0.map(|mut recurrence| {
            // Exceptions are at the time of the event; a yearly rule by days of the month names its months.
            let time = when.local_start().time();
            let at =
                |starts: &mut Vec<DateTime>| starts.iter_mut().for_each(|s| *s = s.date().to_datetime(time));
            at(&mut recurrence.exdates);
            at(&mut recurrence.rdates);
            if recurrence.rule.frequency == Frequency::Yearly && recurrence.rule.by_month.is_empty() {
                recurrence.rule.by_month_day.clear();
            }
            if when.is_all_day() {
                without_hours(&mut recurrence.rule);
            }
            recurrence
        });
        let recurrence = recurrence.filter(|recurrence| recurrence.rule.check().is_ok());
        // A file begins with the first occurrence.
        let when = recurrence.as_ref().map_or(when.clone(), |recurrence| recurrence.first(&when));
        Event {
            uid,
            title: Some(texts.0),
            location: texts.1,
            description: texts.2,
            url: texts.3,
            category: texts.4,
            recurrence,
            when: Some(when),
            // A file holds each reminder once, in their order.
            reminders: rest.1.into_iter().collect(),
            busy: rest.2,
            ..Event::default()
        }
    })
}

fn written(events: &[Event]) -> String {
    let entries: Vec<_> =
        events.iter().filter_map(|event| Entry::new(event, Timestamp::UNIX_EPOCH, 0)).collect();
    write(&entries, People::InDescription)
}

proptest! {
    // Rules that hardly ever match are slow; the seeds differ from run to run.
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn rules_are_read_as_they_are_printed(rule in rule()) {
        prop_assert_eq!(rule.to_string().parse::<Rule>().unwrap(), rule);
    }

    #[test]
    fn every_rule_has_words(rule in rule(), start in date_time()) {
        let words = Style::AMERICAN.rule(&rule, start);
        prop_assert!(words.starts_with("every ") || words.starts_with("on "), "{rule}: {words}");
        prop_assert!(!words.contains("  ") && !words.ends_with(' '), "{rule}: {words:?}");
    }

    #[test]
    fn any_text_is_a_rule_or_an_error(text in "(FREQ=|INTERVAL=|BYDAY=|UNTIL=|[A-Z0-9=;,+-]|\\PC){0,40}") {
        let _ = text.parse::<Rule>();
    }

    #[test]
    fn events_are_read_as_they_are_written(event in event()) {
        let contents = read(&written(std::slice::from_ref(&event)));
        prop_assert_eq!(contents.skipped, Vec::new());
        prop_assert_eq!(contents.events, vec![event]);
    }

    #[test]
    fn a_file_that_was_read_is_written_again_as_the_same_bytes(events in vec(event(), 1..4)) {
        let file = written(&events);
        prop_assert_eq!(written(&read(&file).events), file);
    }

    #[test]
    fn every_zone_of_a_file_is_defined_in_it(events in vec(event(), 1..4)) {
        let file = written(&events).replace("\r\n ", "");
        let (definitions, entries) = file.split_once("BEGIN:VEVENT").unwrap();
        for (at, _) in entries.match_indices(";TZID=") {
            let name = entries[at + 6..].split([':', ';']).next().unwrap();
            prop_assert!(definitions.contains(&format!("\r\nTZID:{name}\r\n")), "{name}: {file}");
        }
    }

    #[test]
    fn definitions_begin_on_the_wall_clock(events in vec(event(), 1..4)) {
        let file = written(&events).replace("\r\n ", "");
        let (definitions, _) = file.split_once("BEGIN:VEVENT").unwrap();
        for line in definitions.lines().filter(|line| line.starts_with("DTSTART")) {
            let time = line.strip_prefix("DTSTART:").expect("a start without parameters");
            prop_assert!(DateTime::strptime("%Y%m%dT%H%M%S", time).is_ok(), "{line}");
        }
    }

    #[test]
    fn links_open_over_https_alone(event in event()) {
        for link in [google(&event), outlook_work(&event), outlook_personal(&event), yahoo(&event)] {
            if let AddLink::Open(address) = link {
                prop_assert!(address.starts_with("https://"), "{address}");
                prop_assert!(address.chars().all(|c| c.is_ascii_graphic()), "{address}");
            }
        }
    }

    #[test]
    fn events_are_read_from_the_json_they_are_written_as(event in event()) {
        let json = serde_json::to_string(&Event { recurrence: None, ..event.clone() }).unwrap();
        let read: Event = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read, Event { recurrence: None, ..event });
    }

    #[test]
    fn occurrences_are_sorted_unique_and_bounded(rule in rule(), start in date_time()) {
        let found: Vec<DateTime> = rule.occurrences(start).take(100).collect();
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(found.iter().all(|at| *at >= start));
        match rule.bound {
            Bound::Count(n) => prop_assert!(found.len() <= n as usize),
            Bound::UntilDate(date) => prop_assert!(found.iter().all(|at| at.date() <= date)),
            Bound::UntilLocal(until) => prop_assert!(found.iter().all(|at| *at <= until)),
            _ => {}
        }
    }

    #[test]
    fn events_of_a_recurrence_keep_their_order_and_length(recurrence in recurrence(), when in when()) {
        let found: Vec<When> = recurrence.occurrences(&when).take(30).collect();
        for pair in found.windows(2) {
            prop_assert!(pair[0].local_start() <= pair[1].local_start());
        }
        for occurrence in &found {
            match (occurrence, &when) {
                (When::AllDay { start, end }, When::AllDay { start: first, end: last }) => {
                    prop_assert_eq!(start.duration_until(*end), first.duration_until(*last));
                }
                (When::Floating { start, end }, When::Floating { start: first, end: last }) => {
                    prop_assert_eq!(start.duration_until(*end), first.duration_until(*last));
                }
                (When::Zoned { start, end }, When::Zoned { start: first, end: last }) => {
                    prop_assert_eq!(start.duration_until(end), first.duration_until(last));
                }
                _ => prop_assert!(false, "another kind of time"),
            }
        }
    }
}
