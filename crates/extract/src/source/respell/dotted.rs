//! Hours with a full stop: "2.15pm", "cars 12.10".

use crate::words::is_weekday;

/// "cars 12.10" in a text that writes its hours with a full stop ("2.15pm", "by 10.30") and no days: where the stops are.
pub(super) fn dotted(text: &str) -> Vec<usize> {
    let (mut found, mut sure) = (Vec::new(), 0);
    for (at, _) in text.match_indices('.') {
        let (before, rest) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let hour = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let minute = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (lead, behind) = (before.get(..at - hour).unwrap_or(""), rest.get(minute..).unwrap_or(""));
        let inside = lead.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '$' | '£' | '€'));
        let number = |digits: Option<&str>| digits.and_then(|d| d.parse::<u8>().ok());
        let Some((hours, minutes)) = number(before.get(at - hour..)).zip(number(rest.get(..minute))) else {
            continue;
        };
        if inside {
            continue;
        }
        if behind.starts_with('.') && (1..=31).contains(&hours) && (1..=12).contains(&minutes) {
            // "24.12.", "3.11.2027": days are written so.
            return Vec::new();
        }
        let half = behind.starts_with("am") || behind.starts_with("pm");
        let plain = half || !behind.starts_with(|c: char| c.is_alphanumeric() || c == '%');
        if minute == 2 && hours < 24 && minutes < 60 && (minutes % 5 == 0 || is_journey(lead)) && plain {
            sure += usize::from(half || minutes > 12)
                + usize::from(begins_with_weekday(lead.rsplit('\n').next().unwrap_or("")))
                + usize::from(kicks_off(lead));
            found.push(at);
        }
    }
    if sure < 2 { Vec::new() } else { found }
}

/// "KO 10.00"
pub(super) fn kicks_off(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    word.eq_ignore_ascii_case("ko") || word.eq_ignore_ascii_case("off")
}

/// "train 10.12": journeys begin at any minute.
pub(super) fn is_journey(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    matches!(
        &*word,
        "arr" | "arrives" | "bus" | "coach" | "dep" | "departs" | "ferry" | "flight" | "train" | "tram"
    )
}

/// "Wed 8 - hair 11.45": an hour behind a day is one.
pub(super) fn begins_with_weekday(before: &str) -> bool {
    let line = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    line.split(|c: char| !c.is_alphabetic()).next().is_some_and(is_weekday)
}
