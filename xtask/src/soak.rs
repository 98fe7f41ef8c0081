//! `cargo xtask soak`: what the tests do a few times, many times, because what goes wrong here goes wrong seldom.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::bench::table;
use crate::places::{Places, cargo_in};
use crate::postgres::Postgres;
use crate::step::{self, Tally, step, tally};

/// How often.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Times that the program is killed while it signs people in, on each database
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// Times that all tests of the store run: fifty sign-ins at once, workers that take each other's jobs, migrations
    /// that meet
    #[arg(long, default_value_t = 20)]
    rounds: u32,
}

/// One thing that was done many times.
struct Repeated {
    what: &'static str,
    times: u32,
    tally: Tally,
    took: Duration,
}

/// Does everything, prints how it went, and fails when anything failed.
pub(crate) fn run(places: &Places, arguments: &Arguments) -> Result<()> {
    step("Build of the tests", "See above what the compiler said.", || {
        let packages = ["test", "--package=store", "--package=ai-calendar-helper", "--locked", "--no-run"];
        step::run(&mut cargo_in(places, &packages))
    })?;
    let postgres = Postgres::start(places)?;
    let mut kills = tests(places, &postgres, &["killed"]);
    kills.env("STORE_KILLS", arguments.kills.to_string());
    let done = [
        repeat("kill -9 during first sign-ins", arguments.kills, 1, &mut kills)?,
        repeat(
            "all tests of the store",
            arguments.rounds,
            arguments.rounds,
            &mut tests(places, &postgres, &["--quiet"]),
        )?,
        repeat("time of known and unknown addresses (SQLite)", 1, 1, &mut timing(places))?,
    ];
    println!("\n{}", report(&done));
    ensure!(done.iter().all(|one| one.tally.failed == 0 && one.tally.passed > 0), "some failed: see above");
    Ok(())
}

fn tests(places: &Places, postgres: &Postgres, more: &[&str]) -> Command {
    let mut command = cargo_in(places, &["test", "--package=store", "--lib", "--locked"]);
    command.args(more).env("TEST_POSTGRES_URL", postgres.url());
    command
}

/// The statistic that the tests leave out, because only a quiet machine shows it.
fn timing(places: &Places) -> Command {
    let test = ["test", "--package=ai-calendar-helper", "--test=main", "--locked", "requirement_18"];
    let mut command = cargo_in(places, &test);
    command.args(["--", "--ignored", "--nocapture"]);
    command
}

/// Runs `command` so many times; what it does is done `times` in all of them.
fn repeat(what: &'static str, times: u32, runs: u32, command: &mut Command) -> Result<Repeated> {
    let started = Instant::now();
    let tally = step(what, "See above which one failed.", || {
        let mut sum = Tally::default();
        for _ in 0..runs {
            sum += tally(command)?;
        }
        Ok(sum)
    })?;
    Ok(Repeated { what, times, tally, took: started.elapsed() })
}

fn report(done: &[Repeated]) -> String {
    let row = |one: &Repeated| {
        let figures = [one.times.to_string(), one.tally.passed.to_string(), one.tally.failed.to_string()];
        let took = format!("{:.0}", one.took.as_secs_f64());
        [&[one.what.to_owned()], &figures[..], &[took]].concat()
    };
    table(
        &["on SQLite and PostgreSQL", "times each", "tests passed", "failed", "seconds"],
        &done.iter().map(row).collect::<Vec<_>>(),
    )
}
