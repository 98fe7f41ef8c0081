//! What the columns of a table hold: by their header, or by what stands in them.

use crate::layout::segment::Entry;
use crate::tokens::tokens;
use crate::words::NAMES;
use crate::words::SERVICES;
use crate::words::TITLES;
use crate::words::VENUES;
use crate::words::has;
use calendar::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// A day, an hour or both.
    When,
    /// What takes place.
    Title,
    /// The guests of a match, behind its hosts.
    Guest,
    /// Where.
    Place,
    /// Prices, letters for home and away, remarks.
    Other,
}

/// The columns that a header names; `None` when it is none.
pub(super) fn named(text: &str, header: &[Span]) -> Option<Vec<Column>> {
    let column = |cell: &Span| {
        let lower = cell.of(text).to_lowercase();
        let mut words = lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '-')));
        words.find_map(|word| HEADERS.iter().find(|(name, _)| *name == word).map(|(_, column)| *column))
    };
    let columns: Vec<Option<Column>> = header.iter().map(column).collect();
    let known = columns.iter().flatten().count();
    if known < 2 || known * 2 < columns.len() {
        return None;
    }
    // "Date | Time | Location | Girls": what has no other name is what it is about.
    let mut titled = columns.contains(&Some(Column::Title));
    let named = |column: Option<Column>| {
        let column = column.unwrap_or(if titled { Column::Other } else { Column::Title });
        titled |= column == Column::Title;
        column
    };
    Some(columns.into_iter().map(named).collect())
}

pub(super) const HEADERS: &[(&str, Column)] = &[
    ("activity", Column::Title),
    ("away", Column::Guest),
    ("class", Column::Title),
    ("club", Column::Title),
    ("course", Column::Title),
    ("date", Column::When),
    ("day", Column::When),
    ("end", Column::When),
    ("ends", Column::When),
    ("event", Column::Title),
    ("exam", Column::Title),
    ("finish", Column::When),
    ("fixture", Column::Title),
    ("from", Column::When),
    ("game", Column::Title),
    ("ground", Column::Place),
    ("hall", Column::Place),
    ("h/a", Column::Other),
    ("home", Column::Title),
    ("ko", Column::When),
    ("kick-off", Column::When),
    ("location", Column::Place),
    ("match", Column::Title),
    ("opponent", Column::Title),
    ("opposition", Column::Title),
    ("paper", Column::Title),
    ("pitch", Column::Place),
    ("place", Column::Place),
    ("room", Column::Place),
    ("session", Column::Title),
    ("site", Column::Place),
    ("start", Column::When),
    ("starts", Column::When),
    ("subject", Column::Title),
    ("talk", Column::Title),
    ("team", Column::Title),
    ("time", Column::When),
    ("title", Column::Title),
    ("to", Column::When),
    ("topic", Column::Title),
    ("venue", Column::Place),
    ("what", Column::Title),
    ("when", Column::When),
    ("where", Column::Place),
    ("court", Column::Place),
    ("field", Column::Place),
    ("rink", Column::Place),
    ("oval", Column::Place),
    ("building", Column::Place),
    ("campus", Column::Place),
    ("facility", Column::Place),
    ("lane", Column::Place),
    ("lab", Column::Place),
    ("park", Column::Place),
    ("stadium", Column::Place),
    ("opponents", Column::Title),
    ("module", Column::Title),
    ("description", Column::Title),
    ("details", Column::Title),
    ("speaker", Column::Other),
    ("presenter", Column::Other),
    ("instructor", Column::Other),
    ("teacher", Column::Other),
    ("leader", Column::Other),
    ("price", Column::Other),
    ("cost", Column::Other),
    ("who", Column::Other),
    ("programme", Column::Title),
    ("program", Column::Title),
    ("service", Column::Title),
    ("dates", Column::When),
    ("times", Column::When),
    ("hours", Column::When),
    ("until", Column::When),
];

/// The columns by what stands in them: times, places, prices; of the others the first is what takes place, the next one
/// that is no other thing where.
pub(super) fn guessed(text: &str, rows: &[Vec<Span>], entries: &[Entry], width: usize) -> Vec<Column> {
    let share = |at: usize, is: &dyn Fn(&Entry, Span) -> bool| {
        let all = rows.iter().zip(entries).filter_map(|(row, e)| row.get(at).map(|cell| is(e, *cell)));
        let (mut yes, mut count) = (0, 0);
        for one in all {
            count += 1;
            yes += usize::from(one);
        }
        yes * 2 > count
    };
    let timed = |e: &Entry, cell: Span| {
        let parts = e.times.iter().chain(&e.lead).flat_map(|t| t.parts.iter());
        parts.into_iter().any(|(_, part)| part.overlaps(cell))
    };
    let mut columns: Vec<Column> = Vec::new();
    for at in 0..width {
        let named = columns.contains(&Column::Title);
        columns.push(if share(at, &timed) {
            Column::When
        } else if share(at, &|_, cell| is_terms(cell.of(text))) {
            Column::Other
        } else if share(at, &|_, cell| is_place(text, cell)) {
            Column::Place
        } else if named {
            Column::Other
        } else {
            Column::Title
        });
    }
    name_by_length(text, rows, &mut columns);
    if !columns.contains(&Column::Title)
        && let Some(place) = columns.iter_mut().find(|c| **c == Column::Place)
    {
        *place = Column::Title;
    }
    columns
}

/// "Ljubljana | Annual meeting of the network": where a word or two stand before a longer column, that one is what takes
/// place.
fn name_by_length(text: &str, rows: &[Vec<Span>], columns: &mut [Column]) {
    let width = columns.len();
    let words = |at: usize| {
        let whole = rows.iter().filter(|row| row.len() == width).filter_map(|row| row.get(at));
        let cells: Vec<usize> = whole.map(|cell| cell.of(text).split_whitespace().count()).collect();
        (cells.iter().sum::<usize>(), cells.len().max(1))
    };
    let Some(first) = columns.iter().position(|c| *c == Column::Title) else { return };
    let (short, rows_of_short) = words(first);
    let longer = |at: &usize| {
        let (long, rows_of_long) = words(*at);
        short <= 2 * rows_of_short && long >= 3 * rows_of_long
    };
    let next = (first + 1..columns.len()).find(|at| columns.get(*at) == Some(&Column::Other) && longer(at));
    if let Some(next) = next {
        columns.swap(first, next);
    }
}

/// "West Wing", "Raum 2": a few words, each with a capital or a number.
pub(super) fn is_name(cell: &str) -> bool {
    let mut words = cell.split_whitespace();
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // "J. Beaulieu", "Dr Lee"
    let first = cell.split([' ', '.']).next().unwrap_or("");
    let person = first.len() == 1 && cell.contains(". ")
        || has(NAMES, &first.to_lowercase())
        || has(TITLES, &first.to_lowercase());
    !is_terms(cell)
        && !person
        && cell.starts_with(char::is_uppercase)
        && words.clone().count() <= 4
        && words.all(capital)
}

/// "£140", "H", "free"
pub(super) fn is_terms(cell: &str) -> bool {
    cell.starts_with(['$', '€', '£']) || matches!(cell, "H" | "A" | "N" | "TBC" | "TBA" | "Free" | "free")
}

/// "Room 5", "Village Hall", "Home"
pub(super) fn is_place(text: &str, cell: Span) -> bool {
    let words = tokens(text, cell);
    let last = words.iter().rfind(|t| t.is_word());
    matches!(cell.of(text), "Home" | "Away")
        || matches!(words.as_slice(), [one] if has(SERVICES, &one.lower))
        || crate::field::place::room(&words) >= 1
        || last.is_some_and(|t| has(VENUES, &t.lower) && t.is_capital())
}
