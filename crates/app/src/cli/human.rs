//! Events as a person reads them in a terminal.

use std::io::{self, Write};

use calendar::{Alternative, Event, Person, Recurrence, Style};
use extract::{Context, Extraction};

use crate::{amend, change, draft, show};

/// Prints everything that was found, or that nothing was and what was looked for.
pub(super) fn print(found: &Extraction, context: &Context, out: &mut impl Write) -> io::Result<()> {
    if found.events.is_empty() && found.notes.is_empty() {
        writeln!(out, "No event found.")?;
    }
    let style = show::style(context);
    for (index, event) in found.events.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        print_event(event, style, context, out)?;
        let beside = found.asides.iter().filter(|aside| aside.of == Some(index));
        beside.map(|aside| &aside.event).try_for_each(|aside| print_aside(aside, Some(event), style, out))?;
    }
    let mut alone = found.asides.iter().filter(|aside| aside.of.is_none()).peekable();
    if alone.peek().is_some() {
        writeln!(out, "\nAlso in the text")?;
    }
    alone.try_for_each(|aside| print_aside(&aside.event, None, style, out))?;
    if !found.notes.is_empty() && !found.events.is_empty() {
        writeln!(out)?;
    }
    for note in &found.notes {
        writeln!(out, "{}", plain(note))?;
    }
    Ok(())
}

fn print_event(event: &Event, style: Style, context: &Context, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", plain(event.title.as_deref().unwrap_or("New event")))?;
    match &event.when {
        None => writeln!(out, "  When?      the text does not say")?,
        Some(when) => {
            let shown = show::time(when, style);
            let distance = show::distance(when.local_start().date(), context.now.date());
            writeln!(out, "  {} ({distance})", shown.date)?;
            writeln!(out, "  {}{}", shown.time, shown.zone.map_or_else(String::new, |z| format!(", {z}")))?;
        }
    }
    let evidence = &event.evidence;
    let mut line = |label: &str, value: &str| writeln!(out, "  {label:<10} {}", plain(value));
    if let Some(recurrence) = &event.recurrence {
        line("Repeats", &repeats(event, recurrence, style, context))?;
    }
    for (label, value) in [("Place", &event.location), ("Link", &event.url)] {
        if let Some(value) = value {
            line(label, value)?;
        }
    }
    if !event.attendees.is_empty() {
        line("People", &event.attendees.iter().map(Person::to_string).collect::<Vec<_>>().join(", "))?;
    }
    if let Some(organizer) = &event.organizer {
        line("Organiser", &organizer.to_string())?;
    }
    if let Some(told) = change::told(event, style) {
        let both = [told.old, told.new].into_iter().flatten().collect::<Vec<_>>().join(" → ");
        line(
            "Change",
            &if both.is_empty() { told.said.to_owned() } else { format!("{}: {both}", told.said) },
        )?;
    }
    for because in evidence.inferred.values() {
        line("Assumed", because)?;
    }
    for alternative in &evidence.alternatives {
        if let Some(other) = alternative_words(event, alternative, style) {
            line("Or", &format!("{other}: {}", alternative.because))?;
        }
    }
    for note in &evidence.notes {
        line("Note", note)?;
    }
    Ok(())
}

/// A time that the text tells beside its event.
fn print_aside(aside: &Event, owner: Option<&Event>, style: Style, out: &mut impl Write) -> io::Result<()> {
    let when = aside.when.as_ref().map(|when| format!(": {}", show::start(when, style))).unwrap_or_default();
    writeln!(out, "  Also       {}{when}", plain(draft::label(aside, owner)))
}

/// The rule in words and its next three dates.
fn repeats(event: &Event, recurrence: &Recurrence, style: Style, context: &Context) -> String {
    let Some(when) = &event.when else { return recurrence.rule.to_string() };
    let words = style.recurrence(recurrence, when.local_start());
    let next = show::next_dates(recurrence, when, &context.now, style);
    if next.is_empty() { words } else { format!("{words}; next: {}", next.join(", ")) }
}

/// What the event would be with an alternative; `None` when it would be the same or cannot be.
fn alternative_words(event: &Event, alternative: &Alternative, style: Style) -> Option<String> {
    let other = amend::apply(event, &alternative.set).ok()?;
    if other.when != event.when {
        return Some(other.when.as_ref().map_or_else(|| "without a time".to_owned(), |w| style.when(w)));
    }
    let values = alternative.set.values().filter_map(|v| v.as_str()).collect::<Vec<_>>().join(", ");
    (!values.is_empty()).then_some(values)
}

/// Text from outside without the control characters that would move a terminal's cursor or colour it.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
