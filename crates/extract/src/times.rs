//! The temporal expressions of a piece of text, and which of them are the event's.

mod aside;
mod holiday;
mod mark;

use calendar::Span;
use jiff::civil::Date;
use timex::{Context, Expression, Part};

pub(crate) use aside::clause;
pub(crate) use aside::is_aside;
pub(crate) use aside::is_deadline;
pub(crate) use aside::is_distractor;
pub(crate) use holiday::feast;
pub(crate) use holiday::is_holiday;
pub(crate) use mark::mark;
pub(crate) use mark::mark_between;
pub(crate) use mark::mark_labels;

/// The expressions under `span`, their offsets into the whole text. `anchor` is the day for a time without a date.
pub(crate) fn find(text: &str, span: Span, anchor: Option<Date>, context: &Context) -> Vec<Expression> {
    let anchored;
    let context = match anchor {
        Some(day) => {
            anchored = Context { anchor: Some(day), ..context.clone() };
            &anchored
        }
        None => context,
    };
    let found = timex::find(span.of(text), context).into_iter().map(|time| time.moved(span.start));
    found.flat_map(|time| resolved(text, time, context)).collect()
}

/// The day `date`, told by the words under `span`.
pub(crate) fn told(date: Date, span: Span, context: &Context) -> Option<Expression> {
    let mut day = timex::find(&date.to_string(), context).into_iter().next()?;
    day.span = span;
    day.parts = vec![(Part::Date, span)];
    day.alternatives.clear();
    day.inferred.clear();
    Some(day)
}

/// Of two rules that cannot both hold ("Quarterly planning on the first business day …") the later, fuller one counts.
fn resolved(text: &str, time: Expression, context: &Context) -> Vec<Expression> {
    let rules = time.parts.iter().filter(|(part, _)| *part == Part::Rule).map(|(_, span)| *span);
    match rules.clone().nth(1) {
        Some(second) if time.reading.start.is_none() => {
            let rest = Span::new(second.start, time.span.end.max(second.end));
            timex::find(rest.of(text), context).into_iter().map(|time| time.moved(rest.start)).collect()
        }
        _ => vec![time],
    }
}

/// Where a time is told: its time of day, else its day.
pub(crate) fn home(time: &Expression) -> Span {
    let part = |wanted: Part| time.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| *span);
    part(Part::Time).or_else(|| part(Part::Date)).unwrap_or(time.span)
}

/// The text names the day (or a rule that gives it).
pub(crate) fn has_date(time: &Expression) -> bool {
    time.has_date() || time.has_rule()
}

/// The text names the time of day.
pub(crate) fn has_time(time: &Expression) -> bool {
    time.reading.start.is_some() && time.reading.has_time()
}

/// A week or more as a whole: "this month", "summer 2025".
pub(crate) fn is_period(time: &Expression) -> bool {
    let days = time.reading.start.zip(time.reading.end).map_or(0, |(a, b)| (b.date() - a.date()).get_days());
    !has_time(time) && !time.has_rule() && (time.reading.grain > timex::Grain::Day || days > 21)
}
