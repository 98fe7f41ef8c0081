use super::*;
use crate::{Person, Rule};
use jiff::civil::DateTime;

fn at(text: &str, zone: &str) -> ZonedDateTime {
    text.parse::<DateTime>().unwrap().in_tz(zone).unwrap()
}

fn lunch() -> Event {
    Event {
        title: Some("Lunch & talk".to_owned()),
        when: Some(When::Zoned {
            start: at("2026-06-15T12:00", "America/New_York"),
            end: at("2026-06-15T13:00", "America/New_York"),
        }),
        location: Some("Café Uno".to_owned()),
        description: Some("Bring <papers>\n50% off".to_owned()),
        busy: true,
        ..Event::default()
    }
}

fn address(link: AddLink) -> String {
    match link {
        AddLink::Open(address) => address,
        AddLink::UseFile(why) => panic!("{why}"),
    }
}

fn repeating(rule: &str) -> Event {
    Event { recurrence: Some(rule.parse::<Rule>().unwrap().into()), ..lunch() }
}

fn holiday() -> Event {
    let when = When::AllDay { start: "2026-07-13".parse().unwrap(), end: "2026-07-16".parse().unwrap() };
    Event { title: Some("Holiday".to_owned()), when: Some(when), ..Event::default() }
}

#[test]
fn links_of_a_timed_event() {
    insta::assert_snapshot!(address(google(&lunch())), @"https://calendar.google.com/calendar/render?action=TEMPLATE&text=Lunch%20%26%20talk&dates=20260615T120000%2F20260615T130000&ctz=America%2FNew_York&details=Bring%20%3Cpapers%3E%0A50%25%20off%0A%0ALocation%3A%20Caf%C3%A9%20Uno&location=Caf%C3%A9%20Uno");
    insta::assert_snapshot!(address(outlook_work(&lunch())), @"https://outlook.office.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&subject=Lunch%20%26%20talk&startdt=2026-06-15T16%3A00%3A00Z&enddt=2026-06-15T17%3A00%3A00Z&allday=false&body=Bring%20%26lt%3Bpapers%26gt%3B%3Cbr%3E50%25%20off&location=Caf%C3%A9%20Uno");
    assert!(address(outlook_personal(&lunch())).starts_with("https://outlook.live.com/calendar/0/deeplink/"));
    insta::assert_snapshot!(address(yahoo(&lunch())), @"https://calendar.yahoo.com/?v=60&title=Lunch%20%26%20talk&st=20260615T160000Z&et=20260615T170000Z&desc=Bring%20%3Cpapers%3E%0A50%25%20off&in_loc=Caf%C3%A9%20Uno");
}

#[test]
fn whole_days_have_no_zone_and_an_exclusive_end() {
    insta::assert_snapshot!(address(google(&holiday())), @"https://calendar.google.com/calendar/render?action=TEMPLATE&text=Holiday&dates=20260713%2F20260716&crm=AVAILABLE&trp=false");
    assert!(address(outlook_work(&holiday())).contains("&startdt=2026-07-13&enddt=2026-07-16&allday=true"));
    assert_eq!(
        yahoo(&holiday()),
        AddLink::UseFile("A Yahoo link cannot carry an event of several whole days.")
    );
    let one = Event { when: Some(When::day("2026-07-13".parse().unwrap())), ..holiday() };
    assert!(address(yahoo(&one)).contains("&st=20260713&dur=allday"));
}

#[test]
fn both_ends_of_a_flight_are_in_the_zone_of_its_start() {
    let when = When::Zoned {
        start: at("2026-06-30T18:00", "America/New_York"),
        end: at("2026-07-01T06:15", "Europe/London"),
    };
    let link = address(google(&Event { when: Some(when), ..lunch() }));
    assert!(link.contains("&dates=20260630T180000%2F20260701T011500&ctz=America%2FNew_York"), "{link}");
}

#[test]
fn a_zone_without_a_name_and_floating_times() {
    let fixed = TimeZone::fixed(jiff::tz::offset(-5));
    let start = "2026-06-15T12:00".parse::<DateTime>().unwrap().to_zoned_datetime(fixed).unwrap();
    let event = Event { when: Some(When::Zoned { end: start.clone(), start }), ..lunch() };
    let link = address(google(&event));
    assert!(link.contains("&dates=20260615T170000Z%2F20260615T180000Z&details"), "{link}");

    let floating = When::Floating {
        start: "2026-06-15T12:00".parse().unwrap(),
        end: "2026-06-15T13:00".parse().unwrap(),
    };
    let event = Event { when: Some(floating), ..lunch() };
    assert!(address(google(&event)).contains("&dates=20260615T120000%2F20260615T130000&details"));
    assert!(address(outlook_work(&event)).contains("&startdt=2026-06-15T12%3A00%3A00&"));
    assert!(address(yahoo(&event)).contains("&st=20260615T120000&"));
}

#[test]
fn rules_go_to_google_alone() {
    let weekly = repeating("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260831");
    let link = address(google(&weekly));
    let rule = "&recur=RRULE%3AFREQ%3DWEEKLY%3BUNTIL%3D20260901T035959Z%3BBYDAY%3DMO&";
    assert!(link.contains(rule), "{link}");
    assert_eq!(outlook_work(&weekly), AddLink::UseFile("An Outlook link cannot carry a repeating event."));
    assert_eq!(yahoo(&weekly), AddLink::UseFile("A Yahoo link cannot carry a repeating event."));
    let mut except = weekly;
    except.recurrence.as_mut().unwrap().exdates.push("2026-06-22T12:00".parse().unwrap());
    assert!(matches!(google(&except), AddLink::UseFile(_)));
}

#[test]
fn an_event_without_a_start_has_no_link() {
    let event = Event { when: None, ..lunch() };
    for link in [google(&event), outlook_work(&event), outlook_personal(&event), yahoo(&event)] {
        assert_eq!(link, NO_START);
    }
}

#[test]
fn a_long_description_is_cut() {
    let event = Event { description: Some("漢字 ".repeat(5000)), ..lunch() };
    for link in [google(&event), outlook_work(&event), yahoo(&event)] {
        assert!(address(link).len() < 6000);
    }
}

#[test]
fn people_are_named_in_the_details() {
    let sarah = Person { name: Some("Sarah".to_owned()), ..Person::default() };
    let bob = Person { name: Some("Bob".to_owned()), phone: Some("555-0142".to_owned()), email: None };
    let event =
        Event { attendees: vec![sarah, bob.clone()], organizer: Some(bob), description: None, ..lunch() };
    let (google, outlook) = (address(google(&event)), address(outlook_work(&event)));
    assert!(google.contains("&details=With%3A%20Sarah%2C%20Bob%20555-0142%0AOrganiser"), "{google}");
    assert!(outlook.contains("&body=With%3A%20Sarah%2C%20Bob%20555-0142%3Cbr%3EOrganiser"), "{outlook}");
}
