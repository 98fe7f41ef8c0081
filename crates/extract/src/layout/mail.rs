//! Mail threads: the day a message was written, what it is about, and what the message it answers said.

mod subject;

use calendar::{Change, ChangeKind, Span};
use jiff::ToSpan;
use jiff::civil::Date;
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::field::title::Title;
use crate::layout::transcript::said_on;
use crate::prose::change;
use crate::prose::phrase;
use crate::source::clean::Line;
use crate::source::label::Label;
use crate::time::times;
use crate::tokens::tokens;
use crate::words::{EMPTY, has};

pub(crate) use subject::bare;

/// What surrounds the newest message of a thread.
pub(crate) struct Thread {
    /// The subject without "Re:" and "Fwd:".
    subject: Option<Title>,
    /// What the quoted message announced.
    quoted: Option<Draft>,
    /// "Now" of the newest message.
    pub(crate) context: Context,
}

impl Thread {
    /// Reads headers and quotations; `None` when the text has neither.
    pub(crate) fn read(text: &str, lines: &[Line], context: &Context) -> Option<Thread> {
        let header = |name: &str| {
            let mut headers = lines.iter().filter(|l| l.noise && !is_quoted(text, l));
            headers.find_map(|l| value(text, l.span, name))
        };
        let sent = header("date:").or_else(|| header("sent:")).and_then(|span| day(text, span, context));
        let subject = lines.iter().find_map(|l| l.label.filter(|(label, _)| *label == Label::Subject));
        let quoted = lines.iter().filter(|l| is_quoted(text, l));
        let quotes: Vec<Span> = quoted.take(MOST_QUOTED).map(|l| inner(text, l.span)).collect();
        if sent.is_none() && quotes.is_empty() {
            return None;
        }
        let own = sent.and_then(|day| said_on(day, context)).unwrap_or_else(|| context.clone());
        let intro = lines.iter().find(|l| l.noise && l.span.of(text).trim_end().ends_with("wrote:"));
        let before = intro.and_then(|l| day(text, l.span, &own)).and_then(|day| said_on(day, &own));
        let mut quoted = phrase::events(text, &quotes, None, before.as_ref().unwrap_or(&own));
        let numbers = || lines.iter().filter(|l| is_quoted(text, l)).map(|l| l.numbers);
        for draft in &mut quoted {
            draft.lines = numbers().next().zip(numbers().next_back()).map_or([1, 1], |(a, b)| [a[0], b[1]]);
        }
        let timed =
            |d: &Draft| d.when.as_ref().is_some_and(|w| times::has_date(w) && w.reading.start.is_some());
        let about = subject.and_then(|(_, span)| bare(text, span));
        Some(Thread { subject: about, quoted: quoted.into_iter().find(timed), context: own })
    }

    /// The thread of a message that stands below the one that answers it, under headers of its own.
    pub(crate) fn of(text: &str, earlier: &[Line], before: Vec<Draft>, context: &Context) -> Thread {
        let subject = earlier.iter().find_map(|l| l.label.filter(|(label, _)| *label == Label::Subject));
        let timed = |d: &Draft| d.when.as_ref().is_some_and(times::has_date);
        Thread {
            subject: subject.and_then(|(_, span)| bare(text, span)),
            quoted: before.into_iter().find(timed),
            context: context.clone(),
        }
    }

    /// Gives the newest message's events what only the thread knows: a name, the time before the change, the length.
    pub(crate) fn complete(self, text: &str, lines: &[&Line], drafts: &mut Vec<Draft>) {
        let Thread { subject, quoted, context } = self;
        // "Works for me!": what was asked holds.
        if drafts.is_empty() || matches!(drafts.as_slice(), [only] if only.when.is_none() && quoted.is_some())
        {
            drafts.clear();
            drafts.extend(quoted.clone());
        }
        let [draft] = drafts.as_mut_slice() else { return };
        let words = tokens(text, whole(lines));
        let moved = change::kind(&words) == Some(ChangeKind::Moved) || quoted.is_some();
        let weak = draft.title.as_ref().is_none_or(|title| !says_something(&title.text));
        if weak && let Some(room) = draft.title.take().filter(|title| is_room(&title.text)) {
            draft.place = draft.place.take().or(Some(room));
        }
        let before = quoted.as_ref().and_then(|before| before.title.clone()).filter(|_| weak);
        if let Some(about) = subject.filter(|_| weak || moved).or(before) {
            draft.title = Some(about);
        }
        let Some(before) = quoted else { return };
        // "Same room?"
        let same = |place: &Title| place.text.to_lowercase().starts_with("same ");
        draft.place =
            draft.place.take().filter(|place| before.place.is_none() || !same(place)).or(before.place);
        let (Some(new), Some(old)) = (&mut draft.when, &before.when) else { return };
        // "Let's make it 4": on the day that was asked for.
        if !times::has_date(new) && times::has_time(new) {
            let mut whole = change::date_of(old);
            times::at_hour(&mut whole, new);
            *new = whole;
        }

        if new.reading.start == old.reading.start || !times::has_time(new) || is_offered(old, new) {
            return;
        }
        let length = old.reading.start.zip(old.reading.end).filter(|_| times::has_time(old));
        if let Some((start, (from, to))) = new.reading.start.zip(length).filter(|_| new.reading.end.is_none())
        {
            new.reading.end = start.checked_add(to - from).ok();
            let told = |part: &timex::Part| matches!(part, timex::Part::Duration | timex::Part::EndTime);
            new.parts.extend(old.parts.iter().filter(|(part, _)| told(part)));
        }
        draft.change = Some(Change {
            kind: ChangeKind::Moved,
            old: change::set(old, &context),
            new: change::set(new, &context),
        });
    }
}

/// "Can you do Wed or Thu?", "Thursday. 10.30?": one of the days that were offered is taken, which moves nothing.
fn is_offered(old: &Expression, new: &Expression) -> bool {
    let day = |r: &timex::Reading| r.start.map(jiff::civil::DateTime::date);
    !times::has_time(old) && old.alternatives.iter().any(|other| day(&other.reading) == day(&new.reading))
}

/// Most headers that a mail program prints above a message.
const HEADERS: usize = 6;

/// Where the message begins that the first one answers or forwards, and where it ends: below words of somebody's own
/// stand headers again.
pub(crate) fn earlier(text: &str, lines: &[Line]) -> Option<[usize; 2]> {
    let heads = |l: &Line| l.noise && value(text, l.span, "from:").is_some();
    let own = lines.iter().position(|l| !l.noise && l.label.is_none())?;
    let start = lines.iter().skip(own).position(heads)? + own;
    let subject = |l: &Line| l.label.is_some_and(|(label, _)| label == Label::Subject);
    lines.iter().skip(start).take(HEADERS).find(|l| subject(l))?;
    let next = lines.iter().skip(start + 1).position(heads).map_or(lines.len(), |gap| start + 1 + gap);
    Some([start, next])
}

/// The message that is answered stands first in what is quoted; what it answered itself is not looked for.
const MOST_QUOTED: usize = 400;

/// From the first to the last of the message's own lines.
fn whole(lines: &[&Line]) -> Span {
    let body = || lines.iter().filter(|l| l.label.is_none());
    Span::new(body().next().map_or(0, |l| l.span.start), body().next_back().map_or(0, |l| l.span.end))
}

fn is_quoted(text: &str, line: &Line) -> bool {
    line.span.of(text).starts_with('>')
}

/// A quoted line without its marks.
fn inner(text: &str, span: Span) -> Span {
    let rest = span.of(text).trim_start_matches(['>', ' ']);
    Span::new(span.end - rest.len(), span.end)
}

/// The value of the header `name` (lower case, with its colon).
fn value(text: &str, line: Span, name: &str) -> Option<Span> {
    let head = line.of(text).get(..name.len())?;
    head.eq_ignore_ascii_case(name).then(|| Span::new(line.start + name.len(), line.end))
}

/// The day that a header names: not far ahead, and no more than some years ago.
fn day(text: &str, span: Span, context: &Context) -> Option<Date> {
    let found = || times::find(text, span, None, context).into_iter().find(Expression::has_date);
    let sent = jiff::fmt::rfc2822::parse(span.of(text).trim()).ok().map(|at| at.date());
    let day = sent.or_else(|| Some(found()?.reading.start?.date()))?;
    let today = context.now.date();
    let near = today.checked_sub(3.years()).ok()? < day && day < today.checked_add(1.year()).ok()?;
    near.then_some(day)
}

/// A title that names something: "It" and "Same room" do not.
fn says_something(title: &str) -> bool {
    const HOLLOW: &[&str] =
        &["better", "confirmed", "great", "let's", "lets", "make", "move", "room", "same", "sorry", "works"];
    let lower = title.to_lowercase();
    if ["join us", "come along", "please join", "please come", "see you"]
        .iter()
        .any(|call| lower.starts_with(call))
    {
        return false;
    }
    let mut words = lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty());
    words.any(|w| !has(EMPTY, w) && !has(HOLLOW, w)) && !is_room(title)
}

/// "Room Baltic"
fn is_room(title: &str) -> bool {
    let mut words = title.split_whitespace();
    let first = words.next().is_some_and(|word| word.eq_ignore_ascii_case("room"));
    first && words.next().is_some() && words.count() <= 1
}
