//! The temporal expressions of a piece of text, and which of them are the event's.

use calendar::{Rule, Span};
use jiff::civil::Date;
use timex::{Context, Expression, Part};

use crate::phrase::Phrase;
use crate::tokens::{Role, Token};
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
    timex::find(span.of(text), context).into_iter().map(|time| time.moved(span.start)).collect()
}

/// The text names the day (or a rule that gives it).
pub(crate) fn has_date(time: &Expression) -> bool {
    time.has_date() || time.has_rule()
}

/// The text names the time of day.
pub(crate) fn has_time(time: &Expression) -> bool {
    time.reading.start.is_some() && time.reading.has_time()
}

fn has(time: &Expression, parts: &[Part]) -> bool {
    time.parts.iter().any(|(part, _)| parts.contains(part))
}

/// Words after which a time is not the event's: deadlines, doors, coffee before, office hours.
const DISTRACTORS: &[&str] = &[
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
    "hours",
    "ends",
    "order",
    "orders",
    "pizza",
    "please",
    "posted",
    "questions",
    "reception",
    "refreshments",
    "register",
    "registration",
    "reply",
    "respond",
    "rsvp",
    "rsvps",
    "sign-up",
    "signup",
    "tea",
    "tickets",
    "until",
];

/// True when `word` (lower case) introduces a time that is not the event's.
pub(crate) fn is_distractor(word: &str) -> bool {
    DISTRACTORS.contains(&word)
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
        if part == Part::Rule && is_adjective(tokens, first, end) {
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
                between.iter_mut().for_each(|t| t.role = Role::Time)
            }
            _ => mark_lead(tokens, first, line_starts),
        }
        last_end = Some(end.max(last_end.unwrap_or(0)));
    }
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
fn mark_lead(tokens: &mut [Token], first: usize, line_starts: &[usize]) {
    let mut lead = first;
    while lead > 0 && line_starts.binary_search(&lead).is_err() {
        let Some(token) = tokens.get_mut(lead - 1).filter(|t| t.is_free() && has_word(BEFORE_TIME, &t.lower))
        else {
            break;
        };
        token.role = Role::Time;
        lead -= 1;
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
        let mut label = at;
        while label > 0
            && tokens.get(label - 1).is_some_and(|t| t.is_free() && t.is_any(&[":", "=", "is", "of", "-"]))
        {
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

/// The event's own times, those that complete each other joined, and the reminders that the words ask for.
pub(crate) fn combine(
    phrase: &Phrase,
    times: &[Expression],
    context: &Context,
) -> (Vec<Expression>, Vec<(u32, Span)>) {
    let mut joined: Vec<Expression> = Vec::new();
    let mut reminders = Vec::new();
    for time in times {
        let mut time = time.clone();
        if let Some(reminder) = take_reminder(phrase, &mut time) {
            reminders.push(reminder);
        }
        if time.parts.is_empty() {
            continue;
        }
        let time = &time;
        match joined.last().filter(|last| completes(last, time)).and_then(|last| both(last, time, context)) {
            Some(both) => {
                joined.pop();
                joined.push(both);
            }
            None => joined.push(time.clone()),
        }
    }
    if joined.iter().any(|t| t.reading.start.is_some()) {
        joined.retain(|t| t.reading.start.is_some());
    } else {
        joined.clear();
    }
    (joined, reminders)
}

/// Two expressions as one. Of two rules the one that says more gives the days, the other its rhythm: "Thursdays at 10
/// (biweekly)", "Wednesdays at 9 (first Wednesday of the month)".
pub(crate) fn both(a: &Expression, b: &Expression, context: &Context) -> Option<Expression> {
    let rule = |t: &Expression| t.reading.recurrence.as_ref().map(|r| r.rule.clone());
    let (Some(first), Some(second)) = (rule(a), rule(b)) else { return timex::join(&[a, b], context) };
    if detail(&second) > detail(&first) {
        return timex::join(&[b, a], context);
    }
    let mut whole = timex::join(&[a, b], context)?;
    if let Some(recurrence) =
        whole.reading.recurrence.as_mut().filter(|_| first.frequency == second.frequency)
    {
        recurrence.rule.interval = first.interval.max(second.interval);
    }
    Some(whole)
}

/// How much a rule says about its days.
fn detail(rule: &Rule) -> usize {
    let ordinals = rule.by_day.iter().filter(|d| d.ordinal.is_some()).count();
    let days = rule.by_day.len() + rule.by_month_day.len() + rule.by_month.len();
    ordinals * 4 + rule.by_set_position.len() * 4 + days.min(2)
}

/// Whether two expressions say different things of one time.
fn completes(a: &Expression, b: &Expression) -> bool {
    if a.group.is_some() && a.group == b.group {
        return false;
    }
    let timeless = a.reading.start.is_none() || b.reading.start.is_none();
    let dates = a.has_date() && b.has_date();
    let times = has_time(a) && has_time(b);
    let rules = a.has_rule() && b.has_rule();
    let ends = has(b, &[Part::EndTime, Part::EndDate]) && has(a, &[Part::EndTime, Part::EndDate]);
    timeless
        || !(dates && !a.has_rule() && !b.has_rule()
            || times
            || rules && a.has_date() && b.has_date()
            || ends)
}

/// "30 minutes before", "a day in advance": a reminder, not a time of the event; it is taken out of `time`.
fn take_reminder(phrase: &Phrase, time: &mut Expression) -> Option<(u32, Span)> {
    let duration = time.reading.duration?;
    let span = time.parts.iter().find(|(part, _)| *part == Part::Duration).map(|(_, span)| *span)?;
    let at = phrase.tokens.partition_point(|t| t.span.start < span.end);
    let word = |i: usize, words: &[&str]| phrase.tokens.get(i).is_some_and(|t| t.is_any(words));
    let inside = phrase.tokens.get(at.saturating_sub(1)).is_some_and(|t| t.is("before"));
    let before = inside
        || word(at, &["before", "prior", "beforehand", "ahead", "earlier"])
        || word(at, &["in"]) && word(at + 1, &["advance"]);
    let reminded = phrase
        .tokens
        .iter()
        .any(|t| t.is_any(&["remind", "reminder", "alert", "notify", "notification", "alarm"]));
    if !before || !(reminded || word(at + 1, &["the", "my"])) {
        return None;
    }
    let minutes = duration.0.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?.as_mins();
    time.parts.retain(|(part, _)| *part != Part::Duration);
    if !time.has_end() {
        time.reading.end = None;
    }
    Some((u32::try_from(minutes).unwrap_or(0), span))
}
