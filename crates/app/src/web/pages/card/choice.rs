//! The other readings of an event, each one press away.

use calendar::{Alternative, Event, Style, When};
use jiff::SignedDuration;

use crate::amend;
use crate::draft::Seen;

/// Other readings that are offered.
const MOST: usize = 4;

/// Another reading, one press away.
#[derive(Clone, Debug)]
pub(in super::super) struct Choice {
    pub(in super::super) index: usize,
    pub(in super::super) words: String,
    pub(in super::super) because: String,
}

/// The other readings of what the page shows.
pub(super) fn choices(seen: &Seen<'_>, style: Style) -> Vec<Choice> {
    let is_time =
        |other: &Alternative| ["start", "end", "all_day"].iter().any(|key| other.set.contains_key(*key));
    // Who has set a time that is no reading of the text is not asked which one it is.
    let settled = seen.edited.contains("start") && !is_reading(seen);
    let mut choices: Vec<Choice> = Vec::new();
    for (index, alternative) in seen.found.evidence.alternatives.iter().enumerate() {
        if settled && is_time(alternative) {
            continue;
        }
        if let Some(words) = other_words(&seen.event, alternative, style)
            && choices.iter().all(|choice| choice.words != words)
        {
            choices.push(Choice { index, words, because: alternative.because.clone() });
        }
    }
    choices.truncate(MOST);
    choices
}

/// Whether the event starts as one reading of the text has it.
fn is_reading(seen: &Seen<'_>) -> bool {
    let start = |event: &Event| event.when.as_ref().map(When::start);
    let mut others = seen.found.evidence.alternatives.iter();
    others.any(|it| amend::apply(seen.found, &it.set).is_ok_and(|other| start(&other) == start(&seen.event)))
}

/// What the event would be; `None` when it is so already, or cannot be.
fn other_words(event: &Event, alternative: &Alternative, style: Style) -> Option<String> {
    let other = amend::apply(event, &alternative.set).ok()?;
    if other.when != event.when || other.recurrence != event.recurrence {
        let when = other.when.as_ref()?;
        return Some(match &other.recurrence {
            Some(recurrence) if other.recurrence != event.recurrence => {
                format!("{}, {}?", style.when(when), style.recurrence(recurrence, when.local_start()))
            }
            _ => format!("{}?", difference(event.when.as_ref(), when, style)),
        });
    }
    let values: Vec<&str> = alternative.set.values().filter_map(|value| value.as_str()).collect();
    (other != *event && !values.is_empty()).then(|| format!("{}?", values.join(", ")))
}

/// Of the other time what is other: the hour alone, the day alone, or all of it.
fn difference(now: Option<&When>, other: &When, style: Style) -> String {
    let hours = |now: &&When| !now.is_all_day() && !other.is_all_day();
    let alike = now.filter(hours).filter(|now| now.time_zone() == other.time_zone());
    // "One event over those days" starts when this one does, and is another all the same.
    let alike = alike.filter(|now| length(now) == length(other));
    let (from, to) = (alike.map(When::local_start), other.local_start());
    match from {
        Some(from) if from.date() == to.date() && from.time() != to.time() => style.time(to.time()),
        Some(from) if from.time() == to.time() && from.date() != to.date() => {
            style.weekday_and_date(to.date())
        }
        _ => style.when(other),
    }
}

/// How long it lasts by the clocks on the wall; whole days are not asked.
fn length(when: &When) -> SignedDuration {
    match when {
        When::Zoned { start, end } => start.datetime().duration_until(end.datetime()),
        When::Floating { start, end } => start.duration_until(*end),
        When::AllDay { .. } => SignedDuration::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn of_another_reading_what_is_other_is_said() {
        let when = |day: i8, from: i8, last: i8, to: i8| When::Floating {
            start: datetime(2026, 12, day, from, 30, 0, 0),
            end: datetime(2026, 12, last, to, 0, 0, 0),
        };
        let now = when(3, 15, 3, 19);
        for (other, said) in [
            (when(3, 3, 3, 7), "03:30"),
            (when(4, 15, 4, 19), "Friday 4 December 2026"),
            (when(1, 15, 3, 19), "Tuesday 1 December 2026, 15:30 – Thursday 3 December 2026, 19:00"),
            (when(3, 15, 3, 23), "Thursday 3 December 2026, 15:30 – 23:00"),
        ] {
            assert_eq!(difference(Some(&now), &other, Style::BRITISH), said);
        }
    }
}
