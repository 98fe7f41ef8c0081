use super::*;
use calendar::Span;
use proptest::prelude::*;

fn event(spans: &[(&str, usize, usize)]) -> Event {
    let mut event = Event::default();
    for (field, start, end) in spans {
        event.evidence.spans.entry((*field).to_owned()).or_default().push(Span::new(*start, *end));
    }
    event
}

fn told(event: &Event) -> Told<'_> {
    Told { events: vec![event], ..Told::default() }
}

fn shown(text: &str, events: &[Event]) -> String {
    let cards: Vec<Told<'_>> = events.iter().map(|event| told(event)).collect();
    let mut shown = String::new();
    for piece in pieces(text, &cards, &[]) {
        match piece.mark {
            None => shown.push_str(piece.text),
            Some(mark) => {
                let number = mark.number.map_or(String::new(), |n| format!("{n}:"));
                shown.extend(["[", &number, &mark.about, "=", piece.text, "]"]);
            }
        }
    }
    shown
}

#[test]
fn words_are_marked_with_what_they_gave() {
    let text = "Lunch with Sarah at noon";
    let lunch = event(&[("title", 0, 16), ("attendees", 11, 16), ("start", 20, 24), ("end", 20, 24)]);
    assert_eq!(shown(text, &[lunch]), "[Title=Lunch with ][People=Sarah] at [Time=noon]");
}

#[test]
fn several_events_have_numbers_and_share_words() {
    let text = "Friday: Lunch, Dinner";
    let lunch = event(&[("start", 0, 6), ("title", 8, 13)]);
    let dinner = event(&[("start", 0, 6), ("title", 15, 21)]);
    let expected = "[Time of 1, Time of 2=Friday]: [1:Title of 1=Lunch], [2:Title of 2=Dinner]";
    assert_eq!(shown(text, &[lunch, dinner]), expected);
}

#[test]
fn times_beside_an_event_are_quiet_and_bear_no_number() {
    let text = "Doors 7pm, show 8pm. RSVP by Friday";
    let (show, doors, answer) = (
        event(&[("title", 11, 15), ("start", 16, 19)]),
        event(&[("title", 0, 5), ("start", 6, 9)]),
        event(&[("start", 29, 35)]),
    );
    let other = Event::default();
    let cards = [Told { events: vec![&show], asides: vec![&doors] }, told(&other)];
    let marks: Vec<_> = pieces(text, &cards, &[&answer])
        .into_iter()
        .filter_map(|piece| Some((piece.text, piece.mark?)))
        .collect();
    let shown: Vec<_> = marks
        .iter()
        .map(|(text, mark)| (*text, mark.about.as_str(), mark.number, mark.events.as_str()))
        .collect();
    let expected = [
        ("Doors", "Beside 1 in the text", None, "1"),
        ("7pm", "Beside 1 in the text", None, "1"),
        ("show", "Title of 1", Some(1), "1"),
        ("8pm", "Time of 1", None, "1"),
        ("Friday", "Also in the text", None, ""),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn spans_outside_the_text_or_inside_a_character_are_left_out() {
    let text = "é noon";
    assert_eq!(shown(text, &[event(&[("start", 1, 3), ("title", 0, 99), ("end", 3, 7)])]), "é [Time=noon]");
}

proptest! {
    #[test]
    fn nothing_of_the_text_is_lost_or_doubled(
        text in "\\PC{0,40}",
        spans in prop::collection::vec((0..60_usize, 0..60_usize), 0..20),
    ) {
        let fields = ["title", "start", "location", "rrule", "notes"];
        let spans: Vec<_> = spans.iter().enumerate().map(|(i, (a, b))| (fields[i % 5], *a, *b)).collect();
        let event = event(&spans);
        let joined: String = pieces(&text, &[told(&event)], &[&event]).iter().map(|piece| piece.text).collect();
        prop_assert_eq!(joined, text);
    }
}
