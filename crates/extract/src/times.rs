//! The temporal expressions of a piece of text, and which of them are the event's.

use calendar::Span;
use jiff::civil::Date;
use timex::{Context, Expression, Part};

use crate::tokens::{Role, Token, lower};
use crate::words::{BEFORE_TIME, has as has_word};

/// The expressions under `span`, their offsets into the whole text. `anchor` is the day for a time without a date.
pub(crate) fn find(text: &str, span: Span, anchor: Option<Date>, context: &Context) -> Vec<Expression> {
    let anchored;
    let context = match anchor {
        Some(day) => {
            anchored = Context { anchor: Some(day), ..context.clone() };
            &anchored
        }
        None => context,
    };
    let found = timex::find(span.of(text), context).into_iter().map(|time| time.moved(span.start));
    found.flat_map(|time| resolved(text, time, context)).collect()
}

/// Of two rules that cannot both hold ("Quarterly planning on the first business day …") the later, fuller one counts.
fn resolved(text: &str, time: Expression, context: &Context) -> Vec<Expression> {
    let rules = time.parts.iter().filter(|(part, _)| *part == Part::Rule).map(|(_, span)| *span);
    match rules.clone().nth(1) {
        Some(second) if time.reading.start.is_none() => {
            let rest = Span::new(second.start, time.span.end.max(second.end));
            timex::find(rest.of(text), context).into_iter().map(|time| time.moved(rest.start)).collect()
        }
        _ => vec![time],
    }
}

/// Where a time is told: its time of day, else its day.
pub(crate) fn home(time: &Expression) -> Span {
    let part = |wanted: Part| time.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| *span);
    part(Part::Time).or_else(|| part(Part::Date)).unwrap_or(time.span)
}

/// The text names the day (or a rule that gives it).
pub(crate) fn has_date(time: &Expression) -> bool {
    time.has_date() || time.has_rule()
}

/// The text names the time of day.
pub(crate) fn has_time(time: &Expression) -> bool {
    time.reading.start.is_some() && time.reading.has_time()
}

/// A week or more as a whole: "this month", "summer 2025".
pub(crate) fn is_period(time: &Expression) -> bool {
    let days = time.reading.start.zip(time.reading.end).map_or(0, |(a, b)| (b.date() - a.date()).get_days());
    !has_time(time) && !time.has_rule() && (time.reading.grain > timex::Grain::Day || days > 21)
}

/// Words after which a time is not the event's: deadlines, doors, coffee before, office hours.
pub(crate) const DISTRACTORS: &[&str] = &[
    "appointments",
    "before",
    "bring",
    "check-in",
    "cocktails",
    "coffee",
    "contact",
    "cookies",
    "deadline",
    "discussion",
    "doors",
    "due",
    "early-bird",
    "earlybird",
    "ends",
    "hours",
    "minutes",
    "order",
    "orders",
    "pizza",
    "please",
    "posted",
    "questions",
    "rain",
    "reception",
    "refreshments",
    "register",
    "registration",
    "reply",
    "respond",
    "rsvp",
    "rsvps",
    "served",
    "sign-up",
    "signup",
    "tea",
    "tickets",
    "until",
];

/// True when `word` (lower case) introduces a time that is not the event's.
pub(crate) fn is_distractor(word: &str) -> bool {
    has_word(DISTRACTORS, word)
}

/// A date that is told by the name of a holiday alone.
pub(crate) fn is_holiday(text: &str, time: &Expression) -> bool {
    const NAMES: &[&str] = &[
        "christmas",
        "christmas eve",
        "easter",
        "easter sunday",
        "easter monday",
        "good friday",
        "halloween",
        "independence day",
        "labor day",
        "labour day",
        "memorial day",
        "mother's day",
        "father's day",
        "new year",
        "new year's",
        "new year's day",
        "new year's eve",
        "saint patrick's day",
        "st patrick's day",
        "st. patrick's day",
        "thanksgiving",
        "thanksgiving day",
        "valentine's day",
        "valentines day",
        "veterans day",
        "xmas",
        "boxing day",
        "columbus day",
        "presidents day",
        "earth day",
        "thanks giving",
    ];
    let words = time.span.of(text).to_lowercase().replace('’', "'");
    !has_time(time) && NAMES.contains(&words.as_str())
}

/// "Mar 29 – Palm Sunday, 10 am": the name of a feast beside its date, to name the event when nothing else does.
pub(crate) fn feast(text: &str, time: &Expression) -> Option<crate::title::Title> {
    const DAYS: &[&str] = &[
        "fri", "mon", "sat", "sun", "thu", "tue", "wed", "jan", "feb", "mar", "apr", "may", "jun", "jul",
        "aug", "sep", "oct", "nov", "dec", "tod", "tom", "ton", "nex", "thi", "the",
    ];
    let dates = time.parts.iter().filter(|(part, _)| *part == Part::Date);
    let named = |span: &Span| {
        let words = span.of(text);
        let first = words.get(..3).unwrap_or(words).to_lowercase();
        words.len() > 3
            && words.starts_with(char::is_uppercase)
            && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '.'))
            && !DAYS.contains(&first.as_str())
    };
    let span = dates.map(|(_, span)| *span).find(named)?;
    Some(crate::title::Title { text: span.of(text).to_owned(), spans: vec![span] })
}

/// Marks the words of a time, what joins them and what leads into them; other words between its parts stay free.
pub(crate) fn mark(tokens: &mut [Token], time: &Expression, line_starts: &[usize]) {
    let mut parts = time.parts.clone();
    parts.sort_by_key(|(_, span)| *span);
    if parts.is_empty() {
        parts.push((Part::Duration, time.span));
    }
    let mut last_end: Option<usize> = None;
    for (part, span) in parts {
        let first = tokens.partition_point(|t| t.span.end <= span.start);
        let end = tokens.partition_point(|t| t.span.start < span.end);
        if part == Part::Rule && is_adjective(tokens, first, end)
            || is_name(tokens, first, end)
            || part == Part::Date && is_feast(tokens, first, end)
        {
            continue;
        }
        for token in tokens.get_mut(first..end).into_iter().flatten() {
            token.role = Role::Time;
            token.day |= matches!(part, Part::Date | Part::EndDate | Part::Rule);
            token.clock |= matches!(part, Part::Time | Part::EndTime);
        }
        let between = last_end.filter(|from| *from < first).and_then(|from| tokens.get_mut(from..first));
        match between {
            Some(between) if between.iter().all(joins) => {
                for token in between {
                    token.role = Role::Time;
                }
            }
            _ => mark_lead(tokens, first, line_starts, !has_time(time)),
        }
        last_end = Some(end.max(last_end.unwrap_or(0)));
    }
}

/// "Thanksgiving dinner", "Halloween party": a holiday before a noun is the day and part of the name.
fn is_name(tokens: &[Token], first: usize, end: usize) -> bool {
    let holiday = tokens.get(first).is_some_and(|t| {
        t.is_any(&[
            "christmas",
            "easter",
            "halloween",
            "thanksgiving",
            "xmas",
            "valentine's",
            "valentines",
            "diwali",
            "q1",
            "q2",
            "q3",
            "q4",
            "hanukkah",
        ])
    });
    let noun =
        tokens.get(end).is_some_and(|t| t.is_free() && t.is_word() && !has_word(BEFORE_TIME, &t.lower));
    holiday && noun && !tokens.get(end).is_some_and(|t| t.is_any(&["with", "and", "to", "is", "is:"]))
}

/// "Good Friday walk", "Palm Sunday": a weekday that is the second word of a name.
fn is_feast(tokens: &[Token], first: usize, end: usize) -> bool {
    const FIRST: &[&str] =
        &["ash", "black", "cyber", "easter", "giving", "good", "palm", "shrove", "small", "super", "whit"];
    let before = first.checked_sub(1).and_then(|i| tokens.get(i));
    end == first + 1 && before.is_some_and(|t| t.is_free() && t.is_any(FIRST) && t.is_capital())
}

/// "Weekly review", "the annual picnic": the word is rule and title.
fn is_adjective(tokens: &[Token], first: usize, end: usize) -> bool {
    let word = tokens.get(first).is_some_and(|t| {
        t.is_any(&[
            "annual",
            "bi-weekly",
            "biweekly",
            "daily",
            "fortnightly",
            "monthly",
            "nightly",
            "quarterly",
            "weekly",
            "yearly",
            "semi-annual",
            "bimonthly",
            "recurring",
            "hourly",
            "regular",
        ])
    });
    let noun = tokens.get(end).is_some_and(|t| {
        t.is_free()
            && t.is_word()
            && !has_word(BEFORE_TIME, &t.lower)
            && !t.is_any(&["and", "or", "with", "to", "until", "except", "starting"])
    });
    word && end == first + 1 && noun
}

/// Words between the parts of one time: "from 3 to 5", "Friday, at noon", "4:00 (Pacific)".
fn joins(token: &Token) -> bool {
    !token.is_word()
        || has_word(BEFORE_TIME, &token.lower)
        || token.is_any(&["to", "and", "through", "thru", "or", "a", "is", "ending", "ends", "&"])
}

/// Prepositions and the like right before a time.
fn mark_lead(tokens: &mut [Token], first: usize, line_starts: &[usize], whole_day: bool) {
    let mut lead = first;
    while lead > 0 && line_starts.binary_search(&lead).is_err() {
        // "Forms due Friday": that they are due is what the entry says.
        let leads =
            |t: &&mut Token| t.is_free() && has_word(BEFORE_TIME, &t.lower) && !(whole_day && t.is("due"));
        let Some(token) = tokens.get_mut(lead - 1).filter(leads) else {
            break;
        };
        token.role = Role::Time;
        lead -= 1;
    }
}

/// "_Saturday, 20 September_": a weekday right before a date belongs to it.
fn mark_weekday(tokens: &mut [Token], at: usize) {
    const DAYS: &[&str] = &["friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday"];
    let comma = usize::from(tokens.get(at - 1).is_some_and(|t| t.is(",")));
    let Some(day) = at.checked_sub(1 + comma) else { return };
    if tokens.get(day).is_some_and(|t| t.is_free() && t.is_any(DAYS)) && tokens.get(at).is_some_and(|t| t.day)
    {
        crate::tokens::mark(tokens, day..at, Role::Time);
    }
}

/// "start time 11 AM", "time: 5pm", "date - 3 May": the label belongs to the time.
pub(crate) fn mark_labels(tokens: &mut [Token]) {
    let is_label =
        |t: &Token| t.is_any(&["time", "date", "start", "starting", "end", "start-time", "when", "day"]);
    for at in (1..tokens.len()).rev() {
        if tokens.get(at).is_none_or(|t| t.role != Role::Time) {
            continue;
        }
        mark_weekday(tokens, at);
        let mut label = at;
        while label > 0 && tokens.get(label - 1).is_some_and(|t| t.is_free() && t.is_any(&[":", "=", "-"])) {
            label -= 1;
        }
        let colon = label < at;
        let mut start = label;
        while start > 0 && tokens.get(start - 1).is_some_and(|t| t.is_free() && is_label(t)) {
            start -= 1;
        }
        // "start time 5pm" needs both words, "time: 5pm" the colon: "dinner time 5pm" is left alone.
        if start < label && (colon || label - start >= 2) {
            crate::tokens::mark(tokens, start..at, Role::Time);
        }
    }
}

/// Verbs of an answer that is asked for by a time: "let me know by Tuesday", "please book before 4 December".
pub(crate) const ANSWERS: &[&str] = &[
    "apply", "book", "collect", "confirm", "contact", "email", "enrol", "enroll", "know", "nominate",
    "order", "pay", "purchase", "register", "regrets", "replies", "reply", "respond", "return", "returned",
    "rsvp", "sign", "signup", "slips", "tell", "text", "ticket", "tickets", "vote",
];

/// What opens and closes besides the event.
pub(crate) const SALES: &[&str] =
    &["booking", "bookings", "enrollment", "enrolment", "registration", "sale", "sales", "tickets", "voting"];

/// The words between the last end of a sentence and `at`, lower case.
fn clause(text: &str, line: usize, at: usize) -> Vec<std::borrow::Cow<'_, str>> {
    let before = text.get(line..at).unwrap_or("");
    let far = before.len().saturating_sub(160);
    let near = (far..before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
    let before = before.get(near..).unwrap_or("");
    let ends = |at: usize, mark: char| {
        mark != '.' || before.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    let sentence =
        before.rmatch_indices(['.', ';', '!', '?']).find(|(at, mark)| mark.chars().all(|m| ends(*at, m)));
    let start = sentence.map_or(0, |(at, mark)| at + mark.len());
    let words = before.get(start..).unwrap_or("").split(|c: char| !c.is_alphanumeric() && c != '-');
    words.filter(|w| !w.is_empty()).map(lower).collect()
}

/// The clause asks for an answer by this time, or says when something else opens, is served or goes on sale.
pub(crate) fn is_deadline(text: &str, line: usize, time: &Expression) -> bool {
    let words = clause(text, line, time.span.start);
    let lead = time.span.of(text).split_whitespace().next().unwrap_or("").to_lowercase();
    let until = |w: &str| matches!(w, "by" | "before" | "until");
    let limit = until(&lead) || words.iter().rev().take(3).any(|w| until(w));
    let answers = limit && words.iter().any(|w| has_word(ANSWERS, w));
    let sale = words.iter().any(|w| has_word(SALES, w))
        && words.iter().any(|w| {
            matches!(&**w, "open" | "opens" | "close" | "closes" | "closing" | "sale" | "end" | "ends")
        });
    answers || sale || words.iter().rev().take(4).any(|w| matches!(&**w, "served" | "rain"))
}

/// "1st & 3rd December", "at 10 and 4": what joins two times is no word of the title.
pub(crate) fn mark_between(tokens: &mut [Token]) {
    let timed = |t: Option<&Token>| t.is_some_and(|t| t.role == Role::Time);
    for at in 1..tokens.len() {
        let joins = tokens.get(at).is_some_and(|t| t.is_free() && t.is_any(&["&", "and", "or", "→"]));
        if joins && timed(tokens.get(at - 1)) && timed(tokens.get(at + 1)) {
            crate::tokens::mark(tokens, at..at + 1, Role::Time);
        }
    }
}

/// A word shortly before the time says that it is not the event's.
pub(crate) fn is_aside(text: &str, line: usize, time: Span) -> bool {
    let before = text.get(line..time.start).unwrap_or("");
    let far = before.len().saturating_sub(160);
    let near = (far..before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
    let before = before.get(near..).unwrap_or("");
    let words = before.split(|c: char| !c.is_alphanumeric() && c != '-').rev().filter(|w| !w.is_empty());
    let near: Vec<&str> = words.take(4).collect();
    // "Due to snow" is no deadline.
    let reason = |at: usize| {
        let later = at.checked_sub(1).and_then(|i| near.get(i));
        later == Some(&"to") && near.get(at).is_some_and(|w| w.eq_ignore_ascii_case("due"))
    };
    // "doors at 7, show at 8": the words behind the comma are nearer.
    let comma = before.rfind(", ").and_then(|at| before.get(at + 2..)).map_or("", |rest| rest);
    let own = comma.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().any(char::is_alphabetic));
    let own = own.filter(|w| !has_word(BEFORE_TIME, &lower(w))).count();
    let before = if own > 0 { comma } else { before };
    let sentence = before.rfind(['.', ';', '!', '?']).map_or(0, |end| end + 1);
    let words = before.get(sentence..).unwrap_or(before).split_whitespace().count();
    near.iter().enumerate().take(words.max(1)).any(|(at, word)| is_distractor(&lower(word)) && !reason(at))
}
