//! The temporal expressions of a piece of text, and which of them are the event's.

use calendar::{Frequency, Rule, Span, WeekdayOrdinal};
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

/// A week or more as a whole: "this month", "summer 2025".
pub(crate) fn is_period(time: &Expression) -> bool {
    let days = time.reading.start.zip(time.reading.end).map_or(0, |(a, b)| (b.date() - a.date()).get_days());
    !has_time(time) && !time.has_rule() && (time.reading.grain > timex::Grain::Day || days > 21)
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
            if time.parts.is_empty() {
                continue;
            }
        }
        let last = joined.last().filter(|last| completes(last, &time));
        match last.and_then(|last| both(phrase.text, last, &time, context)) {
            Some(both) => {
                joined.pop();
                joined.push(both);
            }
            None => joined.push(time),
        }
    }
    joined.retain(|t| t.reading.start.is_some());
    (own(phrase, joined), reminders)
}

/// Leaves out what another time says better: asides ("coffee at 3:15"), a day told again ("tomorrow (Friday) at 2"), a
/// span of days around the day itself.
fn own(phrase: &Phrase, times: Vec<Expression>) -> Vec<Expression> {
    let mut kept: Vec<Expression> = Vec::new();
    for (at, time) in times.iter().enumerate() {
        let aside = times.len() > 1 && is_aside(phrase.text, phrase.line_of(time.span.start), time.span);
        let better = times.iter().enumerate().any(|(other, t)| other != at && says_more(t, time));
        let twice =
            kept.iter().any(|t| t.reading.start == time.reading.start && t.reading.end == time.reading.end);
        if !(aside || better || twice) && kept.len() < MOST {
            kept.push(time.clone());
        }
    }
    if kept.is_empty() { times.into_iter().take(1).collect() } else { kept }
}

/// More times than this in one sentence are no events of it.
const MOST: usize = 40;

/// `a` gives the time of day on a day that `b` only names.
fn says_more(a: &Expression, b: &Expression) -> bool {
    let (Some(at), Some(from)) = (a.reading.start, b.reading.start) else { return false };
    let to = b.reading.end.unwrap_or(from);
    let within = from.date() <= at.date() && (at.date() < to.date() || at.date() == from.date());
    has_date(a) && has_time(a) && !has_time(b) && !b.has_rule() && within
}

/// A word shortly before the time says that it is not the event's.
pub(crate) fn is_aside(text: &str, line: usize, time: Span) -> bool {
    let before = text.get(line..time.start).unwrap_or("");
    let near =
        before.split(|c: char| !c.is_alphanumeric() && c != '-').rev().filter(|w| !w.is_empty()).take(4);
    let sentence = before.rfind(['.', ';', '!', '?']).map_or(0, |end| end + 1);
    let words = before.get(sentence..).unwrap_or(before).split_whitespace().count();
    near.take(words.max(1)).any(|word| is_distractor(&word.to_lowercase()))
}

/// Two expressions as one. Of two rules the one that says more gives the days, the other its rhythm: "Thursdays at 10
/// (biweekly)", "Wednesdays at 9 (first Wednesday of the month)".
pub(crate) fn both(text: &str, a: &Expression, b: &Expression, context: &Context) -> Option<Expression> {
    let rule = |t: &Expression| t.reading.recurrence.as_ref().map(|r| r.rule.clone());
    if weekday_of(a, b) {
        return timex::join(&[b, a], context);
    }
    let Some(first) = rule(a) else { return timex::join(&[a, b], context) };
    let Some(second) = rule(b) else {
        let mut whole = timex::join(&[a, b], context)?;
        if let Some(monthly) = monthly(text, &first, b) {
            whole.reading.start =
                b.reading.start.zip(a.reading.start).map(|(day, at)| day.date().to_datetime(at.time()));
            whole.reading.end = None;
            whole.reading.recurrence = Some(monthly.into());
        }
        return Some(whole);
    };
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

/// "Mondays at 15:00 (first Monday of the month)": beside a weekly rule the date is the rule.
fn monthly(text: &str, weekly: &Rule, date: &Expression) -> Option<Rule> {
    let words = date.span.of(text).to_lowercase();
    let day = date.reading.start?.date();
    let same = weekly.by_day.len() == 1 && weekly.by_day.iter().any(|d| d.weekday == day.weekday());
    if !(same && words.ends_with("month")) {
        return None;
    }
    let ordinal = if words.contains("last") { -1 } else { (day.day() - 1) / 7 + 1 };
    let by_day = vec![WeekdayOrdinal { ordinal: Some(ordinal), weekday: day.weekday() }];
    Some(Rule { by_day, ..Rule::new(Frequency::Monthly) })
}

/// "Thursday 9:30, 18 September": `a` names the weekday of the date that `b` gives.
fn weekday_of(a: &Expression, b: &Expression) -> bool {
    let day = |t: &Expression| t.reading.start.map(|s| s.date());
    let vague = a.parts.iter().any(|(part, span)| *part == Part::Date && span.end - span.start <= 9);
    let exact = b.parts.iter().any(|(part, span)| *part == Part::Date && span.end - span.start > 4);
    let same = day(a).zip(day(b)).is_some_and(|(a, b)| a.weekday() == b.weekday());
    a.has_date()
        && b.has_date()
        && !a.has_rule()
        && !b.has_rule()
        && same
        && vague
        && exact
        && a.group.is_none()
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
    if weekday_of(a, b) && !(has_time(a) && has_time(b)) {
        return true;
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
