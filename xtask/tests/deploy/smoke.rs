//! What the smoke test finds.

use serde_json::json;

use crate::project::Project;
use crate::site::Site;

const IMAGE: &str = "registry.fly.io/ai-calendar-helper-dev:git-0123456789ab";

#[test]
fn each_sickness_is_found_and_named_and_nothing_is_left_behind() {
    for (sick, expected) in [
        ("", ""),
        ("nameless", ""),
        ("down", "✗ version and database"),
        ("database", "the database is unreachable"),
        ("start", "✗ start page"),
        ("headers", "content-security-policy is missing"),
        ("everything", "✗ unknown page is a 404"),
        ("open", "✗ no smoke route for strangers"),
        ("other-key", "is SECRET_KEY of the file the one that is set at Fly?"),
        ("stranger", "/api/user/me knows the account"),
        ("no-way-out", "/profile has no button to sign out"),
        ("replay", "the cookie is worth nothing after signing out"),
    ] {
        let project = Project::new();
        project.set(&json!({
            "apps": { "ai-calendar-helper-dev": { "running": IMAGE } },
            "sick": { "git-0123456789ab": sick },
        }));
        let site = Site::start(&project.account(), "ai-calendar-helper-dev");
        let said = project.deploy(&["smoke", "dev", "--site", &site.url, "--patience", "0"]);
        assert_eq!(said.is_good, expected.is_empty(), "{sick}: {}", said.text);
        assert!(said.text.contains(expected), "{expected} in {}", said.text);
        let (made, deleted) = site.accounts();
        assert_eq!(made, deleted, "{sick}");
    }
}

#[test]
fn without_the_key_of_the_environment_nobody_can_sign_in() {
    let project = Project::new();
    std::fs::remove_file(project.root().join(".env.dev")).unwrap();
    let said = project.deploy(&["smoke", "dev", "--site", "http://127.0.0.1:1"]);
    assert!(!said.is_good && said.text.contains("the smoke test signs in with SECRET_KEY"), "{}", said.text);
}
