//! What the lines below an item of a list add to it.

use crate::draft::Draft;
use crate::field::link;
use crate::field::place::room;
use crate::field::title::Title;
use crate::layout::segment::Entry;
use crate::source::label::Label;
use crate::tokens::tokens;
use timex::Expression;

/// Lines below an item that belong to it: set deeper, or without a time right after it.
pub(super) fn sub_lines(text: &str, entries: &[Entry], at: usize) -> usize {
    let Some(item) = entries.get(at) else { return 0 };
    let belongs = |e: &&Entry| {
        let deeper = e.line.indent > item.line.indent && item.line.bullet;
        let follows = e.times.is_empty()
            && e.lead.is_empty()
            && !e.line.bullet
            && !e.line.heading
            && !e.line.after_gap
            && e.line.label.is_none();
        !e.line.heading && (deeper || follows || falls_out(text, e))
    };
    entries.iter().skip(at + 1).take_while(belongs).count()
}

/// "No class 10/11 (Indigenous Peoples' Day)" below what comes every week.
fn falls_out(text: &str, entry: &Entry) -> bool {
    let line = entry.line.span;
    let before =
        |t: &Expression| text.get(line.start..t.span.start).is_some_and(crate::prose::exception::leads);
    !entry.line.bullet
        && !entry.line.after_gap
        && !entry.has_time()
        && entry.times.first().is_some_and(before)
}

/// "Ballroom A" below a line that begins with its hour: nothing but a room.
pub(super) fn room_below(text: &str, entry: &Entry) -> Option<Title> {
    let all = tokens(text, entry.line.span);
    let alone = entry.times.is_empty() && entry.short && room(&all) > 0;
    alone.then(|| Title { text: entry.line.span.of(text).to_owned(), spans: vec![entry.line.span] })
}

/// Adds what a line below an item says: a link, a place.
pub(super) fn complete(text: &str, draft: &mut Draft, below: &Entry) {
    if draft.url.is_none()
        && let Some(link) = link::links(text, below.line.span).first()
    {
        draft.url = Some((link.url.clone(), link.url_span));
    }
    if draft.place.is_none()
        && let Some((Label::Where, value)) = below.line.label
    {
        draft.place = Some(Title { text: value.of(text).to_owned(), spans: vec![value] });
    }
}
