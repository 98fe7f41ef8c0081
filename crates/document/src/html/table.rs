//! Tables of a page: those that hold data are rows of cells; those that only lay a page out are not tables at all.

use super::tree::Tree;
use super::words;

/// Longest cell of a table that holds data, in bytes.
const LONGEST: usize = 200;

/// The rows of the table at `at`, their cells between bars; `None` for a table that lays out other things.
pub(super) fn rows(tree: &Tree, at: usize) -> Option<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in row_nodes(tree, at)? {
        let cells = tree.node(row)?.children.iter().filter_map(|at| tree.node(*at));
        let cells = cells.filter(|node| matches!(node.name.as_str(), "td" | "th"));
        let mut told = Vec::new();
        for cell in cells {
            let cell = words::inside(tree, &cell.children);
            // Lines inside a cell are one cell still, unless they are a page of their own.
            if cell.len() > LONGEST || cell.lines().count() > 4 {
                return None;
            }
            told.push(cell.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "));
        }
        rows.push(told);
    }
    let is_data =
        rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1).count() > 0;
    is_data.then(|| rows.iter().map(|row| line(row)).filter(|line| !line.is_empty()).collect())
}

/// A label and its value are a line; more cells have bars between them, so that columns stay columns.
fn line(cells: &[String]) -> String {
    match cells {
        [label, value] if label.ends_with(':') => format!("{label} {value}"),
        cells if cells.iter().all(String::is_empty) => String::new(),
        [one] => one.clone(),
        cells => cells.join(" | ").trim().to_owned(),
    }
}

/// The rows of a table; `None` when a table stands in it.
fn row_nodes(tree: &Tree, table: usize) -> Option<Vec<usize>> {
    let mut rows = Vec::new();
    let mut waiting: Vec<usize> = tree.node(table)?.children.iter().rev().copied().collect();
    while let Some(at) = waiting.pop() {
        let node = tree.node(at)?;
        match node.name.as_str() {
            "table" => return None,
            "tr" => {
                if has_table(tree, at) {
                    return None;
                }
                rows.push(at);
            }
            _ => waiting.extend(node.children.iter().rev()),
        }
    }
    Some(rows)
}

fn has_table(tree: &Tree, at: usize) -> bool {
    let mut waiting = vec![at];
    while let Some(at) = waiting.pop() {
        let Some(node) = tree.node(at) else { continue };
        if node.name == "table" {
            return true;
        }
        waiting.extend(&node.children);
    }
    false
}
