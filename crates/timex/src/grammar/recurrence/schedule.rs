//! Schedules without "every": "Tuesdays", "Saturday mornings", "Mon/Wed/Fri", "mon wed fri 6pm", "MWF 10-11",
//! "1st & 3rd Tuesdays", "first Wednesday of the month", "alternate Fridays", "six Tuesdays".

use calendar::Frequency;
use jiff::civil::Weekday;

use crate::mention::RuleSpec;
use crate::words::Unit;

use super::super::range::Opened;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::limits::COUNTED;
use super::{WORKDAYS, weekly_on, weeknights};

const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

impl Parser<'_> {
    /// A rule that its days alone tell.
    pub(super) fn schedule(&self, i: usize) -> Found<RuleSpec> {
        // "Fri/Sat 27/28 March" are two days.
        if self.days_after_weekdays(i).is_some() || self.range_after_weekdays(i).is_some() {
            return None;
        }
        // "no weekends needed", "no more Sundays"
        let none = |n: usize| i.checked_sub(n).is_some_and(|b| self.t.any(b, &["no"]));
        if none(1) || i > 0 && self.t.any(i - 1, &["more"]) && none(2) {
            return None;
        }
        self.nth_days_of_the_month(i)
            .or_else(|| self.nth_business_days(i))
            .or_else(|| self.counted_days(i))
            .or_else(|| self.kinds_of_day(i))
            .or_else(|| self.plural_days(i))
            .or_else(|| self.slashed_days(i))
            .or_else(|| self.days_in_a_row(i))
            .or_else(|| self.day_letters_with_time(i))
    }

    /// "1st & 3rd Tuesdays", "second and fourth Thursday of the month", "first Wednesday of the month".
    fn nth_days_of_the_month(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let (days, next) = self.nth_weekday_list(i)?;
        let the_month =
            t.phrase(next, &["of", "the", "month"]).or_else(|| t.phrase(next, &["in", "the", "month"]));
        // "1st Tues of month"
        let the_month = the_month.or_else(|| t.phrase(next, &["of", "month"]));
        let the_month = the_month.or_else(|| t.phrase(next, &["monthly"]));
        let plural = t.senses(next - 1).plural && self.is_plural_rule(next - 1);
        let told = plural || self.has_an_hour_of_its_own(i, &days, next);
        if the_month.is_none() && (!told || t.any(next, &["of", "in"])) {
            return None;
        }
        let mut rule = RuleSpec::new(Frequency::Monthly, 1);
        rule.may_be_once = days.len() == 1 && !plural;
        rule.by_day = days;
        Some((rule, the_month.unwrap_or(next)))
    }

    /// "2nd Tues 6.30pm", "first Tuesday at 7": no date that somebody has, as in "Zara's 3rd, Sat 2pm".
    fn has_an_hour_of_its_own(&self, i: usize, days: &[(Option<i8>, Weekday)], next: usize) -> bool {
        let t = self.t;
        let owned = self.is_somebodys(i);
        let from_start = days.iter().all(|(n, _)| n.is_some_and(|n| n > 0));
        let comma = if t.mark(next, ',') { next + 1 } else { next };
        let at = t.any(comma, &["at"]) || t.mark(comma, '@');
        let hour = if at { self.time(comma + 1, Need::Bare) } else { self.time(comma, Need::Whole) };
        let hours = || self.time_range(comma, Need::AfterDate, Opened::No).is_some();
        let dated = self.day_and_month(next).is_some();
        from_start && !owned && !dated && (hour.is_some() || hours())
    }

    /// "her Tuesdays", "Zara's 3rd"
    fn is_somebodys(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|b| {
            let possessive = self.t.get(b).is_some_and(|token| token.possessive);
            possessive || self.t.any(b, &["my", "our", "your", "his", "her", "their"])
        })
    }

    /// "the first weekdays of the month", "we meet the last working day of the month": one such day unless it is a habit.
    fn nth_business_days(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        let ordinal = t.digits(the) > 0 || t.senses(the).ordinal.is_some() || t.any(the, &["last", "final"]);
        let (n, day) = ordinal.then(|| self.nth(the))??;
        let (unit, next) = match t.word(day) {
            "weekdays" => (Unit::BusinessDay, day + 1),
            _ => self.unit_word(day)?,
        };
        let month =
            t.phrase(next, &["of", "the", "month"]).or_else(|| t.phrase(next, &["in", "the", "month"]))?;
        let plural = t.any(next - 1, &["weekdays", "workdays", "days"]);
        if unit != Unit::BusinessDay || !(plural || self.is_a_habit(i)) {
            return None;
        }
        let rule = RuleSpec { by_set_position: vec![n as i16], ..weekly_on(1, &WORKDAYS) };
        Some((RuleSpec { frequency: Frequency::Monthly, ..rule }, month))
    }

    /// "we meet", "usually": shortly before, a word that tells what is done again and again.
    fn is_a_habit(&self, i: usize) -> bool {
        const HABITS: [&str; 7] =
            ["meets", "always", "usually", "normally", "regularly", "monthly", "typically"];
        const NEAR: usize = 6;
        let t = self.t;
        let clause = (i.saturating_sub(NEAR)..i).rev().take_while(|n| !self.sentence_ends(*n, n + 1));
        let asked = |n: usize| {
            n.checked_sub(1)
                .is_some_and(|b| t.any(b, &["can", "shall", "should", "could", "if", "when", "do"]))
        };
        clause.into_iter().any(|n| t.any(n, &HABITS) || t.phrase(n, &["we", "meet"]).is_some() && !asked(n))
    }

    /// "weekly", "daily" before what is counted.
    fn rule_adverb(&self, i: usize) -> Found<RuleSpec> {
        self.t.any(i, &["daily", "weekly", "fortnightly", "monthly"]).then(|| self.adverb(i))?
    }

    /// "alternate Fridays", "six Tuesdays", "four consecutive Mondays", "six weekly sessions".
    fn counted_days(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        if t.any(i, &["alternate", "alternating", "alternates"]) {
            let (days, next) = self.weekday_list(i + 1)?;
            return Some(self.with_part_of_day(weekly_on(2, &days), next));
        }
        let (count, next) = self.cardinal(i).filter(|(n, _)| (2..=60).contains(n))?;
        if self.is_inside_a_number(i) && t.number(i).is_some() {
            return None;
        }
        let from = if t.any(next, &["consecutive", "successive"]) { next + 1 } else { next };
        // "six weekly sessions"
        if let Some((mut rule, next)) = self.rule_adverb(from) {
            rule.count = Some(count);
            return t.any(next, COUNTED).then_some((rule, next));
        }
        let (days, next) = self.plural_weekdays(from)?;
        // "two Saturdays from now" is one day.
        if t.any(next, &["ago"]) || t.any(next, &["from"]) && t.any(next + 1, &["now", "today"]) {
            return None;
        }
        let mut rule = weekly_on(1, &days);
        rule.count = Some(count);
        Some((rule, next))
    }

    /// "4 Fridays", "six Tuesdays and Thursdays": how many, the days and the index after them.
    pub(in super::super) fn number_of_weekdays(&self, i: usize) -> Option<(u32, Vec<Weekday>, usize)> {
        let (count, days) = self.cardinal(i).filter(|(n, _)| (2..=60).contains(n))?;
        let (days, next) = self.plural_weekdays(days)?;
        Some((count, days, next))
    }

    /// Weekdays of which one is written in the plural.
    fn plural_weekdays(&self, i: usize) -> Found<Vec<Weekday>> {
        let (days, next) = self.weekday_list(i)?;
        let plural = (i..next).any(|n| {
            let senses = self.t.senses(n);
            senses.weekday.is_some() && senses.plural && self.is_plural_rule(n)
        });
        plural.then_some((days, next))
    }

    /// "weekends", "weekdays", "weekend mornings", "on weekday evenings", "mornings".
    fn kinds_of_day(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let days: &[Weekday] = match t.word(i) {
            "weekends" | "weekend" => &WEEKEND,
            "weeknights" => return Some((weeknights(1), i + 1)),
            "weekdays" | "workdays" | "weekday" => &WORKDAYS,
            _ => return self.plural_parts(i),
        };
        if t.any(i, &["weekend", "weekday"]) {
            return self.in_plural_part(weekly_on(1, days), i + 1);
        }
        Some((weekly_on(1, days), i + 1))
    }

    /// "mornings" after a preposition or before a time.
    fn plural_parts(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let part = t.senses(i).part.filter(|_| t.senses(i).plural)?;
        let on = i.checked_sub(1).is_some_and(|b| t.any(b, &["on", "in"]));
        // "show nights 10-12 Dec" are those of the dates.
        if !on && (!self.starts_time(i + 1) || self.days_of_month(i + 1, Opened::No).is_some()) {
            return None;
        }
        let mut rule = RuleSpec::new(Frequency::Daily, 1);
        rule.part = Some(part);
        Some((rule, i + 1))
    }

    /// The rule at "mornings", "evenings" right after its days.
    pub(super) fn in_plural_part(&self, mut rule: RuleSpec, i: usize) -> Found<RuleSpec> {
        let senses = self.t.senses(i);
        rule.part = Some(senses.part.filter(|_| senses.plural)?);
        Some((rule, i + 1))
    }

    /// "Tuesdays", "on mondays and thursdays", "saturdays through tuesdays", "Saturday mornings".
    fn plural_days(&self, i: usize) -> Found<RuleSpec> {
        let (mut days, next) = self.weekday_list(i)?;
        days.dedup();
        let rule = weekly_on(1, &days);
        if let Some(found) = self.in_plural_part(rule.clone(), next) {
            return Some(found);
        }
        if self.t.any(next, &["lunchtimes"]) {
            return Some((rule, next));
        }
        self.plural_weekdays(i)?;
        // "would like her Tuesdays back", but "our Tuesdays at 7"
        if self.is_somebodys(i) && !self.starts_time(next) {
            return None;
        }
        Some(self.with_part_of_day(rule, next))
    }

    /// "Saturday's calendar" names one Saturday; "SATs" without hours are exams.
    fn is_plural_rule(&self, i: usize) -> bool {
        let hours = || self.time_range(i + 1, Need::AfterDate, Opened::No).is_some();
        !self.t.get(i).is_some_and(|token| token.possessive) && (!self.t.any(i, &["sats"]) || hours())
    }

    /// "Mon/Wed/Fri", "M/W/F": a list with slashes is a schedule.
    fn slashed_days(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let (first, mut next) = self.weekday_word(i)?;
        let mut days = vec![first];
        while t.mark(next, '/') && t.glued(next) && days.len() < 7 {
            let Some((day, after)) = self.weekday_word(next + 1) else { break };
            days.push(day);
            next = after;
        }
        // "Tues/Weds next week" are two days.
        (days.len() > 1 && self.week_ahead(next).is_none()).then(|| (weekly_on(1, &days), next))
    }

    /// "mon wed fri 6pm": weekdays side by side with one time.
    fn days_in_a_row(&self, i: usize) -> Found<RuleSpec> {
        let (first, mut next) = self.weekday_word(i)?;
        let mut days = vec![first];
        // "Friday Friday" is said with force.
        let other = |days: &[Weekday], day| days.len() < 7 && !days.contains(&day);
        while let Some((day, after)) = self.weekday_word(next).filter(|(day, _)| other(&days, *day)) {
            days.push(day);
            next = after;
        }
        (days.len() > 1 && self.starts_time(next)).then(|| (weekly_on(1, &days), next))
    }
}
