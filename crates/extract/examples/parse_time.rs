//! Prints how long texts of several kinds and lengths take: `cargo run --release -p extract --example parse_time`.

use std::time::Instant;

use extract::{Context, extract};

const LINE: &str = "Lunch with Dana tomorrow at noon at Green Table";
const MAIL: &str = "Hi team,\n\nour next *Town Hall* is coming up and I would love to see everyone there.\n\n\
Date: Thursday, April 10, 2025\nTime: 2:00 PM - 3:00 PM (Eastern)\nLocation: 2nd floor auditorium, main building\n\n\
Please bring your questions; remote colleagues join by https://zoom.us/j/123456.\n\nThanks,\nMorgan\n\n";
const LIST: &str = "- Sept 4, 6pm: Poetry night, Reading Room\n";
const PROSE: &str =
    "The committee will meet on Monday at 5pm in Room 12, then the others follow, and so on. ";
const WORDS: &str = "one, two and three; four: five. ";

fn main() {
    let now = "2025-06-14T09:00:00[America/New_York]".parse().unwrap_or_else(|e| panic!("{e}"));
    let context = Context::new(now);
    for (name, text) in [("line", LINE), ("mail", MAIL), ("list", LIST), ("prose", PROSE), ("words", WORDS)] {
        for bytes in [text.len(), 4 << 10, 64 << 10, 128 << 10, 256 << 10] {
            let text = text.repeat(bytes / text.len());
            let mut times: Vec<f64> = (0..if bytes > 1 << 15 { 5 } else { 50 })
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(extract(&text, &context));
                    start.elapsed().as_secs_f64() * 1e6
                })
                .collect();
            times.sort_by(f64::total_cmp);
            println!("{name:6} {:>7} bytes {:>10.0} µs", text.len(), times[times.len() / 2]);
        }
    }
}
