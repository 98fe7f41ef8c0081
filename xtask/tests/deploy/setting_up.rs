//! From an empty account to app, database and secrets; every step can be repeated.

use serde_json::json;

use crate::project::Project;

const CREATED: [&str; 3] = [
    "apps create ai-calendar-helper --org personal",
    "postgres create --name ai-calendar-helper-db --org personal --region sjc --initial-cluster-size 1 --vm-size \
     shared-cpu-1x --vm-memory 512 --volume-size 1",
    "postgres attach ai-calendar-helper-db --app ai-calendar-helper --superuser=false --yes",
];

#[test]
fn from_an_empty_account_everything_is_made_once() {
    let project = Project::new();
    let said = project.deploy(&["setup", "prod", "--yes"]);
    assert!(said.is_good, "{}", said.text);
    assert_eq!(project.changes(), CREATED);
    for part in ["about $4", "fly apps create ai-calendar-helper --org personal", "deploy secrets prod"] {
        assert!(said.text.contains(part), "{part} in {}", said.text);
    }
    let again = project.deploy(&["setup", "prod", "--yes"]);
    assert!(again.is_good && again.text.contains("there and attached"), "{}", again.text);
    assert_eq!(project.changes().len(), CREATED.len());
}

#[test]
fn nothing_is_done_without_being_agreed_to() {
    for answer in ["", "\n", "n\n", "what?\n"] {
        let project = Project::new();
        let said = project.deploy_answering(&["setup", "dev"], answer);
        assert!(!said.is_good && said.text.contains("nothing was done"), "{}", said.text);
        assert_eq!(project.changes(), Vec::<String>::new());
    }
    let project = Project::new();
    assert!(project.deploy_answering(&["setup", "dev"], "y\n").is_good);
    assert_eq!(project.changes().len(), 3);
}

#[test]
fn a_setup_that_ended_in_the_middle_goes_on_where_it_ended() {
    for (call, advice) in [
        ("apps create", "taken by somebody else"),
        ("postgres create", "fly apps destroy ai-calendar-helper-db"),
        ("postgres attach", "fly postgres detach ai-calendar-helper-db --app ai-calendar-helper"),
    ] {
        let project = Project::new();
        project.fail(call, "Error: no");
        let said = project.deploy(&["setup", "prod", "--yes"]);
        assert!(!said.is_good && said.text.contains(advice), "{call}: {}", said.text);
        project.set(&json!({ "failures": [] }));
        let again = project.deploy(&["setup", "prod", "--yes"]);
        assert!(again.is_good, "{}", again.text);
        let mut done = project.changes();
        done.dedup();
        assert_eq!(done, CREATED);
    }
}

#[test]
fn the_first_live_region_of_those_wished_for_is_taken() {
    for (live, expected) in
        [(vec!["sea", "sjc", "lax"], "sea"), (vec!["lax", "iad"], "lax"), (vec!["iad"], "")]
    {
        let project = Project::new();
        project
            .set(&json!({ "regions": live.iter().map(|code| json!({ "code": code })).collect::<Vec<_>>() }));
        let said = project.deploy(&["setup", "dev", "--yes"]);
        assert_eq!(said.is_good, !expected.is_empty(), "{}", said.text);
        if !expected.is_empty() {
            assert!(
                project.changes()[1].contains(&format!("--region {expected}")),
                "{:?}",
                project.changes()
            );
        }
    }
}

#[test]
fn whoever_is_not_signed_in_is_told_what_to_do() {
    let project = Project::new();
    project.set(&json!({ "signed_in": false }));
    for command in [
        ["setup", "prod"],
        ["secrets", "prod"],
        ["run", "prod"],
        ["smoke", "prod"],
        ["doctor", "prod"],
        ["rollback", "prod"],
        ["status", "prod"],
    ] {
        let said = project.deploy(&command);
        assert!(!said.is_good && said.text.contains("fly auth login"), "{command:?}: {}", said.text);
    }
    assert_eq!(project.changes(), Vec::<String>::new());
}

#[test]
fn whoever_has_no_fly_is_told_where_to_get_it() {
    let project = Project::new();
    let said = project.deploy_with("no-such-program", &["status"]);
    assert!(!said.is_good && said.text.contains("fly.io/docs/flyctl/install"), "{}", said.text);
    assert_eq!(project.calls(), Vec::<String>::new());
}

#[test]
fn secrets_go_to_fly_whole_and_only_their_names_are_shown() {
    let project = Project::new();
    assert!(project.deploy(&["setup", "prod", "--yes"]).is_good);
    let key = "p8WqA1zX6nE3vU9kT5rI2oL7jM4hB0yC";
    project.write_secret(
        ".env.production",
        &format!("SECRET_KEY={key}\nAPP_ENV=production\nSMTP_URL='smtp://me:pa#ss@mail.invalid:587'\nMAIL_FROM=a@b.invalid\n"),
    );
    let said = project.deploy(&["secrets", "prod"]);
    assert!(said.is_good, "{}", said.text);
    assert_eq!(project.changes().last().unwrap(), "secrets import --app ai-calendar-helper --stage");
    let expected =
        format!("SECRET_KEY={key}\nSMTP_URL=\"smtp://me:pa#ss@mail.invalid:587\"\nMAIL_FROM=a@b.invalid\n");
    assert_eq!(project.received("imported"), expected);
    for hidden in [key, "pa#ss", "b.invalid"] {
        assert!(!said.text.contains(hidden), "{}", said.text);
        assert!(project.calls().iter().all(|call| !call.contains(hidden)));
    }
    let applied = project.deploy(&["secrets", "prod", "--apply"]);
    assert!(
        applied.is_good && project.changes().last().unwrap() == "secrets import --app ai-calendar-helper"
    );
}

#[test]
fn secrets_that_cannot_work_are_refused_before_anything_is_sent() {
    let project = Project::new();
    assert!(project.deploy(&["setup", "prod", "--yes"]).is_good);
    let before = project.changes();
    project.write_secret(".env.production", "SECRET_KEY=short-key\nFLY_API_TOKEN=abc\nAPP_ENV=development\n");
    let said = project.deploy(&["secrets", "prod"]);
    for part in ["too short", "Fly's own", "another environment"] {
        assert!(!said.is_good && said.text.contains(part), "{part} in {}", said.text);
    }
    assert!(!said.text.contains("short-key"));
    let wrong_file = project.deploy(&["secrets", "prod", "--from", ".env.dev"]);
    assert!(!wrong_file.is_good && wrong_file.text.contains("another environment"), "{}", wrong_file.text);
    let no_file = project.deploy(&["secrets", "prod", "--from", "nowhere"]);
    assert!(!no_file.is_good && no_file.text.contains("copy env.example"), "{}", no_file.text);
    assert_eq!(project.changes(), before);
}

#[test]
fn secrets_are_compared_and_tried_without_being_set() {
    let project = Project::new();
    assert!(project.deploy(&["setup", "prod", "--yes"]).is_good);
    let before = project.changes();
    let missing = project.deploy(&["secrets", "prod", "--check"]);
    assert!(!missing.is_good && missing.text.contains("not set: SECRET_KEY"), "{}", missing.text);
    let dry = project.deploy(&["secrets", "prod", "--dry-run"]);
    assert!(dry.is_good && dry.text.contains("ai-calendar-helper: SECRET_KEY"), "{}", dry.text);
    assert_eq!(project.changes(), before);
    assert!(project.deploy(&["secrets", "prod"]).is_good);
    let mut state = project.state();
    state["apps"]["ai-calendar-helper"]["secrets"].as_array_mut().unwrap().push(json!("OLD_NAME"));
    project.set(&state);
    let all = project.deploy(&["secrets", "prod", "--check"]);
    assert!(all.is_good && all.text.contains("OLD_NAME is set and not in the file"), "{}", all.text);
}
