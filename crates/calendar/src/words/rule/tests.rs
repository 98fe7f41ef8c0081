use super::*;

/// Rules in words, all for an event that starts on Tuesday 6 January 2026 at 09:30.
#[test]
fn rules() {
    for (rule, words) in [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "every second day"),
        ("FREQ=DAILY;INTERVAL=14", "every 14 days"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=DAILY;COUNT=10", "every day, 10 times"),
        ("FREQ=DAILY;BYHOUR=17,10,12;BYMINUTE=0", "every day at 10:00, 12:00 and 17:00"),
        ("FREQ=DAILY;BYMONTH=6,7", "every day in June and July"),
        ("FREQ=WEEKLY", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday"),
        ("FREQ=WEEKLY;BYDAY=FR,MO,TU,WE,TH", "every weekday"),
        ("FREQ=WEEKLY;BYDAY=SA,SU", "every Saturday and Sunday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260630", "every second Tuesday until 30 June 2026"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH", "every third week on Tuesday and Thursday"),
        ("FREQ=MONTHLY", "on the 6th of each month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "on the 1st and 15th of each month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of each month"),
        ("FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday of each month"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "on the first and third Monday of each month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "on the last Friday of every second month"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "on the 13th of each month when it is a Friday"),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "on the first business day of each quarter",
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "on the last business day of each month"),
        ("FREQ=MONTHLY;BYDAY=MO", "on every Monday of each month"),
        ("FREQ=YEARLY", "every year on 6 January"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", "every year on 30 June"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "every second year on 29 February"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "every year on the fourth Thursday of November"),
        ("FREQ=YEARLY;BYDAY=20MO", "every year on the 20th Monday of the year"),
        ("FREQ=YEARLY;BYYEARDAY=-1", "every year on the last day of the year"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "every year on the 1st of January and July"),
        ("FREQ=YEARLY;BYMONTHDAY=15", "every year on the 15th of each month"),
        ("FREQ=YEARLY;BYMONTH=1,7", "every year on the 6th of January and July"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=13;BYDAY=FR", "every year on 13 May when it is a Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-1", "every Monday and Tuesday, only the last of them"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=10,11,12;BYSETPOS=1",
            "on the 10th, 11th and 12th of each month, only the first of them",
        ),
        ("FREQ=HOURLY;INTERVAL=2", "every second hour"),
        ("FREQ=MINUTELY;INTERVAL=15;BYDAY=MO", "every 15 minutes on Mondays"),
    ] {
        let start = "2026-01-06T09:30".parse().unwrap();
        assert_eq!(Style::BRITISH.rule(&rule.parse().unwrap(), start), words, "{rule}");
    }
}

#[test]
fn american_dates_and_exceptions() {
    let start: DateTime = "2026-12-01T19:00".parse().unwrap();
    let recurrence = Recurrence {
        rule: "FREQ=WEEKLY;UNTIL=20270630".parse().unwrap(),
        exdates: vec!["2026-12-22T19:00".parse().unwrap(), "2026-12-29T19:00".parse().unwrap()],
        rdates: Vec::new(),
    };
    assert_eq!(
        Style::AMERICAN.recurrence(&recurrence, start),
        "every Tuesday until June 30, 2027, except December 22, 2026 and December 29, 2026"
    );
    assert_eq!(Style::AMERICAN.rule(&"FREQ=YEARLY".parse().unwrap(), start), "every year on December 1");
    assert_eq!(
        Style::AMERICAN.rule(&"FREQ=DAILY;BYHOUR=10,17;BYMINUTE=0".parse().unwrap(), start),
        "every day at 10:00 AM and 5:00 PM"
    );
}
