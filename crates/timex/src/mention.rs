//! What a text says, before anything is resolved: no dates are computed here, nothing is assumed.

mod date;
mod rule;
mod time;

use calendar::Span;

use crate::expression::Part;
use crate::words::Unit;

pub(crate) use date::{DateItem, DateSpec, Edge, Which};
pub(crate) use rule::{Exception, RuleSpec, Until};
pub(crate) use time::{Clock, Half, TimeItem, TimeSpec, ZoneSpec};

/// Everything that the words of one temporal expression say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mention {
    pub(crate) dates: Vec<DateItem>,
    pub(crate) times: Vec<TimeItem>,
    pub(crate) duration: Option<Amount>,
    pub(crate) zone: Option<ZoneSpec>,
    pub(crate) end_zone: Option<ZoneSpec>,
    /// The same instant told in another zone: "(9am Pacific)".
    pub(crate) echoes: Vec<(TimeItem, ZoneSpec)>,
    pub(crate) rule: Option<RuleSpec>,
    pub(crate) bound: Relation,
    pub(crate) approximate: bool,
    /// "all day".
    pub(crate) all_day: bool,
    /// Part, words, and the item of `dates` or `times` that they belong to (for lists).
    pub(crate) parts: Vec<(Part, Span, usize)>,
    pub(crate) span: Span0,
    /// What the words nearby say about the half of the day.
    pub(crate) hint: Hint,
}

/// A span that starts out empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span0(pub(crate) Span);

impl Default for Span0 {
    fn default() -> Span0 {
        Span0(Span::new(0, 0))
    }
}

/// How the expression relates to its date or time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Then.
    #[default]
    At,
    /// Not later: "before", "by".
    Before,
    /// Not later, that unit included: "until Friday".
    Until,
    /// Not earlier: "after".
    After,
}

impl Mention {
    /// A date, a day of a rule, a stated beginning.
    pub(crate) fn has_date(&self) -> bool {
        !self.dates.is_empty()
            || self.times.iter().any(|item| matches!(item.start, TimeSpec::Shift(_) | TimeSpec::Now))
    }

    /// A time of day.
    pub(crate) fn has_time(&self) -> bool {
        !self.times.is_empty()
    }

    /// Its times of day are known, or come again and again.
    pub(crate) fn has_hours(&self) -> bool {
        !self.times.is_empty() || self.rule.as_ref().is_some_and(RuleSpec::by_clock)
    }

    /// An end of its own, as date or time.
    pub(crate) fn has_end(&self) -> bool {
        self.dates.iter().any(|item| item.end.is_some())
            || self.times.iter().any(|item| item.end.is_some())
            || matches!(self.bound, Relation::Before | Relation::Until)
    }

    /// Every occurrence of this is one item.
    pub(crate) fn only(&self, date: Option<usize>, time: Option<usize>) -> Mention {
        let pick = |part: Part, item: usize| match part {
            Part::Date | Part::EndDate => date.is_none_or(|n| n == item),
            Part::Time | Part::EndTime => time.is_none_or(|n| n == item),
            _ => true,
        };
        Mention {
            dates: date
                .map_or_else(|| self.dates.clone(), |n| self.dates.get(n).cloned().into_iter().collect()),
            times: time
                .map_or_else(|| self.times.clone(), |n| self.times.get(n).cloned().into_iter().collect()),
            duration: self.duration,
            zone: self.zone,
            end_zone: self.end_zone,
            echoes: self.echoes.clone(),
            rule: self.rule.clone(),
            bound: self.bound,
            approximate: self.approximate,
            all_day: self.all_day,
            parts: self
                .parts
                .iter()
                .filter(|(part, _, item)| pick(*part, *item))
                .map(|(part, span, _)| (*part, *span, 0))
                .collect(),
            span: self.span,
            hint: self.hint,
        }
    }
}

/// What surrounds an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) activity: Option<crate::words::Activity>,
    /// The text uses the 24-hour clock elsewhere.
    pub(crate) twenty_four: bool,
    /// A text about work: "end of the week" is Friday.
    pub(crate) work: bool,
}

/// A length in calendar and clock units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Amount {
    pub(crate) months: i32,
    pub(crate) days: i32,
    pub(crate) business_days: i32,
    pub(crate) seconds: i64,
    /// The finest unit named.
    pub(crate) finest: Option<Unit>,
    /// "a few", "a couple of".
    pub(crate) vague: bool,
}

impl Amount {
    /// True when it is whole days.
    pub(crate) fn is_days(&self) -> bool {
        self.seconds == 0
    }

    /// The other direction.
    pub(crate) fn negated(self) -> Amount {
        let Amount { months, days, business_days, seconds, .. } = self;
        Amount { months: -months, days: -days, business_days: -business_days, seconds: -seconds, ..self }
    }
}
