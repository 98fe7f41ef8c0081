//! `/events`: saving, finding, fetching, deleting and bringing back; and that nothing else is stored.

use axum::http::StatusCode;

use crate::test_app::{Page, TestApp};

const TEXT: &str = "Notes of the quarter, confidential\nLunch with Ben Fri 1pm at Cafe Uno\nYoga every Tuesday 6pm at Studio Nine";

/// The page after `text` was read by somebody.
async fn read(app: &TestApp, session: &str, text: &str) -> Page {
    Page::of(&app.post("/", session, &[("text", text), ("do", "read")]).await)
}

/// What comes when a button of the page is pressed by somebody.
async fn press(app: &TestApp, session: &str, page: &Page, command: &str) -> Page {
    let mut fields: Vec<(&str, &str)> = page.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("do", command));
    Page::of(&app.post("/", session, &fields).await)
}

/// The id in the first address or button of the list that begins so.
fn id<'p>(page: &'p str, before: &str) -> &'p str {
    let rest = page.split(before).nth(1).unwrap_or_else(|| panic!("no {before}"));
    rest.split(['"', '.']).next().unwrap()
}

#[tokio::test]
async fn what_is_saved_is_found_fetched_deleted_and_brought_back() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let page = read(&app, &session, TEXT).await;
    assert_eq!(page.cards(), 2);
    let saved = press(&app, &session, &page, "remember").await;
    assert!(saved.html.contains("2 events are saved"), "{}", saved.html);
    let list = app.see("/events", &session).await.text();
    assert!(list.contains("Lunch with Ben") && list.contains("Yoga") && list.contains("Cafe Uno"));
    assert!(!list.contains("confidential"), "the text is not kept");
    for (search, lunch, yoga) in
        [("lunch", true, false), ("STUDIO yoga", false, true), ("nothing", false, false)]
    {
        let found = app.see(&format!("/events?q={}", search.replace(' ', "+")), &session).await.text();
        assert_eq!((found.contains("Lunch with Ben"), found.contains("Yoga")), (lunch, yoga), "{search}");
    }
    let lunch = app.see("/events?q=lunch", &session).await.text();
    let id = id(&lunch, "href=\"/events/").to_owned();
    let file = app.see(&format!("/events/{id}.ics"), &session).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.text().contains("SUMMARY:Lunch with Ben"));

    let gone = app.post("/events", &session, &[("do", &format!("delete:{id}"))]).await;
    let page = app.see(gone.header("location"), &session).await.text();
    assert!(page.contains("is deleted") && page.contains(&format!("restore:{id}")));
    assert!(!app.see("/events", &session).await.text().contains("Lunch"));
    assert_eq!(app.see(&format!("/events/{id}.ics"), &session).await.status, StatusCode::NOT_FOUND);
    let back = app.post("/events", &session, &[("do", &format!("restore:{id}"))]).await;
    assert!(app.see(back.header("location"), &session).await.text().contains("The event is back"));
    assert!(app.see("/events", &session).await.text().contains("Lunch"));

    app.post("/events", &session, &[("do", &format!("delete:{id}"))]).await;
    let app = app.later("2026-11-26T11:31:00-05:00").await;
    let late = app.post("/events", &session, &[("do", &format!("restore:{id}"))]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND, "24 hours are over");
}

#[tokio::test]
async fn saving_again_keeps_one_and_an_edit_is_saved() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let mut page = read(&app, &session, "Lunch with Ben Fri 1pm").await;
    let save = page.button("remember:");
    for _ in 0..2 {
        page = press(&app, &session, &page, &save).await;
        assert!(page.html.contains("One event is saved"));
    }
    page.fill("e0.title", "Dinner with Ben");
    press(&app, &session, &page, &save).await;
    let list = app.see("/events", &session).await.text();
    assert!(list.contains("Dinner with Ben") && !list.contains("Lunch"), "{list}");
}

#[tokio::test]
async fn the_script_saves_in_place() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let page = read(&app, &session, "Lunch with Ben Fri 1pm").await;
    let mut fields: Vec<(&str, &str)> = page.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let save = page.button("remember:");
    fields.push(("do", &save));
    let saved = app.post("/preview", &session, &fields).await;
    assert!(saved.text().contains("One event is saved"), "{}", saved.text());
    assert_eq!(app.post("/preview", "", &fields).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn reading_alone_stores_nothing_and_who_is_not_signed_in_has_no_button() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    read(&app, &session, TEXT).await;
    assert!(app.see("/events", &session).await.text().contains("Nothing is saved yet"));
    for file in std::fs::read_dir(app.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
        for word in ["confidential", "Cafe Uno", "Yoga"] {
            assert!(
                !bytes.windows(word.len()).any(|it| it == word.as_bytes()),
                "{word} in {}",
                path.display()
            );
        }
    }
    assert!(!app.paste(TEXT).await.html.contains("value=\"remember"));
    let anonymous = app.get("/events").await;
    assert_eq!(anonymous.header("location"), "/login?next=/events");
}

#[tokio::test]
async fn many_events_come_page_by_page() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let lines: Vec<String> =
        (0..60).map(|n| format!("Meeting {n} on 2031-06-{:02} at {}:00", n % 28 + 1, 9 + n % 9)).collect();
    let page = read(&app, &session, &lines.join("\n\n")).await;
    press(&app, &session, &page, "remember").await;
    let first = app.see("/events", &session).await.text();
    assert_eq!(first.matches("value=\"delete:").count(), 50);
    let older =
        first.split("href=\"/events?q=").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    let second = app.see(&format!("/events?q={older}"), &session).await.text();
    assert_eq!(second.matches("value=\"delete:").count(), 10);
}

#[tokio::test]
async fn requirement_39_what_is_saved_is_shown_as_text() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let mut page = read(&app, &session, "Lunch with Ben Fri 1pm").await;
    page.fill("e0.title", "<img src=x onerror=alert(1)>");
    page.fill("e0.place", "\"><script>alert(2)</script>");
    let save = page.button("remember:");
    press(&app, &session, &page, &save).await;
    app.post("/profile", &session, &[("do", "name"), ("name", "<b>Ana</b>")]).await;
    for path in ["/events", "/events?q=%3Cscript%3E", "/profile"] {
        let html = app.see(path, &session).await.text();
        assert!(
            !html.contains("<img src=x") && !html.contains("<script>alert") && !html.contains("<b>Ana"),
            "{path}"
        );
    }
    assert!(app.see("/events", &session).await.text().contains("&#60;img src=x"));
}
