//! The words of a page, laid out in lines as a reader sees them.

use super::table;
use super::tree::{Node, Tree};

/// Elements whose words are not shown.
const HIDDEN: [&str; 14] = [
    "head", "script", "style", "template", "svg", "object", "iframe", "select", "noscript", "title", "audio",
    "video", "canvas", "math",
];
/// Elements that begin and end a line.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "section",
    "table",
    "tbody",
    "tr",
    "td",
    "ul",
];
/// Elements with an empty line around them.
const PARTED: [&str; 10] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"];
/// Longest address that is told beside its words: longer ones follow who presses them.
const LONGEST_LINK: usize = 300;
/// Most bytes that a page is laid out to; what is read at once is a tenth of it.
const MOST: usize = 2 * 1024 * 1024;

/// The words of a page.
pub(crate) fn of(tree: &Tree) -> String {
    let mut page = Page { tree, lines: Lines::default() };
    page.all(&tree.roots);
    page.lines.finish()
}

/// The words of some nodes, in lines.
pub(super) fn inside(tree: &Tree, nodes: &[usize]) -> String {
    let mut page = Page { tree, lines: Lines::default() };
    page.all(nodes);
    page.lines.finish()
}

struct Page<'t> {
    tree: &'t Tree,
    lines: Lines,
}

impl Page<'_> {
    fn all(&mut self, nodes: &[usize]) {
        for at in nodes {
            if self.lines.text.len() > MOST {
                return;
            }
            if let Some(node) = self.tree.node(*at) {
                self.one(*at, node);
            }
        }
    }

    fn one(&mut self, at: usize, node: &Node) {
        match node.name.as_str() {
            "" => self.lines.words(&node.words),
            name if HIDDEN.contains(&name) || is_hidden(node) => {}
            "br" => self.lines.end(),
            "a" => self.link(node),
            "pre" => self.preformatted(node),
            "li" => {
                self.lines.end();
                self.lines.words("- ");
                self.all(&node.children);
                self.lines.end();
            }
            "blockquote" => self.quote(node),
            "table" => {
                self.lines.part();
                match table::rows(self.tree, at) {
                    Some(rows) => rows.iter().for_each(|row| self.lines.whole(row)),
                    None => self.all(&node.children),
                }
                self.lines.part();
            }
            name if PARTED.contains(&name) => {
                self.lines.part();
                self.all(&node.children);
                self.lines.part();
            }
            name if BLOCKS.contains(&name) || name == "th" => {
                self.lines.end();
                self.all(&node.children);
                self.lines.end();
            }
            _ => self.all(&node.children),
        }
    }

    /// The words of a link, and where it leads when the words do not say it.
    fn link(&mut self, node: &Node) {
        let words = inside(self.tree, &node.children);
        let address = node.attribute("href").unwrap_or_default().trim();
        let says = |words: &str| words.contains(address.trim_end_matches('/'));
        let web = ["http://", "https://"]
            .iter()
            .any(|scheme| address.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme)));
        let told =
            web && address.len() <= LONGEST_LINK && !says(&words) && !address.contains(char::is_whitespace);
        match words.trim() {
            "" => {}
            line if !line.contains('\n') && told => self.lines.words(&format!("[{line}]({address})")),
            line if !line.contains('\n') => self.lines.words(line),
            lines => lines.lines().for_each(|line| self.lines.whole(line)),
        }
    }

    fn preformatted(&mut self, node: &Node) {
        self.lines.end();
        let mut words = String::new();
        collect(self.tree, &node.children, MOST, &mut words);
        words.lines().for_each(|line| self.lines.whole(line));
        self.lines.end();
    }

    /// What somebody else wrote, with the mark that mails have for it.
    fn quote(&mut self, node: &Node) {
        self.lines.end();
        let is_answer = node.attribute("type") == Some("cite")
            || node.attribute("class").is_some_and(|class| class.contains("quote"));
        if !is_answer {
            return self.all(&node.children);
        }
        let words = inside(self.tree, &node.children);
        words.lines().for_each(|line| self.lines.whole(format!("> {line}").trim_end()));
    }
}

/// The words of the nodes as they stand, about as many bytes as `most`.
pub(crate) fn collect(tree: &Tree, nodes: &[usize], most: usize, out: &mut String) {
    let mut waiting: Vec<usize> = nodes.iter().rev().copied().collect();
    while let Some(at) = waiting.pop().filter(|_| out.len() <= most) {
        let Some(node) = tree.node(at) else { continue };
        if node.name == "br" {
            out.push('\n');
        }
        out.push_str(&node.words);
        waiting.extend(node.children.iter().rev());
    }
}

fn is_hidden(node: &Node) -> bool {
    let style = node.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    style.contains("display:none") || style.contains("mso-hide:all") || node.attribute("hidden").is_some()
}

/// Lines as they grow.
#[derive(Default)]
struct Lines {
    text: String,
    line: String,
    /// Whether an empty line is due before the next.
    parted: bool,
    /// Whether a blank is due before the next word.
    blank: bool,
}

impl Lines {
    /// Words with any number of blanks as one; invisible characters that fill previews are no words.
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
                c if c.is_whitespace() => self.blank = true,
                c => {
                    if self.blank && !self.line.is_empty() {
                        self.line.push(' ');
                    }
                    self.blank = false;
                    self.line.push(c);
                }
            }
        }
    }

    /// Ends the line, if one has begun.
    fn end(&mut self) {
        self.blank = false;
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() || line == "-" {
            return;
        }
        if self.parted && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.parted = false;
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line that is laid out already.
    fn whole(&mut self, line: &str) {
        self.end();
        line.clone_into(&mut self.line);
        self.end();
    }

    /// Ends the line and leaves an empty one.
    fn part(&mut self) {
        self.end();
        self.parted = true;
    }

    fn finish(mut self) -> String {
        self.end();
        self.text.truncate(self.text.trim_end().len());
        self.text
    }
}
