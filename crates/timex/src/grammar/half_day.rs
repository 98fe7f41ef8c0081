//! Half a day told apart from its date: "Mon 6 - boiler service (am)", "Friday: plumber, pm".

use crate::expression::Part;
use crate::mention::{Half, Mention, Relation, Span0, TimeItem, TimeSpec};
use crate::words::DayPart;

use super::Parser;
use super::mention::Located;
use super::time::Need;

/// How many tokens may stand between a day and its half.
const REACH: usize = 10;

impl Parser<'_> {
    /// "(am)", or "am" at the end of a line: the half of the day before it, where no hour is known. The index after it.
    pub(super) fn half_of_the_day(&self, last: &mut Located, i: usize) -> Option<usize> {
        let t = self.t;
        let (half, next) = t.any(i, &["am", "pm"]).then(|| self.meridiem(i, Need::Whole))??;
        let bracketed = t.mark(i.checked_sub(1)?, '(') && t.mark(next, ')');
        let closes = t.ends(next) && !t.any(i - 1, &["i", "at", "the"]) && t.number(i - 1).is_none();
        let near = i.saturating_sub(last.to) <= REACH && !self.sentence_ends(last.to, i);
        if !(bracketed || closes) || !near || !is_one_open_day(&last.mention) {
            return None;
        }
        let part = if half == Half::Am { DayPart::Morning } else { DayPart::Afternoon };
        last.mention.times.push(TimeItem { start: TimeSpec::Part(part), end: None });
        last.mention.parts.push((Part::Time, t.span(i, next), 0));
        last.to = next;
        last.mention.span = Span0(t.span(last.from, next));
        Some(next)
    }
}

/// One day, without anything that tells an hour or how long.
fn is_one_open_day(m: &Mention) -> bool {
    let day = m.dates.len() == 1 && m.dates.iter().all(|item| item.end.is_none());
    let open = m.times.is_empty() && m.rule.is_none() && m.duration.is_none() && !m.all_day;
    day && open && m.bound == Relation::At
}
