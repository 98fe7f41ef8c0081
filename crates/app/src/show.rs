//! The time of an event as a card lays it out; the words themselves are those of `calendar`.

use calendar::{Clock, Recurrence, Style, When};
use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime};
use timex::Context;

/// The time of an event in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTime {
    /// "Thursday, November 26, 2026", or first and last day.
    pub date: String,
    /// "12:00 PM – 1:00 PM", "All day", "All day, 3 days".
    pub time: String,
    /// "New York time (EST)"; `None` for whole days, and where each end names its own.
    pub zone: Option<String>,
}

/// How the reader of `context` writes dates and times.
pub fn style(context: &Context) -> Style {
    let clock = context.preferences.clock.unwrap_or_else(|| clock_of(context.locale.tag()));
    Style { clock, date_order: context.date_order() }
}

/// The pieces of `when`: weekday, date and year always.
pub fn time(when: &When, style: Style) -> ShownTime {
    match when {
        When::AllDay { start, end } => days(*start, *end, style),
        When::Floating { start, end } => {
            let (date, time) = span(*start, *end, style);
            ShownTime { date, time, zone: Some("wherever you are then".to_owned()) }
        }
        When::Zoned { start, end } if start.time_zone() == end.time_zone() => {
            let (date, time) = span(start.datetime(), end.datetime(), style);
            ShownTime { date, time, zone: Some(zone(start)) }
        }
        When::Zoned { start, end } => journey(start, end, style),
    }
}

/// When it starts: "Thursday 26 November 2026, 12:00"; of whole days the day.
pub fn start(when: &When, style: Style) -> String {
    let start = when.local_start();
    let day = style.weekday_and_date(start.date());
    if when.is_all_day() { day } else { format!("{day}, {}", style.time(start.time())) }
}

fn days(start: Date, end: Date, style: Style) -> ShownTime {
    let last = end.yesterday().unwrap_or(start).max(start);
    let days = start.until(last).map_or(1, |span| span.get_days() + 1);
    let time = if days == 1 { "All day".to_owned() } else { format!("All day, {days} days") };
    ShownTime { date: dates(start, last, style), time, zone: None }
}

fn dates(first: Date, last: Date, style: Style) -> String {
    let shown = style.weekday_and_date(first);
    if first == last { shown } else { format!("{shown} – {}", style.weekday_and_date(last)) }
}

fn span(start: DateTime, end: DateTime, style: Style) -> (String, String) {
    let (from, to) = (style.time(start.time()), style.time(end.time()));
    let next_day = start.date().tomorrow().ok() == Some(end.date());
    if start == end {
        (style.weekday_and_date(start.date()), from)
    } else if next_day && end.time() <= start.time() {
        (style.weekday_and_date(start.date()), format!("{from} – {to} ({})", end.strftime("%A")))
    } else {
        (dates(start.date(), end.date(), style), format!("{from} – {to}"))
    }
}

fn journey(start: &ZonedDateTime, end: &ZonedDateTime, style: Style) -> ShownTime {
    let place = |at: &ZonedDateTime| format!("{} {}", style.time(at.time()), zone(at));
    let time = format!("{} – {}", place(start), place(end));
    ShownTime { date: dates(start.date(), end.date(), style), time, zone: None }
}

/// The next three days of a recurrence, those that are over by `now` left out.
pub fn next_dates(recurrence: &Recurrence, when: &When, now: &ZonedDateTime, style: Style) -> Vec<String> {
    // A rule that ran out long ago has no next date; looking further than this for one would only cost time.
    const LOOK: usize = 4_000;
    let ahead = recurrence.occurrences(when).take(LOOK).filter(|at| !is_over(at, now));
    ahead.take(3).map(|at| style.weekday_and_date(at.local_start().date())).collect()
}

/// Whether all of `when` is before `now`; whole days and floating times are taken in the zone of `now`.
pub fn is_over(when: &When, now: &ZonedDateTime) -> bool {
    match when {
        When::Zoned { end, .. } => end.timestamp() < now.timestamp(),
        When::Floating { end, .. } => *end < now.datetime(),
        When::AllDay { end, .. } => *end <= now.date(),
    }
}

/// "New York time (EST)", "UTC", "UTC-04:00".
pub fn zone(at: &ZonedDateTime) -> String {
    match at.time_zone().iana_name() {
        None => format!("UTC{}", at.strftime("%:z")),
        Some("UTC" | "Etc/UTC") => "UTC".to_owned(),
        Some(name) => {
            let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
            let short = at.strftime("%Z").to_string();
            let sign = if short.starts_with(['+', '-']) { "UTC" } else { "" };
            format!("{city} time ({sign}{short})")
        }
    }
}

/// "today", "tomorrow", "in 5 days", "3 weeks ago": how far `day` is from `today`.
pub fn distance(day: Date, today: Date) -> String {
    let days = today.until(day).map_or(0, |span| span.get_days());
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days => {
            let (count, unit) = match days.unsigned_abs() {
                n @ 0..=20 => (n, "days"),
                n @ 21..=69 => ((n + 3) / 7, "weeks"),
                n @ 70..=699 => ((n + 15) / 30, "months"),
                n => ((n + 182) / 365, "years"),
            };
            if days > 0 { format!("in {count} {unit}") } else { format!("{count} {unit} ago") }
        }
    }
}

/// `text` with a capital at its start and a point at its end.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with(['.', '!', '?', '�']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// The regions that write "1:00 PM" in everyday use; English without a region counts as American.
pub fn clock_of(locale: &str) -> Clock {
    let tag = locale.to_ascii_lowercase();
    let (language, region) = tag.split_once('-').unwrap_or((&tag, ""));
    let twelve = match language {
        "en" => matches!(region, "" | "us" | "ca" | "au" | "nz" | "in" | "ph" | "za" | "pk" | "bd"),
        "es" => region == "us",
        other => other.is_empty(),
    };
    if twelve { Clock::Twelve } else { Clock::TwentyFour }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    fn zoned(start: &str, end: &str) -> When {
        When::Zoned { start: start.parse().unwrap(), end: end.parse().unwrap() }
    }

    #[test]
    fn times_follow_the_habits_of_the_place() {
        let lunch = zoned("2026-11-26T12:00[America/New_York]", "2026-11-26T13:00[America/New_York]");
        for (locale, date, hours) in [
            ("en-US", "Thursday, November 26, 2026", "12:00 PM – 1:00 PM"),
            ("en-GB", "Thursday 26 November 2026", "12:00 – 13:00"),
            ("en", "Thursday, November 26, 2026", "12:00 PM – 1:00 PM"),
            ("de-DE", "Thursday 26 November 2026", "12:00 – 13:00"),
        ] {
            let mut context = Context::new("2026-11-25T12:00[UTC]".parse().unwrap());
            context.locale = timex::Locale::new(locale);
            let shown = time(&lunch, style(&context));
            assert_eq!((shown.date.as_str(), shown.time.as_str()), (date, hours), "{locale}");
            assert_eq!(shown.zone.as_deref(), Some("New York time (EST)"));
        }
    }

    #[test]
    fn every_kind_of_time_has_its_pieces() {
        let day = |from, to| When::AllDay { start: from, end: to };
        for (when, date, hours) in [
            (day(date(2026, 7, 13), date(2026, 7, 14)), "Monday 13 July 2026", "All day"),
            (
                day(date(2026, 7, 13), date(2026, 7, 16)),
                "Monday 13 July 2026 – Wednesday 15 July 2026",
                "All day, 3 days",
            ),
            (
                zoned("2026-07-10T22:00[Europe/Berlin]", "2026-07-11T02:00[Europe/Berlin]"),
                "Friday 10 July 2026",
                "22:00 – 02:00 (Saturday)",
            ),
            (
                zoned("2026-03-03T09:00[Europe/Berlin]", "2026-03-04T16:00[Europe/Berlin]"),
                "Tuesday 3 March 2026 – Wednesday 4 March 2026",
                "09:00 – 16:00",
            ),
            (
                zoned("2026-03-03T09:00[Europe/Berlin]", "2026-03-03T12:00[America/New_York]"),
                "Tuesday 3 March 2026",
                "09:00 Berlin time (CET) – 12:00 New York time (EST)",
            ),
            (
                When::Floating {
                    start: datetime(2026, 3, 3, 9, 0, 0, 0),
                    end: datetime(2026, 3, 3, 9, 0, 0, 0),
                },
                "Tuesday 3 March 2026",
                "09:00",
            ),
        ] {
            let shown = time(&when, Style::BRITISH);
            assert_eq!((shown.date.as_str(), shown.time.as_str()), (date, hours));
        }
    }

    #[test]
    fn zones_are_named_by_their_city() {
        for (at, name) in [
            ("2026-07-10T22:00[America/Argentina/Buenos_Aires]", "Buenos Aires time (UTC-03)"),
            ("2026-07-10T22:00[UTC]", "UTC"),
            ("2026-07-10T22:00-04:00[-04:00]", "UTC-04:00"),
        ] {
            assert_eq!(zone(&at.parse().unwrap()), name);
        }
    }

    #[test]
    fn distances_round_to_a_sensible_unit() {
        let today = date(2026, 11, 25);
        for (day, words) in [
            (date(2026, 11, 25), "today"),
            (date(2026, 11, 26), "tomorrow"),
            (date(2026, 11, 24), "yesterday"),
            (date(2026, 12, 1), "in 6 days"),
            (date(2026, 12, 25), "in 4 weeks"),
            (date(2027, 6, 25), "in 7 months"),
            (date(2024, 11, 25), "2 years ago"),
        ] {
            assert_eq!(distance(day, today), words);
        }
    }
}
