//! What recognition and resolution give back.

use calendar::{Recurrence, Span};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::mention::Mention;

/// One temporal expression of a text, resolved.
#[derive(Clone, Debug)]
pub struct Expression {
    /// From its first word to its last. Other words may stand between ("on Saturday … at 2pm"): `parts` tells.
    pub span: Span,
    /// Which words gave what, in the order of the text. Words that expressions of a group share lie outside the spans of
    /// all but one of them.
    pub parts: Vec<(Part, Span)>,
    /// What was said, for [`join`](crate::join).
    pub mention: Mention,
    /// The first reading.
    pub reading: Reading,
    /// 0 to 1: how sure the first reading is.
    pub confidence: f32,
    /// True for "evening", "around 5", "mid-May".
    pub approximate: bool,
    /// The other readings, likeliest first.
    pub alternatives: Vec<OtherReading>,
    /// What the text did not say and a convention decided.
    pub inferred: Vec<Inference>,
    /// Sentences for the user: a weekday that contradicts its date, a skipped hour, …
    pub notes: Vec<String>,
    /// Expressions of one coordination ("Monday and Wednesday at 4") share a group.
    pub group: Option<u32>,
}

impl Expression {
    /// The same expression in a text with `by` more bytes before it: its spans moved.
    #[must_use]
    pub fn moved(mut self, by: usize) -> Expression {
        let moved = |span: &mut Span| *span = Span::new(span.start + by, span.end + by);
        moved(&mut self.span);
        moved(&mut self.mention.span.0);
        self.parts.iter_mut().for_each(|(_, span)| moved(span));
        self.mention.parts.iter_mut().for_each(|(_, span, _)| moved(span));
        self
    }

    /// The words name a day, or a distance from now.
    pub fn has_date(&self) -> bool {
        self.mention.has_date()
    }

    /// The words name a time of day.
    pub fn has_time(&self) -> bool {
        self.mention.has_time()
    }

    /// The words name an end, as a date or a time.
    pub fn has_end(&self) -> bool {
        self.mention.has_end()
    }

    /// The words say how often.
    pub fn has_rule(&self) -> bool {
        self.mention.rule.is_some() || self.reading.recurrence.is_some()
    }

    /// The words say how long.
    pub fn has_duration(&self) -> bool {
        self.mention.duration.is_some()
    }
}

/// What a piece of an expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A day, week, month or year.
    Date,
    /// A time of day.
    Time,
    /// The date on which a range ends.
    EndDate,
    /// The time of day at which a range ends.
    EndTime,
    /// How long.
    Duration,
    /// A time zone.
    Zone,
    /// How often.
    Rule,
    /// When not.
    Exception,
}

/// A field of [`Reading`] that a convention decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The day of the start.
    Date,
    /// The time of day of the start.
    Time,
    /// The end.
    End,
    /// The zone.
    Zone,
    /// The rule.
    Rule,
}

/// A value that a convention decided, and which one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inference {
    /// What was decided.
    pub field: Field,
    /// A sentence naming the convention.
    pub because: String,
}

/// What an expression means. Times are wall clock in `zone`, or in the reader's zone when the text names none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Start; midnight of the first day when the grain is a day or coarser. `None` for a bare duration.
    pub start: Option<DateTime>,
    /// Exclusive end; `None` when the text gives none, and for one calendar unit ("next week").
    pub end: Option<DateTime>,
    /// The finest unit that the text gives for the start.
    pub grain: Grain,
    /// The zone that the text names.
    pub zone: Option<TimeZone>,
    /// The zone of the end where the text names another.
    pub end_zone: Option<TimeZone>,
    /// Rule and exceptions; `start` is the first occurrence.
    pub recurrence: Option<Recurrence>,
    /// A stated length ("for two hours"); the end is computed from it when there is a start.
    pub duration: Option<jiff::SpanFieldwise>,
}

impl Reading {
    /// True when the text gives a time of day.
    pub fn has_time(&self) -> bool {
        self.grain <= Grain::Hour
    }
}

/// Units of time, finest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Grain {
    Second,
    Minute,
    Hour,
    #[default]
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Grain {
    /// The lower-case name that the JSON of `times` uses.
    pub fn name(self) -> &'static str {
        match self {
            Grain::Second => "second",
            Grain::Minute => "minute",
            Grain::Hour => "hour",
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Year => "year",
        }
    }
}

/// Another meaning of the same words.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherReading {
    /// What they may mean.
    pub reading: Reading,
    /// Why they may mean it.
    pub because: String,
    /// 0 to 1.
    pub confidence: f32,
}
