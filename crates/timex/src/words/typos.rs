//! The word that a misspelling of a weekday, a month or "tomorrow" was meant to be.
//!
//! Only names of five letters or more, only one slip away, same first letter. A changed letter counts only in long
//! names: "sundry" is no "sunday".

const NAMES: [&str; 21] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "august",
    "september",
    "october",
    "november",
    "december",
    "tomorrow",
    "tonight",
    "morning",
    "afternoon",
    "evening",
];

/// The first letters of the names.
const INITIALS: [u8; 11] = *b"adefjmnostw";

/// Frequent misspellings that are more than one slip away, and short forms of chat.
pub(super) const KNOWN: [(&str, &str); 24] = [
    ("munday", "monday"),
    ("thirsday", "thursday"),
    ("fryday", "friday"),
    ("satday", "saturday"),
    ("wensday", "wednesday"),
    ("wendsday", "wednesday"),
    ("wednsday", "wednesday"),
    ("tommorow", "tomorrow"),
    ("tommorrow", "tomorrow"),
    ("tomorow", "tomorrow"),
    ("tommrow", "tomorrow"),
    ("tomrrow", "tomorrow"),
    ("tmrw", "tomorrow"),
    ("tmr", "tomorrow"),
    ("tmw", "tomorrow"),
    ("tmrow", "tomorrow"),
    ("tuseday", "tuesday"),
    ("thrusday", "thursday"),
    ("febuary", "february"),
    ("tonite", "tonight"),
    ("tomoz", "tomorrow"),
    ("tomorra", "tomorrow"),
    ("wenesday", "wednesday"),
    ("sepetmber", "september"),
];

/// The name that `word` was meant to be.
pub(crate) fn intended(word: &str) -> Option<&'static str> {
    let known = KNOWN.iter().find(|(typed, _)| *typed == word).map(|(_, right)| *right);
    known.or_else(|| slipped(word))
}

/// The name that is one slip of the finger away from `word`.
pub(super) fn slipped(word: &str) -> Option<&'static str> {
    let bytes = word.as_bytes();
    // Most words of a text begin with another letter than any of the names.
    let begins = bytes.first().is_some_and(|first| INITIALS.contains(first));
    if !begins || !(5..=10).contains(&bytes.len()) || !bytes.is_ascii() {
        return None;
    }
    NAMES.into_iter().find(|name| one_slip(bytes, name.as_bytes()))
}

/// True when one letter was dropped, doubled, swapped with its neighbour or (in long names) replaced.
fn one_slip(typed: &[u8], name: &[u8]) -> bool {
    if typed.first() != name.first() || typed.len().abs_diff(name.len()) > 1 {
        return false;
    }
    let head = typed.iter().zip(name).take_while(|(a, b)| a == b).count();
    let tail = typed.iter().rev().zip(name.iter().rev()).take_while(|(a, b)| a == b).count();
    match typed.len().cmp(&name.len()) {
        std::cmp::Ordering::Less => head + tail >= typed.len() && typed.len() >= 5 && !is_plural(name, typed),
        std::cmp::Ordering::Greater => {
            head + tail >= name.len()
                && typed.last() != Some(&b's')
                && (doubled(typed, head) || inside(typed, head))
        }
        std::cmp::Ordering::Equal => {
            swapped(typed, name, head, tail) || (name.len() > 7 && head + tail + 1 == name.len())
        }
    }
}

/// A letter too many in the middle of a longer name: "sunaday"; at its end it would be another word.
fn inside(typed: &[u8], head: usize) -> bool {
    typed.len() >= 7 && (2..typed.len() - 1).contains(&head)
}

fn is_plural(name: &[u8], typed: &[u8]) -> bool {
    name.strip_suffix(b"s").is_some_and(|stem| stem == typed)
}

fn doubled(typed: &[u8], head: usize) -> bool {
    head > 0 && typed.get(head) == typed.get(head - 1) || typed.len() > 8
}

fn swapped(typed: &[u8], name: &[u8], head: usize, tail: usize) -> bool {
    head + tail + 2 == name.len()
        && typed.get(head) == name.get(head + 1)
        && typed.get(head + 1) == name.get(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_begins_with_another_letter() {
        let typed = KNOWN.iter().map(|(typed, _)| *typed).chain(NAMES);
        for name in typed {
            assert!(INITIALS.contains(&name.as_bytes()[0]), "{name}");
        }
    }
}
