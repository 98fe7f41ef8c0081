//! Times that a text tells beside its events, and those of them that the person made events.

use calendar::Event;
use extract::{Aside, Extraction};

use super::{Mark, mark};

/// Has `change` change the list of events, while every aside stays with its own.
pub(super) fn keeping_asides(found: &mut Extraction, change: impl FnOnce(&mut Extraction)) {
    let uid = |of: usize| found.events.get(of).map(|event| event.uid.clone());
    let owners: Vec<Option<String>> = found.asides.iter().map(|aside| uid(aside.of?)).collect();
    change(found);
    for (aside, owner) in found.asides.iter_mut().zip(owners) {
        aside.of = owner.and_then(|owner| found.events.iter().position(|event| event.uid == owner));
    }
}

/// Puts the asides that the person made events among the events, each where its words stand.
pub(super) fn adopt(marks: &[Mark], found: &mut Extraction) {
    let mut adopted: Vec<usize> = fits(marks, found).into_iter().flatten().collect();
    adopted.sort_unstable();
    for aside in adopted {
        let Some(event) = found.asides.get(aside).map(|aside| aside.event.clone()) else { continue };
        let at = found.events.iter().position(|other| begins(other) > begins(&event));
        found.events.insert(at.unwrap_or(found.events.len()), event);
    }
}

/// What finds the aside with this identity again.
pub(super) fn mark(uid: &str, found: &Extraction) -> Option<Mark> {
    let at = found.asides.iter().position(|aside| aside.event.uid == uid && !is_event(aside, found))?;
    Some(Mark::of(&bare(found.asides.get(at)?, found), at))
}

/// Which of the `marks` is that of the event with this identity, if that was an aside.
pub(super) fn mark_of(uid: &str, marks: &[Mark], found: &Extraction) -> Option<usize> {
    let is_it = |aside: &usize| found.asides.get(*aside).is_some_and(|aside| aside.event.uid == uid);
    fits(marks, found).iter().position(|fit| fit.as_ref().is_some_and(is_it))
}

/// Whether an aside is an event by now.
pub(super) fn is_event(aside: &Aside, found: &Extraction) -> bool {
    found.events.iter().any(|event| event.uid == aside.event.uid)
}

/// What the text calls it, without the name of its event: "Doors".
pub fn label<'e>(aside: &'e Event, owner: Option<&Event>) -> &'e str {
    let title = aside.title.as_deref().unwrap_or("New event");
    let name = owner.and_then(|owner| owner.title.as_deref()).filter(|name| !name.is_empty());
    let label = name.and_then(|name| title.strip_suffix(name)).and_then(|rest| rest.strip_suffix(": "));
    label.unwrap_or(title)
}

/// For each mark the aside that it fits. The name of the event is no likeness: all its asides share it.
fn fits(marks: &[Mark], found: &Extraction) -> Vec<Option<usize>> {
    let bare: Vec<Event> = found.asides.iter().map(|aside| bare(aside, found)).collect();
    mark::fit(marks, &bare)
}

fn bare(aside: &Aside, found: &Extraction) -> Event {
    let owner = aside.of.and_then(|of| found.events.get(of));
    Event { title: Some(label(&aside.event, owner).to_owned()), ..aside.event.clone() }
}

/// Where the first of its words stands.
fn begins(event: &Event) -> Option<usize> {
    event.evidence.spans.values().flatten().map(|span| span.start).min()
}
