//! `deploy run`: looked at before, tried out after, and put back when it does not work.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::account::{self, Release};
use super::consent::Consent;
use super::environment::Environment;
use super::fly::Fly;
use super::preflight::{self, Plan};
use super::rollback;
use super::secrets;
use super::smoke::{self, Site};

/// What can be chosen.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Deploy although files differ from the last commit
    #[arg(long)]
    dirty: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

impl Options {
    /// With a clean tree.
    pub(crate) fn clean(asking: &Asking) -> Self {
        Self { dirty: false, asking: asking.clone() }
    }
}

/// How the site is asked afterwards.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Asking {
    /// The file with `SECRET_KEY`, which signs the throw-away account [default: .env.production or .env.dev]
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Address of the site [default: `PUBLIC_URL` of fly.toml]
    #[arg(long, value_name = "URL")]
    pub(crate) site: Option<String>,
    /// Seconds that the site may take to be ready
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub(crate) patience: u64,
}

impl Asking {
    /// The longest to wait for the site.
    pub(crate) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }
}

/// One deployment.
pub(crate) struct Shipment<'a> {
    pub(crate) fly: &'a Fly,
    pub(crate) root: &'a Path,
    pub(crate) environment: Environment,
    pub(crate) site: Site,
    pub(crate) secret_key: String,
    pub(crate) patience: Duration,
}

/// Deploys the commit that is checked out.
pub(crate) fn run(shipment: &Shipment, options: &Options, consent: Consent) -> Result<()> {
    let environment = shipment.environment;
    let plan = preflight::check(shipment.fly, shipment.root, environment, options.dirty)?;
    let before = shipment.running()?;
    println!("{} gets {} in {}", environment.app(), plan.revision.label(), plan.region);
    match &before {
        Some(release) => println!("to fall back on: release {} with {}", release.version, release.image),
        None => println!("to fall back on: nothing, this is the first deployment"),
    }
    match environment {
        Environment::Prod => consent.ask_for(environment.app(), "People see this.")?,
        Environment::Dev => consent.ask("Deploy?")?,
    }
    let deployed = shipment.deploy(&plan);
    shipment.judge(&plan, before.as_ref(), deployed)
}

impl Shipment<'_> {
    /// The newest release that has served.
    pub(crate) fn running(&self) -> Result<Option<Release>> {
        let releases = account::releases(self.fly, self.environment.app())?;
        Ok(releases.into_iter().find(Release::is_good))
    }

    fn deploy(&self, plan: &Plan) -> Result<()> {
        let (label, argument) = (plan.revision.label(), format!("REVISION={}", plan.revision.commit));
        let mut arguments = vec![
            "deploy",
            "--app",
            self.environment.app(),
            "--config",
            self.environment.config_file(),
            "--remote-only",
            // One machine: a second one would send nothing twice, but cost as much again.
            "--ha=false",
            "--image-label",
            &label,
            "--build-arg",
            &argument,
        ];
        if plan.region_differs {
            arguments.extend(["--primary-region", &plan.region]);
        }
        self.fly.run(&arguments)
    }

    /// The exit code of `fly deploy` alone misleads both ways, so the site is asked whatever it was.
    fn judge(&self, plan: &Plan, before: Option<&Release>, deployed: Result<()>) -> Result<()> {
        // After a failure the old version, if it serves, is not waited for to become the new one.
        let patience = if deployed.is_ok() { self.patience } else { Duration::ZERO };
        let works = smoke::check(&self.site, Some(&plan.revision.commit), &self.secret_key, patience);
        match (deployed, works) {
            (Ok(()), Ok(())) => println!("{} serves {}", self.site.address, plan.revision.label()),
            (Err(error), Ok(())) => println!("it works, although fly complained: {error:#}"),
            (Err(error), Err(_)) if self.serves(before) => {
                return Err(error.context(
                    "the deployment failed, and the version before serves on: nothing had to be put back",
                ));
            }
            (Ok(()), Err(error)) | (Err(error), Err(_)) => return self.put_back(before, error),
        }
        Ok(())
    }

    fn serves(&self, release: Option<&Release>) -> bool {
        let commit = release.and_then(Release::commit);
        let is_it = |commit| {
            smoke::health(&self.site).is_ok_and(|health| health.is_of(commit) && health.status == "ok")
        };
        commit.is_some_and(is_it)
    }

    fn put_back(&self, before: Option<&Release>, error: anyhow::Error) -> Result<()> {
        let app = self.environment.app();
        let Some(before) = before else {
            return Err(error.context(format!(
                "the first deployment does not work, and there is nothing to put back: look at `fly logs --app {app}`, \
                 mend it and deploy again; nobody else sees it until then"
            )));
        };
        println!("it does not work: {error:#}");
        rollback::to(self, before)
            .with_context(|| format!("it does not work ({error:#}), and putting back failed"))?;
        bail!("the new version does not work ({error:#}); {} is put back and works", before.image)
    }
}

/// The parts that smoke test and deployment share.
pub(crate) fn shipment<'a>(
    fly: &'a Fly,
    root: &'a Path,
    environment: Environment,
    asking: &Asking,
) -> Result<Shipment<'a>> {
    let secret_key = secrets::secret_key(root, environment, asking.from.as_deref())
        .context("the smoke test signs in with SECRET_KEY")?;
    let site = site(root, environment, asking.site.as_deref())?;
    Ok(Shipment { fly, root, environment, site, secret_key, patience: asking.patience() })
}

/// The site of an environment, unless another address is given.
pub(crate) fn site(root: &Path, environment: Environment, address: Option<&str>) -> Result<Site> {
    let config = super::config::Config::read(root, environment.config_file())?;
    let address = address.or(config.env("PUBLIC_URL")).context("no address")?;
    Ok(Site::new(address))
}
