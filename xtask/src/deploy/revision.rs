//! What git says about the source tree.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Digits of a commit in the label of an image.
const SHORT: usize = 12;

/// The commit that is checked out.
pub(crate) struct Revision {
    /// Forty hexadecimal digits.
    pub(crate) commit: String,
    /// The branch, or `HEAD` when there is none.
    pub(crate) branch: String,
    /// Whether files differ from the commit.
    pub(crate) is_dirty: bool,
}

impl Revision {
    /// Asks git.
    pub(crate) fn of(root: &Path) -> Result<Self> {
        Ok(Self {
            commit: git(root, &["rev-parse", "HEAD"])?,
            branch: git(root, &["rev-parse", "--abbrev-ref", "HEAD"])?,
            is_dirty: !git(root, &["status", "--porcelain"])?.is_empty(),
        })
    }

    /// How an image of this commit is labelled.
    pub(crate) fn label(&self) -> String {
        format!("git-{}", &self.commit[..SHORT])
    }
}

/// How many commits `main` has that `commit` has not; `None` when this repository does not know the commit.
pub(crate) fn commits_behind_main(root: &Path, commit: &str) -> Option<u32> {
    git(root, &["rev-list", "--count", &format!("{commit}..main")]).ok()?.parse().ok()
}

fn git(root: &Path, arguments: &[&str]) -> Result<String> {
    let output =
        Command::new("git").arg("-C").arg(root).args(arguments).output().context("git did not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`git {}`: {}", arguments.join(" "), said.trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
