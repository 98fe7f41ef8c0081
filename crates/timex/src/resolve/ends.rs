//! What the ends of a range of days give each other: the year, the month, a name.

use super::{Dated, period};
use crate::mention::{DateItem, DateSpec};

/// "Mar 29 – Palm Sunday": a feast that does not follow soon is what the day is called.
pub(super) fn is_called_by_a_feast(item: &DateItem, start: &Dated, last: &Dated) -> bool {
    const SOON: i32 = 60;
    let feast = matches!(item.end, Some(DateSpec::Holiday { year: None, .. }))
        && matches!(item.start, DateSpec::Written { day: Some(_), .. } | DateSpec::Numeric { .. });
    feast && !(start.start < last.start && last.start <= period::days(start.start, SOON))
}

/// The start with the year that only the end of the range says.
pub(super) fn with_year_of(start: &DateSpec, end: &DateSpec) -> DateSpec {
    match (start, end) {
        (
            DateSpec::Written { year: None, month: Some(month), day, weekday },
            DateSpec::Written { year: Some(year), .. } | DateSpec::Numeric { year: Some(year), .. },
        ) => DateSpec::Written { year: Some(*year), month: Some(*month), day: *day, weekday: *weekday },
        (
            DateSpec::Numeric { first, second, year: None, weekday },
            DateSpec::Numeric { year: Some(year), .. },
        ) => DateSpec::Numeric { first: *first, second: *second, year: Some(*year), weekday: *weekday },
        // "Mon 15 - Fri 19 Feb": the month stands at the end.
        (
            DateSpec::Written { year: None, month: None, day: Some(day), weekday },
            DateSpec::Written { year, month: month @ Some(_), day: Some(last), .. },
        ) if day < last => {
            DateSpec::Written { year: *year, month: *month, day: Some(*day), weekday: *weekday }
        }
        (DateSpec::DayOf { day, .. }, DateSpec::DayOf { of, .. }) => {
            DateSpec::DayOf { day: *day, of: of.clone() }
        }
        _ => start.clone(),
    }
}
