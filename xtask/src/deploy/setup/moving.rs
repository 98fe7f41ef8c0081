//! Out of a region that Fly has retired: a new database beside the old one, everything copied, the old one kept until
//! the new one has been seen to work.

use std::io::Write as _;

use anyhow::{Context, Result, ensure};

use super::super::consent::Consent;
use super::super::environment::Environment;
use super::super::fly::{Fly, typed};
use super::{Step, attach, do_all, make_database};

/// What ends a complete dump.
const COMPLETE: &str = "PostgreSQL database dump complete";

/// Moves the database from `old`, in `from`, to `to`.
pub(super) fn run(
    fly: &Fly,
    environment: Environment,
    organisation: &str,
    old: &str,
    from: &str,
    to: &str,
    consent: Consent,
) -> Result<()> {
    let new = format!("{}-{to}", environment.database());
    let (app, name) = (environment.app(), environment.name());
    println!("{old} is in {from}, which Fly has retired. It moves to {new} in {to}:");
    println!("  the app stops, everything is copied into {new}, and {new} is attached; {old} is kept");
    let dump = dump_command(environment);
    for call in [
        &["ssh", "console", "--app", old, "--command", &dump][..],
        &["ssh", "console", "--app", &new, "--command", &restore_command(environment)],
    ] {
        println!("    {}", typed(call));
    }
    let stop = Step::new(
        "the app stopped, so that nothing is written meanwhile",
        &["scale", "count", "0", "--app", app, "--yes"],
        "nothing has been moved yet",
    );
    let make = make_database(environment, &new, organisation, to);
    do_all(fly, &[stop, make], consent)?;
    let text = read_dump(fly, old, &dump)?;
    let kept = format!("the app is stopped and {old} has everything: run setup again, or attach {old} again");
    let detach =
        Step::new(format!("{old} detached"), &["postgres", "detach", old, "--app", app], kept.clone());
    do_all(fly, &[detach, attach(environment, &new)], consent)?;
    fly.feed(&["ssh", "console", "--app", &new, "--command", &restore_command(environment)], &text)
        .context(kept)?;
    println!("everything is in {new}. Deploy and look at it: `cargo xtask deploy run {name}`");
    println!("when it works, `fly apps destroy {old}` removes the old one");
    Ok(())
}

/// Run on the old database's machine, where its superuser's password is at hand. Owners are left out: the new user, of the
/// same name, owns what it restores.
fn dump_command(environment: Environment) -> String {
    let database = environment.database_name();
    format!(
        "sh -c 'PGPASSWORD=$OPERATOR_PASSWORD pg_dump --host=localhost --port=5433 --username=postgres --no-owner --no-privileges {database}'"
    )
}

/// As the app's user, so that it owns its tables and may change them later; all or nothing.
fn restore_command(environment: Environment) -> String {
    let database = environment.database_name();
    format!(
        "sh -c 'PGPASSWORD=$OPERATOR_PASSWORD PGOPTIONS=--role={database} psql --host=localhost --port=5433 --username=postgres \
         --set=ON_ERROR_STOP=1 --single-transaction --quiet {database}'"
    )
}

fn read_dump(fly: &Fly, old: &str, command: &str) -> Result<String> {
    let text = fly
        .ask(&["ssh", "console", "--app", old, "--command", command])
        .context("nothing has been changed but that the app is stopped")?;
    ensure!(
        text.contains(COMPLETE),
        "the dump of {old} is not complete: nothing has been changed but that the app is stopped"
    );
    keep(old, &text)?;
    Ok(text)
}

/// A copy for the case that all goes wrong; for its owner alone.
fn keep(old: &str, text: &str) -> Result<()> {
    let path = std::env::temp_dir().join(format!("{old}-{}.sql", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(text.as_bytes())?;
    println!("a copy of everything is in {}: remove it when the move is done", path.display());
    Ok(())
}
