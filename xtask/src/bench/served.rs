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

/// Each request from one of four thousand addresses, as the header of a trusted proxy would say: one alone would measure
/// the limit per address, and more than the limit remembers would share what one has.
const VISITORS: &str = "function request()\n  local r = math.random\n  wrk.headers['x-visitor'] = \
    string.format('10.0.%d.%d', r(0, 15), r(0, 255))\n  return wrk.format()\nend\n";

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
    row("memory when idle, MB", format!("{:.1}", megabytes(&server)?));
    for _ in 0..PARSES {
        let (status, answer) = http::post_json(server.address, "/api/parse", BODY)?;
        ensure!(status == 200, "/api/parse answered {status}: {answer}");
    }
    row("memory after 1000 parses, MB", format!("{:.1}", megabytes(&server)?));
    row("GET / a second", rate(wrk, &server, "/", &[])?.a_second);
    let script = folder.join("parse.lua");
    let lua = format!(
        "wrk.method = 'POST'\nwrk.headers['content-type'] = 'application/json'\nwrk.body = [[{BODY}]]\n{VISITORS}"
    );
    fs::write(&script, lua)?;
    let parse = ["--script", script.to_str().context("the folder's name is no text")?];
    row("POST /api/parse a second", rate(wrk, &server, "/api/parse", &parse)?.a_second);
    row("memory after that, MB", format!("{:.1}", megabytes(&server)?));
    row("program file, MB", format!("{:.1}", fs::metadata(places.program("release"))?.len() as f64 / 1e6));
    server.stop()?;
    Ok(table(&["the running program", "figure"], &rows))
}

/// What the kernel says is resident.
pub(super) fn megabytes(server: &Server) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// What a load of 16 connections measures.
pub(super) struct Rate {
    /// Answers a second.
    pub(super) a_second: String,
    /// The median of the time for an answer, as wrk writes it.
    pub(super) median: String,
}

/// Asks for `path` for some seconds; anything but good answers is an error.
pub(super) fn rate(wrk: &Path, server: &Server, path: &str, more: &[&str]) -> Result<Rate> {
    let mut command = Command::new(wrk);
    command.args(["--threads=1", "--connections=16", "--latency", "--duration", SECONDS]).args(more);
    let report = read(command.arg(format!("{}{path}", server.url())))?;
    let bad = report.lines().find(|line| line.contains("Non-2xx") || line.contains("Socket errors"));
    ensure!(bad.is_none(), "{path} was not always answered: {}", bad.unwrap_or_default().trim());
    let figure = |start: &str| {
        let line = report.lines().find_map(|line| line.trim().strip_prefix(start));
        line.map(|rest| rest.trim().to_owned()).with_context(|| format!("wrk says nothing of {start}"))
    };
    Ok(Rate { a_second: figure("Requests/sec:")?, median: figure("50%")? })
}
