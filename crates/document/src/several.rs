//! Several files in one text: each below a line with its name, so that one does not speak for the others.

use crate::Span;

const BEGIN: &str = "---------- File: ";
const END: &str = " ----------";
/// Longest name that is shown, in bytes.
const LONGEST: usize = 100;
/// Most files of one text.
const MOST: usize = 100;

/// The line above a file called `name` among several.
pub fn heading(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let name = name.get(..name.floor_char_boundary(LONGEST)).unwrap_or_default().trim();
    format!("{BEGIN}{name}{END}")
}

/// The files of `text` without their headings, in its order; a text that holds no headings is one file.
pub fn files(text: &str) -> Vec<Span> {
    let mut files = Vec::new();
    let (mut from, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_heading(line) && files.len() < MOST {
            files.push(Span::new(from, at));
            from = end;
        }
        at = end;
    }
    files.push(Span::new(from, text.len()));
    files.retain(|file| !file.of(text).trim().is_empty());
    files
}

fn is_heading(line: &str) -> bool {
    let line = line.trim_end();
    line.starts_with(BEGIN) && line.ends_with(END)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_word_is_in_one_file_at_most(parts in proptest::collection::vec("[a-zé \\n-]{0,12}", 0..6)) {
            let text = parts.join(&format!("\n{}\n", heading("x")));
            let files = files(&text);
            proptest::prop_assert!(files.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let words: usize = files.iter().map(|file| file.of(&text).split_whitespace().count()).sum();
            let told: usize = parts.iter().map(|part| part.split_whitespace().count()).sum();
            proptest::prop_assert_eq!(words, told);
        }
    }

    #[test]
    fn each_file_stands_below_its_heading() {
        let [a, b] = [heading("a.txt"), heading("b\n.ics")];
        for (text, expected) in [
            ("Lunch on Friday".to_owned(), vec!["Lunch on Friday"]),
            (format!("{a}\nLunch\n\n{b}\r\nDinner"), vec!["Lunch\n\n", "Dinner"]),
            (format!("Typed above\n{a}\nLunch"), vec!["Typed above\n", "Lunch"]),
            (format!("{a}\n \n{b}\nDinner"), vec!["Dinner"]),
            (format!("> {a}\nLunch"), vec![&*format!("> {a}\nLunch")]),
            (String::new(), vec![]),
        ] {
            let found: Vec<&str> = files(&text).iter().map(|file| file.of(&text)).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(heading(&"é".repeat(200)).len() < 200);
    }
}
