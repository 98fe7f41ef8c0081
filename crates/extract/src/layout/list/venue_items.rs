//! "Rehearsals" above "Mon 30/11 6.30-9 Hall": items that only say when and where are named by what stands above them.

use calendar::Span;

use crate::draft::Draft;
use crate::field::place::is_venue_word;
use crate::field::title::Title;
use crate::layout::letter;
use crate::layout::list::name::ADDED;
use crate::layout::segment::Entry;
use crate::tokens::tokens;

/// Gives the items the name above the first of them, when each is called nothing but a room; the room is where.
pub(super) fn name_by_heading(text: &str, entries: &[Entry], drafts: &mut [Draft]) {
    let only_venue = |d: &Draft| d.place.is_none() && d.title.as_ref().is_some_and(is_room);
    if drafts.len() < 2 || !drafts.iter().all(only_venue) {
        return;
    }
    let item = entries.iter().position(Entry::has_date);
    let above = item.and_then(|at| at.checked_sub(1)).and_then(|at| entries.get(at));
    let heading = above.filter(|e| e.short && e.times.is_empty() && e.residue > 0 && e.line.label.is_none());
    let Some(name) = heading.and_then(|e| name(text, e.line.span)) else { return };
    for draft in drafts {
        draft.place = draft.title.replace(name.clone());
    }
}

/// "Hall", "Studio 2"
fn is_room(title: &Title) -> bool {
    let words = tokens(&title.text, Span::new(0, title.text.len()));
    let venue = words.iter().any(is_venue_word);
    venue
        && words
            .iter()
            .all(|t| is_venue_word(t) || t.is_number() || t.is_any(&["the", "main", "small", "old"]))
}

/// "Rehearsal schedule" → "Rehearsal"
fn name(text: &str, line: Span) -> Option<Title> {
    let words = tokens(text, line);
    let last = words.iter().rposition(|t| t.is_word() && !t.is_any(ADDED))?;
    Some(letter::plain(text, Span::new(words.first()?.span.start, words.get(last)?.span.end)))
}
