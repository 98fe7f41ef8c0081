//! Commands for people who work on the project: `cargo xtask <command>`.
//!
//! Each command is one file. They may install what they need (into the target folder, or with apt when run as
//! root on Debian), and they print every step with the time it took.

mod accuracy;
mod bench;
mod deploy;
mod fuzz;
mod http;
mod image;
mod install;
mod places;
mod postgres;
mod screenshot;
mod server;
mod soak;
mod step;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::places::Places;

/// Commands for people who work on the project.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the tests need, then run all of them
    Test,
    /// Install what the tests need, and say how to run a part of them by hand
    Setup,
    /// Measure the engine and a peer, the running server and the page, and print the figures
    Bench {
        /// One part; all unless named
        part: Option<bench::Part>,
    },
    /// Count what is right of the project's own texts, into `docs/accuracy.md`
    Accuracy,
    /// Deploy to Fly.io, and look after what is deployed there
    Deploy(deploy::Arguments),
    /// Let a fuzzer make up texts and calendar files, and record how often it ran
    Fuzz(fuzz::Arguments),
    /// Build the image, look into it and try it out, without a Docker daemon (root on Debian)
    Image,
    /// Run a command with a PostgreSQL of its own, whose address is in `TEST_POSTGRES_URL`
    Postgres {
        /// For example `cargo test -p store`
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
    /// Do many times what the tests do a few times: kills during sign-ins, races between instances
    Soak(soak::Arguments),
    /// Take the picture of the page that the README shows
    Screenshot,
}

fn main() -> Result<()> {
    let places = Places::find()?;
    match Arguments::parse().command {
        Command::Test => test::run(&places),
        Command::Setup => setup(&places),
        Command::Bench { part } => bench::run(&places, part),
        Command::Accuracy => accuracy::run(&places),
        Command::Deploy(arguments) => deploy::run(&places, &arguments),
        Command::Fuzz(arguments) => fuzz::run(&places, &arguments),
        Command::Image => image::run(&places),
        Command::Postgres { command } => postgres::run_with(&places, &command),
        Command::Soak(arguments) => soak::run(&places, &arguments),
        Command::Screenshot => screenshot::run(&places),
    }
}

/// Ends with what `cargo test` needs in its environment to run a part of the tests by hand.
fn setup(places: &Places) -> Result<()> {
    let tools = install::for_tests(places)?;
    println!("export TEST_PYTHON={}", tools.python.display());
    println!("export TEST_NODE_MODULES={}", tools.node_modules.display());
    println!("export TEST_OIDC={}", tools.oidc.display());
    Ok(())
}
