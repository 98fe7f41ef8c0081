//! `cargo xtask fuzz`: the fuzz targets in turn, and what came of it in `docs/fuzzing.md`.
//!
//! Everything fuzzed is safe code (`unsafe_code = "forbid"`), where an address sanitizer has nothing to find and costs
//! most of the time; debug assertions and overflow checks stay on.

mod record;
mod seeds;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;

use self::record::Record;
use crate::places::Places;
use crate::step::{run as run_command, step};

const INSTALL: &str = "Fuzzing needs a nightly compiler and cargo-fuzz. Install them with\n  \
    rustup toolchain install nightly --profile minimal\n  \
    cargo install cargo-fuzz --version 0.13.2 --locked";

/// Of ten parts of a run nine go to short inputs, which run by the thousand, and one to long ones.
const SHORT_PARTS: u64 = 9;
const LONG_OCTETS: u32 = 8192;
/// An input that takes longer than this is a finding: work grows linearly with the length of the text.
const TIMEOUT_SECONDS: u32 = 30;

/// What is fuzzed, and for how long.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// One target; all in turn unless named
    target: Option<Target>,
    /// Seconds for each target
    #[arg(long, default_value_t = 60, conflicts_with = "runs")]
    seconds: u64,
    /// Executions of each target, instead of seconds
    #[arg(long)]
    runs: Option<u64>,
}

/// A file of `fuzz/fuzz_targets`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Target {
    /// Any text as a calendar file
    CalendarFile,
    /// Any text, for its temporal expressions
    Timex,
    /// Any text, for its events
    Extract,
    /// Any file, for its text and the events that it states
    Document,
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Target::CalendarFile => "calendar_file",
            Target::Timex => "timex",
            Target::Extract => "extract",
            Target::Document => "document",
        }
    }

    fn dictionary(self) -> &'static str {
        if self == Target::CalendarFile { "calendar_file.dict" } else { "text.dict" }
    }

    /// Long enough for what the target is about: an event with its zone, an expression, a few lines.
    fn short_octets(self) -> u32 {
        match self {
            Target::CalendarFile => 1024,
            Target::Timex => 128,
            Target::Extract => 384,
            Target::Document => 2048,
        }
    }
}

/// Fuzzes, writes the record, and fails when there was a finding.
pub(crate) fn run(places: &Places, arguments: &Arguments) -> Result<()> {
    ensure!(is_installed(), "{INSTALL}");
    let targets = arguments.target.map_or_else(|| Target::value_variants().to_vec(), |target| vec![target]);
    let mut findings = Vec::new();
    for target in targets {
        let session = Session::new(places, target)?;
        let outcome = step(&format!("Fuzzing {}", target.name()), "", || session.run(arguments))?;
        println!("{}: {} executions, {} findings", target.name(), outcome.executions, outcome.findings.len());
        Record::open(places)?.add(target.name(), outcome.executions, outcome.findings.len() as u64)?;
        findings.extend(outcome.findings);
    }
    for input in &findings {
        println!("finding: {}", input.display());
    }
    ensure!(findings.is_empty(), "some inputs failed: see above; make each a test before it is mended");
    Ok(())
}

fn is_installed() -> bool {
    let mut asked = cargo_fuzz();
    asked.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}

/// Through rustup: the toolchain of this program is another one.
fn cargo_fuzz() -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo", "fuzz"]);
    for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTC", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command
}

/// What one target did.
#[derive(Default)]
struct Outcome {
    executions: u64,
    /// The inputs that failed.
    findings: Vec<PathBuf>,
}

struct Session<'p> {
    places: &'p Places,
    target: Target,
    /// Where interesting inputs are kept from run to run.
    corpus: PathBuf,
    findings: PathBuf,
}

impl<'p> Session<'p> {
    fn new(places: &'p Places, target: Target) -> Result<Self> {
        let name = target.name();
        let corpus = places.tools(&format!("fuzz/corpus/{name}"))?;
        let findings = places.tools(&format!("fuzz/findings/{name}"))?;
        Ok(Self { places, target, corpus, findings })
    }

    fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let name = self.target.name();
        let seeds = seeds::collect(self.places, name)?;
        run_command(self.command("build").arg(name))?;
        let before = self.inputs()?;
        let mut outcome = Outcome::default();
        for (octets, parts) in [(self.target.short_octets(), SHORT_PARTS), (LONG_OCTETS, 10 - SHORT_PARTS)] {
            let share = |whole: u64| (whole * parts / 10).max(1);
            let limit = match arguments.runs {
                Some(runs) => format!("-runs={}", share(runs)),
                None => format!("-max_total_time={}", share(arguments.seconds)),
            };
            outcome.executions += self.fuzz(&seeds, octets, &limit)?;
        }
        outcome.findings = self.inputs()?.into_iter().filter(|input| !before.contains(input)).collect();
        Ok(outcome)
    }

    /// Returns the number of executions; what failed lies in `findings` afterwards.
    fn fuzz(&self, seeds: &Path, octets: u32, limit: &str) -> Result<u64> {
        let fuzz = self.places.root.join("fuzz");
        let mut command = self.command("run");
        command.arg(self.target.name()).arg(&self.corpus).arg(seeds).arg("--");
        command.arg(format!("-dict={}", fuzz.join(self.target.dictionary()).display()));
        command.arg(format!("-artifact_prefix={}/", self.findings.display()));
        command.args([&format!("-max_len={octets}"), limit, "-print_final_stats=1"]);
        command.arg(format!("-timeout={TIMEOUT_SECONDS}"));
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut executions = None;
        for line in BufReader::new(child.stderr.take().context("no output")?).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            executions = executed(&line).or(executions);
            if !line.starts_with('#') {
                eprintln!("{line}");
            }
        }
        child.wait()?;
        let Some(executions) = executions else { bail!("the fuzzer did not say how often it ran") };
        Ok(executions)
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = cargo_fuzz();
        command
            .arg(verb)
            .args(["--sanitizer=none", "--release", "--target-dir"])
            .arg(self.places.target.join("fuzz"));
        command.current_dir(&self.places.root);
        command
    }

    fn inputs(&self) -> Result<Vec<PathBuf>> {
        let inputs = fs::read_dir(&self.findings)?.map(|entry| Ok(entry?.path()));
        inputs.collect()
    }
}

/// The number in libFuzzer's closing line `stat::number_of_executed_units: 1234`.
fn executed(line: &str) -> Option<u64> {
    line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_read_from_the_closing_lines() {
        for (line, executions) in [
            ("stat::number_of_executed_units: 126440", Some(126_440)),
            ("stat::average_exec_per_sec:     3951", None),
            ("#1024\tpulse  cov: 4113 ft: 9001 corp: 311/9Kb exec/s: 512", None),
        ] {
            assert_eq!(executed(line), executions, "{line}");
        }
    }

    #[test]
    fn every_target_is_known_here() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/fuzz_targets");
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        let mut known: Vec<_> = Target::value_variants().iter().map(|target| target.name()).collect();
        known.sort_unstable();
        let names: Vec<_> = files.iter().map(|file| file.file_stem().unwrap()).collect();
        assert_eq!(names, known);
    }
}
