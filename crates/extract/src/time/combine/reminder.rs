//! Lengths of time before the event.

use calendar::Span;
use timex::Expression;
use timex::Part;

use crate::prose::phrase::Phrase;
use crate::tokens::{Role, Token};

/// "30 minutes before", "a day in advance": a reminder, not a time of the event; it is taken out of `time`.
pub(super) fn take_reminder(phrase: &Phrase, time: &mut Expression) -> Option<(u32, Span)> {
    let duration = time.reading.duration?;
    let span = time.parts.iter().find(|(part, _)| *part == Part::Duration).map(|(_, span)| *span)?;
    let at = phrase.tokens.partition_point(|t| t.span.start < span.end);
    let word = |i: usize, words: &[&str]| phrase.tokens.get(i).is_some_and(|t| t.is_any(words));
    let inside = phrase.tokens.get(at.saturating_sub(1)).is_some_and(|t| t.is("before"));
    let before = inside
        || word(at, &["before", "prior", "beforehand", "ahead", "earlier"])
        || word(at, &["in"]) && word(at + 1, &["advance"]);
    let around = word(at, &["early", "late", "before", "prior", "earlier", "ahead"]);
    let reminds = before && (phrase.reminds || word(at + 1, &["the", "my"]));
    if !(reminds || around) {
        return None;
    }
    // "arrive 15 minutes early" is neither the length of the event nor a reminder.
    let minutes = duration.0.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?.as_mins();
    time.parts.retain(|(part, _)| *part != Part::Duration);
    if !time.has_end() {
        time.reading.end = None;
    }
    reminds.then(|| (u32::try_from(minutes).unwrap_or(0), span))
}

/// "remind me the day before", "… and a day before": a unit without a number before the event, of those who ask to be
/// reminded.
pub(crate) fn told_by_unit(words: &[Token]) -> Vec<(u32, Span)> {
    let minutes = |unit: &Token| match &*unit.lower {
        "hour" => Some(60),
        "day" => Some(24 * 60),
        "week" => Some(7 * 24 * 60),
        _ => None,
    };
    let asks = words.iter().position(|t| t.is_any(&["remind", "reminder"]));
    let behind = words.get(asks.unwrap_or(words.len())..).unwrap_or_default();
    let told = behind.windows(3).filter_map(|w| {
        let [article, unit, before] = w else { return None };
        let free = article.is_any(&["a", "an", "the"])
            && unit.role != Role::Time
            && before.is_any(&["before", "prior"]);
        free.then(|| minutes(unit))
            .flatten()
            .map(|minutes| (minutes, Span::new(article.span.start, before.span.end)))
    });
    told.collect()
}
