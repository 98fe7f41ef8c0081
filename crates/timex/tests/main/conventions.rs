//! One test for each convention, with its name; `docs/understanding.md` has more examples of each.

use crate::rendering::{others, read, reader};

/// Wednesday 11 March 2026, 10:00 in New York: these texts read so.
fn reads(rows: &[(&str, &str)]) {
    reads_when("2026-03-11T10:00", "en-US", rows);
}

fn reads_when(now: &str, locale: &str, rows: &[(&str, &str)]) {
    let context = reader(now, locale);
    for (text, reading) in rows {
        assert_eq!(read(text, &context), *reading, "{text:?}");
    }
}

/// These texts offer that other reading.
fn offers(rows: &[(&str, &str)]) {
    let context = reader("2026-03-11T10:00", "en-US");
    for (text, other) in rows {
        let found = others(text, &context);
        assert!(found.iter().any(|reading| reading == other), "{text:?} offers {found:?}, not {other}");
    }
}

/// What is noted about these texts.
fn notes(rows: &[(&str, &str)]) {
    let context = reader("2026-03-11T10:00", "en-US");
    for (text, words) in rows {
        let found: Vec<String> = timex::find(text, &context).into_iter().flat_map(|e| e.notes).collect();
        assert!(found.iter().any(|note| note.contains(words)), "{text:?} notes {found:?}, not {words:?}");
    }
}

#[test]
fn a_date_without_a_year_is_the_next_such_date_today_included() {
    reads(&[("March 11", "2026-03-11"), ("March 10", "2027-03-10"), ("Dec 25", "2026-12-25")]);
    reads(&[("Saturday, March 20", "2027-03-20")]);
}

#[test]
fn a_text_has_one_decision_about_the_year() {
    reads(&[
        ("March 3, 2027 and then March 10", "2027-03-03; 2027-03-10"),
        ("posted December 20, 2025: see you January 5", "2025-12-20; 2026-01-05"),
        ("It was Saturday 7 February, and closed 16-20 February", "2026-02-07; 2026-02-16 / 2026-02-21"),
    ]);
    let november = "2026-11-10T09:00";
    reads_when(november, "en-US", &[("Nov 5 bake sale\nNov 12 concert", "2026-11-05; 2026-11-12")]);
    reads_when(november, "en-US", &[("Nov 5 bake sale", "2027-11-05")]);
}

#[test]
fn a_weekday_is_the_nearest_one_after_today() {
    reads(&[("friday", "2026-03-13"), ("this friday", "2026-03-13"), ("on Wednesday", "2026-03-18")]);
    reads(&[("Wednesday at 3pm", "2026-03-11 15:00"), ("Wednesday at 9am", "2026-03-18 09:00")]);
    offers(&[("on Wednesday", "2026-03-11"), ("friday", "2026-03-20")]);
}

#[test]
fn next_weekday_is_the_one_of_the_coming_week() {
    reads(&[("next friday", "2026-03-20"), ("next Monday", "2026-03-16")]);
    offers(&[("next friday", "2026-03-13")]);
}

#[test]
fn next_week_month_and_year_are_whole_units() {
    reads(&[("next week", "2026-03-16 (week)"), ("next month", "2026-04-01 (month)")]);
    reads(&[("next year", "2027-01-01 (year)"), ("in two weeks", "2026-03-25")]);
}

#[test]
fn a_weekend_is_two_whole_days() {
    reads(&[("this weekend", "2026-03-14 / 2026-03-16"), ("next weekend", "2026-03-21 / 2026-03-23")]);
}

#[test]
fn bare_hours_are_read_by_hour_and_by_what_happens() {
    reads(&[
        ("friday at 1", "2026-03-13 13:00"),
        ("friday at 7", "2026-03-13 19:00"),
        ("friday at 8", "2026-03-13 20:00"),
        ("dentist friday at 8", "2026-03-13 08:00"),
        ("football friday at 8", "2026-03-13 20:00"),
        ("friday at 9", "2026-03-13 09:00"),
        ("friday at 12", "2026-03-13 12:00"),
        ("breakfast friday at 7", "2026-03-13 07:00"),
        ("dinner friday at 11", "2026-03-13 23:00"),
        ("lunch friday at 1", "2026-03-13 13:00"),
    ]);
    offers(&[("friday at 7", "2026-03-13 07:00"), ("friday at 9", "2026-03-13 21:00")]);
}

#[test]
fn an_alarm_rings_in_the_morning() {
    reads(&[
        ("set an alarm for 7", "2026-03-12 07:00"),
        ("wake me up at 6:30", "2026-03-12 06:30"),
        ("get up at 5 on Friday", "2026-03-13 05:00"),
        ("alarm at 7pm", "2026-03-11 19:00"),
    ]);
    offers(&[("wake me up at 6:30", "2026-03-12 18:30")]);
}

#[test]
fn a_number_behind_a_weekday_is_its_day_under_a_month_or_before_a_time() {
    reads(&[
        ("December\nSat 5 – Tree lighting", "2026-12-01 (month); 2026-12-05"),
        ("Sat 4 at 6", "2026-04-04 18:00"),
        ("Thu 19 7pm", "2026-03-19 19:00"),
        ("Sat 14 – Bake sale", "2026-03-14"),
        ("Mon 6 - term starts", "2026-04-06"),
        ("Sat 7", "2026-03-14 19:00"),
    ]);
}

#[test]
fn a_morning_that_ends_at_12am_ends_at_noon() {
    reads(&[
        ("Friday 10am-12am", "2026-03-13 10:00 / 12:00"),
        ("party Friday 10am-12am", "2026-03-13 10:00 / 2026-03-14 00:00"),
    ]);
    offers(&[("Friday 10am-12am", "2026-03-13 10:00 / 2026-03-14 00:00")]);
}

#[test]
fn an_hour_with_minutes_is_read_like_a_bare_one_unless_it_shows_24_hours() {
    reads(&[("friday at 4:30", "2026-03-13 16:30"), ("friday at 9:15", "2026-03-13 09:15")]);
    reads(&[("friday 09:15", "2026-03-13 09:15"), ("friday 16:30", "2026-03-13 16:30")]);
    reads(&[("friday 14:00, saturday 5:30", "2026-03-13 14:00; 2026-03-14 05:30")]);
}

#[test]
fn bare_ranges_are_the_shortest_sensible_span() {
    reads(&[("friday 9-5", "2026-03-13 09:00 / 17:00"), ("friday 11-1", "2026-03-13 11:00 / 13:00")]);
    reads(&[("friday 10 to 2", "2026-03-13 10:00 / 14:00")]);
}

#[test]
fn the_ends_of_a_range_share_am_and_pm() {
    reads(&[("friday 6-7pm", "2026-03-13 18:00 / 19:00"), ("friday 11-1pm", "2026-03-13 11:00 / 13:00")]);
    reads(&[("friday 9am-5", "2026-03-13 09:00 / 17:00")]);
}

#[test]
fn midnight_is_the_start_of_a_day_and_the_end_of_tonight() {
    reads(&[("noon", "2026-03-11 12:00"), ("friday at midnight", "2026-03-13 00:00")]);
    reads(&[("tonight at midnight", "2026-03-12 00:00")]);
    reads(&[("friday 3pm to midnight", "2026-03-13 15:00 / 2026-03-14 00:00")]);
    offers(&[("friday at midnight", "2026-03-14 00:00")]);
}

#[test]
fn parts_of_the_day_have_an_hour_and_fix_the_half_of_the_day() {
    reads(&[
        ("friday morning", "2026-03-13 09:00"),
        ("friday afternoon", "2026-03-13 14:00"),
        ("friday evening", "2026-03-13 18:00"),
        ("friday night", "2026-03-13 20:00"),
        ("tonight", "2026-03-11 20:00"),
        ("friday morning at 7", "2026-03-13 07:00"),
        ("tonight at 9", "2026-03-11 21:00"),
    ]);
}

#[test]
fn named_hours_are_the_usual_ones() {
    reads(&[("friday after lunch", "2026-03-13 13:00"), ("EOD friday", "2026-03-13 17:00")]);
    reads(&[("close of business friday", "2026-03-13 17:00"), ("lunchtime friday", "2026-03-13 12:00")]);
}

#[test]
fn numeric_dates_follow_the_locale_and_a_number_over_12_decides() {
    reads(&[("12/11/2026", "2026-12-11"), ("4/5 and 25/6", "2026-05-04; 2026-06-25")]);
    reads_when("2026-03-11T10:00", "en-GB", &[("12/11/2026", "2026-11-12")]);
    offers(&[("12/11/2026", "2026-11-12")]);
}

#[test]
fn edges_of_units_are_their_last_first_or_middle_day() {
    reads(&[("end of the month", "2026-03-31"), ("mid-May", "2026-05-15")]);
    reads(&[("end of the week", "2026-03-15"), ("work meeting at the end of the week", "2026-03-13")]);
}

#[test]
fn business_days_are_computed() {
    reads(&[(
        "first business day of each quarter",
        "2026-04-01 FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    )]);
    reads(&[("in 3 business days", "2026-03-16"), ("last business day of the month", "2026-03-31")]);
}

#[test]
fn ranges_of_days_end_after_their_last_day() {
    reads(&[
        ("13–15 July", "2026-07-13 / 2026-07-16"),
        ("from Monday to Wednesday", "2026-03-16 / 2026-03-19"),
    ]);
    reads(&[("Monday 9am to Wednesday 5pm", "2026-03-16 09:00 / 2026-03-18 17:00")]);
}

#[test]
fn hours_beside_several_days_are_those_of_each_day() {
    reads(&[
        ("13–15 July, 9am-5pm", "2026-07-13 09:00 / 17:00 FREQ=DAILY;UNTIL=20260715"),
        ("Mon-Thu 9-5", "2026-03-16 09:00 / 17:00 FREQ=DAILY;UNTIL=20260319"),
    ]);
    offers(&[("13–15 July, 9am-5pm", "2026-07-13 09:00 / 2026-07-15 17:00")]);
    notes(&[("13–15 July, 9am-5pm", "one event over several days")]);
}

#[test]
fn a_range_past_midnight_ends_the_next_day() {
    reads(&[("friday 10pm–2am", "2026-03-13 22:00 / 2026-03-14 02:00")]);
}

#[test]
fn what_recurs_is_one_event_with_a_rule_from_its_first_occurrence_on() {
    reads(&[
        ("every tuesday", "2026-03-17 FREQ=WEEKLY;BYDAY=TU"),
        ("Mondays", "2026-03-16 FREQ=WEEKLY;BYDAY=MO"),
        ("Mon/Wed/Fri 9am", "2026-03-13 09:00 FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("weekly meeting on Tuesday", "2026-03-17 FREQ=WEEKLY;BYDAY=TU"),
        ("every monday for 10 weeks", "2026-03-16 FREQ=WEEKLY;COUNT=10;BYDAY=MO"),
        ("every tuesday until june", "2026-03-17 FREQ=WEEKLY;UNTIL=20260526;BYDAY=TU"),
        ("every tuesday until june 3", "2026-03-17 FREQ=WEEKLY;UNTIL=20260603;BYDAY=TU"),
    ]);
}

#[test]
fn a_rule_carries_its_hours_its_end_and_its_exceptions() {
    let (text, rule) = (
        "tuesdays and thursdays 6-7pm until june except jan 28",
        "2027-01-05 18:00 / 19:00 FREQ=WEEKLY;UNTIL=20270527;BYDAY=TU,TH except 2027-01-28",
    );
    reads_when("2027-01-05T10:00", "en-US", &[(text, rule)]);
}

#[test]
fn a_rule_until_a_month_ends_before_it() {
    reads(&[("every tuesday until june", "2026-03-17 FREQ=WEEKLY;UNTIL=20260526;BYDAY=TU")]);
    reads(&[("every tuesday through june", "2026-03-17 FREQ=WEEKLY;UNTIL=20260630;BYDAY=TU")]);
    offers(&[("every tuesday until june", "2026-03-17 FREQ=WEEKLY;UNTIL=20260630;BYDAY=TU")]);
}

#[test]
fn what_nobody_means_is_no_other_reading() {
    let british = reader("2026-03-11T10:00", "en-GB");
    for text in ["20 March", "by 15 April", "12.30 lunch", "lunch at 12:30", "Mon 30 March 10:00-11:30"] {
        assert_eq!(others(text, &british), Vec::<String>::new(), "{text}");
    }
    offers(&[("March 10", "2026-03-10"), ("Friday 10-11:30", "2026-03-13 22:00 / 23:30")]);
}

#[test]
fn a_rule_of_days_takes_the_weekdays_of_its_sentence() {
    let rule = "2026-03-16 09:15 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
    reads(&[
        ("daily standup 9:15 mon-fri starting monday", rule),
        ("starting monday, daily standup 9:15 mon-fri", rule),
        ("daily from monday to friday at 9", "2026-03-16 09:00 FREQ=DAILY;UNTIL=20260320"),
    ]);
}

#[test]
fn an_exception_counted_within_the_month_is_a_rule_or_left_out_one_by_one() {
    reads(&[
        ("mondays except the first monday of the month", "2026-03-16 FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2,3,4,5"),
        (
            "mondays except the first of the month for 5 weeks",
            "2026-03-16 FREQ=WEEKLY;COUNT=5;BYDAY=MO except 2026-04-06",
        ),
        (
            "every monday except the first monday in april",
            "2026-03-16 FREQ=WEEKLY;BYDAY=MO except 2026-04-06",
        ),
    ]);
    notes(&[("every other monday except the first of the month", "no end")]);
}

#[test]
fn a_rule_of_hours_begins_with_its_next_hour_and_ends_with_the_last() {
    reads(&[
        ("every hour on the hour until 6", "2026-03-11 10:00 FREQ=HOURLY;COUNT=9"),
        ("every 2 hours from 9 to 5", "2026-03-11 11:00 FREQ=HOURLY;INTERVAL=2;COUNT=4"),
    ]);
    reads_when(
        "2026-03-11T20:00",
        "en-US",
        &[("every hour from 9 to 5", "2026-03-12 09:00 FREQ=HOURLY;COUNT=9")],
    );
}

#[test]
fn a_working_day_of_the_month_is_one_day_unless_it_is_a_habit() {
    let rule = "2026-04-01 10:00 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1";
    reads(&[("first weekday of the month at 10", "2026-04-01 10:00")]);
    reads(&[("we meet first weekday of the month at 10", rule)]);
    offers(&[("first weekday of the month at 10", rule)]);
}

#[test]
fn a_counted_weekday_with_its_hour_is_that_of_every_month() {
    reads(&[
        ("book club 2nd tues 6.30pm", "2026-04-14 18:30 FREQ=MONTHLY;BYDAY=2TU"),
        ("first tuesday in june at 7", "2026-06-02 19:00"),
        ("Zara's 3rd sat 2pm", "2026-03-14 14:00"),
    ]);
    offers(&[("third friday 7pm", "2026-03-20 19:00")]);
}

#[test]
fn half_a_day_behind_a_title_is_that_of_the_day_before_it() {
    reads(&[("Mon 6 - boiler service (am)", "2026-04-06 09:00"), ("on tuesday I am", "2026-03-17")]);
}

#[test]
fn two_numbers_with_a_dash_are_hours_beside_a_day_and_a_date_behind_on() {
    reads(&[("friday 9-5", "2026-03-13 09:00 / 17:00"), ("on 9-5", "2026-09-05"), ("we won 9-5", "none")]);
    reads_when("2026-03-11T10:00", "en-GB", &[("on 9-5", "2026-05-09")]);
}

#[test]
fn a_city_behind_an_hour_tells_its_zone_and_stays_the_place() {
    reads(&[
        ("7pm in London on Friday", "2026-03-13 19:00 [Europe/London]"),
        ("friday 9am (Tokyo)", "2026-03-13 09:00 [Asia/Tokyo]"),
        ("dinner in London on Friday at 7pm", "2026-03-13 19:00"),
        ("Friday 7pm in Paris, Texas", "2026-03-13 19:00"),
    ]);
    let found = timex::find("7pm in London on Friday", &reader("2026-03-11T10:00", "en-US"));
    assert!(found.iter().all(|e| e.parts.iter().all(|(part, _)| *part != timex::Part::Zone)));
}

#[test]
fn a_day_behind_a_date_of_its_sentence_is_the_next_after_it() {
    reads(&[("exam on 3 June, results on the 20th", "2026-06-03; 2026-06-20")]);
    reads(&[("exam on 3 June. The 20th is free", "2026-06-03; 2026-03-20")]);
}

#[test]
fn names_are_no_times() {
    reads(&[("lunch at Ruby Tuesday", "none"), ("Wednesday Addams", "none"), ("the Daily Mail", "none")]);
    reads(&[("lunch at Ruby Tuesday on Friday", "2026-03-13")]);
}

#[test]
fn biweekly_is_every_two_weeks() {
    reads(&[("biweekly on Thursdays", "2026-03-12 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH")]);
    offers(&[("bi-weekly on Tuesday and Thursday", "2026-03-12 FREQ=WEEKLY;BYDAY=TU,TH")]);
}

#[test]
fn a_range_that_is_not_over_stays_in_its_year() {
    reads_when("2026-12-03T09:00", "en-US", &[("dec 2 – 5", "2026-12-02 / 2026-12-06")]);
}

#[test]
fn several_dates_or_hours_are_a_group() {
    reads(&[
        ("Monday, Wednesday at 4", "2026-03-16 16:00; 2026-03-18 16:00"),
        ("tomorrow at 10, 12 and 17:00", "2026-03-12 10:00; 2026-03-12 12:00; 2026-03-12 17:00"),
        ("every day at 10, 12 and 17", "2026-03-11 10:00 FREQ=DAILY;BYHOUR=10,12,17;BYMINUTE=0"),
    ]);
    let found = timex::find("Monday, Wednesday at 4", &reader("2026-03-11T10:00", "en-US"));
    assert!(found.iter().all(|expression| expression.group == Some(1)));
}

#[test]
fn abbreviations_of_zones_name_the_civil_zone() {
    reads(&[("July 1 at 3pm PST", "2026-07-01 15:00 [America/Los_Angeles]")]);
    reads(&[("friday 8am ET", "2026-03-13 08:00 [America/New_York]")]);
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    reads(&[("2025-02-30", "none"), ("February 29, 2027", "none"), ("June 31", "none")]);
    notes(&[("June 31, 2026", "no day 31")]);
}

#[test]
fn a_date_wins_over_a_weekday_that_contradicts_it() {
    reads(&[("Tuesday 24 November 2027", "2027-11-24")]);
    offers(&[("Tuesday 24 November 2027", "2027-11-23")]);
    notes(&[("Tuesday 24 November 2027", "is a Wednesday")]);
}

#[test]
fn one_time_told_in_two_zones_is_one_instant() {
    // The reader's own zone comes first when it is among them.
    reads(&[("friday 9am PT / 12 ET", "2026-03-13 12:00 [America/New_York]")]);
    reads(&[("friday 9am PT / 5pm London", "2026-03-13 09:00 [America/Los_Angeles]")]);
    reads(&[("friday 5pm UTC (10am Pacific)", "2026-03-13 17:00 [UTC]")]);
    notes(&[("friday 5pm UTC (9am Pacific)", "disagree")]);
}

#[test]
fn clock_changes_give_the_first_valid_time_and_the_first_of_two() {
    reads(&[
        ("2:30am on March 14, 2027", "2027-03-14 03:00"),
        ("1:30am on November 1, 2026", "2026-11-01 01:30"),
    ]);
    notes(&[("2:30am on March 14, 2027", "skip"), ("1:30am on November 1, 2026", "twice")]);
}

#[test]
fn a_date_without_a_time_is_the_whole_day() {
    let found = timex::find("on March 20", &reader("2026-03-11T10:00", "en-US"));
    assert!(found.iter().all(|expression| expression.reading.grain == timex::Grain::Day));
}

#[test]
fn a_time_without_a_date_is_today_or_tomorrow() {
    reads(&[("at 3pm", "2026-03-11 15:00"), ("at 9am", "2026-03-12 09:00")]);
}

#[test]
fn a_false_time_is_worse_than_a_missed_one() {
    reads(&[
        ("version 2.3.1, flight 1430, call 555-1212, $5, a score of 3-2", "none"),
        ("The 5th Wave, a monitor, some paprika, the second door", "none"),
        ("May I ask? We march on.", "none"),
        ("\"Dinner at Eight\" on Saturday at 7pm", "2026-03-14 19:00"),
    ]);
}

#[test]
fn a_setting_says_which_day_next_friday_is() {
    let mut context = reader("2026-03-11T10:00", "en-US");
    context.preferences.next_weekday = timex::NextWeekday::Coming;
    for (text, reading, other) in [
        ("next friday", "2026-03-13", "2026-03-20"),
        ("next Friday at 3pm", "2026-03-13 15:00", "2026-03-20 15:00"),
    ] {
        assert_eq!(read(text, &context), reading, "{text}");
        assert!(others(text, &context).iter().any(|found| found == other), "{text}");
    }
    assert_eq!(read("friday next week", &context), "2026-03-20");
}

#[test]
fn a_setting_says_where_the_morning_begins() {
    let mut context = reader("2026-03-11T10:00", "en-US");
    for (from, text, reading, other) in [
        (7, "friday at 7", "2026-03-13 07:00", "2026-03-13 19:00"),
        (7, "friday at 6", "2026-03-13 18:00", "2026-03-13 06:00"),
        (10, "friday at 9", "2026-03-13 21:00", "2026-03-13 09:00"),
        (7, "dinner friday at 7", "2026-03-13 19:00", "2026-03-13 07:00"),
        (12, "breakfast friday at 8", "2026-03-13 08:00", "2026-03-13 20:00"),
        (7, "friday 7-9", "2026-03-13 07:00 / 09:00", "2026-03-13 19:00 / 21:00"),
        (10, "friday 9-5", "2026-03-13 09:00 / 17:00", "2026-03-13 21:00 / 2026-03-14 05:00"),
        (7, "friday at 12", "2026-03-13 12:00", "2026-03-13 00:00"),
    ] {
        context.preferences.morning_from = Some(from);
        assert_eq!(read(text, &context), reading, "{text}");
        let found = others(text, &context);
        assert!(found.iter().any(|reading| reading == other), "{text} offers {found:?}");
    }
}
