//! What kind of text it is, and which of its lines tell of one event: each kind in a file of its name.

pub(crate) mod booking;
pub(crate) mod lead;
pub(crate) mod letter;
pub(crate) mod list;
pub(crate) mod mail;
pub(crate) mod programme;
pub(crate) mod segment;
pub(crate) mod series;
pub(crate) mod sheet;
pub(crate) mod stanza;
pub(crate) mod table;
pub(crate) mod term;
pub(crate) mod transcript;
