//! Which keys may stand in fly.toml, and what kind of value each takes.
//!
//! flyctl ignores a key that it does not know in silence, and its strict check does not look into arrays of tables.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::duration;

/// The allow-list, as it is written.
const KEYS: &str = include_str!("keys.txt");

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    Number,
    Flag,
    Duration,
    Texts,
    Map,
    Anything,
    OneOf(&'static str),
}

/// The allow-list.
pub(super) struct Keys(BTreeMap<String, Kind>);

impl Keys {
    /// Reads the list; a line that ends in `@name` stands for every key of that name.
    pub(super) fn new() -> Self {
        let lines = || KEYS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let pairs: Vec<_> = lines().filter_map(|line| line.split_once(' ')).collect();
        let mut keys = BTreeMap::new();
        for (path, what) in pairs.iter().filter(|(path, _)| !path.starts_with('@')) {
            let Some(group) = what.strip_prefix('@') else {
                keys.insert((*path).to_owned(), kind(what));
                continue;
            };
            let of_group = |name: &str| {
                name.strip_prefix('@')?.strip_prefix(group)?.strip_prefix('.').map(str::to_owned)
            };
            for (name, what) in &pairs {
                if let Some(rest) = of_group(name) {
                    keys.insert(format!("{path}.{rest}"), kind(what));
                }
            }
        }
        Self(keys)
    }

    /// Says what is wrong with each key that flyctl would ignore or refuse.
    pub(super) fn check(&self, table: &Table) -> Vec<String> {
        let mut wrong = Vec::new();
        self.check_table("", "", table, &mut wrong);
        wrong
    }

    /// `path` is how the allow-list spells the place, `place` how the reader would.
    fn check_table(&self, path: &str, place: &str, table: &Table, wrong: &mut Vec<String>) {
        for (key, value) in table {
            let place = joined(place, key);
            let path = self.named(path, key);
            match (self.0.get(&path), value) {
                (Some(kind), value) => wrong.extend(kind.refuse(value).map(|why| format!("`{place}` {why}"))),
                (None, Value::Table(inner)) if self.has_below(&format!("{path}.")) => {
                    self.check_table(&path, &place, inner, wrong);
                }
                (None, Value::Array(items)) if self.has_below(&format!("{path}[]")) => {
                    self.check_items(&format!("{path}[]"), &place, items, wrong);
                }
                _ => wrong.push(self.unknown(&path, &place)),
            }
        }
    }

    fn check_items(&self, path: &str, place: &str, items: &[Value], wrong: &mut Vec<String>) {
        for item in items {
            match item {
                Value::Table(table) => self.check_table(path, place, table, wrong),
                _ => wrong.push(format!("`{place}` has to be written as [[{place}]]")),
            }
        }
    }

    /// How the list spells a key of a place: by its name, or by a star where names are free.
    fn named(&self, path: &str, key: &str) -> String {
        let (named, free) = (joined(path, key), joined(path, "*"));
        let is_named = self.0.contains_key(&named)
            || self.has_below(&format!("{named}."))
            || self.has_below(&format!("{named}[]"));
        if !is_named && self.has_below(&free) { free } else { named }
    }

    fn has_below(&self, start: &str) -> bool {
        self.0.keys().any(|key| key.starts_with(start))
    }

    fn unknown(&self, path: &str, place: &str) -> String {
        if self.has_below(&format!("{path}[].")) {
            return format!("`{place}` has to be written as [[{place}]]");
        }
        let last = place.rsplit('.').next().unwrap_or(place);
        let elsewhere = self.0.keys().find(|key| key.rsplit('.').next() == Some(last));
        let hint =
            elsewhere.map(|key| format!("; Fly knows it as `{}`", key.replace("[]", ""))).unwrap_or_default();
        format!("`{place}` is no key of Fly's and would be ignored in silence{hint}")
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn kind(what: &'static str) -> Kind {
    match what {
        "s" => Kind::Text,
        "i" => Kind::Whole,
        "f" => Kind::Number,
        "b" => Kind::Flag,
        "d" => Kind::Duration,
        "a" => Kind::Texts,
        "m" => Kind::Map,
        "x" => Kind::Anything,
        list => Kind::OneOf(list),
    }
}

impl Kind {
    /// Why this value cannot be used, if it cannot.
    fn refuse(self, value: &Value) -> Option<String> {
        let text = value.as_str();
        let is_right = match self {
            Kind::Text => text.is_some(),
            Kind::Whole => value.is_integer(),
            Kind::Number => value.is_integer() || value.is_float(),
            Kind::Flag => value.is_bool(),
            Kind::Duration => text.is_some_and(|text| duration(text).is_some()),
            Kind::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_str)),
            Kind::Map => value.as_table().is_some_and(|table| table.values().all(Value::is_str)),
            Kind::Anything => true,
            Kind::OneOf(list) => text.is_some_and(|text| list.split('|').any(|one| one == text)),
        };
        (!is_right).then(|| format!("has to be {}", self.wanted()))
    }

    fn wanted(self) -> String {
        match self {
            Kind::Text => "a string in quotes".to_owned(),
            Kind::Whole => "a whole number".to_owned(),
            Kind::Number => "a number".to_owned(),
            Kind::Flag => "true or false".to_owned(),
            Kind::Duration => "a duration in quotes, such as \"30s\" or \"5m\"".to_owned(),
            Kind::Texts => "an array of strings".to_owned(),
            Kind::Map => "a table of strings".to_owned(),
            Kind::Anything => "anything".to_owned(),
            Kind::OneOf(list) => format!("one of {}", list.split('|').collect::<Vec<_>>().join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A path and the tables that it lies in.
    fn prefixes(path: &str) -> Vec<&str> {
        path.match_indices('.').map(|(dot, _)| path[..dot].trim_end_matches("[]")).chain([path]).collect()
    }

    #[test]
    fn the_list_has_every_key_under_its_path() {
        let Keys(keys) = Keys::new();
        // flyctl's own count, which has the tables as well as what stands in them.
        let is_field = |part: &&str| !part.ends_with('*');
        let fields: BTreeSet<_> = keys.keys().flat_map(|path| prefixes(path)).filter(is_field).collect();
        assert_eq!(fields.len(), 221);
        for (path, kind) in [
            ("vm[].memory", Kind::Text),
            ("deploy.release_command_vm.memory", Kind::Text),
            ("checks.*.interval", Kind::Duration),
            ("http_service.checks[].path", Kind::Text),
            ("services[].ports[].tls_options.alpn", Kind::Texts),
        ] {
            assert_eq!(keys.get(path), Some(&kind), "{path}");
        }
        assert!(!keys.keys().any(|path| path.contains('@')));
    }
}
