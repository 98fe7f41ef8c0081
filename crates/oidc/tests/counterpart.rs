//! A provider, started for one test and ended with it.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};

/// A running provider. It ends when its input does, which is at the latest when the test's process ends.
pub(crate) struct Counterpart {
    pub(crate) issuer: String,
    child: Child,
    _input: Option<ChildStdin>,
}

impl Counterpart {
    /// Starts a script of the folder that the test command has installed the providers in.
    pub(crate) fn start(script: &str) -> Counterpart {
        let folder = std::env::var("TEST_OIDC")
            .unwrap_or_else(|_| panic!("TEST_OIDC is not set: run cargo xtask test"));
        let mut command = Command::new("node");
        command.arg(PathBuf::from(folder).join(script)).stdin(Stdio::piped()).stdout(Stdio::piped());
        // It warns of everything that is only for tests.
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let input = child.stdin.take();
        let mut issuer = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut issuer).unwrap();
        assert!(issuer.starts_with("http://"), "{script} did not start");
        Counterpart { issuer: issuer.trim().to_owned(), child, _input: input }
    }
}

impl Drop for Counterpart {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
