//! Whatever the text: no panic, spans on character boundaries, order, no overlap.

use proptest::prelude::*;

use crate::rendering::reader;

/// Words that grammar reacts to, in any order.
fn temporal_soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "every",
        "monday",
        "tues",
        "may",
        "march",
        "next",
        "last",
        "5",
        "17:30",
        "at",
        "from",
        "to",
        "until",
        "-",
        "–",
        ",",
        "and",
        "2026",
        "31/12",
        "12.5.",
        "noon",
        "pm",
        "a.m.",
        "weeks",
        "in",
        "two",
        "third",
        "of",
        "the",
        "except",
        "for",
        "hours",
        "PST",
        "(",
        ")",
        "é",
        "日",
        "now",
        "\n",
        "24th",
        "quarter",
        "past",
        "half",
        "Q2",
        "weekend",
        "christmas",
        "UTC+2",
        "daily",
        "0730",
        "99999999999",
        "1/2",
        "½",
        "february",
        "30",
        "before",
        "after",
        "tonight",
        "morning",
        "each",
        "other",
        "month",
        "first",
        "business",
        "day",
        "10x",
        "'s",
        "(27th)",
        "no class",
        "nights",
        "8-week",
        "make it",
        "btw",
        "back by",
        "Sat 5",
        "December\n",
        "weeks from",
        "or next",
        "0143",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

/// Dates and hours in lists, with every mark and word that may join them.
fn list_soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "mon",
        "tue",
        "thursday",
        "every fri",
        "nov 5",
        "12 may",
        "3/4",
        "tomorrow",
        "6",
        "6:",
        "7pm",
        "9:30",
        "noon",
        "all day",
        "in the evening",
        "until june",
        "except 3 may",
        "for 2 hours",
        "2027",
        "ET",
        "at",
        "from",
        "the 3rd",
        "20-21",
        "apr 13 - may 20",
        "10 weeks from 12 may",
        "sat 5",
        "nyc",
        "(tomorrow)",
        "no class",
    ]);
    let joint = prop::sample::select(vec![
        " ", " & ", "/", ", ", " @", "@or ", " or ", " and ", "-", " to ", "; ", "\n", " x ",
    ]);
    prop::collection::vec((word, joint), 0..16)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(word, joint)| [word, joint]).collect())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let context = reader("2026-03-11T10:00", "en-US");
    let found = timex::find(text, &context);
    let mut before: Option<&timex::Expression> = None;
    for expression in &found {
        let span = expression.span;
        prop_assert!(text.get(span.start..span.end).is_some(), "span {span:?} of {text:?}");
        prop_assert!(span.start < span.end, "empty span {span:?} of {text:?}");
        // Several hours on one date share its words.
        let shared = |other: &timex::Expression| {
            expression.group.is_some() && expression.group == other.group && span == other.span
        };
        prop_assert!(
            before.is_none_or(|before| span.start >= before.span.end || shared(before)),
            "overlap at {span:?} of {text:?}"
        );
        before = Some(expression);
        for (_, part) in &expression.parts {
            prop_assert!(
                text.get(part.start..part.end).is_some_and(|words| !words.is_empty()),
                "part {part:?} of {text:?}"
            );
            let inside = part.start >= span.start && part.end <= span.end;
            prop_assert!(inside || expression.group.is_some(), "part {part:?} outside {span:?} of {text:?}");
        }
        prop_assert!((0.0..=1.0).contains(&expression.confidence));
        if let (Some(start), Some(stop)) = (expression.reading.start, expression.reading.end) {
            prop_assert!(start <= stop, "ends before it starts: {text:?} {start} {stop}");
        }
    }
    let joined: Vec<&timex::Expression> = found.iter().collect();
    prop_assert_eq!(timex::join(&joined, &context).is_some(), !found.is_empty());
    Ok(())
}

#[test]
fn what_a_fuzzer_found_is_read() {
    for text in [
        "in 102-20000 years",
        "on the 0st and 3rd Tuesday of each month at 14:00",
        "in 48 hours-8p",
        "in 2h Mon-Thu",
        "every day at 10, 12 and tonight 20:00",
    ] {
        holds(text).unwrap();
        for expression in timex::find(text, &reader("2026-03-11T10:00", "en-US")) {
            let rule = expression.reading.recurrence.map(|recurrence| recurrence.rule);
            assert!(rule.is_none_or(|rule| rule.check().is_ok()), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,120}") {
        holds(&text)?;
    }

    #[test]
    fn any_list_is_read(text in list_soup()) {
        holds(&text)?;
    }

    #[test]
    fn any_words_of_time_are_read(text in temporal_soup()) {
        holds(&text)?;
    }
}
