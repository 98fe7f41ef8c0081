//! Asking a program in another language: JSON Lines in, JSON Lines out, in the same order.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// A counterpart that takes longer hangs.
const LIMIT: Duration = Duration::from_mins(3);

/// Asks a script of `tests/counterparts`, in Python or for Node by its ending.
pub(crate) fn ask(script: &str, questions: &[Value]) -> Vec<Value> {
    let script = folder().join(script);
    let mut child = command(&script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: Vec<String> = questions.iter().map(Value::to_string).collect();
    let writer = thread::spawn(move || input.write_all(lines.join("\n").as_bytes()));
    let mut output = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).map(|_| text)
    });
    finish(&mut child, &script);
    writer.join().unwrap().unwrap();
    let text = reader.join().unwrap().unwrap();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), questions.len(), "{} leaves questions open", script.display());
    answers
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/counterparts")
}

fn command(script: &Path) -> Command {
    if script.extension().is_some_and(|ending| ending == "py") {
        let mut command = Command::new(setting("TEST_PYTHON"));
        command.arg(script);
        command
    } else {
        let mut command = Command::new("node");
        command.arg(script).env("TEST_NODE_MODULES", setting("TEST_NODE_MODULES"));
        command
    }
}

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run cargo xtask test"))
}

fn finish(child: &mut Child, script: &Path) {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            println!("{} answered in {:?}", script.display(), started.elapsed());
            assert!(status.success(), "{} failed", script.display());
            return;
        }
        if started.elapsed() > LIMIT {
            child.kill().unwrap();
            panic!("{} did not answer in {LIMIT:?}", script.display());
        }
        thread::sleep(Duration::from_millis(20));
    }
}
