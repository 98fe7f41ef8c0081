//! Mention → expressions: dates and times put together, lists unfolded, doubts turned into alternatives.

use calendar::Span;
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::date::Refused;
use super::{Doubts, Resolved, Resolver, at, list, midnight, period, zone};
use crate::expression::{Expression, Grain, OtherReading, Reading};
use crate::mention::{DateItem, DateSpec, Mention, RuleSpec, TimeItem, TimeSpec, Which};

pub(super) type Result = std::result::Result<Resolved, Refused>;

impl Resolver<'_> {
    /// The expressions of one mention: one, or one for each item of a list, in a group.
    pub(crate) fn expressions(&self, mut mention: Mention, groups: &mut u32) -> Vec<Expression> {
        on_one_clock(&mut mention.times);
        self.list_days_with_gaps(&mut mention);
        let single_rule = mention.rule.is_some() && Self::fits_one_rule(&mention);
        let dates = if mention.rule.is_some() { 1 } else { mention.dates.len().max(1) };
        let times = if single_rule { 1 } else { mention.times.len().max(1) };
        if dates * times == 1 {
            let span = mention.span.0;
            return vec![self.expression(mention, span, None)];
        }
        *groups += 1;
        let group = Some(*groups);
        let mention = &in_reading_order(&mention);
        let spans = if dates > 1 { list::date_spans(mention) } else { list::time_spans(mention) };
        let mut all = Vec::with_capacity(dates * times);
        for d in 0..dates {
            for t in 0..times {
                let only = mention.only((dates > 1).then_some(d), (times > 1).then_some(t));
                let span = spans.get(if dates > 1 { d } else { t }).copied().unwrap_or(mention.span.0);
                all.push(self.expression(only, span, group));
            }
        }
        if Self::is_told_twice(mention, &all) {
            let once = Mention { dates: mention.dates.iter().take(1).cloned().collect(), ..mention.clone() };
            return self.expressions(once, groups);
        }
        in_week_order(&mut all);
        all
    }

    /// "Wednesdays 9th and 23rd December": days that leave weeks out are no rule.
    fn list_days_with_gaps(&self, mention: &mut Mention) {
        let Some(weekday) = mention.rule.as_ref().and_then(RuleSpec::only_weekday) else { return };
        let listed = mention.dates.len() > 1 && mention.dates.iter().all(|item| item.end.is_none());
        let day = |item: &DateItem| {
            let dated = self.date(&item.start, true).ok()?;
            (dated.grain == Grain::Day).then_some(dated.start)
        };
        let Some(days) = mention.dates.iter().map(day).collect::<Option<Vec<Date>>>() else { return };
        let gaps = days.iter().zip(days.iter().skip(1)).any(|(a, b)| *b != period::days(*a, 7));
        if listed && gaps {
            mention.rule = None;
            for item in &mut mention.dates {
                if let DateSpec::Written { weekday: open @ None, day: Some(_), .. } = &mut item.start {
                    *open = Some(weekday);
                }
            }
        }
    }

    /// "tomorrow night, November 17th": both dates are the same day.
    fn is_told_twice(mention: &Mention, all: &[Expression]) -> bool {
        let (first, second) = all.split_at(all.len() / 2);
        let same = first.iter().zip(second).all(|(a, b)| a.reading.start.is_some() && a.reading == b.reading);
        mention.rule.is_none() && mention.dates.len() == 2 && same
    }

    /// Several plain hours with the same minutes go into BYHOUR; anything else makes a rule each.
    fn fits_one_rule(mention: &Mention) -> bool {
        let minutes = |item: &TimeItem| match item.start {
            TimeSpec::Clock(clock) => Some(clock.minute.unwrap_or(0)),
            TimeSpec::Noon | TimeSpec::Midnight | TimeSpec::Part(_) | TimeSpec::Named(..) => Some(0),
            TimeSpec::Shift(_) | TimeSpec::PastHour(_) | TimeSpec::Now | TimeSpec::SameTime => None,
        };
        let first = mention.times.first().and_then(minutes);
        mention.times.len() <= 1
            || mention
                .times
                .iter()
                .all(|item| item.end.is_none() && minutes(item) == first && first.is_some())
    }

    /// One expression; what cannot be has a note and no start.
    fn expression(&self, mention: Mention, span: Span, group: Option<u32>) -> Expression {
        let resolved = self.reading(&mention).unwrap_or_else(|Refused(why)| {
            let doubts = Doubts { confidence: 0.0, notes: vec![why], ..Doubts::default() };
            Resolved { reading: Reading::default(), doubts }
        });
        let Resolved { reading, mut doubts } = resolved;
        let alternatives = alternatives(&reading, &mut doubts);
        doubts.notes.dedup();
        Expression {
            span,
            parts: mention.parts.iter().map(|(part, span, _)| (*part, *span)).collect(),
            confidence: doubts.confidence.clamp(0.0, 1.0),
            approximate: mention.approximate || doubts.approximate,
            mention,
            alternatives,
            inferred: doubts.inferred,
            notes: doubts.notes,
            group,
            reading,
        }
    }

    fn reading(&self, mention: &Mention) -> Result {
        let zone = mention.zone.and_then(zone::named);
        let mut resolved = if mention.rule.is_some() {
            self.recurring_reading(mention)?
        } else if let Some(item) = mention.dates.first() {
            let ahead = self.time_is_ahead(mention);
            self.dated_reading(mention, &self.dates(item, ahead)?)
        } else if let Some(item) = mention.times.first() {
            self.timed_reading(mention, item, zone.as_ref())?
        } else {
            Resolved { reading: Reading::default(), doubts: Doubts { confidence: 0.5, ..Doubts::default() } }
        };
        Self::measure(mention, &mut resolved);
        Self::bound(mention, &mut resolved);
        // Only at the ends of the calendar.
        let start = resolved.reading.start;
        resolved.reading.end = resolved.reading.end.filter(|end| start.is_none_or(|start| start <= *end));
        let zone = zone.or_else(|| resolved.reading.zone.take());
        self.place_in_zone(mention, zone, &mut resolved);
        Ok(resolved)
    }

    fn place_in_zone(&self, mention: &Mention, zone: Option<TimeZone>, resolved: &mut Resolved) {
        if resolved.reading.grain <= Grain::Hour {
            let settle = |at: DateTime, doubts: &mut Doubts| self.settle(at, zone.as_ref(), doubts);
            if let Some(start) = resolved.reading.start {
                let settled = settle(start, &mut resolved.doubts);
                if settled != start {
                    let moved = settled.duration_since(start);
                    resolved.reading.end = resolved.reading.end.map(|end| end.saturating_add(moved));
                }
                resolved.reading.start = Some(settled);
            }
        }
        let timed = resolved.reading.grain <= Grain::Hour;
        resolved.reading.zone = if timed { self.one_instant(mention, zone, resolved) } else { zone };
        resolved.reading.end_zone = mention.end_zone.and_then(zone::named);
    }
}

/// "at 10, 11, 12 and 1": hours that pass noon begin in the morning, whatever is nearby.
fn in_reading_order(mention: &Mention) -> Mention {
    let mut mention = mention.clone();
    let hours: Vec<i8> = mention
        .times
        .iter()
        .filter_map(|item| match item.start {
            TimeSpec::Clock(clock) if clock.half.is_none() && !clock.twenty_four => Some(clock.hour),
            _ => None,
        })
        .collect();
    let first = hours.first().copied().unwrap_or(0);
    let passes_noon = (8..=11).contains(&first) && hours.iter().any(|hour| *hour == 12 || *hour < first);
    if passes_noon && hours.len() == mention.times.len() {
        mention.hint.activity = None;
    }
    mention
}

/// "at 8 and 20": beside an hour of the afternoon told by 24, one of the morning is told so too.
fn on_one_clock(times: &mut [TimeItem]) {
    let late = |item: &TimeItem| matches!(item.start, TimeSpec::Clock(clock) if clock.hour > 12);
    if !times.iter().any(late) {
        return;
    }
    for item in times {
        if let TimeSpec::Clock(clock) = &mut item.start {
            clock.twenty_four |= clock.half.is_none() && clock.hour >= 5;
        }
    }
}

/// "monday and wednesday" said on a Wednesday: the second day comes after the first.
fn in_week_order(group: &mut [Expression]) {
    let is_plain = |expression: &Expression| {
        matches!(
            expression.mention.dates.as_slice(),
            [DateItem { start: DateSpec::Weekday { which: Which::Nearest, .. }, end: None }]
        )
    };
    let Some((first, rest)) = group.split_first_mut() else { return };
    let Some(start) = first.reading.start.filter(|_| is_plain(first)) else { return };
    for expression in rest.iter_mut().filter(|expression| is_plain(expression)) {
        let week = SignedDuration::from_hours(24 * 7);
        if expression.reading.start.is_some_and(|own| own.date() < start.date()) {
            expression.reading.start = expression.reading.start.map(|own| own.saturating_add(week));
            expression.reading.end = expression.reading.end.map(|own| own.saturating_add(week));
        }
    }
}

/// The doubts as readings, likeliest first.
fn alternatives(reading: &Reading, doubts: &mut Doubts) -> Vec<OtherReading> {
    let mut all = std::mem::take(&mut doubts.other);
    if let Some(start) = reading.start {
        let length = reading.end.map(|end| end.duration_since(start));
        let moved = |to: DateTime| Reading {
            start: Some(to),
            end: length.map(|length| to.saturating_add(length)),
            ..reading.clone()
        };
        for (date, end, because, confidence) in std::mem::take(&mut doubts.other_dates) {
            let mut other = moved(date.to_datetime(start.time()));
            other.end = end.map(midnight).or(other.end);
            all.push(OtherReading { reading: other, because, confidence });
        }
        for (minutes, because, confidence) in std::mem::take(&mut doubts.other_ends) {
            let other = Reading { end: Some(at(start.date(), minutes, 0)), ..reading.clone() };
            all.push(OtherReading { reading: other, because, confidence });
        }
        for (minutes, because, confidence) in std::mem::take(&mut doubts.other_times) {
            let other = moved(at(start.date(), minutes, start.second()));
            all.push(OtherReading { reading: other, because, confidence });
        }
    }
    all.retain(|other| other.reading != *reading);
    all.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    all.truncate(6);
    all
}
