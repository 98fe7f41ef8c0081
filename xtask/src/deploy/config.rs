//! fly.toml and fly.dev.toml: read, and checked against what Fly really does with them.

mod keys;
mod rules;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use toml::{Table, Value};

use self::keys::Keys;

/// Where the two files may differ: names, and that development sleeps.
const MAY_DIFFER: [&str; 5] = [
    "app",
    "env.APP_ENV",
    "env.PUBLIC_URL",
    "http_service.auto_stop_machines",
    "http_service.min_machines_running",
];

/// A fly.toml that has been checked.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    table: Table,
}

impl Config {
    /// Reads a file of the source tree and checks it.
    pub(crate) fn read(root: &Path, name: &str) -> Result<Self> {
        let read = |name: &str| {
            std::fs::read_to_string(root.join(name)).with_context(|| format!("cannot read {name}"))
        };
        let table = parse(&read(name)?).with_context(|| format!("{name} is no TOML"))?;
        let wrong = faults(&table, &read("Dockerfile")?);
        ensure!(wrong.is_empty(), "{name} cannot be deployed:\n  {}", wrong.join("\n  "));
        Ok(Self { table })
    }

    /// The region that new machines start in.
    pub(crate) fn region(&self) -> &str {
        self.table.get("primary_region").and_then(Value::as_str).unwrap_or_default()
    }

    /// A variable of the environment that every machine gets.
    pub(crate) fn env(&self, name: &str) -> Option<&str> {
        self.table.get("env")?.get(name)?.as_str()
    }
}

/// Reads both files, and sees that they differ in nothing but names and sleep.
pub(crate) fn check_both(root: &Path) -> Result<()> {
    let (prod, dev) = (Config::read(root, "fly.toml")?, Config::read(root, "fly.dev.toml")?);
    let differing = differences(&prod.table, &dev.table);
    ensure!(differing.is_empty(), "fly.toml and fly.dev.toml differ in {}", differing.join(", "));
    Ok(())
}

fn parse(text: &str) -> Result<Table> {
    Ok(text.parse()?)
}

/// Everything that is wrong, key by key and rule by rule.
fn faults(table: &Table, dockerfile: &str) -> Vec<String> {
    let mut wrong = Keys::new().check(table);
    let exposed = dockerfile.lines().find_map(|line| line.strip_prefix("EXPOSE ")?.trim().parse().ok());
    wrong.extend(rules::check(table, exposed));
    wrong
}

/// The paths in which two files differ and may not.
fn differences(one: &Table, other: &Table) -> Vec<String> {
    let mut paths = Vec::new();
    collect_differences("", one, other, &mut paths);
    paths.retain(|path| !MAY_DIFFER.contains(&path.as_str()));
    paths
}

fn collect_differences(place: &str, one: &Table, other: &Table, paths: &mut Vec<String>) {
    let mut names: Vec<_> = one.keys().chain(other.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let path = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
        match (one.get(name), other.get(name)) {
            (Some(Value::Table(one)), Some(Value::Table(other))) => {
                collect_differences(&path, one, other, paths);
            }
            (one, other) if one != other => paths.push(path),
            _ => {}
        }
    }
}

/// Whole seconds of `30s`, `5m`, `1h` or `1m30s`.
fn duration(text: &str) -> Option<u64> {
    let mut seconds = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = rest.split_at(end);
        let factor = match unit.chars().next()? {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => return None,
        };
        seconds += number.parse::<u64>().ok()? * factor;
        rest = &unit[1..];
    }
    (!text.is_empty()).then_some(seconds)
}

#[cfg(test)]
mod tests;
