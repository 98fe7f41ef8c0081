//! Zones as said → zones of the database; hours that a clock change skips or repeats.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::{Doubts, Resolver};
use crate::expression::Field;
use crate::mention::ZoneSpec;

/// The zone that a text names; nothing when the database does not know it.
pub(super) fn named(zone: ZoneSpec) -> Option<TimeZone> {
    match zone {
        ZoneSpec::Named("UTC") => Some(TimeZone::UTC),
        ZoneSpec::Named(name) => TimeZone::get(name).ok(),
        ZoneSpec::Offset(seconds) => Some(TimeZone::fixed(Offset::from_seconds(seconds).ok()?)),
    }
}

impl Resolver<'_> {
    /// Today where the zone is.
    pub(super) fn today_in(&self, zone: Option<&TimeZone>) -> Date {
        zone.map_or(self.today, |zone| self.context.now.with_time_zone(zone.clone()).date())
    }

    /// A time that does not exist is moved to the first one after the gap; one that exists twice is the first: both noted.
    pub(super) fn settle(&self, start: DateTime, zone: Option<&TimeZone>, doubts: &mut Doubts) -> DateTime {
        let zone = zone.unwrap_or_else(|| self.context.now.time_zone());
        match zone.to_ambiguous_timestamp(start).offset() {
            AmbiguousOffset::Unambiguous { .. } => start,
            AmbiguousOffset::Fold { .. } => {
                doubts.notes.push(format!("{} happens twice that night; the first is taken.", start.time()));
                start
            }
            AmbiguousOffset::Gap { before, after } => {
                // The gap is as long as the two offsets differ and begins on the hour that the earlier one ends.
                let length = after.seconds() - before.seconds();
                let valid = first_after_gap(start, length);
                doubts.infer(Field::Time, "Clocks skip this hour; the first time after it is taken.", 0.8);
                doubts.notes.push(format!(
                    "Clocks skip {} that night; {} is taken.",
                    start.time(),
                    valid.time()
                ));
                valid
            }
        }
    }
}

/// The end of the gap in which `inside` lies: gaps begin on a full half hour.
fn first_after_gap(inside: DateTime, seconds: i32) -> DateTime {
    let minute = inside.minute() % 30;
    let begin = if seconds >= 3600 { i64::from(inside.minute()) } else { i64::from(minute) };
    let start = inside
        .saturating_sub(jiff::SignedDuration::from_mins(begin))
        .with()
        .second(0)
        .build()
        .unwrap_or(inside);
    start.saturating_add(jiff::SignedDuration::from_secs(i64::from(seconds.max(0))))
}
