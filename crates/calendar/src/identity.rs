//! Who an event is: the same mail pasted again gives the same UID, and "Lunch tomorrow" next week another.
//!
//! The identity comes from the event's own source lines, its first resolved start and its place among equals; never
//! from the whole text or from edited values. It is written in the alphabet of Google's event ids, so that one string
//! serves as both.

use sha2::{Digest, Sha256};

use crate::{Moment, When};

/// Octets of a hash that are kept: 160 bits fill 32 characters without a rest.
const OCTETS: usize = 20;

/// The identity of an event before anyone's key: `lines` are its own source lines, `start` its time as first
/// resolved, `ordinal` its number among events that are equal in both.
pub fn identity(lines: &str, start: Option<&When>, ordinal: usize) -> String {
    let start = match start.map(When::start) {
        None => String::new(),
        Some(Moment::Day(day)) => day.to_string(),
        Some(Moment::Floating(at)) => at.to_string(),
        Some(Moment::Instant(at)) => at.timestamp().to_string(),
    };
    hash(&["event", &normalised(lines), &start, &ordinal.to_string()])
}

/// The identity as one person's: two people who paste the same mail get different UIDs. `key` is what stands for the
/// person, or the salt of a page without one; an empty key changes nothing.
pub fn keyed(identity: &str, key: &str) -> String {
    if key.is_empty() { identity.to_owned() } else { hash(&["person", key, identity]) }
}

/// Lines without what changes when a text is forwarded, wrapped or copied: quote marks, white space, case, invisible
/// characters.
fn normalised(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len());
    let add = |out: &mut String, word: &str| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase));
    };
    for line in lines.lines() {
        let line = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        // Most lines are plain letters, for which a look at each octet is enough.
        if line.bytes().all(|b| matches!(b, b' '..=b'~')) {
            add_plain(&mut out, line);
        } else {
            line.split_whitespace().for_each(|word| add(&mut out, word));
        }
    }
    out
}

/// A line of printable ASCII, its blanks folded to one.
fn add_plain(out: &mut String, line: &str) {
    let mut parted = !out.is_empty();
    for byte in line.bytes() {
        if byte == b' ' {
            parted = !out.is_empty();
            continue;
        }
        if parted {
            out.push(' ');
        }
        parted = false;
        out.push(char::from(byte.to_ascii_lowercase()));
    }
}

fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// SHA-256 of the parts, each with its length, so that no two lists of parts read the same.
fn hash(parts: &[&str]) -> String {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part.as_bytes());
    }
    base32hex(sha.finalize().get(..OCTETS).unwrap_or_default())
}

/// RFC 4648 §7 in lower case: digits and `a` to `v`, all that Google's event ids may hold.
fn base32hex(octets: &[u8]) -> String {
    let digit = |value: u32| char::from_digit(value & 31, 32).unwrap_or('0');
    let (mut bits, mut held, mut out) = (0_u32, 0_u32, String::with_capacity(octets.len() * 8 / 5 + 1));
    for octet in octets {
        bits = (bits << 8 | u32::from(*octet)) & 0xffff;
        held += 8;
        while held >= 5 {
            held -= 5;
            out.push(digit(bits >> held));
        }
    }
    if held > 0 {
        out.push(digit(bits << (5 - held)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::DateTime;

    fn lunch(day: &str) -> When {
        let at =
            |time: &str| format!("{day}T{time}").parse::<DateTime>().unwrap().in_tz("Europe/Berlin").unwrap();
        When::Zoned { start: at("12:00"), end: at("13:00") }
    }

    #[test]
    fn the_same_lines_and_start_are_the_same_event() {
        let first = identity("Lunch with Sarah\ntomorrow at noon", Some(&lunch("2026-06-15")), 0);
        for again in [
            "> Lunch with Sarah\n> tomorrow at noon",
            "lunch  with\u{a0}Sarah tomorrow\r\nat noon\n",
            "Lunch with Sa\u{200b}rah tomorrow at\nnoon",
        ] {
            assert_eq!(identity(again, Some(&lunch("2026-06-15")), 0), first, "{again}");
        }
    }

    #[test]
    fn another_start_ordinal_or_line_is_another_event() {
        let when = lunch("2026-06-15");
        let first = identity("Lunch tomorrow", Some(&when), 0);
        assert_ne!(identity("Lunch tomorrow", Some(&lunch("2026-06-22")), 0), first);
        assert_ne!(identity("Lunch tomorrow", Some(&when), 1), first);
        assert_ne!(identity("Dinner tomorrow", Some(&when), 0), first);
        assert_ne!(identity("Lunch tomorrow", None, 0), first);
        assert_ne!(identity("Lunch tomorrow", Some(&When::day("2026-06-15".parse().unwrap())), 0), first);
    }

    #[test]
    fn each_person_has_another() {
        let unkeyed = identity("Lunch tomorrow", None, 0);
        assert_eq!(keyed(&unkeyed, ""), unkeyed);
        assert_ne!(keyed(&unkeyed, "ana"), unkeyed);
        assert_ne!(keyed(&unkeyed, "ana"), keyed(&unkeyed, "tom"));
    }

    #[test]
    fn it_is_written_in_the_alphabet_of_google() {
        let id = identity("Lunch tomorrow", None, 0);
        assert_eq!(id.len(), 32);
        assert!(id.chars().all(|c| matches!(c, '0'..='9' | 'a'..='v')), "{id}");
        // The test vectors of RFC 4648.
        for (text, encoded) in
            [("", ""), ("f", "co"), ("fo", "cpng"), ("foo", "cpnmu"), ("foobar", "cpnmuoj1e8")]
        {
            assert_eq!(base32hex(text.as_bytes()), encoded);
        }
    }
}
