//! A project of its own with git, settings for both environments, and an account at the stand-in for Fly.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// What is copied out of the source tree.
const FILES: [&str; 4] = ["fly.toml", "fly.dev.toml", "Dockerfile", "env.example"];

/// A folder that is removed when dropped.
pub(crate) struct Project {
    folder: TempDir,
}

/// What a command said, and whether it succeeded.
#[derive(Debug)]
pub(crate) struct Said {
    /// Both streams.
    pub(crate) text: String,
    /// Exit code 0.
    pub(crate) is_good: bool,
}

impl Project {
    /// An empty account, a clean tree on main, good secrets.
    pub(crate) fn new() -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir_all(project.root().join("src")).unwrap();
        std::fs::create_dir_all(project.account()).unwrap();
        for file in FILES {
            std::fs::copy(source().join(file), project.root().join(file)).unwrap();
        }
        project.write("Cargo.toml", "[package]\nname = \"project\"\nversion = \"0.0.0\"\n\n[workspace]\n");
        project.write("src/lib.rs", "");
        project.write(".gitignore", ".env.*\ntarget\nCargo.lock\n");
        project
            .write_secret(".env.dev", "SECRET_KEY=k3JvQ9xT2mZ8wL5nR7bY4cF6hD1gS0pA\nAPP_ENV=development\n");
        project.write_secret(
            ".env.production",
            "SECRET_KEY=p8WqA1zX6nE3vU9kT5rI2oL7jM4hB0yC\nAPP_ENV=production\n",
        );
        project.git(&["init", "--quiet", "--initial-branch=main"]);
        project.commit("first");
        project.set(&json!({ "regions": [
            { "code": "iad", "name": "Ashburn", "deprecated": false },
            { "code": "lax", "name": "Los Angeles", "deprecated": false },
            { "code": "sea", "name": "Seattle", "deprecated": true },
            { "code": "sjc", "name": "San Jose", "deprecated": false },
        ]}));
        project
    }

    /// The source tree of the project.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("tree")
    }

    /// Where the stand-in for Fly keeps its account.
    pub(crate) fn account(&self) -> PathBuf {
        self.folder.path().join("account")
    }

    /// Writes a file of the tree.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.root().join(name), text).unwrap();
    }

    /// Writes a file that only its owner may read.
    pub(crate) fn write_secret(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        self.write(name, text);
        std::fs::set_permissions(self.root().join(name), std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// Commits everything, with a change so that the commit is another one.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.write("src/lib.rs", &format!("//! {message}\n"));
        self.git(&["add", "--all"]);
        self.git(&[
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@invalid",
            "commit",
            "--quiet",
            "--message",
            message,
        ]);
        self.git(&["rev-parse", "--short=12", "HEAD"])
    }

    /// Runs git in the tree.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.root()).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null");
        let output = git.output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// What the account has now.
    pub(crate) fn state(&self) -> Value {
        serde_json::from_str(&std::fs::read_to_string(self.account().join("state.json")).unwrap()).unwrap()
    }

    /// Changes some entries of the account.
    pub(crate) fn set(&self, entries: &Value) {
        let path = self.account().join("state.json");
        let mut state = if path.exists() { self.state() } else { json!({}) };
        for (name, value) in entries.as_object().unwrap() {
            state[name] = value.clone();
        }
        std::fs::write(path, state.to_string()).unwrap();
    }

    /// Makes the next calls that begin like this fail.
    pub(crate) fn fail(&self, call: &str, says: &str) {
        self.set(&json!({ "failures": [{ "call": call, "says": says }] }));
    }

    /// Every call of `fly` so far, without those that only ask.
    pub(crate) fn changes(&self) -> Vec<String> {
        let asking = [
            "version",
            "auth whoami",
            "platform",
            "apps list",
            "secrets list",
            "machine list",
            "releases",
            "config",
        ];
        self.calls().into_iter().filter(|call| !asking.iter().any(|start| call.starts_with(start))).collect()
    }

    /// Every call of `fly` so far.
    pub(crate) fn calls(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.account().join("calls")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str::<Vec<String>>(line).unwrap().join(" ")).collect()
    }

    /// What was read by the stand-in, by the name of its file.
    pub(crate) fn received(&self, name: &str) -> String {
        std::fs::read_to_string(self.account().join(name)).unwrap_or_default()
    }

    /// `cargo xtask deploy …` with the stand-in for Fly in front of the PATH.
    pub(crate) fn deploy(&self, arguments: &[&str]) -> Said {
        self.deploy_answering(arguments, "")
    }

    /// The same with somebody who types.
    pub(crate) fn deploy_answering(&self, arguments: &[&str], answer: &str) -> Said {
        use std::io::Write;
        let mut command = self.command(stand_in(), arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Whoever does not ask does not read; then the answer has nowhere to go.
        let _ = child.stdin.take().unwrap().write_all(answer.as_bytes());
        said(&child.wait_with_output().unwrap())
    }

    /// The same with another program for Fly.
    pub(crate) fn deploy_with(&self, fly: &str, arguments: &[&str]) -> Said {
        said(&self.command(fly, arguments).stdin(Stdio::null()).output().unwrap())
    }

    fn command(&self, fly: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("deploy").args(arguments).current_dir(self.root());
        command.env("FLYCTL", fly).env("FAKE_FLY", self.account()).env("GIT_CONFIG_GLOBAL", "/dev/null");
        // A move of a database leaves a copy of it there.
        command.env("TMPDIR", self.folder.path());
        command
    }

    /// A call of `fly` by hand.
    pub(crate) fn fly(&self, arguments: &[String]) -> Said {
        let mut command = Command::new(stand_in());
        command.args(arguments).env("FAKE_FLY", self.account()).stdin(Stdio::null());
        said(&command.output().unwrap())
    }
}

/// The real source tree.
pub(crate) fn source() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn stand_in() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/deploy/fly")
}

fn said(output: &Output) -> Said {
    let text = [output.stdout.as_slice(), b"\n", output.stderr.as_slice()].concat();
    Said { text: String::from_utf8_lossy(&text).into_owned(), is_good: output.status.success() }
}
