//! Expressions as one line of text, the notation of the tables.

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use timex::{Context, Expression, Grain, Locale, Reading};

/// The reader of the tables, unless a table says otherwise: Wednesday 11 March 2026, 10:00, New York, `en-US`.
pub(crate) fn reader(now: &str, locale: &str) -> Context {
    let now: DateTime = now.parse().expect("a wall-clock time");
    let zone = TimeZone::get("America/New_York").expect("a zone of the database");
    let mut context = Context::new(now.to_zoned_datetime(zone).expect("a time that exists"));
    context.locale = Locale::new(locale);
    context
}

/// All expressions of `text`, joined by `; `; `none` when there are none.
pub(crate) fn read(text: &str, context: &Context) -> String {
    let found = timex::find(text, context);
    let said: Vec<String> =
        found.iter().map(|expression| render(&expression.reading)).filter(|line| !line.is_empty()).collect();
    if said.is_empty() { "none".to_owned() } else { said.join("; ") }
}

/// The starts of the other readings of the first expression.
pub(crate) fn others(text: &str, context: &Context) -> Vec<String> {
    let found = timex::find(text, context);
    found
        .first()
        .map(|expression: &Expression| {
            expression.alternatives.iter().map(|other| render(&other.reading)).collect()
        })
        .unwrap_or_default()
}

/// `2026-03-13 15:00 / 16:00 [Europe/London] FREQ=… except …`
fn render(reading: &Reading) -> String {
    let parts = [
        reading.start.map(|start| moment(start, reading.grain)),
        reading.end.map(|end| format!("/ {}", ending(reading, end))),
        (reading.grain > Grain::Day && reading.start.is_some() && reading.end.is_none())
            .then(|| format!("({})", reading.grain.name())),
        reading.zone.as_ref().map(|zone| format!("[{}]", zone_name(zone))),
        reading.recurrence.as_ref().map(|recurrence| recurrence.rule.to_string()),
        reading.recurrence.as_ref().filter(|recurrence| !recurrence.exdates.is_empty()).map(|recurrence| {
            let days: Vec<String> = recurrence.exdates.iter().map(|at| at.date().to_string()).collect();
            format!("except {}", days.join(", "))
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The end without its day when that is the day of the start.
fn ending(reading: &Reading, end: DateTime) -> String {
    let same_day = reading.start.is_some_and(|start| start.date() == end.date());
    if same_day && reading.grain <= Grain::Hour { clock(end.time()) } else { moment(end, reading.grain) }
}

fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().map_or_else(
        || zone.to_fixed_offset().map(|offset| offset.to_string()).unwrap_or_default(),
        str::to_owned,
    )
}

fn moment(at: DateTime, grain: Grain) -> String {
    if grain >= Grain::Day { at.date().to_string() } else { format!("{} {}", at.date(), clock(at.time())) }
}

fn clock(time: Time) -> String {
    if time.second() == 0 {
        time.strftime("%H:%M").to_string()
    } else {
        time.strftime("%H:%M:%S").to_string()
    }
}
