//! Where things lie: the source tree, which stays clean, and the target folder, which takes everything else.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The folders that commands work in.
pub(crate) struct Places {
    /// The root of the source tree.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
}

impl Places {
    /// Asks cargo.
    pub(crate) fn find() -> Result<Self> {
        let metadata = Command::new(cargo())
            .args(["metadata", "--format-version=1", "--no-deps", "--locked"])
            .output()
            .context("cargo did not start")?;
        ensure!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
        let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout)?;
        let path = |key: &str| metadata[key].as_str().map(PathBuf::from).with_context(|| format!("no {key}"));
        Ok(Self { root: path("workspace_root")?, target: path("target_directory")? })
    }

    /// A folder below the target folder for what `name` installs or writes; made if it is missing.
    pub(crate) fn tools(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// The program as cargo builds it in `profile` ("debug" or "release").
    pub(crate) fn program(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("ai-calendar-helper").with_extension(std::env::consts::EXE_EXTENSION)
    }
}

/// A cargo command in the source tree.
pub(crate) fn cargo_in(places: &Places, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo());
    command.args(arguments).current_dir(&places.root);
    command
}

/// The cargo that started this program, so that the toolchain stays the same.
fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Copies the files of a folder (not `node_modules`) over another one.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true if entry.file_name() == OsStr::new("node_modules") => {}
            true => copy_folder(&entry.path(), &target)?,
            false => std::fs::copy(entry.path(), target).map(|_| ())?,
        }
    }
    Ok(())
}
