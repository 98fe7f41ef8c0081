use crate::{Context, Extraction, extract};

fn read(text: &str) -> Extraction {
    extract(text, &Context::new("2026-11-26T10:00:00[America/New_York]".parse().unwrap()))
}

/// "title · start · number of its event", one a time.
fn shown(found: &Extraction) -> Vec<String> {
    let start = |event: &calendar::Event| {
        let json = serde_json::to_value(event).unwrap()["start"].as_str().unwrap_or("?").to_owned();
        json.get(..16).unwrap_or(&json).to_owned()
    };
    let one = |aside: &super::Aside| {
        let of = aside.of.map_or("none".to_owned(), |of| of.to_string());
        format!("{} · {} · {of}", aside.event.title.as_deref().unwrap_or(""), start(&aside.event))
    };
    found.asides.iter().map(one).collect()
}

#[test]
fn times_beside_an_event() {
    for (text, expected) in [
        ("Jazz night Fri 8pm at the Blue Note, doors 7pm", vec!["Doors: Jazz night · 2026-11-27T19:00 · 0"]),
        (
            "Jazz night Sat 5 Dec, doors 7pm, music 8pm, The Lighthouse. RSVP by 1 Dec.",
            vec!["Doors: Jazz night · 2026-12-05T19:00 · 0", "RSVP: Jazz night · 2026-12-01 · 0"],
        ),
        ("Jazz night Fri 8pm. RSVP by Wednesday.", vec!["RSVP: Jazz night · 2026-12-02 · 0"]),
        (
            "Talk by Dr. Osei on June 20 at 3:30 in Hall 2, refreshments at 3:15",
            vec!["Refreshments: Talk by Dr. Osei · 2027-06-20T15:15 · 0"],
        ),
        (
            "Summer concert 12 December 7pm, Town Hall. Early bird tickets until 1 December. Tickets on sale Friday 10am.",
            vec![
                "Early bird tickets end: Summer concert · 2026-12-01 · 0",
                "Tickets on sale: Summer concert · 2026-11-27T10:00 · 0",
            ],
        ),
        ("Hike on Saturday at 10. Meet at the station at 9.15.", vec!["Meet: Hike · 2026-11-28T09:15 · 0"]),
        (
            "School trip on Tuesday 8 December, 9am to 3pm. Permission slips due Friday. Please pay the deposit by 2 December.",
            vec!["Permission slips due: School trip · 2026-11-27 · 0", "Pay the deposit · 2026-12-02 · 0"],
        ),
        (
            "Please RSVP for the faculty luncheon on May 20 at noon in the Sage Room by May 13.",
            vec!["RSVP: Faculty luncheon · 2027-05-13 · 0"],
        ),
        (
            "Rust Meetup\nThursday, December 10, 2026, 6:30 PM - 9 PM\nHub, 12 Mill Lane\n\n6:30 Networking\n7:00 Open floor\n\nRSVP by December 8",
            vec!["Open floor: Rust Meetup · 2026-12-10T19:00 · 0", "RSVP: Rust Meetup · 2026-12-08 · 0"],
        ),
        (
            "Rust meetup Thursday Dec 10: 6:30 networking, 7:00 talks at the Hub",
            vec!["Talks: Rust meetup · 2026-12-10T19:00 · 0"],
        ),
        (
            "Hi all,\n\nAll-hands is on Thursday 10 December at 10am.\nThe benefits Q&A is on Tuesday 15 December at 1pm.\nPlease submit questions for the Q&A by 4 December.",
            vec!["Submit questions for the Q&A · 2026-12-04 · none"],
        ),
    ] {
        assert_eq!(shown(&read(text)), expected, "{text}");
    }
}

#[test]
fn what_is_no_time_beside_an_event() {
    for text in [
        "Lunch with Ana Fri 1pm",
        "Dentist tmrw 2pm no wait, 3 pm",
        "The choir rehearsal was moved from Thursday 7pm to Friday 8pm",
        "Site visit Tuesday 1 or Wednesday 2 December at 10am?",
        "Board meeting tomorrow (Friday) at 2pm, every week",
        "From: Ana <ana@example.org>\nDate: Wed, 25 Nov 2026 09:12:00 +0000\nSubject: Budget review\n\nHi all,\nBudget review on Friday at 2pm in Room 4.\n\nOn Mon, 23 Nov 2026 at 17:00, Tom wrote:\n> Monday at 3?",
        "Book club\nThursday 10 December, 7pm, Blue Cafe\n\nOffice open Mon-Fri 9am-5pm\nPosted 1 December",
        "Call the office by Friday",
        "no time at all",
    ] {
        assert_eq!(shown(&read(text)), [""; 0], "{text}");
    }
}

#[test]
fn an_entry_of_its_own_says_what_was_added() {
    let text = "Jazz&nbsp;night Fri 8pm at the Blue Note, doors 7pm";
    let found = read(text);
    let (event, aside) = (&found.events[0], &found.asides[0].event);
    assert_eq!(event.description.as_deref(), Some("Jazz night Fri 8pm at the Blue Note, doors 7pm"));
    assert!(aside.evidence.inferred["title"].contains("“Doors”"), "{:?}", aside.evidence.inferred);
    assert_eq!(aside.location, event.location);
    assert_eq!(aside.evidence.spans["start"].iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["7pm"]);
    assert_eq!(aside.evidence.spans["title"][0].of(text), "doors");
    assert_ne!(aside.uid, event.uid);
    assert_eq!(aside.uid, read(text).asides[0].event.uid);
}
