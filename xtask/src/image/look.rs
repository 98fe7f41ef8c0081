//! What the image says of itself, and which files are in it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::store::Store;
use super::{IMAGE, MOST_BYTES};
use crate::places::Places;
use crate::step::read;

/// Everything that may be in the image: path, permissions, owner.
const FILES: [(&str, u32, u32); 10] = [
    ("ai-calendar-helper", 0o755, 0),
    ("data", 0o700, 65532),
    ("etc", 0o755, 0),
    ("etc/group", 0o644, 0),
    ("etc/passwd", 0o644, 0),
    ("etc/ssl", 0o755, 0),
    ("etc/ssl/certs", 0o755, 0),
    ("etc/ssl/certs/ca-certificates.crt", 0o644, 0),
    ("tmp", 0o1777, 0),
    ("", 0o555, 0),
];

/// Sees that nothing is in it but what belongs there.
pub(super) fn check(store: &Store, places: &Places) -> Result<()> {
    configuration(store)?;
    with_files(store, IMAGE, |root| {
        files(root)?;
        is_static(&root.join("ai-calendar-helper"))
    })?;
    context(store, places)?;
    let size: u64 = store.read("podman", &["image", "inspect", "--format", "{{.Size}}", IMAGE])?.parse()?;
    println!("size: {:.1} MB", size as f64 / 1e6);
    ensure!(size <= MOST_BYTES, "the image has more than {} MB", MOST_BYTES / 1_000_000);
    Ok(())
}

fn configuration(store: &Store) -> Result<()> {
    let said: Value = serde_json::from_str(&store.read("buildah", &["inspect", "--type", "image", IMAGE])?)?;
    let config = &said["Docker"]["config"];
    let wanted = json!({
        "User": "65532:65532",
        "ExposedPorts": { "3000/tcp": {} },
        "Entrypoint": ["/ai-calendar-helper"],
        "Cmd": ["serve"],
        "StopSignal": "SIGTERM",
    });
    for (name, value) in wanted.as_object().context("no object")? {
        ensure!(config[name] == *value, "{name} is {}", config[name]);
    }
    ensure!(
        config["Healthcheck"]["Test"] == json!(["CMD", "/ai-calendar-helper", "healthcheck"]),
        "it has no health check"
    );
    let revision = &config["Labels"]["org.opencontainers.image.revision"];
    ensure!(revision.as_str().is_some_and(|it| !it.is_empty()), "the label with the revision is missing");
    // Build arguments would show here: no secret is ever one.
    let names = ["PATH", "HOST", "PORT", "DATA_DIR", "MALLOC_ARENA_MAX", "SSL_CERT_FILE", "REVISION"];
    for entry in config["Env"].as_array().context("no environment")? {
        let name = entry.as_str().and_then(|entry| entry.split('=').next()).unwrap_or_default();
        ensure!(names.contains(&name), "{name} is in the environment of the image");
    }
    Ok(())
}

/// Does something with the files of an image.
fn with_files<T>(store: &Store, image: &str, work: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    let container = store.read("buildah", &["from", "--pull-never", image])?;
    let done = store.read("buildah", &["mount", &container]).and_then(|root| work(Path::new(&root)));
    store.read("buildah", &["rm", &container])?;
    done
}

/// Every layer is in this one tree: nothing is deleted in a later layer that an earlier one brought.
fn files(root: &Path) -> Result<()> {
    let mut found = BTreeMap::new();
    collect(root, "", &mut found)?;
    let wanted: BTreeMap<_, _> =
        FILES.iter().map(|(path, mode, owner)| ((*path).to_owned(), (*mode, *owner))).collect();
    for (path, what) in &found {
        ensure!(wanted.contains_key(path), "/{path} is in the image and should not be");
        ensure!(
            path.is_empty() || wanted[path] == *what,
            "/{path} has permissions {:o} and owner {}",
            what.0,
            what.1
        );
    }
    let missing = wanted.keys().find(|path| !found.contains_key(*path));
    ensure!(missing.is_none(), "/{} is missing in the image", missing.map_or("", String::as_str));
    Ok(())
}

fn collect(folder: &Path, place: &str, found: &mut BTreeMap<String, (u32, u32)>) -> Result<()> {
    let of = |path: &Path| {
        Ok::<_, anyhow::Error>(fs::symlink_metadata(path)?).map(|data| (data.mode() & 0o7777, data.uid()))
    };
    found.insert(place.to_owned(), of(folder)?);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let place = if place.is_empty() { name } else { format!("{place}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &place, found)?;
        } else {
            found.insert(place, of(&entry.path())?);
        }
    }
    Ok(())
}

/// There is no loader in the image, and no library.
fn is_static(program: &Path) -> Result<()> {
    let said = read(Command::new("ldd").arg(program).stderr(std::process::Stdio::null())).unwrap_or_default();
    ensure!(
        said.trim().is_empty() || said.contains("statically linked"),
        "the program needs libraries:\n{said}"
    );
    Ok(())
}

/// What a build gets to see: a folder full of what must not go into it is offered, with the project's own list.
fn context(store: &Store, places: &Places) -> Result<()> {
    const KEPT: [&str; 4] = ["Cargo.toml", "crates/app/src/main.rs", "docs/api.md", "env.example"];
    const REFUSED: [&str; 9] = [
        ".env",
        ".env.production",
        ".git/config",
        "crates/app/.env",
        "crates/app/.env.dev",
        "data/calendar.db",
        "e2e/node_modules/a.js",
        "secret.key",
        "target/release/app",
    ];
    let folder = store.folder.join("context");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for path in KEPT.iter().chain(&REFUSED) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("no folder")?)?;
        fs::write(path, "canary")?;
    }
    fs::copy(places.root.join(".dockerignore"), folder.join(".dockerignore"))?;
    fs::write(folder.join("Dockerfile"), "FROM scratch\nCOPY . /\n")?;
    let image = "localhost/context:check";
    store.read(
        "buildah",
        &[
            "bud",
            "--quiet",
            "--format",
            "docker",
            "--isolation",
            "chroot",
            "--tag",
            image,
            &folder.to_string_lossy(),
        ],
    )?;
    with_files(store, image, |root| {
        for path in REFUSED {
            ensure!(!root.join(path).exists(), "{path} goes into a build: see .dockerignore");
        }
        let missing = KEPT.iter().find(|path| !root.join(path).exists());
        ensure!(missing.is_none(), "{missing:?} does not go into a build: see .dockerignore");
        Ok(())
    })
}
