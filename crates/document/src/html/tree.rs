//! A page as a tree. Not the tree that a browser builds: tags that are closed wrongly are closed where it makes sense.

use calendar::Span;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Token, Tokenizer};

/// Most nodes of a page, and how deep they are looked into: more is no page for people.
const MOST_NODES: usize = 200_000;
const DEEPEST: usize = 200;

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "param",
];
/// Tags that end where the next of their kind begins.
const CLOSES: [(&str, &[&str]); 11] = [
    ("li", &["li"]),
    ("p", &["p"]),
    ("td", &["td", "th"]),
    ("th", &["td", "th"]),
    ("tr", &["td", "th", "tr"]),
    ("tbody", &["td", "th", "tr", "thead", "tbody"]),
    ("tfoot", &["td", "th", "tr", "thead", "tbody"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
    ("option", &["option"]),
    ("body", &["head"]),
];
/// What a tag that ends by itself is not looked for beyond.
const WALLS: [&str; 6] = ["table", "ul", "ol", "dl", "div", "blockquote"];

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// The nodes that stand in no other.
    pub(crate) roots: Vec<usize>,
    /// Whether the page was too large to be read to its end.
    pub(crate) is_cut: bool,
}

/// An element, or words.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Lower case; empty for words.
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String, Span)>,
    /// Words alone.
    pub(crate) words: String,
    /// Where the tag or the words stand.
    pub(crate) span: Option<Span>,
    pub(crate) children: Vec<usize>,
}

impl Node {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _, _)| n == name).map(|(_, value, _)| value.as_str())
    }

    /// Where the value of an attribute stands.
    pub(crate) fn attribute_span(&self, name: &str) -> Option<Span> {
        self.attributes.iter().find(|(n, _, _)| n == name).map(|(_, _, span)| *span)
    }
}

impl Tree {
    /// The tree of a page.
    pub(crate) fn of(page: &str) -> Tree {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut tree = Tree::default();
        let mut open: Vec<usize> = Vec::new();
        for token in Tokenizer::new_with_emitter(page, emitter) {
            let Ok(token) = token;
            if tree.nodes.len() >= MOST_NODES {
                tree.is_cut = true;
                break;
            }
            match token {
                Token::StartTag(tag) => {
                    let name = text(&tag.name);
                    tree.close_before(&name, &mut open);
                    let attribute = |(name, value): (&HtmlString, &html5gum::Spanned<HtmlString, usize>)| {
                        let (value, span) = (text(&value.value), Span::new(value.span.start, value.span.end));
                        let span = inner(page, span, &value);
                        (text(name), value, span)
                    };
                    let attributes = tag.attributes.iter().map(attribute).collect();
                    let span = Some(Span::new(tag.span.start, tag.span.end));
                    let is_void = VOID.contains(&name.as_str()) || tag.self_closing;
                    let at = tree.add(Node { name, attributes, span, ..Node::default() }, &open);
                    if !is_void && open.len() < DEEPEST {
                        open.push(at);
                    }
                }
                Token::EndTag(tag) => tree.close(&text(&tag.name), &mut open),
                Token::String(words) => {
                    let span = Some(Span::new(words.span.start, words.span.end));
                    tree.add(Node { words: text(&words.value), span, ..Node::default() }, &open);
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        tree
    }

    /// The node at a place.
    pub(crate) fn node(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    fn add(&mut self, node: Node, open: &[usize]) -> usize {
        let at = self.nodes.len();
        self.nodes.push(node);
        match open.last().and_then(|parent| self.nodes.get_mut(*parent)) {
            Some(parent) => parent.children.push(at),
            None => self.roots.push(at),
        }
        at
    }

    fn name(&self, at: usize) -> &str {
        self.nodes.get(at).map_or("", |node| node.name.as_str())
    }

    /// Closes what ends where `name` begins.
    fn close_before(&self, name: &str, open: &mut Vec<usize>) {
        let Some((_, closed)) = CLOSES.iter().find(|(tag, _)| *tag == name) else { return };
        let wall = open.iter().rposition(|at| WALLS.contains(&self.name(*at))).map_or(0, |at| at + 1);
        let inside = open.get(wall..).unwrap_or_default();
        if let Some(first) = inside.iter().position(|at| closed.contains(&self.name(*at))) {
            open.truncate(wall + first);
        }
    }

    /// Closes the innermost element of this name; a cell's end does not close what is around its table.
    fn close(&self, name: &str, open: &mut Vec<usize>) {
        let wall = match name {
            "table" | "html" | "body" => 0,
            _ => open.iter().rposition(|at| self.name(*at) == "table").unwrap_or(0),
        };
        let inside = open.get(wall..).unwrap_or_default();
        if let Some(last) = inside.iter().rposition(|at| self.name(*at) == name) {
            open.truncate(wall + last);
        }
    }
}

/// Where the value of an attribute stands in `name="value"`.
fn inner(page: &str, span: Span, value: &str) -> Span {
    match span.of(page).find(value) {
        Some(at) if !value.is_empty() => Span::new(span.start + at, span.start + at + value.len()),
        _ => span,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
