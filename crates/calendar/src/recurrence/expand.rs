//! From a rule to its occurrences on the wall clock (RFC 5545 §3.3.10).
//!
//! The RFC's table of expansions and limits comes to one idea: every frequency has periods (a year, a month, a week, a
//! day, an hour, a minute); of each period the days are kept that every given part admits, and of each kept day the
//! times. Parts that are not given are first filled in from the start, as the RFC asks.
//!
//! The start is an occurrence only when the rule admits it, as in python-dateutil. (The RFC counts it in any case and
//! calls a start outside its own rule undefined.)

use std::collections::VecDeque;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::{Bound, Frequency, Rule, WeekdayOrdinal};

/// After so many years without an occurrence a rule has ended. Weekdays and dates, leap days too, come round within 40.
const BARREN_YEARS: i16 = 100;
/// Periods without an occurrence after which a rule has ended: more than there are days in those years.
const BARREN_PERIODS: u32 = 40_000;

impl Rule {
    /// The occurrences at or after `start`, sorted and unique, as wall-clock times of the zone of `start`.
    ///
    /// The iterator ends with COUNT or UNTIL, with the year 9999, or when nothing has matched for a century; a rule
    /// without a bound is taken from as far as one needs. An UNTIL that is an instant is compared as UTC here;
    /// [`Recurrence::occurrences`](super::Recurrence::occurrences) knows the zone.
    pub fn occurrences(&self, start: DateTime) -> Occurrences {
        Occurrences {
            left: match self.bound {
                Bound::Count(n) => n,
                _ => u32::MAX,
            },
            until: self.until().unwrap_or(DateTime::MAX),
            rule: self.completed_from(start),
            start,
            step: 0,
            ready: VecDeque::new(),
            last: start.date(),
        }
    }

    /// The last wall-clock time that the bound admits.
    fn until(&self) -> Option<DateTime> {
        match self.bound {
            Bound::Never | Bound::Count(_) => None,
            Bound::UntilDate(date) => Some(date.to_datetime(Time::MAX)),
            Bound::UntilLocal(datetime) => Some(datetime),
            Bound::UntilInstant(instant) => Some(TimeZone::UTC.to_datetime(instant)),
        }
    }

    /// The rule with the parts that it leaves to the start: day of the month, month, weekday, hour, minute.
    fn completed_from(&self, start: DateTime) -> Rule {
        let mut rule = self.clone();
        let no_day = rule.by_year_day.is_empty() && rule.by_month_day.is_empty() && rule.by_day.is_empty();
        match rule.frequency {
            Frequency::Yearly if no_day => {
                rule.by_month_day.push(start.day());
                if rule.by_month.is_empty() {
                    rule.by_month.push(start.month());
                }
            }
            Frequency::Monthly if no_day => rule.by_month_day.push(start.day()),
            Frequency::Weekly if no_day => rule.by_day.push(start.weekday().into()),
            _ => {}
        }
        if rule.frequency >= Frequency::Daily && rule.by_hour.is_empty() {
            rule.by_hour.push(start.hour());
        }
        if rule.frequency >= Frequency::Hourly && rule.by_minute.is_empty() {
            rule.by_minute.push(start.minute());
        }
        // A rule built by hand may say 0; the text form cannot.
        rule.interval = rule.interval.max(1);
        rule
    }

    /// True when every given part admits the day.
    fn admits_day(&self, date: Date) -> bool {
        self.admits_month(date)
            && (self.by_year_day.is_empty() || self.by_year_day.iter().any(|n| is_day_of_year(date, *n)))
            && (self.by_month_day.is_empty() || self.by_month_day.iter().any(|n| is_day_of_month(date, *n)))
            && (self.by_day.is_empty() || self.by_day.iter().any(|item| self.is_weekday(date, *item)))
    }

    fn admits_month(&self, date: Date) -> bool {
        self.by_month.is_empty() || self.by_month.contains(&date.month())
    }

    /// Ordinals count within the month, or within the year when a yearly rule names no month.
    fn is_weekday(&self, date: Date, item: WeekdayOrdinal) -> bool {
        let (day, days) = match self.frequency {
            Frequency::Yearly if self.by_month.is_empty() => (date.day_of_year(), date.days_in_year()),
            Frequency::Yearly | Frequency::Monthly => (date.day().into(), date.days_in_month().into()),
            _ => return item.weekday == date.weekday(),
        };
        let nth = |n: i16| if n > 0 { n == (day - 1) / 7 + 1 } else { -n == (days - day) / 7 + 1 };
        item.weekday == date.weekday() && item.ordinal.is_none_or(|n| nth(n.into()))
    }
}

fn is_day_of_year(date: Date, n: i16) -> bool {
    let day = date.day_of_year();
    n == day || n == day - date.days_in_year() - 1
}

fn is_day_of_month(date: Date, n: i8) -> bool {
    let day = date.day();
    n == day || n == day - date.days_in_month() - 1
}

/// The occurrences of a rule; see [`Rule::occurrences`].
#[derive(Clone, Debug)]
pub struct Occurrences {
    /// With the parts that the start completes.
    rule: Rule,
    start: DateTime,
    until: DateTime,
    /// How many COUNT still allows.
    left: u32,
    /// Number of the next period, in units of the frequency; the period of the start is 0.
    step: i64,
    /// Found and not yet given.
    ready: VecDeque<DateTime>,
    /// Day of the last occurrence found.
    last: Date,
}

impl Iterator for Occurrences {
    type Item = DateTime;

    fn next(&mut self) -> Option<DateTime> {
        if self.left == 0 || (self.ready.is_empty() && !self.fill()) {
            return None;
        }
        let next = self.ready.pop_front().filter(|next| *next <= self.until);
        self.left = if next.is_some() { self.left - 1 } else { 0 };
        next
    }
}

/// One stretch of the frequency.
struct Period {
    first: Date,
    last: Date,
    /// Set for hours and minutes.
    hour: Option<i8>,
    /// Set for minutes.
    minute: Option<i8>,
}

impl Occurrences {
    /// Looks for the next period that has occurrences; false when there is none.
    fn fill(&mut self) -> bool {
        for _ in 0..BARREN_PERIODS {
            let Some(period) = self.period() else { return false };
            let silent = period.first.year() - self.last.year();
            if period.first > self.until.date() || silent > BARREN_YEARS {
                return false;
            }
            self.ready = self.candidates(&period).into();
            self.step = self.next_step(&period);
            if self.ready.is_empty() {
                continue;
            }
            self.last = period.first;
            return true;
        }
        false
    }

    /// The period number `step`; `None` past the end of the calendar.
    fn period(&self) -> Option<Period> {
        let start = self.start.date();
        let whole_days = |first, last| Period { first, last, hour: None, minute: None };
        match self.rule.frequency {
            Frequency::Yearly => {
                let first = start.first_of_year().checked_add(Span::new().try_years(self.step).ok()?).ok()?;
                Some(whole_days(first, first.last_of_year()))
            }
            Frequency::Monthly => {
                let first =
                    start.first_of_month().checked_add(Span::new().try_months(self.step).ok()?).ok()?;
                Some(whole_days(first, first.last_of_month()))
            }
            Frequency::Weekly => {
                let first = week_of(start, self.rule.week_start);
                let first = first.checked_add(Span::new().try_weeks(self.step).ok()?).ok()?;
                Some(whole_days(first, first.saturating_add(6.days())))
            }
            Frequency::Daily => {
                let day = start.checked_add(Span::new().try_days(self.step).ok()?).ok()?;
                Some(whole_days(day, day))
            }
            Frequency::Hourly => {
                let at = self.start.checked_add(Span::new().try_hours(self.step).ok()?).ok()?;
                Some(Period { hour: Some(at.hour()), ..whole_days(at.date(), at.date()) })
            }
            Frequency::Minutely => {
                let at = self.start.checked_add(Span::new().try_minutes(self.step).ok()?).ok()?;
                let day = whole_days(at.date(), at.date());
                Some(Period { hour: Some(at.hour()), minute: Some(at.minute()), ..day })
            }
        }
    }

    /// The number of the period after `period`. Hours and minutes leap over days and hours that cannot match: a
    /// minutely rule for 29 February would else walk through two million minutes.
    fn next_step(&self, period: &Period) -> i64 {
        let interval = i64::from(self.rule.interval);
        let next = self.step.saturating_add(interval);
        let Some(hour) = period.hour else { return next };
        let resume = if !self.rule.admits_day(period.first) {
            period.first.tomorrow().ok().map(|day| day.at(0, 0, 0, 0))
        } else if !self.admits_hour(hour) {
            period.first.at(hour, 0, 0, 0).checked_add(1.hour()).ok()
        } else {
            None
        };
        let Some(resume) = resume else { return next };
        let unit = if self.rule.frequency == Frequency::Hourly { 3600 } else { 60 };
        let origin = self.start.with().second(0).subsec_nanosecond(0);
        let origin = if unit == 3600 { origin.minute(0) } else { origin };
        let Ok(origin) = origin.build() else { return next };
        let wait = origin.duration_until(resume).as_secs();
        let intervals = (wait + unit * interval - 1) / (unit * interval);
        next.max(intervals * interval)
    }

    fn admits_hour(&self, hour: i8) -> bool {
        self.rule.by_hour.is_empty() || self.rule.by_hour.contains(&hour)
    }

    /// The occurrences of one period: days, then times, then positions, then what lies before the start falls away.
    fn candidates(&self, period: &Period) -> Vec<DateTime> {
        let times = self.times(period);
        let mut set = Vec::new();
        let mut day = period.first;
        while !times.is_empty() && day <= period.last {
            if !self.rule.admits_month(day) {
                day = day.last_of_month();
            } else if self.rule.admits_day(day) {
                set.extend(times.iter().map(|time| day.to_datetime(*time)));
            }
            let Ok(tomorrow) = day.tomorrow() else { break };
            day = tomorrow;
        }
        let mut set = self.at_positions(set);
        set.retain(|at| *at >= self.start);
        set
    }

    fn times(&self, period: &Period) -> Vec<Time> {
        let hours = of_period(period.hour, &self.rule.by_hour);
        let minutes = of_period(period.minute, &self.rule.by_minute);
        let (second, nanosecond) = (self.start.second(), self.start.subsec_nanosecond());
        let at = |hour, minute| Time::new(hour, minute, second, nanosecond).ok();
        hours.iter().flat_map(|hour| minutes.iter().filter_map(move |minute| at(*hour, *minute))).collect()
    }

    /// BYSETPOS: the n-th of the period's occurrences, negative from the end.
    fn at_positions(&self, set: Vec<DateTime>) -> Vec<DateTime> {
        let positions = &self.rule.by_set_position;
        if positions.is_empty() {
            return set;
        }
        let at = |n: i16| {
            let from_start = usize::try_from(i64::from(n) - 1).ok();
            let from_end = || set.len().checked_sub(usize::from(n.unsigned_abs()));
            set.get(from_start.or_else(from_end)?).copied()
        };
        sorted(positions.iter().filter_map(|n| at(*n)).collect())
    }
}

/// The value that the period fixes, when the part admits it; else the values of the part.
fn of_period(fixed: Option<i8>, part: &[i8]) -> Vec<i8> {
    match fixed {
        Some(value) if part.is_empty() || part.contains(&value) => vec![value],
        Some(_) => Vec::new(),
        None => sorted(part.to_vec()),
    }
}

fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

/// The first day of the week of `date`.
fn week_of(date: Date, week_start: Weekday) -> Date {
    date.saturating_sub(i64::from(date.weekday().since(week_start)).days())
}

#[cfg(test)]
mod tests;
