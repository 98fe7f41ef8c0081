//! What holds for any text: no panic, spans on character boundaries inside the text, JSON that reads back.

use calendar::Event;
use extract::{Context, Denied, Extraction, extract, extract_denying};
use proptest::prelude::*;

fn context() -> Context {
    Context::new("2025-06-14T09:00:00[America/New_York]".parse().unwrap())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    check(text, extract(text, &context()))?;
    let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    let denied = Denied {
        places: words(&["Café Üno", "Room 401, 5", "the"]),
        people: words(&["Ann", "a@b.example"]),
    };
    check(text, extract_denying(text, &context(), &denied))
}

fn check(text: &str, found: Extraction) -> Result<(), TestCaseError> {
    for aside in &found.asides {
        prop_assert!(aside.of.is_none_or(|of| of < found.events.len()));
        prop_assert!(aside.event.title.is_some() && aside.event.when.is_some());
        prop_assert!(found.events.iter().all(|event| event.uid != aside.event.uid));
    }
    for event in found.events.into_iter().chain(found.asides.into_iter().map(|aside| aside.event)) {
        for (field, spans) in &event.evidence.spans {
            for span in spans {
                prop_assert!(text.get(span.start..span.end).is_some(), "{field} {span:?} of {text:?}");
                prop_assert!(span.start < span.end, "{field} {span:?} is empty");
            }
        }
        if event.when.is_some() {
            for field in ["start", "end"] {
                let told =
                    event.evidence.spans.contains_key(field) || event.evidence.inferred.contains_key(field);
                prop_assert!(told, "neither words nor a convention for the {field} of {text:?}");
            }
        }
        let lines = text.split('\n').count().max(1);
        let [first, last] = event.evidence.lines.unwrap();
        prop_assert!(1 <= first && first <= last && last <= lines, "lines {first}-{last} of {lines}");
        for (field, value) in &event.evidence.confidence {
            prop_assert!((0.0..=1.0).contains(value), "{field} {value}");
        }
        let json = serde_json::to_string(&event).unwrap();
        let again: Event =
            serde_json::from_str(&json).map_err(|e| TestCaseError::fail(format!("{e}: {json}")))?;
        prop_assert_eq!(serde_json::to_string(&again).unwrap(), json);
    }
    Ok(())
}

/// Pieces of the texts that people paste.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "tomorrow",
        "at 5",
        "5pm",
        "12:30",
        "-",
        " – ",
        "Monday",
        "every",
        "weekly",
        "until June",
        "2025-02-30",
        "3/4",
        "July 4th",
        "for two hours",
        "EST",
        "noon",
        "\n",
        "\n\n",
        "\r\n",
        "- ",
        "* ",
        "1. ",
        "• ",
        "# ",
        "> ",
        "| ",
        "When: ",
        "Where: ",
        "Date:",
        "Topic: ",
        "Subject: ",
        "From: a@b.example\n",
        "To: c\n",
        "--\n",
        "[x](https://a.example/b)",
        "[",
        "](",
        ")",
        "(",
        "\"",
        "“",
        "”",
        "'",
        "**",
        "Lunch",
        "meeting",
        "with Ann",
        "and Bob",
        ",",
        ";",
        "then",
        "followed by",
        ".",
        "!",
        ":",
        "called",
        "add",
        "remind me",
        "to",
        "30 minutes before",
        "at Café Üno",
        "in Room 401",
        "Zoom",
        "ß",
        "é",
        "🎉",
        "日本",
        "\u{200b}",
        "\t",
        "   ",
        "<b>",
        "</p>",
        "<br>",
        "<",
        "https://zoom.us/j/1",
        "a@b.example",
        "moved to",
        "cancelled",
        "w/",
        "@",
        "'s",
        "the",
        "2",
        "30 Mar:",
    ])
}

proptest! {
    #[test]
    fn any_text(text in ".{0,200}") {
        holds(&text)?;
    }

    #[test]
    fn any_lines(text in "(\\PC{0,40}\n){0,12}") {
        holds(&text)?;
    }

    #[test]
    fn texts_of_date_words_and_markup(pieces in prop::collection::vec((piece(), prop::bool::ANY), 0..40)) {
        let text: String = pieces.iter().flat_map(|(piece, blank)| [*piece, if *blank { " " } else { "" }]).collect();
        holds(&text)?;
    }
}
