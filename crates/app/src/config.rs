//! The settings: read from the environment or the command line, checked together, so that every mistake is named at once.

mod accounts;
mod machine;

use std::net::IpAddr;
use std::path::PathBuf;

use etcetera::app_strategy::choose_native_strategy;
use etcetera::{AppStrategy, AppStrategyArgs};
use jiff::tz::TimeZone;

pub use accounts::{AccountSettings, Accounts, Allowed, ClientSettings, Registration, Smtp};
pub use machine::{Machine, MachineSettings};

/// The settings as they are written; each is also an environment variable of the name in capitals.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Settings {
    /// Address to listen on [default: 127.0.0.1]
    #[arg(long, env = "HOST", value_name = "ADDRESS")]
    pub host: Option<String>,
    /// Port to listen on; 0 takes a free one [default: 3000]
    #[arg(long, env = "PORT", value_name = "PORT")]
    pub port: Option<String>,
    /// Folder for the database and the key [default: the platform's folder for application data]
    #[arg(long, env = "DATA_DIR", value_name = "FOLDER")]
    pub data_dir: Option<String>,
    /// Address of the database, `sqlite:` and a path [default: calendar.db in the data folder]
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Address that browsers see, scheme and host [default: localhost and the port, by http]
    #[arg(long, env = "PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Time zone of visitors who have not chosen one [default: this computer's]
    #[arg(long, env = "DEFAULT_TIME_ZONE", value_name = "ZONE")]
    pub default_time_zone: Option<String>,
    /// Header in which a trusted proxy gives the visitor's address, such as Fly-Client-IP [default: none]
    #[arg(long, env = "CLIENT_ADDRESS_HEADER", value_name = "HEADER")]
    pub client_address_header: Option<String>,
    /// Key for what is encrypted at rest, 32 characters or more; on a loopback address one is made and kept
    #[arg(long, env = "SECRET_KEY", value_name = "KEY", hide_env_values = true)]
    pub secret_key: Option<String>,
    /// How log lines look: text or json [default: text]
    #[arg(long, env = "LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// What is logged: error, warn, info, debug or trace [default: info]
    #[arg(long, env = "LOG_LEVEL", value_name = "FILTER")]
    pub log_level: Option<String>,
    /// Who may have an account, and how they sign in.
    #[command(flatten)]
    pub accounts: AccountSettings,
    /// The machine that it runs on.
    #[command(flatten)]
    pub machine: MachineSettings,
}

/// The settings as they are meant.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on.
    pub host: IpAddr,
    /// Port to listen on.
    pub port: u16,
    /// Folder for everything that is kept.
    pub data_dir: PathBuf,
    /// Address of the database.
    pub database_url: String,
    /// Scheme and authority that browsers see, without a slash at the end; by default known once the port is.
    pub public_url: Option<String>,
    /// Zone of visitors who have not chosen one.
    pub default_zone: TimeZone,
    /// Header of the trusted proxy.
    pub client_address_header: Option<String>,
    /// The key that was given; without one it is made and kept in the data folder.
    pub secret_key: Option<SecretText>,
    /// How log lines look.
    pub log_format: LogFormat,
    /// What is logged.
    pub log_level: String,
    /// Who may have an account, and how they sign in.
    pub accounts: Accounts,
    /// The machine that it runs on.
    pub machine: Machine,
}

/// A setting that must not be printed.
#[derive(Clone)]
pub struct SecretText(pub String);

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For log collectors: one JSON object a line.
    Json,
}

/// Every setting that cannot be used, each with what would be right.
#[derive(Debug, thiserror::Error)]
#[error("these settings cannot be used:\n  {}", .0.join("\n  "))]
pub struct InvalidConfig(pub Vec<String>);

impl Config {
    /// Checks all of `settings`.
    ///
    /// # Errors
    /// Names every setting that is wrong, not only the first.
    pub fn check(settings: &Settings) -> Result<Config, InvalidConfig> {
        let mut wrong = Vec::new();
        let host =
            given(settings.host.as_deref()).map_or(Ok("127.0.0.1".to_owned()), Ok).and_then(|h| host(&h));
        let port = given(settings.port.as_deref()).map_or(Ok(3000), |p| port(&p));
        let data_dir =
            given(settings.data_dir.as_deref()).map_or_else(default_data_dir, |d| Ok(PathBuf::from(d)));
        let public_url = given(settings.public_url.as_deref()).map(|u| public_url(&u)).transpose();
        let zone =
            given(settings.default_time_zone.as_deref()).map_or_else(|| Ok(TimeZone::system()), |z| zone(&z));
        let header = given(settings.client_address_header.as_deref()).map(|h| header(&h)).transpose();
        let format = given(settings.log_format.as_deref()).map_or(Ok(LogFormat::Text), |f| log_format(&f));
        let level = given(settings.log_level.as_deref()).map_or(Ok("info".to_owned()), |l| log_level(&l));
        let host = take(host, &mut wrong);
        let port = take(port, &mut wrong);
        let database_url = given(settings.database_url.as_deref());
        let machine = Machine::check(&settings.machine, port, database_url.as_deref(), &mut wrong);
        let secret = secret_key(given(settings.secret_key.as_deref()), host);
        let config = Config {
            host: host.unwrap_or(IpAddr::from([127, 0, 0, 1])),
            port: port.unwrap_or_default(),
            data_dir: take(data_dir, &mut wrong).unwrap_or_default(),
            database_url: String::new(),
            public_url: take(public_url, &mut wrong).flatten(),
            default_zone: take(zone, &mut wrong).unwrap_or(TimeZone::UTC),
            client_address_header: take(header, &mut wrong).flatten(),
            secret_key: take(secret, &mut wrong).flatten(),
            log_format: take(format, &mut wrong).unwrap_or(LogFormat::Text),
            log_level: take(level, &mut wrong).unwrap_or_default(),
            accounts: Accounts::check(&settings.accounts, &mut wrong),
            machine,
        };
        if config.leads_back() && config.public_url.is_none() && !config.host.is_loopback() {
            wrong.push(
                "PUBLIC_URL has to be set: the links of mails and the ways back from providers lead there"
                    .into(),
            );
        }
        if !wrong.is_empty() {
            return Err(InvalidConfig(wrong));
        }
        let database_url = database_url
            .unwrap_or_else(|| format!("sqlite:{}", config.data_dir.join("calendar.db").display()));
        Ok(Config { database_url, ..config })
    }

    /// Whether browsers reach the program by https, where a session's cookie belongs to this host alone.
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Whether others are given addresses of this program.
    fn leads_back(&self) -> bool {
        let Accounts { smtp, google, oidc, .. } = &self.accounts;
        smtp.is_some() || google.is_some() || oidc.is_some()
    }

    /// Scheme and host that browsers see: where the links of mails lead.
    pub fn origin(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://localhost:{}", self.port))
    }

    /// Whether only this computer reaches the program: neither others nor a proxy for others.
    pub fn is_for_oneself(&self) -> bool {
        let public = self.public_url.as_deref().and_then(|url| url.strip_prefix("http://"));
        self.host.is_loopback() && (self.public_url.is_none() || public.is_some_and(is_loopback))
    }
}

/// What was set to something.
fn given(value: Option<&str>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty()).map(str::to_owned)
}

/// Whether a host, with or without a port and a path, is this computer.
pub fn is_loopback(host: &str) -> bool {
    let host = host.split('/').next().unwrap_or_default();
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

fn take<T>(outcome: Result<T, String>, wrong: &mut Vec<String>) -> Option<T> {
    outcome.map_err(|message| wrong.push(message)).ok()
}

fn host(text: &str) -> Result<IpAddr, String> {
    let text = if text == "localhost" { "127.0.0.1" } else { text.trim_matches(['[', ']']) };
    text.parse().map_err(|_| "HOST has to be an IP address such as 127.0.0.1 or ::".to_owned())
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "PORT has to be a number from 0 to 65535".to_owned())
}

fn default_data_dir() -> Result<PathBuf, String> {
    let names = AppStrategyArgs {
        top_level_domain: "org".to_owned(),
        author: "ai-calendar-helper".to_owned(),
        app_name: "ai-calendar-helper".to_owned(),
    };
    let strategy = choose_native_strategy(names)
        .map_err(|_| "DATA_DIR has to be set: there is no home folder".to_owned())?;
    Ok(strategy.data_dir())
}

fn public_url(text: &str) -> Result<String, String> {
    let url = text.to_ascii_lowercase();
    let host = url
        .strip_prefix("https://")
        .or(url.strip_prefix("http://"))
        .map(|rest| rest.strip_suffix('/').unwrap_or(rest));
    let good = |host: &str| {
        !host.is_empty()
            && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    };
    match host.filter(|host| good(host)) {
        Some(host) if url.starts_with("http://") && !is_loopback(host) => {
            Err("PUBLIC_URL has to be https:// for any host but localhost: browsers would send passwords and sessions \
                 unencrypted"
                .to_owned())
        }
        Some(_) => Ok(url.trim_end_matches('/').to_owned()),
        None => Err("PUBLIC_URL has to be http:// or https:// and a host name, without a path".to_owned()),
    }
}

fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name)
        .map_err(|_| "DEFAULT_TIME_ZONE has to be an IANA name such as Europe/Berlin".to_owned())
}

fn header(name: &str) -> Result<String, String> {
    if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        Ok(name.to_ascii_lowercase())
    } else {
        Err("CLIENT_ADDRESS_HEADER has to be the name of a header".to_owned())
    }
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("LOG_FORMAT has to be text or json".to_owned()),
    }
}

fn log_level(text: &str) -> Result<String, String> {
    let checked = text.parse::<tracing_subscriber::filter::Targets>();
    checked
        .map(|_| text.to_owned())
        .map_err(|_| "LOG_LEVEL has to be a level such as info or warn".to_owned())
}

/// Whoever reaches the program from elsewhere runs it on a machine whose disk may be replaced: the key comes from outside.
fn secret_key(given: Option<String>, host: Option<IpAddr>) -> Result<Option<SecretText>, String> {
    match given {
        Some(key) if key.len() < 32 => Err("SECRET_KEY has to have 32 characters or more".to_owned()),
        Some(key) => Ok(Some(SecretText(key))),
        None if host.is_some_and(|host| !host.is_loopback()) => {
            Err("SECRET_KEY has to be set when HOST is not a loopback address: 32 random characters or more"
                .to_owned())
        }
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests;
