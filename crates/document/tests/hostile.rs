//! Any bytes: no panic, no text above the limit, and what `open` gives is what `stated` reads.

use document::{Kind, open_as, stated};
use jiff::civil::date;
use proptest::prelude::*;
use timex::Context;

const LIMIT: usize = 2000;

fn context() -> Context {
    Context::new(date(2024, 2, 28).at(23, 30, 0, 0).in_tz("America/New_York").unwrap())
}

/// Opens the bytes as everything that they could be, and reads what comes out.
fn survives(bytes: &[u8]) {
    for kind in [Kind::Mail, Kind::Calendar, Kind::Html, Kind::Text] {
        if let Ok(opened) = open_as(kind, bytes, LIMIT) {
            assert!(opened.text.len() <= LIMIT && !opened.text.contains('\0'));
            reads(&opened.text);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        reads(text);
    }
}

fn reads(text: &str) {
    let stated = stated(text, &context());
    for event in &stated.events {
        for span in event.evidence.spans.values().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        }
        let json = serde_json::to_string(event).unwrap();
        assert_eq!(&serde_json::from_str::<calendar::Event>(&json).unwrap(), event);
    }
    assert!(stated.parts.iter().all(|part| text.get(part.start..part.end).is_some()));
}

/// A mail within a mail within a mail, whose parts end one level too early.
#[test]
fn a_mail_whose_parts_end_too_early_is_read_as_far_as_it_goes() {
    let mail = "Subject: Fwd: Fwd: Lunch\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n\
                Subject: Fwd: Lunch\nContent-Type: message/rfc822\n\nSubject: Lunch\n\nLunch on 13 June 2031 at 1pm\n--x--";
    survives(mail.as_bytes());
    let opened = open_as(Kind::Mail, mail.as_bytes(), LIMIT).unwrap();
    assert!(opened.text.contains("Lunch on 13 June 2031 at 1pm"), "{}", opened.text);
}

/// Pieces of which files are made, in any order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "BEGIN:VCALENDAR\r\n",
        "BEGIN:VEVENT\n",
        "END:VEVENT\n",
        "END:VCALENDAR\n",
        "UID:1\n",
        "SUMMARY:x\n",
        "DTSTART:20240310T023000\n",
        "DTSTART;TZID=America/New_York:20240310T023000\n",
        "DTEND:99991231T235959Z\n",
        " folded\n",
        "RRULE:FREQ=DAILY\n",
        "RECURRENCE-ID:20240310T023000\n",
        "METHOD:CANCEL\n",
        "ATTENDEE;CN=\"a;b:c\":mailto:a@b\n",
        "From: a@b.example\n",
        "Content-Type: multipart/mixed; boundary=x\n",
        "\n",
        "--x\n",
        "--x--\n",
        "Content-Type: text/html\n",
        "Content-Type: message/rfc822\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Type: text/calendar; method=REQUEST\n",
        "=?utf-8?q?=FF?=",
        "<table><tr><td>",
        "</table>",
        "<a href=https://x>",
        "<p itemscope itemtype=https://schema.org/Event>",
        "<b itemprop=name>é",
        "<time itemprop=startDate datetime=2024-03-10T02:30-05:00>",
        "<script type=application/ld+json>",
        "</script>",
        "{\"@type\":\"Event\",\"startDate\":\"",
        "2024-02-30T25:00",
        "2024-02-29",
        "\",\"name\":\"é\"}",
        "<blockquote type=cite>",
        "\u{feff}",
        "&#0;&#x110000;",
        "<!--",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn pieces_of_files_are_survived(text in pieces()) {
        survives(text.as_bytes());
    }
}

#[test]
fn mails_in_mails_and_parts_without_end_are_survived() {
    let nested = "Content-Type: message/rfc822\n\n".repeat(5000) + "Subject: x\n\nLunch";
    let parts = format!(
        "From: a\nContent-Type: multipart/mixed; boundary=x\n\n{}",
        "--x\nContent-Type: text/calendar\nContent-Transfer-Encoding: base64\n\nQkVHSU46VkNBTEVOREFSCg==\n"
            .repeat(5000)
    );
    let part = |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
    let boundaries = (0..500).map(part).collect::<Vec<_>>().concat();
    for mail in [nested, parts, boundaries] {
        survives(mail.as_bytes());
    }
}
