//! Out of a region that Fly has retired.

use serde_json::json;

use crate::project::{Project, Said};
use crate::site::Site;

/// A production that was set up in Seattle when one still could.
fn in_seattle() -> Project {
    let project = Project::new();
    project.set(&json!({ "apps": {
        "ai-calendar-helper": {
            "machines": [{ "id": "a1", "state": "started", "region": "sea" }], "secrets": ["SECRET_KEY", "DATABASE_URL"],
            "releases": [], "users": [] },
        "ai-calendar-helper-db": {
            "machines": [{ "id": "b1", "state": "started", "region": "sea" }], "secrets": [], "releases": [],
            "users": ["ai-calendar-helper"] },
    }}));
    project
}

/// Sets up production, with somebody who types, against a site that answers.
fn set_up(project: &Project, site: &Site, arguments: &[&str], answer: &str) -> Said {
    let asked = [&["setup", "prod", "--site", &site.url, "--patience", "0"], arguments].concat();
    project.deploy_answering(&asked, answer)
}

#[test]
fn a_database_in_a_retired_region_is_moved_deployed_and_retired_when_that_is_agreed_to() {
    let project = in_seattle();
    let site = Site::start(&project.account(), "ai-calendar-helper");
    let refused = project.deploy(&["run", "prod", "--yes"]);
    assert!(!refused.is_good && refused.text.contains("in sea, which Fly has retired"), "{}", refused.text);

    let shown = set_up(&project, &site, &[], "n\n");
    assert!(
        shown.text.contains("moves to ai-calendar-helper-db-sjc") && shown.text.contains("pg_dump"),
        "{}",
        shown.text
    );
    assert_eq!(project.changes(), Vec::<String>::new());

    let said = set_up(&project, &site, &[], "y\ny\nai-calendar-helper\nai-calendar-helper-db\n");
    assert!(said.is_good, "{}", said.text);
    let mut changes = project.changes();
    changes.retain(|call| !call.contains("--tuples-only"));
    let order = [
        "scale count 0",
        "postgres create --name ai-calendar-helper-db-sjc",
        "ssh console --app ai-calendar-helper-db --command",
        "postgres detach ai-calendar-helper-db ",
        "postgres attach ai-calendar-helper-db-sjc",
        "ssh console --app ai-calendar-helper-db-sjc",
        "deploy --app ai-calendar-helper",
        "apps destroy ai-calendar-helper-db",
    ];
    assert_eq!(changes.len(), order.len(), "{changes:#?}");
    for (call, start) in changes.iter().zip(order) {
        assert!(call.starts_with(start), "{call} instead of {start}");
    }
    assert!(project.received("restored").contains("CREATE TABLE users"));
    let again = project.deploy(&["setup", "prod", "--yes"]);
    assert!(again.is_good && again.text.contains("there and attached"), "{}", again.text);
}

#[test]
fn agreeing_beforehand_deletes_no_data() {
    let project = in_seattle();
    let site = Site::start(&project.account(), "ai-calendar-helper");
    let said = set_up(&project, &site, &["--yes"], "");
    assert!(
        said.is_good && said.text.contains("fly apps destroy ai-calendar-helper-db --yes"),
        "{}",
        said.text
    );
    assert!(!project.changes().iter().any(|call| call.starts_with("apps destroy")));
}

#[test]
fn an_incomplete_dump_changes_nothing_but_that_the_app_is_stopped() {
    let project = in_seattle();
    project.set(&json!({ "dump": "CREATE TABLE us" }));
    let said = project.deploy(&["setup", "prod", "--yes"]);
    assert!(!said.is_good && said.text.contains("is not complete"), "{}", said.text);
    assert!(project.changes().iter().all(|call| !call.contains("detach")));
}

#[test]
fn a_move_that_ended_in_the_middle_goes_on_and_nothing_is_deployed_until_then() {
    for call in [
        "postgres create",
        "postgres detach",
        "postgres attach",
        "ssh console --app ai-calendar-helper-db-sjc --command sh -c 'PGPASSWORD=$OPERATOR_PASSWORD PGOPTIONS",
    ] {
        let project = in_seattle();
        project.fail(call, "Error: no");
        let said = project.deploy(&["setup", "prod", "--yes"]);
        assert!(!said.is_good, "{}", said.text);
        project.set(&json!({ "failures": [] }));
        let early = project.deploy(&["run", "prod", "--yes"]);
        let is_refused =
            early.text.contains("is not complete") || early.text.contains("which Fly has retired");
        assert!(!early.is_good && is_refused, "{call}: {}", early.text);
        let site = Site::start(&project.account(), "ai-calendar-helper");
        let again = set_up(&project, &site, &["--yes"], "");
        assert!(
            again.is_good && again.text.contains("everything is in ai-calendar-helper-db-sjc"),
            "{call}: {}",
            again.text
        );
        assert!(project.received("restored").contains("CREATE TABLE users"), "{call}");
        let state = project.state();
        assert_eq!(state["apps"]["ai-calendar-helper"]["secrets"], json!(["SECRET_KEY", "DATABASE_URL"]));
    }
}
