//! What several files of one text say, put together.

use std::collections::BTreeMap;

use calendar::{Event, Span, keyed};
use extract::Extraction;

/// What was found so far.
#[derive(Default)]
pub(super) struct Together {
    found: Extraction,
    /// What files in which nothing was found say about that.
    nothing: Vec<String>,
    /// How many groups there are.
    groups: u32,
    /// How often an identity was taken.
    identities: BTreeMap<String, usize>,
}

impl Together {
    /// Adds what was found in the part `file` of `text`.
    pub(super) fn add(&mut self, mut found: Extraction, text: &str, file: Span) {
        let lines = text.get(..file.start).unwrap_or_default().matches('\n').count();
        let (before, groups) = (self.found.events.len(), self.groups);
        for event in found.all_mut() {
            place(event, file.start, lines, groups);
            self.groups = self.groups.max(event.evidence.group.unwrap_or_default());
        }
        let notes = if found.events.is_empty() { &mut self.nothing } else { &mut self.found.notes };
        for note in found.notes {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        for mut aside in found.asides {
            aside.of = aside.of.map(|of| of + before);
            self.identify(&mut aside.event);
            self.found.asides.push(aside);
        }
        for mut event in found.events {
            // One invitation comes as a mail and as its calendar file.
            if self.has(&event) {
                continue;
            }
            self.identify(&mut event);
            self.found.events.push(event);
        }
    }

    /// Whether this event is stated for machines, and was by another file.
    fn has(&self, event: &Event) -> bool {
        let is_it = |other: &Event| other.uid == event.uid && other.when == event.when;
        event.evidence.lines.is_none() && self.found.events.iter().any(is_it)
    }

    /// Gives an event another identity when one of another file has it already.
    fn identify(&mut self, event: &mut Event) {
        let count = self.identities.entry(event.uid.clone()).or_default();
        if *count > 0 {
            event.uid = keyed(&event.uid, &format!("file {count}"));
        }
        *count += 1;
    }

    /// All of it.
    pub(super) fn found(mut self) -> Extraction {
        if self.found.events.is_empty() {
            self.found.notes.extend(self.nothing);
        }
        self.found
    }
}

/// Moves what an event says about the text to where its file stands in it.
fn place(event: &mut Event, bytes: usize, lines: usize, groups: u32) {
    let evidence = &mut event.evidence;
    for span in evidence.spans.values_mut().flatten() {
        *span = Span::new(span.start + bytes, span.end + bytes);
    }
    evidence.lines = evidence.lines.map(|[first, last]| [first + lines, last + lines]);
    evidence.group = evidence.group.map(|group| group + groups);
}
