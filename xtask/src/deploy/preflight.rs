//! Everything that would make a deployment fail, found before it begins and told at once.

use std::path::Path;

use anyhow::{Result, bail};

use super::account::{self, Databases};
use super::config::{self, Config};
use super::environment::{Environment, REGIONS};
use super::fly::Fly;
use super::revision::Revision;
use super::secrets;
use super::setup::moving;

/// What a deployment goes by.
pub(crate) struct Plan {
    /// The commit to deploy.
    pub(crate) revision: Revision,
    /// The region of new machines.
    pub(crate) region: String,
    /// Whether that is not what fly.toml says.
    pub(crate) region_differs: bool,
}

/// Looks at everything that a deployment needs.
pub(crate) fn check(fly: &Fly, root: &Path, environment: Environment, may_be_dirty: bool) -> Result<Plan> {
    let mut wrong = Vec::new();
    let revision = Revision::of(root)?;
    if revision.is_dirty && !may_be_dirty {
        wrong.push("files differ from the last commit: commit them, or say --dirty".to_owned());
    }
    if revision.branch != "main" {
        println!("note: this is not main, but {}", revision.branch);
    }
    keep(&mut wrong, config::check_both(root));
    let file = environment.config_file();
    keep(&mut wrong, fly.run(&["config", "validate", "--strict", "--config", file]));
    let region = keep(&mut wrong, region(fly, environment));
    if region.is_some() {
        keep(&mut wrong, secrets_are_set(fly, environment));
    }
    if !wrong.is_empty() {
        bail!("nothing was deployed:\n  {}", wrong.join("\n  "));
    }
    let region = region.unwrap_or_default();
    let region_differs = Config::read(root, file)?.region() != region;
    Ok(Plan { revision, region, region_differs })
}

fn keep<T>(wrong: &mut Vec<String>, result: Result<T>) -> Option<T> {
    result.map_err(|error| wrong.push(format!("{error:#}"))).ok()
}

/// The region of the database, which the app has to be beside; it has to be alive.
fn region(fly: &Fly, environment: Environment) -> Result<String> {
    let apps = account::apps(fly)?;
    let setup = format!("run `cargo xtask deploy setup {}`", environment.name());
    if !apps.iter().any(|app| app == environment.app()) {
        bail!("there is no app {}: {setup}", environment.app());
    }
    let databases = Databases::of(fly, environment, &apps, &account::live_regions(fly)?)?;
    match (databases.live, databases.retired) {
        (None, None) => bail!("there is no database {}: {setup}", environment.database()),
        (None, Some(old)) => {
            bail!("{} is in {}, which Fly has retired: {setup}, which moves it", old.name, old.region)
        }
        (Some(new), Some(old)) if !moving::is_complete(fly, environment, &new) => {
            bail!(
                "the move from {} to {} is not complete: {setup}, which goes on with it",
                old.name,
                new.name
            )
        }
        (Some(database), _) => Ok(database.region),
    }
}

fn secrets_are_set(fly: &Fly, environment: Environment) -> Result<()> {
    let missing = secrets::missing(&account::secrets(fly, environment.app())?);
    if missing.contains(&"DATABASE_URL") {
        bail!("no database is attached: run `cargo xtask deploy setup {}`", environment.name());
    }
    if !missing.is_empty() {
        bail!("not set: {}: run `cargo xtask deploy secrets {}`", missing.join(", "), environment.name());
    }
    Ok(())
}

/// The region for something new: the first of those wished for that is alive.
pub(crate) fn wished_region(live: &[String]) -> Result<&'static str> {
    let found = REGIONS.into_iter().find(|region| live.iter().any(|live| live == region));
    match found {
        Some(region) => Ok(region),
        None => bail!(
            "Fly has retired {}: choose another one in xtask/src/deploy/environment.rs",
            REGIONS.join(", ")
        ),
    }
}
