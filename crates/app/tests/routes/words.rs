//! Words that say no time, values that are left out, and where each value comes from.

use axum::http::StatusCode;

use crate::test_app::{Page, TestApp};

#[tokio::test]
async fn a_phrase_becomes_plain_words_and_the_rest_is_read_anew() {
    let app = TestApp::new().await;
    let page = app.paste("Meeting about Friday on Monday at 3pm").await;
    let (start, end) = (page.html.find("<article").unwrap(), page.html.find("</article>").unwrap());
    assert!(page.html[start..end].contains("value=\"unparse:0:"));
    let page = app.press(&page, "unparse:0:Friday").await;
    assert_eq!((page.status, page.cards()), (StatusCode::OK, 1), "{}", page.html);
    assert_eq!(page.field("e0.start"), "2026-11-30 15:00");
    assert!(page.html.contains("Taken for plain words: “Friday”"));
    assert!(page.field("e0.title").contains("Friday"), "{}", page.field("e0.title"));
    let page = app.press(&page, "undo").await;
    assert!(!page.html.contains("Taken for plain words"));
    let gone = app.press(&page, "unparse:7:Friday").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn without_any_time_the_way_back_is_offered() {
    let app = TestApp::new().await;
    let page = app.paste("Lunch with Sarah tomorrow").await;
    let page = app.press(&page, "unparse:0:tomorrow").await;
    assert_eq!(page.field("e0.start"), "");
    let page = app.press(&page, "parse").await;
    assert!(page.field("e0.start").starts_with("2026-11-26"), "{}", page.field("e0.start"));
}

#[tokio::test]
async fn a_name_in_quotes_says_no_time() {
    let app = TestApp::new().await;
    let page = app.paste("Watch \"Friday Night Live\" on Saturday at 8pm").await;
    assert_eq!(page.field("e0.start"), "2026-11-28 20:00");
    assert!(page.field("e0.title").contains("Friday Night Live"), "{}", page.field("e0.title"));
    assert!(page.html.contains("Saturday</mark>") && !page.html.contains("Friday</mark>"));
}

#[tokio::test]
async fn a_value_is_left_out_by_one_press() {
    let app = TestApp::new().await;
    let yoga = app.paste("Yoga with Ana every Tuesday 6-7pm at Studio Nine").await;
    let sheet = app.paste("Yoga\nWhen: Tuesday 6-7pm\nWhere: Studio Nine\nOrganiser: Eva Berg").await;
    for (page, field, button) in [
        (&yoga, "place", "deny:place:"),
        (&yoga, "people", "deny:0:"),
        (&yoga, "repeats", "clear:repeats:"),
        (&sheet, "organiser", "clear:organiser:"),
    ] {
        assert_ne!(page.field(&format!("e0.{field}")), "", "{field}");
        let after = app.press(page, &page.button(button)).await;
        assert_eq!(after.field(&format!("e0.{field}")), "", "{field}");
        assert!(after.html.contains("Undo"));
    }
}

#[tokio::test]
async fn each_value_says_where_it_comes_from() {
    let app = TestApp::new().await;
    let mut page = app.paste("Call mum at 5\nLunch with Sarah tomorrow at 12pm at Central Park").await;
    let cards: Vec<&str> = page.html.split("<article").skip(1).collect();
    let when = |card: &str| {
        let (_, rest) = card.split_once("class=\"hours\"").unwrap();
        rest.split_once("how how-").unwrap().1.split('"').next().unwrap().to_owned()
    };
    assert_eq!((when(cards[0]), when(cards[1])), ("assumed".to_owned(), "said".to_owned()));
    page.fill("e1.start", "fri 1pm");
    let page = app.press(&page, "save").await;
    let card = page.html.split("<article").nth(2).unwrap();
    assert_eq!(when(card), "yours");
}

#[tokio::test]
async fn another_hour_or_day_is_told_by_itself() {
    let app = TestApp::new().await;
    let page = app.paste("Dinner 3/4/2027 at 7").await;
    assert!(page.html.contains("<strong>7:00 AM?</strong>"));
    assert!(page.html.contains("<strong>Saturday, April 3, 2027?</strong>"));
}

#[tokio::test]
async fn the_order_of_dates_is_asked_only_where_it_matters() {
    let app = TestApp::new().await;
    for (text, asked) in [
        ("Dinner 3/4/2027 at 7pm", true),
        ("Dinner 25/4/2027 at 7pm", false),
        ("Dinner 4 March 2027 at 7pm", false),
        ("Dinner 3/3/2027 at 7pm", false),
    ] {
        let page = app.paste(text).await;
        assert_eq!(page.html.contains("value=\"order:day_first\""), asked, "{text}");
    }
    let page = app.paste("Dinner 3/4/2027 at 7pm").await;
    let page = app.press(&page, "order:day_first").await;
    assert_eq!(page.field("e0.start"), "2027-04-03 19:00");
    assert_eq!(page.field("order"), "day_first");
    let page = app.press(&page, "order:month_first").await;
    assert_eq!(page.field("e0.start"), "2027-03-04 19:00");
}

#[tokio::test]
async fn a_language_that_is_not_read_is_said() {
    let app = TestApp::new().await;
    let german = "Hallo zusammen, die nächste Sitzung ist am kommenden Freitag um 19:00 im Gemeindehaus. Bitte bringt eure Unterlagen mit.";
    assert!(app.paste(german).await.html.contains("This looks like German"));
    assert!(!app.paste("Lunch with Sarah tomorrow at 12pm").await.html.contains("This looks like"));
}

#[tokio::test]
async fn a_change_says_what_held_before_and_what_holds_now() {
    let app = TestApp::new().await;
    for (text, parts) in [
        (
            "The meeting on Thursday 3 December at 10:00 has been moved to Friday 4 December at 14:00",
            &[
                "The text moves this event: <del>",
                "Thursday, December 3, 2026, 10:00 AM</del>",
                "Friday, December 4, 2026, 2:00 PM</ins>",
            ][..],
        ),
        ("Yoga on Friday at 6pm is cancelled", &["The text cancels this event."]),
        (
            "The match on Sunday is postponed",
            &["The text takes this event off its day and names no new one."],
        ),
    ] {
        let page = app.paste(text).await;
        for part in parts {
            assert!(page.html.contains(part), "{text}: {part}");
        }
    }
}

#[tokio::test]
async fn what_does_not_take_place_is_not_ticked() {
    let app = TestApp::new().await;
    let page = app.paste("The match on Sunday is postponed.\n\nDinner with Ana on Friday at 7pm").await;
    assert_eq!(page.cards(), 2, "{}", page.html);
    assert_eq!(page.html.matches("data-pick=\"\" checked").count(), 1);
}

#[tokio::test]
async fn an_edit_does_not_wander_to_another_event_in_the_same_lines() {
    let app = TestApp::new().await;
    let mut page = app.paste("Dinner with Bo on Friday at 7pm").await;
    page.fill("e0.start", "9pm");
    let mut page = app.press(&page, "save").await;
    page.fill("text", "Planning with Jo on Monday at 10am");
    let page = app.press(&page, "read").await;
    assert_eq!(page.field("e0.start"), "2026-11-30 10:00");
    assert!(page.html.contains("One of your earlier edits fits no event"));
}

#[tokio::test]
async fn what_is_no_place_is_told_and_can_be_read_again() {
    let app = TestApp::new().await;
    let page = app.paste("Dinner with Ana on Friday at 7pm at Cafe Uno").await;
    let page = app.press(&page, &page.button("deny:place:")).await;
    let page = app.press(&page, &page.button("deny:0:")).await;
    assert!(page.html.contains("No place: “Cafe Uno”. Nobody who takes part: “Ana”."), "{}", page.html);
    let page = app.press(&page, "parse").await;
    assert_eq!((page.field("e0.place"), page.field("e0.people")), ("Cafe Uno", "Ana"));
    let gone = app.press(&page, &page.button("deny:0:").replace("deny:0:", "deny:7:")).await;
    assert_eq!((gone.status, gone.field("e0.people")), (StatusCode::UNPROCESSABLE_ENTITY, "Ana"));
}

#[tokio::test]
async fn times_beside_an_event_are_one_press_from_being_events() {
    let app = TestApp::new().await;
    let page = app.paste("Jazz night Fri 8pm at the Blue Note, doors 7pm. RSVP by Wednesday.").await;
    assert_eq!(page.cards(), 1);
    for part in [
        "<h3>Also in the text</h3>",
        "<span class=\"k-aside\">Doors</span> 7:00 PM",
        "<span class=\"k-aside\">RSVP</span> Wednesday, December 2, 2026",
        "title=\"Also in the text\">doors</mark>",
    ] {
        assert!(page.html.contains(part), "{part}: {}", page.html);
    }
    let page = app.press(&page, &page.button("adopt:")).await;
    assert_eq!((page.cards(), page.field("e1.title")), (2, "Doors: Jazz night"));
    assert_eq!(page.field("e1.start"), "2026-11-27 19:00");
    assert!(page.html.contains("Made an event of “Doors: Jazz night”") && page.html.contains("RSVP</span>"));
    assert!(
        page.html.contains("text=Doors%3A+Jazz+night") || page.html.contains("text=Doors%3A%20Jazz%20night")
    );
    let answer = app.submit(&page, "file").await;
    let file = app.get(answer.header("location")).await.text();
    assert!(file.contains("SUMMARY:Doors: Jazz night\r\nLOCATION:the Blue Note"), "{file}");
    let mut page = app.press(&page, &page.button("adopt:")).await;
    page.fill("e2.title", "Answer Ana");
    let page = app.press(&page, "save").await;
    assert_eq!((page.cards(), page.field("e2.title")), (3, "Answer Ana"));
    assert!(!page.html.contains("Also in the text"));
    let gone = app.press(&page, "adopt:nobody").await;
    assert_eq!((gone.status, gone.cards()), (StatusCode::UNPROCESSABLE_ENTITY, 3));
}

#[tokio::test]
async fn many_times_beside_an_event_are_folded_and_those_of_none_stand_at_the_end() {
    let app = TestApp::new().await;
    let programme = "Rust Meetup\nThursday, December 10, 2026, 6:30 PM - 9 PM\nHub, 12 Mill Lane\n\n6:00 Doors\n7:00 Open floor\n7:30 Talk: Lifetimes\n8:15 Break\n8:30 Lightning talks\n\nRSVP by December 8";
    let page = app.paste(programme).await;
    assert!(page.html.contains("<summary>Show all 6</summary>"), "{}", page.html);
    let alone = "Hi all,\n\nAll-hands is on Thursday 10 December at 10am.\nThe benefits Q&A is on Tuesday 15 December at 1pm.\nPlease submit questions for the Q&A by 4 December.";
    let page = app.paste(alone).await;
    let after_cards = page.html.rsplit("</article>").next().unwrap_or_default();
    assert!(after_cards.contains("Also in the text") && after_cards.contains("Friday, December 4, 2026"));
    let page = app.press(&page, &page.button("adopt:")).await;
    assert_eq!((page.cards(), page.field("e2.start")), (3, "2026-12-04"));
}

#[tokio::test]
async fn who_sets_a_time_of_their_own_is_not_asked_which_it_is() {
    let app = TestApp::new().await;
    let asked = |page: &Page| page.html.contains("<h3>Or is it</h3>");
    let page = app.paste("Dinner next Friday at 8").await;
    assert!(asked(&page));
    let chosen = app.press(&page, &page.button("choose:0:")).await;
    assert!(asked(&chosen), "who took one reading may take another");
    let mut page = page;
    page.fill("e0.start", "10:30pm");
    let page = app.press(&page, "save").await;
    assert!(page.field("e0.start").ends_with("22:30") && !asked(&page), "{}", page.html);
}

#[tokio::test]
async fn what_was_done_in_another_text_is_not_offered_to_be_undone() {
    let app = TestApp::new().await;
    let page = app.paste("Dinner next Friday at 8").await;
    let mut page = app.press(&page, &page.button("choose:0:")).await;
    assert!(page.html.contains("<span>Took another reading of “Dinner”"));
    page.fill("text", "Board meeting on 3 March 2027 at 10am");
    let mut page = app.press(&page, "read").await;
    assert!(!page.html.contains("<span>Took another reading"), "{}", page.html);
    page.fill("text", "Dinner next Friday at 8");
    let page = app.press(&page, "read").await;
    assert!(page.html.contains("<span>Took another reading of “Dinner”"));
}
