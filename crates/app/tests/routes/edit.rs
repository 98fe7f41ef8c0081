//! What a person changes about an event, by the forms of the page.

use axum::http::StatusCode;

use crate::test_app::{Page, TestApp};

const TWO: &str = "- Friday 7pm: Dinner with Ana at Luigi's\n- Saturday 10am: Hike\n";

#[tokio::test]
async fn every_field_can_be_changed() {
    let app = TestApp::new().await;
    let mut page = app.paste("Lunch with Sarah tomorrow at 12pm at Central Park").await;
    for (field, value) in [
        ("title", "Brunch"),
        ("start", "fri 11am"),
        ("end", "1:30pm"),
        ("place", "Cafe Uno"),
        ("people", "Sarah, Tom <tom@example.org>, Bob, +1 555 0142"),
        ("organiser", "Club, Inc. <club@example.org> <555-0100>"),
        ("link", "https://example.org/brunch"),
        ("description", "Bring the photos"),
        ("repeats", "FREQ=WEEKLY;COUNT=3"),
        ("reminders", "10 minutes, 1 day"),
    ] {
        page.fill(&format!("e0.{field}"), value);
    }
    let page = app.press(&page, &page.button("save:")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    for part in [
        "Brunch",
        "Friday, November 27, 2026",
        "11:00 AM – 1:30 PM",
        "Cafe Uno",
        "Sarah, Tom &#60;tom@example.org&#62;, Bob &#60;+1 555 0142&#62;",
        "Club, Inc. &#60;club@example.org&#62;&nbsp;<a class=\"call\" href=\"tel:5550100\">555-0100</a>",
        "Bob&nbsp;<a class=\"call\" href=\"tel:+15550142\">+1 555 0142</a>",
        "With%3A%20Sarah%2C%20Tom%2C%20Bob%20%2B1%20555%200142",
        "href=\"https://example.org/brunch\"",
        "Bring the photos",
        "3 times",
        "10 minutes before, 1 day before",
        "Edited",
    ] {
        assert!(page.html.contains(part), "{part}");
    }
    let page = app.press(&page, &page.button("reset:")).await;
    assert!(page.html.contains("Thursday, November 26, 2026") && !page.html.contains("Brunch</h2>"));
}

#[tokio::test]
async fn times_are_read_as_people_write_them() {
    let app = TestApp::new().await;
    let page = app.paste("Lunch tomorrow at 12pm").await;
    for (field, value, shown) in [
        ("start", "1pm", "Thursday, November 26, 2026</time><span class=\"hours\">1:00 PM – 2:00 PM"),
        (
            "start",
            "2026-12-01 09:30",
            "Tuesday, December 1, 2026</time><span class=\"hours\">9:30 AM – 10:30 AM",
        ),
        (
            "start",
            "2026-12-01T09:30",
            "Tuesday, December 1, 2026</time><span class=\"hours\">9:30 AM – 10:30 AM",
        ),
        ("start", "december 3", "Thursday, December 3, 2026</time><span class=\"hours\">12:00 PM – 1:00 PM"),
        ("start", "2026-12-03", "Thursday, December 3, 2026</time><span class=\"hours\">12:00 PM – 1:00 PM"),
        ("end", "3pm", "Thursday, November 26, 2026</time><span class=\"hours\">12:00 PM – 3:00 PM"),
        ("end", "2am", "12:00 PM – 2:00 AM (Friday)"),
        ("end", "2026-11-26 14:15", "12:00 PM – 2:15 PM"),
        ("zone", "Europe/Berlin", "Berlin time (CET)"),
        ("zone", "", "wherever you are then"),
    ] {
        let mut page = Page { status: page.status, html: page.html.clone(), fields: page.fields.clone() };
        page.fill(&format!("e0.{field}"), value);
        let after = app.press(&page, &page.button("save:")).await;
        assert!(after.html.contains(shown), "{field}={value}: {}", hours(&after));
    }
}

fn hours(page: &Page) -> &str {
    let rest = page.html.split_once("<p class=\"when\"").map_or("", |(_, rest)| rest);
    rest.split("</p>").next().unwrap_or_default()
}

#[tokio::test]
async fn whole_days_and_back() {
    let app = TestApp::new().await;
    let mut page = app.paste("Lunch tomorrow at 12pm").await;
    page.tick("e0.all_day");
    page.fill("e0.end", "2026-11-28");
    let mut page = app.press(&page, &page.button("save:")).await;
    assert!(page.html.contains("All day, 3 days"), "{}", hours(&page));
    assert_eq!((page.field("e0.start"), page.field("e0.end")), ("2026-11-26", "2026-11-28"));
    page.fields.retain(|(name, _)| name != "e0.all_day");
    let asked = app.press(&page, &page.button("save:")).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "a whole day has no hour to fall back on");
    assert!(asked.html.contains("at what time it starts"), "{}", hours(&asked));
    page.fill("e0.start", "2026-11-26 18:00");
    page.fill("e0.end", "2026-11-26 20:00");
    let page = app.press(&page, &page.button("save:")).await;
    assert!(page.html.contains("6:00 PM – 8:00 PM"), "{}", hours(&page));
}

#[tokio::test]
async fn nonsense_is_named_and_everything_typed_is_kept() {
    let app = TestApp::new().await;
    for (field, value) in [
        ("start", "blah nonsense"),
        ("start", "2026-02-30"),
        ("end", "2020-01-01 10:00"),
        ("zone", "Mars/Olympus"),
        ("link", "javascript:alert(1)"),
        ("repeats", "whenever I like"),
        ("repeats", "FREQ=NEVER"),
        ("reminders", "a moment before"),
        ("reminders", "99999999999 days"),
        ("title", "a\0b"),
    ] {
        let mut page = app.paste(TWO).await;
        page.fill("e1.title", "Long hike");
        page.fill("e0.place", "Cafe Uno");
        page.fill(&format!("e0.{field}"), value);
        let after = app.press(&page, &page.button("save:")).await;
        assert_eq!(after.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(after.html.contains(&format!("id=\"e0.{field}-error\"")), "{field}={value}");
        assert!(after.html.contains(&format!("href=\"#e0.{field}\"")), "{field}={value}");
        assert_eq!(after.field(&format!("e0.{field}")), value);
        assert_eq!(after.field("e0.place"), "Cafe Uno", "{field}={value}");
        assert_eq!((after.field("e1.title"), after.field("text")), ("Long hike", TWO), "{field}={value}");

        let mut mended = after;
        let good = page.fields.iter().find(|(name, _)| *name == format!("e0.{field}")).map(|_| "").unwrap();
        mended.fill(&format!("e0.{field}"), if field == "title" { "Dinner" } else { good });
        if !matches!(field, "start") {
            let after = app.press(&mended, &mended.button("save:")).await;
            assert_eq!(after.status, StatusCode::OK, "{field}: {}", after.html);
            assert!(after.html.contains("Cafe Uno") && after.html.contains("Long hike"));
        }
    }
}

#[tokio::test]
async fn a_wrong_zone_loses_no_edit() {
    let app = TestApp::new().await;
    let mut page = app.paste(TWO).await;
    page.fill("e1.title", "Long hike");
    page.fill("zone", "Mars/Olympus");
    let after = app.press(&page, "read").await;
    assert_eq!(after.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(after.html.contains("There is no time zone of this name"));
    assert_eq!((after.field("e1.title"), after.field("text")), ("Long hike", TWO));
}

#[tokio::test]
async fn edits_of_other_cards_survive_any_press() {
    let app = TestApp::new().await;
    let mut page = app.paste(TWO).await;
    page.fill("e1.title", "Long hike");
    let page = app.press(&page, &page.button("remove:")).await;
    assert_eq!(page.cards(), 1);
    assert!(page.html.contains("Long hike") && page.html.contains("Left out: Dinner with Ana"));
    let page = app.press(&page, "restore").await;
    assert_eq!(page.cards(), 2);
    assert!(page.html.contains("Long hike"));
}

#[tokio::test]
async fn edits_find_their_event_again_when_the_text_changes() {
    let app = TestApp::new().await;
    let mut page = app.paste(TWO).await;
    page.fill("e1.place", "North gate");
    let mut page = app.press(&page, &page.button("save:")).await;
    page.fill(
        "text",
        "- Thursday 8am: Breakfast\n- Saturday 11am: Hike\n- Friday 7pm: Dinner with Ana at Luigi's\n",
    );
    let mut page = app.press(&page, "read").await;
    assert_eq!(page.cards(), 3);
    let hike = page.html.split("<article").find(|card| card.contains("11:00 AM")).unwrap();
    assert!(hike.contains("North gate"));

    page.fill("text", "Dentist on Monday at 9am");
    let mut page = app.press(&page, "read").await;
    assert!(!page.html.contains("North gate</"));
    assert!(page.html.contains("One of your earlier edits fits no event of this text"));
    page.fill("text", TWO);
    let page = app.press(&page, "read").await;
    assert!(page.html.contains("North gate"), "the edit came back with its event");
}

#[tokio::test]
async fn another_reading_is_one_press_away() {
    let app = TestApp::new().await;
    let page = app.paste("Dinner 3/4/2027 at 7").await;
    let before = hours(&page).to_owned();
    assert!(page.html.contains("Or is it"), "{}", page.html);
    let page = app.press(&page, &page.button("choose:0:")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_ne!(hours(&page), before);
    let page = app.press(&page, &page.button("reset:")).await;
    assert_eq!(hours(&page), before);
}

#[tokio::test]
async fn an_event_without_a_time_asks_for_it() {
    let app = TestApp::new().await;
    let mut page = app.paste("Create an event called Garden party").await;
    assert_eq!(page.cards(), 1);
    assert!(page.html.contains("does not say when") && !page.html.contains("Add to"));
    page.fill("e0.start", "saturday 3pm");
    let page = app.press(&page, &page.button("save:")).await;
    assert!(
        page.html.contains("Saturday, November 28, 2026") && page.html.contains("Add to"),
        "{}",
        hours(&page)
    );
    let mut page = page;
    page.fill("e0.start", "");
    let page = app.press(&page, &page.button("save:")).await;
    assert!(page.html.contains("No time is set.") && !page.html.contains("does not say when"));
    assert!(page.html.contains("data-keep=\"edit\" open"), "where it can be set stays open");
}

/// What comes back when `value` is typed into `field` of a lunch tomorrow from 12 to 1.
async fn typed(app: &TestApp, field: &str, value: &str) -> Page {
    let mut page = app.paste("Lunch tomorrow at 12pm").await;
    page.fill(&format!("e0.{field}"), value);
    app.press(&page, &page.button("save:")).await
}

#[tokio::test]
async fn a_field_uses_all_that_was_typed_or_refuses_it() {
    let app = TestApp::new().await;
    for (field, value, said) in [
        ("start", "every tuesday 5pm", "a repetition goes into “Repeats”"),
        ("start", "2026-12-01 10:00 and 2026-12-02 11:00", "room for one"),
        ("start", "99999-01-01 10:00", "“99999-01-01” is not understood here: write “fri 7pm”"),
        ("start", "2026-13-01 10:00", "“2026-13-01” is not understood"),
        ("start", "2026-12-01 25:00", "“25:00” is not understood"),
        ("start", "13/32/2026 10:00", "“13/32/2026” is not understood"),
        ("start", "32/13/2026", "this is not understood"),
        ("start", "25:00", "this is not understood"),
        ("start", "31 Feb 10:00", "February has no day 31"),
        ("start", "monday 27 november 2026", "2026-11-27 is a Friday"),
        ("start", "fri 7pm banana", "“banana” is not understood"),
        ("start", "7 or 8pm", "room for one"),
        ("start", "2 hours", "a length of time"),
        ("start", "\u{1f389}", "this is not understood"),
        ("end", "99999-01-01 10:00", "“99999-01-01” is not understood"),
        ("end", "31 Feb", "February has no day 31"),
        ("end", "11:00", "11:00 AM the next day"),
        ("end", "2020-01-01 10:00", "before the start"),
        ("end", "every tuesday", "a repetition goes into “Repeats”"),
        ("end", "1pm to 3pm", "the start goes into “Starts”"),
        ("repeats", "weekly for 99999999 times", "“for 99999999 times” is not understood"),
        ("repeats", "FREQ=WEEKLY;COUNT=99999999", "out of range"),
        ("repeats", "FREQ=WEEKLY;COUNT=12345", "too large"),
        ("repeats", "FREQ=WEEKLY;INTERVAL=5000", "too large"),
        ("repeats", "every tuesday and something", "“and something” is not understood"),
        ("repeats", "every tuesday at 7pm", "the time of day into “Starts”"),
        ("repeats", "FREQ=WEEKLY;UNTIL=20200630", "never happens"),
        ("repeats", "friday", "says no repetition"),
    ] {
        let page = typed(&app, field, value).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
        assert_eq!(page.field(&format!("e0.{field}")), value);
        let (_, error) = page.html.split_once(&format!("id=\"e0.{field}-error\">")).unwrap_or_default();
        let error = error.split('<').next().unwrap_or_default().to_lowercase();
        assert!(error.contains(&said.to_lowercase()), "{value}: {error}");
    }
}

#[tokio::test]
async fn what_is_said_beside_the_start_counts_too() {
    let app = TestApp::new().await;
    for (field, value, shown) in [
        ("start", "on friday at 7pm", "7:00 PM – 8:00 PM"),
        ("start", "fri 7-9pm", "7:00 PM – 9:00 PM"),
        ("start", "fri 7pm for three hours", "7:00 PM – 10:00 PM"),
        ("start", "fri 7pm Berlin time", "Berlin time (CET)"),
        ("end", "11:00 AM the next day", "12:00 PM"),
        ("end", "2am", "12:00 PM – 2:00 AM (Friday)"),
        ("end", "for two hours", "12:00 PM – 2:00 PM"),
        ("end", "until 3pm", "12:00 PM – 3:00 PM"),
        ("repeats", "every second tuesday from january 5", "Tuesday, January 5, 2027"),
        ("repeats", "weekly for 10 times", "10 times"),
        ("repeats", "every tuesday at 12pm", "every Tuesday"),
    ] {
        let page = typed(&app, field, value).await;
        assert_eq!(page.status, StatusCode::OK, "{value}");
        assert!(page.html.contains(shown), "{value}: {}", hours(&page));
    }
}

#[tokio::test]
async fn a_weekday_alone_is_next_to_an_event_far_ahead() {
    let app = TestApp::new().await;
    for (text, typed, start) in [
        ("Dinner on June 13 2031 at 7pm", "sat 8pm", "2031-06-14 20:00"),
        ("Dinner on June 13 2031 at 7pm", "saturday", "2031-06-14 19:00"),
        ("Dinner on June 13 2031 at 7pm", "tomorrow", "2026-11-26 19:00"),
        ("Dinner on Friday at 7pm", "sat 8pm", "2026-11-28 20:00"),
    ] {
        let mut page = app.paste(text).await;
        page.fill("e0.start", typed);
        let page = app.press(&page, &page.button("save:")).await;
        assert_eq!(page.field("e0.start"), start, "{typed}");
    }
}

#[tokio::test]
async fn what_is_typed_into_a_form_survives_a_change_of_the_text_made_at_once() {
    let app = TestApp::new().await;
    let mut page = app.paste(TWO).await;
    page.fill("e1.title", "Long hike");
    page.fill("text", &format!("{}, bring water\n", TWO.trim_end()));
    let after = app.press(&page, "read").await;
    assert_eq!(after.field("e1.title"), "Long hike");
    page.fill("text", "Dentist on Monday at 9am");
    let mut after = app.press(&page, "read").await;
    assert!(after.html.contains("One of your earlier edits fits no event of this text"));
    after.fill("text", TWO);
    assert_eq!(app.press(&after, "read").await.field("e1.title"), "Long hike");
}

#[tokio::test]
async fn an_end_that_the_person_set_moves_with_the_start() {
    let app = TestApp::new().await;
    let mut page = app.paste("Lunch tomorrow at 12pm").await;
    page.fill("e0.end", "3pm");
    let mut page = app.press(&page, &page.button("save:")).await;
    page.fill("e0.start", "1pm");
    let page = app.press(&page, &page.button("save:")).await;
    assert!(page.html.contains("1:00 PM – 4:00 PM"), "{}", hours(&page));
}

#[tokio::test]
async fn a_day_that_a_repetition_leaves_out_is_left_out() {
    let app = TestApp::new().await;
    let mut page = app.paste("Yoga on Tuesday December 1 at 6pm").await;
    page.fill("e0.repeats", "every tuesday except december 8");
    let page = app.press(&page, &page.button("save:")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    let next = "Next: Tuesday, December 1, 2026 · Tuesday, December 15, 2026 · Tuesday, December 22, 2026";
    assert!(page.html.contains(next), "{}", page.html);
    let answer = app.submit(&page, &page.button("file:")).await;
    let file = app.get(answer.header("location")).await.text();
    assert!(file.contains("EXDATE;TZID=America/New_York:20261208T180000"), "{file}");
}
