//! A container of the image, held as tightly as a small machine would: read-only, 256 MB, no rights.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::IMAGE;
use super::store::Store;
use crate::step::read;

/// The longest that starting and stopping may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How every container is held. The limits on files and processes are lowered because raising them is not always allowed.
const TIGHT: [&str; 17] = [
    "--runtime",
    "runc",
    "--pull",
    "never",
    "--no-healthcheck",
    "--read-only",
    "--read-only-tmpfs=false",
    "--memory",
    "256m",
    "--memory-swap",
    "256m",
    "--cap-drop",
    "ALL",
    "--pids-limit",
    "64",
    "--ulimit=nofile=1024:1024",
    "--ulimit=nproc=1024:1024",
];

/// What a container is given.
#[derive(Clone, Default)]
pub(super) struct Setup {
    /// Options of `podman run`.
    pub(super) options: Vec<String>,
    /// Settings of the program.
    pub(super) settings: Vec<(String, String)>,
}

impl Setup {
    /// With one more setting.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.settings.push((name.to_owned(), value.into()));
        self
    }

    /// With one more option of `podman run`.
    pub(super) fn option(mut self, option: impl Into<String>) -> Self {
        self.options.push(option.into());
        self
    }

    fn command(&self, store: &Store, more: &[&str], arguments: &[&str]) -> Command {
        let mut command = store.tool("podman", &["run"]);
        command.args(more).args(TIGHT).args(&self.options);
        for (name, value) in &self.settings {
            command.args(["--env", &format!("{name}={value}")]);
        }
        command.arg(IMAGE).args(arguments);
        command
    }

    /// Runs a command of the program to its end.
    pub(super) fn run(&self, store: &Store, arguments: &[&str]) -> Result<Output> {
        Ok(self.command(store, &["--rm"], arguments).stdin(Stdio::null()).output()?)
    }

    /// Starts a command of the program whose end is waited for elsewhere.
    pub(super) fn spawn(&self, store: &Store, arguments: &[&str]) -> Result<std::process::Child> {
        let mut command = self.command(store, &["--rm"], arguments);
        Ok(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?)
    }

    /// Starts what the image does by itself.
    pub(super) fn start<'a>(&self, store: &'a Store) -> Result<Container<'a>> {
        let id = read(&mut self.command(store, &["--detach"], &[]))?.trim().to_owned();
        Ok(Container { store, id })
    }
}

/// A running container; removed when dropped.
pub(super) struct Container<'a> {
    store: &'a Store,
    id: String,
}

impl Container<'_> {
    /// Its process on this machine.
    pub(super) fn pid(&self) -> Result<u32> {
        Ok(self.inspect("{{.State.Pid}}")?.parse()?)
    }

    /// Memory that it holds, in megabytes.
    pub(super) fn megabytes(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()?))?;
        let kilobytes = status.lines().find_map(|line| {
            line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()
        });
        Ok(kilobytes.context("no VmRSS")? / 1024.0)
    }

    /// Runs the program's own health check inside.
    pub(super) fn is_well(&self) -> bool {
        let mut check = self.store.tool("podman", &["exec", &self.id, "/ai-calendar-helper", "healthcheck"]);
        check.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// Waits until something is true.
    pub(super) fn wait_until(&self, what: &str, is_true: impl Fn() -> bool) -> Result<Duration> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if is_true() {
                return Ok(started.elapsed());
            }
            if self.inspect("{{.State.Running}}")? != "true" {
                bail!("the container ended:\n{}", self.log());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("{what}: not within {} s\n{}", PATIENCE.as_secs(), self.log());
    }

    /// Sends a signal; it has to end by itself, with 0.
    pub(super) fn end_by(&self, signal: &str) -> Result<Duration> {
        let asked = Instant::now();
        self.store.read("podman", &["kill", "--signal", signal, &self.id])?;
        let mut wait = self.store.tool("timeout", &["30", "podman", "wait", &self.id]);
        let code = read(&mut wait).with_context(|| format!("it did not end by {signal}"))?;
        ensure!(code.trim() == "0", "it ended by {signal} with {}:\n{}", code.trim(), self.log());
        Ok(asked.elapsed())
    }

    /// Everything that it has printed.
    pub(super) fn log(&self) -> String {
        let output = self.store.tool("podman", &["logs", &self.id]).output();
        output.map(|output| said(&output)).unwrap_or_default()
    }

    fn inspect(&self, format: &str) -> Result<String> {
        self.store.read("podman", &["inspect", "--format", format, &self.id])
    }
}

impl Drop for Container<'_> {
    fn drop(&mut self) {
        let mut remove = self.store.tool("podman", &["rm", "--force", "--time", "2", &self.id]);
        let _ = remove.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// Both streams of a program.
pub(super) fn said(output: &Output) -> String {
    [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat()
}

/// A free port of the loopback interface.
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
