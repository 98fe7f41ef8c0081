//! A repetition of schema.org: `eventSchedule`.

use calendar::{Recurrence, Rule};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use timex::Context;

use super::time::{self, Stated};
use crate::item::{Item, Value, bare};

/// The first occurrence and the rule.
pub(super) struct Schedule {
    pub(super) start: Stated,
    pub(super) end: Option<Stated>,
    pub(super) recurrence: Option<Recurrence>,
}

/// Reads a Schedule; `None` when it has no start or repeats in a way that no rule says.
pub(super) fn read(item: &Item, context: Option<&Context>) -> Option<Schedule> {
    let zone = item.text("scheduleTimezone").and_then(|name| TimeZone::get(name).ok());
    let clock =
        |name: &'static str| item.text(name).and_then(|text| text.trim_end_matches('Z').parse::<Time>().ok());
    let first = time::read(item.text("startDate")?, context)?.at(clock("startTime")).in_zone(zone.as_ref());
    let day = first.clock().date();
    let end = clock("endTime").map(|time| {
        let day = if time > first.clock().time() { day } else { day.tomorrow().unwrap_or(day) };
        Stated::Local(day.to_datetime(time)).in_zone(zone.as_ref())
    });
    Some(Schedule { end, recurrence: recurrence(item, &first, context), start: first })
}

fn recurrence(item: &Item, first: &Stated, context: Option<&Context>) -> Option<Recurrence> {
    let mut rule = format!("FREQ={}", frequency(item.text("repeatFrequency")?)?);
    let days: Vec<&str> = texts(item, "byDay").filter_map(day).collect();
    let mut part = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            rule.extend([";", name, "=", &*values.join(",")]);
        }
    };
    part("BYDAY", days.into_iter().map(str::to_owned).collect());
    part("BYMONTHDAY", numbers(item, "byMonthDay"));
    part("BYMONTH", numbers(item, "byMonth"));
    let until = item.text("endDate").and_then(|text| time::read(text, context)).map(|end| end.clock().date());
    match (item.text("repeatCount").and_then(|count| count.parse::<u32>().ok()), until) {
        (Some(count), _) => part("COUNT", vec![count.to_string()]),
        (None, Some(until)) => part("UNTIL", vec![until.strftime("%Y%m%d").to_string()]),
        (None, None) => {}
    }
    let rule: Rule = rule.parse().ok()?;
    let except = texts(item, "exceptDate").filter_map(|text| time::read(text, context));
    let time = first.clock().time();
    let exdates = except.map(|it| match it {
        Stated::Day(day) => Date::to_datetime(day, time),
        other => other.clock(),
    });
    Some(Recurrence { exdates: exdates.collect(), ..Recurrence::from(rule) })
}

/// `P1W`, `P2D`, `Weekly` as a frequency with its interval.
fn frequency(text: &str) -> Option<String> {
    let lower = bare(text).to_ascii_lowercase();
    let (unit, interval) = match lower.as_str() {
        "daily" => ("DAILY", 1),
        "weekly" => ("WEEKLY", 1),
        "biweekly" => ("WEEKLY", 2),
        "monthly" => ("MONTHLY", 1),
        "yearly" | "annually" => ("YEARLY", 1),
        _ => {
            let span = lower.strip_prefix('p')?;
            let cut = span.len().checked_sub(1)?;
            let interval: u32 = span.get(..cut)?.parse().ok()?;
            let unit = match span.get(cut..)? {
                "d" => "DAILY",
                "w" => "WEEKLY",
                "m" => "MONTHLY",
                "y" => "YEARLY",
                _ => return None,
            };
            (unit, interval)
        }
    };
    Some(format!("{unit};INTERVAL={interval}"))
}

/// `https://schema.org/Monday`, `Monday`, `MO`
fn day(text: &str) -> Option<&'static str> {
    const DAYS: [(&str, &str); 7] = [
        ("monday", "MO"),
        ("tuesday", "TU"),
        ("wednesday", "WE"),
        ("thursday", "TH"),
        ("friday", "FR"),
        ("saturday", "SA"),
        ("sunday", "SU"),
    ];
    let name = bare(text).to_ascii_lowercase();
    DAYS.iter()
        .find(|(day, short)| *day == name || short.eq_ignore_ascii_case(&name))
        .map(|(_, short)| *short)
}

fn numbers(item: &Item, name: &'static str) -> Vec<String> {
    texts(item, name).filter_map(|text| text.parse::<i8>().ok()).map(|number| number.to_string()).collect()
}

fn texts<'i>(item: &'i Item, name: &'static str) -> impl Iterator<Item = &'i str> {
    item.all(name).flat_map(|value| match value {
        Value::Text(text, _) => text.split(',').map(str::trim).collect::<Vec<_>>(),
        Value::Item(_) => Vec::new(),
    })
}
