//! Everything SQL, and nothing else.
