//! "Where is your calendar?": one main button on each card, remembered.

use crate::test_app::{Ask, Page, TestApp};

const LUNCH: &str = "Lunch with Sarah tomorrow at 12pm at Central Park";

/// The first button of a way: the main one.
fn main_button(page: &Page) -> &str {
    let rest = page.html.split("class=\"button way\"").nth(1).unwrap();
    rest.split_once('>').unwrap().1.split('<').next().unwrap()
}

#[tokio::test]
async fn google_is_the_main_button_until_another_calendar_is_chosen() {
    let app = TestApp::new().await;
    let mut page = app.paste(LUNCH).await;
    assert_eq!(main_button(&page), "Add to Google");
    assert_eq!(page.html.matches("class=\"button way\"").count(), 6);
    for (name, label) in [
        ("outlook_work", "Add to Outlook 365"),
        ("yahoo", "Add to Yahoo"),
        ("apple", "Add to Apple"),
        ("file", "Download File (.ics)"),
    ] {
        page.fill("calendar", name);
        page = app.press(&page, "save").await;
        assert_eq!(main_button(&page), label);
        assert_eq!(page.html.matches("class=\"button way\"").count(), 6, "the others are in the menu");
    }
}

#[tokio::test]
async fn the_choice_is_remembered() {
    let app = TestApp::new().await;
    let answer = app.post_form(&[("text", LUNCH), ("calendar", "yahoo")]).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let ask = || Ask::form(&[("text", LUNCH)]);
    let page = Page::of(&app.ask(ask().with("cookie", &cookie)).await);
    assert_eq!(main_button(&page), "Add to Yahoo");
    for odd in ["settings=Europe/Berlin|day_first", "settings=||nowhere", "settings=|||||", "settings="] {
        let page = Page::of(&app.ask(ask().with("cookie", odd)).await);
        assert_eq!(main_button(&page), "Add to Google", "{odd}");
    }
}

#[tokio::test]
async fn an_event_that_the_text_cancels_is_not_offered_to_calendars() {
    let app = TestApp::new().await;
    let page = app.paste("CANCELLED: Yoga on Thursday 3 December at 6pm").await;
    assert_eq!(page.cards(), 1);
    assert!(page.html.contains("The text cancels this event") && !page.html.contains("class=\"button way\""));
}

#[tokio::test]
async fn a_calendar_whose_links_cannot_carry_the_event_gets_the_file() {
    let app = TestApp::new().await;
    let fields = [("text", "Yoga every Tuesday 6-7pm"), ("calendar", "outlook_personal")];
    let page = Page::of(&app.post_form(&fields).await);
    assert_eq!(main_button(&page), "Add to Outlook.com (.ics)");
    assert!(page.html.contains("cannot carry this repetition"));
}
