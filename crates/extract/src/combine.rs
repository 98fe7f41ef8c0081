//! Times that belong together: a date here, a time there, a rule and its rhythm, an end told in words.

use calendar::{Frequency, Rule, Span, WeekdayOrdinal};
use jiff::ToSpan;
use timex::{Context, Expression, Grain, Part};

use crate::phrase::Phrase;
use crate::times::{has_date, has_time, is_aside, is_deadline, is_period};

/// The event's own times, those that complete each other joined, and the reminders that the words ask for.
pub(crate) fn combine(
    phrase: &Phrase,
    times: &[Expression],
    context: &Context,
) -> (Vec<Expression>, Vec<(u32, Span)>) {
    let mut joined: Vec<Expression> = Vec::new();
    let mut reminders = Vec::new();
    let aside = |t: &Expression| is_aside(phrase.text, phrase.line_of(t.span.start), t.span);
    let late = |t: &Expression| is_deadline(phrase.text, phrase.line_of(t.span.start), t);
    let others = times.iter().filter(|t| has_time(t) && !aside(t)).count();
    let main =
        times.iter().filter(|t| t.reading.start.is_some() && has_date(t) && !late(t) && !aside(t)).count();
    let mut said: Vec<Expression> = times.to_vec();
    give_day(phrase, &mut said, context);
    let own_times = said.iter().filter(|t| {
        let beside = others > 0 && has_time(t) && !t.has_date() && aside(t);
        !(beside || main > 0 && t.has_date() && !t.has_rule() && late(t))
    });
    for time in own_times {
        let mut time = time.clone();
        let told = !time.parts.is_empty();
        reminders.extend(take_reminder(phrase, &mut time));
        if told && time.parts.is_empty() {
            continue;
        }
        if let Some(whole) = joined.last().and_then(|last| except(phrase.text, last, &time, context)) {
            joined.pop();
            joined.push(whole);
            continue;
        }
        if is_end(&time)
            && let Some(last) =
                joined.last_mut().filter(|last| !last.has_rule() && last.reading.start.is_some())
        {
            // "party at 7, open until 9": an end alone ends what began before it, or says nothing of it.
            if let Some(whole) = until(last, &time) {
                *last = whole;
            }
            continue;
        }
        if let Some(last) = joined.last_mut()
            && let Some(whole) = whole(phrase.text, last, &time, context)
        {
            *last = whole;
        } else {
            joined.push(time);
        }
    }
    joined.retain(|t| t.reading.start.is_some());
    joined.truncate(MOST * 2);
    (own(phrase, joined), reminders)
}

/// "Sat 28 Nov, doors 7.30pm, show 8pm": the day that is told with an hour beside the event is the event's too.
fn give_day(phrase: &Phrase, times: &mut [Expression], context: &Context) {
    let beside = |t: &Expression| {
        let clock = t.parts.iter().find(|(part, _)| *part == Part::Time).map(|(_, span)| *span);
        clock.is_some_and(|span| is_aside(phrase.text, phrase.line_of(span.start), span))
    };
    let Some(at) = times.iter().position(|t| t.has_date() && has_time(t) && !t.has_rule() && beside(t))
    else {
        return;
    };
    let clock_only = |t: &Expression| has_time(t) && !has_date(t) && !t.approximate && !beside(t);
    let Some(next) = times.iter().skip(at + 1).position(clock_only).map(|next| at + 1 + next) else { return };
    let Some(day) = times.get(at).map(crate::change::date_of) else { return };
    let whole = times.get(next).and_then(|clock| timex::join(&[clock, &day], context));
    if let (Some(whole), Some(first)) = (whole, times.get_mut(at)) {
        *first = crate::change::date_of(first);
        if let Some(slot) = times.get_mut(next) {
            *slot = whole;
        }
    }
}

/// Two neighbouring expressions as one time, if they are.
fn whole(text: &str, a: &Expression, b: &Expression, context: &Context) -> Option<Expression> {
    if a.group.is_some() && a.group == b.group {
        return None;
    }
    let loose = |t: &Expression| t.approximate && has_time(t);
    let clock_only = has_time(b) && !has_date(b) && !b.has_end();
    if clock_only && has_time(a) && loose(b) {
        // "from 3 pm to the end of the day", "at 2 pm for a late lunch": the exact time stands.
        return Some(a.clone());
    }
    if has_time(b) && loose(a) && (!has_date(b) || day(a) == day(b)) {
        // "tonight at 7", "tomorrow night, 17 November, at 5 pm": so does the exact one here.
        return timex::join(&[b, a], context);
    }
    if clock_only && ends(text, a, b) {
        return end_at(a, b);
    }
    if completes(text, a, b) { both(text, a, b, context) } else { None }
}

fn day(time: &Expression) -> Option<jiff::civil::Date> {
    time.reading.start.map(jiff::civil::DateTime::date)
}

/// "… and goes to 5 pm", "… ending at 5", "from noon Friday through Sunday at 5".
fn ends(text: &str, a: &Expression, b: &Expression) -> bool {
    const LEADS: &[&str] = &[
        "arrive",
        "arrives",
        "arriving",
        "arr",
        "lands",
        "ending",
        "ends",
        "end",
        "finishing",
        "finishes",
        "goes",
        "going",
        "lasting",
        "lasts",
        "till",
        "til",
        "to",
        "until",
    ];
    let last = a.parts.iter().map(|(_, span)| span.end).max().unwrap_or(a.span.end);
    let between = text.get(last..b.span.start).unwrap_or("").to_lowercase();
    let words = || between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let open = has(a, &[Part::EndDate]) && !has(a, &[Part::EndTime, Part::Duration]);
    let dash = matches!(between.trim(), "-" | "–" | "—");
    let told = has_time(a) && a.reading.end.is_none() && (dash || words().any(|w| LEADS.contains(&w)));
    words().count() <= 6 && (open && words().all(|w| w == "at" || w == "by") || told)
}

/// `a` with the time of `b` as its end, on its last day or the first one after its start.
fn end_at(a: &Expression, b: &Expression) -> Option<Expression> {
    let (start, at) = (a.reading.start?, b.reading.start?.time());
    let date = match a.reading.end {
        Some(end) if has_time(a) => end.date(),
        Some(end) => end.date().yesterday().ok()?,
        None if at > start.time() => start.date(),
        None => start.date().tomorrow().ok()?,
    };
    let mut whole = a.clone();
    whole.reading.end = Some(date.to_datetime(at));
    let ends = b.parts.iter().filter(|(part, _)| *part == Part::Time);
    whole.parts.extend(ends.map(|(_, span)| (Part::EndTime, *span)));
    Some(whole)
}

/// "every Tuesday 6:30 at the gym except 24 December until March": behind other words the exception still is the rule's.
fn except(text: &str, rule: &Expression, day: &Expression, context: &Context) -> Option<Expression> {
    let before = text.get(rule.span.end..day.span.start)?.trim_end();
    let leads = ["except", "except on", "excluding", "but not", "but not on"];
    let excepted = leads.iter().any(|lead| before.strip_suffix(lead).is_some_and(|rest| rest.ends_with(' ')));
    if !excepted || !rule.has_rule() || has_time(day) || day.has_rule() {
        return None;
    }
    let mut whole = rule.clone();
    let recurrence = whole.reading.recurrence.as_mut()?;
    if day.has_end() {
        recurrence.rule = timex::join(&[rule, day], context)?.reading.recurrence?.rule;
    }
    recurrence.exdates.push(day.reading.start?.date().to_datetime(rule.reading.start?.time()));
    whole.parts.extend(day.parts.iter().map(|(part, span)| match part {
        Part::Date => (Part::Exception, *span),
        _ => (Part::Rule, *span),
    }));
    Some(whole)
}

/// Only an end is told: "until 9".
fn is_end(time: &Expression) -> bool {
    time.reading.start.is_none() && time.reading.end.is_some() && has(time, &[Part::Time, Part::EndTime])
}

/// `a` with the time of day of the end that `b` tells, when that is within half a day of its start.
fn until(a: &Expression, b: &Expression) -> Option<Expression> {
    let (start, at) =
        (a.reading.start.filter(|_| has_time(a) && a.reading.end.is_none())?, b.reading.end?.time());
    let day = if at > start.time() { start.date() } else { start.date().tomorrow().ok()? };
    let end = day.to_datetime(at);
    let mut whole = a.clone();
    whole.reading.end = Some(end).filter(|end| start.checked_add(12.hours()).is_ok_and(|most| *end <= most));
    let ends = b.parts.iter().filter(|(part, _)| matches!(part, Part::Time | Part::EndTime));
    whole.parts.extend(ends.map(|(_, span)| (Part::EndTime, *span)));
    whole.reading.end.is_some().then_some(whole)
}

/// Leaves out what another time says better: asides ("coffee at 3:15"), a day told again ("tomorrow (Friday) at 2"), a
/// span of days around the day itself.
fn own(phrase: &Phrase, mut times: Vec<Expression>) -> Vec<Expression> {
    if times.len() < 2 {
        return times;
    }
    let mut kept: Vec<&Expression> = Vec::new();
    for (at, time) in times.iter().enumerate() {
        let now = time.span.of(phrase.text).eq_ignore_ascii_case("now");
        let aside = now || is_aside(phrase.text, phrase.line_of(time.span.start), time.span);
        let vague = is_period(time) && times.iter().any(|t| has_date(t) && has_time(t));
        let better = vague || times.iter().enumerate().any(|(other, t)| other != at && says_more(t, time));
        let twice =
            kept.iter().any(|t| t.reading.start == time.reading.start && t.reading.end == time.reading.end);
        if !(aside || better || twice) && kept.len() < MOST {
            kept.push(time);
        }
    }
    let kept: Vec<Expression> = kept.into_iter().cloned().collect();
    times.truncate(1);
    if kept.is_empty() { times } else { kept }
}

/// More times than this in one sentence are no events of it.
const MOST: usize = 40;

/// The end of "next week", "January".
fn end_of_unit(time: &Expression) -> Option<jiff::civil::DateTime> {
    let unit = match time.reading.grain {
        Grain::Week => 1.week(),
        Grain::Month => 1.month(),
        _ => return None,
    };
    time.reading.start?.checked_add(unit).ok()
}

/// `a` gives the time of day on a day that `b` only names.
fn says_more(a: &Expression, b: &Expression) -> bool {
    let (Some(at), Some(from)) = (a.reading.start, b.reading.start) else { return false };
    let to = b.reading.end.or_else(|| end_of_unit(b)).unwrap_or(from);
    let within = from.date() <= at.date() && (at.date() < to.date() || at.date() == from.date());
    has_date(a) && has_time(a) && !has_time(b) && !b.has_rule() && within
}

/// Two expressions as one. Of two rules the one that says more gives the days, the other its rhythm: "Thursdays at 10
/// (biweekly)", "Wednesdays at 9 (first Wednesday of the month)".
pub(crate) fn both(text: &str, a: &Expression, b: &Expression, context: &Context) -> Option<Expression> {
    let rule = |t: &Expression| t.reading.recurrence.as_ref().map(|r| r.rule.clone());
    if weekday_of(text, a, b) {
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
        let mut whole = timex::join(&[b, a], context)?;
        // "the bi-weekly meeting on the 2nd and 4th Tuesday": the days say the rhythm, the adjective only names it.
        if let Some(recurrence) =
            whole.reading.recurrence.as_mut().filter(|_| first.frequency != second.frequency)
        {
            recurrence.rule.interval = second.interval;
        }
        return Some(whole);
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
fn weekday_of(text: &str, a: &Expression, b: &Expression) -> bool {
    let name = |span: &Span| span.of(text).chars().all(char::is_alphabetic) && span.end - span.start <= 9;
    let vague = a.parts.iter().any(|(part, span)| *part == Part::Date && name(span));
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
fn completes(text: &str, a: &Expression, b: &Expression) -> bool {
    if weekday_of(text, a, b) && !(has_time(a) && has_time(b)) {
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
    let around = word(at, &["early", "late", "before", "prior", "earlier", "ahead"]);
    let reminded = phrase
        .tokens
        .iter()
        .any(|t| t.is_any(&["remind", "reminder", "alert", "notify", "notification", "alarm"]));
    let reminds = before && (reminded || word(at + 1, &["the", "my"]));
    if !(reminds || around) {
        return None;
    }
    // "arrive 15 minutes early" is neither the length of the event nor a reminder.
    let minutes = duration.0.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?.as_mins();
    time.parts.retain(|(part, _)| *part != Part::Duration);
    if !time.has_end() {
        time.reading.end = None;
    }
    reminds.then(|| (u32::try_from(minutes).unwrap_or(0), span))
}

fn has(time: &Expression, parts: &[Part]) -> bool {
    time.parts.iter().any(|(part, _)| parts.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Start and end of each time of `text`, and the minutes of its reminders.
    fn read(text: &str) -> (Vec<String>, Vec<u32>) {
        let context = Context::new("2025-06-14T09:00:00[UTC]".parse().unwrap());
        let phrase = Phrase::new(text, &[Span::new(0, text.len())], None, None, &context);
        let (times, reminders) = combine(&phrase, &phrase.times, &context);
        let shown = |t: &Expression| {
            let end =
                t.reading.end.map_or_else(String::new, |end| format!(" to {}", end.strftime("%m-%d %H:%M")));
            t.reading
                .start
                .map_or_else(String::new, |start| format!("{}{end}", start.strftime("%m-%d %H:%M")))
        };
        (times.iter().map(shown).collect(), reminders.into_iter().map(|(minutes, _)| minutes).collect())
    }

    #[test]
    fn times_that_complete_each_other() {
        for (text, expected) in [
            ("board meeting at 2 pm on June 20 and that goes to 5 pm", "06-20 14:00 to 06-20 17:00"),
            ("coffee tonight at 7", "06-14 19:00"),
            ("lunch tomorrow (Sunday) at noon", "06-15 12:00"),
            ("talk June 20 at 3:30, refreshments at 3:15", "06-20 15:30"),
        ] {
            assert_eq!(read(text).0, [expected], "{text}");
        }
    }

    #[test]
    fn reminders_are_no_times() {
        let (times, reminders) = read("vet June 20 at 10am, remind me 30 minutes before");
        assert_eq!((times, reminders), (vec!["06-20 10:00".to_owned()], vec![30]));
    }
}
