//! The README's own lines, from an empty account to a site that has been tried out.

use std::process::Command;

use crate::project::{Project, source};
use crate::site::Site;

/// The first block of commands in the section about deployment, without its remarks.
fn lines() -> Vec<String> {
    let text = std::fs::read_to_string(source().join("README.md")).unwrap();
    let section = text.split("## Deployment on Fly.io").nth(1).unwrap();
    let block = section.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    block.lines().map(|line| line.split(" #").next().unwrap().trim().to_owned()).collect()
}

#[test]
fn the_lines_of_the_readme_lead_from_nothing_to_a_site_that_works() {
    let production = ("prod", ".env.production", "ai-calendar-helper");
    let development = ("dev", ".env.dev", "ai-calendar-helper-dev");
    let project = Project::new();
    for (name, file, app) in [production, development] {
        std::fs::remove_file(project.root().join(file)).unwrap();
        let site = Site::start(&project.account(), app);
        for line in lines() {
            let line = line.replace(".env.production", file).replace(" prod", &format!(" {name}"));
            follow(&project, &site, app, &line);
        }
        assert_eq!(site.accounts(), (1, 1), "{app}");
        let running = project.state()["apps"][app]["running"].clone();
        assert!(running.as_str().unwrap().contains(":git-"), "{running}");
    }
}

/// Does what a line says, as somebody at a terminal would who agrees to everything and fills in the template.
fn follow(project: &Project, site: &Site, app: &str, line: &str) {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["fly", ..] => {
            let arguments: Vec<String> = words[1..].iter().map(ToString::to_string).collect();
            assert!(project.fly(&arguments).is_good, "{line}");
        }
        ["cargo", "xtask", "deploy", action, environment] => {
            let (mut arguments, answer) = match action {
                "run" if app.ends_with("dev") => (vec![action, environment], "y\n".to_owned()),
                "run" => (vec![action, environment], format!("{app}\n")),
                _ => (vec![action, environment], "y\n".to_owned()),
            };
            if action == "run" {
                // Nobody may ask the real site.
                arguments.extend(["--site", &site.url, "--patience", "0"]);
            }
            let said = project.deploy_answering(&arguments, &answer);
            assert!(said.is_good, "{line}: {}", said.text);
        }
        [program, ..] => {
            let status =
                Command::new(program).args(&words[1..]).current_dir(project.root()).status().unwrap();
            assert!(status.success(), "{line}");
            if program == "cp" {
                fill_in(project, words[2], app);
            }
        }
        [] => {}
    }
}

/// A template with a key of its own.
fn fill_in(project: &Project, file: &str, app: &str) {
    let text = std::fs::read_to_string(project.root().join(file)).unwrap();
    let filled = text
        .replace("YOUR_SECRET_KEY_OF_32_CHARACTERS_OR_MORE", &format!("{app}-k3JvQ9xT2mZ8wL5nR7bY4cF6hD"));
    assert_ne!(text, filled);
    project.write(file, &filled);
}
