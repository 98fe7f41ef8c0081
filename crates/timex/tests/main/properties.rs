//! Whatever the text: no panic, spans on character boundaries, order, no overlap.

use proptest::prelude::*;

use crate::rendering::reader;

const SOUP: &[&str] = &[
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
    "oh",
    "hundred",
    "zero",
    "then",
    "(am)",
    "pm\n",
    "except the first",
    "but the last one",
    "of the month",
    "on the hour",
    "every 2 hours",
    "mwf",
    "m-f",
    "as of",
    "20thmarch",
    "7pmish",
    "elevenish",
    "doors",
    "on stage",
    "no weekends",
    "cancelled on",
    "2day",
    "next one",
    "first on",
    "from now until",
    "not between",
    "prior to",
    "(UTC-05:00) Eastern Time (US & Canada)",
    "•",
    "twice yearly",
    "over the summer",
];

/// Words that grammar reacts to, in any order.
fn temporal_soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(SOUP.to_vec());
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
        let rule = expression.reading.recurrence.as_ref().map(|recurrence| &recurrence.rule);
        prop_assert!(rule.is_none_or(|rule| rule.check().is_ok()), "a rule that no calendar reads: {text:?}");
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
    fn hours_one_after_another_end_with_the_last(from in 0u32..12, hours in 1u32..12, apart in 1u32..13) {
        let text = format!("every {apart} hours from {from:02}:00 to {:02}:00 tomorrow", from + hours);
        let found = timex::find(&text, &reader("2026-03-11T10:00", "en-US"));
        let [expression] = found.as_slice() else { return Err(TestCaseError::fail(text)) };
        prop_assert_eq!(expression.reading.start.map(jiff::civil::DateTime::hour), i8::try_from(from).ok(), "{}", text);
        let rule = expression.reading.recurrence.as_ref().map(|recurrence| recurrence.rule.to_string());
        prop_assert!(rule.is_some_and(|rule| rule.ends_with(&format!("COUNT={}", hours / apart + 1))), "{}", text);
    }

    #[test]
    fn exceptions_counted_within_the_month_never_take_place(
        position in prop::sample::select(vec![("first", 1i8), ("second", 2), ("third", 3), ("last", -1)]),
        day in prop::sample::select(vec!["monday", "wednesday", "friday", "sunday"]),
        end in prop::sample::select(vec!["", " for 9 weeks", " until december"]),
    ) {
        let text = format!("every {day} except the {} {day} of the month{end}", position.0);
        let found = timex::find(&text, &reader("2026-03-11T10:00", "en-US"));
        let reading = found.first().map(|expression| expression.reading.clone()).unwrap_or_default();
        let (Some(start), Some(recurrence)) = (reading.start, reading.recurrence) else {
            return Err(TestCaseError::fail(text));
        };
        let kept = recurrence.rule.occurrences(start).take(60).filter(|at| !recurrence.exdates.contains(at));
        for at in kept {
            let left_out = at.date().nth_weekday_of_month(position.1, at.date().weekday());
            prop_assert!(left_out.is_ok_and(|day| day != at.date()), "{} in {}", at, text);
        }
    }

    #[test]
    fn any_words_of_time_are_read(text in temporal_soup()) {
        holds(&text)?;
    }
}
