//! Out of a region that Fly has retired: a new database beside the old one, everything copied, the old one kept until
//! the new one has been seen to work.

use std::io::Write as _;

use anyhow::{Context, Result, ensure};

use super::super::account::{self, Database};
use super::super::consent::Consent;
use super::super::environment::Environment;
use super::super::fly::{Fly, typed};
use super::{Step, attach, do_all, make_database};

/// What ends a complete dump.
const COMPLETE: &str = "PostgreSQL database dump complete";
/// True once everything has been restored, since that is one transaction. The shell takes a bare `$$` for a number.
const HAS_TABLES: &str = r"select to_regclass(\$\$_sqlx_migrations\$\$) is not null";
/// What Fly's stand-alone PostgreSQL listens on, behind its proxy.
const AS_SUPERUSER: &str = "--host=localhost --port=5433 --username=postgres";

/// A move; one that ended in the middle goes on where it ended.
pub(super) struct Moving<'a> {
    pub(super) fly: &'a Fly,
    pub(super) environment: Environment,
    pub(super) organisation: &'a str,
    pub(super) old: &'a Database,
    pub(super) consent: Consent,
}

impl Moving<'_> {
    /// Moves everything to `new`, which is made in `region` when there is none.
    pub(super) fn run(&self, new: Option<&Database>, region: &str) -> Result<()> {
        let old = &self.old.name;
        let name =
            new.map_or_else(|| format!("{}-{region}", self.environment.database()), |new| new.name.clone());
        if new.is_some_and(|new| is_complete(self.fly, self.environment, new)) {
            println!("everything of {old} is in {name}");
            return Ok(());
        }
        self.show(&name);
        do_all(self.fly, &self.before(new, &name, region), self.consent)?;
        let dump = self.dump()?;
        let kept = format!("the app is stopped and {old} has everything: run setup again");
        do_all(self.fly, &self.switch(&name)?, self.consent).context(kept.clone())?;
        self.fly.feed(&console(&name, &restore_command(self.environment)), &dump).context(kept)?;
        println!("everything is in {name}");
        Ok(())
    }

    /// Once the app has been seen to work on the new one. Agreeing beforehand does not reach so far: this deletes data.
    pub(super) fn retire(&self) -> Result<()> {
        let old = &self.old.name;
        let destroy = ["apps", "destroy", old, "--yes"];
        if self.consent.given {
            println!("when you are content, this removes the old database: {}", typed(&destroy));
            return Ok(());
        }
        self.consent.ask_for(old, &format!("It works. {old} goes, with everything in it."))?;
        self.fly.run(&destroy)
    }

    fn show(&self, new: &str) {
        let Database { name: old, region } = self.old;
        println!("{old} is in {region}, which Fly has retired. It moves to {new}: the app stops, and");
        println!("  {}", typed(&console(old, &dump_command(self.environment))));
        println!("  fly postgres detach {old} --app {}", self.environment.app());
        println!("  {}", typed(&attach(self.environment, new).words()));
        println!("  {}", typed(&console(new, &restore_command(self.environment))));
    }

    fn before(&self, new: Option<&Database>, name: &str, region: &str) -> Vec<Step> {
        let call = ["scale", "count", "0", "--app", self.environment.app(), "--yes"];
        let mut steps = vec![Step::new(
            "the app stopped, so that nothing is written meanwhile",
            &call,
            "nothing has been moved yet",
        )];
        if new.is_none() {
            steps.push(make_database(self.environment, name, self.organisation, region));
        }
        steps
    }

    /// From the old one to the new one, as far as that has not been done.
    fn switch(&self, new: &str) -> Result<Vec<Step>> {
        let (app, old) = (self.environment.app(), &self.old.name);
        let mut steps = Vec::new();
        let is_attached = account::secrets(self.fly, app)?.iter().any(|name| name == "DATABASE_URL");
        if is_attached && self.has_user(new) {
            return Ok(steps);
        }
        if is_attached {
            let call = ["postgres", "detach", old, "--app", app];
            steps.push(Step::new(format!("{old} detached"), &call, "nothing has been lost"));
        }
        steps.push(attach(self.environment, new));
        Ok(steps)
    }

    /// Attaching makes a user with the name of the database.
    fn has_user(&self, new: &str) -> bool {
        let user = self.environment.database_name();
        let query = format!(r"select count(*) = 1 from pg_roles where rolname = \$\${user}\$\$");
        says_true(self.fly, new, "postgres", &query)
    }

    fn dump(&self) -> Result<String> {
        const SO_FAR: &str = "nothing has been changed but that the app is stopped";
        let old = &self.old.name;
        let text = self.fly.ask(&console(old, &dump_command(self.environment))).context(SO_FAR)?;
        ensure!(text.contains(COMPLETE), "the dump of {old} is not complete: {SO_FAR}");
        keep(old, &text)?;
        Ok(text)
    }
}

/// Whether everything has been restored into this database.
pub(in super::super) fn is_complete(fly: &Fly, environment: Environment, new: &Database) -> bool {
    says_true(fly, &new.name, &environment.database_name(), HAS_TABLES)
}

/// No database, no user and no answer all mean no.
fn says_true(fly: &Fly, app: &str, database: &str, query: &str) -> bool {
    let command = format!(
        "sh -c 'PGPASSWORD=$OPERATOR_PASSWORD psql {AS_SUPERUSER} --no-align --tuples-only --command=\"{query}\" {database}'"
    );
    fly.ask(&console(app, &command)).is_ok_and(|said| said.trim() == "t")
}

/// Runs a command on the machine of a database, where the password of its superuser is at hand.
fn console<'a>(app: &'a str, command: &'a str) -> [&'a str; 6] {
    ["ssh", "console", "--app", app, "--command", command]
}

/// Without owners: the new user, of the same name, owns what it restores.
fn dump_command(environment: Environment) -> String {
    let database = environment.database_name();
    format!(
        "sh -c 'PGPASSWORD=$OPERATOR_PASSWORD pg_dump {AS_SUPERUSER} --no-owner --no-privileges {database}'"
    )
}

/// As the app's user, so that it owns its tables and may change them later; all or nothing.
fn restore_command(environment: Environment) -> String {
    let database = environment.database_name();
    format!(
        "sh -c 'PGPASSWORD=$OPERATOR_PASSWORD PGOPTIONS=--role={database} psql {AS_SUPERUSER} --set=ON_ERROR_STOP=1 \
         --single-transaction --quiet {database}'"
    )
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
