//! JSON-LD: scripts of a page, or the JSON itself.

use std::collections::HashMap;

use calendar::Span;
use serde_json::Value as Json;

use super::{DEEPEST, Item, MOST_ITEMS, MOST_TEXT, Value, bare, plain};
use crate::html::Tree;

/// The items of the scripts of a page.
pub(super) fn of_page(page: &str, tree: &Tree) -> Vec<Item> {
    let mut items = Vec::new();
    for node in &tree.nodes {
        let kind = node.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
        if node.name != "script"
            || kind.split(';').next().is_none_or(|kind| kind.trim() != "application/ld+json")
        {
            continue;
        }
        let parts = node.children.iter().filter_map(|at| tree.node(*at));
        let spans: Vec<Span> = parts.filter_map(|part| part.span).collect();
        if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
            items.extend(of_json(page, Span::new(first.start, last.end)));
        }
    }
    items
}

/// The items of the JSON at `span` of `text`; none when it is not JSON.
pub(crate) fn of_json(text: &str, span: Span) -> Vec<Item> {
    let source = span.of(text);
    // Some pages wrap it in what hid scripts from browsers of the last century.
    let json = source
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let json = json.trim_end().trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>");
    let Some(json) = lenient(json) else { return Vec::new() };
    let named = HashMap::new();
    let mut reader =
        Reader { source, offset: span.start, cursor: 0, misses: 0, count: 0, budget: MOST_TEXT, named };
    reader.name(&json, 0);
    let mut items = Vec::new();
    reader.top(&json, 0, &mut items);
    items
}

/// JSON, also with the line ends inside of strings that some systems write.
fn lenient(json: &str) -> Option<Json> {
    serde_json::from_str(json).ok().or_else(|| {
        let flat: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(flat.trim().trim_end_matches(';')).ok()
    })
}

struct Reader<'t> {
    source: &'t str,
    offset: usize,
    /// Behind the text that was found last: texts are read in their order.
    cursor: usize,
    /// Texts that stand elsewhere than where they were looked for.
    misses: usize,
    count: usize,
    /// Bytes of text that may still be taken.
    budget: usize,
    /// What `@id` names.
    named: HashMap<String, &'t Json>,
}

/// How far ahead a text is looked for, and how often in vain.
const AHEAD: usize = 64 * 1024;
const MOST_MISSES: usize = 500;

impl<'t> Reader<'t> {
    /// Remembers what has a name, so that a reference to it can be followed.
    fn name(&mut self, json: &'t Json, depth: usize) {
        if depth > DEEPEST || self.named.len() > MOST_ITEMS {
            return;
        }
        match json {
            Json::Array(all) => all.iter().for_each(|one| self.name(one, depth + 1)),
            Json::Object(fields) => {
                if let (Some(Json::String(id)), true) = (fields.get("@id"), fields.len() > 1) {
                    self.named.entry(id.clone()).or_insert(json);
                }
                fields.values().for_each(|one| self.name(one, depth + 1));
            }
            _ => {}
        }
    }

    fn top(&mut self, json: &Json, depth: usize, items: &mut Vec<Item>) {
        match json {
            Json::Array(all) if depth < DEEPEST => all.iter().for_each(|one| self.top(one, depth + 1, items)),
            Json::Object(fields) => {
                if let Some(graph) = fields.get("@graph").filter(|_| depth < DEEPEST) {
                    self.top(graph, depth + 1, items);
                }
                if fields.contains_key("@type") {
                    items.extend(self.item(json, depth));
                }
            }
            _ => {}
        }
    }

    fn item(&mut self, json: &Json, depth: usize) -> Option<Item> {
        let fields = json.as_object()?;
        self.count += 1;
        if depth > DEEPEST || self.count > MOST_ITEMS {
            return None;
        }
        let mut item = Item::default();
        for (name, value) in fields {
            let values = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
            for value in values {
                if name == "@type" {
                    item.types.extend(value.as_str().map(|name| bare(name).to_owned()));
                } else if let Some(value) = self.value(value, depth) {
                    item.properties
                        .push((if name == "@value" { name } else { bare(name) }.to_owned(), value));
                }
            }
        }
        Some(item)
    }

    fn value(&mut self, json: &Json, depth: usize) -> Option<Value> {
        match json {
            Json::String(text) => Some(self.text(text)),
            Json::Number(number) => Some(Value::Text(number.to_string(), None)),
            Json::Object(fields) => {
                let reference = fields.get("@id").and_then(Json::as_str).filter(|_| fields.len() == 1);
                let named = reference.and_then(|id| self.named.get(id).copied());
                self.item(named.unwrap_or(json), depth + 1).map(|item| Value::Item(Box::new(item)))
            }
            _ => None,
        }
    }

    fn text(&mut self, text: &str) -> Value {
        let span = self.span(text);
        let text = text.get(..text.floor_char_boundary(self.budget)).unwrap_or_default();
        self.budget -= text.len();
        Value::Text(plain(text), span)
    }

    /// Where a text stands in its quotes.
    fn span(&mut self, text: &str) -> Option<Span> {
        if self.misses > MOST_MISSES {
            return None;
        }
        let quoted = serde_json::to_string(text).ok()?;
        let end = self.source.floor_char_boundary(self.cursor + AHEAD + quoted.len());
        let ahead = self.source.get(self.cursor..end)?;
        let Some(at) = ahead.find(&quoted).map(|at| at + self.cursor) else {
            self.misses += 1;
            return None;
        };
        self.cursor = at + quoted.len();
        Some(Span::new(self.offset + at + 1, self.offset + self.cursor - 1))
    }
}
