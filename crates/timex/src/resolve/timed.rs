//! A time without a date: today, tomorrow, or counted from now.

use super::date::Refused;
use super::{Doubts, Resolved, Resolver, at, period};
use crate::expression::{Field, Grain, Reading};
use crate::mention::{Amount, Mention, TimeItem, TimeSpec};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, ZonedDateTime};

impl Resolver<'_> {
    /// A time without a date: the anchor's day, else today if still ahead, else tomorrow.
    pub(super) fn timed_reading(
        &self,
        mention: &Mention,
        item: &TimeItem,
        zone: Option<&TimeZone>,
    ) -> Result<Resolved, Refused> {
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
            // "the next two hours"
            let end = item.end.and_then(|end| self.counted_from_now(&end)).map(|(end, _)| match zone {
                Some(zone) => end.with_time_zone(zone.clone()).datetime(),
                None => end.datetime(),
            });
            // "from now until 5"
            let end =
                end.or_else(|| self.later_today(item, mention)).filter(|end| reading.start < Some(*end));
            let grain = if end.is_some() { Grain::Minute } else { grain };
            let reading = Reading { end, grain, ..reading };
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
            let (because, sure) = if ahead {
                ("No date: today, since that time is still ahead.", 0.98)
            } else {
                ("No date: tomorrow, since that time has passed today.", 0.75)
            };
            doubts.infer(Field::Date, because, sure);
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

    /// The end of what begins now, where it is a time of day that is still ahead.
    fn later_today(&self, item: &TimeItem, mention: &Mention) -> Option<DateTime> {
        let end = self.time(&item.end?, mention.hint, true)?;
        Some(at(self.today, end.minutes, end.second)).filter(|end| *end > self.now)
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
}

/// The offset of a time that happens twice that night and is meant the second time: the wall clock cannot say it.
fn second_of_two(at: &ZonedDateTime) -> Option<TimeZone> {
    let second = match at.time_zone().to_ambiguous_timestamp(at.datetime()).offset() {
        AmbiguousOffset::Fold { after, .. } => at.offset() == after,
        _ => false,
    };
    second.then(|| TimeZone::fixed(at.offset()))
}
