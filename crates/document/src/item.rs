//! What a page says about itself for machines, as items with properties: JSON-LD and microdata alike.

mod json_ld;
mod microdata;

use calendar::Span;

use crate::html::Tree;

pub(crate) use json_ld::of_json;

/// Most items of one page, and how deep they stand in each other.
pub(crate) const MOST_ITEMS: usize = 2000;
pub(crate) const DEEPEST: usize = 24;
/// Most bytes of all their texts.
pub(crate) const MOST_TEXT: usize = 2 * 1024 * 1024;

/// A thing with properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Item {
    /// Names of its types, without the vocabulary: `Event`.
    pub(crate) types: Vec<String>,
    pub(crate) properties: Vec<(String, Value)>,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A text, and where it stands.
    Text(String, Option<Span>),
    /// Another thing.
    Item(Box<Item>),
}

impl Item {
    /// The values of a property.
    pub(crate) fn all(&self, name: &'static str) -> impl Iterator<Item = &Value> {
        self.properties.iter().filter(move |(own, _)| own == name).map(|(_, value)| value)
    }

    /// The first text of a property that is not empty.
    pub(crate) fn text(&self, name: &'static str) -> Option<&str> {
        self.found(name).map(|(text, _)| text)
    }

    /// The first text of a property that is not empty, and where it stands.
    pub(crate) fn found(&self, name: &'static str) -> Option<(&str, Option<Span>)> {
        self.all(name).find_map(|value| match value {
            Value::Text(text, span) if !text.trim().is_empty() => Some((text.trim(), *span)),
            // {"@type": "Date", "@value": "…"}
            Value::Item(item) => item.all("@value").find_map(|value| match value {
                Value::Text(text, span) => Some((text.trim(), *span)),
                Value::Item(_) => None,
            }),
            Value::Text(..) => None,
        })
    }

    /// The things of a property.
    pub(crate) fn items(&self, name: &'static str) -> impl Iterator<Item = &Item> {
        self.all(name).filter_map(|value| match value {
            Value::Item(item) => Some(&**item),
            Value::Text(..) => None,
        })
    }

    /// The first thing of a property.
    pub(crate) fn item(&self, name: &'static str) -> Option<&Item> {
        self.items(name).next()
    }

    /// Whether it is of this type.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.types.iter().any(|own| own == name)
    }
}

/// The items of a page.
pub(crate) fn of_page(page: &str, tree: &Tree) -> Vec<Item> {
    let mut items = json_ld::of_page(page, tree);
    items.extend(microdata::of_page(tree));
    items.truncate(MOST_ITEMS);
    items
}

/// `https://schema.org/Event`, `schema:Event` and `Event` by the name they share.
pub(crate) fn bare(name: &str) -> &str {
    name.trim().rsplit(['/', '#', ':']).next().unwrap_or_default()
}

/// Words without the markup and the character references that some systems put into them.
pub(crate) fn plain(text: &str) -> String {
    if text.contains('&') || text.contains('<') { crate::html::words_of(text) } else { text.to_owned() }
}
