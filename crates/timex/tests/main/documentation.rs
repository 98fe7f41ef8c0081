//! The tables of `docs/understanding.md`: every row is read and compared.

use crate::rendering::{others, read, reader};

const PAGE: &str = include_str!("../../../../docs/understanding.md");

/// One row: text, first reading, other readings that must be among the alternatives.
struct Row {
    text: String,
    reading: String,
    others: Vec<String>,
    now: String,
    locale: String,
}

/// The rows of all tables whose head is "text | reading". A line "Said on `2026-03-02T09:00`" or "… in `en-GB`" holds for
/// the next table.
fn rows(page: &str) -> Vec<Row> {
    let usual = ("2026-03-11T10:00".to_owned(), "en-US".to_owned());
    let ((mut now, mut locale), mut table, mut rows) = (usual.clone(), false, Vec::new());
    for line in page.lines() {
        if let Some(said) = line.strip_prefix("Said on `") {
            let mut quoted = said.split('`');
            let time = quoted.next().unwrap_or_default();
            (now, locale) = (time.to_owned(), quoted.nth(1).unwrap_or("en-US").to_owned());
        } else if !line.starts_with('|') {
            if table {
                (now, locale) = usual.clone();
            }
            table = false;
        } else if line.starts_with("| text | reading |") {
            table = true;
        } else if table && !line.starts_with("| ---") {
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
            let text = cells.next().unwrap_or_default().trim_matches('`').replace("⏎", "\n");
            let reading = cells.next().unwrap_or_default().trim_matches('`').to_owned();
            let others = cells
                .next()
                .unwrap_or_default()
                .split("; ")
                .filter(|o| !o.is_empty())
                .map(|o| o.trim_matches('`').to_owned());
            rows.push(Row {
                text,
                reading,
                others: others.collect(),
                now: now.clone(),
                locale: locale.clone(),
            });
        }
    }
    rows
}

#[test]
fn every_row_of_the_page_holds() {
    let rows = rows(PAGE);
    assert!(rows.len() > 150, "only {} rows were found", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let context = reader(&row.now, &row.locale);
        let got = read(&row.text, &context);
        if got != row.reading {
            wrong.push(format!("{:?}\n   page {}\n   read {got}", row.text, row.reading));
        }
        let alternatives = others(&row.text, &context);
        for other in row.others {
            if !alternatives.contains(&other) {
                wrong.push(format!(
                    "{:?}\n   page otherwise {other}\n   read otherwise {alternatives:?}",
                    row.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows do not hold:\n{}", wrong.len(), wrong.join("\n"));
}
