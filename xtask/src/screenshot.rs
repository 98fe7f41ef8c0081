//! `cargo xtask screenshot`: the picture of the page that the README shows.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::install;
use crate::places::{Places, cargo_in};
use crate::server::Server;
use crate::step::{self, step};

/// A README is read on the road too.
const MAX_BYTES: u64 = 200 * 1024;

/// Writes `docs/screenshot.png`.
pub(crate) fn run(places: &Places) -> Result<()> {
    let chromium = install::chromium()?;
    let browser = install::browser_tests(places)?;
    step("The program", "See above what the compiler said.", || {
        step::run(&mut cargo_in(places, &["build", "--locked", "--package=ai-calendar-helper"]))
    })?;
    let picture = places.root.join("docs/screenshot.png");
    step("Picture", "See above what the browser said.", || {
        let server = Server::start(&places.program("debug"), &places.tools("server")?)?;
        let mut script = Command::new("node");
        script.arg("screenshot.mjs").arg(&picture).current_dir(&browser);
        step::run(script.env("BASE_URL", server.url()).env("CHROMIUM", &chromium))?;
        server.stop()
    })?;
    let bytes = std::fs::metadata(&picture)?.len();
    ensure!(bytes <= MAX_BYTES, "{} has {bytes} bytes, more than {MAX_BYTES}", picture.display());
    println!("{} ({} KiB)", picture.display(), bytes / 1024);
    Ok(())
}
