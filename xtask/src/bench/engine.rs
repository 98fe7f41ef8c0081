//! The engine in its own process, and `chrono-node` on the same lines right after it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{median, table};
use crate::places::{Places, cargo_in};
use crate::step::read;

/// Runs both and returns the tables.
pub(super) fn measure(places: &Places, peers: &Path) -> Result<String> {
    let ours = read(&mut cargo_in(places, &["bench", "--locked", "--package=xtask", "--bench=engine"]))?;
    let ours: Value = serde_json::from_str(&ours)?;
    let lines = places.root.join("xtask/benches/texts/lines.txt");
    let peer = read(Command::new("node").arg("chrono.mjs").arg(lines).current_dir(peers))?;
    let peer: Value = serde_json::from_str(&peer)?;
    Ok(format!(
        "{}\n{}\n{}",
        kinds(&ours)?,
        growth(&ours)?,
        ratio(&numbers(&ours["lines"])?, &numbers(&peer)?)
    ))
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

fn ratio(ours: &[f64], peer: &[f64]) -> String {
    let mut ratios: Vec<_> = ours.iter().zip(peer).map(|(ours, peer)| ours / peer).collect();
    let row = |name: &str, times: &[f64]| {
        let mut sorted = times.to_vec();
        vec![name.to_owned(), ours.len().to_string(), format!("{:.1}", median(&mut sorted))]
    };
    let mut rows = vec![row("this engine: events", ours), row("chrono-node: times only", peer)];
    rows.push(vec!["median of the ratios".to_owned(), String::new(), format!("{:.2}", median(&mut ratios))]);
    table(&["one line (median)", "lines", "µs"], &rows)
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
