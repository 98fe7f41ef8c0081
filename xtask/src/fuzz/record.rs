//! `docs/fuzzing.md`: how often each target ran, a row for each day, and the sum.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::places::Places;

/// The table begins after this line of the document.
const HEAD: &str = "| date (UTC) | target | executions | findings |\n| --- | --- | ---: | ---: |\n";

/// The document, apart from its rows.
pub(super) struct Record {
    file: PathBuf,
    above: String,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    date: String,
    target: String,
    executions: u64,
    findings: u64,
}

impl Record {
    /// Reads it.
    pub(super) fn open(places: &Places) -> Result<Self> {
        let file = places.root.join("docs/fuzzing.md");
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let (above, rows) = text.split_once(HEAD).context("docs/fuzzing.md has no table")?;
        let rows =
            rows.lines().take_while(|line| line.starts_with('|')).filter(|line| !line.contains("| all |"));
        let rows = rows.map(read).collect::<Result<_>>()?;
        Ok(Self { file, above: above.to_owned(), rows })
    }

    /// Adds a run to the row of today and writes the document.
    pub(super) fn add(mut self, target: &str, executions: u64, findings: u64) -> Result<()> {
        let date = Timestamp::now().to_zoned_datetime(TimeZone::UTC).date().to_string();
        add(&mut self.rows, Row { date, target: target.to_owned(), executions, findings });
        let rows: String = self.rows.iter().chain([&sum(&self.rows)]).map(write).collect();
        fs::write(self.file, format!("{}{HEAD}{rows}", self.above))?;
        Ok(())
    }
}

fn add(rows: &mut Vec<Row>, new: Row) {
    match rows.iter_mut().find(|row| (&row.date, &row.target) == (&new.date, &new.target)) {
        Some(row) => {
            row.executions += new.executions;
            row.findings += new.findings;
        }
        None => rows.push(new),
    }
}

fn sum(rows: &[Row]) -> Row {
    Row {
        date: String::new(),
        target: "all".to_owned(),
        executions: rows.iter().map(|row| row.executions).sum(),
        findings: rows.iter().map(|row| row.findings).sum(),
    }
}

fn read(line: &str) -> Result<Row> {
    let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
    ensure!(cells.len() == 4, "{line}: not four cells");
    let number =
        |cell: &str| cell.replace(' ', "").parse().with_context(|| format!("{line}: {cell} is no number"));
    Ok(Row {
        date: cells[0].to_owned(),
        target: cells[1].to_owned(),
        executions: number(cells[2])?,
        findings: number(cells[3])?,
    })
}

fn write(row: &Row) -> String {
    format!("| {} | {} | {} | {} |\n", row.date, row.target, grouped(row.executions), row.findings)
}

/// `1 234 567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_it_is_written() {
        for line in
            ["| 2026-11-25 | timex | 149 000 | 0 |\n", "| 2026-11-25 | calendar_file | 1 428 000 | 2 |\n"]
        {
            assert_eq!(write(&read(line.trim_end()).unwrap()), line);
        }
        assert!(read("| 2026-11-25 | timex | many | 0 |").is_err());
    }

    #[test]
    fn runs_of_one_day_are_one_row() {
        let row = |date: &str, executions| Row {
            date: date.to_owned(),
            target: "timex".to_owned(),
            executions,
            findings: 1,
        };
        let mut rows = vec![row("2026-11-25", 5)];
        add(&mut rows, row("2026-11-26", 7));
        add(&mut rows, row("2026-11-26", 8));
        assert_eq!(rows.iter().map(|row| row.executions).collect::<Vec<_>>(), [5, 15]);
        assert_eq!((sum(&rows).executions, sum(&rows).findings), (20, 3));
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1 000"), (12_345_678, "12 345 678")] {
            assert_eq!(grouped(number), text);
        }
    }
}
