//! "at 10 until 15 June": what could be a range of days is an hour and the day that ends it.

use calendar::Frequency;

use crate::mention::{DateItem, DateSpec};

use super::super::Parser;
use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
use super::{Builder, Last};

impl Parser<'_> {
    /// The first number of "10 until 15 June" is an hour: behind "at", in a list of hours, or because a weekly rule needs
    /// more days than that.
    pub(super) fn is_an_hour_until_a_day(&self, b: &Builder, link: Link, q: usize) -> bool {
        let Some((days, _)) = self.days_of_month(q, link.opened()) else { return false };
        let Some((_, after)) = self.time(q, Need::Bare) else { return false };
        let dashed = self.t.mark(after, '-') && self.t.glued(after);
        let told = link.at || link.list && b.last == Last::Time;
        let ended = self.separator(after, Opened::No).is_some();
        ended && (told && !dashed || b.mention.rule.is_some() && Self::is_too_short_for_a_rule(b, &days))
    }

    /// Fewer days than lie between two occurrences of a weekly rule.
    fn is_too_short_for_a_rule(b: &Builder, days: &DateItem) -> bool {
        let weekly =
            |rule: &crate::mention::RuleSpec| rule.frequency == Frequency::Weekly && rule.by_day.len() == 1;
        let (DateSpec::Written { day: Some(first), .. }, Some(DateSpec::Written { day: Some(last), .. })) =
            (&days.start, &days.end)
        else {
            return false;
        };
        b.mention.rule.as_ref().is_some_and(weekly) && last - first < 7
    }
}
