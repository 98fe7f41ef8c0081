//! Pages and the HTML of mails: their words, with links and tables kept, and what they say about themselves.

mod table;
mod tree;
mod words;

use crate::fit::Parts;
use crate::{calendar_file, schema};

pub(crate) use tree::{Node, Tree};
pub(crate) use words::collect;

/// What a page says: its words, and the events it states below them.
pub(crate) fn read(page: &str) -> Parts {
    let tree = Tree::of(page);
    let events = schema::events(&crate::item::of_page(page, &tree), None);
    let mut notes = Vec::new();
    if tree.is_cut {
        notes.push("This page is very large: only its beginning was read.".to_owned());
    }
    Parts { prose: words::of(&tree), calendar: calendar_file::write(&events), notes }
}

/// The words of a page or a piece of one.
pub(crate) fn words_of(page: &str) -> String {
    words::of(&Tree::of(page))
}

#[cfg(test)]
mod tests;
