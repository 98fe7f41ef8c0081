//! The build itself. No registry is asked for the base image: this machine's own Rust and compilers, mounted read-only,
//! stand in for it, so that a build takes no download and the result is the same.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::IMAGE;
use super::store::Store;
use crate::step::{read, run};

/// Where the toolchain is mounted.
const RUST: &str = "/opt/rust";

/// Makes the stand-in for the base image that the Dockerfile names.
pub(super) fn make(store: &Store, root: &Path) -> Result<()> {
    let folder = store.folder.join("base");
    lay_out(&folder)?;
    let name = name(root)?;
    let container = store.read("buildah", &["from", "scratch"])?;
    store.run("buildah", &["add", "--quiet", &container, &folder.to_string_lossy(), "/"])?;
    let path = format!("PATH={RUST}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    store.run("buildah", &["config", "--env", &path, &container])?;
    // The same time for the same content, so that what was built on it before is used again.
    run(store
        .tool("buildah", &["commit", "--quiet", "--timestamp", "0", &container, &name])
        .stdout(Stdio::null()))?;
    run(store.tool("buildah", &["rm", &container]).stdout(Stdio::null()))
}

/// Folders to mount on, and the links that a system has.
fn lay_out(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for name in
        ["usr", "opt/rust", "etc/ssl", "etc/alternatives", "var", "root", "run", "proc", "dev", "sys", "tmp"]
    {
        fs::create_dir_all(folder.join(name))?;
    }
    fs::set_permissions(folder.join("tmp"), fs::Permissions::from_mode(0o1777))?;
    for name in ["bin", "sbin", "lib", "lib64"] {
        symlink(format!("usr/{name}"), folder.join(name))?;
    }
    fs::write(folder.join("etc/passwd"), "root:x:0:0:root:/:/bin/sh\n")?;
    Ok(fs::write(folder.join("etc/group"), "root:x:0:\n")?)
}

/// The image that the Dockerfile builds on.
fn name(root: &Path) -> Result<String> {
    let text = fs::read_to_string(root.join("Dockerfile"))?;
    let version = rust_version(&text).context("the Dockerfile has no RUST_VERSION")?;
    Ok(format!("docker.io/library/rust:{version}-slim-bookworm"))
}

fn rust_version(dockerfile: &str) -> Option<&str> {
    dockerfile.lines().find_map(|line| line.strip_prefix("ARG RUST_VERSION="))
}

/// Builds the Dockerfile as it is. Cargo's caches are kept between builds, in the folder that buildah has for them.
pub(super) fn build(store: &Store, root: &Path) -> Result<()> {
    let sysroot = read(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root))?;
    let rust = format!("{}:{RUST}:ro", sysroot.trim());
    let arguments =
        [format!("REVISION={}", revision(root)?), format!("VERSION={}", env!("CARGO_PKG_VERSION"))];
    // buildah 1.28 takes a layer that was made with another revision for the same; the last stage costs nothing to make anew.
    let _ = store.tool("buildah", &["rmi", IMAGE]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let mut build = store
        .tool("buildah", &["bud", "--format", "docker", "--isolation", "chroot", "--pull-never", "--layers"]);
    for mount in ["/usr:/usr:ro", "/etc/ssl:/etc/ssl:ro", "/etc/alternatives:/etc/alternatives:ro", &rust] {
        build.args(["--volume", mount]);
    }
    for argument in &arguments {
        build.args(["--build-arg", argument]);
    }
    run(build.args(["--tag", IMAGE, "."]).current_dir(root))
}

/// The commit that is built.
pub(super) fn revision(root: &Path) -> Result<String> {
    Ok(read(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root))?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_is_built_with_the_toolchain_of_the_project() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        let dockerfile = fs::read_to_string(root.join("Dockerfile")).unwrap();
        let toolchain: toml::Table =
            fs::read_to_string(root.join("rust-toolchain.toml")).unwrap().parse().unwrap();
        assert_eq!(rust_version(&dockerfile), toolchain["toolchain"]["channel"].as_str());
    }
}
