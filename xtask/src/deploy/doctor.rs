//! `deploy doctor`: `user doctor` there, which finds rows that contradict each other.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::account::{self, Release};
use super::environment::Environment;
use super::fly::Fly;

/// The program in the image, which has no shell.
const COMMAND: &str = "/ai-calendar-helper user doctor";
/// What Fly's init writes when the program of a machine has ended.
const ENDED: &str = "exited normally with code: ";
/// The longest that a one-off machine may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// What can be chosen.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Seconds between two looks at the log of a one-off machine
    #[arg(long, value_name = "SECONDS", default_value_t = 3)]
    pause: u64,
}

/// Asks a running machine, or a one-off machine of the same image.
pub(crate) fn run(fly: &Fly, environment: Environment, options: &Options) -> Result<()> {
    let machines = account::machines(fly, environment.app())?;
    let said = match machines.iter().find(|machine| machine.state == "started") {
        Some(machine) => fly.ask(&["machine", "exec", &machine.id, COMMAND, "--app", environment.app()]),
        None => Err(anyhow::anyhow!("no machine is running")),
    };
    match said {
        Ok(said) => report(&said, exit_code(&said, "Exit code: ").unwrap_or(0)),
        Err(error) => {
            println!("not on a running machine ({error:#}); a one-off machine is asked");
            on_its_own(fly, environment, Duration::from_secs(options.pause))
        }
    }
}

/// Says what the program said; contradictions are a failure.
fn report(said: &str, code: i32) -> Result<()> {
    println!("{}", said.trim());
    ensure!(code == 0, "`user doctor` ended with {code}: see above what it found");
    Ok(())
}

fn on_its_own(fly: &Fly, environment: Environment, pause: Duration) -> Result<()> {
    let app = environment.app();
    let releases = account::releases(fly, app)?;
    let release = releases.iter().find(|release| release.is_good()).context("nothing has been deployed")?;
    let machine = start(fly, app, release)?;
    let log = ["logs", "--app", app, "--machine", &machine, "--no-tail"];
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        let said = fly.ask(&log)?;
        if let Some(code) = exit_code(&said, ENDED) {
            return report(&said, code);
        }
        std::thread::sleep(pause);
    }
    bail!("machine {machine} did not end: `fly logs --app {app} --machine {machine}`")
}

fn start(fly: &Fly, app: &str, release: &Release) -> Result<String> {
    let run = [
        "machine",
        "run",
        "--app",
        app,
        "--rm",
        "--restart",
        "no",
        "--detach",
        &release.image,
        "user",
        "doctor",
    ];
    let said = fly.ask(&run)?;
    let id = said.lines().find_map(|line| line.trim().strip_prefix("Machine ID: "));
    Ok(id.context("fly did not say which machine it started")?.trim().to_owned())
}

/// The number behind `mark`.
fn exit_code(said: &str, mark: &str) -> Option<i32> {
    let (_, rest) = said.split_once(mark)?;
    let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_is_what_fly_wrote() {
        for (said, mark, expected) in [
            ("Exit code: 1\nsession 7 has no user", "Exit code: ", Some(1)),
            ("nothing contradicts anything", "Exit code: ", None),
            ("2026 INFO Main child exited normally with code: 0\n", ENDED, Some(0)),
            ("2026 INFO Main child exited normally with code: 12", ENDED, Some(12)),
        ] {
            assert_eq!(exit_code(said, mark), expected, "{said}");
        }
    }
}
