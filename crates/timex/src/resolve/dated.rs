//! A date with its hours: one day, several days, hours of each day.

use super::{Dated, Doubts, Resolved, Resolver, Timed, at, midnight, period};
use crate::expression::{Field, Grain, OtherReading, Part, Reading};
use crate::mention::{DateSpec, Mention, TimeItem, TimeSpec};
use crate::words::Unit;
use calendar::{Bound, Frequency, Recurrence, Rule, WeekdayOrdinal};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Weekday};

impl Resolver<'_> {
    /// A date with or without a time of day.
    pub(super) fn dated_reading(&self, mention: &Mention, dated: &Dated) -> Resolved {
        let mut resolved = self.day_with_hours(mention, dated);
        let every_month = mention.dates.first().and_then(|item| every_month(&item.start, &resolved.reading));
        resolved.doubts.other.extend(every_month);
        resolved
    }

    fn day_with_hours(&self, mention: &Mention, dated: &Dated) -> Resolved {
        let mut reading = Reading {
            start: Some(midnight(dated.start)),
            end: dated.end.map(midnight),
            grain: dated.grain,
            ..Reading::default()
        };
        let item = mention.times.first().filter(|_| !mention.all_day);
        if item.is_some_and(|item| self.counts_from_now(item, &mut reading)) {
            return Resolved { reading, doubts: dated.doubts.clone() };
        }
        let hours = item.and_then(|item| {
            let (from, to) = self.hours(item, mention.hint, dated.start == self.today)?;
            Some((item, from, to))
        });
        let Some((item, from, to)) = hours else {
            return Resolved { reading, doubts: dated.doubts.clone() };
        };
        let mut doubts = dated.doubts.clone();
        if dated.grain > Grain::Day {
            doubts.infer(Field::Date, "The first day of that time is taken.", 0.9);
        }
        let from = Self::midnight_of(mention, item, dated, from, &mut doubts);
        self.at_hours(mention, dated, (item, from, to), Resolved { reading, doubts })
    }

    /// "in two hours", "from now until Friday": the hour is counted from now; false for any other.
    fn counts_from_now(&self, item: &TimeItem, reading: &mut Reading) -> bool {
        match item.start {
            TimeSpec::Shift(amount) => {
                let length = SignedDuration::from_secs(amount.seconds);
                reading.start = reading.start.map(|start| start.saturating_add(length));
                reading.end = reading.end.filter(|end| reading.start <= Some(*end));
            }
            TimeSpec::Now if reading.end > Some(self.now) => reading.start = Some(self.now),
            _ => return false,
        }
        reading.grain = Grain::Minute;
        true
    }

    /// Midnight is that at the start of its day; tonight's and that of "due by midnight" is the one at its end.
    fn midnight_of(
        mention: &Mention,
        item: &TimeItem,
        dated: &Dated,
        mut from: Timed,
        doubts: &mut Doubts,
    ) -> Timed {
        if Self::ends_the_day(mention, item) {
            from.minutes += 1440;
        } else if matches!(item.start, TimeSpec::Midnight) {
            doubts.infer(Field::Time, "Midnight is the start of that day.", 0.85);
            let end = (period::days(dated.start, 1), None, "midnight at the end of that day".to_owned(), 0.3);
            doubts.other_dates.push(end);
        }
        from
    }

    /// The day or days with their hours.
    fn at_hours(
        &self,
        mention: &Mention,
        dated: &Dated,
        (item, from, to): (&TimeItem, Timed, Option<Timed>),
        Resolved { mut reading, mut doubts }: Resolved,
    ) -> Resolved {
        let last_day = dated.end.map_or(dated.start, |end| period::days(end, -1));
        // "3/4 7pm - 3/4 noon": a range of one day is that day.
        let range = last_day > dated.start;
        let to = self.end_on_its_own_day(mention, item, range).or(to);
        reading.start = Some(at(dated.start, from.minutes, from.second));
        reading.grain = from.grain;
        if range && to.is_none() && starts_the_range(mention) {
            reading.end = Some(midnight(period::days(last_day, 1)));
        } else if range {
            reading.end = Some(end_of_range(mention, last_day, &from, to.as_ref()));
            if !mention.parts.iter().any(|(part, _, _)| *part == Part::EndTime) {
                let weekdays = mention.dates.iter().any(|item| is_a_weekday(&item.start));
                let each_day = to.as_ref().map_or(weekdays, |to| to.minutes <= 1440);
                daily(dated, &from, to.as_ref(), each_day, &mut reading, &mut doubts);
            }
        } else {
            reading.end = to.as_ref().map(|to| at(dated.start, to.minutes, to.second));
        }
        doubts.absorb(from.doubts);
        if let Some(to) = to {
            doubts.notes.extend(to.doubts.notes);
            doubts.approximate |= to.doubts.approximate;
        }
        Resolved { reading, doubts }
    }

    /// "Friday 18:00 to Sunday 12:00": the end is read by itself, not as the first such hour after the start.
    fn end_on_its_own_day(&self, mention: &Mention, item: &TimeItem, range: bool) -> Option<Timed> {
        let own = range && mention.parts.iter().any(|(part, _, _)| *part == Part::EndTime);
        let end = item.end.filter(|end| own && matches!(end, TimeSpec::Clock(_)))?;
        self.time(&end, mention.hint, false)
    }

    /// "tonight at midnight" is the end of the day.
    fn ends_the_day(mention: &Mention, item: &TimeItem) -> bool {
        let tonight = mention.parts.iter().filter(|(part, _, _)| *part == Part::Time).count() > 1;
        matches!(item.start, TimeSpec::Midnight) && tonight && item.end.is_none()
    }

    /// A stated time that is still ahead today lets a weekday mean today.
    pub(super) fn time_is_ahead(&self, mention: &Mention) -> bool {
        let Some(item) = mention.times.first() else { return false };
        let start = self.hours(item, mention.hint, true).map(|(start, _)| start.minutes);
        start.is_some_and(|minutes| minutes > i32::from(self.now.hour()) * 60 + i32::from(self.now.minute()))
    }
}

/// "the first working day of the month": that of every month is the other reading.
fn every_month(date: &DateSpec, reading: &Reading) -> Option<OtherReading> {
    let DateSpec::NthUnit { n, unit: Unit::BusinessDay, of } = date else { return None };
    let this_month = matches!(**of, DateSpec::Unit { unit: Unit::Month, ahead: 0 });
    let mut rule = Rule::new(Frequency::Monthly);
    rule.by_day = Weekday::Monday.cycle_forward().take(5).map(WeekdayOrdinal::from).collect();
    rule.by_set_position = vec![i16::try_from(*n).ok()?];
    let reading = Reading { recurrence: Some(Recurrence::from(rule)), ..reading.clone() };
    let because = "that day of every month".to_owned();
    this_month.then_some(OtherReading { reading, because, confidence: 0.35 })
}

/// The hour at which the last of several days ends: its own, else that of the start.
fn end_of_range(mention: &Mention, last_day: Date, from: &Timed, to: Option<&Timed>) -> DateTime {
    match to {
        Some(to) if to.minutes % 1440 == 0 => {
            midnight(period::days(last_day, i32::from(!is_explicit_midnight(mention))))
        }
        Some(to) => at(last_day, to.minutes % 1440, to.second),
        None => at(last_day, from.minutes, from.second),
    }
}

/// "Friday night to Monday": the hour was said before the last day, so it is that of the start alone.
fn starts_the_range(mention: &Mention) -> bool {
    let at = |wanted: Part| mention.parts.iter().position(|(part, _, _)| *part == wanted);
    at(Part::Time).zip(at(Part::EndDate)).is_some_and(|(time, end)| time < end)
}

fn is_a_weekday(date: &DateSpec) -> bool {
    matches!(
        date,
        DateSpec::Weekday { .. }
            | DateSpec::Written { weekday: Some(_), .. }
            | DateSpec::Numeric { weekday: Some(_), .. }
    )
}

/// "3-5 March 9am-5pm": hours of one day are those of each day, and one event over all of it is the other reading; with
/// hours past midnight, or a start alone beside dates, it is the other way round.
fn daily(
    dated: &Dated,
    from: &Timed,
    to: Option<&Timed>,
    each_day_first: bool,
    whole: &mut Reading,
    doubts: &mut Doubts,
) {
    let Some(end) = dated.end else { return };
    let mut rule = Rule::new(Frequency::Daily);
    rule.bound = Bound::UntilDate(period::days(end, -1));
    let each_day = Reading {
        start: Some(at(dated.start, from.minutes, from.second)),
        end: to.map(|to| at(dated.start, to.minutes, to.second)),
        grain: from.grain,
        recurrence: Some(Recurrence::from(rule)),
        ..Reading::default()
    };
    doubts.confidence = doubts.confidence.min(0.6);
    if each_day_first && !dated.doubts.approximate {
        let reading = std::mem::replace(whole, each_day);
        doubts.notes.push("Each day at those hours; it may also be one event over several days.".to_owned());
        doubts.infer(Field::Rule, "Hours beside several days are those of each day.", 1.0);
        doubts.other.push(OtherReading {
            reading,
            because: "one event over those days".to_owned(),
            confidence: 0.4,
        });
    } else {
        doubts
            .notes
            .push("One event over several days; it may also be meant daily at those hours.".to_owned());
        doubts.other.push(OtherReading {
            reading: each_day,
            because: "daily at those hours".to_owned(),
            confidence: 0.4,
        });
    }
}

fn is_explicit_midnight(mention: &Mention) -> bool {
    mention.times.first().is_some_and(|item| matches!(item.end, Some(TimeSpec::Clock(_))))
        && mention.parts.iter().any(|(part, _, _)| *part == Part::EndTime)
}
