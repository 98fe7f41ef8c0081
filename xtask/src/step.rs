//! One step of a command: announced, timed, and explained when it fails.

use std::io::{BufRead, BufReader, Write};
use std::ops::AddAssign;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Runs `work` under a heading; when it fails, `advice` says what to do.
pub(crate) fn step<T>(title: &str, advice: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {title}");
    let started = Instant::now();
    let result = work().with_context(|| format!("{title}: failed. {advice}"));
    let outcome = if result.is_ok() { "done" } else { "FAILED" };
    println!("── {title}: {outcome} in {:.1} s", started.elapsed().as_secs_f64());
    result
}

/// Runs a program to its end; anything but success is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| missing(command))?;
    check(command, status)
}

/// Runs a program and returns what it printed.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().with_context(|| missing(command))?;
    check(command, output.status)?;
    Ok(String::from_utf8(output.stdout)?)
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` ended with {status}", name(command));
    }
    Ok(())
}

fn missing(command: &Command) -> String {
    format!("`{}` could not be started: is it installed and in the PATH?", name(command))
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// How many tests ran and how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Runs a test runner, passes its output on and counts its tests. A runner that fails without a failed test (it did
/// not compile, it crashed) counts as one failure.
pub(crate) fn tally(command: &mut Command) -> Result<Tally> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| missing(command))?;
    let output = child.stdout.take().context("no output")?;
    let mut sum = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let mut screen = std::io::stdout().lock();
        screen.write_all(&line)?;
        screen.write_all(b"\n")?;
        sum += count(&String::from_utf8_lossy(&line));
    }
    if !child.wait()?.success() && sum.failed == 0 {
        sum.failed = 1;
    }
    Ok(sum)
}

/// What one line of a runner's output adds: cargo's `test result: …`, or node's `ℹ pass 3`.
fn count(line: &str) -> Tally {
    if let Some(rest) = line.strip_prefix("test result: ") {
        let of = |word: &str| {
            let before = rest.split([';', '.']).find_map(|part| part.trim().strip_suffix(word))?;
            before.trim().parse().ok()
        };
        return Tally {
            passed: of("passed").unwrap_or(0),
            failed: of("failed").unwrap_or(0),
            skipped: of("ignored").unwrap_or(0),
        };
    }
    let of = |word: &str| {
        let number = line.strip_prefix("ℹ ")?.strip_prefix(word)?;
        number.trim().parse().ok()
    };
    Tally {
        passed: of("pass ").unwrap_or(0),
        failed: of("fail ").unwrap_or(0) + of("cancelled ").unwrap_or(0),
        skipped: of("skipped ").unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_both_runners_are_counted() {
        for (line, passed, failed, skipped) in [
            (
                "test result: ok. 22 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.29s",
                22,
                0,
                1,
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out; finished",
                3,
                2,
                0,
            ),
            ("ℹ pass 14", 14, 0, 0),
            ("ℹ fail 2", 0, 2, 0),
            ("ℹ cancelled 1", 0, 1, 0),
            ("ℹ skipped 3", 0, 0, 3),
            ("ℹ duration_ms 8012.4", 0, 0, 0),
            ("test calendar::passes ... ok", 0, 0, 0),
            ("", 0, 0, 0),
        ] {
            assert_eq!(count(line), Tally { passed, failed, skipped }, "{line}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_runner_that_crashes_counts_as_a_failure() {
        let shell = |script: &str| tally(Command::new("sh").args(["-c", script])).unwrap();
        assert_eq!(shell("exit 101"), Tally { failed: 1, ..Tally::default() });
        assert_eq!(shell("echo 'ℹ pass 2'; exit 1"), Tally { passed: 2, failed: 1, skipped: 0 });
        assert_eq!(shell("echo 'ℹ pass 2'"), Tally { passed: 2, ..Tally::default() });
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(format!("{error:#}").contains("no-such-program-here"), "{error:#}");
    }
}
