//! Whole files, as other programs make them and as nobody should.

mod files;
mod hostile;
mod mails;
