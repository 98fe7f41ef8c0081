//! The fields that change every ticked event at once.

use calendar::Event;
use extract::Context;
use serde_json::{Map, Value};

use crate::draft::{self, Action, Field};
use crate::error::Invalid;
use crate::web::form::Form;

/// The names of the fields: title prefix, reminders, zone.
pub(super) const NAMES: [&str; 3] = ["bulk.prefix", "bulk.reminders", "bulk.zone"];

/// What stands in the fields.
pub(super) fn typed(form: &Form) -> [String; 3] {
    NAMES.map(|name| form.get(name).unwrap_or_default().to_owned())
}

/// What the fields set about the `picked` events; empty ones set nothing.
///
/// # Errors
/// When nothing is ticked, when every field is empty, and names the field whose value cannot be used.
pub(super) fn read(form: &Form, picked: &[Event], context: &Context) -> Result<Action, Invalid> {
    let typed = |name| form.get(name).map(str::trim).filter(|text| !text.is_empty());
    let [prefix, reminders, zone] = NAMES.map(typed);
    if picked.is_empty() {
        return Err(Invalid::new("do", "Nothing is ticked: tick the events that you want to change."));
    }
    if prefix.is_none() && reminders.is_none() && zone.is_none() {
        return Err(Invalid::new(
            "bulk.prefix",
            "Say what to change: fill in at least one of the three fields.",
        ));
    }
    let mut sets = Vec::new();
    for event in picked {
        let fields = fields(event, prefix, reminders, zone);
        let set = draft::read(&fields, event, context).map_err(|wrong| named(wrong.into_iter().next()))?;
        sets.push((event.uid.clone(), set));
    }
    sets.retain(|(_, set): &(String, Map<String, Value>)| !set.is_empty());
    Ok(Action::SetEach { sets })
}

fn fields(
    event: &Event,
    prefix: Option<&str>,
    reminders: Option<&str>,
    zone: Option<&str>,
) -> Vec<(Field, String)> {
    let title = event.title.as_deref().unwrap_or_default();
    let prefix = prefix.filter(|prefix| !title.starts_with(prefix));
    // Whole days have no zone.
    let zone = zone.filter(|_| event.when.as_ref().is_some_and(|when| !when.is_all_day()));
    let fields = [
        (Field::Title, prefix.map(|prefix| format!("{prefix} {title}").trim().to_owned())),
        (Field::Reminders, reminders.map(str::to_owned)),
        (Field::Zone, zone.map(str::to_owned)),
    ];
    fields.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

/// The field as the form of all calls it.
fn named(wrong: Option<Invalid>) -> Invalid {
    let Some(wrong) = wrong else { return Invalid::new("bulk.prefix", "this cannot be used") };
    let field = match wrong.field.as_ref() {
        "reminders" => "bulk.reminders",
        "zone" => "bulk.zone",
        _ => "bulk.prefix",
    };
    Invalid::new(field, wrong.message)
}
