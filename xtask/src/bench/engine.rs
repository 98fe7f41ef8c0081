//! The engine in its own process, and other parsers on the same lines right after it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{median, table};
use crate::places::{Places, cargo_in};
use crate::step::read;

/// The parsers that nobody here wrote.
pub(super) struct Peers {
    /// Their scripts, beside the `node_modules` that they use.
    pub(super) folder: PathBuf,
    /// A Python that has the packages of theirs.
    pub(super) python: PathBuf,
}

impl Peers {
    /// The figures of each: its name, and microseconds for each of the `lines`.
    fn measure(&self, lines: &Path) -> Result<Vec<(&'static str, Vec<f64>)>> {
        let (node, python) = (Path::new("node"), self.python.as_path());
        let scripts = [
            ("chrono-node", node, "chrono.mjs"),
            ("Recognizers-Text", node, "recognizers.mjs"),
            ("dateparser", python, "dateparser_lines.py"),
        ];
        let figures = |(name, program, script)| {
            let figures = read(Command::new(program).arg(script).arg(lines).current_dir(&self.folder))?;
            Ok((name, numbers(&serde_json::from_str(&figures)?)?))
        };
        scripts.into_iter().map(figures).collect()
    }
}

/// Runs all and returns the tables.
pub(super) fn measure(places: &Places, peers: &Peers) -> Result<String> {
    let ours = read(&mut cargo_in(places, &["bench", "--locked", "--package=xtask", "--bench=engine"]))?;
    let ours: Value = serde_json::from_str(&ours)?;
    let peers = peers.measure(&places.root.join("xtask/benches/texts/lines.txt"))?;
    let lines = lines(&numbers(&ours["events"])?, &numbers(&ours["times"])?, &peers);
    Ok(format!("{}\n{}\n{lines}", kinds(&ours)?, growth(&ours)?))
}

fn kinds(ours: &Value) -> Result<String> {
    let row = |kind: &Value| {
        let bytes = kind["bytes"].as_f64()?;
        let median = kind["median_us"].as_f64()?;
        let per_kib = median / (bytes / 1024.0);
        Some(vec![
            kind["kind"].as_str()?.to_owned(),
            format!("{bytes}"),
            kind["events"].to_string(),
            millis(median),
            format!("{per_kib:.1}"),
        ])
    };
    let rows = rows(&ours["kinds"], row)?;
    Ok(table(&["parse (median)", "bytes", "events", "ms", "µs per KiB"], &rows))
}

/// Twice the text should take twice the time: the last column is the time for 256 KiB over that for 16 KiB, of which
/// 16 is linear and 256 quadratic.
fn growth(ours: &Value) -> Result<String> {
    let row = |kind: &Value| {
        let times = numbers(&kind["median_us"]).ok()?;
        let growth = times.last()? / times.first()?;
        let mut cells = vec![kind["kind"].as_str()?.to_owned()];
        cells.extend(times.iter().map(|time| millis(*time)));
        cells.push(format!("{growth:.1}"));
        Some(cells)
    };
    let rows = rows(&ours["growth"], row)?;
    Ok(table(&["ms at KiB", "16", "32", "64", "128", "256", "256 / 16"], &rows))
}

/// The last column is the median of the ratios, line by line, of a parser to the times that this engine finds.
fn lines(events: &[f64], times: &[f64], peers: &[(&str, Vec<f64>)]) -> String {
    let row = |name: &str, figures: &[f64]| {
        let mut ratios: Vec<_> = figures.iter().zip(times).map(|(figure, ours)| figure / ours).collect();
        let mut figures = figures.to_vec();
        let lines = figures.len().to_string();
        vec![
            name.to_owned(),
            lines,
            format!("{:.1}", median(&mut figures)),
            format!("{:.2}", median(&mut ratios)),
        ]
    };
    let mut rows = vec![row("this engine: times", times), row("this engine: events", events)];
    rows.extend(peers.iter().map(|(name, figures)| row(&format!("{name}: times"), figures)));
    table(&["one line (median)", "lines", "µs", "ratio"], &rows)
}

fn rows(list: &Value, row: impl Fn(&Value) -> Option<Vec<String>>) -> Result<Vec<Vec<String>>> {
    list.as_array().context("no list")?.iter().map(|item| row(item).context("a figure is missing")).collect()
}

fn numbers(list: &Value) -> Result<Vec<f64>> {
    list.as_array().context("no list")?.iter().map(|number| number.as_f64().context("no number")).collect()
}

fn millis(micros: f64) -> String {
    format!("{:.3}", micros / 1000.0)
}
