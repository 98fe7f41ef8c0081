//! The name of a calendar file.

use crate::Event;

/// The longest part of a name that comes from the title.
const TITLE_CHARACTERS: usize = 48;

/// `lunch-with-sarah-2026-06-15.ics`: small ASCII letters, digits and hyphens, safe in a header and on every disk.
/// A title without such characters gives `event`.
pub fn file_name(event: &Event) -> String {
    let mut name = String::new();
    for c in event.title.as_deref().unwrap_or_default().chars().flat_map(char::to_lowercase) {
        if name.len() >= TITLE_CHARACTERS {
            break;
        }
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            '\'' | '’' => {}
            c => match plain(c) {
                Some(letters) => name.push_str(letters),
                None if !name.is_empty() && !name.ends_with('-') => name.push('-'),
                None => {}
            },
        }
    }
    let title = match name.trim_matches('-') {
        "" => "event",
        title => title,
    };
    match &event.when {
        Some(when) => format!("{title}-{}.ics", when.local_start().date()),
        // Windows has names that no file may bear (con, nul, …); none of them begins like this.
        None => format!("event-{title}.ics"),
    }
}

/// Letters of western European languages without their marks.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'æ' => "ae",
        'ç' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'œ' => "oe",
        'ř' => "r",
        'š' => "s",
        'ß' => "ss",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::When;

    #[test]
    fn names_are_safe() {
        let when = When::day("2026-06-15".parse().unwrap());
        for (title, name) in [
            (Some("Lunch with Sarah"), "lunch-with-sarah-2026-06-15.ics"),
            (Some("Sarah's 40th — Café Größe!"), "sarahs-40th-cafe-grosse-2026-06-15.ics"),
            (Some("../../etc/passwd"), "etc-passwd-2026-06-15.ics"),
            (Some("a\r\nContent-Type: x"), "a-content-type-x-2026-06-15.ics"),
            (Some("会议"), "event-2026-06-15.ics"),
            (None, "event-2026-06-15.ics"),
        ] {
            let event =
                Event { title: title.map(str::to_owned), when: Some(when.clone()), ..Event::default() };
            assert_eq!(file_name(&event), name);
        }
        let undated = Event { title: Some("Con".to_owned()), ..Event::default() };
        assert_eq!(file_name(&undated), "event-con.ics");
        let long = Event { title: Some("word ".repeat(100)), when: Some(when), ..Event::default() };
        assert!(file_name(&long).len() < 70);
    }
}
