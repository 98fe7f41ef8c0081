//! The event of one row: what its cells say of it, on the day that stands above.

use calendar::Span;
use timex::{Context, Expression};

use super::Row;
use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::layout::segment::Entry;
use crate::prose::change::date_of;
use crate::time::times;
use crate::tokens::{Token, tokens};

/// The day of a row that names none: that of the row above it.
pub(crate) fn day_above(entry: &Entry, above: &mut Option<Expression>) -> Option<Expression> {
    if !entry.is_row() {
        *above = None;
    } else if entry.has_date() {
        let day = entry.lead.first().or_else(|| entry.times.iter().find(|t| times::has_date(t)));
        *above = day.filter(|t| !t.has_rule()).map(date_of);
    }
    above.clone().filter(|_| !entry.has_date())
}

/// The event of a row; `day` is the one above it.
pub(crate) fn event(text: &str, entry: &Entry, day: Option<&Expression>, context: &Context) -> Option<Draft> {
    let Row::Cells { title, guest, place } = entry.row else { return None };
    let named = beside(text, entry.line.span, title, day, context);
    let anchor = day.filter(|_| !entry.has_date()).and_then(|d| d.reading.start);
    let times = match (named, anchor) {
        (Some(times), _) => times,
        (None, Some(day)) => times::find(text, entry.line.span, Some(day.date()), context),
        (None, None) => entry.times.clone(),
    };
    // "Last Night of the Prongs": where another cell tells the hour, the name's own words tell none.
    let outside = |t: &Expression| !t.span.overlaps(title);
    let told = entry.lead.first().or(day).is_some() && times.iter().any(|t| outside(t) && times::has_time(t));
    let times: Vec<Expression> = times.into_iter().filter(|t| !told || outside(t)).collect();
    let when = when(&times, &times::anchored(anchor.map(jiff::civil::DateTime::date), context))
        .or_else(|| entry.lead.first().cloned())?;
    let place = place.filter(|cell| !is_open(cell.of(text))).map(|cell| plain(text, cell));
    let place = place.filter(|place| !place.text.is_empty());
    let place = place.or_else(|| away_at(text, title));
    // "@ Ravens", "at Copper Ridge": where they play is told so.
    let away = ["@ ", "at "].into_iter().find(|lead| title.of(text).starts_with(*lead)).unwrap_or("");
    let mut title = plain(text, title);
    if !title.text.starts_with(away) {
        title.text.insert_str(0, away);
    }
    if let Some(guest) = guest.map(|cell| plain(text, cell)).filter(|guest| !guest.text.is_empty()) {
        title.text = format!("{} v {}", title.text, guest.text);
        title.spans.extend(guest.spans);
    }
    Some(Draft { title: Some(title), place, when: Some(when), ..Draft::default() })
}

/// "11:00 | Shipping Firmware on Fridays": the times beside the cell of the name, when that one seems to tell a day; only
/// where they tell the hour.
fn beside(
    text: &str,
    line: Span,
    title: Span,
    day: Option<&Expression>,
    context: &Context,
) -> Option<Vec<Expression>> {
    let anchor = day.and_then(times::day);
    let dated = |span: Span| times::find(text, span, None, context).iter().any(times::has_date);
    let own = |from: usize, to: usize| times::find(text, Span::new(from.min(to), to), anchor, context);
    let mut found = own(line.start, title.start);
    found.extend(own(title.end, line.end));
    let told = anchor.is_some() && found.iter().any(times::has_time) && !found.iter().any(times::has_date);
    (told && dated(title)).then_some(found)
}

/// "vs Lightning (away, Dunmore Middle School)": where it is, in the bracket behind the opponent.
fn away_at(text: &str, cell: Span) -> Option<Title> {
    let words = cell.of(text);
    let open = words.rfind('(').filter(|_| words.ends_with(')'))?;
    let inside = words.get(open + 1..words.len() - 1)?;
    let (side, place) = inside.split_once(", ")?;
    let side = ["away", "home"].iter().any(|told| side.eq_ignore_ascii_case(told));
    let start = cell.start + words.rfind(place)?;
    let named = side && place.starts_with(char::is_uppercase);
    named.then(|| Title { text: place.to_owned(), spans: vec![Span::new(start, start + place.len())] })
}

/// "tbc": nobody knows yet.
fn is_open(cell: &str) -> bool {
    ["tba", "tbc", "tbd", "?"].contains(&&*cell.to_lowercase())
}

/// The words of a cell; what stands in brackets behind them says something about it.
fn plain(text: &str, cell: Span) -> Title {
    let all = tokens(text, cell);
    let mut kept: Vec<&Token> = all.iter().filter(|t| !t.is_emphasis()).collect();
    title::trim(&mut kept);
    title::drop_remark(&mut kept);
    title::drop_remarks(&mut kept);
    title::trim(&mut kept);
    title::of(text, &kept)
}

/// The one time that the cells of a row give together.
fn when(times: &[Expression], context: &Context) -> Option<Expression> {
    let dated = |t: &&Expression| times::has_date(t) && t.reading.start.is_some();
    let mut days = times.iter().filter(dated);
    let (first, second) = (days.next(), days.next());
    if let (Some(from), Some(to)) = (first, second)
        && !times::has_time(from)
        && !times::has_time(to)
        && !from.has_rule()
        && !to.has_rule()
        && from.reading.start < to.reading.start
        && times.len() == 2
    {
        return Some(through(from, to));
    }
    let refs: Vec<&Expression> =
        times.iter().filter(|t| t.reading.start.is_some() || t.has_duration()).collect();
    match refs.as_slice() {
        [] => None,
        [one] => Some((*one).clone()),
        [date, time, ..] if times::has_date(date) && times::has_time(date) => {
            Some((*date).clone()).filter(|_| !time.has_rule())
        }
        [date, time, ..] => timex::join(&[date, time], context),
    }
}

/// "Starts Wednesday 2 September", "Ends Friday 23 October": both days and all between.
fn through(from: &Expression, to: &Expression) -> Expression {
    let mut whole = from.clone();
    let end = to.reading.end.or_else(|| {
        let last = to.reading.start?.date().tomorrow().ok()?;
        Some(last.to_datetime(jiff::civil::Time::midnight()))
    });
    whole.reading.end = end;
    whole.parts.extend(to.parts.iter().map(|(_, span)| (timex::Part::EndDate, *span)));
    whole
}
