//! Several events at once: ticking, one file, data, changing all, making two of one and one of two.

use axum::http::StatusCode;

use crate::test_app::{Page, TestApp};

const THREE: &str =
    "- Friday 7pm: Dinner with Ana at Luigi's\n- Saturday 10am: Hike\n- March 3, 2020 2pm: Board meeting\n";

fn titles(file: &str) -> Vec<&str> {
    file.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect()
}

async fn file(app: &TestApp, page: &Page, command: &str) -> String {
    let answer = app.submit(page, command).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    app.get(answer.header("location")).await.text()
}

#[tokio::test]
async fn all_that_lie_ahead_are_ticked_and_go_into_the_file() {
    let app = TestApp::new().await;
    let mut page = app.paste(THREE).await;
    let ticked: Vec<bool> = (0..3).map(|at| page.field(&format!("e{at}.pick")) == "on").collect();
    assert_eq!(ticked, [true, true, false]);
    assert!(page.html.contains("2 of 3 in one file (.ics)"));
    assert_eq!(titles(&file(&app, &page, "file").await), ["Dinner with Ana", "Hike"]);

    page.fields.retain(|(name, _)| name != "e0.pick");
    page.tick("e2.pick");
    let mut page = app.press(&page, "save").await;
    assert_eq!((page.field("e0.pick"), page.field("e2.pick")), ("", "on"), "ticks stay");
    page.fill("text", &format!("- Thursday 8am: Breakfast\n{THREE}"));
    let mut page = app.press(&page, "read").await;
    let ticked: Vec<bool> = (0..4).map(|at| page.field(&format!("e{at}.pick")) == "on").collect();
    assert_eq!(ticked, [true, false, true, true], "and are found again");
    page.fields.retain(|(name, _)| !name.contains(".pick"));
    let none = app.press(&page, "file").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.html.contains("Nothing is ticked"));
}

#[tokio::test]
async fn each_of_several_shows_the_lines_that_gave_it_something() {
    let app = TestApp::new().await;
    let page =
        app.paste("Friday 27 November\n- 19:00 Dinner with Ana\n- bring cake\n- 22:00 Dancing\n").await;
    let excerpt = |number: usize| {
        let card = page.html.split("<article").nth(number).unwrap();
        let (_, rest) = card.split_once("<p class=\"text\">").unwrap();
        rest.split_once("</p>").unwrap().0.to_owned()
    };
    for (number, own, others) in [(1, "Dinner", "Dancing"), (2, "Dancing", "Dinner")] {
        let excerpt = excerpt(number);
        let mark =
            format!("data-of=\"{number}\" data-kind=\"when\" title=\"Time\">Friday 27 November</mark>");
        assert!(excerpt.contains(&mark) && excerpt.contains(own) && !excerpt.contains(others), "{excerpt}");
    }
    assert!(!app.paste("Dinner on Friday at 7pm").await.html.contains("Where it says so<span"));
}

#[tokio::test]
async fn the_ticked_events_come_as_data_too() {
    let app = TestApp::new().await;
    let page = app.paste(THREE).await;
    let answer = app.submit(&page, "json").await;
    let json = app.get(answer.header("location")).await;
    assert_eq!(json.header("content-type"), "application/json");
    assert_eq!(json.header("content-disposition"), "attachment; filename=\"events.json\"");
    let titles: Vec<_> =
        json.json()["events"].as_array().unwrap().iter().map(|it| it["title"].clone()).collect();
    assert_eq!(titles, ["Dinner with Ana", "Hike"]);

    let answer = app.submit(&page, "csv").await;
    let path = answer.header("location").to_owned();
    let csv = app.get(&path).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<String> = csv.text().split("\r\n").map(str::to_owned).collect();
    assert!(lines[0].starts_with("title,start,end,all_day,"));
    assert!(lines[1].starts_with("Dinner with Ana,2026-11-27T19:00:00-05:00,"), "{}", lines[1]);
    let other = path.replace(".csv", ".ics");
    assert_eq!(app.get(&other).await.status, StatusCode::NOT_FOUND, "a file has one kind");
}

#[tokio::test]
async fn what_is_ticked_changes_together_and_back() {
    let app = TestApp::new().await;
    let mut page = app.paste(THREE).await;
    page.fill("bulk.prefix", "School:");
    page.fill("bulk.reminders", "1 hour");
    page.fill("bulk.zone", "Europe/Berlin");
    let page = app.press(&page, "bulk").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("Changed 2 events"));
    for (field, value) in [
        ("e0.title", "School: Dinner with Ana"),
        ("e1.title", "School: Hike"),
        ("e2.title", "Board meeting"),
        ("e1.reminders", "1 hour"),
        ("e1.zone", "Europe/Berlin"),
        ("e1.start", "2026-11-28 10:00"),
        ("e2.zone", "America/New_York"),
    ] {
        assert_eq!(page.field(field), value, "{field}");
    }
    let page = app.press(&page, "undo").await;
    assert_eq!((page.field("e0.title"), page.field("e1.reminders")), ("Dinner with Ana", ""));
}

#[tokio::test]
async fn what_cannot_be_set_of_all_is_named_and_kept() {
    let app = TestApp::new().await;
    for (field, value, said) in [
        ("bulk.reminders", "soon", "10 minutes, 1 day"),
        ("bulk.zone", "Mars/Olympus", "no time zone of this name"),
        ("bulk.prefix", "", "at least one of the three"),
    ] {
        let mut page = app.paste(THREE).await;
        page.fill(field, value);
        let after = app.press(&page, "bulk").await;
        assert_eq!(after.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            after.html.contains(&format!("id=\"{field}-error\"")) && after.html.contains(said),
            "{field}"
        );
        assert_eq!(after.field("text"), THREE);
        assert_eq!(after.field(field), value);
    }
}

#[tokio::test]
async fn one_event_becomes_two_with_identities_of_their_own() {
    let app = TestApp::new().await;
    let mut page = app.paste("Workshop on Saturday 10am at the Old Mill").await;
    page.fill("e0.title", "Pottery");
    let mut page = app.press(&page, &page.button("split:")).await;
    assert_eq!(page.cards(), 2);
    assert!(page.html.contains("Made two events of “Pottery”"), "the edit typed before counts");
    assert_eq!((page.field("e0.title"), page.field("e1.title")), ("Pottery", "Pottery"));
    page.fill("e1.start", "2pm");
    page.fill("e1.title", "Weaving");
    let page = app.press(&page, "save").await;
    let ics = file(&app, &page, "file").await;
    assert_eq!(titles(&ics), ["Pottery", "Weaving"]);
    let mut uids: Vec<&str> = ics.lines().filter(|line| line.starts_with("UID:")).collect();
    uids.dedup();
    assert_eq!(uids.len(), 2);
    let again = app.press(&page, "read").await;
    assert_eq!((again.cards(), again.field("e1.title")), (2, "Weaving"));
    let page = app.press(&again, "undo").await;
    let page = app.press(&page, "undo").await;
    assert_eq!(page.cards(), 1);
}

#[tokio::test]
async fn two_events_become_one_from_the_first_start_to_the_last_end() {
    let app = TestApp::new().await;
    let page =
        app.paste("- Saturday 10am: Hike at North Gate\n- Saturday 1pm to 3pm: Picnic with Ana\n").await;
    let merged = app.press(&page, &page.button("merge:")).await;
    assert_eq!(merged.cards(), 1);
    for (field, value) in [
        ("e0.title", "Hike / Picnic with Ana"),
        ("e0.start", "2026-11-28 10:00"),
        ("e0.end", "2026-11-28 15:00"),
        ("e0.place", "North Gate"),
    ] {
        assert_eq!(merged.field(field), value, "{field}");
    }
    assert!(merged.html.contains("Joined “Hike” with the next event"));
    assert!(!merged.html.contains("Left out"), "it is part of the other, and not left out");
    assert!(merged.html.contains("title=\"Title\">Picnic with "), "its words are those of the one card");
    let whole = app.press(&merged, &merged.button("reset:")).await;
    assert_eq!((whole.cards(), whole.field("e1.title")), (2, "Picnic with Ana"));
    let none = app.press(&merged, &merged.button("remove:")).await;
    assert_eq!(none.cards(), 0);
    assert!(none.html.contains("Left out: Hike, Picnic with Ana"));
    let page = app.press(&merged, "undo").await;
    assert_eq!((page.cards(), page.field("e0.title")), (2, "Hike"));
}

#[tokio::test]
async fn dates_that_are_told_together_are_ticked_together() {
    let app = TestApp::new().await;
    let page =
        app.paste("Swimming lessons on 3, 10 and 17 December at 4pm\n\nDentist on 4 December at 9am").await;
    assert_eq!((page.cards(), page.html.matches("Untick these 3").count()), (4, 3));
    let page = app.press(&page, &page.button("untick:")).await;
    assert_eq!(titles(&file(&app, &page, "file").await), ["Dentist"]);
    let page = app.press(&page, &page.button("tick:")).await;
    assert_eq!(titles(&file(&app, &page, "file").await).len(), 4);
}

#[tokio::test]
async fn a_single_event_is_not_changed_as_one_of_several() {
    let app = TestApp::new().await;
    let page = app.paste("Dentist on 4 December at 9am").await;
    assert!(page.html.contains("Take it along as data") && !page.html.contains("Change all"));
    assert!(!page.html.contains("bulk.prefix"));
}
