//! Times of a line that are not those of an event: what is due or beside one, and what was.

use calendar::Span;
use timex::{Context, Expression, Grain};

use crate::source::clean::Line;
use crate::time::times;
use crate::tokens::{Role, Token};

/// The times of a line are none of an event's.
pub(super) fn is_beside(
    text: &str,
    line: &Line,
    words: &[Token],
    times: &[Expression],
    context: &Context,
) -> bool {
    let called = is_called_due(line, words, times);
    is_needed(line, words, times)
        || crate::prose::opening::tells_hours(words, times)
        || !called && is_due(text, words, times)
        || all_over(text, line, times, context)
        || line.bullet && !times.is_empty() && times.iter().all(|t| is_of_minutes(text, line.span, t))
        || all_deadlines(text, line, words, times)
        || !called && begins_beside(words) && !times.iter().any(|t| is_served(words) && is_whole(t))
}

/// "Swimming kit is needed on Wednesdays."
fn is_needed(line: &Line, words: &[Token], times: &[Expression]) -> bool {
    !line.bullet
        && !times.is_empty()
        && !times.iter().any(times::has_time)
        && words.iter().any(|t| t.is_any(&["needed", "required"]))
}

/// What is due is what the line names: in a list, or before its only day, it is an entry.
fn is_called_due(line: &Line, words: &[Token], times: &[Expression]) -> bool {
    let plain = |t: &&Token| t.role == Role::Free && t.is_word();
    let last_due = words.iter().rev().find(plain).is_some_and(|t| t.is("due"));
    // "- Proposals due: 31 January" calls a day by its name.
    let ends = times.last().is_some_and(|t| t.span.end + 1 >= line.span.end && !times::has_time(t));
    let day_named = line.bullet && ends && times.len() == 1 && (last_due || words.iter().any(|t| t.is(":")));
    // "- heat pump rebate deadline Mar 31 -> Lise"
    let before = times.first().map_or(line.span.start, |t| times::home(t).start);
    let limit = words.iter().rev().find(|t| plain(t) && t.span.end <= before);
    let limited = line.bullet && times.len() == 1 && limit.is_some_and(|t| t.is_any(&["deadline", "due"]));
    // "11:59pm lab report due"
    let hour_first = words.iter().find(|t| t.is_word()).is_some_and(|t| t.clock);
    limited || day_named || hour_first && last_due || names_what_is_due(words, times)
}

/// "Yearbook ads due April 30 (no extensions)" names what is due, and nothing else.
fn names_what_is_due(words: &[Token], times: &[Expression]) -> bool {
    let ends = |t: &Token| t.is("(") || t.is(".") && t.role == Role::Free;
    let sentence = words.iter().take_while(|t| !ends(t));
    let said: Vec<&Token> = sentence.filter(|t| t.is_word()).skip_while(|t| t.role == Role::Time).collect();
    let Some(due) = said.iter().position(|t| t.is("due")) else { return false };
    let (named, rest) = (said.get(..due).unwrap_or_default(), said.get(due + 1..).unwrap_or_default());
    let low = || !words.iter().any(Token::is_capital);
    times.len() == 1
        && (1..=4).contains(&named.len())
        && named.iter().all(|t| t.role == Role::Free)
        && rest.iter().all(|t| t.role != Role::Free)
        && named.first().is_some_and(|t| t.is_capital() || low())
}

/// The line says of its own times that something is due by then.
fn is_due(text: &str, words: &[Token], times: &[Expression]) -> bool {
    // "Flu jabs 6 October (forms due Friday)": an aside in brackets says nothing of the line's own time.
    let aside = words.iter().position(|t| t.is("(")).unwrap_or(words.len());
    let dated = words.iter().take(aside).any(|t| t.day);
    let own = words.iter().take(if dated { aside } else { words.len() });
    let due: Vec<Span> = own.filter(|t| t.is_any(&["due", "deadline", "rsvp"])).map(|t| t.span).collect();
    // Of several sentences it is said of its own: "Coaches leave at 8.15am on Thursday. Contributions due Monday."
    let of_due = |t: &Expression| due.iter().any(|due| is_one_sentence(text, *due, times::home(t)));
    !due.is_empty() && times.iter().all(of_due)
}

/// Each time is one by which to answer; items of a list are tasks of their own, however they are put.
fn all_deadlines(text: &str, line: &Line, words: &[Token], times: &[Expression]) -> bool {
    let late = |t: &Expression| times::is_deadline(text, line.span.start, t);
    let short = words.iter().filter(|t| t.is_word()).count() <= 16;
    // "dinner at 6:30, let me know by Wednesday": the day is that of the answer.
    let mut dated = times.iter().filter(|t| times::has_date(t)).peekable();
    !line.bullet
        && !times.is_empty()
        && (times.iter().all(late)
            || times.iter().all(|t| late(t) || t.reading.start.is_none()) && times.iter().any(late)
            || short && dated.peek().is_some() && dated.all(late))
}

/// Each day has passed, and the line tells of what was.
fn all_over(text: &str, line: &Line, times: &[Expression], context: &Context) -> bool {
    let mut days = times.iter().filter(|t| t.reading.start.is_some()).peekable();
    days.peek().is_some() && days.all(|t| is_over(text, line.span, t, context))
}

/// "Coffee with Ana tomorrow at 3pm": with a day and an hour of its own what else is served beside an event is one.
fn is_served(words: &[Token]) -> bool {
    const SERVED: &[&str] = &["cocktails", "coffee", "pizza", "reception", "tea"];
    words.iter().find(|t| t.is_word()).is_some_and(|t| t.is_any(SERVED))
}

fn is_whole(time: &Expression) -> bool {
    time.has_date() && times::has_time(time)
}

/// The first word says that what follows is beside the event; "please note that" does not.
fn begins_beside(words: &[Token]) -> bool {
    let mut own = words.iter().filter(|t| t.is_word());
    let first = own.next().filter(|t| times::is_distractor(&t.lower));
    // "Registration night: Friday 26 February"
    let mut named = words.iter().filter(|t| t.is_word()).skip(1);
    if named.next().is_some_and(|t| t.is_any(&["afternoon", "day", "evening", "morning", "night", "party"])) {
        return false;
    }
    let mut tells = || own.next().is_some_and(|t| t.is_any(&["be", "come", "join", "note", "save"]));
    first.is_some_and(|t| !t.is("please") || !tells())
}

/// No sentence ends between the two.
fn is_one_sentence(text: &str, a: Span, b: Span) -> bool {
    let between = text.get(a.end.min(b.end)..a.start.max(b.start)).unwrap_or("");
    !["\n", ". ", "! ", "? "].iter().any(|end| between.contains(end))
}

/// "3. To approve the minutes of 15 March": the day of an earlier meeting.
fn is_of_minutes(text: &str, line: Span, time: &Expression) -> bool {
    times::clause(text, line.start, time.span.start).iter().rev().take(5).any(|w| w == "minutes")
}

/// Most days since something of which a text still tells.
const LATELY: i32 = 95;

/// "Well done to all who ran on 21 February": told of what was, on a day that has passed, this year or by its next date.
fn is_over(text: &str, line: Span, time: &Expression, context: &Context) -> bool {
    let Some(day) = times::day(time) else { return false };
    let today = context.now.date();
    let ahead = (day - today).get_days();
    let lately = if time.reading.grain == Grain::Month { 2 * LATELY } else { LATELY };
    // "Last Sunday: Attendance 112"
    if ahead < 0 && time.span.of(text).get(..5).is_some_and(|w| w.eq_ignore_ascii_case("last ")) {
        return true;
    }
    let passed = ahead < 0 || ahead > 365 - lately && !time.has_rule();
    passed && crate::prose::phrase::tells(line.of(text))
}
