//! `/api/health`

use ai_calendar_helper::config::{MachineSettings, Settings};
use axum::http::StatusCode;

use crate::test_app::{NOW, TestApp};

#[tokio::test]
async fn a_program_that_is_well_says_so() {
    let some = |text: &str| Some(text.to_owned());
    let machine = MachineSettings {
        fly_region: some("sjc"),
        fly_machine_id: some("3d8d"),
        revision: some("abc123"),
        ..MachineSettings::default()
    };
    let app = TestApp::with(Settings { machine, ..Settings::default() }, NOW).await;
    for path in ["/api/health", "/api/health?deep=1"] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        let health = answer.json();
        assert_eq!((&health["status"], &health["database"]), (&"ok".into(), &"ok".into()));
        assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!((&health["revision"], &health["uptime_seconds"]), (&"abc123".into(), &0.into()));
        assert_eq!((&health["region"], &health["machine"]), (&"sjc".into(), &"3d8d".into()));
        let edition = health["time_zone_database"].as_str().unwrap();
        assert!(edition.starts_with("20") && edition.len() == 5, "{edition}");
    }
}

#[tokio::test]
async fn a_database_that_is_away_is_said_and_only_the_deep_question_fails() {
    let app = TestApp::new().await;
    app.state.db().close().await;
    assert_eq!(app.get("/api/health").await.json()["status"], "ok", "nobody has looked yet");
    let deep = app.get("/api/health?deep=1").await;
    assert_eq!(deep.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(deep.json()["database"], "unreachable");
    let plain = app.get("/api/health").await;
    assert_eq!((plain.status, &plain.json()["status"]), (StatusCode::OK, &"degraded".into()));
}

#[tokio::test]
async fn jobs_that_nobody_takes_fail_the_deep_question_after_ten_minutes() {
    for (minutes, status, jobs) in [(10, StatusCode::OK, "ok"), (11, StatusCode::SERVICE_UNAVAILABLE, "late")]
    {
        let app = TestApp::new().await;
        let due = app.state.clock.now() - jiff::SignedDuration::from_mins(minutes);
        let job = store::NewJob { kind: "test", payload: "", user: None, unique_key: None, run_at: due };
        app.state.db().enqueue_job(&job, due).await.unwrap();
        let deep = app.get("/api/health?deep=1").await;
        assert_eq!((deep.status, &deep.json()["jobs"]), (status, &jobs.into()), "{minutes} minutes");
        assert_eq!(app.get("/api/health").await.status, StatusCode::OK, "it can serve all the same");
        assert!(app.state.metrics.text().contains(&format!("calendar_jobs_late_seconds {}", minutes * 60)));
    }
}
