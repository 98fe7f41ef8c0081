//! `cargo xtask bench`: how fast, how small, and how that compares, all in one run.

mod engine;
mod served;

use anyhow::Result;

use crate::install;
use crate::places::{Places, cargo_in};
use crate::step::{run as run_command, step};

/// Measures the engine against a peer, then the running program.
pub(crate) fn run(places: &Places) -> Result<()> {
    let wrk = install::debian("wrk", &["wrk"])?;
    let chromium = install::chromium()?;
    let browser = install::browser_tests(places)?;
    let peers = install::node(places, "peers", &places.root.join("xtask/peers"))?;
    step("Release build", "See above what the compiler said.", || {
        run_command(&mut cargo_in(
            places,
            &["build", "--release", "--locked", "--package=ai-calendar-helper"],
        ))
    })?;
    let engine = step("Engine and peer", "See above.", || engine::measure(places, &peers))?;
    let served = step("Server", "See above.", || served::measure(places, &wrk, &browser, &chromium))?;
    println!("\n{engine}\n{served}");
    Ok(())
}

/// A table with aligned columns; the first is text, the others are numbers.
fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..head.len()).map(width).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        format!("| {} |\n", padded.collect::<Vec<_>>().join(" | "))
    };
    let head: Vec<_> = head.iter().map(ToString::to_string).collect();
    let rule: Vec<_> = widths.iter().map(|&width| "-".repeat(width)).collect();
    [&head, &rule].into_iter().chain(rows).map(|cells| line(cells)).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_aligned() {
        let rows = [vec!["é".to_owned(), "1.5".to_owned()], vec!["longer".to_owned(), "120".to_owned()]];
        let expected = "| text   |  µs |\n| ------ | --- |\n| é      | 1.5 |\n| longer | 120 |\n";
        assert_eq!(super::table(&["text", "µs"], &rows), expected);
    }
}
