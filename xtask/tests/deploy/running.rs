//! Deploying: from a good one to each way of going wrong, and back.

use serde_json::json;

use crate::project::{Project, Said};
use crate::site::Site;

const APP: &str = "ai-calendar-helper";

/// A production with app, database and secrets, and its site.
fn prepared() -> (Project, Site) {
    let project = Project::new();
    project.set(&json!({ "apps": {
        (APP): { "machines": [], "secrets": ["SECRET_KEY", "DATABASE_URL"], "releases": [], "users": [] },
        "ai-calendar-helper-db": {
            "machines": [{ "id": "b1", "state": "started", "region": "sjc" }], "secrets": [], "releases": [], "users": [APP] },
    }}));
    let site = Site::start(&project.account(), APP);
    (project, site)
}

/// The same with a first release that works.
fn running() -> (Project, Site, String) {
    let (project, site) = prepared();
    let first = project.git(&["rev-parse", "--short=12", "HEAD"]);
    let image = format!("registry.fly.io/{APP}:git-{first}");
    let mut state = project.state();
    let app = &mut state["apps"][APP];
    app["releases"] = json!([{ "Version": 1, "Status": "complete", "ImageRef": image }]);
    app["machines"] = json!([{ "id": "148one", "state": "started", "region": "sjc" }]);
    app["running"] = json!(image);
    project.set(&state);
    (project, site, first)
}

fn run(project: &Project, site: &Site) -> Said {
    project.deploy(&["run", "prod", "--yes", "--site", &site.url, "--patience", "0"])
}

fn running_image(project: &Project) -> String {
    project.state()["apps"][APP]["running"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_good_version_is_deployed_and_tried_out() {
    let (project, site) = prepared();
    let first = project.git(&["rev-parse", "--short=12", "HEAD"]);
    let said = run(&project, &site);
    assert!(said.is_good, "{}", said.text);
    let expected = format!(
        "deploy --app ai-calendar-helper --config fly.toml --remote-only --ha=false --image-label git-{first} --build-arg \
         REVISION={}",
        project.git(&["rev-parse", "HEAD"])
    );
    assert_eq!(project.changes().last().unwrap(), &expected);
    assert!(project.calls().contains(&"config validate --strict --config fly.toml".to_owned()));
    assert_eq!(running_image(&project), format!("registry.fly.io/{APP}:git-{first}"));
    assert_eq!(site.accounts(), (1, 1));
}

#[test]
fn production_is_deployed_only_when_its_name_is_typed() {
    let (project, site) = prepared();
    for (answer, goes_on) in
        [("y\n", false), ("ai-calendar-helper-dev\n", false), ("ai-calendar-helper\n", true)]
    {
        let said = project.deploy_answering(&["run", "prod", "--site", &site.url, "--patience", "0"], answer);
        assert_eq!(said.is_good, goes_on, "{answer}: {}", said.text);
    }
}

#[test]
fn what_would_fail_is_refused_before_anything_is_deployed() {
    let (project, site) = prepared();
    let before = project.changes();
    let refused = |expected: &str| {
        let said = run(&project, &site);
        assert!(!said.is_good && said.text.contains(expected), "{expected} in {}", said.text);
        assert_eq!(project.changes(), before);
    };
    let good = std::fs::read_to_string(project.root().join("fly.toml")).unwrap();
    project.write("fly.toml", &good.replace("retries = 10", "max_retries = 10"));
    refused("`restart.max_retries` is no key of Fly's");
    project.write("fly.toml", &good.replace("LOG_LEVEL = \"info\"", "LOG_LEVEL = \"warn\""));
    refused("differ in env.LOG_LEVEL");
    project.write("fly.toml", &good.replace("retries = 10", "retries = 9"));
    refused("differ in restart");
    refused("commit them, or say --dirty");
    project.write("fly.toml", &good);
    project.fail("config validate", "Error: App configuration is not valid");
    refused("config validate --strict");
    project.fail("platform regions", "Error: no");
    refused("platform regions");
    project.set(&json!({ "failures": [], "regions": [{ "code": "lax" }] }));
    refused("in sjc, which Fly has retired");
    project.set(&json!({ "regions": [{ "code": "sjc" }] }));
    let state = project.state();
    for (secrets, expected) in
        [(json!(["SECRET_KEY"]), "no database is attached"), (json!(["DATABASE_URL"]), "not set: SECRET_KEY")]
    {
        let mut changed = state.clone();
        changed["apps"][APP]["secrets"] = secrets;
        project.set(&changed);
        refused(expected);
    }
    project.set(&json!({ "apps": {} }));
    refused("there is no app ai-calendar-helper: run `cargo xtask deploy setup prod`");
    project.write_secret(".env.production", "SECRET_KEY=\n");
    project.set(&state);
    let said = run(&project, &site);
    assert!(!said.is_good, "{}", said.text);
}

#[test]
fn several_reasons_are_told_at_once() {
    let (project, site) = prepared();
    project.write("src/lib.rs", "//! changed\n");
    project.fail("config validate", "Error: no");
    project.set(&json!({ "apps": {} }));
    let said = run(&project, &site);
    for part in ["commit them", "config validate", "there is no app"] {
        assert!(said.text.contains(part), "{part} in {}", said.text);
    }
}

#[test]
fn after_each_failure_the_version_before_serves() {
    for (deploys, sick, expected) in [
        (json!(["release"]), "", "the version before serves on"),
        (json!(["check"]), "", "the version before serves on"),
        (json!(["ok", "ok"]), "database", "the database is unreachable"),
        (json!(["ok", "ok"]), "start", "start page"),
        (json!(["ok", "ok"]), "headers", "content-security-policy is missing"),
        (json!(["ok", "ok"]), "down", "/api/health answers with 502"),
        (json!(["ok", "ok"]), "stranger", "/api/user/me knows the account"),
        (json!(["lies", "ok"]), "start", "ended with exit status: 1"),
    ] {
        let (project, site, first) = running();
        let second = project.commit("second");
        project.set(&json!({ "deploys": deploys, "sick": { (format!("git-{second}")): sick } }));
        let said = run(&project, &site);
        assert!(!said.is_good && said.text.contains(expected), "{deploys} {sick}: {}", said.text);
        assert_eq!(running_image(&project), format!("registry.fly.io/{APP}:git-{first}"), "{deploys} {sick}");
        let (made, deleted) = site.accounts();
        assert_eq!(made, deleted, "{deploys} {sick}");
    }
}

#[test]
fn what_is_put_back_skips_the_migrations_and_does_not_wait() {
    let (project, site, first) = running();
    let second = project.commit("second");
    project.set(&json!({ "sick": { (format!("git-{second}")): "start" } }));
    assert!(!run(&project, &site).is_good);
    let expected = format!(
        "deploy --app {APP} --config fly.toml --image registry.fly.io/{APP}:git-{first} --skip-release-command --strategy \
         immediate --ha=false"
    );
    assert_eq!(project.changes().last().unwrap(), &expected);
}

#[test]
fn a_deployment_that_works_although_fly_complains_is_good() {
    let (project, site, _) = running();
    let second = project.commit("second");
    project.set(&json!({ "deploys": ["lies"] }));
    let said = run(&project, &site);
    assert!(said.is_good && said.text.contains("it works, although fly complained"), "{}", said.text);
    assert_eq!(running_image(&project), format!("registry.fly.io/{APP}:git-{second}"));
}

#[test]
fn a_first_deployment_that_fails_says_what_to_do() {
    for (deploys, sick) in [
        (json!(["release"]), ""),
        (json!(["check"]), ""),
        (json!(["ok"]), "database"),
        (json!(["ok"]), "start"),
    ] {
        let (project, site) = prepared();
        let first = project.git(&["rev-parse", "--short=12", "HEAD"]);
        project.set(&json!({ "deploys": deploys, "sick": { (format!("git-{first}")): sick } }));
        let said = run(&project, &site);
        for part in ["nothing to put back", "fly logs --app ai-calendar-helper", "deploy again"] {
            assert!(!said.is_good && said.text.contains(part), "{part} in {}", said.text);
        }
    }
}

#[test]
fn putting_back_that_fails_says_how_to_do_it_by_hand() {
    for (deploys, sick) in [(json!(["ok", "check"]), json!(null)), (json!(["ok", "ok"]), json!("start"))] {
        let (project, site, first) = running();
        let second = project.commit("second");
        project.set(&json!({ "deploys": deploys, "sick": { (format!("git-{second}")): "start", (format!("git-{first}")): sick } }));
        let said = run(&project, &site);
        for part in
            ["putting back failed", "fly releases --image --app ai-calendar-helper", "--skip-release-command"]
        {
            assert!(!said.is_good && said.text.contains(part), "{part} in {}", said.text);
        }
    }
}

#[test]
fn one_goes_back_by_hand_and_to_any_release() {
    let (project, site, first) = running();
    let second = project.commit("second");
    assert!(run(&project, &site).is_good);
    let back = |arguments: &[&str], answer: &str| {
        let asked = [&["rollback", "prod", "--site", &site.url, "--patience", "0"], arguments].concat();
        project.deploy_answering(&asked, answer)
    };
    assert!(!back(&[], "y\n").is_good);
    let said = back(&[], "ai-calendar-helper\n");
    assert!(said.is_good, "{}", said.text);
    assert!(running_image(&project).ends_with(&first));
    assert!(back(&["--to", "2", "--yes"], "").is_good);
    assert!(running_image(&project).ends_with(&second));
    let unknown = back(&["--to", "99", "--yes"], "");
    assert!(!unknown.is_good && unknown.text.contains("release 99 is unknown"), "{}", unknown.text);
}

#[test]
fn the_region_of_the_database_is_that_of_the_app() {
    let project = Project::new();
    project.set(&json!({ "regions": [{ "code": "lax" }] }));
    assert!(project.deploy(&["setup", "dev", "--yes"]).is_good);
    assert!(project.deploy(&["secrets", "dev"]).is_good);
    let site = Site::start(&project.account(), "ai-calendar-helper-dev");
    let said = project.deploy(&["run", "dev", "--yes", "--site", &site.url, "--patience", "0"]);
    assert!(said.is_good, "{}", said.text);
    assert!(project.changes().last().unwrap().ends_with("--primary-region lax"), "{:?}", project.changes());
}

#[test]
fn status_says_what_runs_how_it_is_and_how_far_main_is_ahead() {
    let (project, site, first) = running();
    project.commit("second");
    project.commit("third");
    let said = project.deploy(&["status", "prod", "--site", &site.url]);
    assert!(said.is_good, "{}", said.text);
    for part in [
        format!("of commit {first}: main is 2 commits ahead"),
        "in sjc: started".to_owned(),
        "database ai-calendar-helper-db in sjc".to_owned(),
        "ok, database ok".to_owned(),
    ] {
        assert!(said.text.contains(&part), "{part} in {}", said.text);
    }
    let both = project.deploy(&["status"]);
    assert!(
        both.is_good && both.text.contains("no app yet: `cargo xtask deploy setup dev`"),
        "{}",
        both.text
    );
}

#[test]
fn the_doctor_asks_a_running_machine_or_one_of_its_own() {
    let (project, _, first) = running();
    let doctor = || project.deploy(&["doctor", "prod", "--pause", "0"]);
    assert!(doctor().is_good);
    assert_eq!(
        project.changes().last().unwrap(),
        "machine exec 148one /ai-calendar-helper user doctor --app ai-calendar-helper"
    );

    project.set(&json!({ "exec": "Exit code: 1\nsession 7 has no user" }));
    let sick = doctor();
    assert!(!sick.is_good && sick.text.contains("session 7 has no user"), "{}", sick.text);

    project.fail("machine exec", "Error: exec is not allowed here");
    let alone = doctor();
    assert!(alone.is_good && alone.text.contains("a one-off machine is asked"), "{}", alone.text);
    let run = format!(
        "machine run --app {APP} --rm --restart no --detach registry.fly.io/{APP}:git-{first} user doctor"
    );
    assert!(project.changes().contains(&run), "{:?}", project.changes());

    project.set(&json!({ "logs": "session 7 has no user\nMain child exited normally with code: 1" }));
    assert!(!doctor().is_good);
}
