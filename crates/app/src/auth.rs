//! Signing in: what proves that somebody is who they say.

pub mod attempts;
pub mod new_password;
pub mod password;
pub mod providers;
