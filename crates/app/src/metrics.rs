//! What the program counts about itself, in the text that Prometheus scrapes. Labels have few values: patterns of routes,
//! never paths, and nothing that a person has sent.

use std::time::Duration;

use jiff::Timestamp;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// Seconds: from a page out of memory to the longest that a request may take.
const BUCKETS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 2.5, 20.0];

/// The counters of the running program.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answer, Counter>,
    durations: Family<Route, Histogram>,
    memory: Gauge,
    database: Gauge,
    waiting: Gauge,
    dead: Gauge,
    late: Gauge,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answer {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

/// What is looked at now and then rather than counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Whether the database answered.
    pub database_answers: bool,
    /// Jobs that are to be done.
    pub jobs_waiting: i64,
    /// Jobs that were given up.
    pub jobs_dead: i64,
    /// How many seconds the first job in the queue has been due.
    pub seconds_late: i64,
}

impl Sight {
    /// What the answer of the database shows.
    pub fn of(queue: &store::Queue, now: Timestamp) -> Sight {
        let seconds_late = queue.late(now).as_secs();
        Sight { database_answers: true, jobs_waiting: queue.waiting, jobs_dead: queue.dead, seconds_late }
    }
}

impl Metrics {
    /// Nothing counted yet. `revision` is the commit that the program was built from, when it is known.
    pub fn new(revision: Option<&str>) -> Metrics {
        let mut registry = Registry::with_prefix("calendar");
        let (requests, waiting, dead) = (Family::default(), Gauge::default(), Gauge::default());
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let (memory, database, late) = (Gauge::default(), Gauge::default(), Gauge::default());
        registry.register("requests", "Answered requests", requests.clone());
        registry.register_with_unit("request", "How long they took", Unit::Seconds, durations.clone());
        registry.register_with_unit("resident_memory", "Memory in use", Unit::Bytes, memory.clone());
        registry.register("database_up", "Whether the database answered when last asked", database.clone());
        registry.register("jobs_waiting", "Jobs that are to be done", waiting.clone());
        registry.register("jobs_dead", "Jobs that were given up", dead.clone());
        registry.register_with_unit(
            "jobs_late",
            "Since when the next job is due",
            Unit::Seconds,
            late.clone(),
        );
        let build = [
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("revision", revision.unwrap_or_default().to_owned()),
        ];
        registry.register("build", "What is running", Info::new(build.to_vec()));
        Metrics { registry, requests, durations, memory, database, waiting, dead, late }
    }

    /// Counts an answer. `route` is the pattern that the request matched.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        self.durations.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&Answer { method, route, status }).inc();
    }

    /// Takes down what was seen.
    pub fn see(&self, sight: Sight) {
        self.database.set(i64::from(sight.database_answers));
        self.waiting.set(sight.jobs_waiting);
        self.dead.set(sight.jobs_dead);
        self.late.set(sight.seconds_late);
    }

    /// Everything, in the `OpenMetrics` text format.
    pub fn text(&self) -> String {
        if let Some(bytes) = resident_bytes() {
            self.memory.set(bytes);
        }
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// What Linux says about this process; nothing elsewhere.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok().map(|kilobytes: i64| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Our names in a text.
    fn names(text: &str) -> std::collections::BTreeSet<&str> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| word.starts_with("calendar_"))
            .collect()
    }

    #[test]
    fn the_dashboard_and_the_alerts_ask_for_what_is_told() {
        let metrics = Metrics::new(None);
        metrics.answered("GET", "/", 200, Duration::from_millis(1));
        let told = metrics.text();
        let asked = [include_str!("../../../docs/grafana.json"), include_str!("../../../docs/deployment.md")];
        for text in asked {
            assert!(names(text).len() > 1 && names(text).is_subset(&names(&told)), "{:?}", names(text));
        }
    }

    #[test]
    fn what_was_counted_and_seen_is_told() {
        let metrics = Metrics::new(Some("abc123"));
        metrics.answered("GET", "/ics/{file}", 200, Duration::from_micros(700));
        metrics.answered("GET", "/ics/{file}", 200, Duration::from_secs(1));
        metrics.answered("POST", "/", 422, Duration::from_millis(3));
        metrics.see(Sight { database_answers: true, jobs_waiting: 4, jobs_dead: 1, seconds_late: 90 });
        let text = metrics.text();
        for line in [
            r#"calendar_requests_total{method="GET",route="/ics/{file}",status="200"} 2"#,
            r#"calendar_requests_total{method="POST",route="/",status="422"} 1"#,
            r#"calendar_request_seconds_bucket{le="0.001",route="/ics/{file}"} 1"#,
            r#"calendar_request_seconds_count{route="/ics/{file}"} 2"#,
            "calendar_database_up 1",
            "calendar_jobs_waiting 4",
            "calendar_jobs_dead 1",
            "calendar_jobs_late_seconds 90",
            "# EOF",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\n{text}");
        }
        assert!(text.contains(&format!(
            r#"calendar_build_info{{version="{}",revision="abc123"}}"#,
            env!("CARGO_PKG_VERSION")
        )));
    }
}
