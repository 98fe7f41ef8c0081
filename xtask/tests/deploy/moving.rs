//! Out of a region that Fly has retired.

use serde_json::json;

use crate::project::Project;

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

#[test]
fn a_database_in_a_retired_region_is_moved_when_that_is_agreed_to() {
    let project = in_seattle();
    let refused = project.deploy(&["run", "prod", "--yes"]);
    assert!(!refused.is_good && refused.text.contains("in sea, which Fly has retired"), "{}", refused.text);

    let shown = project.deploy_answering(&["setup", "prod"], "n\n");
    assert!(
        shown.text.contains("moves to ai-calendar-helper-db-sjc in sjc") && shown.text.contains("pg_dump"),
        "{}",
        shown.text
    );
    assert_eq!(project.changes(), Vec::<String>::new());

    let said = project.deploy(&["setup", "prod", "--yes"]);
    assert!(said.is_good, "{}", said.text);
    let changes = project.changes();
    let order = [
        "scale count 0",
        "postgres create --name ai-calendar-helper-db-sjc",
        "ssh console --app ai-calendar-helper-db --command",
        "postgres detach ai-calendar-helper-db ",
        "postgres attach ai-calendar-helper-db-sjc",
        "ssh console --app ai-calendar-helper-db-sjc",
    ];
    for (call, start) in changes.iter().zip(order) {
        assert!(call.starts_with(start), "{call} instead of {start}");
    }
    assert_eq!(changes.len(), order.len());
    assert!(project.received("restored").contains("CREATE TABLE users"));
    assert!(said.text.contains("fly apps destroy ai-calendar-helper-db`"), "{}", said.text);

    let again = project.deploy(&["setup", "prod", "--yes"]);
    assert!(again.is_good && again.text.contains("there and attached"), "{}", again.text);
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
fn a_move_that_fails_says_where_everything_is() {
    for call in ["postgres attach", "ssh console --app ai-calendar-helper-db-sjc"] {
        let project = in_seattle();
        project.fail(call, "Error: no");
        let said = project.deploy(&["setup", "prod", "--yes"]);
        assert!(!said.is_good, "{}", said.text);
        let is_told = said.text.contains("ai-calendar-helper-db has everything")
            || said.text.contains("run setup again");
        assert!(is_told, "{call}: {}", said.text);
    }
}
