//! The other readings of an event, each one press away.

use calendar::{Alternative, Event, Style, When};

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
    let mut choices: Vec<Choice> = Vec::new();
    for (index, alternative) in seen.found.evidence.alternatives.iter().enumerate() {
        if let Some(words) = other_words(&seen.event, alternative, style)
            && choices.iter().all(|choice| choice.words != words)
        {
            choices.push(Choice { index, words, because: alternative.because.clone() });
        }
    }
    choices.truncate(MOST);
    choices
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
    let (from, to) = (alike.map(When::local_start), other.local_start());
    match from {
        Some(from) if from.date() == to.date() && from.time() != to.time() => style.time(to.time()),
        Some(from) if from.time() == to.time() && from.date() != to.date() => {
            style.weekday_and_date(to.date())
        }
        _ => style.when(other),
    }
}
