//! Actions on a draft, in any order, on any text: nothing panics and nothing is lost.

use ai_calendar_helper::draft::{Action, Draft, Field, Kept, read};
use ai_calendar_helper::literal::Phrase;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

const PIECES: [&str; 10] = [
    "Lunch with Sarah tomorrow at 12pm at Central Park",
    "Yoga every Tuesday 6-7pm",
    "Dinner 3/4/2027 at 7",
    "Trip to Rome July 13-15",
    "Team stand-up Mon/Wed/Fri at 9:15am",
    "Create an event called Garden party",
    "Flight to Tokyo on May 2 at 11:20, arriving May 3 at 15:40",
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
