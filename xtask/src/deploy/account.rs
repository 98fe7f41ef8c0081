//! What there is at Fly: read from its answers, whose names differ in case between versions of flyctl.

use anyhow::{Context, Result};
use serde_json::Value;

use super::environment::Environment;
use super::fly::Fly;

/// A machine of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Machine {
    /// Fly's name for it.
    pub(crate) id: String,
    /// `started`, `suspended`, …
    pub(crate) state: String,
    /// Three letters.
    pub(crate) region: String,
}

/// A release of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Release {
    /// Counts up from one.
    pub(crate) version: i64,
    /// `complete`, `failed`, …
    pub(crate) status: String,
    /// Where its image is.
    pub(crate) image: String,
}

impl Release {
    /// Whether it has served, and could again.
    pub(crate) fn is_good(&self) -> bool {
        self.status == "complete" && !self.image.is_empty()
    }

    /// The beginning of the commit that its image was built of.
    pub(crate) fn commit(&self) -> Option<&str> {
        commit_of(&self.image)
    }
}

/// The commit in the label of an image, as `deploy run` labels them.
pub(crate) fn commit_of(image: &str) -> Option<&str> {
    let (_, label) = image.split('@').next()?.rsplit_once(':')?;
    label.strip_prefix("git-")
}

/// Names of all apps, databases included.
pub(crate) fn apps(fly: &Fly) -> Result<Vec<String>> {
    Ok(list(&fly.json(&["apps", "list"])?).iter().filter_map(|app| text(app, "name")).collect())
}

/// Regions in which Fly still makes new machines.
pub(crate) fn live_regions(fly: &Fly) -> Result<Vec<String>> {
    let regions = fly.json(&["platform", "regions"])?;
    let is_live = |region: &&Value| field(region, "deprecated").and_then(Value::as_bool) != Some(true);
    Ok(list(&regions).iter().filter(is_live).filter_map(|region| text(region, "code")).collect())
}

/// Names of the secrets of an app.
pub(crate) fn secrets(fly: &Fly, app: &str) -> Result<Vec<String>> {
    let secrets = fly.json(&["secrets", "list", "--app", app])?;
    Ok(list(&secrets).iter().filter_map(|secret| text(secret, "name")).collect())
}

/// Machines of an app.
pub(crate) fn machines(fly: &Fly, app: &str) -> Result<Vec<Machine>> {
    let machines = fly.json(&["machine", "list", "--app", app])?;
    let read = |machine: &Value| {
        Some(Machine {
            id: text(machine, "id")?,
            state: text(machine, "state")?,
            region: text(machine, "region")?,
        })
    };
    Ok(list(&machines).iter().filter_map(read).collect())
}

/// Releases of an app, the newest first.
pub(crate) fn releases(fly: &Fly, app: &str) -> Result<Vec<Release>> {
    let releases = fly.json(&["releases", "--app", app])?;
    let read = |release: &Value| {
        Some(Release {
            version: field(release, "version")?.as_i64()?,
            status: text(release, "status")?,
            image: text(release, "imageref").unwrap_or_default(),
        })
    };
    let mut releases: Vec<_> = list(&releases).iter().filter_map(read).collect();
    releases.sort_by_key(|release| -release.version);
    Ok(releases)
}

/// The PostgreSQL of an environment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Databases {
    /// In a region that is alive.
    pub(crate) live: Option<Database>,
    /// In a region that Fly has retired: to be moved, or left over from a move.
    pub(crate) retired: Option<Database>,
}

/// An app with a PostgreSQL.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) name: String,
    pub(crate) region: String,
}

impl Databases {
    /// Asks Fly; there are two after a move, until the old one is destroyed.
    pub(crate) fn of(
        fly: &Fly,
        environment: Environment,
        apps: &[String],
        live_regions: &[String],
    ) -> Result<Self> {
        let first = environment.database();
        let is_its = |name: &&String| {
            name.strip_prefix(first).is_some_and(|rest| rest.is_empty() || is_region_suffix(rest))
        };
        let mut found = Self::default();
        for name in apps.iter().filter(is_its) {
            let database = Database { name: name.clone(), region: region_of(fly, name)? };
            let place =
                if live_regions.contains(&database.region) { &mut found.live } else { &mut found.retired };
            *place = Some(database);
        }
        Ok(found)
    }
}

fn region_of(fly: &Fly, app: &str) -> Result<String> {
    let machines = machines(fly, app)?;
    let first = machines.into_iter().next();
    Ok(first.with_context(|| format!("{app} has no machine: `fly apps destroy {app}` removes it"))?.region)
}

fn is_region_suffix(rest: &str) -> bool {
    rest.len() == 4 && rest.starts_with('-') && rest[1..].bytes().all(|b| b.is_ascii_lowercase())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A field by its name, however it is capitalised or underscored.
fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let found = value.as_object()?.iter().find(|(key, _)| key.replace('_', "").eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

fn text(value: &Value, name: &str) -> Option<String> {
    field(value, name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_however_flyctl_writes_them() {
        for json in [r#"{"ImageRef":"x"}"#, r#"{"image_ref":"x"}"#, r#"{"imageRef":"x"}"#] {
            assert_eq!(
                text(&serde_json::from_str(json).unwrap(), "imageref").as_deref(),
                Some("x"),
                "{json}"
            );
        }
    }

    #[test]
    fn the_commit_of_an_image_is_in_its_label() {
        for (image, expected) in [
            ("registry.fly.io/ai-calendar-helper:git-0123456789ab", Some("0123456789ab")),
            ("registry.fly.io/ai-calendar-helper:git-0123456789ab@sha256:ff", Some("0123456789ab")),
            ("registry.fly.io/ai-calendar-helper:deployment-01H", None),
            ("", None),
        ] {
            assert_eq!(commit_of(image), expected, "{image}");
        }
    }

    #[test]
    fn a_database_that_was_moved_has_its_region_in_its_name() {
        for (rest, expected) in [("-sjc", true), ("", false), ("-dev", true), ("-x", false), ("-SJC", false)]
        {
            assert_eq!(is_region_suffix(rest), expected, "{rest}");
        }
    }
}
