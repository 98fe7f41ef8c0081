//! What is logged, and how a line looks. What was pasted is never in it.

use std::fmt;
use std::io::{self, IsTerminal};

use serde_json::json;
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::{Format, FormatEvent, FormatFields, Json, JsonFields, Writer};
use tracing_subscriber::fmt::{FmtContext, layer};
use tracing_subscriber::prelude::*;
use tracing_subscriber::registry::LookupSpan;

use crate::config::{Config, LogFormat, Machine};

/// Begins to log to standard error.
pub fn start(config: &Config) {
    let registry = tracing_subscriber::registry().with(filter(&config.log_level));
    match config.log_format {
        LogFormat::Text => {
            let is_terminal = io::stderr().is_terminal();
            registry.with(layer().with_writer(io::stderr).with_ansi(is_terminal).with_target(false)).init();
        }
        LogFormat::Json => {
            let lines = layer().with_writer(io::stderr).fmt_fields(JsonFields::new());
            registry.with(lines.event_format(Lines::of(&config.machine))).init();
        }
    }
}

/// What is logged at `level`. Libraries that would log addresses or statements at the finest levels do not: the address
/// of a download is a secret, and a query may hold a text.
pub fn filter(level: &str) -> Targets {
    let filter: Targets = level.parse().unwrap_or_default();
    let most = filter.default_level().unwrap_or(LevelFilter::INFO).min(LevelFilter::INFO);
    ["axum", "hyper", "lettre", "reqwest", "rustls", "sqlx", "tower", "tower_http"]
        .into_iter()
        .fold(filter, |filter, library| filter.with_target(library, most))
}

/// Lines of JSON that begin with the machine they come from, since the logs of all machines flow together.
struct Lines {
    json: Format<Json>,
    /// The fields of the machine, with a comma behind each.
    origin: String,
}

impl Lines {
    fn of(machine: &Machine) -> Lines {
        let fields = [("region", &machine.region), ("machine", &machine.machine)];
        let known = fields.iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let known: Vec<_> = known.map(|(name, value)| format!("{}:{},", json!(name), json!(value))).collect();
        let origin = known.concat();
        Lines { json: Format::default().json().flatten_event(true), origin }
    }
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = String::new();
        self.json.format_event(context, Writer::new(&mut line), event)?;
        match line.strip_prefix('{') {
            Some(rest) => write!(writer, "{{{}{rest}", self.origin),
            None => writer.write_str(&line),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn line(machine: &Machine) -> serde_json::Value {
        let kept = Kept::default();
        let writer = kept.clone();
        let lines = layer().with_writer(move || writer.clone()).fmt_fields(JsonFields::new());
        let subscriber = tracing_subscriber::registry().with(lines.event_format(Lines::of(machine)));
        tracing::subscriber::with_default(subscriber, || tracing::info!(status = 200, "answered"));
        serde_json::from_slice(&kept.0.lock().unwrap()).unwrap()
    }

    #[test]
    fn a_line_says_which_machine_it_comes_from() {
        let named =
            Machine { region: Some("sjc".into()), machine: Some("a\"b".into()), ..Machine::default() };
        let line_of_one = line(&named);
        assert_eq!((&line_of_one["region"], &line_of_one["machine"]), (&"sjc".into(), &"a\"b".into()));
        assert_eq!((&line_of_one["message"], &line_of_one["status"]), (&"answered".into(), &200.into()));
        assert!(line(&Machine::default()).get("region").is_none(), "nothing is said of no machine");
    }
}
