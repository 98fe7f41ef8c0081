//! The relying party against providers nobody here wrote. `cargo xtask test` installs them and says where they are.

mod browser;
mod counterpart;
mod forged;
mod real;
