//! The lines of a text that gave one event something, for where the whole text stands far away.

use std::ops::Range;

use super::{Piece, Stroke, Told, cut, marking, strokes};

/// Bytes of a line that are shown before and behind the words that gave something.
const AROUND: usize = 120;
/// Bytes of the text that an excerpt holds; what gives more than that is read in the whole text.
const MOST: usize = 1500;

/// The lines that gave `told` something, which has this number, with the words marked; "…" where some are left out.
pub(in super::super) fn excerpt<'t>(text: &'t str, told: &Told<'_>, number: usize) -> Vec<Piece<'t>> {
    let strokes = strokes(text, &[(number, told)], &[]);
    let mut pieces = Vec::new();
    let mut room = MOST;
    let ranges = ranges(text, &strokes);
    for (at, range) in ranges.iter().enumerate() {
        let Some(left) = room.checked_sub(range.len()) else {
            pieces.push(plain(" …"));
            break;
        };
        room = left;
        if at > 0 {
            pieces.push(plain("\n"));
        }
        if !is_line_end(text[..range.start].chars().next_back()) {
            pieces.push(plain("… "));
        }
        pieces.extend(cut(text, range.clone(), &strokes, |active, _| marking(active, None, false)));
        if !is_line_end(text[range.end..].chars().next()) {
            pieces.push(plain(" …"));
        }
    }
    pieces
}

fn plain(text: &str) -> Piece<'_> {
    Piece { text, mark: None }
}

fn is_line_end(c: Option<char>) -> bool {
    c.is_none_or(|c| c == '\n' || c == '\r')
}

/// What is shown of the text, in its order: what belongs to one line, or nearly meets, is one piece.
fn ranges(text: &str, strokes: &[Stroke]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for stroke in strokes {
        let range = around(text, stroke);
        match ranges.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => ranges.push(range),
        }
    }
    ranges
}

/// The line of a stroke, cut where it is long. Only so much is looked at: a text may be one long line.
fn around(text: &str, stroke: &Stroke) -> Range<usize> {
    let first = text.ceil_char_boundary(stroke.start.saturating_sub(AROUND));
    let last = text.floor_char_boundary(stroke.end + AROUND);
    let (before, behind) = (&text[first..stroke.start], &text[stroke.end..last]);
    // A word that is cut is no word.
    let start = match before.rfind(['\n', '\r']) {
        Some(end_of_line) => end_of_line + 1,
        None if first == 0 => 0,
        None => before.find(' ').map_or(0, |space| space + 1),
    };
    let end = match behind.find(['\n', '\r']) {
        Some(end_of_line) => end_of_line,
        None if last == text.len() => behind.len(),
        None => behind.rfind(' ').unwrap_or(behind.len()),
    };
    first + start..stroke.end + end
}

#[cfg(test)]
mod tests {
    use calendar::{Event, Span};
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, spans: &[(&str, usize, usize)]) -> String {
        let mut event = Event::default();
        for (field, start, end) in spans {
            event.evidence.spans.entry((*field).to_owned()).or_default().push(Span::new(*start, *end));
        }
        let told = Told { events: vec![&event], ..Told::default() };
        let piece = |piece: Piece<'_>| match piece.mark {
            Some(mark) => format!("[{}={}]", mark.about, piece.text),
            None => piece.text.to_owned(),
        };
        excerpt(text, &told, 2).into_iter().map(piece).collect()
    }

    #[test]
    fn the_lines_that_gave_something_are_shown_with_their_words_marked() {
        let text = "Friday\n10:00 Hike\nBring boots\n19:00 Dinner, Uno\n";
        let dinner = [("start", 0, 6), ("start", 30, 35), ("title", 36, 42), ("location", 44, 47)];
        assert_eq!(shown(text, &dinner), "[Time=Friday]\n[Time=19:00] [Title=Dinner], [Place=Uno]");
        assert_eq!(shown(text, &[]), "");
    }

    #[test]
    fn long_lines_are_cut_between_words() {
        let text = format!("{}Dinner at 7 {}", "so much to say ".repeat(40), "and more of it ".repeat(40));
        let shown = shown(&text, &[("title", 600, 606)]);
        assert!(shown.starts_with("… ") && shown.ends_with(" …") && shown.len() < 320, "{shown}");
        assert!(shown.contains("say [Title=Dinner] at 7 and"), "{shown}");
        assert!(!shown.contains("… uch") && !shown.contains("mor …"), "{shown}");
    }

    proptest! {
        #[test]
        fn any_spans_of_any_text_make_a_short_excerpt(
            text in "(\\PC|\n| ){0,900}",
            spans in prop::collection::vec((0..900_usize, 0..900_usize), 0..20),
        ) {
            let spans: Vec<_> = spans.iter().map(|(a, b)| ("start", *a, *b)).collect();
            prop_assert!(shown(&text, &spans).len() < 20 * MOST);
        }
    }
}
