//! JSON Lines in, JSON Lines out, in the same order and line by line.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Map, Value};

use super::Failure;
use crate::MAX_TEXT;
use crate::error::Invalid;
use crate::export;
use crate::request::{self, Reading};
use crate::understand::{self, Refusal};

/// Longest line that is read: the longest text with every character escaped, and its context.
const MAX_LINE: u64 = 6 * MAX_TEXT as u64 + 64 * 1024;

/// Answers every line of `input` on `output`; a bad line is answered with its error and does not stop the rest.
pub(super) fn run(
    input: impl Read,
    output: impl Write,
    answer: fn(&Reading) -> Map<String, Value>,
) -> Result<(), Failure> {
    let mut input = BufReader::new(input);
    let mut output = BufWriter::new(output);
    while let Some(line) = next_line(&mut input)? {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        serde_json::to_writer(&mut output, &answer_line(&line, answer)).map_err(io::Error::from)?;
        output.write_all(b"\n")?;
        // Whoever waits for an answer before asking again gets it at once; a file is written in large pieces.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    Ok(output.flush()?)
}

/// The next line without holding more than [`MAX_LINE`] of it; a longer one comes cut and is refused as JSON.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
    if line.len() as u64 == MAX_LINE && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok((!line.is_empty()).then_some(line))
}

fn answer_line(line: &[u8], answer: fn(&Reading) -> Map<String, Value>) -> Value {
    let mut id = Value::Null;
    let outcome = read(line, &mut id).and_then(|request| {
        catch_unwind(AssertUnwindSafe(|| answer(&request)))
            .map_err(|_| Invalid::new("text", "this text could not be read because of an internal error"))
    });
    let mut line = one("id", id);
    line.extend(outcome.unwrap_or_else(|invalid| one("error", invalid.to_string().into())));
    Value::Object(line)
}

/// The request of a line; `id` is set as soon as it is known, so that an error can carry it.
fn read(line: &[u8], id: &mut Value) -> Result<Reading, Invalid> {
    if line.len() as u64 == MAX_LINE {
        return Err(Invalid::new("line", format!("this line is longer than {MAX_LINE} bytes")));
    }
    let mut object = request::object(line, "line")?;
    *id = object.remove("id").unwrap_or(Value::Null);
    let reading = Reading::take(&mut object, request::BATCH, None)?;
    match understand::check(&reading.text) {
        Err(refusal) if refusal != Refusal::Empty => Err(refusal.into()),
        _ => Ok(reading),
    }
}

/// What a line tells: its events, the times beside them, the notes.
pub(super) fn parse(request: &Reading) -> Map<String, Value> {
    export::shape(&understand::events(&request.text, &request.context, &request.salt))
}

/// The temporal expressions of a line.
pub(super) fn times(request: &Reading) -> Map<String, Value> {
    one("results", super::times::results(&request.text, &request.context))
}

fn one(key: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), value)])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answers(lines: &[u8]) -> Vec<Value> {
        let mut out = Vec::new();
        run(lines, &mut out, |request| one("text", request.text.clone().into())).unwrap();
        String::from_utf8(out).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    #[test]
    fn a_bad_line_is_answered_and_the_rest_goes_on() {
        let good = r#"{"id":7,"text":"Lunch","reference":"2025-06-14T09:00","tz":"Europe/Berlin"}"#;
        for (line, field) in [
            (r#"{"id":1"#, "line"),
            ("[1]", "line"),
            (r#"{"id":1,"reference":"2025-06-14"}"#, "text"),
            (r#"{"id":1,"text":5,"reference":"2025-06-14"}"#, "text"),
            (r#"{"id":1,"text":"a\u0000b","reference":"2025-06-14"}"#, "text"),
            (r#"{"id":1,"text":"a"}"#, "reference"),
            (r#"{"id":1,"text":"a","reference":"soon"}"#, "reference"),
            (r#"{"id":1,"text":"a","reference":"2025-06-14","tz":"Mars"}"#, "tz"),
            (r#"{"id":1,"text":"a","reference":"2025-06-14","preferences":{"clock":1}}"#, "preferences"),
        ] {
            let answers = answers(format!("{line}\n\n{good}\n").as_bytes());
            assert_eq!(answers.len(), 2, "{line}");
            assert!(answers[0]["error"].as_str().unwrap().starts_with(field), "{line}: {}", answers[0]);
            assert_eq!(answers[1], json!({"id": 7, "text": "Lunch"}));
        }
    }

    #[test]
    fn a_line_tells_what_the_other_json_tells() {
        let line =
            r#"{"id":3,"text":"Jazz night Fri 8pm at the Blue Note, doors 7pm.","reference":"2026-11-26"}"#;
        let mut out = Vec::new();
        run(line.as_bytes(), &mut out, parse).unwrap();
        let answer: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((&answer["id"], &answer["notes"]), (&json!(3), &json!([])));
        assert_eq!(answer["asides"][0]["of"], answer["events"][0]["uid"], "{answer}");
        assert!(answer["asides"][0]["event"]["start"].as_str().unwrap().contains("T19:00"), "{answer}");
    }

    #[test]
    fn a_line_too_long_is_refused_and_skipped() {
        let mut lines = vec![b'"'; MAX_LINE as usize + 10];
        lines.extend(b"\n{\"id\":2,\"text\":\"x\",\"reference\":\"2025-06-14\"}");
        let answers = answers(&lines);
        assert!(answers[0]["error"].is_string());
        assert_eq!(answers[1], json!({"id": 2, "text": "x"}));
    }

    #[test]
    fn broken_utf8_is_an_error_that_quotes_nothing() {
        let answers = answers(b"{\"id\":1,\"text\":\"canary\xff\",\"reference\":\"2025-06-14\"}\n");
        assert!(answers[0]["error"].is_string() && !answers[0].to_string().contains("canary"));
    }

    #[test]
    fn a_panic_in_one_line_is_that_line_s_error() {
        let mut out = Vec::new();
        let lines = b"{\"id\":1,\"text\":\"a\",\"reference\":\"2025-06-14\"}\n".repeat(2);
        run(&lines[..], &mut out, |_| panic!("canary")).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.matches("internal error").count(), 2);
        assert!(!out.contains("canary"));
    }
}
