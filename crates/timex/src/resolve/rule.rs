//! A recurrence as said → an RRULE, its first occurrence, its end and its exceptions.

use calendar::{Bound, Frequency, Recurrence, Rule, WeekdayOrdinal};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use super::rule_dates::Placed;
use super::{Dated, Doubts, Resolver, date::Refused, period};
use crate::expression::{Field, Grain, OtherReading, Reading};
use crate::mention::{Amount, DateSpec, Mention, RuleSpec, Until, Which};
use crate::words::Unit;

const ONE_DAY: SignedDuration = SignedDuration::from_hours(24);

/// A rule with its first occurrence.
pub(super) struct Recurring {
    pub(super) start: DateTime,
    pub(super) recurrence: Recurrence,
    /// Other rules that the words may mean from the same start on, and why.
    pub(super) others: Vec<(Recurrence, &'static str)>,
    pub(super) doubts: Doubts,
}

impl Resolver<'_> {
    /// The rule of a mention at these hours, in minutes since midnight and in order (none: whole days).
    pub(super) fn recurring(
        &self,
        mention: &Mention,
        spec: &RuleSpec,
        hours: &[i32],
    ) -> Result<Recurring, Refused> {
        let mut doubts = Doubts::default();
        let mut rule = plain_rule(spec, self.context.preferences.week_start);
        let placed = self.placed(mention, spec, &mut rule, &mut doubts)?;
        if hours.len() > 1 {
            rule.by_hour = hours.iter().map(|m| (m / 60) as i8).collect();
            rule.by_minute = vec![(hours.first().copied().unwrap_or(0) % 60) as i8];
        }
        let time = hours.first().map_or(Time::midnight(), |m| clock_time(*m));
        let base = placed.from.unwrap_or(self.today);
        let seed = base.to_datetime(time);
        let stated = spec.starting.is_some() || placed.from.is_some_and(|from| from > self.today);
        // "every other Tuesday" begins with the next one, not with the second.
        let interval = if spec.by_clock() { rule.interval } else { 1 };
        let each = Rule { interval, ..rule.clone() };
        let seed = if spec.by_clock() && !stated && hours.is_empty() { self.next_minute(spec) } else { seed };
        let start = self.first_occurrence(&each, seed, stated, !hours.is_empty())?;
        if spec.one_of_them {
            let ordinal = ordinal_in_its_month(start.date());
            rule.by_day.iter_mut().for_each(|day| day.ordinal = Some(ordinal));
        }
        self.bounded(spec, &placed, start, &mut rule)?;
        if spec.ambiguous_interval {
            doubts.infer(Field::Rule, "\"Bi-\" means every two.", 0.8);
        }
        if placed.from.is_none() && !spec.has_days() && mention.dates.is_empty() {
            doubts.infer(Field::Date, "The text names no first day, so it begins now.", 0.99);
        }
        if spec.may_be_once {
            doubts.infer(Field::Rule, "A weekday of \"the month\" is that of every month.", 0.8);
            doubts.other.extend(self.this_month_only(spec, time, !hours.is_empty()));
        }
        let others = self.other_rules(spec, start, &rule);
        let mut recurrence = Recurrence::from(rule);
        self.except(spec, start, &mut recurrence, &mut doubts);
        // The first occurrence is one that takes place.
        let start = if spec.exceptions.is_empty() { start } else { begin_kept(&mut recurrence, start) };
        Ok(Recurring { start, recurrence, others, doubts })
    }

    /// "until June" may include June; "bi-weekly" with several days may mean twice a week.
    fn other_rules(&self, spec: &RuleSpec, start: DateTime, rule: &Rule) -> Vec<(Recurrence, &'static str)> {
        let mut others = Vec::new();
        let last = match &spec.until {
            Some(Until::Date(date)) => {
                self.limit(date, start.date()).ok().filter(|end| end.grain > Grain::Day)
            }
            _ => None,
        };
        if let Some(end) = last {
            let mut longer = Rule { bound: Bound::Never, ..rule.clone() };
            // The last occurrence before that time is one to go on from.
            let from = match rule.bound {
                Bound::UntilDate(day) => day.to_datetime(start.time()),
                _ => start,
            };
            longer.bound = Bound::UntilDate(last_occurrence(&longer, from, period::days(end.after(), -1)));
            others.push((Recurrence::from(longer), "through the end of that time"));
        }
        if spec.ambiguous_interval && rule.by_day.len().max(rule.by_month_day.len()) > 1 {
            let because = "on each of these days, every time";
            others.push((Recurrence::from(Rule { interval: 1, ..rule.clone() }), because));
        }
        others
    }

    /// "first Wednesday of the month": that of this month alone, while it is ahead.
    fn this_month_only(&self, spec: &RuleSpec, time: Time, timed: bool) -> Option<OtherReading> {
        let (n, weekday) = spec.by_day.first()?;
        let date = self.today.first_of_month().nth_weekday_of_month((*n)?, *weekday).ok()?;
        let grain = if timed { Grain::Minute } else { Grain::Day };
        let reading = Reading { start: Some(date.to_datetime(time)), grain, ..Reading::default() };
        let because = "only that of this month".to_owned();
        (date >= self.today).then_some(OtherReading { reading, because, confidence: 0.25 })
    }

    /// The first occurrence not before now, or not before the stated beginning.
    fn first_occurrence(
        &self,
        rule: &Rule,
        seed: DateTime,
        stated: bool,
        timed: bool,
    ) -> Result<DateTime, Refused> {
        let ahead = |at: &DateTime| {
            stated
                || !timed && at.date() >= self.today
                || timed && *at >= self.now.with().second(0).subsec_nanosecond(0).build().unwrap_or(self.now)
        };
        // A rule of minutes may have begun this morning.
        let most = if matches!(rule.frequency, Frequency::Hourly | Frequency::Minutely) { 1441 } else { 64 };
        rule.occurrences(seed)
            .take(most)
            .find(ahead)
            .ok_or_else(|| Refused("That rule has no occurrence.".to_owned()))
    }

    /// Now, or the next such minute of an hour: "every hour on the hour".
    fn next_minute(&self, spec: &RuleSpec) -> DateTime {
        let Some(minute) = spec.at_minute else { return self.now };
        let ahead = (i64::from(minute) - i64::from(self.now.minute())).rem_euclid(60);
        let then = self.now.saturating_add(SignedDuration::from_mins(ahead));
        then.with().second(0).subsec_nanosecond(0).build().unwrap_or(then)
    }

    /// A rule of hours or minutes that holds from one hour of a day to another: tomorrow where the last has passed.
    pub(super) fn through_the_day(rule: &mut Rule, start: &mut DateTime, first: DateTime, last: DateTime) {
        let minutes =
            if rule.frequency == Frequency::Hourly { 60 } else { 1 } * i64::from(rule.interval.max(1));
        let mut last = last;
        if *start > last {
            (*start, last) = (first.saturating_add(ONE_DAY), last.saturating_add(ONE_DAY));
        }
        if rule.bound == Bound::Never {
            let times = last.duration_since(*start).as_mins() / minutes + 1;
            rule.bound = u32::try_from(times).map_or(Bound::Never, Bound::Count);
        }
    }

    /// COUNT or UNTIL.
    fn bounded(
        &self,
        spec: &RuleSpec,
        placed: &Placed,
        start: DateTime,
        rule: &mut Rule,
    ) -> Result<(), Refused> {
        if let Some(count) = spec.count {
            rule.bound = Bound::Count(count);
            return Ok(());
        }
        let from = start.date();
        let until = match &spec.until {
            None => placed.through.map(|last| last_occurrence(rule, start, last)),
            Some(Until::For(amount)) => {
                if let Some(count) = counted(amount, rule) {
                    rule.bound = Bound::Count(count);
                    return Ok(());
                }
                Some(period::shifted(placed.from.unwrap_or(self.today), amount))
            }
            Some(Until::Date(date)) => {
                let end = self.limit(date, from)?;
                let whole = end.grain > Grain::Day;
                Some(if whole {
                    last_occurrence(rule, start, period::days(end.start, -1))
                } else {
                    end.start
                })
            }
            Some(Until::Through(date)) => {
                let end = self.limit(date, from)?;
                let last = period::days(end.after(), -1);
                Some(if end.grain > Grain::Day { last_occurrence(rule, start, last) } else { last })
            }
        };
        if let Some(until) = until {
            if until < from {
                return Err(Refused("The rule ends before it begins.".to_owned()));
            }
            rule.bound = Bound::UntilDate(until);
        }
        Ok(())
    }

    /// A date at the end of a rule: the first such one after its start.
    fn limit(&self, date: &DateSpec, from: Date) -> Result<Dated, Refused> {
        match date {
            DateSpec::Written { year: None, month: Some(month), day: None, .. } if *month == from.month() => {
                self.at(period::months(from.first_of_month(), 1)).date(date, true)
            }
            DateSpec::Written { year: None, .. }
            | DateSpec::Numeric { year: None, .. }
            | DateSpec::Holiday { year: None, .. }
            | DateSpec::Weekday { which: Which::Nearest, .. } => self.at(from).date(date, true),
            _ => self.date(date, true),
        }
    }
}

fn plain_rule(spec: &RuleSpec, week_start: jiff::civil::Weekday) -> Rule {
    let mut rule = Rule::new(spec.frequency);
    rule.interval = spec.interval.max(1);
    rule.by_day = spec
        .by_day
        .iter()
        .map(|(ordinal, weekday)| WeekdayOrdinal { ordinal: *ordinal, weekday: *weekday })
        .collect();
    rule.by_month_day.clone_from(&spec.by_month_day);
    rule.by_month.clone_from(&spec.by_month);
    rule.by_year_day.clone_from(&spec.by_year_day);
    rule.by_set_position.clone_from(&spec.by_set_position);
    rule.week_start = week_start;
    rule
}

/// Which one of its weekdays a date is in its month; the fifth is the last.
fn ordinal_in_its_month(date: Date) -> i8 {
    match (date.day() - 1) / 7 + 1 {
        5 => -1,
        n => n,
    }
}

/// "daily for 10 days", "every Monday for 10 weeks": a number of occurrences.
fn counted(amount: &Amount, rule: &Rule) -> Option<u32> {
    let weekly = rule.frequency == Frequency::Weekly;
    let simple = rule.interval == 1 && (weekly || rule.by_day.len() <= 1) && rule.by_month_day.len() <= 1;
    let days = i32::try_from(rule.by_day.len().max(1)).ok()?;
    let n = match (rule.frequency, amount.finest?) {
        (Frequency::Daily, Unit::Day | Unit::Week) => amount.days,
        (Frequency::Weekly, Unit::Week) if amount.days % 7 == 0 => (amount.days / 7).checked_mul(days)?,
        (Frequency::Monthly, Unit::Month) => amount.months,
        (Frequency::Yearly, Unit::Year) => amount.months / 12,
        _ => return None,
    };
    let hours = i32::try_from(rule.by_hour.len().max(1)).ok()?;
    simple.then(|| u32::try_from(n.checked_mul(hours)?).ok())?.filter(|n| *n > 0)
}

/// "until June": the last day on which the rule holds before that bound, itself when there is none near.
fn last_occurrence(rule: &Rule, start: DateTime, bound: Date) -> Date {
    const HORIZON: usize = 1000;
    let days = rule.occurrences(start).take(HORIZON).map(DateTime::date);
    let mut held = days.take_while(|day| *day <= bound).enumerate();
    held.by_ref().last().filter(|(n, _)| n + 1 < HORIZON).map_or(bound, |(_, day)| day)
}

fn clock_time(minutes: i32) -> Time {
    Time::new((minutes / 60 % 24) as i8, (minutes % 60) as i8, 0, 0).unwrap_or(Time::midnight())
}

/// Lets the recurrence begin with the first occurrence from `start` on that is not excepted; those before it are not
/// counted any more.
fn begin_kept(recurrence: &mut Recurrence, start: DateTime) -> DateTime {
    const MOST: usize = 400;
    let occurrences = recurrence.rule.occurrences(start).take(MOST).enumerate();
    let kept = occurrences.into_iter().find(|(_, at)| !recurrence.exdates.contains(at));
    let Some((before, first)) = kept else { return start };
    if let Bound::Count(count) = &mut recurrence.rule.bound {
        *count = count.saturating_sub(u32::try_from(before).unwrap_or(0)).max(1);
    }
    recurrence.exdates.retain(|at| *at >= first);
    first
}
