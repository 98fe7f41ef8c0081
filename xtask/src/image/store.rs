//! Where images and containers are kept while they are tried: below the target folder, apart from those of the system.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::install;
use crate::places::Places;
use crate::step::{read, run};

/// A folder of images.
pub(super) struct Store {
    configuration: PathBuf,
    /// A folder for what is prepared for them.
    pub(super) folder: PathBuf,
}

impl Store {
    /// Installs the tools when they are missing.
    pub(super) fn open(places: &Places) -> Result<Self> {
        for (program, packages) in [("buildah", ["buildah"]), ("podman", ["podman"]), ("runc", ["runc"])] {
            install::debian(program, &packages)?;
        }
        let folder = places.tools("image")?;
        let configuration = folder.join("storage.conf");
        let (graph, run) = (folder.join("graph"), folder.join("run"));
        let text = format!(
            "[storage]\ndriver = \"overlay\"\ngraphroot = \"{}\"\nrunroot = \"{}\"\n",
            graph.display(),
            run.display()
        );
        std::fs::write(&configuration, text)?;
        Ok(Self { configuration, folder })
    }

    /// One of the tools, on these images.
    pub(super) fn tool(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env("CONTAINERS_STORAGE_CONF", &self.configuration);
        command
    }

    /// Runs a tool to its end.
    pub(super) fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        run(&mut self.tool(program, arguments))
    }

    /// Runs a tool and returns what it said, without the end of its line.
    pub(super) fn read(&self, program: &str, arguments: &[&str]) -> Result<String> {
        Ok(read(&mut self.tool(program, arguments))?.trim_end().to_owned())
    }
}
