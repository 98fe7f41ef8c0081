//! The one place that calls `fly`: every call is printed as it could be typed by hand.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// Another name of the program, for those who have it elsewhere.
const VARIABLE: &str = "FLYCTL";
/// What it is called; some installations have one of the names alone.
const NAMES: [&str; 2] = ["fly", "flyctl"];
/// Lines of an error that are passed on.
const LINES: usize = 12;

/// Fly's command line, run in the source tree.
pub(crate) struct Fly {
    program: String,
    root: PathBuf,
}

impl Fly {
    /// Finds the program and sees that somebody is signed in.
    pub(crate) fn find(root: &Path) -> Result<Self> {
        const WHO: [&str; 2] = ["auth", "whoami"];
        show(&WHO);
        let names =
            std::env::var(VARIABLE).map_or_else(|_| NAMES.map(str::to_owned).to_vec(), |name| vec![name]);
        for program in &names {
            let fly = Self { program: program.clone(), root: root.to_owned() };
            if let Ok(output) = fly.command(&WHO).stdin(Stdio::null()).output() {
                let why = last_lines(&output.stderr);
                ensure!(output.status.success(), "nobody is signed in at Fly: run `fly auth login`\n{why}");
                return Ok(fly);
            }
        }
        bail!(
            "`{}` cannot be started: install it from https://fly.io/docs/flyctl/install/, or set {VARIABLE} to where it is",
            names.join("` or `")
        )
    }

    /// Runs a command whose output people read.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<()> {
        show(arguments);
        let status = self.command(arguments).stdin(Stdio::null()).status()?;
        ensure!(status.success(), "`{}` ended with {status}", typed(arguments));
        Ok(())
    }

    /// Runs a command and returns what it said.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Result<String> {
        show(arguments);
        let output = self.command(arguments).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            bail!("`{}` ended with {}:\n{}", typed(arguments), output.status, last_lines(&output.stderr));
        }
        String::from_utf8(output.stdout)
            .with_context(|| format!("`{}` did not answer with text", typed(arguments)))
    }

    /// Runs a command with `--json` and reads its answer.
    pub(crate) fn json(&self, arguments: &[&str]) -> Result<Value> {
        let arguments = [arguments, &["--json"]].concat();
        let said = self.ask(&arguments)?;
        serde_json::from_str(&said)
            .with_context(|| format!("`{}` did not answer with JSON", typed(&arguments)))
    }

    /// Runs a command that reads `input`, which is not shown.
    pub(crate) fn feed(&self, arguments: &[&str], input: &str) -> Result<()> {
        show(arguments);
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn()?;
        let written = child.stdin.take().context("no input")?.write_all(input.as_bytes());
        let status = child.wait()?;
        ensure!(status.success(), "`{}` ended with {status}", typed(arguments));
        Ok(written?)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(&self.root);
        command
    }
}

fn show(arguments: &[&str]) {
    println!("$ {}", typed(arguments));
}

/// A call as it can be pasted into a shell.
pub(crate) fn typed(arguments: &[&str]) -> String {
    let mut line = "fly".to_owned();
    for argument in arguments {
        let is_plain = !argument.is_empty()
            && argument.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./:=@,+".contains(&b));
        let quoted = argument.replace('\'', "'\\''");
        let _ = if is_plain { write!(line, " {argument}") } else { write!(line, " '{quoted}'") };
    }
    line
}

fn last_lines(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let lines: Vec<_> = text.trim().lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_shown_as_a_shell_takes_it() {
        for (arguments, expected) in [
            (vec!["apps", "list", "--json"], "fly apps list --json"),
            (vec!["machine", "exec", "1", "/app user doctor"], "fly machine exec 1 '/app user doctor'"),
            (
                vec!["deploy", "--image", "registry.fly.io/a:git-1"],
                "fly deploy --image registry.fly.io/a:git-1",
            ),
            (vec!["it's", ""], "fly 'it'\\''s' ''"),
        ] {
            assert_eq!(typed(&arguments), expected);
        }
    }

    #[test]
    fn of_a_long_error_the_end_is_passed_on() {
        let long: String =
            (0..40).flat_map(|n| ["line ".to_owned(), n.to_string(), "\n".to_owned()]).collect();
        assert_eq!(last_lines(long.as_bytes()).lines().count(), LINES);
        assert!(last_lines(long.as_bytes()).ends_with("line 39"));
        assert_eq!(last_lines(b""), "");
    }
}
