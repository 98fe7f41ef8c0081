//! How a visitor's texts are read and pages look: by themselves as the browser says, else as chosen, and remembered.

use crate::test_app::{Ask, Page, TestApp};

const LUNCH: &str = "Lunch with Sarah tomorrow at 1pm";

#[tokio::test]
async fn the_look_is_in_the_page_itself_so_that_nothing_flashes() {
    let app = TestApp::new().await;
    assert!(app.get("/").await.text().contains("<html lang=\"en\">"));
    for theme in ["light", "dark"] {
        let answer = app.post_form(&[("text", LUNCH), ("theme", theme)]).await;
        assert!(answer.text().contains(&format!("<html lang=\"en\" data-theme=\"{theme}\">")));
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        for path in ["/", "/about", "/privacy", "/nowhere"] {
            let page = app.ask(Ask::new("GET", path).with("cookie", &cookie)).await.text();
            assert!(page.contains(&format!("data-theme=\"{theme}\"")), "{path}");
            assert!(page.contains(&format!("name=\"color-scheme\" content=\"{theme}\"")), "{path}");
        }
    }
    let odd = Ask::new("GET", "/").with("cookie", "settings=|||||\"><script>");
    assert!(!app.ask(odd).await.text().contains("<script>"));
}

#[tokio::test]
async fn clock_and_week_are_those_of_the_language_until_chosen() {
    let app = TestApp::new().await;
    for (language, habits, hours) in [
        ("en-US", "3/4 month first · 12 hours · weeks from Sunday", "1:00 PM"),
        ("en-GB", "3/4 day first · 24 hours · weeks from Monday", "13:00"),
    ] {
        let ask = Ask::form(&[("text", LUNCH)]).with("accept-language", language);
        let page = app.ask(ask).await.text();
        assert!(page.contains(habits) && page.contains(hours), "{language}");
    }
    let fields = [("text", LUNCH), ("clock", "24"), ("week", "saturday"), ("zone", "Europe/Berlin")];
    let answer = app.post_form(&fields).await;
    assert!(answer.text().contains("13:00") && answer.text().contains("weeks from Saturday"));
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(cookie, "settings=Europe/Berlin||google|24|saturday|");
    let page = Page::of(&app.ask(Ask::form(&[("text", LUNCH)]).with("cookie", &cookie)).await);
    assert_eq!(
        (page.field("clock"), page.field("week"), page.field("zone")),
        ("24", "saturday", "Europe/Berlin")
    );
}

#[tokio::test]
async fn the_server_s_own_zone_is_told_until_one_is_chosen() {
    let app = TestApp::new().await;
    assert!(app.get("/").await.text().contains("New York is this server’s zone"));
    let chosen = app.post_form(&[("text", LUNCH), ("zone", "Europe/Berlin")]).await;
    assert!(!chosen.text().contains("this server’s zone"));
}

#[tokio::test]
async fn with_and_without_scripts_the_file_is_the_same_to_the_byte() {
    let app = TestApp::new().await;
    let text =
        "- Friday 7pm: Dinner with Ana at Luigi's\n- Saturday 10am: Hike\n- Yoga every Tuesday 6-7pm\n";
    let first = app.paste(text).await;
    let mut files = Vec::new();
    for path in ["/", "/preview"] {
        let mut page = Page { status: first.status, html: first.html.clone(), fields: first.fields.clone() };
        for (field, value, command) in [
            ("e1.title", "Long hike", "save"),
            ("e0.start", "8pm", "save"),
            ("e0.place", "Cafe Uno", "remove"),
            ("bulk.reminders", "10 minutes", "bulk"),
        ] {
            page.fill(field, value);
            let command = if command == "remove" { page.button("remove:") } else { command.to_owned() };
            let own = page.fields.iter().map(|(n, v)| (n.as_str(), v.as_str()));
            let fields: Vec<_> = own.chain([("do", command.as_str())]).collect();
            let answer = app.ask(Ask { path: path.to_owned(), ..Ask::form(&fields) }).await;
            let next = Page::of(&answer);
            // A script puts the answer into the page, whose other fields stay.
            let stays =
                |name: &str| matches!(name, "text" | "zone" | "order" | "clock" | "week" | "theme" | "view");
            let kept = first.fields.iter().filter(|(name, _)| stays(name)).cloned();
            page =
                if path == "/" { next } else { Page { fields: kept.chain(next.fields).collect(), ..next } };
        }
        let answer = app.submit(&page, "file").await;
        files.push(app.get(answer.header("location")).await.text());
    }
    assert!(files[0].contains("SUMMARY:Long hike") && files[0].contains("TRIGGER:-PT10M"), "{}", files[0]);
    assert_eq!(files[0], files[1]);
}
