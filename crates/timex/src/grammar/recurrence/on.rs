//! The days that a frequency is followed by: "weekly on mon and fri", "monthly on the 4th", "yearly on dec 25".

use super::super::Parser;
use super::WORKDAYS;
use super::days::in_edge_months;
use crate::mention::{DateSpec, RuleSpec};
use calendar::Frequency;
use jiff::civil::Weekday;

impl Parser<'_> {
    /// What a frequency may be followed by: "on mon and fri", "on the 22nd", "on the last monday", "on dec 25".
    pub(in super::super) fn with_on(&self, mut rule: RuleSpec, next: usize) -> (RuleSpec, usize) {
        let t = self.t;
        let dash = if t.mark(next, '-') || t.mark(next, ',') || t.mark(next, ':') { next + 1 } else { next };
        let on = if t.any(dash, &["on"]) { dash + 1 } else { dash };
        // "every four weeks on a Friday"
        let on =
            if on > dash && t.any(on, &["a"]) && t.senses(on + 1).weekday.is_some() { on + 1 } else { on };
        let found = match rule.frequency {
            Frequency::Weekly | Frequency::Daily => self.on_weekdays(&mut rule, on),
            Frequency::Monthly => self.on_month_days(&mut rule, dash, on),
            Frequency::Yearly => self.on_year_days(&mut rule, on),
            Frequency::Hourly => self.on_the_hour(&mut rule, next),
            Frequency::Minutely => None,
        };
        let end = found.unwrap_or(next);
        (rule, end)
    }

    /// "every hour on the hour", "hourly on the half hour".
    fn on_the_hour(&self, rule: &mut RuleSpec, i: usize) -> Option<usize> {
        let the = self.t.phrase(i, &["on", "the"])?;
        let half = self.t.any(the, &["half"]);
        let hour = if half { the + 1 } else { the };
        self.t.any(hour, &["hour"]).then_some(())?;
        rule.at_minute = Some(if half { 30 } else { 0 });
        Some(hour + 1)
    }

    fn on_weekdays(&self, rule: &mut RuleSpec, on: usize) -> Option<usize> {
        let t = self.t;
        if rule.frequency == Frequency::Daily {
            return None;
        }
        if t.any(on, &["weekend", "weekends"]) {
            rule.by_day = vec![(None, Weekday::Saturday), (None, Weekday::Sunday)];
            return Some(on + 1);
        }
        if t.any(on, &["weekdays", "workdays"]) {
            rule.by_day = WORKDAYS.map(|day| (None, day)).to_vec();
            return Some(on + 1);
        }
        let (days, after) = self.weekday_list(on)?;
        // "weekly on Friday 14 March": the date is the start.
        if self.day_and_month(after).is_some() || self.ordinal_day(after).is_some() {
            return None;
        }
        rule.by_day = days.into_iter().map(|day| (None, day)).collect();
        let (with_part, after) = self.with_part_of_day(rule.clone(), after);
        *rule = with_part;
        Some(after)
    }

    fn on_month_days(&self, rule: &mut RuleSpec, next: usize, on: usize) -> Option<usize> {
        let t = self.t;
        let at_the = t.phrase(next, &["at", "the"]).or_else(|| t.phrase(next, &["at"]));
        if let Some(edge) = at_the.filter(|e| t.any(*e, &["end", "start", "begin", "beginning"])) {
            rule.by_month_day = vec![if t.any(edge, &["end"]) { -1 } else { 1 }];
            return Some(edge + 1);
        }
        let the = if t.any(on, &["the"]) { on + 1 } else { on };
        if let Some((days, after)) = self.nth_weekday_list(the) {
            let position = days.first().and_then(|(n, _)| *n).unwrap_or(1);
            *rule = in_edge_months(rule.clone(), i16::from(position));
            rule.by_day = days;
            // "last Wednesday every month" says the period again.
            return Some(self.period_again(after));
        }
        if let Some((days, positions, after)) = self.instances(the) {
            rule.by_day = days.into_iter().map(|day| (None, day)).collect();
            rule.by_set_position = positions;
            return Some(after);
        }
        if t.any(the, &["last"]) && t.any(the + 1, &["day"]) {
            rule.by_month_day = vec![-1];
            return Some(the + 2);
        }
        if let Some((positions, after)) = self.business_days(the) {
            rule.by_day = WORKDAYS.map(|day| (None, day)).to_vec();
            rule.by_set_position = positions;
            return Some(after);
        }
        // "twice a month, 1st and 15th"
        let led =
            |after: usize| on > next || the > on || t.mark(next - 1, ',') && t.senses(after).month.is_none();
        if let Some((days, after)) = self.month_day_list(the).filter(|(_, after)| led(*after)) {
            rule.by_month_day = days;
            return Some(after);
        }
        let (days, after) = self.weekday_list(on).filter(|_| on > next)?;
        if self.day_and_month(after).is_some() {
            return None;
        }
        rule.by_day = days.into_iter().map(|day| (None, day)).collect();
        Some(after)
    }

    fn on_year_days(&self, rule: &mut RuleSpec, on: usize) -> Option<usize> {
        let t = self.t;
        if let Some((holiday, after)) = self.every_holiday(on) {
            (rule.by_month, rule.by_month_day, rule.by_day) =
                (holiday.by_month, holiday.by_month_day, holiday.by_day);
            return Some(after);
        }
        let the = if t.any(on, &["the"]) { on + 1 } else { on };
        if let Some((days, after)) =
            self.nth_weekday_list(the).filter(|(_, after)| t.any(*after, &["in", "of"]))
        {
            let (month, after) = self.month_word(after + 1)?;
            (rule.by_day, rule.by_month) = (days, vec![month]);
            return Some(after);
        }
        if let Some((
            DateSpec::Written { year: None, month: Some(month), day: Some(day), weekday: None },
            after,
        )) = self.day_and_month(the)
        {
            (rule.by_month, rule.by_month_day) = (vec![month], vec![day]);
            return Some(self.same_day_of_further_months(rule, day, after));
        }
        let the = t.phrase(the, &["day"]).unwrap_or(the);
        let (day, after) = self.ordinal_day(the).or_else(|| self.plain_day(the).filter(|_| the > on + 1))?;
        rule.by_year_day = vec![i16::from(day)];
        Some(after)
    }

    /// "twice yearly, 1 May and 1 November": the index behind further months with that day.
    fn same_day_of_further_months(&self, rule: &mut RuleSpec, day: i8, mut next: usize) -> usize {
        while let Some((DateSpec::Written { month: Some(month), day: Some(same), .. }, after)) =
            self.separated(next).and_then(|from| self.day_and_month(from))
            && same == day
            && rule.by_month.len() < 12
        {
            rule.by_month.push(month);
            next = after;
        }
        next
    }

    fn period_again(&self, i: usize) -> usize {
        let t = self.t;
        let of = if t.any(i, &["of"]) { i + 1 } else { i };
        if t.any(of, &["every", "each", "the"]) && t.any(of + 1, &["month"]) { of + 2 } else { i }
    }
}
