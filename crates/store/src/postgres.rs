//! Reaching a PostgreSQL: its address, which may name a schema, and the size of the pool.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::Error;

/// Each instance of the program takes no more than this; small servers give out twenty to a hundred in all.
pub(crate) const CONNECTIONS: u32 = 8;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(8);
/// Connections that nobody asks for are closed; the server's memory returns.
const IDLE_TIMEOUT: Duration = Duration::from_mins(5);

/// Whether an address names a PostgreSQL.
pub(crate) fn is_address(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// An address as `DATABASE_URL` gives it, taken apart.
#[derive(Debug)]
pub(crate) struct Address {
    options: PgConnectOptions,
    /// The schema that holds the tables, when the address ends in `?schema=…`.
    pub(crate) schema: Option<String>,
}

impl Address {
    /// Reads `postgres://user:password@host:port/database?schema=calendar`; the schema may be left out.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        let (url, schema) = split_schema(url);
        if !is_address(&url) || schema.as_deref().is_some_and(|name| !is_plain_name(name)) {
            return Err(Error::UnknownEngine);
        }
        let mut options = PgConnectOptions::from_str(&url).map_err(|_| Error::UnknownEngine)?;
        options = options.application_name("ai-calendar-helper");
        if let Some(schema) = &schema {
            options = options.options([("search_path", schema)]);
        }
        Ok(Self { options, schema })
    }

    /// Connects once, so that a wrong address is told at the start.
    pub(crate) async fn connect(&self) -> Result<PgPool, Error> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(IDLE_TIMEOUT)
            .connect_with(self.options.clone());
        pool.await.map_err(|source| Error::Unreachable { server: self.server(), source })
    }

    fn server(&self) -> String {
        let (host, port) = (self.options.get_host(), self.options.get_port());
        let database = self.options.get_database().unwrap_or_else(|| self.options.get_username());
        format!("{host}:{port}/{database}")
    }
}

/// The address without its `schema`, which is a word of other programs' addresses and not of PostgreSQL's.
fn split_schema(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let mut schema = None;
    let others: Vec<_> = query
        .split('&')
        .filter(|pair| match pair.strip_prefix("schema=") {
            Some(name) => {
                schema = Some(name.to_owned());
                false
            }
            None => true,
        })
        .collect();
    (format!("{base}?{}", others.join("&")), schema)
}

/// A name that needs no quotes: it becomes part of a statement when the schema is made.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 63
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        for (url, server, schema) in [
            ("postgres://u:p@db.internal:5433/calendar", "db.internal:5433/calendar", None),
            ("postgresql://u@localhost/c?sslmode=disable", "localhost:5432/c", None),
            ("postgres://u@h/c?schema=work_2&sslmode=require", "h:5432/c", Some("work_2")),
            ("postgres://u@h/c?sslmode=require&schema=public", "h:5432/c", Some("public")),
        ] {
            let address = Address::parse(url).unwrap();
            assert_eq!((address.server().as_str(), address.schema.as_deref()), (server, schema), "{url}");
        }
    }

    #[test]
    fn a_schema_that_would_need_quotes_is_refused() {
        for name in ["", "Work", "1st", "a-b", "a;drop", "a%22", &"a".repeat(64)] {
            let url = format!("postgres://u@h/c?schema={name}");
            assert!(matches!(Address::parse(&url), Err(Error::UnknownEngine)), "{name:?}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_named_without_its_password() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let url = format!("postgres://ana:hunter2@{free}/calendar");
        let error = Address::parse(&url).unwrap().connect().await.unwrap_err();
        let said = format!("{error} {error:?}");
        assert!(said.contains(&free.to_string()) && !said.contains("hunter2"), "{said}");
    }
}
