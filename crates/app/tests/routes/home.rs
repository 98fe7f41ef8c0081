//! `/`: a text in, cards out, the text always kept.

use axum::http::StatusCode;

use crate::test_app::{Ask, NOW, TestApp};

const LUNCH: &str = "Lunch with Sarah tomorrow at 12pm at Central Park";

#[tokio::test]
async fn a_line_becomes_a_card_with_everything_to_check() {
    let app = TestApp::new().await;
    let page = app.paste(LUNCH).await;
    assert_eq!((page.status, page.cards()), (StatusCode::OK, 1));
    for part in [
        "Lunch with Sarah",
        "Thursday, November 26, 2026",
        "12:00 PM – 1:00 PM",
        "New York time (EST)",
        "tomorrow",
        "https://www.google.com/maps/search/",
        "https://calendar.google.com/calendar/render?action=TEMPLATE",
        "https://outlook.office.com/calendar/",
        "https://outlook.live.com/calendar/",
        "https://calendar.yahoo.com/",
        "Assumed",
    ] {
        assert!(page.html.contains(part), "{part}");
    }
    assert_eq!(page.field("text"), LUNCH);
    for words in ["tomorrow", "12pm", "Central Park", "Sarah"] {
        assert!(page.html.contains(&format!("{words}</mark>")), "{words} is not marked");
    }
}

#[tokio::test]
async fn every_example_is_a_press_away() {
    let app = TestApp::new().await;
    let page = app.get("/").await.text();
    for (example, least) in [("line", 1), ("email", 1), ("newsletter", 5), ("schedule", 4)] {
        let command = format!("example:{example}");
        assert!(page.contains(&format!("value=\"{command}\"")));
        let page = crate::test_app::Page::of(&app.post_form(&[("do", &command)]).await);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.cards() >= least, "{example}: {} cards", page.cards());
        assert!(!page.field("text").is_empty());
    }
}

#[tokio::test]
async fn a_repeating_event_says_its_rule_and_its_next_three_dates() {
    let app = TestApp::new().await;
    let page = app.paste("Yoga every Tuesday 6-7pm at Studio Nine").await;
    assert_eq!(page.cards(), 1);
    assert!(page.html.contains("every Tuesday"));
    let next = "Next: Tuesday, December 1, 2026 · Tuesday, December 8, 2026 · Tuesday, December 15, 2026";
    assert!(page.html.contains(next), "{}", page.html);
    assert!(page.html.contains("Outlook 365 (.ics)"), "Outlook gets a repeating event as a file");
    assert!(!page.html.contains("https://outlook.office.com"));
}

#[tokio::test]
async fn several_events_are_numbered_and_have_one_file() {
    let app = TestApp::new().await;
    let page = app.paste("- Friday 7pm: Dinner at Luigi's\n- Saturday 10am: Hike\n").await;
    assert_eq!(page.cards(), 2);
    assert!(page.html.contains("All 2 in one file (.ics)"));
    assert!(page.html.contains("href=\"#event-2\""));
}

#[tokio::test]
async fn nothing_found_says_so_and_keeps_the_text() {
    let app = TestApp::new().await;
    let text = "It was a dark and stormy night; the rain fell in torrents, except at occasional intervals, when it was checked by a violent gust of wind which swept up the streets.";
    let page = app.paste(text).await;
    assert_eq!((page.status, page.cards()), (StatusCode::OK, 0));
    assert!(page.html.contains("No event found"));
    assert_eq!(page.field("text"), text);
    assert!(page.html.contains("<details class=\"again\" open>"), "the text is there to be changed");
}

#[tokio::test]
async fn an_event_of_the_past_is_shown_as_past() {
    let app = TestApp::new().await;
    let page = app.paste("Board meeting on March 3, 2020 at 2pm").await;
    assert!(page.html.contains("<article class=\"card past\""));
    assert!(page.html.contains("Past"));
}

#[tokio::test]
async fn bad_input_is_told_with_its_field_and_the_text_is_kept() {
    let app = TestApp::new().await;
    let long = "a ".repeat(200 * 1024);
    for (name, fields, status, text) in [
        ("empty", vec![("text", "")], 422, ""),
        ("blank", vec![("text", " \n\t ")], 422, " \n\t "),
        ("nul", vec![("text", "Lunch\0 tomorrow")], 422, "Lunch\0 tomorrow"),
        ("zone", vec![("text", LUNCH), ("zone", "Mars/Olympus")], 422, LUNCH),
        ("button", vec![("text", LUNCH), ("do", "explode")], 422, LUNCH),
        ("kept", vec![("text", LUNCH), ("kept", "{nonsense")], 422, LUNCH),
        ("gone", vec![("text", LUNCH), ("do", "remove:nobody")], 422, LUNCH),
        ("large", vec![("text", long.as_str())], 413, long.as_str()),
    ] {
        let page = crate::test_app::Page::of(&app.post_form(&fields).await);
        assert_eq!(page.status.as_u16(), status, "{name}");
        assert!(page.html.contains("role=\"alert\""), "{name}");
        assert!(page.field("text") == text, "{name}: the text is lost");
    }
}

#[tokio::test]
async fn broken_utf8_and_other_bodies_are_refused_kindly() {
    let app = TestApp::new().await;
    let answer = app.ask(Ask::raw_form(&b"text=Lunch%FF%FE+tomorrow&do=read"[..])).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("not UTF-8") && answer.text().contains("Lunch\u{fffd}\u{fffd} tomorrow"));

    let binary: Vec<u8> = (0..=255).collect();
    let answer = app.ask(Ask { body: binary, ..Ask::new("POST", "/") }).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);

    let huge = format!("text={}", "a".repeat(3 * 1024 * 1024));
    let answer = app.ask(Ask::raw_form(huge)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("256 KiB"));
}

#[tokio::test]
async fn settings_move_the_reading_and_are_remembered() {
    let app = TestApp::new().await;
    let fields = [("text", "Dinner 3/4/2027 at 19:00"), ("zone", "Europe/Berlin"), ("order", "day_first")];
    let answer = app.post_form(&fields).await;
    let cookie = answer.header("set-cookie").to_owned();
    assert!(answer.text().contains("Saturday 3 April 2027") && answer.text().contains("Berlin time (CEST)"));
    assert!(cookie.starts_with("settings=Europe/Berlin|day_first|google|||; "), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));

    let cookie = cookie.split(';').next().unwrap().to_owned();
    let page = app.ask(Ask::new("GET", "/").with("cookie", &cookie)).await.text();
    assert!(page.contains("<option value=\"Europe/Berlin\" selected>"));
    assert!(page.contains("<option value=\"day_first\" selected>"));
    assert!(!page.contains("data-guess"), "a chosen zone is not guessed over");
}

#[tokio::test]
async fn the_browser_s_language_decides_the_order_of_dates() {
    let app = TestApp::new().await;
    for (language, day) in [("en-GB,en;q=0.9", "Saturday 3 April 2027"), ("en-US", "Thursday, March 4, 2027")]
    {
        let ask = Ask::form(&[("text", "Dinner 3/4/2027 at 7pm")]).with("accept-language", language);
        assert!(app.ask(ask).await.text().contains(day), "{language}");
    }
}

#[tokio::test]
async fn tomorrow_stays_the_same_day_while_the_page_is_open() {
    let app = TestApp::new().await;
    let page = app.paste("Lunch tomorrow at noon\nDinner tomorrow at 7pm").await;
    assert_eq!(page.cards(), 2, "{NOW}");
    let app = app.later("2026-11-29T11:30:00-05:00").await;
    let after = app.press(&page, &page.button("remove:")).await;
    assert!(after.html.contains("Thursday, November 26, 2026"));
    let again = app.press(&after, "read").await;
    assert!(again.html.contains("Monday, November 30, 2026"));
}
