//! Ranges: of hours, where the ends share what one of them says, and of dates, where they share month and year.

use jiff::civil::Date;

use super::ends::{is_called_by_a_feast, with_year_of};
use super::{Dated, Resolver, Timed, date::Refused, hour, period};
use crate::expression::{Field, Grain};
use crate::mention::{Clock, DateItem, DateSpec, Half, Hint, TimeItem, TimeSpec, Which};
use crate::words::Activity;

impl Resolver<'_> {
    /// Both ends of a range of hours, in minutes since the first day's midnight; the end is after the start.
    pub(super) fn hours(&self, item: &TimeItem, hint: Hint, today: bool) -> Option<(Timed, Option<Timed>)> {
        let Some(end) = item.end else { return Some((self.time(&item.start, hint, today)?, None)) };
        let (start, end) = match (item.start, end) {
            (TimeSpec::Clock(start), TimeSpec::Clock(end)) => self.share(start, end, hint),
            (TimeSpec::Clock(start), end @ (TimeSpec::Noon | TimeSpec::Midnight)) => {
                (before(start, end), end)
            }
            (start, end) => (start, end),
        };
        let mut from = self.time(&start, hint, false)?;
        let slip = is_noon_by_slip(item, hint);
        let end = if slip { TimeSpec::Noon } else { end };
        if slip {
            from.doubts.infer(Field::Time, "A morning that ends at \"12am\" ends at noon.", 0.75);
            from.doubts.other_ends.push((1440, "midnight".to_owned(), 0.35));
        }
        let mut to = match end {
            TimeSpec::Clock(clock)
                if clock.half.is_none() && !clock.twenty_four && clock.hour <= 12 && clock.hour > 0 =>
            {
                Self::first_after(clock, from.minutes)
            }
            other => self.time(&other, hint, false)?,
        };
        if let (TimeSpec::Clock(said), TimeSpec::Clock(taken)) = (item.start, start)
            && said.half.is_none()
            && taken.half.is_some()
            && item.end.is_some_and(is_bare)
            && !is_of_a_working_day(item, hint)
        {
            from.doubts.infer(
                Field::Time,
                "A range of bare hours is the shortest sensible span of the day.",
                0.92,
            );
            let other = (from.minutes + 720) % 1440;
            from.doubts.other_times.push((other, "in the other half of the day".to_owned(), 0.2));
        }
        while to.minutes <= from.minutes {
            to.minutes += 1440;
        }
        Some((from, Some(to)))
    }

    /// "9-5", "6-7pm", "11-1pm": gives both ends the half of the day that makes the span shortest.
    fn share(&self, start: Clock, end: Clock, hint: Hint) -> (TimeSpec, TimeSpec) {
        let pair = |start: Clock, end: Clock| (TimeSpec::Clock(start), TimeSpec::Clock(end));
        if start.half.is_some() || start.twenty_four || start.hour > 12 || start.hour == 0 {
            return pair(start, end);
        }
        if hint.twenty_four && start.minute.is_some() {
            return pair(
                Clock { twenty_four: true, ..start },
                Clock { twenty_four: end.half.is_none(), ..end },
            );
        }
        if end.half.is_some() || end.twenty_four || end.hour > 12 {
            let to = end.half.map_or(end.hour, |half| hour::in_half(end.hour, half));
            return pair(Clock { half: Some(nearest_half(start, minutes(to, end))), ..start }, end);
        }
        let half = if starts_late(start, end, hint, self.context.preferences.morning_from) {
            Half::Pm
        } else {
            Half::Am
        };
        pair(Clock { half: Some(half), ..start }, end)
    }

    /// The first such hour after `minutes`.
    fn first_after(clock: Clock, minutes: i32) -> Timed {
        let base = i32::from(clock.hour % 12) * 60 + i32::from(clock.minute.unwrap_or(0));
        let first = [base, base + 720, base + 1440].into_iter().find(|m| *m > minutes).unwrap_or(base + 2160);
        Timed {
            minutes: first,
            second: clock.second.unwrap_or(0),
            grain: if clock.second.is_some() { Grain::Second } else { Grain::Minute },
            doubts: super::Doubts::default(),
        }
    }

    /// A date or a range of dates.
    pub(super) fn dates(&self, item: &DateItem, today_counts: bool) -> Result<Dated, Refused> {
        let Some(end) = &item.end else { return self.date(&item.start, today_counts) };
        let start_spec = with_year_of(&item.start, end);
        let mut start = self.date(&start_spec, today_counts || self.is_today(&start_spec))?;
        let mut last = self.range_end(end, &start, &start_spec)?;
        if is_called_by_a_feast(item, &start, &last) {
            return Ok(start);
        }
        // "dec 2 - 5" said on 3 December: a range whose end is not past stays.
        if let Some(earlier) = self.running(&start_spec, end, &start) {
            (start.start, last) = earlier;
            start.doubts.other_dates.clear();
        }
        // "Dec 2027 to Jan": written backwards, the year of the end is the next one.
        if last.start < start.start {
            match self.year_before(&start_spec, &last) {
                Some(date) => start.start = date,
                None if matches!(end, DateSpec::Written { year: Some(_), .. }) => {
                    return Err(Refused("The range ends before it starts.".to_owned()));
                }
                None => {
                    let moved = self
                        .first_not_before(end, start.start)
                        .ok_or_else(|| Refused("The range ends before it starts.".to_owned()))?;
                    last = moved;
                }
            }
        }
        let mut range = Dated::range(start.start, last.after());
        range.doubts = start.doubts;
        range.doubts.notes.extend(last.doubts.notes);
        range.doubts.other_dates.clear();
        Ok(range)
    }

    fn is_today(&self, spec: &DateSpec) -> bool {
        matches!(spec, DateSpec::Weekday { which: Which::This, weekday } if self.today.weekday() == *weekday)
    }

    /// The end of a range, read from its start.
    fn range_end(&self, end: &DateSpec, start: &Dated, start_spec: &DateSpec) -> Result<Dated, Refused> {
        let from = start.start;
        match end {
            DateSpec::Written { year: None | Some(_), month: None, day: Some(day), .. } => {
                let base = if *day < from.day() { period::months(from.first_of_month(), 1) } else { from };
                match Date::new(base.year(), base.month(), *day) {
                    Ok(date) => Ok(Dated::day(date)),
                    Err(_) => Err(Refused(format!("There is no day {day} in that month."))),
                }
            }
            DateSpec::Weekday { weekday, which } => match which {
                Which::Nearest | Which::This | Which::Next
                    if !matches!(start_spec, DateSpec::Days(_)) || *which != Which::Next =>
                {
                    Ok(Dated::day(period::weekday_after(from, *weekday)))
                }
                _ => self.date(end, true),
            },
            DateSpec::Written { year: None, .. } | DateSpec::Numeric { year: None, .. } => {
                let found = self.date(end, true)?;
                Ok(self.first_not_before(end, from).unwrap_or(found))
            }
            DateSpec::Shift { amount, base: None } if amount.is_days() => self.date(end, true),
            _ => self.date(end, true),
        }
    }

    /// A yearless date read as the first one not before `from`.
    fn first_not_before(&self, spec: &DateSpec, from: Date) -> Option<Dated> {
        let then = self.at(from);
        then.date(spec, true).ok().filter(|dated| dated.start >= from)
    }

    /// This resolver as if today were another day; years carried over from the text do not count.
    pub(super) fn at(&self, day: Date) -> Resolver<'_> {
        let mut text = self.text;
        text.years = super::years::Years::default();
        Resolver { context: self.context, now: day.to_datetime(self.now.time()), today: day, text }
    }

    /// A yearless range that has begun and not ended.
    fn running(&self, start: &DateSpec, end: &DateSpec, found: &Dated) -> Option<(Date, Dated)> {
        let yearless = matches!(
            start,
            DateSpec::Written { year: None, month: Some(_), .. } | DateSpec::Numeric { year: None, .. }
        );
        let day_only = matches!(end, DateSpec::Written { month: None, day: Some(_), .. });
        let open = matches!(
            end,
            DateSpec::Written { year: None, .. }
                | DateSpec::Numeric { year: None, .. }
                | DateSpec::Days(_)
                | DateSpec::Shift { base: None, .. }
        );
        if !yearless || !(open || day_only) || found.start <= self.today || self.text.years.written.is_some()
        {
            return None;
        }
        let earlier = match found.grain {
            Grain::Month | Grain::Day => period::months(found.start, -12),
            _ => return None,
        };
        // At most half a year back: "Nov to March" said in April is the next one; "from March to date" is any.
        let back = if matches!(end, DateSpec::Days(_)) { 366 } else { 183 };
        if earlier < period::days(self.today, -back) || period::months(earlier, 12) != found.start {
            return None;
        }
        let begun = Dated { start: earlier, ..found.clone() };
        let last = match end {
            DateSpec::Days(_) | DateSpec::Shift { .. } => self.date(end, true).ok()?,
            _ => self.at(earlier).range_end(end, &begun, start).ok()?,
        };
        // "Mon 15 - Fri 19 Feb": weekdays that fit the coming year alone.
        let near = last.start < period::days(earlier, 365);
        (near && last.after() > self.today && last.start >= earlier).then_some((earlier, last))
    }

    /// "Nov 25 - Jan 5, 2027": the start lies in the year before.
    fn year_before(&self, start: &DateSpec, last: &Dated) -> Option<Date> {
        let DateSpec::Written { year: Some(year), month: Some(month), day, .. } = start else {
            let DateSpec::Numeric { .. } = start else { return None };
            let date = self.date(start, false).ok()?.start;
            let back = period::months(date, -12);
            return (back <= last.start).then_some(back);
        };
        let date = Date::new(*year - 1, *month, day.unwrap_or(1)).ok()?;
        (date <= last.start).then_some(date)
    }
}

/// "10 to noon", "9 to midnight".
fn before(start: Clock, end: TimeSpec) -> TimeSpec {
    if start.half.is_some() || start.twenty_four || start.hour > 12 {
        return TimeSpec::Clock(start);
    }
    let to = if end == TimeSpec::Noon { 720 } else { 1440 };
    TimeSpec::Clock(Clock { half: Some(nearest_half(start, to)), ..start })
}

pub(super) fn minutes(hour: i8, clock: Clock) -> i32 {
    i32::from(hour) * 60 + i32::from(clock.minute.unwrap_or(0))
}

/// The half of the day in which the start lies nearest before the end.
fn nearest_half(start: Clock, end: i32) -> Half {
    let length = |half| {
        let from = minutes(hour::in_half(start.hour, half), start);
        (end - from - 1).rem_euclid(1440)
    };
    if length(Half::Am) < length(Half::Pm) { Half::Am } else { Half::Pm }
}

/// Whether a range of two bare hours starts after noon.
fn starts_late(start: Clock, end: Clock, hint: Hint, morning_from: Option<i8>) -> bool {
    let late = hour::prefers_afternoon(start.hour, hint, morning_from);
    let through_noon = minutes(end.hour % 12, end) <= minutes(start.hour % 12, start);
    match (start.hour, hint.activity) {
        // 9-5, 8-4, 10-2: a working day rather than a night.
        (7..=11, Some(Activity::Late)) => !through_noon || start.hour < 9,
        (7..=11, None) if morning_from.is_some() => late && !through_noon,
        (7, Some(Activity::Early)) | (8..=11, _) => false,
        (7, _) => !through_noon,
        _ => late,
    }
}

/// "10am-12am": nothing but a feast or an opening lasts from the morning to midnight.
fn is_noon_by_slip(item: &TimeItem, hint: Hint) -> bool {
    let (TimeSpec::Clock(start), Some(TimeSpec::Clock(end))) = (item.start, item.end) else { return false };
    start.half == Some(Half::Am)
        && (7..=11).contains(&start.hour)
        && end.half == Some(Half::Am)
        && end.hour == 12
        && hint.activity != Some(Activity::Late)
}

/// "10:00-11:30": two hours of two digits with their minutes, as a clock of 24 shows them; "standup 9:15-9:30".
fn is_of_a_working_day(item: &TimeItem, hint: Hint) -> bool {
    let clock =
        |time: TimeSpec| matches!(time, TimeSpec::Clock(Clock { hour: 10..=12, minute: Some(_), .. }));
    let work = matches!(item.start, TimeSpec::Clock(Clock { hour: 8..=11, .. }))
        && hint.activity == Some(Activity::Work);
    work || clock(item.start) && item.end.is_some_and(clock) && hint.activity != Some(Activity::Late)
}

fn is_bare(time: TimeSpec) -> bool {
    matches!(time, TimeSpec::Clock(clock) if clock.half.is_none() && !clock.twenty_four && clock.hour <= 12)
}
