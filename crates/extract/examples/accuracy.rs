//! Prints how many values of the project's own texts are right, by kind of text and by field, and how well the stated
//! confidence agrees with that, as Markdown: `cargo xtask accuracy` keeps it in `docs/accuracy.md`.

#[path = "../tests/case.rs"]
mod case;

use std::collections::BTreeMap;
use std::path::Path;

use calendar::Event;
use extract::extract;

use case::{Case, cases, shown};

/// Fields that carry a confidence of their own.
const FIELDS: [&str; 6] = ["title", "start", "end", "location", "attendees", "rrule"];

/// Texts of one kind.
#[derive(Default)]
struct Kind {
    texts: usize,
    right: usize,
    events: usize,
    found: usize,
    /// Names of the texts that are not wholly right.
    open: Vec<String>,
}

/// A value: how sure it was said to be, and whether it was right.
type Value = (f64, bool);

fn main() {
    let (mut kinds, mut fields) =
        (BTreeMap::<String, Kind>::new(), BTreeMap::<&'static str, Vec<Value>>::new());
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for folder in ["corpus", "open"] {
        for file in files(&tests.join(folder)) {
            let source = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let kind = kinds.entry(name).or_default();
            cases(&source).for_each(|case| count(&case, kind, &mut fields));
        }
    }
    println!("{HEAD}");
    print_kinds(&kinds);
    print_fields(&fields);
    println!("\n## Not wholly right yet\n");
    for (name, kind) in kinds.iter().filter(|(_, kind)| !kind.open.is_empty()) {
        println!("- {name}: {}", kind.open.join(", "));
    }
}

const HEAD: &str = "# Accuracy\n\n\
Written by `cargo xtask accuracy` from the project's own texts in `crates/extract/tests`: those in `corpus` are tests and\n\
have to be right, those in `open` are not understood yet. Only the fields that a text's author wrote down are counted.\n";

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .filter_map(|file| Some(file.ok()?.path()))
        .collect();
    files.sort();
    files
}

fn count(case: &Case, kind: &mut Kind, fields: &mut BTreeMap<&'static str, Vec<Value>>) {
    let events = extract(case.text, &case.context).events;
    kind.texts += 1;
    kind.events += case.expected.len();
    kind.found += events.len();
    let mut right = events.len() == case.expected.len();
    for (event, expected) in events.iter().zip(&case.expected) {
        for (field, wanted) in expected {
            let same = shown(event, field) == *wanted;
            right &= same;
            if let Some(known) = FIELDS.iter().find(|known| *known == field) {
                fields.entry(known).or_default().push((confidence(event, known), same));
            }
        }
    }
    kind.right += usize::from(right);
    if !right {
        kind.open.push(case.name.to_owned());
    }
}

fn confidence(event: &Event, field: &str) -> f64 {
    event
        .evidence
        .confidence
        .get(field)
        .or_else(|| event.evidence.confidence.get("overall"))
        .map_or(0.5, |c| f64::from(*c))
}

fn print_kinds(kinds: &BTreeMap<String, Kind>) {
    println!(
        "| texts | number | wholly right | events expected | events found |\n| --- | --- | --- | --- | --- |"
    );
    let mut all = Kind::default();
    for (name, kind) in kinds {
        print_kind(name, kind);
        all.texts += kind.texts;
        all.right += kind.right;
        all.events += kind.events;
        all.found += kind.found;
    }
    print_kind("**all**", &all);
}

fn print_kind(name: &str, kind: &Kind) {
    let Kind { texts, right, events, found, .. } = kind;
    println!("| {name} | {texts} | {right} ({}) | {events} | {found} |", percent(*right, *texts));
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.0} %", 100.0 * part as f64 / whole.max(1) as f64)
}

fn print_fields(fields: &BTreeMap<&str, Vec<Value>>) {
    println!(
        "\nConfidence is off by the calibration error on average; the last column counts the wrong values in the third that\n\
         was said to be the least and the most sure.\n\n\
         | field | values | right | mean confidence | calibration error | wrong in the lowest and the highest third |\n\
         | --- | --- | --- | --- | --- | --- |"
    );
    for (field, values) in fields {
        let mut values = values.clone();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let right = values.iter().filter(|(_, right)| *right).count();
        let mean = values.iter().map(|(sure, _)| sure).sum::<f64>() / values.len() as f64;
        let third = values.len() / 3;
        let wrong = |part: &[Value]| part.iter().filter(|(_, right)| !right).count();
        let (low, high) = (wrong(&values[..third]), wrong(&values[values.len() - third..]));
        println!(
            "| {field} | {} | {} | {mean:.2} | {:.2} | {low} and {high} |",
            values.len(),
            percent(right, values.len()),
            calibration_error(&values)
        );
    }
}

/// The distance between what was said and what was right in each tenth of the scale, weighted by its values.
fn calibration_error(values: &[Value]) -> f64 {
    let mut tenths: [Vec<&Value>; 10] = Default::default();
    for value in values {
        tenths[((value.0 * 10.0) as usize).min(9)].push(value);
    }
    let off = |tenth: &Vec<&Value>| {
        let said: f64 = tenth.iter().map(|(sure, _)| sure).sum();
        let right = tenth.iter().filter(|(_, right)| *right).count() as f64;
        (said - right).abs()
    };
    tenths.iter().map(off).sum::<f64>() / values.len().max(1) as f64
}
