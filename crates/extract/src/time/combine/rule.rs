//! Rules that stand in several expressions: "Thursdays at 10 (biweekly)".

use calendar::Bound;
use calendar::Frequency;
use calendar::Rule;
use calendar::Span;
use calendar::WeekdayOrdinal;
use timex::Context;
use timex::Expression;
use timex::Part;

use crate::prose::exception;
use crate::time::times::{day, has_time};

/// "every Tuesday 6:30 at the gym except 24 December until March": behind other words the exception still is the rule's.
pub(super) fn except(
    text: &str,
    rule: &Expression,
    day: &Expression,
    context: &Context,
) -> Option<Expression> {
    let before = text.get(rule.span.end.min(day.span.start)..day.span.start)?;
    let again =
        rule.parts.iter().filter(|(part, _)| *part == Part::Exception).map(|(_, span)| span.end).max();
    let joined = again.and_then(|end| text.get(end..day.span.start)).is_some_and(|gap| gap.trim().len() <= 3);
    let excepted = joined || exception::leads(before);
    if !excepted || !rule.has_rule() || has_time(day) || day.has_rule() {
        return None;
    }
    let mut whole = rule.clone();
    let recurrence = whole.reading.recurrence.as_mut()?;
    if day.has_end() {
        recurrence.rule = timex::join(&[rule, day], context)?.reading.recurrence?.rule;
    }
    let at = day.reading.start?.date().to_datetime(rule.reading.start?.time());
    if !recurrence.exdates.contains(&at) {
        recurrence.exdates.push(at);
    }
    whole.parts.extend(day.parts.iter().map(|(part, span)| match part {
        Part::Date => (Part::Exception, *span),
        _ => (Part::Rule, *span),
    }));
    Some(whole)
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
        bound_by(&mut whole, b);
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
        // The rhythm alone says nothing of when it begins.
        whole.reading.start = a
            .reading
            .start
            .filter(|_| first.interval < second.interval && !b.has_date())
            .or(whole.reading.start);
    }
    Some(whole)
}

/// "Tuesdays at 7 via Zoom, Jan 11 thru Mar 3": the days around a weekly rule are its term.
fn bound_by(rule: &mut Expression, days: &Expression) {
    let last = days
        .reading
        .end
        .filter(|_| days.has_end() && !has_time(days))
        .and_then(|end| end.date().yesterday().ok());
    let Some((recurrence, last)) = rule.reading.recurrence.as_mut().zip(last) else { return };
    if recurrence.rule.bound == Bound::Never {
        recurrence.rule.bound = Bound::UntilDate(last);
    }
}

/// "Mondays at 15:00 (first Monday of the month)": beside a weekly rule the date is the rule.
pub(super) fn monthly(text: &str, weekly: &Rule, date: &Expression) -> Option<Rule> {
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
pub(super) fn weekday_of(text: &str, a: &Expression, b: &Expression) -> bool {
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
pub(super) fn detail(rule: &Rule) -> usize {
    let ordinals = rule.by_day.iter().filter(|d| d.ordinal.is_some()).count();
    let days = rule.by_day.len() + rule.by_month_day.len() + rule.by_month.len();
    ordinals * 4 + rule.by_set_position.len() * 4 + days.min(2)
}
