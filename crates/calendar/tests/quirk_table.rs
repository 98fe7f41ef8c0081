//! `docs/calendar-files.md` names a test for every quirk; here those names are looked up.

use std::path::Path;

/// The names of functions in the Rust files below `folder`.
fn functions(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(path).unwrap();
            let found = source.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            names.extend(found.map(str::to_owned));
        }
    }
}

/// The words in backticks of a row that are names of functions.
fn tests_of(row: &str) -> Vec<&str> {
    let is_name =
        |word: &&str| word.contains('_') && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    row.split('`').skip(1).step_by(2).filter(is_name).collect()
}

#[test]
fn every_quirk_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut known = Vec::new();
    functions(&root.join("crates"), &mut known);
    let table = std::fs::read_to_string(root.join("docs/calendar-files.md")).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
    assert!(rows.len() >= 25, "the table has lost rows: {}", rows.len());
    for row in rows {
        let tests = tests_of(row);
        assert!(!tests.is_empty(), "no test: {row}");
        for test in tests {
            assert!(known.iter().any(|name| name == test), "there is no test {test}: {row}");
        }
    }
}
