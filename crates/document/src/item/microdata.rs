//! Microdata: the elements of a page that say what they are.

use super::{DEEPEST, Item, MOST_ITEMS, MOST_TEXT, Value, bare};
use crate::html::{Node, Tree, collect};

/// Attributes that hold the value of an element of this name.
const VALUES: [(&str, &str); 13] = [
    ("meta", "content"),
    ("time", "datetime"),
    ("a", "href"),
    ("link", "href"),
    ("area", "href"),
    ("img", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
    ("data", "value"),
    ("meter", "value"),
];

/// The items of a page that stand in no other.
pub(super) fn of_page(tree: &Tree) -> Vec<Item> {
    let mut reader = Reader { tree, count: 0, budget: MOST_TEXT };
    let mut items = Vec::new();
    let mut waiting: Vec<usize> = tree.roots.iter().rev().copied().collect();
    while let Some(at) = waiting.pop() {
        let Some(node) = tree.node(at) else { continue };
        match node.attribute("itemscope") {
            Some(_) if node.attribute("itemprop").is_none() => items.extend(reader.item(node, 0)),
            _ => waiting.extend(node.children.iter().rev()),
        }
    }
    items
}

struct Reader<'t> {
    tree: &'t Tree,
    count: usize,
    /// Bytes of text that may still be taken.
    budget: usize,
}

/// Names that one value has at most.
const MOST_NAMES: usize = 4;

impl Reader<'_> {
    fn item(&mut self, node: &Node, depth: usize) -> Option<Item> {
        self.count += 1;
        if depth > DEEPEST || self.count > MOST_ITEMS {
            return None;
        }
        let types = node.attribute("itemtype").unwrap_or_default();
        let mut item = Item {
            types: types.split_whitespace().map(|it| bare(it).to_owned()).collect(),
            properties: Vec::new(),
        };
        let mut waiting: Vec<usize> = node.children.iter().rev().copied().collect();
        while let Some(at) = waiting.pop() {
            let Some(child) = self.tree.node(at) else { continue };
            let is_item = child.attribute("itemscope").is_some();
            if let Some(names) = child.attribute("itemprop") {
                let value = if is_item {
                    self.item(child, depth + 1).map(|it| Value::Item(Box::new(it)))
                } else {
                    self.text(child)
                };
                let named = names
                    .split_whitespace()
                    .take(MOST_NAMES)
                    .filter_map(|name| Some((bare(name).to_owned(), value.clone()?)));
                item.properties.extend(named);
            }
            // What stands in an item is that item's own.
            if !is_item {
                waiting.extend(child.children.iter().rev());
            }
        }
        Some(item)
    }

    fn text(&mut self, node: &Node) -> Option<Value> {
        let by_attribute =
            VALUES.iter().find(|(name, _)| *name == node.name).map(|(_, attribute)| *attribute);
        let attribute =
            [by_attribute, Some("content")].into_iter().flatten().find(|it| node.attribute(it).is_some());
        if let Some(name) = attribute {
            let value = node.attribute(name)?.trim();
            self.budget = self.budget.checked_sub(value.len())?;
            return Some(Value::Text(value.to_owned(), node.attribute_span(name)));
        }
        let mut words = String::new();
        collect(self.tree, &node.children, self.budget, &mut words);
        self.budget = self.budget.checked_sub(words.len())?;
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let only = node.children.first().and_then(|at| self.tree.node(*at)).and_then(|node| node.span);
        Some(Value::Text(words, only.filter(|_| node.children.len() == 1)))
    }
}
