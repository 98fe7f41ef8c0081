//! The columns of a listing, with bars between them and links for names.

use calendar::Span;
use timex::Expression;

use crate::draft::Draft;
use crate::field::link::{self, Link};
use crate::field::title::{self, Title};
use crate::layout::segment::Entry;
use crate::time::times;
use crate::tokens::{Role, Token, spans, tokens, written};

/// "date | place | [group](link)" with "[title](link)" below: the columns of a listing.
pub(super) fn row(text: &str, lines: &[Entry]) -> Option<Draft> {
    let first = lines.first().filter(|first| first.line.span.of(text).contains('|'))?;
    let all = tokens(text, first.line.span);
    let cells: Vec<&[Token]> =
        all.split(|t| t.is("|")).filter(|cell| cell.iter().any(Token::is_word)).collect();
    let links = link::links(text, first.line.span);
    let when = first.times.iter().find(|t| times::has_date(t))?;
    if cells.len() < 3 && !(cells.len() == 2 && lines.len() > 1) {
        return None;
    }
    let span_of = |cell: &[Token]| Some(Span::new(cell.first()?.span.start, cell.last()?.span.end));
    let holds_link =
        |cell: &[Token]| span_of(cell).is_some_and(|s| links.iter().any(|l| l.whole.overlaps(s)));
    let said = |t: &Expression, cell: Span| t.parts.iter().any(|(_, part)| part.overlaps(cell));
    let timed = |cell: &[Token]| span_of(cell).is_some_and(|s| first.times.iter().any(|t| said(t, s)));
    let plain: Vec<&[Token]> =
        cells.iter().copied().filter(|c| !holds_link(c) && !timed(c) && !is_terms(c)).collect();
    let below: Vec<Link> = lines.iter().skip(1).flat_map(|l| link::links(text, l.line.span)).collect();
    let link = below.first().or_else(|| links.first());
    let titled = link.and_then(|l| l.label).map(|label| words(text, label));
    let (title, place) = match (titled, plain.as_slice()) {
        (Some(title), rest) => (Some(title), rest.first().map(|cell| cell_words(text, cell))),
        // "Fri, Jun 11 | 8:30 PM | Hadley Lawn" above "Movies in the Park"
        (None, [place]) if timed(cells.first()?) && timed(cells.get(1)?) && is_above_name(text, lines) => {
            (lines.get(1).map(|below| words(text, below.line.span)), Some(cell_words(text, place)))
        }
        (None, [title, rest @ ..]) => {
            (Some(cell_words(text, title)), rest.first().map(|cell| cell_words(text, cell)))
        }
        (None, []) => (None, None),
    };
    Some(Draft {
        title,
        place: place.filter(|p| !p.text.is_empty()),
        when: Some(when.clone()),
        url: link.map(|l| (l.url.clone(), l.url_span)),
        ..Draft::default()
    })
}

/// The line below names what takes place.
fn is_above_name(text: &str, lines: &[Entry]) -> bool {
    let below = lines.get(1).filter(|e| e.short && e.times.is_empty() && e.line.label.is_none());
    below.is_some_and(|e| {
        let words = e.line.span.of(text);
        words.starts_with(char::is_uppercase) && !words.ends_with(['.', '!', ':', ','])
    })
}

/// "Free", "Members only", "$12": what it takes to come in.
fn is_terms(cell: &[Token]) -> bool {
    let mut words = cell.iter().filter(|t| t.is_word());
    let last = words.next_back();
    let first = words.next().or(last);
    first.is_some_and(|t| {
        t.is_any(&["free", "members", "tickets", "€", "$", "£"]) || t.text.starts_with(['$', '€', '£'])
    }) || last.is_some_and(|t| t.is_any(&["only", "required", "free"]))
}

/// The words under a span without emphasis marks.
fn words(text: &str, span: Span) -> Title {
    cell_words(text, &tokens(text, span))
}

fn cell_words(text: &str, cell: &[Token]) -> Title {
    let mut kept: Vec<&Token> = cell.iter().filter(|t| t.role == Role::Free && !t.is_emphasis()).collect();
    while kept.last().is_some_and(|t| t.is_any(&[".", ",", ":", "-"])) {
        kept.pop();
    }
    if kept.iter().any(|t| t.is_word()) {
        title::of(text, &kept)
    } else {
        Title { text: written(text, &[]), spans: spans(text, &[]) }
    }
}
