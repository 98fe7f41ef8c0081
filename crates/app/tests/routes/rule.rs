//! "Make this my rule": offered after the second correction of one kind, never before, and never made by itself.

use crate::test_app::{Answer, Ask, Page, TestApp};

/// Somebody whose browser keeps the cookies that it is given.
struct Person<'a> {
    app: &'a TestApp,
    session: String,
    settings: String,
}

impl<'a> Person<'a> {
    fn new(app: &'a TestApp, session: &str) -> Person<'a> {
        Person { app, session: session.to_owned(), settings: String::new() }
    }

    async fn send(&mut self, fields: &[(&str, &str)]) -> Answer {
        let cookie = format!("{}; {}", self.session, self.settings);
        let answer = self.app.ask(Ask::form(fields).with("cookie", &cookie)).await;
        self.settings = answer.cookie("settings").unwrap_or_else(|| self.settings.clone());
        answer
    }

    async fn paste(&mut self, text: &str) -> Page {
        Page::of(&self.send(&[("text", text), ("zone", "America/New_York"), ("do", "read")]).await)
    }

    async fn press(&mut self, page: &Page, command: &str) -> Page {
        let mut fields: Vec<(&str, &str)> =
            page.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.push(("do", command));
        Page::of(&self.send(&fields).await)
    }

    /// Pastes a text and takes the reading with this reason.
    async fn correct(&mut self, text: &str, because: &str) -> Page {
        let page = self.paste(text).await;
        let before = page
            .html
            .split(&format!("<span>{because}</span>"))
            .next()
            .filter(|before| before.len() < page.html.len());
        let before = before.unwrap_or_else(|| panic!("{because} is not offered for {text}"));
        let button = before.rsplit("value=\"choose:").next().unwrap().split('"').next().unwrap();
        self.press(&page, &format!("choose:{button}")).await
    }
}

const OFFER: &str = "Make this my rule";

/// The name of the rule that is offered.
fn offered(page: &Page) -> Option<String> {
    page.html.contains(OFFER).then(|| page.button("rule:"))
}

#[tokio::test]
async fn it_is_offered_after_the_second_correction_and_holds_once_it_is_pressed() {
    let app = TestApp::new().await;
    for (text, because, rule, field, value, start) in [
        (
            "Dinner next Friday at 7pm",
            "the nearest one",
            "rule:next-coming",
            "next",
            "coming",
            "2026-11-27 19:00",
        ),
        ("Call Ana tomorrow at 7", "in the morning", "rule:morning-7", "morning", "7", "2026-11-26 07:00"),
        (
            "Dinner on 3/4 at 7pm",
            "day first",
            "rule:order-day_first",
            "order",
            "day_first",
            "2027-04-03 19:00",
        ),
    ] {
        let mut ana = Person::new(&app, "");
        assert_eq!(offered(&ana.paste(text).await), None);
        assert_eq!(offered(&ana.correct(text, because).await), None, "once is no habit");
        let page = ana.correct(text, because).await;
        assert_eq!(offered(&page).as_deref(), Some(rule), "{text}");
        assert_eq!(page.field(field), "", "nothing is moved silently");
        let page = ana.press(&page, rule).await;
        assert_eq!(offered(&page), None);
        assert!(page.html.contains("role=\"status\">From now on, "), "{text}");
        let fresh = ana.paste(text).await;
        assert_eq!((fresh.field(field), fresh.field("e0.start")), (value, start), "{text}");
        // And back again, among the settings.
        let back = Page::of(&ana.send(&[("text", text), (field, ""), ("do", "read")]).await);
        assert_eq!(back.field(field), "");
        assert_ne!(back.field("e0.start"), start);
    }
}

#[tokio::test]
async fn a_typed_correction_counts_as_a_chosen_one_and_one_event_counts_once() {
    let app = TestApp::new().await;
    let mut ana = Person::new(&app, "");
    let text = "Dinner next Friday at 7pm";
    let mut page = ana.paste(text).await;
    for start in ["2026-11-27 19:00", "2026-12-04 19:00", "2026-11-27 19:00"] {
        page.fill("e0.start", start);
        let save = page.button("save:");
        page = ana.press(&page, &save).await;
        assert_eq!(offered(&page), None, "one event is one correction");
    }
    let page = ana.correct(text, "the nearest one").await;
    assert!(offered(&page).is_some());
}

#[tokio::test]
async fn who_says_no_is_left_in_peace() {
    let app = TestApp::new().await;
    let mut ana = Person::new(&app, "");
    let text = "Dinner next Friday at 7pm";
    ana.correct(text, "the nearest one").await;
    let page = ana.correct(text, "the nearest one").await;
    let page = ana.press(&page, "refuse:next-coming").await;
    assert_eq!((offered(&page), page.field("next")), (None, ""));
    assert_eq!(offered(&ana.correct(text, "the nearest one").await), None);
}

#[tokio::test]
async fn it_is_kept_with_the_preferences_of_who_is_signed_in() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let mut ana = Person::new(&app, &session);
    let text = "Dinner next Friday at 7pm";
    ana.correct(text, "the nearest one").await;
    let page = ana.correct(text, "the nearest one").await;
    ana.press(&page, "rule:next-coming").await;
    let profile = app.see("/profile", &session).await.text();
    assert!(profile.contains("<option value=\"coming\" selected>"), "{profile}");
}
