//! The calendar crate against programs nobody here wrote. `cargo xtask test` installs them and says where they are.

mod counterpart;
mod quirk_table;
mod quirks;
mod read_back;
mod round_trip;
mod rules;
mod zones;
