//! Reading and printing the RRULE value (RFC 5545 §3.3.10), without the `RRULE:` prefix.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};

use super::{Bound, Frequency, Rule, WeekdayOrdinal};

/// A rule that cannot be read; the message says which part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidRule(pub(crate) String);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", frequency_name(self.frequency))?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        match self.bound {
            Bound::Never => {}
            Bound::Count(n) => write!(f, ";COUNT={n}")?,
            Bound::UntilDate(d) => write!(f, ";UNTIL={}", d.strftime("%Y%m%d"))?,
            Bound::UntilLocal(d) => write!(f, ";UNTIL={}", d.strftime("%Y%m%dT%H%M%S"))?,
            Bound::UntilInstant(t) => write!(f, ";UNTIL={}", t.strftime("%Y%m%dT%H%M%SZ"))?,
        }
        list(f, "BYMONTH", &self.by_month)?;
        list(f, "BYYEARDAY", &self.by_year_day)?;
        list(f, "BYMONTHDAY", &self.by_month_day)?;
        list(f, "BYDAY", &self.by_day)?;
        list(f, "BYHOUR", &self.by_hour)?;
        list(f, "BYMINUTE", &self.by_minute)?;
        list(f, "BYSETPOS", &self.by_set_position)?;
        if self.week_start != Weekday::Monday {
            write!(f, ";WKST={}", weekday_name(self.week_start))?;
        }
        Ok(())
    }
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, name: &str, values: &[T]) -> fmt::Result {
    for (i, value) in values.iter().enumerate() {
        if i == 0 {
            write!(f, ";{name}={value}")?;
        } else {
            write!(f, ",{value}")?;
        }
    }
    Ok(())
}

impl fmt::Display for WeekdayOrdinal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ordinal {
            Some(n) => write!(f, "{n}{}", weekday_name(self.weekday)),
            None => f.write_str(weekday_name(self.weekday)),
        }
    }
}

fn frequency_name(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Minutely => "MINUTELY",
        Frequency::Hourly => "HOURLY",
        Frequency::Daily => "DAILY",
        Frequency::Weekly => "WEEKLY",
        Frequency::Monthly => "MONTHLY",
        Frequency::Yearly => "YEARLY",
    }
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

impl FromStr for Rule {
    type Err = InvalidRule;

    fn from_str(text: &str) -> Result<Rule, InvalidRule> {
        let upper = text.trim().to_ascii_uppercase();
        let upper = upper.strip_prefix("RRULE:").unwrap_or(&upper);
        let parts = upper.split(';').filter(|p| !p.is_empty()).map(|part| {
            part.split_once('=').ok_or_else(|| InvalidRule(format!("{part:?} is not NAME=VALUE")))
        });
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        let frequency = parts.iter().find(|(name, _)| *name == "FREQ");
        let frequency = frequency.ok_or_else(|| InvalidRule("a rule needs FREQ=…".to_owned()))?;
        let mut rule = Rule::new(read_frequency(frequency.1)?);
        for (name, value) in parts {
            rule.set(name, value)?;
        }
        rule.check()?;
        Ok(rule)
    }
}

impl Rule {
    fn set(&mut self, name: &str, value: &str) -> Result<(), InvalidRule> {
        match name {
            "FREQ" => {}
            "INTERVAL" => self.interval = number(name, value, 1, 10_000)?,
            "COUNT" | "UNTIL" if self.bound != Bound::Never => {
                return Err(InvalidRule("COUNT and UNTIL exclude each other".to_owned()));
            }
            "COUNT" => self.bound = Bound::Count(number(name, value, 1, 100_000)?),
            "UNTIL" => self.bound = read_until(value)?,
            "BYMONTH" => self.by_month = numbers(name, value, 1, 12)?,
            "BYYEARDAY" => self.by_year_day = numbers(name, value, -366, 366)?,
            "BYMONTHDAY" => self.by_month_day = numbers(name, value, -31, 31)?,
            "BYDAY" => self.by_day = value.split(',').map(read_weekday).collect::<Result<_, _>>()?,
            "BYHOUR" => self.by_hour = numbers(name, value, 0, 23)?,
            "BYMINUTE" => self.by_minute = numbers(name, value, 0, 59)?,
            "BYSETPOS" => self.by_set_position = numbers(name, value, -366, 366)?,
            "WKST" => self.week_start = read_weekday(value)?.weekday,
            _ => return Err(InvalidRule(format!("{name} is not supported"))),
        }
        Ok(())
    }
}

fn number<T: FromStr + PartialOrd + Copy>(
    name: &str,
    value: &str,
    low: T,
    high: T,
) -> Result<T, InvalidRule> {
    match value.trim_start_matches('+').parse::<T>() {
        Ok(n) if n >= low && n <= high => Ok(n),
        _ => Err(InvalidRule(format!("{name}={value} is out of range"))),
    }
}

fn numbers<T: FromStr + PartialOrd + Copy + Default>(
    name: &str,
    value: &str,
    low: T,
    high: T,
) -> Result<Vec<T>, InvalidRule> {
    let values = value.split(',').map(|v| number(name, v, low, high)).collect::<Result<Vec<T>, _>>()?;
    // Zero is a value of hours and minutes alone: days and positions count from one at either end.
    if low < T::default() && values.contains(&T::default()) {
        return Err(InvalidRule(format!("{name}={value}: there is no day 0")));
    }
    Ok(values)
}

fn read_frequency(value: &str) -> Result<Frequency, InvalidRule> {
    Ok(match value {
        "MINUTELY" => Frequency::Minutely,
        "HOURLY" => Frequency::Hourly,
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        "YEARLY" => Frequency::Yearly,
        _ => return Err(InvalidRule(format!("FREQ={value} is not supported"))),
    })
}

fn read_weekday(value: &str) -> Result<WeekdayOrdinal, InvalidRule> {
    let bad = || InvalidRule(format!("{value:?} is not a weekday such as MO or -1FR"));
    let cut = value.len().checked_sub(2).ok_or_else(bad)?;
    let (ordinal, name) = value.split_at_checked(cut).ok_or_else(bad)?;
    let weekday = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return Err(bad()),
    };
    let ordinal = match ordinal {
        "" => None,
        n => Some(number("BYDAY", n, -53_i8, 53)?),
    };
    Ok(WeekdayOrdinal { ordinal, weekday })
}

fn read_until(value: &str) -> Result<Bound, InvalidRule> {
    let bad = |_| InvalidRule(format!("UNTIL={value} is not a date such as 20250630"));
    match (value.len(), value.ends_with('Z')) {
        (8, _) => Ok(Bound::UntilDate(Date::strptime("%Y%m%d", value).map_err(bad)?)),
        (_, true) => {
            let utc = DateTime::strptime("%Y%m%dT%H%M%SZ", value).map_err(bad)?;
            let instant: Timestamp = utc.to_zoned_datetime(jiff::tz::TimeZone::UTC).map_err(bad)?.timestamp();
            Ok(Bound::UntilInstant(instant))
        }
        _ => Ok(Bound::UntilLocal(DateTime::strptime("%Y%m%dT%H%M%S", value).map_err(bad)?)),
    }
}
