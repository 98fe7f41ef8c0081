//! `aiosmtpd`, started for one test and ended with it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A running mail server. It ends when its input does, which is at the latest when the test's process ends.
pub(crate) struct Server {
    pub(crate) port: u16,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Server {
    pub(crate) fn start(options: &[&str]) -> Server {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/counterparts/smtp_server.py");
        let python = std::env::var("TEST_PYTHON")
            .unwrap_or_else(|_| panic!("TEST_PYTHON is not set: run cargo xtask test"));
        let mut command = Command::new(python);
        command.arg(script).args(options).stdin(Stdio::piped()).stdout(Stdio::piped());
        // A refused login is a warning to it, not to us.
        let mut child = command.env("PYTHONWARNINGS", "ignore").stderr(Stdio::null()).spawn().unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut port = String::new();
        output.read_line(&mut port).unwrap();
        let port = port.trim().parse().unwrap_or_else(|_| panic!("the server did not start: {options:?}"));
        Server { port, child, input, output }
    }

    /// Ends it; returns the mails that it took.
    pub(crate) fn stop(mut self) -> Vec<Value> {
        drop(self.input.take());
        let lines: Vec<String> = self.output.by_ref().lines().map(Result::unwrap).collect();
        assert!(self.child.wait().unwrap().success(), "the server failed");
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
