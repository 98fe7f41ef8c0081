//! How many values of the project's own texts are right, kept in the documentation.

use anyhow::Result;

use crate::places::{Places, cargo_in};
use crate::step::{read, step};

/// Writes `docs/accuracy.md` anew.
pub(crate) fn run(places: &Places) -> Result<()> {
    let command = ["run", "--quiet", "--locked", "--release", "--package=extract", "--example=accuracy"];
    let advice = "A text that cannot be read is named above.";
    let page = step("reading the project's texts", advice, || read(&mut cargo_in(places, &command)))?;
    std::fs::write(places.root.join("docs/accuracy.md"), page)?;
    Ok(())
}
