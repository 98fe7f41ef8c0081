//! The occurrences of a rule that do not take place.

use calendar::{Bound, Frequency, Recurrence, WeekdayOrdinal};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

use super::{Dated, Doubts, Resolver, holiday, nth_exception};
use crate::mention::{DateItem, DateSpec, Exception, RuleSpec};
use crate::words::holidays::Day;

/// No rule gets more exceptions than this.
const MOST: usize = 400;
/// Exceptions are looked for within so many occurrences.
const HORIZON: usize = 2000;

impl Resolver<'_> {
    /// Works the exceptions into the recurrence.
    pub(super) fn except(&self, spec: &RuleSpec, start: DateTime, to: &mut Recurrence, doubts: &mut Doubts) {
        for exception in &spec.exceptions {
            match exception {
                Exception::Weekdays(days) if leaves_a_day(to, days) => drop_weekdays(to, days),
                Exception::Weekdays(days) => self.drop_nearest(days, start, to),
                Exception::Nth(positions, weekday) => {
                    nth_exception::leave_out(positions, *weekday, start, to, doubts);
                }
                Exception::Holidays => {
                    let days = self.public_holidays(start.date());
                    let fallen =
                        to.rule.occurrences(start).take(HORIZON).filter(|at| days.contains(&at.date()));
                    let fallen: Vec<DateTime> = fallen.take(MOST).collect();
                    to.exdates.extend(fallen);
                }
                Exception::On(item, None) if drop_month(to, item) => {}
                Exception::On(item, time) => {
                    let from = self.at(start.date());
                    let Ok(dated) = from.dates(item, true).or_else(|_| self.dates(item, true)) else {
                        doubts.notes.push("An exception could not be read.".to_owned());
                        continue;
                    };
                    let time = time
                        .as_ref()
                        .and_then(|time| self.hours(time, crate::mention::Hint::default(), false));
                    let at = time.map(|(timed, _)| timed.minutes % 1440);
                    let all_gone = Self::on_days(&dated, at, start, to);
                    if !all_gone {
                        let day = dated.start;
                        doubts.notes.push(format!("There is no occurrence to leave out on {day}."));
                    }
                }
            }
        }
        to.exdates.sort_unstable();
        to.exdates.dedup();
        to.exdates.truncate(MOST);
    }

    /// "every Monday except Monday": the nearest one is meant.
    fn drop_nearest(&self, days: &[Weekday], start: DateTime, to: &mut Recurrence) {
        for day in days {
            let dated = Dated::day(super::period::weekday_after(self.today, *day));
            Self::on_days(&dated, None, start, to);
        }
    }

    /// Leaves out what falls into the days; false when nothing does.
    fn on_days(dated: &Dated, at: Option<i32>, start: DateTime, to: &mut Recurrence) -> bool {
        let (from, end) = (dated.start, dated.after());
        let inside = to
            .rule
            .occurrences(start)
            .take(HORIZON)
            .take_while(|o| o.date() < end)
            .filter(|o| o.date() >= from);
        let minutes = |o: &DateTime| i32::from(o.hour()) * 60 + i32::from(o.minute());
        let gone: Vec<DateTime> =
            inside.filter(|o| at.is_none_or(|at| minutes(o) == at)).take(MOST).collect();
        to.exdates.extend(gone.iter().copied());
        !gone.is_empty()
    }

    /// Public holidays of the reader's country in the three years from `from` on: the United States or the United Kingdom.
    fn public_holidays(&self, from: Date) -> Vec<Date> {
        use Weekday::{Monday, Thursday};
        const US: [Day; 11] = [
            Day::Fixed(1, 1),
            Day::Nth(1, Monday, 3),
            Day::Nth(2, Monday, 3),
            Day::Nth(5, Monday, -1),
            Day::Fixed(6, 19),
            Day::Fixed(7, 4),
            Day::Nth(9, Monday, 1),
            Day::Nth(10, Monday, 2),
            Day::Fixed(11, 11),
            Day::Nth(11, Thursday, 4),
            Day::Fixed(12, 25),
        ];
        const UK: [Day; 8] = [
            Day::Fixed(1, 1),
            Day::Easter(-2),
            Day::Easter(1),
            Day::Nth(5, Monday, 1),
            Day::Nth(5, Monday, -1),
            Day::Nth(8, Monday, -1),
            Day::Fixed(12, 25),
            Day::Fixed(12, 26),
        ];
        let british = self.context.locale.tag().to_ascii_uppercase().ends_with("-GB");
        let days: &[Day] = if british { &UK } else { &US };
        let years = (0..3).map(|n| from.year() + n);
        let of = |year| days.iter().filter_map(move |day| holiday::date(*day, year));
        years.flat_map(|year| with_days_in_lieu(of(year).collect(), british)).collect()
    }
}

/// Holidays of one year, in order, with the days off for those that fall on a weekend: in the United Kingdom the next
/// working days, in the United States the Friday before a Saturday and the Monday after a Sunday.
fn with_days_in_lieu(mut days: Vec<Date>, british: bool) -> Vec<Date> {
    for n in 0..days.len() {
        let Some(day) = days.get(n).copied() else { break };
        let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let observed = match day.weekday() {
            Weekday::Saturday if !british => day.yesterday().ok(),
            Weekday::Saturday | Weekday::Sunday => {
                day.series(1.day()).skip(1).find(|other| !weekend(other) && !days.contains(other))
            }
            _ => None,
        };
        days.extend(observed);
    }
    days
}

/// True when the rule has other weekdays than these.
fn leaves_a_day(to: &Recurrence, days: &[Weekday]) -> bool {
    let by_day = &to.rule.by_day;
    by_day.is_empty() || by_day.iter().any(|item| !days.contains(&item.weekday))
}

/// "every month except August": a rule of months without end keeps the others of every year; false for any other rule,
/// whose occurrences in the coming August are left out.
fn drop_month(to: &mut Recurrence, item: &DateItem) -> bool {
    let DateItem { start: DateSpec::Written { year: None, month: Some(month), day: None, .. }, end: None } =
        item
    else {
        return false;
    };
    let rule = &mut to.rule;
    if rule.bound != Bound::Never || rule.frequency != Frequency::Monthly {
        return false;
    }
    let months: Vec<i8> = if rule.by_month.is_empty() { (1..=12).collect() } else { rule.by_month.clone() };
    let rest: Vec<i8> = months.into_iter().filter(|other| other != month).collect();
    if rest.is_empty() {
        return false;
    }
    rule.by_month = rest;
    true
}

/// "daily except Sundays": the rule keeps the other weekdays.
fn drop_weekdays(to: &mut Recurrence, days: &[Weekday]) {
    let rule = &mut to.rule;
    if rule.frequency == Frequency::Daily && rule.by_day.is_empty() && rule.interval == 1 {
        let mut weekday = Weekday::Monday;
        rule.frequency = Frequency::Weekly;
        for _ in 0..7 {
            rule.by_day.push(WeekdayOrdinal::from(weekday));
            weekday = weekday.next();
        }
    }
    rule.by_day.retain(|item| !days.contains(&item.weekday));
}
