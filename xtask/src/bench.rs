//! `cargo xtask bench`: how fast, how small, and how that compares.

mod accounts;
mod engine;
mod page;
mod served;

use anyhow::Result;
use clap::ValueEnum;

use crate::install;
use crate::places::{Places, cargo_in};
use crate::step::{run as run_command, step};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Parsing in this process, and other parsers on the same lines
    Engine,
    /// The running program: start, memory, answers a second
    Server,
    /// The page in a browser: keystroke to painted marks, weight, Lighthouse
    Page,
}

/// Measures one part, or all, and prints the tables at the end.
pub(crate) fn run(places: &Places, only: Option<Part>) -> Result<()> {
    let parts = only.map_or_else(|| Part::value_variants().to_vec(), |part| vec![part]);
    let mut tables = Vec::new();
    for part in parts {
        tables.push(match part {
            Part::Engine => engine(places)?,
            Part::Server => server(places)?,
            Part::Page => page(places)?,
        });
    }
    println!("\n{}", tables.join("\n"));
    Ok(())
}

fn engine(places: &Places) -> Result<String> {
    let scripts = places.root.join("xtask/peers");
    let python = install::python(places, "peers-python", &[&scripts.join("requirements.txt")])?;
    let peers = engine::Peers { folder: install::node(places, "peers", &scripts)?, python };
    step("Engine and peers", "See above.", || engine::measure(places, &peers))
}

fn server(places: &Places) -> Result<String> {
    let wrk = install::debian("wrk", &["wrk"])?;
    build(places)?;
    let served = step("Server", "See above.", || served::measure(places, &wrk))?;
    let accounts = step("Accounts", "See above.", || accounts::measure(places, &wrk))?;
    Ok(format!("{served}\n{accounts}"))
}

fn page(places: &Places) -> Result<String> {
    let chromium = install::chromium()?;
    let browser = install::browser_tests(places)?;
    let lighthouse = install::node(places, "lighthouse", &places.root.join("xtask/lighthouse"))?;
    build(places)?;
    let tools = page::Tools { browser: &browser, lighthouse: &lighthouse, chromium: &chromium };
    step("Page", "See above.", || page::measure(places, &tools))
}

fn build(places: &Places) -> Result<()> {
    step("Release build", "See above what the compiler said.", || {
        run_command(&mut cargo_in(
            places,
            &["build", "--release", "--locked", "--package=ai-calendar-helper"],
        ))
    })
}

fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A table with aligned columns; the first is text, the others are numbers.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
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
