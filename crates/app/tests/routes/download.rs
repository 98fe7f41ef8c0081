//! `/ics/<id>.ics`: what a button of the page has asked for.

use axum::http::StatusCode;

use crate::test_app::TestApp;

const LUNCH: &str = "Lunch with Sarah tomorrow at 12pm at Central Park";

#[tokio::test]
async fn a_press_leads_to_the_file() {
    let app = TestApp::new().await;
    let page = app.paste(LUNCH).await;
    let answer = app.submit(&page, &page.button("file:")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let path = answer.header("location").to_owned();
    assert_eq!((&path[..5], path.len()), ("/ics/", 5 + 43 + 4), "{path}");

    let file = app.get(&path).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"lunch-with-sarah-2026-11-26.ics\""
    );
    let text = file.text();
    for line in [
        "BEGIN:VTIMEZONE",
        "DTSTART;TZID=America/New_York:20261126T120000",
        "SUMMARY:Lunch with Sarah",
        "LOCATION:Central Park",
        "SEQUENCE:0",
    ] {
        assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
    }
    let unfolded = text.replace("\r\n ", "");
    assert!(
        unfolded.contains("Lunch with Sarah tomorrow at 12pm at Central Park"),
        "its own line goes along"
    );
    assert!(!unfolded.contains("Hello Ana"), "the rest of the text does not");

    assert_eq!(app.get(&path).await.text(), text, "asked twice, the same file comes twice");
    let gone = app.later("2026-11-25T11:40:01-05:00").await.get(&path).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_the_event_s_own_lines_go_along() {
    let app = TestApp::new().await;
    let page = app.paste("- Friday 7pm: Dinner at Luigi's, bring cake\n- Saturday 10am: Hike\n").await;
    let answer = app.submit(&page, &page.button("file:")).await;
    let text = app.get(answer.header("location")).await.text().replace("\r\n ", "");
    assert!(text.contains("bring cake") && !text.contains("Hike"), "{text}");
}

#[tokio::test]
async fn apple_opens_what_others_save() {
    let app = TestApp::new().await;
    let page = app.paste(LUNCH).await;
    let answer = app.submit(&page, &page.button("open:")).await;
    let file = app.get(answer.header("location")).await;
    assert!(file.header("content-disposition").starts_with("inline; filename="));
}

#[tokio::test]
async fn all_events_come_in_one_file_with_their_edits() {
    let app = TestApp::new().await;
    let mut page = app.paste("- Friday 7pm: Dinner\n- Saturday 10am: Hike\n").await;
    page.fill("e1.title", "Long hike");
    let page = app.press(&page, &page.button("save:")).await;
    let answer = app.submit(&page, "file").await;
    let file = app.get(answer.header("location")).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"2-events.ics\"");
    let text = file.text();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
    assert!(text.contains("SUMMARY:Long hike\r\n") && text.contains("SEQUENCE:1\r\n"));
}

#[tokio::test]
async fn the_same_page_gives_the_same_identity_and_another_page_another() {
    let app = TestApp::new().await;
    let uid = async |page: &crate::test_app::Page| {
        let answer = app.submit(page, &page.button("file:")).await;
        let text = app.get(answer.header("location")).await.text();
        text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned()
    };
    let page = app.paste(LUNCH).await;
    let again = app.press(&page, "read").await;
    assert_eq!(uid(&page).await, uid(&again).await);
    assert_ne!(uid(&page).await, uid(&app.paste(LUNCH).await).await);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::new().await;
    for path in ["/ics/x.ics", "/ics/AAAA", "/ics/..%2F..%2Fetc.ics", &format!("/ics/{}.ics", "A".repeat(43))]
    {
        assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
