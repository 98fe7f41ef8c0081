//! Days that become a rule by what stands behind them: "fri 6pm for 4 fridays", "tues & thurs at 7 through the summer",
//! "1st of the month, April to January".

use crate::expression::Part;
use crate::mention::{DateItem, DateSpec, RuleSpec, Until};

use super::super::Parser;
use super::super::gather::terms::plain_weekdays;
use super::super::recurrence::{monthly_on, weekly_on};
use super::{Builder, Last};

impl Parser<'_> {
    /// The rule of the days that were read; the index after the words that make one of them.
    pub(super) fn course_piece(&self, b: &mut Builder, q: usize) -> Option<usize> {
        b.from?;
        self.counted_weekdays(b, q)
            .or_else(|| self.weeks_of_weekdays(b, q))
            .or_else(|| self.weekdays_of_a_season(b, q))
            .or_else(|| self.months_of_a_day(b, q))
            .or_else(|| self.months_of_weekdays(b, q))
            .or_else(|| self.then_every(b, q))
    }

    /// "every other Wednesday at 10:30 …, six times"
    pub(super) fn times_in_all(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let q = if self.t.any(q, &["each"]) { q + 1 } else { q };
        let q = if self.t.mark(q, ',') { q + 1 } else { q };
        let (count, next) = self.cardinal(q)?;
        let told =
            self.t.any(next, &["times"]) && (self.t.mark_at(next + 1).is_some() || self.t.ends(next + 1));
        let rule = b.mention.rule.as_mut().filter(|rule| rule.count.is_none() && rule.until.is_none())?;
        if !told || !(2..=400).contains(&count) {
            return None;
        }
        rule.count = Some(count);
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, q, next + 1, 0))
    }

    /// "fri 6pm for 4 fridays", "sat 5 dec 10am for 3 saturdays"
    fn counted_weekdays(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let led = self.t.any(q, &["for"]).then_some(q + 1)?;
        let from = self.t.phrase(led, &["the", "next"]).unwrap_or(led);
        let (count, days, next) = self.number_of_weekdays(from)?;
        let starting = match b.mention.dates.as_slice() {
            [
                DateItem {
                    start: start @ (DateSpec::Written { day: Some(_), .. } | DateSpec::Numeric { .. }),
                    end: None,
                },
            ] => Some(start.clone()),
            dates if plain_weekdays(dates)?.iter().all(|day| days.contains(day)) => None,
            _ => return None,
        };
        let mut rule = weekly_on(1, &days);
        (rule.count, rule.starting) = (Some(count), starting);
        b.mention.rule = Some(rule);
        b.mention.dates.clear();
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, q, next, 0))
    }

    /// "Tues 11.15 x 6 weeks": so many times.
    fn weeks_of_weekdays(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let count = self.t.any(q, &["x"]).then(|| self.t.number(q + 1))?;
        let weeks = self.t.any(q + 2, &["weeks"]).then_some(count.filter(|n| (2..=60).contains(n)))??;
        let days = plain_weekdays(&b.mention.dates).filter(|days| !days.is_empty())?;
        let mut rule = weekly_on(1, &days);
        rule.count = Some(weeks * u32::try_from(days.len()).ok()?);
        b.mention.rule = Some(rule);
        b.mention.dates.clear();
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, q, q + 3, 0))
    }

    /// "tues & thurs at 7 through the summer"
    fn weekdays_of_a_season(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let through = self.t.any(q, &["through", "throughout"]);
        if !through && !self.t.any(q, &["over", "during"]) {
            return None;
        }
        let days = plain_weekdays(&b.mention.dates).filter(|days| !days.is_empty())?;
        let several = days.len() > 1;
        let season = if self.t.any(q + 1, &["the"]) { q + 2 } else { q + 1 };
        let (start, next) = self.season_word(season).filter(|_| through || several)?;
        b.mention.rule = Some(weekly_on(1, &days));
        b.mention.dates = vec![DateItem { start, end: None }];
        b.last = Last::Date;
        Some(self.push(b, Part::Date, season, next, 0))
    }

    /// "Tues 6-7 April thru June"
    fn months_of_weekdays(&self, b: &mut Builder, q: usize) -> Option<usize> {
        self.t.senses(q).month?;
        let timed = b.last == Last::Time && b.mention.rule.is_none();
        let days = plain_weekdays(&b.mention.dates).filter(|days| timed && !days.is_empty())?;
        let (first, last, next) = self.months_through(q)?;
        let (starting, until) = (Some(first), Some(Until::Through(last)));
        b.mention.rule = Some(RuleSpec { until, starting, ..weekly_on(1, &days) });
        b.mention.dates.clear();
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, q, next, 0))
    }

    /// "Thursday 3 December then every two weeks": the first day, and how often from it on.
    fn then_every(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let and = if self.t.any(q, &["and"]) { q + 1 } else { q };
        let then = self.t.any(and, &["then", "thereafter"]).then_some(and + 1)?;
        let [DateItem { start, end: None }] = b.mention.dates.as_slice() else { return None };
        let (rule, next) = self.rule(then).filter(|(rule, _)| !rule.has_days() && !rule.by_clock())?;
        b.mention.rule = Some(RuleSpec { starting: Some(start.clone()), ..rule });
        b.mention.dates.clear();
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, then, next, 0))
    }

    /// "1st of the month, April to January"
    fn months_of_a_day(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let [
            DateItem {
                start: DateSpec::Written { year: None, month: None, day: Some(day), weekday: None },
                end: None,
            },
        ] = b.mention.dates.as_slice()
        else {
            return None;
        };
        let day = *day;
        let month = b.to.checked_sub(1).is_some_and(|last| self.t.any(last, &["month"]));
        let from = if self.t.any(q, &["from"]) { q + 1 } else { q };
        let (first, last, next) = self.months_through(from).filter(|_| month)?;
        let mut rule = monthly_on(vec![day]);
        (rule.starting, rule.until) = (Some(first), Some(Until::Through(last)));
        b.mention.rule = Some(rule);
        b.mention.dates.clear();
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, q, next, 0))
    }
}
