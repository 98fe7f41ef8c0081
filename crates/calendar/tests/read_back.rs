//! Written files, read back by three parsers nobody here wrote, and by our own.

use calendar::ics::{Entry, People, read, write};
use calendar::{Event, Person, Recurrence, Rule, When};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::counterpart::ask;

/// Until here occurrences are compared.
const HORIZON: &str = "2028-06-01T00:00:00";

fn at(time: &str, zone: &str) -> jiff::ZonedDateTime {
    time.parse::<DateTime>().unwrap().in_tz(zone).unwrap()
}

fn zoned(start: &str, end: &str, zone: &str) -> When {
    When::Zoned { start: at(start, zone), end: at(end, zone) }
}

fn days(start: &str, end: &str) -> When {
    When::AllDay { start: start.parse().unwrap(), end: end.parse().unwrap() }
}

fn event(uid: &str, title: &str, when: When) -> Event {
    Event {
        uid: uid.to_owned(),
        title: Some(title.to_owned()),
        busy: !when.is_all_day(),
        when: Some(when),
        ..Event::default()
    }
}

fn repeating(uid: &str, when: When, rule: &str, exdates: &[&str]) -> Event {
    let mut recurrence = Recurrence::from(rule.parse::<Rule>().unwrap());
    recurrence.exdates = exdates.iter().map(|at| at.parse().unwrap()).collect();
    Event { recurrence: Some(recurrence), ..event(uid, rule, when) }
}

/// One event for each quirk.
fn samples() -> Vec<Event> {
    let noon = || zoned("2026-06-15T12:00", "2026-06-15T13:00", "America/New_York");
    let evening = || zoned("2026-10-05T19:30", "2026-10-05T21:00", "Europe/Berlin");
    let floating = When::Floating {
        start: "2026-07-13T08:00".parse().unwrap(),
        end: "2026-07-13T08:30".parse().unwrap(),
    };
    let flight = When::Zoned {
        start: at("2026-06-30T18:00", "America/New_York"),
        end: at("2026-07-01T06:15", "Europe/London"),
    };
    vec![
        event("plain", "Lunch", noon()),
        Event {
            location: Some("Café Uno; 12, Main St \\ back".to_owned()),
            description: Some("One line\nAnother: with, commas; and \\n no break\n\n🎉 last".to_owned()),
            url: Some("https://example.org/a?b=c,d;e&f=%20#g".to_owned()),
            category: Some("Meals, work".to_owned()),
            reminders: vec![0, 30, 1440],
            ..event("text", "Größe, 漢字; \"quoted\" \\ back: 🎉", noon())
        },
        Event {
            description: Some("Ünïcödé — ".repeat(200)),
            location: Some("x".repeat(300)),
            ..event("long", "wörd ".repeat(60).trim_end(), noon())
        },
        Event { description: Some(" starts with a space".to_owned()), ..event("space", "a  b", noon()) },
        event("day", "One day", days("2026-07-13", "2026-07-14")),
        event("days", "Three days", days("2026-12-30", "2027-01-02")),
        event("floating", "Wake up", floating.clone()),
        event("utc", "Call", zoned("2026-07-13T08:00", "2026-07-13T09:00", "UTC")),
        event("flight", "BA 178", flight),
        event("night", "Party", zoned("2026-10-24T22:00", "2026-10-25T03:30", "Europe/Berlin")),
        event("half hour zone", "Call", zoned("2026-01-05T09:00", "2026-01-05T10:00", "Asia/Kathmandu")),
        event("lord howe", "Call", zoned("2026-10-05T09:00", "2026-10-05T10:00", "Australia/Lord_Howe")),
        repeating("weekly", evening(), "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270630", &["2026-12-23T19:30:00"]),
        repeating("biweekly", evening(), "FREQ=WEEKLY;INTERVAL=2;COUNT=20", &[]),
        repeating(
            "monthly",
            evening(),
            "FREQ=MONTHLY;BYDAY=1MO",
            &["2027-01-04T19:30:00", "2027-02-01T19:30:00"],
        ),
        // Its start is no last Friday: the file begins with the first that is.
        repeating("last", evening(), "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", &[]),
        repeating(
            "business",
            zoned("2026-07-01T09:00", "2026-07-01T09:30", "America/Los_Angeles"),
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            &[],
        ),
        repeating("yearly", days("2026-02-28", "2026-03-01"), "FREQ=YEARLY", &[]),
        repeating(
            "month days",
            days("2026-01-15", "2026-01-16"),
            "FREQ=YEARLY;BYMONTHDAY=15;UNTIL=20271231",
            &[],
        ),
        repeating(
            "daily",
            days("2026-07-13", "2026-07-15"),
            "FREQ=DAILY;INTERVAL=10;COUNT=9",
            &["2026-07-23T00:00:00"],
        ),
        repeating("sunday", noon(), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;UNTIL=20261231", &[]),
        repeating(
            "hours",
            zoned("2026-06-15T10:00", "2026-06-15T10:15", "UTC"),
            "FREQ=DAILY;BYHOUR=10,17;COUNT=30",
            &[],
        ),
        repeating("floating daily", floating, "FREQ=DAILY;UNTIL=20260801", &[]),
    ]
}

fn file(events: &[&Event], people: People) -> String {
    let changed: Timestamp = "2026-06-01T08:00:00Z".parse().unwrap();
    let entries: Vec<Entry<'_>> = events.iter().filter_map(|event| Entry::new(event, changed, 2)).collect();
    write(&entries, people)
}

/// What every reader must find in the file of an event.
fn expected(event: &Event) -> Value {
    let when = event.when.as_ref().unwrap();
    let when = &event.recurrence.as_ref().map_or(when.clone(), |recurrence| recurrence.first(when));
    let [(start, start_zone), (end, end_zone)] = ends(when);
    let horizon: DateTime = HORIZON.parse().unwrap();
    let occurrences: Vec<String> = match &event.recurrence {
        None => vec![start.clone()],
        Some(recurrence) => recurrence
            .occurrences(when)
            .take_while(|when| when.local_start() < horizon)
            .map(|when| ends(&when)[0].0.clone())
            .collect(),
    };
    json!({
        "uid": event.uid,
        "sequence": 2,
        "summary": event.title,
        "location": event.location,
        "description": event.description,
        "url": event.url,
        "category": event.category.as_ref().map(|names| names.split(", ").next()),
        "busy": event.busy,
        "start": start,
        "end": end,
        "start_zone": start_zone,
        "end_zone": end_zone,
        "reminders": event.reminders,
        "attendees": [],
        "occurrences": occurrences,
    })
}

/// Start and end, each with its zone, in the form of `counterparts/shape.py`.
fn ends(when: &When) -> [(String, Option<String>); 2] {
    let instant = |at: &jiff::ZonedDateTime| {
        let zone = at.time_zone().iana_name().map(str::to_owned);
        (at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(), zone)
    };
    match when {
        When::AllDay { start, end } => [(start.to_string(), None), (end.to_string(), None)],
        When::Floating { start, end } => [(start.to_string(), None), (end.to_string(), None)],
        When::Zoned { start, end } => [instant(start), instant(end)],
    }
}

fn read_by(script: &str, files: &[String]) -> Vec<Value> {
    let questions: Vec<Value> = files.iter().map(|ics| json!({ "ics": ics, "horizon": HORIZON })).collect();
    ask(script, &questions)
}

const READERS: [&str; 3] = ["read_ical.py", "read_icalendar.py", "read_icaljs.mjs"];

#[test]
fn three_others_read_what_was_written() {
    let samples = samples();
    let files: Vec<String> = samples.iter().map(|event| file(&[event], People::InDescription)).collect();
    for script in READERS {
        let mut wrong = Vec::new();
        for (event, answer) in samples.iter().zip(read_by(script, &files)) {
            let (expected, found) = (expected(event), &answer["events"][0]);
            for (field, value) in expected.as_object().unwrap() {
                if found[field] != *value {
                    wrong.push(format!(
                        "{}: {field}\n  written {value}\n  read    {}",
                        event.uid, found[field]
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{script}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn one_file_with_all_events_is_read_whole() {
    let samples = samples();
    let all: Vec<&Event> = samples.iter().collect();
    let file = file(&all, People::InDescription);
    let expected: Vec<Value> = samples.iter().map(|event| json!(event.uid)).collect();
    for script in READERS {
        let answer = read_by(script, std::slice::from_ref(&file)).remove(0);
        let uids: Vec<Value> =
            answer["events"].as_array().unwrap().iter().map(|e| e["uid"].clone()).collect();
        assert_eq!(uids, expected, "{script}");
    }
}

#[test]
fn invitations_are_read_as_such() {
    let person = |name: &str, email: &str| Person {
        name: Some(name.to_owned()),
        email: Some(email.to_owned()),
        phone: None,
    };
    let invitation = Event {
        organizer: Some(person("Ana; \"A\"", "ana@example.org")),
        attendees: vec![person("Tom, Dick", "tom@example.org"), person("Eva", "eva@example.org")],
        ..samples().remove(0)
    };
    let files = [file(&[&invitation], People::Invited)];
    for script in READERS {
        let answer = read_by(script, &files).remove(0);
        let attendees = json!(["mailto:tom@example.org", "mailto:eva@example.org"]);
        assert_eq!(answer["events"][0]["attendees"], attendees, "{script}");
    }
}

#[test]
fn a_number_comes_back_with_its_person() {
    let people = "Tom <tom@example.org> <555-0142>, Eva <+1 (212) 555-0199>, eva@example.org <555-0142 ext. 7>, <030/555 01>";
    let invitation = Event {
        organizer: Person::list("Ana <ana@example.org> <555-0100>").pop(),
        attendees: Person::list(people),
        ..samples().remove(0)
    };
    let files = [file(&[&invitation], People::Invited)];
    for script in READERS {
        assert_eq!(read_by(script, &files)[0]["events"][0]["uid"], json!(invitation.uid), "{script}");
    }
    let back = read(&files[0]).events.remove(0);
    assert_eq!(back.organizer, invitation.organizer);
    let written =
        |people: &[Person]| people.iter().map(Person::to_string).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(written(&back.attendees), written(&invitation.attendees));
}

#[test]
fn our_reader_agrees() {
    for mut event in samples() {
        if let (Some(recurrence), Some(when)) = (&event.recurrence, &mut event.when) {
            *when = recurrence.first(when);
        }
        // The twelve months stand for the rule without months: a reader cannot tell which was written.
        if event.uid == "month days" {
            continue;
        }
        let contents = read(&file(&[&event], People::InDescription));
        assert_eq!((contents.events, contents.skipped), (vec![event], Vec::new()));
    }
}

#[test]
fn a_zone_that_is_an_offset_alone_is_read_as_the_instant() {
    let offset = TimeZone::fixed(jiff::tz::offset(-3));
    let start = "2026-06-15T12:00".parse::<DateTime>().unwrap().to_zoned_datetime(offset).unwrap();
    let end =
        "2026-06-15T13:00".parse::<DateTime>().unwrap().to_zoned_datetime(start.time_zone().clone()).unwrap();
    let files = [file(&[&event("offset", "Call", When::Zoned { start, end })], People::InDescription)];
    for script in READERS {
        let answer = read_by(script, &files).remove(0);
        assert_eq!(answer["events"][0]["start"], json!("2026-06-15T15:00:00Z"), "{script}");
        assert_eq!(answer["events"][0]["start_zone"], json!("Etc/GMT+3"), "{script}");
    }
}
