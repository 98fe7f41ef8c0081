//! The mail crate against a server nobody here wrote. `cargo xtask test` installs it and says where it is.

mod server;
mod smtp;
