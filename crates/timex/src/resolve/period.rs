//! Calendar arithmetic that cannot fail: weeks, months, quarters, years and their ends.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use crate::expression::Grain;
use crate::mention::Amount;

/// `date` moved by a number of days, clamped to the calendar.
pub(super) fn days(date: Date, n: i32) -> Date {
    moved(date, Span::new().try_days(n).ok(), n)
}

/// `date` moved by a number of months; the day is clamped to the month.
pub(super) fn months(date: Date, n: i32) -> Date {
    moved(date, Span::new().try_months(n).ok(), n)
}

/// A span longer than the calendar leads to its end.
fn moved(date: Date, span: Option<Span>, n: i32) -> Date {
    match span {
        Some(span) => date.saturating_add(span),
        None if n < 0 => Date::MIN,
        None => Date::MAX,
    }
}

/// The first day of the week in which `date` lies.
pub(super) fn week_start(date: Date, first: Weekday) -> Date {
    days(date, -i32::from(date.weekday().since(first)))
}

/// The first day of the quarter.
pub(super) fn quarter_start(date: Date) -> Date {
    let month = (date.month() - 1) / 3 * 3 + 1;
    Date::new(date.year(), month, 1).unwrap_or(date)
}

/// The first day after the unit that begins on `start`.
pub(super) fn after(start: Date, grain: Grain) -> Date {
    match grain {
        Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => days(start, 1),
        Grain::Week => days(start, 7),
        Grain::Month => months(start, 1).first_of_month(),
        Grain::Quarter => months(quarter_start(start), 3),
        Grain::Year => months(start.first_of_year(), 12),
    }
}

/// The first such weekday after `date`.
pub(super) fn weekday_after(date: Date, weekday: Weekday) -> Date {
    let ahead = i32::from(weekday.since(date.weekday()));
    days(date, if ahead == 0 { 7 } else { ahead })
}

/// The last such weekday before `date`.
pub(super) fn weekday_before(date: Date, weekday: Weekday) -> Date {
    let back = i32::from(date.weekday().since(weekday));
    days(date, -if back == 0 { 7 } else { back })
}

/// `date` moved by an amount of whole days.
pub(super) fn shifted(date: Date, amount: &Amount) -> Date {
    business_days(days(months(date, amount.months), amount.days), amount.business_days)
}

/// The n-th working day from `date` on, or back.
pub(super) fn business_days(mut date: Date, n: i32) -> Date {
    let step = n.signum();
    let mut left = n.abs().min(5000);
    while left > 0 {
        date = days(date, step);
        if is_workday(date) {
            left -= 1;
        }
    }
    date
}

/// Monday to Friday.
pub(super) fn is_workday(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The amount as a span for a wall clock.
pub(super) fn span(amount: &Amount) -> Option<Span> {
    let seconds = amount.seconds;
    Span::new()
        .try_months(amount.months)
        .ok()?
        .try_days(amount.days + amount.business_days)
        .ok()?
        .try_hours(seconds / 3600)
        .ok()?
        .try_minutes(seconds / 60 % 60)
        .ok()?
        .try_seconds(seconds % 60)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn units_begin_and_end_where_the_calendar_says() {
        assert_eq!(week_start(date(2026, 3, 11), Weekday::Monday), date(2026, 3, 9));
        assert_eq!(week_start(date(2026, 3, 11), Weekday::Sunday), date(2026, 3, 8));
        assert_eq!(quarter_start(date(2026, 12, 31)), date(2026, 10, 1));
        assert_eq!(after(date(2026, 2, 1), Grain::Month), date(2026, 3, 1));
        assert_eq!(weekday_after(date(2026, 3, 11), Weekday::Wednesday), date(2026, 3, 18));
        assert_eq!(weekday_before(date(2026, 3, 11), Weekday::Friday), date(2026, 3, 6));
    }

    #[test]
    fn more_than_the_calendar_holds_is_its_end() {
        for n in [240_000, 7_400_000, i32::MAX] {
            assert_eq!((months(date(2026, 3, 11), n), months(date(2026, 3, 11), -n)), (Date::MAX, Date::MIN));
        }
        assert_eq!(
            (days(date(2026, 3, 11), i32::MAX), days(date(2026, 3, 11), i32::MIN)),
            (Date::MAX, Date::MIN)
        );
    }

    #[test]
    fn working_days_skip_the_weekend() {
        assert_eq!(business_days(date(2026, 3, 13), 1), date(2026, 3, 16));
        assert_eq!(business_days(date(2026, 3, 16), -1), date(2026, 3, 13));
    }
}
