//! From what was said to what it means: a [`Mention`] and a [`Context`] give readings, alternatives, and the names of the
//! conventions that decided.

mod assemble;
mod date;
mod dated;
mod echo;
mod ends;
mod exceptions;
mod holiday;
mod hour;
mod limit;
mod list;
mod nth_exception;
mod period;
mod range;
mod recurring;
mod rule;
mod rule_dates;
mod text;
mod time;
mod timed;
mod unit;
mod weekday;
mod written;
mod years;
mod zone;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use calendar::DateOrder;

use crate::context::Context;
use crate::expression::{Field, Grain, Inference, OtherReading, Reading};

pub(crate) use text::TextDecisions;

/// Everything that resolution reads besides the mention itself.
#[derive(Clone, Copy)]
pub(crate) struct Resolver<'c> {
    pub(crate) context: &'c Context,
    /// The reader's wall clock.
    pub(crate) now: DateTime,
    pub(crate) today: Date,
    /// What the whole text decided: order of numeric dates, year.
    pub(crate) text: TextDecisions,
}

impl<'c> Resolver<'c> {
    /// With what the whole text decided.
    pub(crate) fn new(context: &'c Context, text: TextDecisions) -> Resolver<'c> {
        let now = context.now.datetime();
        Resolver { context, now, today: now.date(), text }
    }

    fn order(&self) -> DateOrder {
        self.text.order.unwrap_or_else(|| self.context.date_order())
    }
}

/// A resolved date or range of dates, with its doubts.
#[derive(Clone, Debug)]
struct Dated {
    start: Date,
    /// Exclusive; only for what is more than one unit.
    end: Option<Date>,
    grain: Grain,
    doubts: Doubts,
}

/// A resolved time of day; 24 is the end of the day.
#[derive(Clone, Debug)]
struct Timed {
    /// Minutes since midnight, up to 24 hours.
    minutes: i32,
    second: i8,
    grain: Grain,
    doubts: Doubts,
}

/// What was assumed on the way, and what else it may mean.
#[derive(Clone, Debug)]
struct Doubts {
    confidence: f32,
    approximate: bool,
    inferred: Vec<Inference>,
    notes: Vec<String>,
    /// Other starts (and ends) of the date.
    other_dates: Vec<(Date, Option<Date>, String, f32)>,
    /// Other minutes since midnight.
    other_times: Vec<(i32, String, f32)>,
    /// Other ends, in minutes since the midnight of the start.
    other_ends: Vec<(i32, String, f32)>,
    /// Whole readings.
    other: Vec<OtherReading>,
}

impl Default for Doubts {
    fn default() -> Doubts {
        Doubts {
            confidence: 0.97,
            approximate: false,
            inferred: Vec::new(),
            notes: Vec::new(),
            other_dates: Vec::new(),
            other_times: Vec::new(),
            other_ends: Vec::new(),
            other: Vec::new(),
        }
    }
}

impl Doubts {
    /// Notes that a convention decided.
    fn infer(&mut self, field: Field, because: &str, confidence: f32) {
        self.inferred.push(Inference { field, because: because.to_owned() });
        self.confidence *= confidence;
    }

    /// Takes over the doubts of a part.
    fn absorb(&mut self, other: Doubts) {
        self.confidence = self.confidence.min(other.confidence)
            * if self.confidence < 0.9 && other.confidence < 0.9 { 0.9 } else { 1.0 };
        self.approximate |= other.approximate;
        self.inferred.extend(other.inferred);
        self.notes.extend(other.notes);
        self.other_dates.extend(other.other_dates);
        self.other_times.extend(other.other_times);
        self.other_ends.extend(other.other_ends);
        self.other.extend(other.other);
    }
}

impl Dated {
    fn day(start: Date) -> Dated {
        Dated { start, end: None, grain: Grain::Day, doubts: Doubts::default() }
    }

    fn unit(start: Date, grain: Grain) -> Dated {
        Dated { start, end: None, grain, doubts: Doubts::default() }
    }

    fn range(start: Date, end: Date) -> Dated {
        Dated { start, end: Some(end), grain: Grain::Day, doubts: Doubts::default() }
    }

    /// The day after the last one.
    fn after(&self) -> Date {
        self.end.unwrap_or_else(|| period::after(self.start, self.grain))
    }
}

/// A reading with its doubts.
struct Resolved {
    reading: Reading,
    doubts: Doubts,
}

/// The start of the day.
fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

/// So many minutes after the midnight of `date`.
fn at(date: Date, minutes: i32, second: i8) -> DateTime {
    midnight(date).saturating_add(SignedDuration::from_secs(i64::from(minutes) * 60 + i64::from(second)))
}
