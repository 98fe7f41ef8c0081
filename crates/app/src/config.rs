//! The settings: read from the environment or the command line, checked together, so that every mistake is named at once.

use std::net::IpAddr;
use std::path::PathBuf;

use etcetera::app_strategy::choose_native_strategy;
use etcetera::{AppStrategy, AppStrategyArgs};
use jiff::tz::TimeZone;

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
        let given = |value: &Option<String>| value.clone().filter(|v| !v.trim().is_empty());
        let host = given(&settings.host).map_or(Ok("127.0.0.1".to_owned()), Ok).and_then(|h| host(&h));
        let port = given(&settings.port).map_or(Ok(3000), |p| port(&p));
        let data_dir = given(&settings.data_dir).map_or_else(default_data_dir, |d| Ok(PathBuf::from(d)));
        let public_url = given(&settings.public_url).map(|u| public_url(&u)).transpose();
        let zone = given(&settings.default_time_zone).map_or_else(|| Ok(TimeZone::system()), |z| zone(&z));
        let header = given(&settings.client_address_header).map(|h| header(&h)).transpose();
        let format = given(&settings.log_format).map_or(Ok(LogFormat::Text), |f| log_format(&f));
        let level = given(&settings.log_level).map_or(Ok("info".to_owned()), |l| log_level(&l));
        let host = take(host, &mut wrong);
        let secret = secret_key(given(&settings.secret_key), host);
        let config = Config {
            host: host.unwrap_or(IpAddr::from([127, 0, 0, 1])),
            port: take(port, &mut wrong).unwrap_or_default(),
            data_dir: take(data_dir, &mut wrong).unwrap_or_default(),
            database_url: String::new(),
            public_url: take(public_url, &mut wrong).flatten(),
            default_zone: take(zone, &mut wrong).unwrap_or(TimeZone::UTC),
            client_address_header: take(header, &mut wrong).flatten(),
            secret_key: take(secret, &mut wrong).flatten(),
            log_format: take(format, &mut wrong).unwrap_or(LogFormat::Text),
            log_level: take(level, &mut wrong).unwrap_or_default(),
        };
        if !wrong.is_empty() {
            return Err(InvalidConfig(wrong));
        }
        let database_url = given(&settings.database_url)
            .unwrap_or_else(|| format!("sqlite:{}", config.data_dir.join("calendar.db").display()));
        Ok(Config { database_url, ..config })
    }
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
mod tests {
    use super::*;

    fn given(values: &[(&str, &str)]) -> Settings {
        let mut settings = Settings { data_dir: Some("/tmp/x".to_owned()), ..Settings::default() };
        for (name, value) in values {
            let field = match *name {
                "HOST" => &mut settings.host,
                "PORT" => &mut settings.port,
                "PUBLIC_URL" => &mut settings.public_url,
                "DEFAULT_TIME_ZONE" => &mut settings.default_time_zone,
                "CLIENT_ADDRESS_HEADER" => &mut settings.client_address_header,
                "SECRET_KEY" => &mut settings.secret_key,
                "LOG_FORMAT" => &mut settings.log_format,
                "LOG_LEVEL" => &mut settings.log_level,
                other => panic!("{other} is no setting"),
            };
            *field = Some((*value).to_owned());
        }
        settings
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let wrong = [
            ("HOST", "example.org"),
            ("PORT", "99999"),
            ("PUBLIC_URL", "calendar.example.org"),
            ("DEFAULT_TIME_ZONE", "Mars"),
            ("CLIENT_ADDRESS_HEADER", "a b"),
            ("SECRET_KEY", "short"),
            ("LOG_FORMAT", "xml"),
            ("LOG_LEVEL", "a=b=c"),
        ];
        let message = Config::check(&given(&wrong)).unwrap_err().to_string();
        for (name, _) in wrong {
            assert!(message.contains(&format!("\n  {name} has to")), "{name} in {message}");
        }
        assert!(!message.contains("short"));
    }

    #[test]
    fn nothing_set_is_a_program_for_oneself() {
        let config = Config::check(&given(&[])).unwrap();
        assert_eq!((config.host.to_string().as_str(), config.port), ("127.0.0.1", 3000));
        assert_eq!(config.database_url, "sqlite:/tmp/x/calendar.db");
        assert_eq!(config.public_url, None);
    }

    #[test]
    fn an_address_for_others_needs_a_key() {
        let open = Config::check(&given(&[("HOST", "::")]));
        assert!(open.unwrap_err().to_string().contains("SECRET_KEY"));
        let config = Config::check(&given(&[("HOST", "::"), ("SECRET_KEY", &"k".repeat(32))])).unwrap();
        assert!(!format!("{config:?}").contains("kkkk"));
    }

    #[test]
    fn public_urls_are_origins() {
        for (text, expected) in [
            ("https://Calendar.example.org/", Ok("https://calendar.example.org".to_owned())),
            ("http://localhost:3000", Ok("http://localhost:3000".to_owned())),
        ] {
            assert_eq!(public_url(text), expected);
        }
        for text in ["https://a.org/path", "https://a.org/?q", "ftp://a.org", "a.org", "https://u:p@a.org"] {
            assert!(public_url(text).is_err(), "{text}");
        }
    }
}
