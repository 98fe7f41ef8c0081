//! Texts that try to be something else: markup, scripts, calendar lines.

use serde_json::json;

use crate::test_app::TestApp;

const MARKUP: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "\u{202e}<b>txt.exe",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
];

/// Everything between `<` and `>` on the page is ours: names that we wrote, attributes that we wrote.
fn assert_only_our_markup(html: &str, what: &str) {
    for tag in
        ["<script>", "<img", "<svg/", "<iframe", "onerror=alert(1)>", "<b>txt", "<!--", "href=\"javascript:"]
    {
        assert!(!html.contains(tag), "{tag} came through {what}");
    }
    assert_eq!(html.matches("<script").count(), 1, "{what}");
    assert_eq!(html.matches("</textarea>").count(), html.matches("<textarea").count(), "{what}");
}

#[tokio::test]
async fn requirement_39_markup_in_a_text_is_shown_as_text() {
    let app = TestApp::new().await;
    for markup in MARKUP {
        for text in [
            format!("{markup} tomorrow at noon"),
            format!("Lunch with {markup} tomorrow at noon at {markup}"),
            format!("Title: {markup}\nDate: tomorrow\nTime: 7pm\nLocation: {markup}\n"),
            format!("Lunch tomorrow at noon https://example.org/{markup}"),
        ] {
            let page = app.paste(&text).await;
            assert_only_our_markup(&page.html, &text);
            assert_eq!(page.field("text"), text);
        }
    }
}

#[tokio::test]
async fn requirement_39_markup_in_every_field_is_shown_as_text() {
    let app = TestApp::new().await;
    for markup in MARKUP {
        for field in [
            "title",
            "start",
            "end",
            "zone",
            "place",
            "people",
            "link",
            "description",
            "repeats",
            "reminders",
        ] {
            let mut page = app.paste("Lunch with Sarah tomorrow at 12pm at Central Park").await;
            page.fill(&format!("e0.{field}"), markup);
            let page = app.press(&page, &page.button("save:")).await;
            assert_only_our_markup(&page.html, field);
        }
        for name in ["zone", "order", "clock", "week", "theme", "kept", "has", "bulk.prefix", "e0.mark", "do"]
        {
            let answer = app.post_form(&[("text", "Lunch tomorrow at noon"), (name, markup)]).await;
            assert_only_our_markup(&answer.text(), name);
        }
    }
}

#[tokio::test]
async fn requirement_39_a_kept_draft_that_was_tampered_with_does_no_harm() {
    let app = TestApp::new().await;
    let page = app.paste("Lunch tomorrow at noon").await;
    let uid = page.button("remove:").trim_start_matches("remove:").to_owned();
    let pin = |key: &str, value: &str| json!({"edits": {"pins": [{"mark": {"uid": uid}, "set": {key: value}}]}, "read_at": "2026-11-25T16:30:00Z", "salt": ""});
    for kept in [
        pin("url", "javascript:alert(1)"),
        pin("title", "<script>alert(1)</script>"),
        pin("start", "nonsense"),
        pin("uid", "x\r\nATTENDEE:mailto:victim@example.org"),
        json!({"edits": {"pins": vec![json!({"mark": {}, "set": {}}); 300]}}),
        json!({"edits": {"pins": [{"mark": {"order": u64::MAX, "lines": [9, 1]}, "set": {"title": {"a": 1}}}]}}),
        json!({"edits": {"literal": [{"words": "", "nth": u64::MAX}, {"words": "noon", "nth": 0}]}}),
        json!({"edits": {"split": vec![json!({"uid": uid}); 50]}}),
        json!({"edits": {"split": vec![json!({"uid": uid}); 51]}}),
        json!({"picks": [{"mark": {"uid": uid}, "on": true}, {"mark": {}, "on": false}]}),
        json!({"read_at": "9999-12-30T22:00:00Z"}),
        json!({"read_at": "-009999-01-02T01:59:59Z"}),
        json!({"salt": "x".repeat(100)}),
    ] {
        let kept = kept.to_string();
        let answer =
            app.post_form(&[("text", "Lunch tomorrow at noon"), ("kept", &kept), ("do", "save")]).await;
        assert!(!answer.status.is_server_error(), "{kept}");
        assert_only_our_markup(&answer.text(), &kept);
    }
}

#[tokio::test]
async fn requirement_39_no_line_of_a_calendar_file_can_be_made_up() {
    let app = TestApp::new().await;
    let evil =
        "x\r\nATTENDEE:mailto:victim@example.org\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:evil\rURL:evil";
    let event = json!({
        "uid": evil, "title": evil, "location": evil, "description": evil,
        "category": evil, "attendees": [{"name": evil, "email": evil, "phone": evil}], "organizer": {"name": evil, "email": evil, "phone": evil},
        "start": "2026-06-15T12:00:00+02:00", "end": "2026-06-15T13:00:00+02:00", "time_zone": "Europe/Berlin",
    });
    let mut with_link = event.clone();
    with_link["url"] = format!("https://example.org/{evil}").into();
    let answer = app.post_json("/api/ics", &json!({"events": [with_link]})).await;
    assert_eq!(answer.status.as_u16(), 422, "a link with a line end in it is none: {}", answer.text());
    let answer = app.post_json("/api/ics", &json!({"events": [event]})).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    let file = answer.text();
    assert_eq!(file.lines().filter(|line| *line == "BEGIN:VEVENT").count(), 1, "{file}");
    for line in file.split("\r\n") {
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        for made_up in ["ATTENDEE", "SUMMARY:evil", "URL:evil"] {
            assert!(!line.starts_with(made_up), "{line:?}");
        }
    }
    assert!(!answer.header("content-disposition").contains(['\r', '\n']));

    let mut page = app.paste("Lunch tomorrow at noon").await;
    page.fill("e0.title", evil);
    page.fill("e0.place", evil);
    page.fill("e0.people", evil);
    let answer = app.submit(&page, &page.button("file:")).await;
    let file = app.get(answer.header("location")).await.text();
    assert_eq!(file.lines().filter(|line| *line == "BEGIN:VEVENT").count(), 1, "{file}");
    assert!(!file.lines().any(|line| line.starts_with("ATTENDEE")), "{file}");
}
