//! How often: "every other Tuesday", "first friday of each month", "weekly", "Mondays", "Mon/Wed/Fri".

mod apart;
mod days;
mod letters;
mod limits;
mod often;
mod on;
mod schedule;
mod yearly;

pub(super) use days::days_between;
pub(super) use limits::{LEADS, Limit};

use calendar::Frequency;
use jiff::civil::Weekday;

use crate::lex::Kind;
use crate::mention::{Half, RuleSpec};
use crate::words::{DayPart, Unit};

use super::{Found, Parser};

impl Parser<'_> {
    /// A rule, without its times, start and end.
    pub(super) fn rule(&self, i: usize) -> Found<RuleSpec> {
        // No rule begins with a mark, and most words that are asked stand before one.
        matches!(self.t.get(i)?.kind, Kind::Word | Kind::Number).then_some(())?;
        self.memo.no_rule.at(i, || self.read_rule(i))
    }

    fn read_rule(&self, i: usize) -> Found<RuleSpec> {
        self.nth_of_every(i).or_else(|| self.every(i)).or_else(|| self.adverb(i)).or_else(|| self.schedule(i))
    }

    /// "every …", "each …".
    fn every(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        if t.any(i, &["everyday"]) {
            return Some(self.with_on(RuleSpec::new(Frequency::Daily, 1), i + 1));
        }
        let from = t
            .phrase(i, &["once", "every"])
            .or_else(|| t.any(i, &["every", "each", "evry", "evrey", "evey"]).then_some(i + 1))?;
        let from = if t.any(from, &["single"]) { from + 1 } else { from };
        if t.any(from, &["other", "alternate"]) {
            return self.every_nth(from + 1, 2);
        }
        if let Some(found) = self.every_leap_year(i, from) {
            return Some(found);
        }
        if let Some(found) = self.month_days_of(from).or_else(|| self.nth_weekdays_of(from)) {
            return Some(found);
        }
        if let Some(found) = self.business_days_of_the_month(from) {
            return Some(found);
        }
        if let Some((n, next)) = self.ordinal(from) {
            // "every first Saturday": of the month, there is no other.
            if let Some((weekday, next)) = self.weekday_word(next).filter(|_| n == 1) {
                let mut rule = RuleSpec::new(Frequency::Monthly, 1);
                rule.by_day = vec![(Some(1), weekday)];
                return Some((rule, next));
            }
            if let Some(found) = self.every_nth(next, n) {
                return Some(found);
            }
            return self
                .month_day_list(from)
                .filter(|(days, _)| t.number(from).is_some() && days.iter().all(|day| *day > 0))
                .map(|(days, next)| (monthly_on(days), next));
        }
        if let Some(found) = self.cardinal(from).and_then(|(n, next)| self.every_nth(next, n)) {
            return Some(found);
        }
        self.every_date(from).or_else(|| self.every_nth(from, 1))
    }

    /// Units or weekdays after "every", "every other", "every third".
    fn every_nth(&self, i: usize, interval: u32) -> Found<RuleSpec> {
        let t = self.t;
        if interval == 0 || interval > 1000 {
            return None;
        }
        if let Some((days, next)) = self.weekday_list(i) {
            let mut rule = RuleSpec::new(Frequency::Weekly, interval);
            rule.by_day = days.into_iter().map(|day| (None, day)).collect();
            return Some(self.with_part_of_day(rule, next));
        }
        if let Some((part, next)) = self.part_word(i) {
            let mut rule = RuleSpec::new(Frequency::Daily, interval);
            rule.part = Some(part);
            return Some((rule, next));
        }
        if t.any(i, &["weeknight", "weeknights"]) {
            return Some((weeknights(interval), i + 1));
        }
        if let Some(next) = t.phrase(i, &["school", "day"]) {
            return Some((weekly_on(interval, &WORKDAYS), next));
        }
        if t.any(i, &["weekday", "weekdays"]) {
            return Some(self.with_part_of_day(weekly_on(interval, &WORKDAYS), i + 1));
        }
        let (unit, next) = self.unit_word(i)?;
        // "every minute of it", "every hour counts"
        if unit <= Unit::Hour && interval == 1 && t.any(next, &["of", "counts", "matters"]) {
            return None;
        }
        let rule = unit_rule(unit, interval)?;
        let next = if t.any(next, &["day"]) && unit == Unit::BusinessDay { next + 1 } else { next };
        Some(self.with_on(rule, next))
    }

    /// "daily", "weekly", "bi-weekly", "once a month", "yearly", "quarterly", "semi-annually".
    fn adverb(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        if self.is_in_the_name_of_a_paper(i) {
            return None;
        }
        let bi = t.any(i, &["bi", "semi"]) && (t.mark(i + 1, '-') || self.is_adverb(i + 1));
        let at = if !bi {
            i
        } else if t.mark(i + 1, '-') {
            i + 2
        } else {
            i + 1
        };
        let prefix = if bi { t.word(i) } else { "" };
        let (frequency, interval, next) = match t.word(at) {
            "daily" | "nightly" => (Frequency::Daily, 1, at + 1),
            "hourly" => (Frequency::Hourly, 1, at + 1),
            "weekly" => (Frequency::Weekly, 1, at + 1),
            "fortnightly" | "biweekly" => (Frequency::Weekly, 2, at + 1),
            "monthly" => (Frequency::Monthly, 1, at + 1),
            "bimonthly" => (Frequency::Monthly, 2, at + 1),
            "quarterly" => (Frequency::Monthly, 3, at + 1),
            "yearly" | "annually" => (Frequency::Yearly, 1, at + 1),
            "annual" if bi => (Frequency::Yearly, 1, at + 1),
            "biannually" | "semiannually" | "semiannual" | "biannual" => (Frequency::Monthly, 6, at + 1),
            "biennially" | "biennial" => (Frequency::Yearly, 2, at + 1),
            "once" if !bi => return self.once_a(at + 1),
            "twice" if !bi => return self.times_on_days(at + 1),
            _ => {
                return self
                    .cardinal(at)
                    .filter(|_| !bi && t.any(at + 1, &["times"]))
                    .and_then(|(_, n)| self.times_on_days(n + 1));
            }
        };
        let (frequency, interval) = match (prefix, frequency) {
            ("bi", Frequency::Weekly) => (Frequency::Weekly, 2),
            ("bi", Frequency::Monthly) => (Frequency::Monthly, 2),
            ("bi" | "semi", Frequency::Yearly) => (Frequency::Monthly, 6),
            _ => (frequency, interval),
        };
        let mut rule = RuleSpec::new(frequency, interval);
        rule.part = t.any(at, &["nightly"]).then_some(DayPart::Night);
        rule.ambiguous_interval = prefix == "bi" || t.any(at, &["biweekly", "bimonthly"]);
        Some(self.with_on(rule, next))
    }

    /// "The Daily News", "THE WEEKLY WIRE"
    fn is_in_the_name_of_a_paper(&self, i: usize) -> bool {
        let t = self.t;
        let led = i.checked_sub(1).is_some_and(|before| t.any(before, &["the"]));
        let capital = |n: usize| t.get(n).is_some_and(|token| token.capital && token.kind == Kind::Word);
        led && capital(i) && capital(i + 1)
    }

    fn is_adverb(&self, i: usize) -> bool {
        self.t.any(i, &["weekly", "monthly", "annually", "annual", "yearly"])
    }

    /// "every monday morning", "every Thurs pm"
    fn with_part_of_day(&self, mut rule: RuleSpec, next: usize) -> (RuleSpec, usize) {
        let half = self.meridiem(next, super::time::Need::Whole).filter(|_| self.t.any(next, &["am", "pm"]));
        let half = half.map(|(half, after)| {
            (if half == Half::Am { DayPart::Morning } else { DayPart::Afternoon }, after)
        });
        match self.part_word(next).or(half) {
            Some((part, after)) => {
                rule.part = Some(part);
                (rule, after)
            }
            None => (rule, next),
        }
    }
}

/// Monday to Friday.
pub(super) const WORKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

pub(super) fn weekly_on(interval: u32, days: &[Weekday]) -> RuleSpec {
    let mut rule = RuleSpec::new(Frequency::Weekly, interval);
    rule.by_day = days.iter().map(|day| (None, *day)).collect();
    rule
}

/// The nights of working days.
pub(super) fn weeknights(interval: u32) -> RuleSpec {
    RuleSpec { part: Some(DayPart::Night), ..weekly_on(interval, &WORKDAYS) }
}

pub(super) fn monthly_on(days: Vec<i8>) -> RuleSpec {
    let mut rule = RuleSpec::new(Frequency::Monthly, 1);
    rule.by_month_day = days;
    rule
}

/// "every n units"
pub(super) fn unit_rule(unit: Unit, n: u32) -> Option<RuleSpec> {
    let rule = match unit {
        Unit::Minute => RuleSpec::new(Frequency::Minutely, n),
        Unit::Hour => RuleSpec::new(Frequency::Hourly, n),
        Unit::Day => RuleSpec::new(Frequency::Daily, n),
        Unit::BusinessDay => weekly_on(n, &WORKDAYS),
        Unit::Weekend => weekly_on(n, &[Weekday::Saturday, Weekday::Sunday]),
        Unit::Week => RuleSpec::new(Frequency::Weekly, n),
        Unit::Fortnight => RuleSpec::new(Frequency::Weekly, n * 2),
        Unit::Month => RuleSpec::new(Frequency::Monthly, n),
        Unit::Quarter => RuleSpec::new(Frequency::Monthly, n * 3),
        Unit::Year => RuleSpec::new(Frequency::Yearly, n),
        Unit::Second | Unit::Decade => return None,
    };
    Some(rule)
}
