//! The settings of the machine that the program runs on: what it tells those who watch it, and what Fly.io sets.

use std::path::Path;

use super::{SecretText, given, port, take};

/// The settings of the machine as they are written; each is also an environment variable of the name in capitals.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct MachineSettings {
    /// Port of the page with figures for Prometheus, `/metrics` [default: none]
    #[arg(long, env = "METRICS_PORT", value_name = "PORT")]
    pub metrics_port: Option<String>,
    /// Address of the database for `migrate`, where `DATABASE_URL` leads to a pool of connections [default: `DATABASE_URL`]
    #[arg(long, env = "DIRECT_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub direct_database_url: Option<String>,
    /// Folder of a volume that holds the SQLite file, on Fly.io [default: none; a PostgreSQL is needed there]
    #[arg(long, env = "SQLITE_ON_VOLUME", value_name = "FOLDER")]
    pub sqlite_on_volume: Option<String>,
    /// What it is for: production, or development, which search engines are told to leave alone [default: production]
    #[arg(long, env = "APP_ENV", value_name = "NAME")]
    pub app_env: Option<String>,
    /// Name of the app, set by Fly.io.
    #[arg(long, env = "FLY_APP_NAME", hide = true)]
    pub fly_app_name: Option<String>,
    /// Where the machine is, set by Fly.io.
    #[arg(long, env = "FLY_REGION", hide = true)]
    pub fly_region: Option<String>,
    /// Which machine it is, set by Fly.io.
    #[arg(long, env = "FLY_MACHINE_ID", hide = true)]
    pub fly_machine_id: Option<String>,
    /// Commit that the image was built from, set by the image.
    #[arg(long, env = "REVISION", hide = true)]
    pub revision: Option<String>,
}

/// The settings of the machine as they are meant.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// Port of the page with figures.
    pub metrics_port: Option<u16>,
    /// Address of the database for `migrate`.
    pub direct_database_url: Option<SecretText>,
    /// Whether search engines are told to leave it alone.
    pub is_development: bool,
    /// Where the machine is.
    pub region: Option<String>,
    /// Which machine it is.
    pub machine: Option<String>,
    /// Commit that the program was built from.
    pub revision: Option<String>,
}

impl Machine {
    /// Checks all of `settings`; every mistake goes to `wrong`.
    pub(super) fn check(
        settings: &MachineSettings,
        public_port: Option<u16>,
        database_url: Option<&str>,
        wrong: &mut Vec<String>,
    ) -> Machine {
        take(lasts(settings, database_url), wrong);
        Machine {
            metrics_port: take(metrics_port(settings, public_port), wrong).flatten(),
            direct_database_url: given(settings.direct_database_url.as_deref()).map(SecretText),
            is_development: take(is_development(settings), wrong).unwrap_or_default(),
            region: given(settings.fly_region.as_deref()),
            machine: given(settings.fly_machine_id.as_deref()),
            revision: given(settings.revision.as_deref()),
        }
    }
}

fn metrics_port(settings: &MachineSettings, public_port: Option<u16>) -> Result<Option<u16>, String> {
    let Some(text) = given(settings.metrics_port.as_deref()) else { return Ok(None) };
    match port(&text) {
        Ok(port) if Some(port) == public_port && port != 0 => {
            Err("METRICS_PORT has to be another port than PORT: figures are not for everybody".to_owned())
        }
        Ok(port) => Ok(Some(port)),
        Err(_) => Err("METRICS_PORT has to be a number from 0 to 65535".to_owned()),
    }
}

fn is_development(settings: &MachineSettings) -> Result<bool, String> {
    match given(settings.app_env.as_deref()).as_deref() {
        None | Some("production") => Ok(false),
        Some("development") => Ok(true),
        Some(_) => Err("APP_ENV has to be production or development".to_owned()),
    }
}

/// A machine of Fly.io begins with an empty disk at each deployment: accounts have to lie elsewhere.
fn lasts(settings: &MachineSettings, database_url: Option<&str>) -> Result<(), String> {
    let Some(app) = given(settings.fly_app_name.as_deref()) else { return Ok(()) };
    let file = match database_url {
        Some(url) if !url.starts_with("sqlite:") => return Ok(()),
        Some(url) => Some(url.trim_start_matches("sqlite:").trim_start_matches("//")),
        None => None,
    };
    let volume = given(settings.sqlite_on_volume.as_deref());
    let is_on_volume = |file: &str| volume.as_ref().is_some_and(|volume| Path::new(file).starts_with(volume));
    if file.is_some_and(is_on_volume) {
        return Ok(());
    }
    Err(format!(
        "DATABASE_URL has to be set to a PostgreSQL, because a machine of Fly.io forgets its files at each deployment: \
         `cargo xtask deploy setup prod` attaches one, or `fly postgres attach {app}-db --app {app} --superuser=false`; \
         to keep an SQLite file on a volume, set SQLITE_ON_VOLUME to its folder and DATABASE_URL to a file in it"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        database_url: Option<&str>,
        change: impl FnOnce(&mut MachineSettings),
    ) -> Result<Machine, String> {
        let (mut settings, mut wrong) = (MachineSettings::default(), Vec::new());
        change(&mut settings);
        let machine = Machine::check(&settings, Some(3000), database_url, &mut wrong);
        if wrong.is_empty() { Ok(machine) } else { Err(wrong.join("; ")) }
    }

    #[test]
    fn on_fly_the_database_has_to_last() {
        let some = |text: &str| Some(text.to_owned());
        for (url, volume, lasts) in [
            (None, None, false),
            (None, Some("/data"), false),
            (Some("sqlite:/data/calendar.db"), None, false),
            (Some("sqlite:/tmp/calendar.db"), Some("/data"), false),
            (Some("sqlite:/database/calendar.db"), Some("/data"), false),
            (Some("sqlite:/data/calendar.db"), Some("/data"), true),
            (Some("sqlite:///data/calendar.db"), Some("/data"), true),
            (Some("postgres://a:b@c/d"), None, true),
        ] {
            let found = check(url, |it| {
                (it.fly_app_name, it.sqlite_on_volume) = (some("calendar"), volume.map(str::to_owned));
            });
            assert_eq!(found.is_ok(), lasts, "{url:?} {volume:?}");
            assert!(check(url, |_| ()).is_ok(), "elsewhere files last");
        }
        let why = check(None, |it| it.fly_app_name = some("calendar")).unwrap_err();
        assert!(why.contains("fly postgres attach calendar-db --app calendar --superuser=false"), "{why}");
    }

    #[test]
    fn figures_have_a_port_of_their_own() {
        for (text, expected) in [
            ("9091", Some(Some(9091))),
            ("", Some(None)),
            ("0", Some(Some(0))),
            ("3000", None),
            ("many", None),
        ] {
            let found = check(None, |it| it.metrics_port = Some(text.to_owned()));
            assert_eq!(found.ok().map(|machine| machine.metrics_port), expected, "{text}");
        }
    }

    #[test]
    fn an_environment_is_one_of_two() {
        for (text, expected) in [("production", Some(false)), ("development", Some(true)), ("staging", None)]
        {
            let found = check(None, |it| it.app_env = Some(text.to_owned()));
            assert_eq!(found.ok().map(|machine| machine.is_development), expected, "{text}");
        }
    }
}
