use super::*;

/// The first `n` occurrences, one a line.
fn first(n: usize, rule: &str, start: &str) -> String {
    let rule: Rule = rule.parse().unwrap();
    let print = |at: DateTime| at.strftime("%a %Y-%m-%d %H:%M").to_string();
    rule.occurrences(start.parse().unwrap()).take(n).map(print).collect::<Vec<_>>().join("\n")
}

#[test]
fn days_of_every_frequency() {
    insta::assert_snapshot!(first(3, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "2026-01-01T09:00"), @"
    Thu 2026-01-01 09:00
    Tue 2026-01-13 09:00
    Thu 2026-01-15 09:00
    ");
    insta::assert_snapshot!(first(3, "FREQ=MONTHLY", "2026-01-31T09:00"), @"
    Sat 2026-01-31 09:00
    Tue 2026-03-31 09:00
    Sun 2026-05-31 09:00
    ");
    insta::assert_snapshot!(first(3, "FREQ=YEARLY", "2096-02-29T00:00"), @"
    Wed 2096-02-29 00:00
    Fri 2104-02-29 00:00
    Wed 2108-02-29 00:00
    ");
    insta::assert_snapshot!(first(2, "FREQ=MONTHLY;BYDAY=-1FR", "2026-01-01T17:00"), @"
    Fri 2026-01-30 17:00
    Fri 2026-02-27 17:00
    ");
    insta::assert_snapshot!(first(2, "FREQ=YEARLY;BYDAY=20MO", "1997-05-19T09:00"), @"
    Mon 1997-05-19 09:00
    Mon 1998-05-18 09:00
    ");
    insta::assert_snapshot!(first(2, "FREQ=YEARLY;BYYEARDAY=-1", "2026-01-01T00:00"), @"
    Thu 2026-12-31 00:00
    Fri 2027-12-31 00:00
    ");
}

#[test]
fn times_and_positions() {
    insta::assert_snapshot!(first(4, "FREQ=DAILY;BYHOUR=10,17;BYMINUTE=0", "2026-01-01T12:00"), @"
    Thu 2026-01-01 17:00
    Fri 2026-01-02 10:00
    Fri 2026-01-02 17:00
    Sat 2026-01-03 10:00
    ");
    let quarter = "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1";
    insta::assert_snapshot!(first(3, quarter, "2026-01-01T09:00"), @"
    Thu 2026-01-01 09:00
    Wed 2026-04-01 09:00
    Wed 2026-07-01 09:00
    ");
    insta::assert_snapshot!(first(3, "FREQ=MINUTELY;INTERVAL=90;BYHOUR=9,10,11", "2026-01-01T09:00"), @"
    Thu 2026-01-01 09:00
    Thu 2026-01-01 10:30
    Fri 2026-01-02 09:00
    ");
}

#[test]
fn bounds_count_what_matches() {
    // The start itself is no Monday, so it is not counted.
    insta::assert_snapshot!(first(9, "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-01-01T09:00"), @"
    Mon 2026-01-05 09:00
    Mon 2026-01-12 09:00
    ");
    insta::assert_snapshot!(first(9, "FREQ=DAILY;UNTIL=20260102", "2026-01-01T09:00"), @"
    Thu 2026-01-01 09:00
    Fri 2026-01-02 09:00
    ");
    insta::assert_snapshot!(first(9, "FREQ=DAILY;UNTIL=20260102T085959", "2026-01-01T09:00"), @"Thu 2026-01-01 09:00");
}

#[test]
fn a_rule_that_never_matches_ends() {
    for rule in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
    ] {
        assert_eq!(first(1, rule, "2026-01-01T00:00"), "", "{rule}");
    }
}
