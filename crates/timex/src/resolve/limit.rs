//! What limits a reading from outside: a stated length, "before", "until", "after".

use super::recurring::only_ends;
use super::{Resolved, Resolver, midnight, period};
use crate::expression::Grain;
use crate::mention::{Amount, Mention, Relation};
use jiff::SpanFieldwise;
use jiff::civil::DateTime;

impl Resolver<'_> {
    /// A stated length gives the end.
    pub(super) fn measure(mention: &Mention, resolved: &mut Resolved) {
        let Some(amount) = mention.duration else { return };
        let Some(span) = iso_span(&amount) else { return };
        resolved.reading.duration = Some(SpanFieldwise(span));
        let timed = resolved.reading.grain <= Grain::Hour;
        let Some(start) =
            resolved.reading.start.filter(|_| resolved.reading.end.is_none() && (timed || amount.is_days()))
        else {
            return;
        };
        if !timed && amount.business_days > 0 {
            resolved.reading.end = Some(midnight(period::business_days(start.date(), amount.business_days)));
        } else if resolved.reading.grain <= Grain::Day
            && period::span(&amount).is_some_and(|span| span.is_positive())
        {
            resolved.reading.end = period::span(&amount).and_then(|span| start.checked_add(span).ok());
        }
    }

    /// "before", "until", "after".
    pub(super) fn bound(mention: &Mention, resolved: &mut Resolved) {
        if mention.rule.as_ref().is_some_and(|rule| only_ends(mention, rule)) {
            return;
        }
        let reading = &mut resolved.reading;
        match mention.bound {
            Relation::Before => reading.end = reading.start.take(),
            Relation::Until => {
                let inclusive = |start: DateTime| {
                    if reading.grain >= Grain::Day {
                        midnight(period::after(start.date(), reading.grain))
                    } else {
                        start
                    }
                };
                reading.end = reading.end.or(reading.start.map(inclusive));
                reading.start = None;
            }
            Relation::After if reading.grain >= Grain::Month && reading.end.is_none() => {
                reading.start =
                    reading.start.map(|start| midnight(period::after(start.date(), reading.grain)));
                reading.grain = Grain::Day;
            }
            Relation::At | Relation::After => {}
        }
    }
}

/// The amount in the units that a duration is written in.
fn iso_span(amount: &Amount) -> Option<jiff::Span> {
    let span = period::span(amount)?;
    let weeks = amount.days % 7 == 0
        && amount.days > 0
        && amount.months == 0
        && amount.seconds == 0
        && amount.business_days == 0;
    if weeks && amount.finest >= Some(crate::words::Unit::Week) {
        return jiff::Span::new().try_weeks(amount.days / 7).ok();
    }
    let years = amount.months % 12 == 0 && amount.months > 0 && amount.days == 0 && amount.seconds == 0;
    if years { jiff::Span::new().try_years(amount.months / 12).ok() } else { Some(span) }
}
