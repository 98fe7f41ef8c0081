//! Bounds: bytes for each visitor, sizes, other sites, headers.

use ai_calendar_helper::config::Settings;
use axum::http::StatusCode;
use serde_json::json;

use crate::test_app::{Ask, NOW, TestApp};

fn large(from: &'static str) -> Ask {
    let body = json!({ "text": format!("x{}", " ".repeat(254 * 1024)) });
    Ask { from, ..Ask::json("/api/parse", body.to_string()) }
}

#[tokio::test]
async fn requirement_41_a_visitor_has_four_mebibytes_a_minute() {
    let app = TestApp::new().await;
    let mut answered = 0;
    let refused = loop {
        let answer = app.ask(large("192.0.2.1")).await;
        if answer.status != StatusCode::OK {
            break answer;
        }
        answered += 1;
        assert!(answered < 40, "never refused");
    };
    assert!(answered >= 16, "{answered} texts of 254 KiB");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert!(refused.json()["error"]["message"].is_string());

    let text = "Lunch ".repeat(40 * 1024);
    let mut page = crate::test_app::Page::of(&app.post_form(&[("text", &text)]).await);
    // On a slow machine the visitor has earned a text again meanwhile.
    for _ in 0..40 {
        if page.status != StatusCode::OK {
            break;
        }
        page = crate::test_app::Page::of(&app.post_form(&[("text", &text)]).await);
    }
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.field("text") == text, "the page keeps the text");

    assert_eq!(app.ask(large("192.0.2.2")).await.status, StatusCode::OK, "others are not affected");
}

#[tokio::test]
async fn requirement_40_a_forged_header_is_no_other_visitor_and_a_trusted_one_is() {
    let trusting =
        Settings { client_address_header: Some("Fly-Client-IP".to_owned()), ..Settings::default() };
    for (settings, expected) in
        [(Settings::default(), StatusCode::TOO_MANY_REQUESTS), (trusting, StatusCode::OK)]
    {
        let app = TestApp::with(settings, NOW).await;
        let mut last = StatusCode::OK;
        for number in 0..20 {
            let address = format!("198.51.100.{number}");
            let ask = large("192.0.2.1").with("fly-client-ip", &address).with("x-forwarded-for", &address);
            last = app.ask(ask).await.status;
        }
        assert_eq!(last, expected);
    }
}

#[tokio::test]
async fn requirement_37_other_sites_cannot_post() {
    let app = TestApp::new().await;
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "same-origin", 200),
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
        ("origin", "http://localhost:3000", 200),
    ] {
        let answer = app.ask(Ask::form(&[("text", "Lunch tomorrow at noon")]).with(name, value)).await;
        assert_eq!(answer.status.as_u16(), status, "{name}: {value}");
        let body = json!({"text": "Lunch tomorrow"}).to_string();
        let answer = app.ask(Ask::json("/api/parse", body).with(name, value)).await;
        assert_eq!(answer.status.as_u16(), status, "api, {name}: {value}");
        if status == 403 {
            assert!(answer.json()["error"]["message"].is_string());
        }
    }
    let public =
        Settings { public_url: Some("https://calendar.example.org".to_owned()), ..Settings::default() };
    let app = TestApp::with(public, NOW).await;
    let ask = Ask::form(&[("text", "Lunch tomorrow at noon")]).with("origin", "https://calendar.example.org");
    assert_eq!(app.ask(ask).await.status, StatusCode::OK);
}

#[tokio::test]
async fn requirement_38_every_answer_carries_the_security_headers() {
    let app = TestApp::new().await;
    for (method, path) in [
        ("GET", "/"),
        ("POST", "/"),
        ("GET", "/about"),
        ("GET", "/privacy"),
        ("GET", "/terms"),
        ("GET", "/login"),
        ("POST", "/login"),
        ("POST", "/login/first"),
        ("GET", "/register"),
        ("POST", "/register"),
        ("GET", "/reset"),
        ("GET", "/link/x"),
        ("GET", "/confirm"),
        ("GET", "/profile"),
        ("POST", "/profile"),
        ("GET", "/profile/export"),
        ("GET", "/events"),
        ("GET", "/events/x.ics"),
        ("GET", "/auth/error"),
        ("POST", "/auth/google"),
        ("GET", "/api/auth/callback/google"),
        ("POST", "/sign-out"),
        ("GET", "/ics/x.ics"),
        ("GET", "/assets/x"),
        ("GET", "/favicon.ico"),
        ("GET", "/robots.txt"),
        ("GET", "/nowhere"),
        ("GET", "/api/health"),
        ("GET", "/api/openapi.json"),
        ("POST", "/api/parse"),
        ("POST", "/api/ics"),
        ("GET", "/api/nowhere"),
        ("PUT", "/"),
    ] {
        let answer = app.ask(Ask::new(method, path)).await;
        assert!(!answer.status.is_server_error(), "{method} {path}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{method} {path}"
        );
        assert!(!policy.contains("unsafe"), "{method} {path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(answer.header(name), value, "{method} {path}");
        }
        for name in ["permissions-policy", "x-request-id", "cache-control"] {
            assert!(!answer.header(name).is_empty(), "{method} {path} has no {name}");
        }
        assert_eq!(answer.header("strict-transport-security"), "", "{method} {path}");
    }
    let public =
        Settings { public_url: Some("https://calendar.example.org".to_owned()), ..Settings::default() };
    let answer = TestApp::with(public, NOW).await.get("/").await;
    assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"));
}

#[tokio::test]
async fn pages_have_no_inline_style_or_script() {
    let app = TestApp::new().await;
    let page =
        app.paste("Yoga every Tuesday 6-7pm with Ana at Studio Nine https://example.org/yoga").await.html;
    for inline in ["<style", " style=", " onclick=", " onload=", "javascript:"] {
        assert!(!page.contains(inline), "{inline}");
    }
    assert_eq!(page.matches("<script").count(), 1);
}
