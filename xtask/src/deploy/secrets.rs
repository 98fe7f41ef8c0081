//! `deploy secrets`: from a file to Fly, checked, without a value on the screen or in a process list.

mod file;
mod manifest;
mod wire;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use self::file::Settings;
use self::manifest::Role;
use super::account;
use super::config::Config;
use super::environment::Environment;
use super::fly::Fly;

/// What can be chosen.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// The file with the settings [default: .env.production or .env.dev]
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Compare with what is set, and set nothing
    #[arg(long, conflicts_with = "apply")]
    check: bool,
    /// Restart the machines with the new values now; otherwise the next deployment brings them
    #[arg(long)]
    apply: bool,
    /// Check the file and name what would be set
    #[arg(long)]
    dry_run: bool,
}

/// Sends the settings of a file, or compares them with what is set.
pub(crate) fn send(fly: &Fly, root: &Path, environment: Environment, options: &Options) -> Result<()> {
    let lines = checked(root, environment, options.from.as_deref())?;
    let names: Vec<_> = lines.iter().filter_map(|line| line.split('=').next()).collect();
    println!("{}: {}", environment.app(), names.join(", "));
    if options.dry_run {
        return Ok(());
    }
    if options.check {
        return compare(&names, &account::secrets(fly, environment.app())?);
    }
    let mut arguments = vec!["secrets", "import", "--app", environment.app()];
    if !options.apply {
        arguments.push("--stage");
    }
    fly.feed(&arguments, &(lines.join("\n") + "\n"))?;
    let when = if options.apply { "are in use" } else { "come with the next `cargo xtask deploy run`" };
    println!("{} secrets {when}", names.len());
    Ok(())
}

/// The program's key, which the smoke test signs with.
pub(crate) fn secret_key(root: &Path, environment: Environment, from: Option<&Path>) -> Result<String> {
    let settings = file::read(&path(root, environment, from))?;
    let key = manifest::value(&settings, "SECRET_KEY").filter(|key| !key.trim().is_empty());
    let key = key.context("SECRET_KEY is missing")?;
    Ok(key.to_owned())
}

/// Says what an app lacks of what it needs to start.
pub(crate) fn missing(set: &[String]) -> Vec<&'static str> {
    let needed = manifest::required().chain(["DATABASE_URL"]);
    needed.filter(|name| !set.iter().any(|set| set == name)).collect()
}

fn path(root: &Path, environment: Environment, from: Option<&Path>) -> PathBuf {
    from.map_or_else(|| root.join(environment.secrets_file()), Path::to_owned)
}

fn checked(root: &Path, environment: Environment, from: Option<&Path>) -> Result<Vec<String>> {
    let path = path(root, environment, from);
    let settings = file::read(&path)?;
    let config = Config::read(root, environment.config_file())?;
    let other = others(root, environment);
    match manifest::lines(&settings, &config, other.as_ref(), environment) {
        Ok(lines) => Ok(lines),
        Err(wrong) => {
            bail!("{} cannot be used for {}:\n  {}", path.display(), environment.app(), wrong.join("\n  "))
        }
    }
}

/// The settings of the other environment, when they are here.
fn others(root: &Path, environment: Environment) -> Option<Settings> {
    let text = std::fs::read_to_string(root.join(environment.other().secrets_file())).ok()?;
    Some(file::parse(&text).0)
}

/// Fly tells names alone, so that is what can be compared.
fn compare(wanted: &[&str], set: &[String]) -> Result<()> {
    let absent: Vec<_> = wanted.iter().filter(|name| !set.iter().any(|set| set == *name)).copied().collect();
    let stray: Vec<_> = set.iter().filter(|name| is_stray(name, wanted)).map(String::as_str).collect();
    for name in &stray {
        println!("{name} is set and not in the file: `fly secrets unset {name} --stage`, if nobody needs it");
    }
    let lacking: Vec<_> = missing(set).into_iter().chain(absent).collect();
    ensure!(lacking.is_empty(), "not set: {}", lacking.join(", "));
    println!("everything in the file is set");
    Ok(())
}

fn is_stray(name: &str, wanted: &[&str]) -> bool {
    name != "DATABASE_URL" && !wanted.contains(&name) && manifest::role(name) != Some(Role::Public)
}
