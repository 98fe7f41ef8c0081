//! Repeating events.

use super::*;

#[test]
fn until_is_utc_with_a_zone_and_a_date_for_whole_days() {
    let zoned = zoned("2026-06-15T23:00", "2026-06-15T23:30", "America/New_York");
    let whole = When::day("2026-06-15".parse().unwrap());
    let floating = When::Floating {
        start: "2026-06-15T12:00".parse().unwrap(),
        end: "2026-06-15T13:00".parse().unwrap(),
    };
    for (when, rule, until) in [
        (&zoned, "FREQ=DAILY;UNTIL=20260620", "RRULE:FREQ=DAILY;UNTIL=20260621T035959Z"),
        (&zoned, "FREQ=DAILY;UNTIL=20260620T230000", "RRULE:FREQ=DAILY;UNTIL=20260621T030000Z"),
        (&zoned, "FREQ=DAILY;UNTIL=20260621T030000Z", "RRULE:FREQ=DAILY;UNTIL=20260621T030000Z"),
        (&whole, "FREQ=DAILY;UNTIL=20260620", "RRULE:FREQ=DAILY;UNTIL=20260620"),
        (&whole, "FREQ=DAILY;UNTIL=20260620T230000", "RRULE:FREQ=DAILY;UNTIL=20260620"),
        (&floating, "FREQ=DAILY;UNTIL=20260620", "RRULE:FREQ=DAILY;UNTIL=20260620T235959"),
    ] {
        assert_eq!(line(&repeating(when.clone(), rule), "RRULE").unwrap(), until);
    }
}

#[test]
fn a_yearly_rule_has_no_month_day_without_a_month() {
    let when = zoned("2026-06-15T12:00", "2026-06-15T13:00", "Europe/Berlin");
    let event = repeating(when, "FREQ=YEARLY;BYMONTHDAY=15");
    assert_eq!(
        line(&event, "RRULE").unwrap(),
        "RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=15"
    );
}

#[test]
fn exceptions_have_the_form_of_the_start() {
    let exdates = vec!["2026-12-24T12:00".parse().unwrap(), "2026-12-31T12:00".parse().unwrap()];
    for (when, exdate) in [
        (
            zoned("2026-06-15T12:00", "2026-06-15T13:00", "Europe/Berlin"),
            "EXDATE;TZID=Europe/Berlin:20261224T120000,20261231T120000",
        ),
        (zoned("2026-06-15T12:00", "2026-06-15T13:00", "UTC"), "EXDATE:20261224T120000Z,20261231T120000Z"),
        (When::day("2026-06-15".parse().unwrap()), "EXDATE;VALUE=DATE:20261224,20261231"),
    ] {
        let mut event = repeating(when, "FREQ=DAILY");
        event.recurrence.as_mut().unwrap().exdates.clone_from(&exdates);
        assert_eq!(line(&event, "EXDATE").unwrap(), exdate);
    }
}
