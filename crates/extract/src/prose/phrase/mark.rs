//! What the words of a phrase are to its times: links, names and sayings that only look like times, what leads into them.

use crate::field::title::named;
use crate::prose::exception;
use crate::time::times;
use crate::tokens::{Role, Token, mark};
use crate::words::{COMMANDS, has};
use calendar::Span;
use jiff::civil::Date;
use std::ops::Range;
use timex::{Context, Expression};

use super::Phrase;

impl Phrase<'_> {
    pub(super) fn mark_links(&mut self) {
        for link in &self.links {
            let first = self.tokens.partition_point(|t| t.span.end <= link.whole.start);
            for token in self.tokens.iter_mut().skip(first).take_while(|t| t.span.start < link.whole.end) {
                let in_label = link.label.is_some_and(|label| token.span.overlaps(label));
                if !in_label {
                    token.role = Role::Link;
                }
            }
        }
        let links = &self.links;
        let in_link = |span: &Span| {
            let next = links.partition_point(|link| link.url_span.end <= span.start);
            links.get(next).is_some_and(|link| link.url_span.overlaps(*span))
        };
        self.times.retain(|time| !time.parts.iter().any(|(_, span)| in_link(span)));
    }

    /// The span of a quotation that names the event; another quotation is only part of the words.
    pub(super) fn naming_quote(&self, range: Range<usize>) -> Option<Span> {
        let inside = self.tokens.get(range.clone())?;
        let words = self.tokens.iter().filter(|t| t.is_word()).count();
        let quoted = inside.iter().filter(|t| t.is_word()).count();
        let asked = self.tokens.iter().take(range.start).any(|t| has(COMMANDS, &t.lower));
        let large = quoted * 5 >= words * 2;
        (asked || large).then_some(Span::new(inside.first()?.span.start, inside.last()?.span.end))
    }

    /// "called Three Months Till Halloween that starts …": a name that begins with a time reaches to the next clause.
    pub(super) fn timed_name(&self) -> Option<Span> {
        let start = named(&self.tokens)?;
        let first = self.tokens.get(start)?;
        let timed =
            self.times.iter().any(|time| time.parts.iter().any(|(_, span)| span.overlaps(first.span)));
        let ends = |t: &Token| {
            t.is_any(&["that", "which", "on", "at", "for", "from", "in", ",", ".", ";", "and", "starting"])
        };
        let last = self.tokens.iter().skip(start).take_while(|t| !ends(t)).last()?;
        (timed && last.span.end < self.tokens.last()?.span.end)
            .then(|| Span::new(first.span.start, last.span.end))
    }

    /// Times inside a name are words of the name, as long as another time stands outside.
    pub(super) fn drop_times_in(
        &mut self,
        name: Span,
        lines: &[Span],
        anchor: Option<Date>,
        context: &Context,
    ) {
        let Some(line) = lines.iter().find(|l| l.start <= name.start && name.end <= l.end) else { return };
        let before = times::find(self.text, Span::new(line.start, name.start), anchor, context);
        let after = times::find(self.text, Span::new(name.end, line.end), anchor, context);
        let elsewhere = self.times.iter().any(|time| !time.span.overlaps(*line));
        if before.is_empty() && after.is_empty() && !elsewhere {
            return;
        }
        self.times.retain(|time| !time.span.overlaps(*line));
        self.times.extend(before.into_iter().chain(after));
        self.times.sort_by_key(|time| time.span.start);
    }

    /// "Christmas is on December 25th", "Saint Patrick's Day Parade on 16 March": beside another date a holiday is a name.
    ///
    /// So it is on the day that stands above (`anchor`).
    pub(super) fn drop_holidays(&mut self, anchor: Option<Date>) {
        let text = self.text;
        let excepted = |time: &Expression| {
            let before = text.get(..time.span.start).unwrap_or("");
            let near = before.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
            before.get(near..).is_some_and(exception::leads)
        };
        let holiday = |time: &Expression| times::is_holiday(text, time) && !excepted(time);
        let on_it = |t: &Expression| times::day(t) == anchor;
        let dated = |t: &Expression| !holiday(t) && (times::has_date(t) || times::has_time(t) && on_it(t));
        if self.times.len() > 1 && self.times.iter().any(dated) {
            self.times.retain(|time| !holiday(time));
        }
    }

    /// "SAT prep: Mondays at 7", "Midnight Mass 11.30pm", "is now 8.45": beside another time these words tell none.
    pub(super) fn drop_words_that_tell_none(&mut self) {
        let text = self.text;
        let tokens = &self.tokens;
        let test = |t: &Expression| {
            let next = tokens.get(tokens.partition_point(|token| token.span.start < t.span.end));
            let next = next.filter(|n| n.is_word());
            match t.span.of(text) {
                "SAT" => next.is_some_and(|n| n.text.starts_with(char::is_lowercase)),
                "Midnight" => next.is_some_and(Token::is_capital),
                // "Permission forms asap please" among other times
                words if words.eq_ignore_ascii_case("asap") => true,
                _ if is_of_terms(tokens, t.span) => true,
                // "the council only told us this morning"
                words if words.eq_ignore_ascii_case("this morning") && was_said(tokens, t.span) => true,
                // "is now 8:45am"
                words => words.eq_ignore_ascii_case("now") && is_said_of_state(tokens, t.span),
            }
        };
        if self.times.len() > 1 {
            // "no lessons on this day": the one told before.
            let that = |t: &Expression| {
                ["this day", "on this day"].iter().any(|w| t.span.of(text).eq_ignore_ascii_case(w))
            };
            self.times.retain(|t| !test(t) && !that(t));
        }
    }

    /// Marks the tokens of each time and the words that lead into it.
    pub(super) fn mark_times(&mut self) {
        for time in &self.times {
            times::mark(&mut self.tokens, time, &self.line_starts);
        }
        times::mark_labels(&mut self.tokens);
        times::mark_between(&mut self.tokens);
        self.mark_exceptions();
    }

    /// "no class on 3 March": that a day falls out is said of the rule and names nothing.
    pub(super) fn mark_exceptions(&mut self) {
        if !self.times.iter().any(Expression::has_rule) {
            return;
        }
        for time in self.times.iter().filter(|t| t.has_date() && !times::has_time(t) && !t.has_rule()) {
            let first = self.tokens.partition_point(|t| t.span.end <= time.span.start);
            let words = self.tokens.get(..first).unwrap_or_default().iter().rev().take(6);
            let clause = words.take_while(|t| t.is_word()).count();
            let start = self.tokens.get(first - clause).map_or(time.span.start, |t| t.span.start);
            if self.text.get(start..time.span.start).is_some_and(exception::leads) {
                mark(&mut self.tokens, first - clause..first, Role::Time);
            }
        }
    }
}

/// A verb of the past stands shortly before.
fn was_said(tokens: &[Token], time: Span) -> bool {
    const SAID: &[&str] = &[
        "asked", "called", "emailed", "found", "got", "heard", "rang", "said", "told", "texted", "was",
        "were",
    ];
    let first = tokens.partition_point(|t| t.span.end <= time.start);
    tokens.get(first.saturating_sub(4)..first).unwrap_or_default().iter().any(|t| t.is_any(SAID))
}

/// "10% surcharge applies on weekends": when something is charged.
fn is_of_terms(tokens: &[Token], time: Span) -> bool {
    const WHAT: &[&str] = &[
        "charge",
        "charges",
        "discount",
        "discounts",
        "fee",
        "fees",
        "rate",
        "rates",
        "surcharge",
        "surcharges",
    ];
    let first = tokens.partition_point(|t| t.span.end <= time.start);
    let before = tokens.get(first.saturating_sub(4)..first).unwrap_or_default();
    before
        .windows(2)
        .any(|w| matches!(w, [what, apply] if what.is_any(WHAT) && apply.is_any(&["applies", "apply"])))
}

/// "is now", "it's now": what holds from now on.
fn is_said_of_state(tokens: &[Token], now: Span) -> bool {
    let at = tokens.partition_point(|t| t.span.end <= now.start);
    at.checked_sub(1)
        .and_then(|i| tokens.get(i))
        .is_some_and(|t| t.is_any(&["are", "is", "it's", "its", "will"]))
}
