//! Where the fuzzer begins: the committed files of `fuzz/seeds`, and the texts of the tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::places::{Places, copy_folder};

/// Writes the seeds of `target` into a folder of their own and returns it.
pub(super) fn collect(places: &Places, target: &str) -> Result<PathBuf> {
    let folder = places.tools(&format!("fuzz/seeds/{target}"))?;
    fs::remove_dir_all(&folder)?;
    fs::create_dir_all(&folder)?;
    let own = places.root.join("fuzz/seeds").join(target);
    if own.exists() {
        copy_folder(&own, &folder)?;
    }
    for (number, text) in texts(&places.root, target)?.iter().enumerate() {
        fs::write(folder.join(format!("text-{number}")), text)?;
    }
    Ok(folder)
}

/// Of the cases of `extract` their texts, and for `timex` the lines of those.
fn texts(root: &Path, target: &str) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    if target == "calendar_file" {
        return Ok(texts);
    }
    for file in fs::read_dir(root.join("crates/extract/tests/corpus"))? {
        texts.extend(of_cases(&fs::read_to_string(file?.path())?));
    }
    if target == "timex" {
        texts = texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
    }
    texts.retain(|text| !text.trim().is_empty());
    texts.sort();
    texts.dedup();
    Ok(texts)
}

/// A case is a head, an empty line, the text, `---`, and what is expected; `=====` parts them.
fn of_cases(file: &str) -> Vec<String> {
    let cases = file.split("\n=====\n").filter_map(|case| case.split_once("\n\n"));
    cases.map(|(_, rest)| rest.split("\n---").next().unwrap_or_default().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_cases_are_seeds() {
        let file = "name: one\n\nLunch Friday\nat noon\n---\ntitle: Lunch\n=====\nname: two\n\nTea\n---\n";
        assert_eq!(of_cases(file), ["Lunch Friday\nat noon", "Tea"]);
    }

    #[test]
    fn every_text_target_has_many() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (target, fewest) in [("timex", 200), ("extract", 60)] {
            assert!(texts(&root, target).unwrap().len() > fewest, "{target}");
        }
    }
}
