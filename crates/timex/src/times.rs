//! The answer of the command `times`: one object per expression, most salient first.

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::context::Context;
use crate::expression::{Expression, Grain, Reading};

/// One expression as `times` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimesResult {
    /// Local wall time, with an offset when the text names a zone; a date alone has time 00:00 and its grain.
    pub start: Option<String>,
    /// Exclusive.
    pub end: Option<String>,
    /// The finest unit that the text gives for the start.
    pub grain: Option<&'static str>,
    /// RRULE value.
    pub rrule: Option<String>,
    /// Occurrences that do not take place.
    pub exdates: Vec<String>,
    /// ISO 8601.
    pub duration: Option<String>,
    /// UTF-8 bytes, `[start, end)`.
    pub span: [usize; 2],
    /// The words.
    pub text: String,
    /// "evening", "around 5".
    pub approximate: bool,
    /// 0 to 1.
    pub confidence: f32,
    /// The other readings, likeliest first.
    pub alternatives: Vec<OtherTimes>,
    /// Sentences for the user.
    pub notes: Vec<String>,
}

/// Another reading of a [`TimesResult`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OtherTimes {
    /// As in the result.
    pub start: Option<String>,
    /// As in the result.
    pub end: Option<String>,
    /// As in the result.
    pub rrule: Option<String>,
    /// Why the words may mean it.
    pub because: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// The expressions of `text` as `times` prints them, most salient first: rules before times before dates before lengths.
pub fn results(text: &str, context: &Context) -> Vec<TimesResult> {
    let mut found: Vec<Expression> = crate::find(text, context).into_iter().filter(says_something).collect();
    found.sort_by_key(|expression| std::cmp::Reverse(salience(expression)));
    found.iter().map(|expression| result(text, expression)).collect()
}

/// A date that cannot be ("30 February") and a length that measures nothing here ("5 days") are no answers.
fn says_something(expression: &Expression) -> bool {
    expression.reading.start.is_some() || expression.reading.end.is_some()
}

fn salience(expression: &Expression) -> u8 {
    let reading = &expression.reading;
    let timed = reading.grain <= Grain::Hour;
    match (
        &reading.recurrence,
        timed,
        expression.has_date(),
        reading.end.is_some() && reading.start.is_some(),
    ) {
        (Some(_), _, _, _) => 5,
        (None, true, true, _) => 4,
        (None, true, false, _) | (None, false, _, true) => 3,
        (None, false, _, false) if reading.grain == Grain::Day => 2,
        _ => 1,
    }
}

fn result(text: &str, expression: &Expression) -> TimesResult {
    let reading = &expression.reading;
    let recurrence = reading.recurrence.as_ref();
    TimesResult {
        start: start(reading),
        end: end(reading),
        grain: Some(reading.grain.name()),
        rrule: rrule(reading),
        exdates: recurrence
            .map(|r| {
                r.exdates.iter().filter_map(|at| wall(Some(*at), reading, reading.zone.as_ref())).collect()
            })
            .unwrap_or_default(),
        duration: reading.duration.map(|span| span.0.to_string()),
        span: [expression.span.start, expression.span.end],
        text: expression.span.of(text).to_owned(),
        approximate: expression.approximate,
        confidence: expression.confidence,
        alternatives: expression
            .alternatives
            .iter()
            .map(|other| OtherTimes {
                start: start(&other.reading),
                end: end(&other.reading),
                rrule: rrule(&other.reading),
                because: other.because.clone(),
                confidence: other.confidence,
            })
            .collect(),
        notes: expression.notes.clone(),
    }
}

fn start(reading: &Reading) -> Option<String> {
    wall(reading.start, reading, reading.zone.as_ref())
}

fn end(reading: &Reading) -> Option<String> {
    wall(reading.end, reading, reading.end_zone.as_ref().or(reading.zone.as_ref()))
}

fn rrule(reading: &Reading) -> Option<String> {
    reading.recurrence.as_ref().map(|recurrence| recurrence.rule.to_string())
}

/// `2025-06-15T12:00:00`, with the offset of the zone that the text names; a date alone for days and coarser units.
fn wall(at: Option<DateTime>, reading: &Reading, zone: Option<&TimeZone>) -> Option<String> {
    let at = at?;
    if reading.grain >= Grain::Day && at.time() == Time::midnight() {
        return Some(at.date().to_string());
    }
    let zoned = zone.and_then(|zone| at.to_zoned_datetime(zone.clone()).ok());
    Some(match zoned {
        Some(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        None => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    })
}
