//! Our occurrences against python-dateutil's and rrule-temporal's.
//!
//! Where the two of them differ, RFC 5545 decides; the cases are in `dateutil_differs` and `temporal_differs`.

use std::sync::LazyLock;
use std::thread;

use calendar::{Bound, Frequency, Recurrence, Rule, WeekdayOrdinal, When, in_zone};
use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};

use crate::counterpart::ask;

/// Rules for each of the two tests.
const RULES: usize = 800;
/// Occurrences that are compared of each.
const COUNT: usize = 20;
const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];
/// Days around changes of the clocks, leap days, ends of months and years.
const STARTS: [&str; 12] = [
    "2026-01-01T00:00:00",
    "2026-01-31T09:00:00",
    "2024-02-29T12:30:00",
    "2026-03-07T01:30:00",
    "2026-03-29T09:15:00",
    "2026-06-15T18:45:00",
    "2025-10-25T01:30:00",
    "2026-10-31T23:30:00",
    "2025-12-30T08:00:00",
    "2026-12-31T23:59:00",
    "2027-08-30T10:00:00",
    "2096-02-28T07:05:00",
];

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        // Knuth's constants for a linear congruence; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[usize::try_from(self.below(values.len() as u64)).unwrap()]
    }

    /// One to three different values from `low` to `high`, without 0 when `low` is negative.
    fn some(&mut self, low: i16, high: i16) -> Vec<i16> {
        let mut values = Vec::new();
        for _ in 0..=self.below(3) {
            let n = low + i16::try_from(self.below((high - low + 1) as u64)).unwrap();
            if (n != 0 || low == 0) && !values.contains(&n) {
                values.push(n);
            }
        }
        values
    }

    fn some_small(&mut self, low: i16, high: i16) -> Vec<i8> {
        self.some(low, high).into_iter().map(|n| i8::try_from(n).unwrap()).collect()
    }

    fn rule(&mut self, start: DateTime) -> Rule {
        use Frequency::{Daily, Hourly, Minutely, Monthly, Weekly, Yearly};
        let frequency =
            self.pick(&[Minutely, Hourly, Daily, Weekly, Weekly, Monthly, Monthly, Yearly, Yearly]);
        let mut rule = Rule::new(frequency);
        if self.chance(50) {
            rule.interval = match frequency {
                Minutely => self.pick(&[5, 7, 15, 45, 90]),
                Hourly => self.pick(&[2, 3, 5, 36]),
                _ => self.pick(&[2, 3, 4]),
            };
        }
        if self.chance(25) {
            rule.by_month = self.some_small(1, 12);
        }
        if frequency != Weekly && self.chance(25) {
            rule.by_month_day = self.some_small(-31, 31);
        }
        if matches!(frequency, Yearly | Hourly) && self.chance(15) {
            rule.by_year_day = self.some(-366, 366);
        }
        if self.chance(45) {
            rule.by_day = self.weekdays(&rule);
        }
        if self.chance(25) {
            rule.by_hour = self.some_small(0, 23);
        }
        if self.chance(20) {
            rule.by_minute = self.some_small(0, 59);
        }
        if self.chance(25) {
            rule.by_set_position = self.some(-4, 4);
        }
        if self.chance(30) {
            rule.week_start = self.pick(&WEEKDAYS);
        }
        rule.bound = match self.below(3) {
            0 => Bound::Never,
            1 => Bound::Count(1 + u32::try_from(self.below(25)).unwrap()),
            _ => Bound::UntilLocal(start + i64::try_from(self.below(900)).unwrap().days()),
        };
        rule
    }

    fn weekdays(&mut self, rule: &Rule) -> Vec<WeekdayOrdinal> {
        let counted = matches!(rule.frequency, Frequency::Monthly | Frequency::Yearly) && self.chance(50);
        let highest = if rule.frequency == Frequency::Monthly || !rule.by_month.is_empty() { 5 } else { 53 };
        let mut days: Vec<WeekdayOrdinal> = Vec::new();
        for _ in 0..=self.below(3) {
            let ordinal = counted.then(|| {
                let n = 1 + i8::try_from(self.below(highest)).unwrap();
                if self.chance(40) { -n } else { n }
            });
            let item = WeekdayOrdinal { ordinal, weekday: self.pick(&WEEKDAYS) };
            if !days.contains(&item) {
                days.push(item);
            }
        }
        days
    }
}

/// `RULES` different rules that are valid and match something, each with a start.
static CASES: LazyLock<Vec<(Rule, DateTime)>> = LazyLock::new(rules);

fn rules() -> Vec<(Rule, DateTime)> {
    let mut dice = Dice(2026);
    let mut rules: Vec<(Rule, DateTime)> = Vec::new();
    while rules.len() < RULES {
        let start: DateTime = dice.pick(&STARTS).parse().unwrap();
        let rule = dice.rule(start);
        let known = rules.contains(&(rule.clone(), start));
        // The others search until the year 9999 for what never comes; that ours gives up is tested in its module.
        if rule.check().is_ok() && !known && rule.occurrences(start).next().is_some() {
            rules.push((rule, start));
        }
    }
    rules
}

fn question(rule: &Rule, start: DateTime, zone: Option<&str>) -> Value {
    json!({ "rule": rule.to_string(), "start": start.to_string(), "zone": zone, "count": COUNT })
}

/// The same with UNTIL in UTC, as rrule-temporal wants it.
fn question_in_utc(rule: &Rule, start: DateTime, zone: Option<&str>) -> Value {
    let mut rule = rule.clone();
    if let Bound::UntilLocal(at) = rule.bound {
        let zone = zone.map_or(TimeZone::UTC, |zone| TimeZone::get(zone).unwrap());
        rule.bound = Bound::UntilInstant(in_zone(at, &zone).unwrap().timestamp());
    }
    question(&rule, start, zone)
}

/// `None` when the counterpart gave up.
fn occurrences(answer: &Value) -> Option<Vec<String>> {
    let found = answer["occurrences"].as_array()?;
    Some(found.iter().map(|at| at.as_str().unwrap().to_owned()).collect())
}

/// Compares ours with both; at least `votes` rules must have been answered by each.
fn compare(rules: &[(Rule, DateTime)], zone: Option<&str>, ours: &[Vec<String>], votes: usize) {
    let ask_dateutil: Vec<Value> = rules.iter().map(|(rule, start)| question(rule, *start, zone)).collect();
    let ask_temporal: Vec<Value> =
        rules.iter().map(|(rule, start)| question_in_utc(rule, *start, zone)).collect();
    let (dateutil, temporal) = thread::scope(|scope| {
        let temporal = scope.spawn(|| ask("rules.mjs", &ask_temporal));
        (ask("rules.py", &ask_dateutil), temporal.join().unwrap())
    });
    let (mut answered, mut second, mut wrong) = (0, 0, Vec::new());
    for (i, (rule, start)) in rules.iter().enumerate() {
        let (first_vote, second_vote) = (occurrences(&dateutil[i]), occurrences(&temporal[i]));
        answered += usize::from(first_vote.is_some());
        second += usize::from(second_vote.is_some());
        let differs = |vote: &Option<Vec<String>>| vote.as_ref().is_some_and(|vote| *vote != ours[i]);
        let bad_first = differs(&first_vote) && !dateutil_differs(rule);
        let bad_second = differs(&second_vote) && !temporal_differs(rule);
        if bad_first || bad_second {
            wrong.push(format!(
                "{rule} from {start}\n  ours     {:?}\n  dateutil {first_vote:?}\n  temporal {second_vote:?}",
                ours[i]
            ));
        }
    }
    println!("{} rules: {answered} answered by dateutil, {second} by rrule-temporal", rules.len());
    assert!(wrong.is_empty(), "{} of {} rules differ:\n{}", wrong.len(), rules.len(), wrong.join("\n"));
    assert!(
        answered >= votes && second >= votes,
        "answered: {answered} by dateutil, {second} by rrule-temporal"
    );
}

/// dateutil's first week begins with the start instead of WKST, so BYSETPOS counts from another day in it.
fn dateutil_differs(rule: &Rule) -> bool {
    rule.frequency == Frequency::Weekly && !rule.by_set_position.is_empty()
}

/// In yearly rules rrule-temporal adds the days of one part to those of another (BYYEARDAY to BYMONTHDAY and BYDAY, and
/// BYDAY with ordinals to BYMONTHDAY), where each part of RFC 5545 §3.3.10 works on what the parts before it left; and
/// it counts a 53rd weekday into the next year.
fn temporal_differs(rule: &Rule) -> bool {
    let counted = rule.by_day.iter().filter_map(|item| item.ordinal).collect::<Vec<_>>();
    let by_month_day = !rule.by_month_day.is_empty();
    let added = if rule.by_year_day.is_empty() {
        by_month_day && !counted.is_empty()
    } else {
        by_month_day || !rule.by_day.is_empty()
    };
    rule.frequency == Frequency::Yearly && (added || counted.iter().any(|n| n.abs() == 53))
}

#[test]
fn wall_clock_occurrences_are_those_of_two_others() {
    let ours: Vec<Vec<String>> = CASES
        .iter()
        .map(|(rule, start)| rule.occurrences(*start).take(COUNT).map(|at| at.to_string()).collect())
        .collect();
    compare(&CASES, None, &ours, 600);
}

#[test]
fn occurrences_in_a_zone_are_those_of_two_others() {
    // Rules by days whose time is never skipped: for a gap RFC 5545 and this product say different times.
    let is_daily = |rule: &Rule| rule.frequency >= Frequency::Daily && rule.by_hour.is_empty();
    let zone = "America/New_York";
    let rules: Vec<(Rule, DateTime)> = CASES.iter().filter(|(rule, _)| is_daily(rule)).cloned().collect();
    let ours: Vec<Vec<String>> = rules.iter().map(|(rule, start)| instants(rule, *start, zone)).collect();
    compare(&rules, Some(zone), &ours, 200);
}

fn instants(rule: &Rule, start: DateTime, zone: &str) -> Vec<String> {
    let start = in_zone(start, &TimeZone::get(zone).unwrap()).unwrap();
    let end = &start + SignedDuration::from_hours(1);
    let found = Recurrence::from(rule.clone()).occurrences(&When::Zoned { start, end });
    let starts = found.map(|when| match when {
        When::Zoned { start, .. } => start.timestamp().to_string(),
        other => panic!("{other:?}"),
    });
    starts.take(COUNT).collect()
}
