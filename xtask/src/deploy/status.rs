//! `deploy status`: what runs where, how it is, and how far `main` is ahead.

use std::path::Path;

use anyhow::Result;

use super::account::{self, Databases, Release};
use super::environment::Environment;
use super::fly::Fly;
use super::revision;
use super::ship;
use super::smoke::{self, Health};

/// Says it for the environments.
pub(crate) fn run(fly: &Fly, root: &Path, environments: &[Environment], address: Option<&str>) -> Result<()> {
    let apps = account::apps(fly)?;
    for environment in environments {
        let has_app = apps.iter().any(|app| app == environment.app());
        let text = if has_app {
            of(fly, root, *environment, &apps, address)?
        } else {
            format!("no app yet: `cargo xtask deploy setup {}`", environment.name())
        };
        println!("{}\n  {}", environment.app(), text.replace('\n', "\n  "));
    }
    Ok(())
}

fn of(
    fly: &Fly,
    root: &Path,
    environment: Environment,
    apps: &[String],
    address: Option<&str>,
) -> Result<String> {
    let app = environment.app();
    let releases = account::releases(fly, app)?;
    let mut lines = vec![release(root, releases.iter().find(|release| release.is_good()))];
    if let Some(failed) = releases.first().filter(|release| !release.is_good()) {
        lines.push(format!("the newest release, {}, is {}", failed.version, failed.status));
    }
    for machine in account::machines(fly, app)? {
        lines.push(format!("machine {} in {}: {}", machine.id, machine.region, machine.state));
    }
    let databases = Databases::of(fly, environment, apps, &account::live_regions(fly)?)?;
    for database in databases.live.iter().chain(&databases.retired) {
        lines.push(format!("database {} in {}", database.name, database.region));
    }
    let site = ship::site(root, environment, address)?;
    lines.push(format!("{}: {}", site.address, health(smoke::health(&site))));
    Ok(lines.join("\n"))
}

fn release(root: &Path, release: Option<&Release>) -> String {
    let Some(release) = release else { return "nothing has been deployed".to_owned() };
    let Some(commit) = release.commit() else {
        return format!("release {} with {}", release.version, release.image);
    };
    let behind = match revision::commits_behind_main(root, commit) {
        Some(0) => "main is not ahead of it".to_owned(),
        Some(1) => "main is 1 commit ahead".to_owned(),
        Some(commits) => format!("main is {commits} commits ahead"),
        None => "a commit that this repository does not know".to_owned(),
    };
    format!("release {} of commit {commit}: {behind}", release.version)
}

fn health(health: Result<Health>) -> String {
    match health {
        Ok(health) => format!("{}, database {}, commit {}", health.status, health.database, health.revision),
        Err(error) => format!("does not answer: {error:#}"),
    }
}
