//! The start page in a real browser: from keystroke to painted marks, its weight, and what Lighthouse says about it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{median, table};
use crate::places::Places;
use crate::server::Server;
use crate::step::read;

/// Audits of one page differ from run to run; the median counts.
const AUDITS: usize = 3;
const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];

/// Where the scripts and the browser are.
pub(super) struct Tools<'t> {
    /// The folder of the browser tests.
    pub(super) browser: &'t Path,
    /// The folder that has Lighthouse.
    pub(super) lighthouse: &'t Path,
    /// The browser.
    pub(super) chromium: &'t Path,
}

/// Runs everything and returns the table.
pub(super) fn measure(places: &Places, tools: &Tools<'_>) -> Result<String> {
    let server = Server::start(&places.program("release"), &places.tools("server")?)?;
    let mut rows =
        vec![row("first load, everything, KB over the wire", &script(tools, &server, "weight.mjs")?)];
    rows.extend(keystroke(&script(tools, &server, "keystroke.mjs")?)?);
    rows.extend(audits(tools, &server)?);
    server.stop()?;
    Ok(table(&["the page in a browser", "figure"], &rows))
}

fn row(what: &str, figure: &str) -> Vec<String> {
    vec![what.to_owned(), figure.to_owned()]
}

fn script(tools: &Tools<'_>, server: &Server, name: &str) -> Result<String> {
    let mut script = Command::new("node");
    script.arg(name).current_dir(tools.browser).env("BASE_URL", server.url()).env("CHROMIUM", tools.chromium);
    Ok(read(&mut script)?.trim().to_owned())
}

fn keystroke(answer: &str) -> Result<Vec<Vec<String>>> {
    let times: Value = serde_json::from_str(answer)?;
    let parts = [
        ("all", "keystroke to painted marks, 2 KB text, ms (median of 30)"),
        ("asked", "… until it is sent"),
        ("answered", "… until the answer is there"),
        ("replaced", "… until it is in the page"),
        ("painted", "… until it is painted"),
    ];
    let figure = |(name, what): (&str, &str)| {
        let time = times[name].as_f64().with_context(|| format!("no time for {name}"))?;
        Ok(row(what, &format!("{time:.0}")))
    };
    parts.into_iter().map(figure).collect()
}

fn audits(tools: &Tools<'_>, server: &Server) -> Result<Vec<Vec<String>>> {
    let reports: Vec<Value> = (0..AUDITS).map(|_| audit(tools, server)).collect::<Result<_>>()?;
    let mut rows = Vec::new();
    for name in CATEGORIES {
        let mut scores = Vec::new();
        for report in &reports {
            let score = report["categories"][name]["score"].as_f64();
            scores.push(score.with_context(|| format!("Lighthouse gave no score for {name}"))? * 100.0);
        }
        rows.push(row(
            &format!("Lighthouse: {name} (median of {AUDITS})"),
            &format!("{:.0}", median(&mut scores)),
        ));
    }
    let last = reports.last().context("no audit")?;
    rows.extend(
        faults(last).into_iter().map(|(title, shown)| row(&format!("Lighthouse names: {title}"), &shown)),
    );
    Ok(rows)
}

fn audit(tools: &Tools<'_>, server: &Server) -> Result<Value> {
    let mut command = Command::new("node");
    command.arg("node_modules/lighthouse/cli/index.js").arg(server.url());
    command.args(["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]);
    command.arg(format!("--only-categories={}", CATEGORIES.join(",")));
    let report = read(command.current_dir(tools.lighthouse).env("CHROME_PATH", tools.chromium))?;
    let report: Value = serde_json::from_str(&report).context("Lighthouse printed no report")?;
    if let Some(error) = report["runtimeError"]["message"].as_str() {
        bail!("Lighthouse could not audit the page: {error}");
    }
    Ok(report)
}

/// The audits that cost points in any category.
fn faults(report: &Value) -> Vec<(String, String)> {
    let categories = CATEGORIES.iter().filter_map(|name| report["categories"][name]["auditRefs"].as_array());
    let weighty = categories.flatten().filter(|audit| audit["weight"].as_f64().unwrap_or(0.0) > 0.0);
    let audits = weighty.filter_map(|audit| report["audits"].get(audit["id"].as_str()?));
    let failed = audits.filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 0.9));
    let text = |audit: &Value, key: &str| audit[key].as_str().unwrap_or_default().to_owned();
    failed.map(|audit| (text(audit, "title"), text(audit, "displayValue"))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn audits_that_cost_points_are_named() {
        let report = json!({
            "categories": {
                "performance": { "auditRefs": [
                    { "id": "slow", "weight": 10 }, { "id": "fine", "weight": 10 }, { "id": "hint", "weight": 0 },
                ] },
                "accessibility": { "auditRefs": [{ "id": "not-asked", "weight": 3 }] },
            },
            "audits": {
                "slow": { "title": "Paint", "displayValue": "3 s", "score": 0.5 },
                "fine": { "title": "Size", "score": 1 },
                "hint": { "title": "Hint", "score": 0 },
                "not-asked": { "title": "Names", "score": null },
            },
        });
        assert_eq!(super::faults(&report), [("Paint".to_owned(), "3 s".to_owned())]);
    }
}
