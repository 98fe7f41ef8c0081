//! `deploy setup`: app and database, from nothing or from what there is; safe to repeat.

pub(super) mod moving;

use std::path::Path;

use anyhow::{Context, Result};

use self::moving::Moving;
use super::account::{self, Database, Databases};
use super::consent::Consent;
use super::environment::{Environment, ORGANISATION};
use super::fly::{Fly, typed};
use super::preflight;
use super::ship::{self, Asking};

/// What can be chosen.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Fly's organisation
    #[arg(long, default_value = ORGANISATION)]
    organisation: String,
    #[command(flatten)]
    asking: Asking,
}

/// Something to do: why, what it costs, the call, and what to do when Fly refuses.
struct Step {
    title: String,
    cost: &'static str,
    call: Vec<String>,
    advice: String,
}

impl Step {
    fn new(title: impl Into<String>, call: &[&str], advice: impl Into<String>) -> Self {
        let call = call.iter().map(|word| (*word).to_owned()).collect();
        Self { title: title.into(), cost: "nothing more", call, advice: advice.into() }
    }

    fn at(mut self, cost: &'static str) -> Self {
        self.cost = cost;
        self
    }

    fn words(&self) -> Vec<&str> {
        self.call.iter().map(String::as_str).collect()
    }
}

/// Makes what is missing, or moves what is in a region that Fly has retired, deploys and retires the old database.
pub(crate) fn run(
    fly: &Fly,
    root: &Path,
    environment: Environment,
    options: &Options,
    consent: Consent,
) -> Result<()> {
    let live = account::live_regions(fly)?;
    let apps = account::apps(fly)?;
    let databases = Databases::of(fly, environment, &apps, &live)?;
    if let Some(old) = &databases.retired {
        let to = Moving { fly, environment, organisation: &options.organisation, old, consent };
        to.run(databases.live.as_ref(), preflight::wished_region(&live)?)?;
        let shipment = ship::shipment(fly, root, environment, &options.asking)?;
        ship::run(&shipment, &ship::Options::clean(&options.asking), consent)?;
        return to.retire();
    }
    let steps = missing(fly, environment, options, &apps, databases.live.as_ref(), &live)?;
    if steps.is_empty() {
        println!("{} and its database are there and attached", environment.app());
    }
    do_all(fly, &steps, consent)?;
    let name = environment.name();
    println!("next: `cargo xtask deploy secrets {name}`, then `cargo xtask deploy run {name}`");
    Ok(())
}

fn missing(
    fly: &Fly,
    environment: Environment,
    options: &Options,
    apps: &[String],
    database: Option<&Database>,
    live: &[String],
) -> Result<Vec<Step>> {
    let app = environment.app();
    let has_app = apps.iter().any(|known| known == app);
    let mut steps = Vec::new();
    if !has_app {
        steps.push(make_app(environment, &options.organisation));
    }
    let name = database.map_or(environment.database(), |database| &database.name);
    if database.is_none() {
        let region = preflight::wished_region(live)?;
        steps.push(make_database(environment, name, &options.organisation, region));
    }
    let is_attached = has_app && account::secrets(fly, app)?.iter().any(|secret| secret == "DATABASE_URL");
    if !is_attached {
        steps.push(attach(environment, name));
    }
    Ok(steps)
}

fn make_app(environment: Environment, organisation: &str) -> Step {
    let app = environment.app();
    let advice = format!(
        "if the name {app} is taken by somebody else, change it in xtask/src/deploy/environment.rs and fly.toml"
    );
    Step::new(format!("the app {app}"), &["apps", "create", app, "--org", organisation], advice)
        .at(environment.app_cost())
}

fn make_database(environment: Environment, name: &str, organisation: &str, region: &str) -> Step {
    let call = [
        "postgres",
        "create",
        "--name",
        name,
        "--org",
        organisation,
        "--region",
        region,
        "--initial-cluster-size",
        "1",
        "--vm-size",
        "shared-cpu-1x",
        "--vm-memory",
        environment.database_memory(),
        "--volume-size",
        "1",
    ];
    let advice =
        format!("if it was made by halves, `fly apps destroy {name}` removes it; then run setup again");
    let title =
        format!("the PostgreSQL {name} in {region}; Fly shows the password of its superuser once: keep it");
    Step::new(title, &call, advice).at(environment.database_cost())
}

/// Not as superuser: the program needs no rights beyond its own tables.
fn attach(environment: Environment, database: &str) -> Step {
    let app = environment.app();
    let call = ["postgres", "attach", database, "--app", app, "--superuser=false", "--yes"];
    let advice = format!(
        "if its user is left over from before, `fly postgres detach {database} --app {app}` removes it and keeps the \
         data; then run setup again"
    );
    Step::new(format!("{database} attached to {app}, which sets DATABASE_URL"), &call, advice)
}

/// Shows everything, asks once, and does one after the other; a repetition goes on where it ended.
fn do_all(fly: &Fly, steps: &[Step], consent: Consent) -> Result<()> {
    if steps.is_empty() {
        return Ok(());
    }
    println!("To do:");
    for step in steps {
        println!("  {} (a month: {})\n    {}", step.title, step.cost, typed(&step.words()));
    }
    consent.ask("Do all of this?")?;
    for (index, step) in steps.iter().enumerate() {
        println!("── {} of {}: {}", index + 1, steps.len(), step.title);
        fly.run(&step.words()).with_context(|| format!("{}: {}", step.title, step.advice))?;
    }
    Ok(())
}
