//! A password that somebody wants to have: long enough, and none that everybody tries first.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::password::LONGEST;
use crate::error::Invalid;

/// Fewest characters.
const SHORTEST: usize = 8;
/// Passwords that attackers try first, sorted.
static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/common-passwords.txt").lines();
    lines.filter(|line| !line.starts_with("# ")).collect()
});
/// Words that somebody tries first here.
const OURS: [&str; 4] = ["calendar", "calendarhelper", "aicalendar", "aicalendarhelper"];

/// Checks a password that is to be set; `known` are words that others know of the person, such as name and address.
///
/// # Errors
/// Says what would be right.
pub fn check(password: &str, known: &[&str]) -> Result<(), Invalid> {
    if password.chars().count() < SHORTEST {
        return refuse("A password has 8 characters or more: a few words in a row are easy to remember.");
    }
    if password.len() > LONGEST {
        return refuse("This password is longer than 256 bytes: please take a shorter one.");
    }
    if is_guessed_first(password, known) {
        return refuse(
            "This password is among those that are tried first: please take one that nobody else has. \
             A few words in a row are easy to remember.",
        );
    }
    Ok(())
}

fn refuse(message: &str) -> Result<(), Invalid> {
    Err(Invalid::new("password", message))
}

/// Common ones, and words known of the person or of this program; in any case, and whatever digits and signs are put
/// behind a word.
fn is_guessed_first(password: &str, known: &[&str]) -> bool {
    let folded: String = password.nfc().collect::<String>().to_lowercase();
    let word = folded.trim_end_matches(|c: char| !c.is_alphabetic());
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_common = |text: &str| COMMON.binary_search(&text).is_ok();
    let mut parts = known.iter().flat_map(|words| [*words, words.split('@').next().unwrap_or_default()]);
    let is_known = |part: &str| {
        let part: String = part.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        !part.is_empty() && (bare == part)
    };
    is_common(&folded)
        || is_common(word)
        || OURS.contains(&bare.as_str())
        || folded.chars().next().is_some_and(|first| folded.chars().all(|c| c == first))
        || known.iter().any(|words| words.to_lowercase() == folded)
        || parts.any(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirement_15_length_alone_counts_and_any_characters() {
        let long = "äö".repeat(64);
        for (password, good) in [
            ("", false),
            ("seven77", false),
            ("fünf wör", true),
            ("        tea", true),
            ("correct horse battery staple", true),
            ("密码很长很好记住", true),
            (long.as_str(), true),
            (&format!("{long}x"), false),
        ] {
            assert_eq!(check(password, &[]).is_ok(), good, "{password:?}");
        }
    }

    #[test]
    fn requirement_16_what_is_tried_first_is_refused() {
        assert!(COMMON.len() > 3000 && COMMON.is_sorted(), "{} passwords", COMMON.len());
        let known = ["Ana Lopez", "ana.lopez@example.org"];
        for (password, good) in [
            ("password", false),
            ("PASSWORD", false),
            ("Password123!", false),
            ("qwertyuiop", false),
            ("iloveyou", false),
            ("11111111111111", false),
            ("Calendar2026", false),
            ("ai-calendar-helper", false),
            ("ana.lopez@example.org", false),
            ("AnaLopez1", false),
            ("ana.lopez99", false),
            ("tea with ana at noon", true),
            ("calendar of small joys", true),
        ] {
            assert_eq!(check(password, &known).is_ok(), good, "{password}");
        }
    }
}
