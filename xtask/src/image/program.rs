//! The program as Fly runs it: what it refuses to start with, says about itself, counts and logs, and that the smoke test
//! of a deployment finds nothing to complain about.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::container::{Container, Setup, said};
use super::store::Store;
use crate::deploy::smoke::{self, Site};
use crate::http;

/// How a program ends whose settings cannot be used.
const EX_CONFIG: i32 = 78;
/// Where Fly says it is.
const REGION: &str = "sjc";
/// What Fly calls its machine.
const MACHINE: &str = "148one";

/// What Fly sets.
pub(super) fn on_fly(setup: Setup) -> Setup {
    setup.with("FLY_APP_NAME", "calendar").with("FLY_REGION", REGION).with("FLY_MACHINE_ID", MACHINE)
}

/// Without settings, and with a database that would not last: one message, and an exit code of its own.
pub(super) fn refuses(store: &Store, key: &str) -> Result<()> {
    let alone = || Setup::default().option("--network=none");
    for (setup, part) in [
        (alone(), "SECRET_KEY"),
        (alone().with("SECRET_KEY", key).with("METRICS_PORT", "3000"), "METRICS_PORT"),
        (
            on_fly(alone().with("SECRET_KEY", key)),
            "fly postgres attach calendar-db --app calendar --superuser=false",
        ),
    ] {
        let ended = setup.run(store, &["serve"])?;
        ensure!(ended.status.code() == Some(EX_CONFIG), "it ended with {}: {}", ended.status, said(&ended));
        ensure!(said(&ended).contains(part), "it does not speak of {part}: {}", said(&ended));
    }
    Ok(())
}

/// Everything that Fly and a deployment ask of it.
pub(super) fn check(
    container: &Container,
    address: SocketAddr,
    metrics_port: u16,
    key: &str,
    revision: &str,
) -> Result<()> {
    health(address, revision)?;
    metrics(address, metrics_port)?;
    smoke::check(&Site::new(&format!("http://{address}")), Some(revision), key, Duration::from_secs(10))?;
    log(&container.log())
}

fn health(address: SocketAddr, revision: &str) -> Result<()> {
    for path in ["/api/health", "/api/health?deep=1"] {
        let (status, body) = http::get(address, path)?;
        let said: Value = serde_json::from_str(&body).context("no JSON")?;
        ensure!(status == 200, "{path} answers with {status}: {body}");
        for (name, value) in [
            ("status", "ok"),
            ("database", "ok"),
            ("region", REGION),
            ("machine", MACHINE),
            ("revision", revision),
        ] {
            ensure!(said[name] == value, "{path}: {name} is {}", said[name]);
        }
    }
    Ok(())
}

/// Counted on a port of its own, and not on the one that everybody reaches.
fn metrics(address: SocketAddr, port: u16) -> Result<()> {
    let (status, body) = http::get(SocketAddr::new(address.ip(), port), "/metrics")?;
    ensure!(status == 200 && body.contains("# EOF"), "/metrics answers with {status}: {body}");
    let (public, _) = http::get(address, "/metrics")?;
    ensure!(public == 404, "/metrics is public");
    Ok(())
}

/// Each line says where it comes from; the first is the address, for people.
fn log(text: &str) -> Result<()> {
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("http")).collect();
    ensure!(!lines.is_empty(), "nothing is logged");
    for line in lines {
        let said: Value = serde_json::from_str(line).with_context(|| format!("no JSON: {line}"))?;
        ensure!(
            said["region"] == REGION && said["machine"] == MACHINE,
            "it does not say where it comes from: {line}"
        );
    }
    Ok(())
}
