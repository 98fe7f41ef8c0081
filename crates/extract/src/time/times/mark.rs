//! The words of a time, and those that lead into it.

use timex::Expression;
use timex::Part;

use crate::tokens::Role;
use crate::tokens::Token;
use crate::words::{BEFORE_TIME, NAMING, has};

use super::has_time;

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
            Some(between) if between.iter().all(joins) || speaks_of_all(between) => {
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
pub(super) fn is_name(tokens: &[Token], first: usize, end: usize) -> bool {
    let holiday = tokens.get(first).is_some_and(|t| has(NAMING, &t.lower));
    let noun = tokens.get(end).is_some_and(|t| t.is_free() && t.is_word() && !has(BEFORE_TIME, &t.lower));
    holiday && noun && !tokens.get(end).is_some_and(|t| t.is_any(&["with", "and", "to", "is", "is:"]))
}

/// "Good Friday walk", "Palm Sunday": a weekday that is the second word of a name.
pub(super) fn is_feast(tokens: &[Token], first: usize, end: usize) -> bool {
    const FIRST: &[&str] =
        &["ash", "black", "cyber", "easter", "giving", "good", "palm", "shrove", "small", "super", "whit"];
    let before = first.checked_sub(1).and_then(|i| tokens.get(i));
    end == first + 1 && before.is_some_and(|t| t.is_free() && t.is_any(FIRST) && t.is_capital())
}

/// "Weekly review", "the annual picnic": the word is rule and title.
pub(super) fn is_adjective(tokens: &[Token], first: usize, end: usize) -> bool {
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
            && !has(BEFORE_TIME, &t.lower)
            && !t.is_any(&["and", "or", "with", "to", "until", "except", "starting"])
    });
    word && end == first + 1 && noun
}

/// "…, all at 6.30pm", "… Each session starts at 7": the hour behind them is that of every day before.
fn speaks_of_all(between: &[Token]) -> bool {
    const MOST: usize = 6;
    let first = between.iter().find(|t| t.is_word());
    between.len() <= MOST && first.is_some_and(|t| t.is_any(&["all", "both", "each", "every"]))
}

/// Words between the parts of one time: "from 3 to 5", "Friday, at noon", "4:00 (Pacific)".
pub(super) fn joins(token: &Token) -> bool {
    !token.is_word()
        || has(BEFORE_TIME, &token.lower)
        || token.is_any(&["to", "and", "through", "thru", "or", "a", "is", "ending", "ends", "&"])
}

/// Prepositions and the like right before a time.
pub(super) fn mark_lead(tokens: &mut [Token], first: usize, line_starts: &[usize], whole_day: bool) {
    let mut lead = first;
    while lead > 0 && line_starts.binary_search(&lead).is_err() {
        // "Forms due Friday": that they are due is what the entry says.
        let leads = |t: &&mut Token| t.is_free() && has(BEFORE_TIME, &t.lower) && !(whole_day && t.is("due"));
        let Some(token) = tokens.get_mut(lead - 1).filter(leads) else {
            break;
        };
        token.role = Role::Time;
        lead -= 1;
    }
}

/// "_Saturday, 20 September_": a weekday right before a date belongs to it.
pub(super) fn mark_weekday(tokens: &mut [Token], at: usize) {
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
        // "Picture Day: Thursday", "Toddler Story Time: every Tuesday"
        let named = start < label
            && tokens.get(start).is_some_and(|t| t.is_any(&["day", "time"]) && t.is_capital())
            && start
                .checked_sub(1)
                .and_then(|i| tokens.get(i))
                .is_some_and(|t| t.is_free() && t.is_word() && t.is_capital());
        if named {
            continue;
        }
        // "start time 5pm" needs both words, "time: 5pm" the colon: "dinner time 5pm" is left alone.
        if start < label && (colon || label - start >= 2) {
            crate::tokens::mark(tokens, start..at, Role::Time);
        }
    }
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
