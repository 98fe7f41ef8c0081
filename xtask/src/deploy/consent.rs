//! Asking before something is done that costs money or reaches people.

use std::io::{BufRead, Write, stdin, stdout};

use anyhow::{Result, bail};

/// Whether to ask.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Consent {
    /// Everything is agreed to beforehand.
    pub(crate) given: bool,
}

impl Consent {
    /// Goes on when the answer begins with y.
    pub(crate) fn ask(self, question: &str) -> Result<()> {
        self.require(&format!("{question} [y/N] "), |answer| answer.to_ascii_lowercase().starts_with('y'))
    }

    /// Goes on when `word` is typed: for what cannot be taken back, or what people see.
    pub(crate) fn ask_for(self, word: &str, question: &str) -> Result<()> {
        self.require(&format!("{question} Type {word} to go on: "), |answer| answer == word)
    }

    fn require(self, question: &str, is_yes: impl Fn(&str) -> bool) -> Result<()> {
        if self.given {
            return Ok(());
        }
        print!("{question}");
        stdout().flush()?;
        let mut answer = String::new();
        stdin().lock().read_line(&mut answer)?;
        println!();
        if !is_yes(answer.trim()) {
            bail!("nothing was done: it was not agreed to (--yes agrees beforehand)");
        }
        Ok(())
    }
}
