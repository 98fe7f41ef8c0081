//! `cargo xtask deploy`: from a commit to a site on Fly.io that has been seen to work.
//!
//! Each command is one file; `fly.rs` is the one place that calls Fly's own command line, `config.rs` knows what may stand
//! in fly.toml, and `docs/deployment.md` is the manual.

mod account;
mod config;
mod consent;
mod doctor;
mod environment;
mod fly;
mod preflight;
mod revision;
mod rollback;
mod secrets;
mod setup;
mod ship;
pub(crate) mod smoke;
mod status;

use anyhow::Result;
use clap::{Args, Subcommand};

use self::consent::Consent;
use self::environment::Environment;
use self::fly::Fly;
use crate::places::Places;

/// Deploy to Fly.io.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    /// Ask nothing
    #[arg(long, global = true)]
    yes: bool,
}

#[derive(Subcommand)]
enum Action {
    /// Make app and database, or move them out of a region that Fly has retired
    Setup {
        environment: Environment,
        #[command(flatten)]
        options: setup::Options,
    },
    /// Send the secrets of a file to Fly
    Secrets {
        environment: Environment,
        #[command(flatten)]
        options: secrets::Options,
    },
    /// Deploy the commit that is checked out, try it out, put the version before back when it does not work
    Run {
        environment: Environment,
        #[command(flatten)]
        options: ship::Options,
    },
    /// Try out what is deployed, signing in with a throw-away account
    Smoke {
        environment: Environment,
        #[command(flatten)]
        asking: ship::Asking,
    },
    /// Look for accounts and sessions that contradict each other there
    Doctor {
        environment: Environment,
        #[command(flatten)]
        options: doctor::Options,
    },
    /// Go back to an earlier release
    Rollback {
        environment: Environment,
        #[command(flatten)]
        options: rollback::Options,
        #[command(flatten)]
        asking: ship::Asking,
    },
    /// What runs where, how it is, and how far main is ahead
    Status {
        /// Both unless named
        environment: Option<Environment>,
        /// Address of the site [default: `PUBLIC_URL` of fly.toml]
        #[arg(long, value_name = "URL", requires = "environment")]
        site: Option<String>,
    },
}

/// Does what was asked for.
pub(crate) fn run(places: &Places, arguments: &Arguments) -> Result<()> {
    let (root, consent) = (places.root.as_path(), Consent { given: arguments.yes });
    let fly = Fly::find(root)?;
    match &arguments.action {
        Action::Setup { environment, options } => setup::run(&fly, root, *environment, options, consent),
        Action::Secrets { environment, options } => secrets::send(&fly, root, *environment, options),
        Action::Run { environment, options } => {
            ship::run(&ship::shipment(&fly, root, *environment, &options.asking)?, options, consent)
        }
        Action::Smoke { environment, asking } => {
            let shipment = ship::shipment(&fly, root, *environment, asking)?;
            smoke::check(&shipment.site, None, &shipment.secret_key, shipment.patience)
        }
        Action::Doctor { environment, options } => doctor::run(&fly, *environment, options),
        Action::Rollback { environment, options, asking } => {
            rollback::run(&ship::shipment(&fly, root, *environment, asking)?, options, consent)
        }
        Action::Status { environment, site } => {
            let environments = environment.map_or(Environment::ALL.to_vec(), |one| vec![one]);
            status::run(&fly, root, &environments, site.as_deref())
        }
    }
}
