//! Rows of columns: what their headers or their cells say that each column holds.

mod column;
mod row;

use calendar::Span;

use crate::field::link;
use crate::layout::segment::Entry;
use crate::words::{SERVICES, has};
use column::Column;
use column::guessed;
use column::is_name;
use column::named;
pub(crate) use row::day_above;
pub(crate) use row::event;

/// Fewest columns of a row: two are a line with a wide gap.
const FEWEST: usize = 3;

/// More cells are no row that people read.
const MOST: usize = 12;

/// The cells of a line: between bars, tabs or wide gaps.
pub(crate) fn cells(text: &str, line: Span) -> Vec<Span> {
    let words = line.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(next) = words.get(at..).and_then(|rest| rest.find(['|', '\t', ' '])) {
        at += next;
        let before = words.get(..at).and_then(|w| w.chars().next_back());
        let gap = words.get(at..).map_or(0, |rest| gap(rest, before));
        if gap == 0 {
            at += 1;
            continue;
        }
        push(words, line.start, start..at, &mut found);
        at += gap;
        start = at;
    }
    push(words, line.start, start..words.len(), &mut found);
    found
}

fn push(words: &str, offset: usize, range: std::ops::Range<usize>, found: &mut Vec<Span>) {
    let Some(cell) = words.get(range.clone()) else { return };
    let start = offset + range.start + (cell.len() - cell.trim_start().len());
    let trimmed = cell.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        found.push(Span::new(start, start + trimmed.len()));
    }
}

/// The length of what parts two cells; behind a full stop two blanks are a habit of typists.
fn gap(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with(['|', '\t']) {
        return 1;
    }
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let plain = before.is_some_and(|c| c.is_alphanumeric() || c == ')');
    if blanks >= 3 || blanks == 2 && plain { blanks } else { 0 }
}

/// The columns of each line that is a row of a table; a table has two rows at least.
pub(crate) fn read(text: &str, entries: &mut [Entry]) {
    let rows: Vec<Vec<Span>> = entries.iter().map(|e| row_cells(text, e)).collect();
    let mut at = 0;
    while at < rows.len() {
        let count = rows.get(at).map_or(0, Vec::len);
        // Without this, lines of one cell would all be looked at again for each of them.
        if count < FEWEST {
            at += 1;
            continue;
        }
        // Between bars a cell may be empty.
        let bars = |at: usize| entries.get(at).map_or(0, |e| e.line.span.of(text).matches('|').count());
        let first_barred = bars(at) >= FEWEST - 1;
        let fewest = |at: usize| {
            let barred = bars(at) >= if first_barred { 1 } else { FEWEST - 1 }
                || entries.get(at).is_some_and(|e| e.line.span.of(text).contains('\t'));
            if barred { FEWEST - 1 } else { FEWEST }
        };
        let same = |(at, row): &(usize, &Vec<Span>)| {
            row.len() >= fewest(*at).min(count) && row.len() + 1 >= count && row.len() <= count + 1
        };
        // "Sat 26 Dec  no game" between two matches
        let short = |at: usize, row: &Vec<Span>| {
            row.len() == FEWEST - 1 && rows.get(at + 1).is_some_and(|next| same(&(at + 1, next)))
        };
        let row = |(at, row): &(usize, &Vec<Span>)| same(&(*at, row)) || short(*at, row);
        let length = rows.iter().enumerate().skip(at).take_while(row).count();
        if length < 2 {
            at += 1;
            continue;
        }
        let table = rows.get(at..at + length).unwrap_or_default();
        let lines = entries.get_mut(at..at + length).unwrap_or_default();
        name_columns(text, table, lines);
        at += length;
    }
}

/// The cells of a line without links; a line that began with its days has one less.
fn row_cells(text: &str, entry: &Entry) -> Vec<Span> {
    let words = entry.whole().of(text);
    let parted = words.contains("  ") || words.contains(['|', '\t']);
    let linked = || !link::links(text, entry.line.span).is_empty();
    let whole = !parted || entry.line.label.is_some() || linked();
    let cells = if whole { Vec::new() } else { cells(text, entry.whole()) };
    if cells.len() > MOST { Vec::new() } else { cells }
}

fn name_columns(text: &str, rows: &[Vec<Span>], entries: &mut [Entry]) {
    let header = rows
        .first()
        .and_then(|row| named(text, row))
        .filter(|_| entries.first().is_some_and(|e| e.times.is_empty()));
    let from = usize::from(header.is_some());
    let body = rows.get(from..).unwrap_or_default();
    let width = body.iter().map(Vec::len).max().unwrap_or(0);
    let columns: Vec<Column> = match header {
        Some(names) => names,
        None => guessed(text, body, entries.get(from..).unwrap_or_default(), width),
    };
    if !columns.contains(&Column::Title) || !columns.contains(&Column::When) {
        return;
    }
    if from == 1
        && let Some(first) = entries.first_mut()
    {
        first.row = Row::Header;
    }
    // "Home | Away": who plays whom; without hosts "Away" is where.
    let of_match = columns
        .iter()
        .position(|c| *c == Column::Title)
        .is_some_and(|at| columns.get(at + 1) == Some(&Column::Guest));
    for (entry, cells) in entries.iter_mut().skip(from).zip(body) {
        let parted =
            columns_of(text, entry, cells).filter(|of| from == 1 && of.iter().all(|i| *i < columns.len()));
        // A header names one column fewer when the names of the rows stand in front.
        let shift = cells.len().saturating_sub(columns.len());
        let place_of = |at: usize| match &parted {
            Some(parted) => parted.get(at).copied(),
            None => at.checked_sub(shift),
        };
        let of = |at: usize| place_of(at).and_then(|i| columns.get(i)).copied();
        let pick = |wanted: Column| {
            cells.iter().enumerate().find(|(at, _)| of(*at) == Some(wanted)).map(|(_, span)| *span)
        };
        let title = pick(Column::Title).or_else(|| only_name(entry, cells).filter(|_| from == 0));
        let guest = pick(Column::Guest).filter(|_| of_match);
        // Of cells that are no column's the first name is where.
        let named = |(at, cell): &(usize, &Span)| {
            let cell = cell.of(text);
            of(*at) == Some(Column::Other) && (is_name(cell) || has(SERVICES, &cell.to_lowercase()))
        };
        let place = pick(Column::Place)
            .or_else(|| cells.iter().enumerate().find(named).map(|(_, cell)| *cell).filter(|_| from == 0));
        if let Some(title) = title {
            entry.row = Row::Cells { title, guest, place };
        }
    }
}

/// The one cell of a short row that tells no time.
fn only_name(entry: &Entry, cells: &[Span]) -> Option<Span> {
    let parts = || entry.times.iter().chain(&entry.lead).flat_map(|t| t.parts.iter());
    let mut rest = cells.iter().filter(|cell| !parts().any(|(_, part)| part.overlaps(**cell)));
    rest.next().copied().filter(|_| rest.next().is_none())
}

/// In which column each cell stands, where bars or tabs part them and a cell may be empty.
fn columns_of(text: &str, entry: &Entry, cells: &[Span]) -> Option<Vec<usize>> {
    let start = text.get(..entry.whole().start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..entry.line.span.end)?;
    let mark = if line.contains('|') { '|' } else { '\t' };
    let outer = usize::from(line.trim_start().starts_with('|'));
    let before = |cell: &Span| text.get(start..cell.start).map(|words| words.matches(mark).count());
    let parted = line.contains(mark);
    cells
        .iter()
        .filter(|_| parted)
        .map(|cell| before(cell)?.checked_sub(outer))
        .collect::<Option<Vec<_>>>()
        .filter(|_| parted)
}

/// What a line is in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// In none.
    None,
    /// It names the columns.
    Header,
    /// An hour alone, with the name of what takes place below.
    Slot,
    /// Its cells that say what and where.
    Cells {
        /// What takes place.
        title: Span,
        /// Against whom, in a table of matches.
        guest: Option<Span>,
        /// Where.
        place: Option<Span>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_bars_tabs_and_wide_gaps() {
        for (line, expected) in [
            ("| Fri | Dinner | Hall |", vec!["Fri", "Dinner", "Hall"]),
            ("Mon\tChess club\t\t3pm", vec!["Mon", "Chess club", "3pm"]),
            ("Mon   Chess club     3pm", vec!["Mon", "Chess club", "3pm"]),
            ("Mon  Chess - club  Hall", vec!["Mon", "Chess - club", "Hall"]),
            ("See you there.  Bring cake!  Ana", vec!["See you there.  Bring cake!  Ana"]),
        ] {
            let found: Vec<&str> =
                cells(line, Span::new(0, line.len())).into_iter().map(|c| c.of(line)).collect();
            assert_eq!(found, expected);
        }
    }
}
