//! Actions on a draft, in any order, on any text: nothing panics and nothing is lost.

use ai_calendar_helper::draft::{Action, Draft, Field, Kept, Part, read};
use ai_calendar_helper::literal::Phrase;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

const PIECES: [&str; 11] = [
    "Lunch with Sarah tomorrow at 12pm at Central Park",
    "Yoga every Tuesday 6-7pm",
    "Dinner 3/4/2027 at 7",
    "Trip to Rome July 13-15",
    "Team stand-up Mon/Wed/Fri at 9:15am",
    "Create an event called Garden party",
    "Flight to Tokyo on May 2 at 11:20, arriving May 3 at 15:40",
    "Jazz night Fri 8pm at the Blue Note, doors 7pm. RSVP by Wednesday.",
    "Rent due on the 1st of every month",
    "é—\u{1f389} fête demain",
    "",
];

const VALUES: [&str; 16] = [
    "",
    "fri 7pm",
    "2026-12-01 09:30",
    "2026-12-01",
    "9999-12-31 23:59",
    "2 hours",
    "noon",
    "Europe/Berlin",
    "Mars",
    "on",
    "FREQ=DAILY;COUNT=3",
    "every day",
    "10 minutes",
    "Ana <ana@example.org>, Tom",
    "https://example.org",
    "\u{1f389}",
];

#[derive(Clone, Debug)]
enum Step {
    Text(Vec<usize>),
    Type(usize, Vec<(usize, usize)>),
    Choose(usize, usize),
    Remove(usize),
    Reset(usize),
    Restore,
    Forget,
    Unparse(usize, usize),
    Parse,
    Deny(usize, usize),
    Adopt(usize),
    Split(usize),
    Merge(usize),
    Tick(usize, bool),
    Undo,
}

fn step() -> impl Strategy<Value = Step> {
    let typed = prop::collection::vec((0..Field::ALL.len(), 0..VALUES.len()), 1..4);
    prop_oneof![
        prop::collection::vec(0..PIECES.len(), 0..5).prop_map(Step::Text),
        (0..6_usize, typed).prop_map(|(event, typed)| Step::Type(event, typed)),
        (0..6_usize, 0..4_usize).prop_map(|(event, choice)| Step::Choose(event, choice)),
        (0..6_usize).prop_map(Step::Remove),
        (0..6_usize).prop_map(Step::Reset),
        Just(Step::Restore),
        Just(Step::Forget),
        (0..6_usize, 0..3_usize).prop_map(|(event, at)| Step::Unparse(event, at)),
        Just(Step::Parse),
        (0..6_usize, 0..3_usize).prop_map(|(event, part)| Step::Deny(event, part)),
        (0..4_usize).prop_map(Step::Adopt),
        (0..6_usize).prop_map(Step::Split),
        (0..6_usize).prop_map(Step::Merge),
        (0..6_usize, any::<bool>()).prop_map(|(event, on)| Step::Tick(event, on)),
        Just(Step::Undo),
    ]
}

fn now() -> Timestamp {
    "2026-11-25T16:30:00Z".parse().unwrap()
}

fn take(draft: Draft, step: &Step) -> Draft {
    let context = draft.context(now());
    let found = draft.find(now());
    let view = draft.view(&found, now());
    let uid = |at: &usize| view.events.get(*at).map_or("nobody".to_owned(), |seen| seen.event.uid.clone());
    let action = match step {
        Step::Text(pieces) => {
            let text = pieces.iter().map(|at| PIECES[*at]).collect::<Vec<_>>().join("\n");
            return Draft { text, ..draft };
        }
        Step::Type(at, typed) => {
            let Some(seen) = view.events.get(*at) else { return draft };
            let typed: Vec<_> = typed.iter().map(|(f, v)| (Field::ALL[*f], VALUES[*v].to_owned())).collect();
            match read(&typed, &seen.event, &context) {
                Ok(set) => Action::Set { uid: uid(at), set },
                Err(wrong) => {
                    assert!(!wrong.is_empty());
                    return draft;
                }
            }
        }
        Step::Choose(at, alternative) => Action::Choose { uid: uid(at), alternative: *alternative },
        Step::Remove(at) => Action::Remove { uid: uid(at) },
        Step::Reset(at) => Action::Reset { uid: uid(at) },
        Step::Restore => Action::Restore,
        Step::Forget => Action::Forget,
        Step::Unparse(event, at) => {
            let spans = view.events.get(*event).and_then(|seen| seen.found.evidence.spans.get("start"));
            let span = spans.and_then(|spans| spans.get(*at)).copied();
            match span.and_then(|span| Phrase::at(&draft.text, span)) {
                Some(phrase) => Action::Unparse { phrase },
                None => return draft,
            }
        }
        Step::Parse => Action::Parse,
        Step::Deny(at, part) => {
            let part = part.checked_sub(1).map_or(Part::Place, Part::Person);
            Action::Deny { uid: uid(at), part }
        }
        Step::Adopt(at) => {
            let aside = found.asides.get(*at).map(|aside| aside.event.uid.clone());
            Action::Adopt { uid: aside.unwrap_or_default() }
        }
        Step::Split(at) => Action::Split { uid: uid(at) },
        Step::Merge(at) => Action::Merge { uid: uid(at) },
        Step::Tick(at, on) => {
            let uid = uid(at);
            let mut ticked = draft.clone();
            ticked.pick(&[(&uid, *on)], &found, now());
            return ticked;
        }
        Step::Undo => Action::Undo,
    };
    draft.clone().after(&action, &found, now()).unwrap_or(draft)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_steps_keep_every_event_and_every_pin(steps in prop::collection::vec(step(), 0..14)) {
        let mut draft = Draft {
            reminder: None,
            text: PIECES[..3].join("\n"),
            zone: TimeZone::get("America/New_York").unwrap(),
            locale: timex::Locale::default(),
            preferences: timex::Preferences::default(),
            kept: Kept { read_at: Some(now()), ..Kept::default() },
        };
        for step in &steps {
            draft = take(draft, step);
            let found = draft.find(now());
            let view = draft.view(&found, now());
            let parts: usize = view.events.iter().map(|seen| seen.parts.len()).sum();
            prop_assert_eq!(view.events.len() + parts + view.removed.len(), found.events.len());
            let pinned = view.events.iter().filter(|seen| !seen.edited.is_empty()).count();
            prop_assert!(pinned + view.earlier.len() <= draft.kept.edits.pins.len());
            let beside = view.events.iter().map(|seen| seen.asides.len()).sum::<usize>() + view.asides.len();
            prop_assert!(beside <= found.asides.len());
            for seen in &view.events {
                prop_assert_eq!(&seen.event.uid, &seen.found.uid);
                let written = serde_json::to_value(&seen.event).unwrap();
                prop_assert!(serde_json::from_value::<calendar::Event>(written).is_ok());
            }
            let json = serde_json::to_string(&draft.kept).unwrap();
            prop_assert_eq!(Kept::read(&json).unwrap(), draft.kept.clone());
        }
    }

    #[test]
    fn undo_takes_back_every_step(steps in prop::collection::vec(step(), 1..8)) {
        let mut draft = Draft {
            reminder: None,
            text: PIECES[..3].join("\n"),
            zone: TimeZone::get("America/New_York").unwrap(),
            locale: timex::Locale::default(),
            preferences: timex::Preferences::default(),
            kept: Kept { read_at: Some(now()), ..Kept::default() },
        };
        let mut before = Vec::new();
        for step in steps.iter().filter(|step| !matches!(step, Step::Text(_) | Step::Undo)) {
            let after = take(draft.clone(), step);
            if after.kept.changes > draft.kept.changes {
                before.push(draft.kept.edits.clone());
            }
            draft = after;
        }
        while let Some(earlier) = before.pop() {
            draft = take(draft, &Step::Undo);
            prop_assert_eq!(draft.kept.edits.clone(), earlier);
        }
        prop_assert!(draft.kept.past.is_empty());
    }

    #[test]
    fn anything_typed_into_any_field_is_used_or_named(field in 0..Field::ALL.len(), value in "\\PC{0,30}") {
        let text = PIECES[..4].join("\n");
        let context = extract::Context::new("2026-11-25T11:30:00-05:00[America/New_York]".parse().unwrap());
        for event in ai_calendar_helper::understand::events(&text, &context, "").events {
            let typed = [(Field::ALL[field], value.clone())];
            match read(&typed, &event, &context) {
                Ok(set) => prop_assert!(set.keys().all(|key| serde_json::to_value(&event).unwrap().get(key).is_some())),
                Err(wrong) => prop_assert!(wrong.iter().all(|invalid| !invalid.message.is_empty())),
            }
        }
    }
}

fn draft(text: &str) -> Draft {
    Draft {
        reminder: None,
        text: text.to_owned(),
        zone: TimeZone::get("Europe/London").unwrap(),
        locale: timex::Locale::new("en-GB"),
        preferences: timex::Preferences::default(),
        kept: Kept { read_at: Some(now()), ..Kept::default() },
    }
}

/// "title (place; people)" of each event, and the titles of what is told beside it behind a "+".
fn told(draft: &Draft) -> Vec<String> {
    let found = draft.find(now());
    let view = draft.view(&found, now());
    let title = |event: &calendar::Event| event.title.clone().unwrap_or_default();
    let seen = view.events.iter().map(|seen| {
        let people =
            seen.event.attendees.iter().filter_map(|it| it.name.clone()).collect::<Vec<_>>().join(", ");
        let beside: String = seen.asides.iter().flat_map(|aside| [" + ".to_owned(), title(aside)]).collect();
        let place = seen.event.location.clone().unwrap_or_default();
        format!("{} ({place}; {people}){beside}", title(&seen.event))
    });
    seen.chain(view.asides.iter().map(|aside| format!("+ {}", title(aside)))).collect()
}

fn after(draft: Draft, action: impl FnOnce(&extract::Extraction) -> Action) -> Draft {
    let found = draft.find(now());
    let action = action(&found);
    draft.after(&action, &found, now()).unwrap()
}

/// Makes an event of the time that is called `title`.
fn adopt(title: &'static str) -> impl FnOnce(&extract::Extraction) -> Action {
    move |found| {
        let aside = found.asides.iter().find(|aside| aside.event.title.as_deref() == Some(title));
        Action::Adopt { uid: aside.unwrap().event.uid.clone() }
    }
}

/// Takes away a part of the event at this place.
fn deny(at: usize, part: Part) -> impl FnOnce(&extract::Extraction) -> Action {
    move |found| Action::Deny { uid: found.events[at].uid.clone(), part }
}

const JAZZ: &str = "Jazz night Fri 8pm at the Blue Note, doors 7pm. RSVP by Wednesday.";

#[test]
fn a_time_beside_an_event_becomes_one_and_is_found_again() {
    let beside = "Jazz night (the Blue Note; ) + Doors: Jazz night + RSVP: Jazz night";
    assert_eq!(told(&draft(JAZZ)), [beside]);
    let adopted = after(draft(JAZZ), adopt("Doors: Jazz night"));
    let both = ["Jazz night (the Blue Note; ) + RSVP: Jazz night", "Doors: Jazz night (the Blue Note; )"];
    assert_eq!(told(&adopted), both);
    for (text, expected) in [
        // A line above, another hour, another name of the event.
        (format!("Hello all,\n\n{JAZZ}"), both.map(str::to_owned).to_vec()),
        (JAZZ.replace("7pm", "6.30pm"), both.map(str::to_owned).to_vec()),
        (
            JAZZ.replace("Jazz night", "Folk evening"),
            both.map(|it| it.replace("Jazz night", "Folk evening")).to_vec(),
        ),
        // What is left is not taken for it.
        (JAZZ.replace(", doors 7pm", ""), vec!["Jazz night (the Blue Note; ) + RSVP: Jazz night".to_owned()]),
    ] {
        assert_eq!(told(&Draft { text: text.clone(), ..adopted.clone() }), expected, "{text}");
    }
    let undone = after(adopted.clone(), |_| Action::Undo);
    assert_eq!(told(&undone), [beside]);
    let removed = after(adopted, |found| Action::Remove { uid: found.events[1].uid.clone() });
    assert_eq!(told(&removed), [beside], "it is again what it was");
}

#[test]
fn what_is_no_place_or_nobody_is_read_anew() {
    let text = "Dinner with Ana and Tom on Friday at 7pm at Cafe Uno";
    let denied = after(draft(text), deny(0, Part::Place));
    assert_eq!(told(&denied).len(), 1);
    assert!(!told(&denied)[0].contains("(Cafe Uno"), "{:?}", told(&denied));
    let fewer = after(denied, deny(0, Part::Person(0)));
    assert!(told(&fewer)[0].ends_with("; Tom)"), "the others stay: {:?}", told(&fewer));
    let back = after(after(fewer.clone(), |_| Action::Undo), |_| Action::Undo);
    assert_eq!(told(&back), told(&draft(text)));
    assert!(told(&after(fewer, |_| Action::Parse))[0].contains("(Cafe Uno; Tom)"));
    for (gone, left) in [(0, "Tom, Eva"), (1, "Ana, Eva"), (2, "Ana, Tom")] {
        let several = draft("Dinner with Ana, Tom and Eva on Friday at 7pm");
        let fewer = after(several, deny(0, Part::Person(gone)));
        assert_eq!(fewer.kept.edits.denied.len() + fewer.kept.edits.pins.len(), 1, "{gone}");
        assert_eq!(told(&fewer), [format!("Dinner with Ana, Tom and Eva (; {left})")]);
        let later =
            Draft { text: format!("{}\nCall with Tom and Eva on Monday at noon", fewer.text), ..fewer };
        assert!(told(&later)[0].ends_with(&format!("; {left})")), "{gone}: {:?}", told(&later));
    }
    // The last of a list is denied in the whole text, as a single one is.
    let both = draft("Dinner with Ana and Tom on Friday at 7pm\nCall with Tom on Monday at noon");
    assert_eq!(told(&after(both, deny(0, Part::Person(1))))[1], "Call with Tom (; )");
    let nobody = after(draft("Call with Ana on Friday at 7pm"), deny(0, Part::Person(0)));
    assert_eq!(told(&nobody), ["Call with Ana (; )"]);
    let elsewhere = Draft { text: "Lunch with Ana on Monday at noon at Cafe Due".to_owned(), ..nobody };
    assert_eq!(told(&elsewhere), ["Lunch with Ana (Cafe Due; )"]);
}

#[test]
fn two_halves_that_are_alike_are_joined_without_a_trace() {
    let lunch =
        after(draft("Lunch on Friday at 1pm"), |found| Action::Split { uid: found.events[0].uid.clone() });
    let joined = after(lunch, |found| Action::Merge { uid: found.events[0].uid.clone() });
    let found = joined.find(now());
    let view = joined.view(&found, now());
    assert_eq!((view.events.len(), view.earlier.len()), (1, 0));
}

#[test]
fn a_value_of_the_person_s_own_is_taken_away_without_another_reading() {
    let set = |found: &extract::Extraction| Action::Set {
        uid: found.events[0].uid.clone(),
        set: serde_json::Map::from_iter([("location".to_owned(), "At home".into())]),
    };
    let own = after(after(draft("Dinner on Friday at 7pm at Cafe Uno"), set), deny(0, Part::Place));
    assert!(own.kept.edits.denied.is_empty());
    assert!(told(&own)[0].contains("(; )"), "{:?}", told(&own));
    // The place of the doors is that of the event, which keeps it.
    let doors = after(after(draft(JAZZ), adopt("Doors: Jazz night")), deny(1, Part::Place));
    assert_eq!(told(&doors)[1], "Doors: Jazz night (; )");
    assert!(told(&doors)[0].starts_with("Jazz night (the Blue Note; )"));
}
