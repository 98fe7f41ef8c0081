//! One instant told in several zones: "9am PT / 12 ET", "5pm UTC (9am Pacific)".

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Resolved, Resolver, zone};
use crate::mention::Mention;

impl Resolver<'_> {
    /// Checks that the same time told in other zones is the same instant, and tells the reading in the reader's own zone
    /// when that is one of them. The zone that the reading is then told in.
    pub(super) fn one_instant(
        &self,
        mention: &Mention,
        zone: Option<TimeZone>,
        resolved: &mut Resolved,
    ) -> Option<TimeZone> {
        let first = zone?;
        let Some(start) = resolved.reading.start else { return Some(first) };
        let Ok(instant) = first.to_timestamp(start) else { return Some(first) };
        let own = self.context.now.time_zone().to_offset(instant);
        let mut told_in = first.clone();
        for (item, other) in &mention.echoes {
            let Some(other) = zone::named(*other) else { continue };
            let there = other.to_datetime(instant);
            let Some((told, _)) = self.hours(item, mention.hint, false) else { continue };
            let minutes = i32::from(there.hour()) * 60 + i32::from(there.minute());
            if (told.minutes - minutes).rem_euclid(720) != 0 {
                resolved.doubts.notes.push(format!(
                    "The two zones disagree: the time would be {} in the second one.",
                    there.time()
                ));
                resolved.doubts.confidence *= 0.8;
            } else if other.to_offset(instant) == own && first.to_offset(instant) != own {
                told_in = other;
            }
        }
        tell(resolved, &first, &told_in);
        Some(told_in)
    }
}

/// The wall clock of the reading in another zone; a rule keeps its days, so its start may not leave its day.
fn tell(resolved: &mut Resolved, from: &TimeZone, to: &TimeZone) {
    if from == to {
        return;
    }
    let moved = |at: DateTime| from.to_timestamp(at).map_or(at, |instant| to.to_datetime(instant));
    let Some(start) = resolved.reading.start else { return };
    if resolved.reading.recurrence.is_none() || moved(start).date() == start.date() {
        resolved.reading.start = Some(moved(start));
        resolved.reading.end = resolved.reading.end.map(moved);
        resolved.doubts.other_times.clear();
        resolved.doubts.other_ends.clear();
    }
}
