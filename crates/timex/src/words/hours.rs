//! Hours with a name: noon, midnight, end of day, close of business.

/// What the name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedHour {
    /// 12:00.
    Noon,
    /// 0:00.
    Midnight,
    /// About that full hour.
    About(i8),
}

use NamedHour::{About, Midnight, Noon};

/// Folded words of the name → hour. Longer names come before their beginnings.
pub(super) const HOURS: &[(&[&str], NamedHour)] = &[
    (&["noon"], Noon),
    (&["noonish"], Noon),
    (&["midday"], Noon),
    (&["mid", "day"], Noon),
    (&["midnight"], Midnight),
    (&["end", "of", "day"], About(17)),
    (&["end", "of", "the", "day"], About(17)),
    (&["end", "of", "business", "day"], About(17)),
    (&["end", "of", "business"], About(17)),
    (&["close", "of", "business"], About(17)),
    (&["close", "of", "play"], About(17)),
    (&["end", "of", "play"], About(17)),
    (&["eod"], About(17)),
    (&["eob"], About(17)),
    (&["cob"], About(17)),
    (&["cop"], About(17)),
    (&["lunchtime"], About(12)),
    (&["lunchtimes"], About(12)),
    (&["lunch", "time"], About(12)),
    (&["first", "thing"], About(9)),
    (&["over", "lunch"], About(12)),
    (&["during", "lunch"], About(12)),
    (&["after", "lunch"], About(13)),
    (&["after", "school"], About(15)),
    (&["after", "work"], About(17)),
    (&["before", "work"], About(8)),
    (&["breakfast", "time"], About(8)),
    (&["dinner", "time"], About(18)),
];
