//! `/preview`: the part of the page that changes while the person types, from the same templates as the page.

use axum::http::StatusCode;

use crate::test_app::{Answer, Ask, Page, TestApp};

const TWO: &str = "- Friday 7pm: Dinner with Ana at Luigi's\n- Saturday 10am: Hike\n";

/// What a script of the page gets for these fields.
async fn preview(app: &TestApp, fields: &[(&str, &str)]) -> Answer {
    app.ask(Ask { path: "/preview".to_owned(), ..Ask::form(fields) }).await
}

/// What comes back when the script sends the form of `page` with `command`.
async fn act(app: &TestApp, page: &Page, text: &str, command: &str) -> Page {
    let own = page.fields.iter().filter(|(name, _)| name != "text").map(|(n, v)| (n.as_str(), v.as_str()));
    let fields: Vec<(&str, &str)> = own.chain([("text", text), ("do", command)]).collect();
    Page::of(&preview(app, &fields).await)
}

#[tokio::test]
async fn a_preview_is_a_part_of_the_page_that_the_form_gives() {
    let app = TestApp::new().await;
    let page = app.paste(TWO).await;
    let fragment = act(&app, &page, TWO, "save").await;
    assert_eq!((fragment.status, fragment.cards()), (StatusCode::OK, 2));
    assert!(!fragment.html.contains("<html") && !fragment.html.contains("<textarea id=\"text\""));
    assert!(page.html.contains(fragment.html.trim()), "{}", fragment.html);
}

#[tokio::test]
async fn a_preview_under_the_start_page_has_no_second_heading_of_the_page() {
    let app = TestApp::new().await;
    for (view, level) in [("start", "<h2 class=\"found\""), ("found", "<h1")] {
        let html = preview(&app, &[("text", TWO), ("view", view), ("do", "read")]).await.text();
        assert!(html.contains(&format!("{level} id=\"results\">2 events")), "{view}: {html}");
    }
}

#[tokio::test]
async fn an_empty_text_has_examples_and_no_complaint() {
    let app = TestApp::new().await;
    for text in ["", " \n "] {
        let answer = preview(&app, &[("text", text), ("do", "read")]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains("example:line") && !answer.text().contains("role=\"alert\""));
    }
}

#[tokio::test]
async fn edits_and_removals_survive_typing() {
    let app = TestApp::new().await;
    let mut page = app.paste(TWO).await;
    page.fill("e0.title", "Supper");
    let page = act(&app, &page, TWO, &page.button("save:")).await;
    assert!(page.html.contains("Supper"));
    let page = act(&app, &page, TWO, &page.button("remove:")).await;
    assert_eq!(page.cards(), 1);
    assert!(page.html.contains("Removed “Supper”"));
    let longer = format!("{TWO}- Sunday 9am: Breakfast\n");
    let page = act(&app, &page, &longer, "read").await;
    assert_eq!(page.cards(), 2, "what was removed stays removed");
    let page = act(&app, &page, &longer, "undo").await;
    assert_eq!(page.cards(), 3);
    assert!(page.html.contains("Supper") && page.html.contains("Changed “Dinner with Ana”"));
    let page = act(&app, &page, &longer, "undo").await;
    assert!(!page.html.contains("Supper") && !page.html.contains("class=\"toast\""));
    assert_eq!(act(&app, &page, &longer, "undo").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_same_steps_with_and_without_a_script_give_the_same_draft() {
    let app = TestApp::new().await;
    let mut page = app.paste(TWO).await;
    page.fill("e1.start", "sunday 11am");
    let command = page.button("save:");
    let scripted = act(&app, &page, TWO, &command).await;
    let plain = app.press(&page, &command).await;
    assert_eq!(scripted.field("kept"), plain.field("kept"));
    assert!(plain.html.contains("Sunday") && !plain.field("kept").is_empty());
}

#[tokio::test]
async fn what_cannot_be_used_is_named_in_the_fragment() {
    let app = TestApp::new().await;
    let mut page = app.paste(TWO).await;
    page.fill("e0.start", "the thirtieth of nowhere");
    let page = act(&app, &page, TWO, &page.button("save:")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("role=\"alert\"") && page.html.contains("href=\"#e0.start\""));
    assert_eq!(page.field("e0.start"), "the thirtieth of nowhere");
}

#[tokio::test]
async fn errors_are_told_to_the_script_as_sentences() {
    let app = TestApp::new().await;
    let long = "a ".repeat(200 * 1024);
    for (name, fields, status) in [
        ("nul", vec![("text", "Lunch\0 tomorrow")], 422),
        ("large", vec![("text", long.as_str())], 413),
        ("button", vec![("text", TWO), ("do", "explode")], 422),
        ("file", vec![("text", TWO), ("do", "file")], 422),
        ("example", vec![("text", TWO), ("do", "example:line")], 422),
        ("kept", vec![("text", TWO), ("kept", "{nonsense")], 422),
    ] {
        let answer = preview(&app, &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{name}");
        assert!(answer.json()["error"]["message"].as_str().is_some_and(|said| said.len() > 10), "{name}");
    }
}

#[tokio::test]
async fn at_the_limit_a_preview_says_how_long_to_wait() {
    let app = TestApp::new().await;
    let text = "tea ".repeat(60 * 1024);
    for _ in 0..40 {
        let answer = preview(&app, &[("text", &text), ("do", "read")]).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
            assert!(answer.json()["error"]["message"].as_str().unwrap().contains("try again"));
            return;
        }
        assert_eq!(answer.status, StatusCode::OK);
    }
    panic!("there is no limit");
}

#[tokio::test]
async fn other_sites_get_no_preview() {
    let app = TestApp::new().await;
    let ask = Ask { path: "/preview".to_owned(), ..Ask::form(&[("text", TWO)]) };
    let answer =
        app.ask(ask.with("origin", "https://evil.example").with("sec-fetch-site", "cross-site")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_card_that_the_page_has_comes_as_its_place_alone() {
    let app = TestApp::new().await;
    let page = app.paste(TWO).await;
    let digests = page.html.split("data-digest=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let has = digests.collect::<Vec<_>>().join(" ");
    let fields: Vec<(&str, &str)> = page.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let asked = |text: &'static str| {
        let own = fields.iter().filter(|(name, _)| *name != "text").copied();
        own.chain([("text", text), ("has", has.as_str()), ("do", "save")]).collect::<Vec<_>>()
    };
    let same = preview(&app, &asked(TWO)).await.text();
    assert_eq!((same.matches("hidden></article>").count(), same.matches("Dinner with Ana").count()), (2, 0));
    let other = "- Friday 7pm: Dinner with Ana at Luigi's\n- Saturday 11am: Hike\n";
    let other = preview(&app, &asked(other)).await.text();
    assert_eq!(other.matches("hidden></article>").count(), 1);
    assert!(other.contains("11:00 AM"));
}
