//! What tests and benchmarks need besides Rust, installed once and remembered by a stamp.
//!
//! Debian's packages go into the system (as root; otherwise they must be there), everything from PyPI and npm is
//! pinned and goes into the target folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::places::{Places, copy_folder};
use crate::step::{read, run, step};

/// The file that pins Python packages.
const LIST: &str = "requirements.txt";
/// The counterparts of the mail tests.
const MAIL: &str = "crates/mail/tests/counterparts";
const APT_TRIES: u32 = 3;
const APT_PAUSE: Duration = Duration::from_secs(15);

/// Where the installed counterparts of the tests lie.
pub(crate) struct Tools {
    /// A Python with the pinned packages.
    pub(crate) python: PathBuf,
    /// The `node_modules` that the calendar tests use.
    pub(crate) node_modules: PathBuf,
    /// The OpenID Connect providers, with their `node_modules`.
    pub(crate) oidc: PathBuf,
    /// A copy of the browser tests with their `node_modules`.
    pub(crate) browser: PathBuf,
    /// The browser.
    pub(crate) chromium: PathBuf,
}

/// Installs everything that `cargo xtask test` uses.
pub(crate) fn for_tests(places: &Places) -> Result<Tools> {
    let counterparts = places.root.join("crates/calendar/tests/counterparts");
    Ok(Tools {
        chromium: chromium()?,
        python: python(places, "python", &[&counterparts.join(LIST), &places.root.join(MAIL).join(LIST)])?,
        node_modules: node(places, "counterparts", &counterparts)?.join("node_modules"),
        oidc: node(places, "oidc", &places.root.join("crates/oidc/tests/counterparts"))?,
        browser: browser_tests(places)?,
    })
}

/// Debian's Chromium, installed if it is missing.
pub(crate) fn chromium() -> Result<PathBuf> {
    debian("chromium", &["chromium", "fonts-liberation"])
}

/// The browser tests, copied below the target folder beside their `node_modules`.
pub(crate) fn browser_tests(places: &Places) -> Result<PathBuf> {
    node(places, "e2e", &places.root.join("e2e"))
}

/// The path of `program`, which is in one of Debian's `packages`.
pub(crate) fn debian(program: &str, packages: &[&str]) -> Result<PathBuf> {
    if let Some(path) = in_path(program) {
        return Ok(path);
    }
    let names = packages.join(" ");
    let advice = format!("Run `apt-get install {names}` as root, then try again.");
    step(&format!("Debian packages {names}"), &advice, || apt(packages))?;
    in_path(program).with_context(|| format!("{names} is installed, but there is no `{program}`"))
}

/// Installs; tried again when another apt is at work or a mirror is just being updated.
fn apt(packages: &[&str]) -> Result<()> {
    ensure!(read(Command::new("id").arg("-u"))?.trim() == "0", "only root may install Debian packages");
    let install = ["install", "--yes", "--no-install-recommends"];
    for _ in 1..APT_TRIES {
        if apt_get(&["update"]).and_then(|()| apt_get(&[&install[..], packages].concat())).is_ok() {
            return Ok(());
        }
        std::thread::sleep(APT_PAUSE);
    }
    apt_get(&["update"])?;
    apt_get(&[&install[..], packages].concat())
}

/// Quiet but for errors: a browser brings two hundred packages.
fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(["--quiet=2", "--option=DPkg::Lock::Timeout=300"]).args(arguments);
    run(command.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()))
}

/// A Python that has the packages of all `lists`, in the environment `name`.
pub(crate) fn python(places: &Places, name: &str, lists: &[&Path]) -> Result<PathBuf> {
    let folder = places.tools(name)?;
    let python = folder.join("bin/python");
    once(&folder, &format!("Python packages of {name}"), lists, "See above what pip said.", || {
        environment(&folder)?;
        let mut command = Command::new(&python);
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        for list in lists {
            command.arg("--requirement").arg(list);
        }
        run(&mut command)
    })?;
    Ok(python)
}

/// Debian keeps the part of Python that makes environments in a package of its own.
fn environment(folder: &Path) -> Result<()> {
    let make = || run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder));
    let complete =
        Command::new("python3").args(["-c", "import ensurepip, venv"]).stderr(Stdio::null()).status();
    if complete.is_ok_and(|status| status.success()) {
        return make();
    }
    apt(&["python3-venv"]).context("Python cannot make an environment: install `python3-venv`")?;
    make()
}

/// A copy of the folder `from` with its locked packages in `node_modules`.
pub(crate) fn node(places: &Places, name: &str, from: &Path) -> Result<PathBuf> {
    let folder = places.tools(name)?;
    copy_folder(from, &folder)?;
    let lock = from.join("package-lock.json");
    once(
        &folder,
        &format!("npm packages of {name}"),
        &[&lock],
        "It needs Node.js 20 or newer with npm.",
        || {
            let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
            run(Command::new("npm").args(install).current_dir(&folder))
        },
    )?;
    Ok(folder)
}

/// Does `work` unless it was done here before with the same content of `inputs`.
fn once(
    folder: &Path,
    title: &str,
    inputs: &[&Path],
    advice: &str,
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let mut wanted = String::new();
    for input in inputs {
        let text =
            std::fs::read_to_string(input).with_context(|| format!("cannot read {}", input.display()))?;
        wanted.push_str(&text);
    }
    let stamp = folder.join("installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|had| had == wanted) {
        println!("── {title}: there already");
        return Ok(());
    }
    if stamp.exists() {
        std::fs::remove_file(&stamp)?;
    }
    step(title, advice, work)?;
    std::fs::write(&stamp, wanted)?;
    Ok(())
}

/// The first file of that name in the PATH.
fn in_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installation_is_done_once_for_the_same_list_and_again_for_another() {
        let folder = std::env::temp_dir().join(format!("xtask-once-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let list = folder.join("list");
        let mut done = 0;
        for (content, expected) in [("a", 1), ("a", 1), ("b", 2), ("b", 2)] {
            std::fs::write(&list, content).unwrap();
            let mut work = || {
                done += 1;
                Ok(())
            };
            once(&folder, "list", &[&list], "", &mut work).unwrap();
            assert_eq!(done, expected);
        }
        std::fs::write(&list, "c").unwrap();
        assert!(once(&folder, "list", &[&list], "do this", || anyhow::bail!("no")).is_err());
        let mut again = false;
        once(&folder, "list", &[&list], "", || {
            again = true;
            Ok(())
        })
        .unwrap();
        assert!(again, "a failed installation is not remembered");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
