//! `cargo xtask image`: builds the image of the Dockerfile without a Docker daemon, looks into it, and tries it out.
//!
//! It needs root on Debian, which has the tools.

mod base;
mod container;
mod look;
mod measure;
mod names;
mod program;
mod store;
mod trial;

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use self::store::Store;
use crate::places::Places;
use crate::step::{read, step};

/// The image that is built.
const IMAGE: &str = "localhost/ai-calendar-helper:check";
/// Set by the Dockerfile's stage `test`, in which there is nothing to build with.
const INSIDE: &str = "INSIDE_IMAGE";
/// Most bytes of it.
const MOST_BYTES: u64 = 25_000_000;

/// Builds and tries it; the figures are printed.
pub(crate) fn run(places: &Places) -> Result<()> {
    ensure!(is_possible()?, "the image can be built by root on Debian, and not within a build of it");
    let store = step("Tools and base image", "Install buildah, podman and runc.", || {
        let store = Store::open(places)?;
        base::make(&store, &places.root)?;
        Ok(store)
    })?;
    step("Build of the image", "See above what cargo said.", || base::build(&store, &places.root))?;
    step("A look into the image", "See the Dockerfile.", || look::check(&store, places))?;
    trial::run(&store, places)
}

/// Whether the image can be built here: by root on Debian, and not while it is being built.
pub(crate) fn is_possible() -> Result<bool> {
    let is_debian = Path::new("/etc/debian_version").exists();
    let is_root = read(Command::new("id").arg("-u"))?.trim() == "0";
    Ok(is_debian && is_root && std::env::var_os(INSIDE).is_none())
}
