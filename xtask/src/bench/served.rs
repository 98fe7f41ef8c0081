//! The running program: how soon it answers, how much memory it takes, how much it serves. Loopback only, bounded in time.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::table;
use crate::http;
use crate::places::Places;
use crate::server::Server;
use crate::step::read;

const STARTS: usize = 5;
const PARSES: usize = 1000;
const SECONDS: &str = "5s";
/// Short, because the limit per address counts the bytes that are parsed.
const BODY: &str = r#"{"text":"Lunch Friday 1pm","now":"2026-03-03T12:00","time_zone":"Europe/Brussels"}"#;

/// Each request from an address of its own, as the header of a trusted proxy would say.
const VISITORS: &str = "function request()\n  local r = math.random\n  wrk.headers['x-visitor'] = \
    string.format('10.%d.%d.%d', r(0, 255), r(0, 255), r(0, 255))\n  return wrk.format()\nend\n";

/// Runs everything and returns the table.
pub(super) fn measure(places: &Places, wrk: &Path) -> Result<String> {
    let folder = places.tools("server")?;
    let mut rows = Vec::new();
    let mut row = |what: &str, figure: String| rows.push(vec![what.to_owned(), figure]);

    let mut ready = Vec::new();
    for _ in 0..STARTS {
        let server = Server::start(&places.program("release"), &folder)?;
        ready.push(server.ready_after.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    ready.sort_by(f64::total_cmp);
    row("ready after start (median of 5), ms", format!("{:.0}", ready[STARTS / 2]));

    let server = Server::start(&places.program("release"), &folder)?;
    row("memory when idle, MB", megabytes(&server)?);
    for _ in 0..PARSES {
        let (status, answer) = http::post_json(server.address, "/api/parse", BODY)?;
        ensure!(status == 200, "/api/parse answered {status}: {answer}");
    }
    row("memory after 1000 parses, MB", megabytes(&server)?);
    row("GET / a second", rate(wrk, &server, "/", None)?);
    let script = folder.join("parse.lua");
    let lua = format!(
        "wrk.method = 'POST'\nwrk.headers['content-type'] = 'application/json'\nwrk.body = [[{BODY}]]\n{VISITORS}"
    );
    fs::write(&script, lua)?;
    row("POST /api/parse a second", rate(wrk, &server, "/api/parse", Some(&script))?);
    row("memory after that, MB", megabytes(&server)?);
    row("program file, MB", format!("{:.1}", fs::metadata(places.program("release"))?.len() as f64 / 1e6));
    server.stop()?;
    Ok(table(&["the running program", "figure"], &rows))
}

/// What the kernel says is resident.
fn megabytes(server: &Server) -> Result<String> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(format!("{:.1}", kib * 1024.0 / 1e6))
}

/// Answers a second with 16 connections; only good ones may occur.
fn rate(wrk: &Path, server: &Server, path: &str, script: Option<&Path>) -> Result<String> {
    let mut command = Command::new(wrk);
    command.args(["--threads=1", "--connections=16", "--duration", SECONDS]);
    if let Some(script) = script {
        command.arg("--script").arg(script);
    }
    let report = read(command.arg(format!("{}{path}", server.url())))?;
    let bad = report.lines().find(|line| line.contains("Non-2xx") || line.contains("Socket errors"));
    let line = report.lines().find_map(|line| line.strip_prefix("Requests/sec:")).context("no rate")?;
    Ok(match bad {
        Some(bad) => format!("{} ({})", line.trim(), bad.trim()),
        None => line.trim().to_owned(),
    })
}
