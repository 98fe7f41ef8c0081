//! Times as a person reads them: weekday, date and year always, the clock and the order by their habits.

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use timex::{Clock, Context, DateOrder};

use calendar::When;

/// How one person writes dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    clock: Clock,
    order: DateOrder,
}

/// The time of an event in the pieces that a card and the terminal lay out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTime {
    /// "Thursday, November 26, 2026", or first and last day.
    pub date: String,
    /// "12:00 PM – 1:00 PM", "All day", "All day, 3 days".
    pub time: String,
    /// "New York time (EST)"; `None` for whole days.
    pub zone: Option<String>,
}

impl Style {
    /// The habits of the reader of `context`.
    pub fn of(context: &Context) -> Style {
        let clock = context.preferences.clock.unwrap_or_else(|| clock_of(context.locale.tag()));
        Style { clock, order: context.date_order() }
    }

    /// "Thursday, November 26, 2026" or "Thursday 26 November 2026".
    pub fn date(self, date: Date) -> String {
        let pattern = match self.order {
            DateOrder::MonthFirst => "%A, %B %-d, %Y",
            DateOrder::DayFirst => "%A %-d %B %Y",
        };
        date.strftime(pattern).to_string()
    }

    /// "Thu, Nov 26, 2026" or "Thu 26 Nov 2026".
    pub fn short_date(self, date: Date) -> String {
        let pattern = match self.order {
            DateOrder::MonthFirst => "%a, %b %-d, %Y",
            DateOrder::DayFirst => "%a %-d %b %Y",
        };
        date.strftime(pattern).to_string()
    }

    /// "1:00 PM" or "13:00".
    pub fn time(self, time: Time) -> String {
        let pattern = match self.clock {
            Clock::Twelve => "%-I:%M %p",
            Clock::TwentyFour => "%H:%M",
        };
        time.strftime(pattern).to_string()
    }

    /// "Thu, Nov 26, 2026, 1:00 PM", for one line among others; whole days lose their midnight.
    pub fn moment(self, at: DateTime, all_day: bool) -> String {
        let date = self.short_date(at.date());
        if all_day { date } else { format!("{date}, {}", self.time(at.time())) }
    }

    /// The whole time of an event.
    pub fn when(self, when: &When) -> ShownTime {
        match when {
            When::AllDay { start, end } => self.days(*start, *end),
            When::Floating { start, end } => {
                let (date, time) = self.span(*start, *end);
                ShownTime { date, time, zone: Some("wherever you are then".to_owned()) }
            }
            When::Zoned { start, end } if same_zone(start.time_zone(), end.time_zone()) => {
                let (date, time) = self.span(start.datetime(), end.datetime());
                ShownTime { date, time, zone: Some(zone(start)) }
            }
            When::Zoned { start, end } => self.journey(start, end),
        }
    }

    /// One line: "Thu, Nov 26, 2026, 12:00 PM – 1:00 PM".
    pub fn when_on_one_line(self, when: &When) -> String {
        let shown = self.when(when);
        format!("{}, {}", shown.date, if when.is_all_day() { shown.time.to_lowercase() } else { shown.time })
    }

    fn days(self, start: Date, end: Date) -> ShownTime {
        let last = end.yesterday().unwrap_or(start).max(start);
        let days = start.until(last).map_or(1, |span| span.get_days() + 1);
        if days == 1 {
            return ShownTime { date: self.date(start), time: "All day".to_owned(), zone: None };
        }
        let date = format!("{} – {}", self.date(start), self.date(last));
        ShownTime { date, time: format!("All day, {days} days"), zone: None }
    }

    fn span(self, start: DateTime, end: DateTime) -> (String, String) {
        let (from, to) = (self.time(start.time()), self.time(end.time()));
        let next_day = start.date().tomorrow().ok() == Some(end.date());
        if start == end {
            (self.date(start.date()), from)
        } else if start.date() == end.date() {
            (self.date(start.date()), format!("{from} – {to}"))
        } else if next_day && end.time() <= start.time() {
            (self.date(start.date()), format!("{from} – {to} ({})", end.date().strftime("%A")))
        } else {
            (format!("{} – {}", self.date(start.date()), self.date(end.date())), format!("{from} – {to}"))
        }
    }

    fn journey(self, start: &ZonedDateTime, end: &ZonedDateTime) -> ShownTime {
        let place = |at: &ZonedDateTime| format!("{} {}", self.time(at.time()), zone(at));
        let mut date = self.date(start.date());
        if end.date() != start.date() {
            date = format!("{date} – {}", self.date(end.date()));
        }
        ShownTime { date, time: format!("{} – {}", place(start), place(end)), zone: None }
    }
}

fn same_zone(a: &TimeZone, b: &TimeZone) -> bool {
    a == b
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

/// The regions that write "1:00 PM" in everyday use; English without a region counts as American.
fn clock_of(locale: &str) -> Clock {
    let tag = locale.to_ascii_lowercase();
    let (language, region) = tag.split_once('-').unwrap_or((&tag, ""));
    match (language, region) {
        ("en" | "", "")
        | (_, "us" | "ca" | "au" | "nz" | "in" | "ph" | "za" | "pk" | "bd" | "eg" | "sa" | "co") => {
            Clock::Twelve
        }
        _ => Clock::TwentyFour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    fn style(locale: &str) -> Style {
        let mut context = Context::new("2026-11-25T12:00[UTC]".parse().unwrap());
        context.locale = timex::Locale::new(locale);
        Style::of(&context)
    }

    fn zoned(start: &str, end: &str) -> When {
        When::Zoned { start: start.parse().unwrap(), end: end.parse().unwrap() }
    }

    #[test]
    fn times_follow_the_habits_of_the_place() {
        let lunch = zoned("2026-11-26T12:00[America/New_York]", "2026-11-26T13:00[America/New_York]");
        for (locale, date, time) in [
            ("en-US", "Thursday, November 26, 2026", "12:00 PM – 1:00 PM"),
            ("en-GB", "Thursday 26 November 2026", "12:00 – 13:00"),
            ("en", "Thursday, November 26, 2026", "12:00 PM – 1:00 PM"),
            ("de-DE", "Thursday 26 November 2026", "12:00 – 13:00"),
        ] {
            let shown = style(locale).when(&lunch);
            assert_eq!((shown.date.as_str(), shown.time.as_str()), (date, time), "{locale}");
            assert_eq!(shown.zone.as_deref(), Some("New York time (EST)"));
        }
    }

    #[test]
    fn every_kind_of_time_has_its_words() {
        let day = |from, to| When::AllDay { start: from, end: to };
        for (when, line) in [
            (day(date(2026, 7, 13), date(2026, 7, 14)), "Monday 13 July 2026, all day"),
            (
                day(date(2026, 7, 13), date(2026, 7, 16)),
                "Monday 13 July 2026 – Wednesday 15 July 2026, all day, 3 days",
            ),
            (
                zoned("2026-07-10T22:00[Europe/Berlin]", "2026-07-11T02:00[Europe/Berlin]"),
                "Friday 10 July 2026, 22:00 – 02:00 (Saturday)",
            ),
            (
                zoned("2026-03-03T09:00[Europe/Berlin]", "2026-03-04T16:00[Europe/Berlin]"),
                "Tuesday 3 March 2026 – Wednesday 4 March 2026, 09:00 – 16:00",
            ),
            (
                zoned("2026-03-03T09:00[Europe/Berlin]", "2026-03-03T12:00[America/New_York]"),
                "Tuesday 3 March 2026, 09:00 Berlin time (CET) – 12:00 New York time (EST)",
            ),
            (
                When::Floating {
                    start: datetime(2026, 3, 3, 9, 0, 0, 0),
                    end: datetime(2026, 3, 3, 9, 0, 0, 0),
                },
                "Tuesday 3 March 2026, 09:00",
            ),
        ] {
            assert_eq!(style("en-GB").when_on_one_line(&when), line);
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
