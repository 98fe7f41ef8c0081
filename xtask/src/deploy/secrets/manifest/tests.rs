use std::path::Path;

use super::*;

const KEY: &str = "k3JvQ9xT2mZ8wL5nR7bY4cF6hD1gS0pA";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn settings(pairs: &[(&str, &str)]) -> Settings {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn lines_of(pairs: &[(&str, &str)], environment: Environment) -> Result<Vec<String>, Vec<String>> {
    let config = Config::read(root(), environment.config_file()).unwrap();
    lines(&settings(pairs), &config, None, environment)
}

#[test]
fn what_cannot_work_is_refused_by_name_without_its_value() {
    let cases: [(&[(&str, &str)], &str); 16] = [
        (&[], "SECRET_KEY is missing"),
        (&[("SECRET_KEY", "")], "SECRET_KEY is empty"),
        (&[("SECRET_KEY", "  ")], "SECRET_KEY is empty"),
        (&[("SECRET_KEY", "short-one")], "SECRET_KEY is too short"),
        (&[("SECRET_KEY", "YOUR_SECRET_KEY_OF_32_CHARACTERS_OR_MORE")], "text of the template"),
        (&[("SECRET_KEY", "changeme-changeme-changeme-changeme")], "text of the template"),
        (&[("SECRET_KEY", KEY), ("DATABASE_URL", "postgres://a")], "`fly postgres attach` sets it"),
        (&[("SECRET_KEY", KEY), ("FLY_API_TOKEN", "abc")], "Fly's own"),
        (&[("SECRET_KEY", KEY), ("TEST_POSTGRES_URL", "abc")], "for tests"),
        (&[("SECRET_KEY", KEY), ("PORT", "3000")], "must not be set here"),
        (&[("SECRET_KEY", KEY), ("SECRET_KEI", KEY)], "no setting of the program"),
        (
            &[("SECRET_KEY", KEY), ("GOOGLE_CLIENT_ID", "1234567890-abcdefghijk")],
            "needs GOOGLE_CLIENT_SECRET",
        ),
        (&[("SECRET_KEY", KEY), ("APP_ENV", "development")], "another environment"),
        (
            &[("SECRET_KEY", KEY), ("PUBLIC_URL", "https://ai-calendar-helper-dev.fly.dev")],
            "another environment",
        ),
        (&[("SECRET_KEY", " k3JvQ9xT2mZ8wL5n\"#R7bY4cF6hD1gS0pA")], "cut by Fly's parser"),
        (&[("SECRET_KEY", "k3JvQ9xT2mZ8wL5n\nR7bY4cF6hD1gS0pA")], "several lines"),
    ];
    for (given, expected) in cases {
        let wrong = lines_of(given, Environment::Prod).expect_err(expected);
        assert!(wrong.iter().any(|why| why.contains(expected)), "{expected}: {wrong:?}");
        for (_, value) in given.iter().filter(|(_, value)| value.trim().len() > 4) {
            assert!(!wrong.join("\n").contains(value), "{wrong:?} quotes {value}");
        }
    }
}

#[test]
fn what_fly_toml_says_already_is_not_sent_as_a_secret() {
    let given = [
        ("APP_ENV", "production"),
        ("PUBLIC_URL", "https://ai-calendar-helper.fly.dev"),
        ("SECRET_KEY", KEY),
    ];
    assert_eq!(lines_of(&given, Environment::Prod).unwrap(), [format!("SECRET_KEY={KEY}")]);
    assert!(lines_of(&given, Environment::Dev).is_err());
}

#[test]
fn the_two_environments_do_not_share_their_key() {
    let config = Config::read(root(), "fly.toml").unwrap();
    let mine = settings(&[("SECRET_KEY", KEY)]);
    let wrong = lines(&mine, &config, Some(&mine), Environment::Prod).unwrap_err();
    assert_eq!(wrong, ["SECRET_KEY is that of dev as well: make another one"]);
}

#[test]
fn every_setting_of_the_program_has_its_place_here_or_in_fly_toml() {
    let config = Config::read(root(), "fly.toml").unwrap();
    let mut settings = Vec::new();
    collect(&root().join("crates/app/src/config.rs"), &mut settings);
    collect(&root().join("crates/app/src/config"), &mut settings);
    assert!(settings.contains(&"SECRET_KEY".to_owned()), "{settings:?}");
    for name in settings {
        let is_known = role(&name).is_some() || config.env(&name).is_some();
        assert!(is_known, "{name} is a setting of the program: add it to the manifest, and to env.example");
    }
}

/// Names in `env = "…"` of a file, or of the files of a folder.
fn collect(path: &Path, names: &mut Vec<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), names);
        }
    } else if let Ok(text) = std::fs::read_to_string(path) {
        let quoted = text.split("env = \"").skip(1).filter_map(|rest| rest.split('"').next());
        names.extend(quoted.map(str::to_owned));
    }
}

/// A new copy of the template is refused until each line in it that counts is filled in.
#[test]
fn the_template_names_only_settings_and_is_refused_as_it_is() {
    let text = std::fs::read_to_string(root().join("env.example")).unwrap();
    let (given, wrong) = super::super::file::parse(&text);
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(value(&given, "SECRET_KEY").is_some());
    let config = Config::read(root(), "fly.toml").unwrap();
    assert!(lines(&given, &config, None, Environment::Prod).is_err());
    let all = text.replace("\n# ", "\n").replace("\n#", "\n");
    for line in all.lines().filter(|line| {
        line.split_once('=')
            .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
    }) {
        let name = line.split('=').next().unwrap();
        assert!(role(name).is_some_and(|role| role != Role::Forbidden), "{name} is in env.example");
    }
}
