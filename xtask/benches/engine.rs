//! How long the engine takes, by kind and by length of text. Prints one JSON object; `cargo xtask bench` makes the
//! tables. The texts are this project's own.

use std::hint::black_box;
use std::time::{Duration, Instant};

use extract::{Context, extract};
use jiff::civil;

const LINES: &str = include_str!("texts/lines.txt");
const EMAIL: &str = include_str!("texts/email.txt");
const PROSE: &str = include_str!("texts/prose.txt");
const KIB: usize = 1024;

/// A text is parsed again and again for this long, but at least [`FEWEST`] times unless that takes [`TOO_LONG`].
const PER_TEXT: Duration = Duration::from_millis(300);
const FEWEST: usize = 5;
const TOO_LONG: Duration = Duration::from_secs(3);

fn main() {
    let context = context();
    let events: Vec<_> = LINES.lines().map(|line| measure(line, &context)).collect();
    let found = |line| median(|| timex::find(black_box(line), &context));
    let times: Vec<_> = LINES.lines().map(found).collect();
    let kinds: Vec<_> = kinds().iter().map(|(kind, text)| row(kind, text, &context)).collect();
    let growth: Vec<_> = growing().iter().map(|(kind, make)| grow(kind, make, &context)).collect();
    let (kinds, growth) = (kinds.join(","), growth.join(","));
    println!(r#"{{"events":{events:?},"times":{times:?},"kinds":[{kinds}],"growth":[{growth}]}}"#);
}

/// Tuesday 3 March 2026, noon, in a zone that has daylight saving.
fn context() -> Context {
    let noon = civil::date(2026, 3, 3).at(12, 0, 0, 0);
    Context::new(noon.in_tz("Europe/Brussels").expect("the zone is known"))
}

/// The median time of one parse in microseconds.
fn measure(text: &str, context: &Context) -> f64 {
    median(|| extract(black_box(text), context))
}

/// The median time of `work` in microseconds.
fn median<T>(work: impl Fn() -> T) -> f64 {
    let mut times = Vec::new();
    let started = Instant::now();
    while started.elapsed() < PER_TEXT || (times.len() < FEWEST && started.elapsed() < TOO_LONG) {
        let begun = Instant::now();
        black_box(work());
        times.push(begun.elapsed());
    }
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn row(kind: &str, text: &str, context: &Context) -> String {
    let events = extract(text, context).events.len();
    let median = measure(text, context);
    format!("{{\"kind\":{kind:?},\"bytes\":{},\"events\":{events},\"median_us\":{median:.1}}}", text.len())
}

/// One kind of text at doubling lengths.
fn grow(kind: &str, make: &Make, context: &Context) -> String {
    eprintln!("   {kind}");
    let medians: Vec<_> =
        [16, 32, 64, 128, 256].into_iter().map(|kib| measure(&make(kib * KIB), context)).collect();
    format!("{{\"kind\":{kind:?},\"median_us\":{medians:?}}}")
}

fn kinds() -> Vec<(&'static str, String)> {
    vec![
        ("a line", "Lunch with Priya tomorrow at 12:30 at the Lantern Café".to_owned()),
        ("an e-mail of 4 KB", EMAIL.to_owned()),
        ("a newsletter with 60 events", newsletter(60)),
        ("prose of 64 KiB", repeat(PROSE, 64 * KIB)),
        ("prose of 256 KiB", repeat(PROSE, 256 * KIB)),
        ("event lines of 256 KiB", repeat(LINES, 256 * KIB)),
    ]
}

type Make = Box<dyn Fn(usize) -> String>;

/// Ordinary texts, and some that a careless parser takes quadratic time for.
fn growing() -> Vec<(&'static str, Make)> {
    let repeated = |piece: &'static str| -> Make { Box::new(move |bytes| repeat(piece, bytes)) };
    vec![
        ("prose", repeated(PROSE)),
        ("event lines", repeated(LINES)),
        ("numbers", repeated("12 ")),
        ("weekdays", repeated("Monday ")),
        ("dates in a row", repeated("5/6/2026, ")),
        ("ranges in a row", repeated("10-11-")),
        ("every day at, without end", repeated("every day at ")),
        ("one word", repeated("a")),
        ("open brackets", repeated("(<[")),
        ("quoted lines", repeated("> > > on Monday wrote:\n")),
        ("bullets", repeated("- Monday 10am\n")),
        ("empty lines", repeated("\n")),
        ("commas and ands", repeated("Ana, Bob and ")),
        ("commas", repeated("a, ")),
        ("dashes", repeated("a - b - ")),
        ("lengths in a row", repeated("one hour and ")),
        ("speakers", repeated("Bob will speak ")),
        ("sentences", repeated("Meet Bob at 5pm. ")),
    ]
}

/// `piece` again and again until there are `bytes`, cut at a character.
fn repeat(piece: &str, bytes: usize) -> String {
    let mut text = piece.repeat(bytes / piece.len() + 1);
    text.truncate(text.floor_char_boundary(bytes));
    text
}

/// A listing with headings and `events` entries of several forms.
fn newsletter(events: usize) -> String {
    const WHAT: [&str; 5] = ["Open studio", "Guided walk", "Poetry night", "Repair café", "Chamber concert"];
    const WHERE: [&str; 4] = ["Lantern Hall", "the Old Brewery", "Riverside Park", "Quay Street 14"];
    let mut lines = vec!["What is on in April\n\nThirty days of things to see, hear and do.".to_owned()];
    for event in 0..events {
        if event % 2 == 0 {
            lines.push(civil::date(2026, 4, event as i8 / 2 + 1).strftime("\n%A, %-d %B").to_string());
        }
        let (what, place, hour) = (WHAT[event % 5], WHERE[event % 4], 9 + event % 11);
        lines.push(match event % 3 {
            0 => format!("- {hour}:00 {what}, {place}"),
            1 => format!("- {what} at {place}, {hour}.30 to {}.00", hour + 2),
            _ => format!("- {what} ({place}), {hour}:15, free admission"),
        });
    }
    lines.join("\n")
}
