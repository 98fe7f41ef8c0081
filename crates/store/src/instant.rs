//! Arithmetic on instants that never fails: beyond the calendar's ends there is nothing to keep apart.

use jiff::{SignedDuration, Timestamp};

/// `duration` after `instant`.
pub(crate) fn after(instant: Timestamp, duration: SignedDuration) -> Timestamp {
    instant.checked_add(duration).unwrap_or(Timestamp::MAX)
}

/// `duration` before `instant`.
pub(crate) fn before(instant: Timestamp, duration: SignedDuration) -> Timestamp {
    instant.checked_sub(duration).unwrap_or(Timestamp::MIN)
}
