//! Announcements one below the other, each a few short lines: a name, a time, a place.

use timex::Context;

use crate::draft::Draft;
use crate::layout::letter;
use crate::layout::segment::Entry;
use crate::layout::sheet;
use crate::source::label::Label;

/// One event for each stanza; none when fewer than two of them name their own day.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let stanzas = entries.chunk_by(|_, next| !next.line.after_gap);
    let stanzas: Vec<&[Entry]> = stanzas.collect();
    let told = |lines: &[Entry]| is_announcement(text, lines);
    if stanzas.iter().filter(|lines| told(lines)).count() < 2 {
        return Vec::new();
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for lines in stanzas {
        let day = drafts.last().and_then(Draft::day).filter(|_| is_same_day(text, lines));
        if told(lines) {
            let mut found = letter::events(text, lines, context);
            take_place_below(text, lines, &mut found);
            drafts.extend(found);
        } else if let Some(day) = day {
            let again: Vec<Entry> =
                lines.iter().map(|e| Entry::on(text, &e.line, Some(day), context)).collect();
            drafts.extend(letter::events(text, &again, context));
        }
    }
    drafts
}

/// "Mozart by Candlelight", "Saturday 6 February, 7.30pm", "St Oswald's, Market Rasby": below a name and its time a line of
/// names alone is where.
fn take_place_below(text: &str, lines: &[Entry], drafts: &mut [Draft]) {
    let ([name, time, place, ..], [draft]) = (lines, drafts) else { return };
    let words = place.line.span.of(text);
    let small = |w: &str| matches!(w, "of" | "the" | "at" | "and" | "&" | "on" | "in");
    let named = words.split_whitespace().all(|w| {
        w.starts_with(char::is_uppercase) || small(w) || w.starts_with(|c: char| c.is_ascii_digit())
    });
    let line = place.times.is_empty() && place.line.label.is_none() && !place.line.bullet && named;
    let count = words.split_whitespace().count();
    let plain = (2..=8).contains(&count) && !words.ends_with(['.', '!', '?', ':']);
    let headed = name.times.is_empty() && time.gives_day() && time.has_time() && time.residue == 0;
    let known = draft.place.as_ref().is_some_and(|p| p.spans.iter().all(|s| !name.line.span.overlaps(*s)));
    if headed && line && plain && !known {
        draft.place = Some(letter::plain(text, place.line.span));
    }
}

/// "Reception", "Same evening, 7 p.m. to 10 p.m.": a name and an hour on the day of the one above.
fn is_same_day(text: &str, lines: &[Entry]) -> bool {
    let same = |e: &Entry| {
        let words = e.line.span.of(text).to_lowercase();
        e.has_time()
            && !e.has_date()
            && ["same day", "same evening", "same afternoon"].iter().any(|w| words.starts_with(w))
    };
    lines.first().is_some_and(|e| letter::is_title_line(text, e)) && lines.iter().any(same)
}

/// Two cards at least: a name, its day on the line below, an hour beside it or on a line of its own, and a place.
pub(crate) fn are_cards(text: &str, entries: &[Entry]) -> bool {
    let card = |lines: &&[Entry]| {
        let day = lines.get(1).filter(|e| e.gives_day() && e.residue == 0 && !e.line.bullet);
        let hours = lines.iter().skip(2).filter(|e| e.has_time()).count();
        (3..=5).contains(&lines.len())
            && day.is_some_and(|e| if e.has_time() { hours <= 1 } else { hours == 1 })
            && lines.iter().skip(2).all(|e| !e.has_date())
            && lines.first().is_some_and(|e| letter::is_title_line(text, e) && e.times.is_empty())
    };
    entries.chunk_by(|_, next| !next.line.after_gap).filter(card).count() >= 2
}

/// One event for each stanza that has a name and labels of its own ("When: …" again and again); none when fewer than
/// two have.
pub(crate) fn labelled(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let stanzas = entries.chunk_by(|_, next| !next.line.after_gap);
    let dated = |e: &Entry| e.line.label.is_some_and(|(label, _)| label == Label::When) && e.has_date();
    let named = |e: &Entry| {
        e.line.label.is_none_or(|(label, _)| label == Label::Title) && e.times.is_empty() && e.short
    };
    let whole = |lines: &&[Entry]| {
        lines.len() >= 2 && lines.iter().filter(|e| dated(e)).count() == 1 && lines.first().is_some_and(named)
    };
    let stanzas: Vec<&[Entry]> = stanzas.filter(whole).collect();
    if stanzas.len() < 2 {
        return Vec::new();
    }
    stanzas.into_iter().flat_map(|lines| sheet::events(text, lines, context)).collect()
}

/// A few short lines: a name that is no time, and a day.
fn is_announcement(text: &str, lines: &[Entry]) -> bool {
    // "A CHRISTMAS CAROL" is a name.
    let feast = |e: &Entry| {
        !e.times.is_empty()
            && e.residue > 0
            && e.times.iter().all(|t| crate::time::times::is_holiday(text, t))
    };
    let named = lines.iter().any(|e| (e.times.is_empty() || feast(e)) && e.residue > 0);
    // "See you tomorrow!" below an announcement is none of its own.
    let relative = |e: &Entry| e.times.iter().any(|t| is_relative(t.span.of(text)));
    // "The Thursday Murder Club." in quotation marks is a name.
    let quoted = |e: &Entry| e.line.span.of(text).starts_with(['"', '“', '„', '«']);
    let dated = lines
        .iter()
        .filter(|e| e.gives_day() && !e.distractor && !relative(e) && !quoted(e) && !feast(e))
        .count();
    let bullets = lines.iter().filter(|e| e.line.bullet).count();
    (2..=6).contains(&lines.len()) && bullets < 2 && lines.iter().all(|e| e.short) && named && dated == 1
}

/// A day that is only near.
fn is_relative(words: &str) -> bool {
    let words = words.to_lowercase();
    ["today", "tomorrow", "tonight", "yesterday"].iter().any(|near| words.starts_with(near))
}
