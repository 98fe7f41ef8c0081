//! `/api/health`

use axum::http::StatusCode;

use crate::test_app::TestApp;

#[tokio::test]
async fn a_program_that_is_well_says_so() {
    let app = TestApp::new().await;
    let answer = app.get("/api/health").await;
    assert_eq!(answer.status, StatusCode::OK);
    let health = answer.json();
    assert_eq!((&health["status"], &health["database"]), (&"ok".into(), &"ok".into()));
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["uptime_seconds"], 0);
}
