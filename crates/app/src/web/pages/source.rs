//! Where the values of a card come from: said, assumed, a guess, or the person's own.

use calendar::{Event, Span};

use crate::draft::Seen;
use crate::literal::Phrase;

/// Below this confidence a value is called a guess.
const GUESS: f32 = 0.6;
/// Phrases of a card.
const MOST_PHRASES: usize = 6;

/// Where a value comes from. The icon and the word say it, never the colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Said,
    Assumed,
    Guess,
    Own,
}

/// Where each value of a card comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sources {
    pub(super) title: Source,
    pub(super) when: Source,
    pub(super) place: Source,
    pub(super) people: Source,
    pub(super) organiser: Source,
    pub(super) link: Source,
    pub(super) repeats: Source,
    pub(super) reminders: Source,
    pub(super) description: Source,
}

/// Words of the text that say when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chip {
    /// For people, on one line.
    pub(super) words: String,
    /// The phrase as it stands in the text.
    pub(super) phrase: Phrase,
}

impl Source {
    fn of(seen: &Seen<'_>, fields: &[&str]) -> Source {
        let evidence = &seen.event.evidence;
        let main = fields.first().copied().unwrap_or_default();
        if fields.iter().any(|field| seen.edited.contains(*field)) {
            Source::Own
        } else if evidence.confidence.get(main).is_some_and(|sure| *sure < GUESS) {
            Source::Guess
        } else if evidence.inferred.contains_key(main) {
            Source::Assumed
        } else {
            Source::Said
        }
    }

    /// Its name in the style sheet and for people.
    pub(super) fn word(self) -> &'static str {
        match self {
            Source::Said => "said",
            Source::Assumed => "assumed",
            Source::Guess => "guess",
            Source::Own => "yours",
        }
    }

    /// Every one, in the order of the legend.
    pub(super) const ALL: [Source; 4] = [Source::Said, Source::Assumed, Source::Guess, Source::Own];

    /// What it means.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Source::Said => "by your text",
            Source::Assumed => "by a convention, which the card names",
            Source::Guess => "better to check",
            Source::Own => "as you set it",
        }
    }

    /// Its sign.
    pub(super) fn icon(self) -> &'static str {
        match self {
            Source::Said => "✓",
            Source::Assumed => "≈",
            Source::Guess => "?",
            Source::Own => "✎",
        }
    }
}

impl Sources {
    /// Of what the page shows.
    pub(super) fn of(seen: &Seen<'_>) -> Sources {
        let of = |fields: &[&str]| Source::of(seen, fields);
        Sources {
            title: of(&["title"]),
            when: of(&["start", "end", "all_day", "time_zone", "end_time_zone"]),
            place: of(&["location"]),
            people: of(&["attendees"]),
            organiser: of(&["organizer"]),
            link: of(&["url"]),
            repeats: of(&["rrule", "exdates", "rdates"]),
            reminders: of(&["reminders"]),
            description: of(&["description"]),
        }
    }
}

/// The words of `text` that say when `event` is, each once; none of an event that is stated for machines.
pub(super) fn phrases(event: &Event, text: &str) -> Vec<Chip> {
    const TIMES: [&str; 7] = ["start", "end", "all_day", "time_zone", "end_time_zone", "rrule", "exdates"];
    if event.evidence.lines.is_none() {
        return Vec::new();
    }
    let spans = TIMES.iter().filter_map(|field| event.evidence.spans.get(*field)).flatten();
    let mut spans: Vec<Span> = spans.copied().collect();
    spans.sort_unstable();
    spans.dedup();
    let chip = |span: &Span| {
        let phrase = Phrase::at(text, *span)?;
        let words = phrase.words().split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Chip { words, phrase })
    };
    spans.iter().filter_map(chip).take(MOST_PHRASES).collect()
}
