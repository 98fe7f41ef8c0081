//! Every text of `corpus/*.txt` gives the events that are expected of it.

use std::fmt::Write;

use extract::extract;

use crate::case::{Case, cases, shown};

#[test]
fn every_text_gives_the_events_expected_of_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let (mut count, mut wrong) = (0, String::new());
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for case in cases(&source) {
            count += 1;
            let differences = differences(&case);
            if !differences.is_empty() {
                writeln!(
                    wrong,
                    "{} · {}\n{differences}",
                    file.file_name().unwrap().to_string_lossy(),
                    case.name
                )
                .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{count} cases, these differ:\n{wrong}");
    assert!(count >= 1000, "the corpus has lost cases: {count}");
}

fn differences(case: &Case) -> String {
    let found = extract(case.text, &case.context).events;
    let mut out = String::new();
    if found.len() != case.expected.len() {
        writeln!(out, "  {} events instead of {}", found.len(), case.expected.len()).unwrap();
    }
    for (at, expected) in case.expected.iter().enumerate() {
        let Some(event) = found.get(at) else { continue };
        for (field, wanted) in expected {
            let got = shown(event, field);
            if got != *wanted {
                writeln!(out, "  {}. {field}: {got} instead of {wanted}", at + 1).unwrap();
            }
        }
    }
    out
}
