//! A day that is told behind the hours of all that takes place on it.

use jiff::civil::Date;
use timex::{Expression, Part};

use super::Phrase;
use crate::prose::piece::Piece;
use crate::time::times;

/// "Kick-off 10:00, lunch 12:00, wrap-up 16:30 on 4 December": hours of rising order, and behind the last one the day of
/// them all.
pub(super) fn day_told_last(phrase: &Phrase, pieces: &[Piece]) -> Option<Date> {
    let [first, .., last] = pieces else { return None };
    let within = |piece: &Piece, t: &&Expression| {
        phrase
            .span_of(&piece.range)
            .is_some_and(|span| span.start <= times::home(t).start && t.span.end <= span.end)
    };
    let time = phrase.times.iter().find(|t| within(last, t))?;
    let earlier = || phrase.times.iter().filter(|t| times::home(t).start < times::home(time).start);
    let clocks = earlier().all(|t| times::has_time(t) && !times::has_date(t) && t.group.is_none());
    let hours = earlier().chain([time]).filter_map(|t| t.reading.start.map(jiff::civil::DateTime::time));
    let behind = times::home(time).start < time.parts.iter().find(|(part, _)| *part == Part::Date)?.1.start;
    let whole = times::has_time(time) && time.has_date() && !time.has_rule() && behind && !first.header;
    (whole
        && clocks
        && earlier().count() + 1 == phrase.times.len()
        && earlier().count() + 1 >= pieces.len()
        && hours.is_sorted())
    .then(|| times::day(time))?
}
