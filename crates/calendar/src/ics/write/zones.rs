//! Which zones a file names, and for how long it needs each.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::ZonedDateTime;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Entry, end_of};
use crate::ics::zone::{Coverage, zone_id};
use crate::{Bound, Recurrence, When};

/// The length of time a rule may count before its zone is written as for a rule without an end.
const COUNT_LIMIT: u32 = 1000;

/// Every zone of the file by its name, and for how long it is needed.
pub(super) fn zones(entries: &[Entry<'_>]) -> BTreeMap<String, (TimeZone, Coverage)> {
    let mut zones = BTreeMap::new();
    for entry in entries {
        let When::Zoned { start, end } = &entry.when else { continue };
        let coverage = Coverage {
            first: start.timestamp(),
            last: last_start(entry.event.recurrence.as_ref(), start)
                .and_then(|last| last.checked_add(start.duration_until(end)).ok()),
        };
        for zone in [start.time_zone(), end.time_zone()] {
            let Some(id) = zone_id(zone) else { continue };
            let known = zones.entry(id).or_insert_with(|| (zone.clone(), coverage));
            known.1 = known.1.and(coverage);
        }
    }
    zones
}

/// The start of the last occurrence or a time after it; `None` when there is none.
fn last_start(recurrence: Option<&Recurrence>, start: &ZonedDateTime) -> Option<Timestamp> {
    let Some(recurrence) = recurrence else { return Some(start.timestamp()) };
    let instant =
        |at: DateTime| at.to_zoned_datetime(start.time_zone().clone()).ok().map(|at| at.timestamp());
    let by_rule = match recurrence.rule.bound {
        Bound::Count(n) if n <= COUNT_LIMIT => {
            recurrence.rule.occurrences(start.datetime()).last().map_or(Some(start.timestamp()), instant)
        }
        Bound::Never | Bound::Count(_) => None,
        Bound::UntilDate(date) => instant(end_of(date)),
        Bound::UntilLocal(at) => instant(at),
        Bound::UntilInstant(at) => Some(at),
    };
    let added = recurrence.rdates.iter().filter_map(|at| instant(*at)).max();
    Some(by_rule?.max(added.unwrap_or(Timestamp::MIN)).max(start.timestamp()))
}
