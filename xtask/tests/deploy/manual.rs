//! Every command line that the documents show can be typed as it stands.

use crate::project::{Project, source};

/// The documents, and the least number of command lines that each shows.
const DOCUMENTS: [(&str, usize); 3] =
    [("README.md", 6), ("docs/deployment.md", 25), ("docs/acceptance.md", 10)];
/// What stands for something that the reader knows, and what it is here.
const STANDINS: [(&str, &str); 5] = [
    ("MACHINE_ID", "148one"),
    ("VOLUME_ID", "vol_1"),
    ("SNAPSHOT_ID", "vs_1"),
    ("CLUSTER_ID", "abc"),
    ("VERSION", "1"),
];

/// Lines in code blocks and between backquotes that begin with this word.
fn commands(document: &str, word: &str) -> Vec<String> {
    let text = std::fs::read_to_string(source().join(document)).unwrap();
    let mut found = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if is_code {
            found.extend(
                line.split('|').map(|part| part.split(" #").next().unwrap_or_default().trim().to_owned()),
            );
        } else {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found.retain(|command| command.starts_with(word));
    for (standin, value) in STANDINS {
        for command in &mut found {
            *command = command.replace(standin, value);
        }
    }
    found
}

/// Words as a shell splits them, quotes taken away; what follows a redirection is left out.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.into_iter().take_while(|word| word != ">" && word != "<").filter(|word| !word.is_empty()).collect()
}

#[test]
fn each_call_of_fly_is_one_that_fly_knows() {
    for (document, least) in DOCUMENTS {
        let project = Project::new();
        project.set(&serde_json::json!({ "apps": {
            "ai-calendar-helper": { "machines": [], "secrets": [], "releases": [], "users": [] },
            "ai-calendar-helper-dev": { "machines": [], "secrets": [], "releases": [], "users": [] },
            "ai-calendar-helper-db": { "machines": [], "secrets": [], "releases": [], "users": ["ai-calendar-helper"] },
        }}));
        let calls = commands(document, "fly ");
        let mine = commands(document, "cargo xtask deploy").len() + commands(document, "npm run").len();
        assert!(calls.len() + mine >= least, "{document} shows {calls:?} and {mine} of ours");
        for call in calls {
            let said = project.fly(&words(&call)[1..]);
            for fault in ["unknown", "needs a value", "Traceback"] {
                assert!(!said.text.contains(fault), "{document}: {call}: {}", said.text);
            }
        }
    }
}

/// Help is asked for beside each, so that nothing is done: words that nobody knows are an error all the same.
#[test]
fn each_call_of_ours_is_one_that_we_know() {
    for (document, _) in DOCUMENTS {
        for call in commands(document, "cargo xtask deploy") {
            let given = words(&call.replace("\\|", "|").replace("dev|prod", "dev"));
            let arguments: Vec<&str> = given[3..].iter().map(String::as_str).collect();
            let said = Project::new().deploy(&[&arguments, &["--help"][..]].concat());
            assert!(said.is_good, "{document}: {call}: {}", said.text);
        }
    }
}

#[test]
fn the_scripts_of_npm_are_our_commands() {
    let package: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(source().join("package.json")).unwrap()).unwrap();
    let scripts = package["scripts"].as_object().unwrap();
    for (name, command) in [
        ("deploy:fly", "cargo xtask deploy run prod"),
        ("deploy:prod", "cargo xtask deploy run prod"),
        ("deploy:dev", "cargo xtask deploy run dev"),
    ] {
        assert_eq!(scripts[name], command);
    }
    for (document, _) in DOCUMENTS {
        for call in commands(document, "npm run") {
            let name = call.split(' ').nth(2).unwrap();
            assert!(scripts.contains_key(name), "{document}: {call}");
        }
    }
}

#[test]
fn words_are_split_as_a_shell_does() {
    assert_eq!(words("fly ssh console -C 'a b' > c"), ["fly", "ssh", "console", "-C", "a b"]);
    assert_eq!(words("fly proxy  1:2"), ["fly", "proxy", "1:2"]);
}
