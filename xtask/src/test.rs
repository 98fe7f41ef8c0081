//! `cargo xtask test`: everything the tests need, then every test.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::image;
use crate::install::{self, Tools};
use crate::places::{Places, cargo_in};
use crate::postgres::Postgres;
use crate::server::Server;
use crate::step::{self, Tally, step, tally};

/// Runs all tests; those of one kind also when those before failed. The last line counts them.
pub(crate) fn run(places: &Places) -> Result<()> {
    let tools = install::for_tests(places)?;
    step("Build of the tests", "See above what the compiler said.", || {
        step::run(&mut cargo_in(places, &["test", "--workspace", "--locked", "--no-run"]))
    })?;
    let postgres = Postgres::start(places)?;
    let mut sum = rust(places, &tools, &postgres)?;
    sum += browser(places, &tools, &postgres)?;
    drop(postgres);
    sum += image(places)?;
    println!("\n{sum}");
    ensure!(sum.failed == 0, "some tests failed: see above");
    ensure!(sum.passed > 0, "no test ran");
    Ok(())
}

fn rust(places: &Places, tools: &Tools, postgres: &Postgres) -> Result<Tally> {
    step("Rust tests", "See above which one failed.", || {
        tally(
            cargo_in(places, &["test", "--workspace", "--locked", "--no-fail-fast"])
                .env("TEST_POSTGRES_URL", postgres.url())
                .env("TEST_PYTHON", &tools.python)
                .env("TEST_NODE_MODULES", &tools.node_modules)
                .env("TEST_OIDC", &tools.oidc),
        )
    })
}

/// The program is the one that was built for the Rust tests: building it alone, with fewer features in its
/// dependencies, would compile half of them again.
fn browser(places: &Places, tools: &Tools, postgres: &Postgres) -> Result<Tally> {
    step("Browser tests", "See above which one failed.", || {
        let server = Server::start(&places.program("debug"), &places.tools("server")?)?;
        let mut tests = node_tests(places, tools, &server)?;
        let tally = tally(tests.env("TEST_POSTGRES_URL", postgres.url()))?;
        server.stop()?;
        Ok(tally)
    })
}

/// Counts as one test.
fn image(places: &Places) -> Result<Tally> {
    let mut tally = Tally::default();
    if !image::is_possible()? {
        println!("── Image: skipped, since only root on Debian can build it");
        tally.skipped = 1;
    } else if let Err(error) = image::run(places) {
        println!("{error:#}");
        tally.failed = 1;
    } else {
        tally.passed = 1;
    }
    Ok(tally)
}

/// The time limit is for each file, too; what a test waits for has a limit of its own.
fn node_tests(places: &Places, tools: &Tools, server: &Server) -> Result<Command> {
    let mut command = Command::new("node");
    command
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=900000"])
        .args(test_files(places)?)
        .current_dir(&tools.browser)
        .env("BASE_URL", server.url())
        .env("PROGRAM", places.program("debug"))
        .env("CHROMIUM", &tools.chromium)
        .env("TEST_OIDC", &tools.oidc)
        .env("SCREENSHOTS", places.tools("screenshots")?);
    Ok(command)
}

/// The test files that the source tree has now: the copy may still hold one that was renamed.
fn test_files(places: &Places) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(places.root.join("e2e/tests"))? {
        files.push(Path::new("tests").join(entry?.file_name()));
    }
    files.sort();
    Ok(files)
}
