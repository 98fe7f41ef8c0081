//! A recurrence in words, to follow "repeats": "every second Tuesday until 30 June 2026".

use jiff::civil::{Date, DateTime, Weekday};

use super::{Style, listed, month_name, weekday_name};
use crate::{Bound, Frequency, Recurrence, Rule, WeekdayOrdinal};

const WORKING_DAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

impl Style {
    /// The rule with its exceptions; `start` is the event's start on its own wall clock, which says what the rule
    /// leaves out.
    pub fn recurrence(self, recurrence: &Recurrence, start: DateTime) -> String {
        let mut words = self.rule(&recurrence.rule, start);
        for (word, days) in [("except", &recurrence.exdates), ("also on", &recurrence.rdates)] {
            if !days.is_empty() {
                let days: Vec<String> = days.iter().map(|day| self.date(day.date())).collect();
                words = format!("{words}, {word} {}", listed(&days));
            }
        }
        words
    }

    /// `every second Tuesday until 30 June 2026`, `on the first business day of each quarter`, …
    pub fn rule(self, rule: &Rule, start: DateTime) -> String {
        let mut words = match rule.frequency {
            Frequency::Minutely => format!("{}{}", every(rule.interval, "minute"), limits(rule)),
            Frequency::Hourly => format!("{}{}", every(rule.interval, "hour"), limits(rule)),
            Frequency::Daily => daily(rule),
            Frequency::Weekly => weekly(rule, start),
            Frequency::Monthly => monthly(rule, start),
            Frequency::Yearly => self.yearly(rule, start),
        };
        words.push_str(&self.hours(rule, start));
        words.push_str(&positions(rule));
        match rule.bound {
            Bound::Never => words,
            Bound::Count(1) => format!("{words}, once"),
            Bound::Count(n) => format!("{words}, {n} times"),
            Bound::UntilDate(date) => format!("{words} until {}", self.date(date)),
            Bound::UntilLocal(at) => format!("{words} until {}", self.date(at.date())),
            Bound::UntilInstant(at) => {
                format!("{words} until {}", self.date(jiff::tz::TimeZone::UTC.to_datetime(at).date()))
            }
        }
    }

    /// ` at 10:00, 12:00 and 17:00`; nothing when there is one time, which the event itself says.
    fn hours(self, rule: &Rule, start: DateTime) -> String {
        let or = |values: &[i8], value| if values.is_empty() { vec![value] } else { values.to_vec() };
        let hours = or(&rule.by_hour, start.hour());
        let minutes = or(&rule.by_minute, start.minute());
        if rule.frequency <= Frequency::Hourly || hours.len() * minutes.len() < 2 {
            return String::new();
        }
        let at = |hour, minute| jiff::civil::Time::new(hour, minute, 0, 0).ok();
        let mut times: Vec<_> =
            hours.iter().flat_map(|h| minutes.iter().filter_map(move |m| at(*h, *m))).collect();
        times.sort_unstable();
        format!(" at {}", listed(&times.into_iter().map(|time| self.time(time)).collect::<Vec<_>>()))
    }

    fn yearly(self, rule: &Rule, start: DateTime) -> String {
        let days = if !rule.by_year_day.is_empty() {
            format!("{} of the year{}", listed(&map(&rule.by_year_day, |n| day_of_year(*n))), in_months(rule))
        } else if !rule.by_day.is_empty() && rule.by_month_day.is_empty() {
            match rule.by_month.as_slice() {
                [] => format!("{} of the year", weekdays_of(rule)),
                months => format!("{} of {}", weekdays_of(rule), listed(&map(months, |m| month(*m)))),
            }
        } else {
            self.days_of_months(rule, start)
        };
        format!("{} on {days}{}", every(rule.interval, "year"), on_condition(rule))
    }

    /// `30 June`, `the 1st of January and July`, `the 15th of each month`.
    fn days_of_months(self, rule: &Rule, start: DateTime) -> String {
        let given = |values: &[i8], value| if values.is_empty() { vec![value] } else { values.to_vec() };
        let days = given(&rule.by_month_day, start.day());
        // With days alone a yearly rule means every month.
        let months = match rule.by_month_day.as_slice() {
            [] => given(&rule.by_month, start.month()),
            _ => rule.by_month.clone(),
        };
        if let ([day], [month]) = (days.as_slice(), months.as_slice())
            // The year is a leap year: it has every day.
            && let Ok(date) = Date::new(2000, *month, *day)
        {
            return self.day_and_month(date);
        }
        let of =
            if months.is_empty() { "each month".to_owned() } else { listed(&map(&months, |m| month(*m))) };
        format!("the {} of {of}", days_of_month(&days))
    }
}

fn daily(rule: &Rule) -> String {
    if rule.interval == 1 && !rule.by_day.is_empty() && rule.by_month_day.is_empty() {
        return format!("{}{}", on_weekdays(&weekdays(&rule.by_day)), in_months(rule));
    }
    format!("{}{}", every(rule.interval, "day"), limits(rule))
}

fn weekly(rule: &Rule, start: DateTime) -> String {
    let mut days = weekdays(&rule.by_day);
    if days.is_empty() {
        days.push(start.weekday());
    }
    let each = match days.as_slice() {
        _ if rule.interval == 1 => on_weekdays(&days),
        [day] if rule.interval <= 10 => every(rule.interval, &weekday(*day)),
        _ => format!("{} on {}", every(rule.interval, "week"), listed(&map(&days, |day| weekday(*day)))),
    };
    format!("{each}{}", in_months(rule))
}

fn monthly(rule: &Rule, start: DateTime) -> String {
    let days = match (rule.by_month_day.as_slice(), rule.by_day.is_empty()) {
        ([], false) => weekdays_of(rule),
        ([], true) => format!("the {}", days_of_month(&[start.day()])),
        (days, _) => format!("the {}", days_of_month(days)),
    };
    // Every third month from January, April, July or October is what people call a quarter.
    let each = match rule.interval {
        1 => "each month".to_owned(),
        3 if start.month() % 3 == 1 => "each quarter".to_owned(),
        n => every(n, "month"),
    };
    format!("on {days} of {each}{}{}", in_months(rule), on_condition(rule))
}

/// ` when it is a Friday`, where the days come from elsewhere and BYDAY only limits them.
fn on_condition(rule: &Rule) -> String {
    if rule.by_day.is_empty() || (rule.by_month_day.is_empty() && rule.by_year_day.is_empty()) {
        return String::new();
    }
    format!(" when it is a {}", any_of(&weekdays(&rule.by_day)))
}

/// `, only the first of them`, where the words for the days do not say it.
fn positions(rule: &Rule) -> String {
    let told = matches!(rule.frequency, Frequency::Monthly | Frequency::Yearly)
        && !rule.by_day.is_empty()
        && on_condition(rule).is_empty();
    if told || rule.by_set_position.is_empty() {
        return String::new();
    }
    format!(", only the {} of them", listed(&map(&rule.by_set_position, |n| nth((*n).into()))))
}

/// `every day`, `every second day`, `every 11 days`.
fn every(interval: u32, unit: &str) -> String {
    match interval {
        0 | 1 => format!("every {unit}"),
        2..=10 => format!("every {} {unit}", nth(i32::try_from(interval).unwrap_or(10))),
        n => format!("every {n} {unit}s"),
    }
}

/// `every weekday`, `every Monday, Wednesday and Friday`.
fn on_weekdays(days: &[Weekday]) -> String {
    if is_working_week(days) {
        return "every weekday".to_owned();
    }
    if Weekday::Monday.cycle_forward().take(7).all(|day| days.contains(&day)) {
        return "every day".to_owned();
    }
    format!("every {}", listed(&map(days, |day| weekday(*day))))
}

/// `the second Tuesday`, `the first and third Monday`, `the last business day`, `every Monday`.
fn weekdays_of(rule: &Rule) -> String {
    let days = weekdays(&rule.by_day);
    if !rule.by_set_position.is_empty() {
        let positions = listed(&map(&rule.by_set_position, |n| nth((*n).into())));
        return format!("the {positions} {}", any_of(&days));
    }
    let ordinal = |item: &WeekdayOrdinal| item.ordinal.map(|n| nth(n.into()));
    let ordinals: Vec<String> = rule.by_day.iter().filter_map(ordinal).collect();
    match days.as_slice() {
        [day] if ordinals.len() == rule.by_day.len() => {
            format!("the {} {}", listed(&ordinals), weekday(*day))
        }
        _ => listed(&map(&rule.by_day, |item| match ordinal(item) {
            Some(nth) => format!("the {nth} {}", weekday(item.weekday)),
            None => format!("every {}", weekday(item.weekday)),
        })),
    }
}

/// `business day`, `weekend day`, `Monday or Tuesday`.
fn any_of(days: &[Weekday]) -> String {
    let weekend = [Weekday::Saturday, Weekday::Sunday];
    match days {
        _ if is_working_week(days) => "business day".to_owned(),
        _ if days.len() == 7 => "day".to_owned(),
        _ if days.len() == 2 && weekend.iter().all(|day| days.contains(day)) => "weekend day".to_owned(),
        _ => map(days, |day| weekday(*day)).join(" or "),
    }
}

/// What a minutely, hourly or daily rule is limited to.
fn limits(rule: &Rule) -> String {
    let days_of_month = match rule.by_month_day.as_slice() {
        [] => String::new(),
        days => format!(" on the {}", days_of_month(days)),
    };
    let weekdays = match weekdays(&rule.by_day).as_slice() {
        [] => String::new(),
        days => format!(" on {}", listed(&map(days, |day| format!("{}s", weekday(*day))))),
    };
    let hours = match rule.by_hour.as_slice() {
        hours if !hours.is_empty() && rule.frequency <= Frequency::Hourly => {
            format!(" in the hours {}", listed(&map(hours, i8::to_string)))
        }
        _ => String::new(),
    };
    [days_of_month, weekdays, hours, in_months(rule)].concat()
}

fn in_months(rule: &Rule) -> String {
    match rule.by_month.as_slice() {
        [] => String::new(),
        months => format!(" in {}", listed(&map(months, |m| month(*m)))),
    }
}

/// Each weekday once, in the order of the rule.
fn weekdays(items: &[WeekdayOrdinal]) -> Vec<Weekday> {
    let mut days = Vec::new();
    for item in items {
        if !days.contains(&item.weekday) {
            days.push(item.weekday);
        }
    }
    days
}

fn is_working_week(days: &[Weekday]) -> bool {
    days.len() == 5 && WORKING_DAYS.iter().all(|day| days.contains(day))
}

/// `15th`, `1st and 15th`, `last day`, `second to last day`.
fn days_of_month(days: &[i8]) -> String {
    listed(&map(days, |n| if *n > 0 { numbered(i32::from(*n)) } else { format!("{} day", nth((*n).into())) }))
}

fn day_of_year(n: i16) -> String {
    if n > 0 { format!("day {n}") } else { format!("the {} day", nth(n.into())) }
}

/// `first` … `tenth`, `11th`; from the end `last`, `second to last`.
fn nth(n: i32) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    if n == -1 {
        return "last".to_owned();
    }
    if n < 0 {
        return format!("{} to last", nth(n.saturating_neg()));
    }
    let word = usize::try_from(n - 1).ok().and_then(|i| WORDS.get(i));
    word.map_or_else(|| numbered(n), |word| (*word).to_owned())
}

/// `1st`, `2nd`, `3rd`, `11th`.
fn numbered(n: i32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

fn weekday(day: Weekday) -> String {
    weekday_name(day).to_owned()
}

fn month(n: i8) -> String {
    month_name(n).to_owned()
}

fn map<T>(values: &[T], word: impl Fn(&T) -> String) -> Vec<String> {
    values.iter().map(word).collect()
}

#[cfg(test)]
mod tests;
