//! Mention → expressions: dates and times put together, lists unfolded, doubts turned into alternatives.

use calendar::{Bound, Frequency, Recurrence, Rule, Span};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, SpanFieldwise, ZonedDateTime};

use super::{Dated, Doubts, Resolver, Timed, date::Refused, list, period, zone};
use crate::expression::{Expression, Field, Grain, OtherReading, Part, Reading};
use crate::mention::{Amount, DateItem, DateSpec, Mention, Relation, TimeItem, TimeSpec, Which};

/// A reading with its doubts.
struct Resolved {
    reading: Reading,
    doubts: Doubts,
}

type Result = std::result::Result<Resolved, Refused>;

impl Resolver<'_> {
    /// The expressions of one mention: one, or one for each item of a list, in a group.
    pub(crate) fn expressions(&self, mention: &Mention, groups: &mut u32) -> Vec<Expression> {
        let single_rule = mention.rule.is_some() && Self::fits_one_rule(mention);
        let dates = if mention.rule.is_some() { 1 } else { mention.dates.len().max(1) };
        let times = if single_rule { 1 } else { mention.times.len().max(1) };
        if dates * times == 1 {
            return vec![self.expression(mention.clone(), mention.span.0, None)];
        }
        *groups += 1;
        let group = Some(*groups);
        let mention = &in_reading_order(mention);
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
            return vec![self.expression(once, mention.span.0, None)];
        }
        in_week_order(&mut all);
        all
    }

    /// "tomorrow night, November 17th": both dates are the same day.
    fn is_told_twice(mention: &Mention, all: &[Expression]) -> bool {
        let [first, second] = all else { return false };
        mention.rule.is_none()
            && mention.dates.len() == 2
            && first.reading.start.is_some()
            && first.reading == second.reading
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
        let zone = zone.or_else(|| resolved.reading.zone.take());
        self.place_in_zone(mention, zone, &mut resolved);
        Ok(resolved)
    }

    /// A stated time that is still ahead today lets a weekday mean today.
    fn time_is_ahead(&self, mention: &Mention) -> bool {
        let Some(item) = mention.times.first() else { return false };
        let start = self.hours(item, mention.hint, true).map(|(start, _)| start.minutes);
        start.is_some_and(|minutes| minutes > i32::from(self.now.hour()) * 60 + i32::from(self.now.minute()))
    }

    /// A date with or without a time of day.
    fn dated_reading(&self, mention: &Mention, dated: &Dated) -> Resolved {
        let mut doubts = dated.doubts.clone();
        let mut reading = Reading {
            start: Some(midnight(dated.start)),
            end: dated.end.map(midnight),
            grain: dated.grain,
            ..Reading::default()
        };
        let Some(item) = mention.times.first().filter(|_| !mention.all_day) else {
            return Resolved { reading, doubts };
        };
        if let TimeSpec::Shift(amount) = item.start {
            reading.start =
                reading.start.map(|start| start.saturating_add(SignedDuration::from_secs(amount.seconds)));
            reading.grain = Grain::Minute;
            return Resolved { reading, doubts };
        }
        let Some((mut from, to)) = self.hours(item, mention.hint, dated.start == self.today) else {
            return Resolved { reading, doubts };
        };
        if dated.grain > Grain::Day {
            doubts.infer(Field::Date, "The first day of that time is taken.", 0.8);
        }
        if Self::ends_the_day(mention, item) {
            from.minutes += 1440;
        } else if matches!(item.start, TimeSpec::Midnight) {
            doubts.infer(Field::Time, "Midnight is the start of that day.", 0.8);
            doubts.other_dates.push((
                period::days(dated.start, 1),
                None,
                "midnight at the end of that day".to_owned(),
                0.3,
            ));
        }
        let last_day = dated.end.map_or(dated.start, |end| period::days(end, -1));
        let to = self.end_on_its_own_day(mention, item, last_day > dated.start).or(to);
        // "3/4 7pm - 3/4 noon": a range of one day is that day.
        let range = last_day > dated.start;
        reading.start = Some(at(dated.start, from.minutes, from.second));
        reading.grain = from.grain;
        reading.end = to.as_ref().map(|to| {
            at(
                if range { last_day } else { dated.start },
                if range { to.minutes % 1440 } else { to.minutes },
                to.second,
            )
        });
        if range {
            let to_minutes = to.as_ref().map(|to| to.minutes);
            reading.end = reading.end.or_else(|| Some(at(last_day, from.minutes, from.second)));
            if to_minutes.is_some_and(|m| m % 1440 == 0) {
                reading.end =
                    Some(midnight(period::days(last_day, i32::from(!is_explicit_midnight(mention)))));
            }
            if !mention.parts.iter().any(|(part, _, _)| *part == Part::EndTime) {
                daily(dated, &from, to.as_ref(), &mut reading, &mut doubts);
            }
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

    /// A time without a date: the anchor's day, else today if still ahead, else tomorrow.
    fn timed_reading(&self, mention: &Mention, item: &TimeItem, zone: Option<&TimeZone>) -> Result {
        if let Some((start, grain)) = self.counted_from_now(&item.start) {
            let reading = match zone {
                // The same moment on the clock of the zone that the text names.
                Some(zone) => Reading {
                    start: Some(start.with_time_zone(zone.clone()).datetime()),
                    ..Reading::default()
                },
                None => Reading {
                    start: Some(start.datetime()),
                    zone: second_of_two(&start),
                    ..Reading::default()
                },
            };
            let reading = Reading { grain, ..reading };
            return Ok(Resolved { reading, doubts: Doubts::default() });
        }
        let today = self.context.anchor.is_none();
        let Some((from, to)) = self.hours(item, mention.hint, today) else {
            return Err(Refused("No time was given.".to_owned()));
        };
        let mut doubts = Doubts::default();
        let base = if let Some(anchor) = self.context.anchor {
            anchor
        } else {
            let today = self.today_in(zone);
            let now = zone.map_or(self.now, |zone| self.context.now.with_time_zone(zone.clone()).datetime());
            let ahead = at(today, from.minutes, from.second)
                >= now.with().second(0).subsec_nanosecond(0).build().unwrap_or(now);
            let because = if ahead {
                "No date: today, since that time is still ahead."
            } else {
                "No date: tomorrow, since that time has passed today."
            };
            doubts.infer(Field::Date, because, 0.96);
            if ahead { today } else { period::days(today, 1) }
        };
        let reading = Reading {
            start: Some(at(base, from.minutes, from.second)),
            end: to.as_ref().map(|to| at(base, to.minutes, to.second)),
            grain: from.grain,
            ..Reading::default()
        };
        doubts.absorb(from.doubts);
        Ok(Resolved { reading, doubts })
    }

    /// "now", "in two hours", "quarter past".
    fn counted_from_now(&self, time: &TimeSpec) -> Option<(ZonedDateTime, Grain)> {
        let now = &self.context.now;
        match time {
            TimeSpec::Now => Some((now.clone(), Grain::Second)),
            TimeSpec::Shift(amount) => {
                // Hours pass on the clock of the zone, whatever it does meanwhile.
                let days = Amount { seconds: 0, ..*amount };
                let then = now.checked_add(period::span(&days)?).ok()?;
                let then = then.checked_add(SignedDuration::from_secs(amount.seconds)).ok()?;
                Some((then, if amount.seconds % 60 == 0 { Grain::Minute } else { Grain::Second }))
            }
            TimeSpec::PastHour(minutes) => {
                let hour = now.with().minute(0).second(0).subsec_nanosecond(0).build().ok()?;
                let mut then = hour.saturating_add(SignedDuration::from_mins(i64::from(*minutes)));
                while then < *now {
                    then = then.saturating_add(SignedDuration::from_hours(1));
                }
                Some((then, Grain::Minute))
            }
            _ => None,
        }
    }

    fn recurring_reading(&self, mention: &Mention) -> Result {
        let Some(spec) = &mention.rule else { return Err(Refused("No rule was given.".to_owned())) };
        let hours: Vec<(Timed, Option<Timed>)> =
            mention.times.iter().filter_map(|item| self.hours(item, mention.hint, false)).collect();
        let starts: Vec<&Timed> = hours.iter().map(|(from, _)| from).collect();
        let recurring = self.recurring(mention, spec, &starts)?;
        let mut doubts = recurring.doubts;
        let to = hours.first().and_then(|(_, to)| to.as_ref());
        let end = to.map(|to| at(recurring.start.date(), to.minutes, to.second));
        let grain = starts.first().map_or(Grain::Day, |timed| timed.grain);
        for (from, _) in hours {
            doubts.absorb(from.doubts);
        }
        let reading = Reading {
            start: Some(recurring.start),
            end,
            grain,
            recurrence: Some(recurring.recurrence),
            ..Reading::default()
        };
        Ok(Resolved { reading, doubts })
    }

    /// A stated length gives the end.
    fn measure(mention: &Mention, resolved: &mut Resolved) {
        let Some(amount) = mention.duration else { return };
        let Some(span) = iso_span(&amount) else { return };
        resolved.reading.duration = Some(SpanFieldwise(span));
        let timed = resolved.reading.grain <= Grain::Hour;
        let Some(start) =
            resolved.reading.start.filter(|_| resolved.reading.end.is_none() && (timed || amount.is_days()))
        else {
            return;
        };
        if !timed && amount.business_days > 0 {
            resolved.reading.end = Some(midnight(period::business_days(start.date(), amount.business_days)));
        } else if resolved.reading.grain <= Grain::Day
            && period::span(&amount).is_some_and(|span| span.is_positive())
        {
            resolved.reading.end = period::span(&amount).and_then(|span| start.checked_add(span).ok());
        }
    }

    /// "before", "until", "after".
    fn bound(mention: &Mention, resolved: &mut Resolved) {
        let reading = &mut resolved.reading;
        match mention.bound {
            Relation::Before => reading.end = reading.start.take(),
            Relation::Until => {
                let inclusive = |start: DateTime| {
                    if reading.grain >= Grain::Day {
                        midnight(period::after(start.date(), reading.grain))
                    } else {
                        start
                    }
                };
                reading.end = reading.end.or(reading.start.map(inclusive));
                reading.start = None;
            }
            Relation::After if reading.grain >= Grain::Month && reading.end.is_none() => {
                reading.start =
                    reading.start.map(|start| midnight(period::after(start.date(), reading.grain)));
                reading.grain = Grain::Day;
            }
            Relation::At | Relation::After => {}
        }
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
            self.check_echoes(mention, zone.as_ref(), resolved);
        }
        resolved.reading.zone = zone;
        resolved.reading.end_zone = mention.end_zone.and_then(zone::named);
    }

    /// The same time told in another zone must be the same instant.
    fn check_echoes(&self, mention: &Mention, zone: Option<&TimeZone>, resolved: &mut Resolved) {
        let (Some(start), Some(zone)) = (resolved.reading.start, zone) else { return };
        let Ok(instant) = zone.to_timestamp(start) else { return };
        for (item, other) in &mention.echoes {
            let Some(there) = zone::named(*other).map(|zone| zone.to_datetime(instant)) else { continue };
            let Some((told, _)) = self.hours(item, mention.hint, false) else { continue };
            let minutes = i32::from(there.hour()) * 60 + i32::from(there.minute());
            if (told.minutes - minutes).rem_euclid(720) != 0 {
                resolved.doubts.notes.push(format!(
                    "The two zones disagree: the time would be {} in the second one.",
                    there.time()
                ));
                resolved.doubts.confidence *= 0.8;
            }
        }
    }
}

/// The offset of a time that happens twice that night and is meant the second time: the wall clock cannot say it.
fn second_of_two(at: &ZonedDateTime) -> Option<TimeZone> {
    let second = match at.time_zone().to_ambiguous_timestamp(at.datetime()).offset() {
        AmbiguousOffset::Fold { after, .. } => at.offset() == after,
        _ => false,
    };
    second.then(|| TimeZone::fixed(at.offset()))
}

/// "3-5 March 9am-5pm": hours of one day are those of each day, and one event over all of it is the other reading; with a
/// start alone or hours past midnight it is the other way round.
fn daily(dated: &Dated, from: &Timed, to: Option<&Timed>, whole: &mut Reading, doubts: &mut Doubts) {
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
    if to.is_some_and(|to| to.minutes <= 1440) && !dated.doubts.approximate {
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

fn is_explicit_midnight(mention: &Mention) -> bool {
    mention.times.first().is_some_and(|item| matches!(item.end, Some(TimeSpec::Clock(_))))
        && mention.parts.iter().any(|(part, _, _)| *part == Part::EndTime)
}

fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

/// So many minutes after the midnight of `date`.
fn at(date: Date, minutes: i32, second: i8) -> DateTime {
    midnight(date).saturating_add(SignedDuration::from_secs(i64::from(minutes) * 60 + i64::from(second)))
}

/// The amount in the units that a duration is written in.
fn iso_span(amount: &Amount) -> Option<jiff::Span> {
    let span = period::span(amount)?;
    let weeks = amount.days % 7 == 0
        && amount.days > 0
        && amount.months == 0
        && amount.seconds == 0
        && amount.business_days == 0;
    if weeks && amount.finest >= Some(crate::words::Unit::Week) {
        return jiff::Span::new().try_weeks(amount.days / 7).ok();
    }
    let years = amount.months % 12 == 0 && amount.months > 0 && amount.days == 0 && amount.seconds == 0;
    if years { jiff::Span::new().try_years(amount.months / 12).ok() } else { Some(span) }
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
