//! A stay told in one line: "Hotel du Nord, check in Fri 12 Feb from 3pm, check out Sun 14 Feb by 11am".

use calendar::Span;
use jiff::civil::Time;
use timex::{Expression, Grain, Part};

use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::prose::phrase::Phrase;
use crate::tokens::{Role, Token, spans, written};

/// The stay, when the phrase tells its first and its last day behind these words; the hours are those of the desk.
pub(crate) fn event(phrase: &Phrase) -> Option<Draft> {
    let (first, from) = told(phrase, "in", 0)?;
    let (second, to) = told(phrase, "out", first)?;
    let (start, end) = (from.reading.start?.date(), to.reading.start?.date());
    if end <= start {
        return None;
    }
    let mut when = from.clone();
    when.reading.grain = Grain::Day;
    when.reading.start = Some(start.to_datetime(Time::midnight()));
    when.reading.end = Some(end.tomorrow().ok()?.to_datetime(Time::midnight()));
    let last = to.parts.iter().filter(|(part, _)| *part == Part::Date);
    when.parts.retain(|(part, _)| *part == Part::Date);
    when.parts.extend(last.map(|(_, span)| (Part::EndDate, *span)));
    when.inferred.retain(|i| i.field == timex::Field::Date);
    let span = Span::new(phrase.tokens.first()?.span.start, phrase.tokens.last()?.span.end);
    let (name, place) = name(phrase, first, second)?;
    Some(Draft { title: Some(name), place, when: Some(when), source: vec![span], ..Draft::default() })
}

/// Where "check in" or "check-out" stands from the token `from` on, and the day behind it.
fn told<'p>(phrase: &'p Phrase, way: &str, from: usize) -> Option<(usize, &'p Expression)> {
    let is = |at: usize, words: &[&str]| phrase.tokens.get(at).is_some_and(|t| t.is_any(words));
    let joined = [format!("check-{way}"), format!("check{way}")];
    let named = |at: &usize| {
        is(*at, &["check", "checking"]) && is(at + 1, &[way]) || joined.iter().any(|word| is(*at, &[word]))
    };
    let at = (from..phrase.tokens.len()).find(named)?;
    let start = phrase.tokens.get(at)?.span.start;
    let day = phrase.times.iter().find(|t| t.has_date() && !t.has_rule() && t.span.start > start)?;
    Some((at, day))
}

/// The house: the last name set off by a comma that is no part of the telling, what stands behind it is where.
fn name(phrase: &Phrase, first: usize, second: usize) -> Option<(Title, Option<Title>)> {
    let before = phrase.tokens.get(..first)?;
    let behind: Vec<&Token> = phrase
        .tokens
        .get(second..)?
        .iter()
        .skip_while(|t| t.is_free())
        .filter(|t| t.role != Role::Time)
        .collect();
    let of = |tokens: &[&Token]| {
        let mut kept: Vec<&Token> = tokens.to_vec();
        title::trim(&mut kept);
        kept.iter()
            .any(|t| t.is_word())
            .then(|| Title { text: written(phrase.text, &kept), spans: spans(phrase.text, &kept) })
    };
    let parts: Vec<&[&Token]> =
        behind.split(|t| t.is(",")).filter(|part| part.iter().any(|t| t.is_word())).collect();
    let capital = |part: &&[&Token]| part.iter().find(|t| t.is_word()).is_some_and(|t| t.is_capital());
    if let Some((house, rest)) = parts.split_first().filter(|(house, _)| capital(house)) {
        return Some((of(house)?, rest.first().and_then(|town| of(town))));
    }
    let lead: Vec<&Token> = before.iter().filter(|t| t.is_free()).collect();
    Some((of(&lead)?, None))
}
