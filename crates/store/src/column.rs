//! How a value of ours lies in a column, and how a row becomes a struct, once for both engines.

use jiff::Timestamp;
use sqlx::{ColumnIndex, Decode, Row, Type};

use crate::Error;

/// A value that is stored as a TEXT, a BIGINT or a BOOLEAN.
pub(crate) trait Column: Sized {
    /// What the engines know.
    type Stored;

    /// Reads a stored value; one that no statement of ours would have written is damaged.
    fn read(stored: Self::Stored) -> Result<Self, Error>;
}

macro_rules! stored_as_itself {
    ($($type:ty),*) => {
        $(impl Column for $type {
            type Stored = $type;
            fn read(stored: Self) -> Result<Self, Error> {
                Ok(stored)
            }
        })*
    };
}
stored_as_itself!(String, i64, bool);

impl<T: Column> Column for Option<T> {
    type Stored = Option<T::Stored>;
    fn read(stored: Self::Stored) -> Result<Self, Error> {
        stored.map(T::read).transpose()
    }
}

impl Column for Timestamp {
    type Stored = i64;
    fn read(seconds: i64) -> Result<Self, Error> {
        Timestamp::from_second(seconds).map_err(|_| Error::Damaged)
    }
}

/// The value of one column.
pub(crate) fn get<'r, R, T>(row: &'r R, column: &'static str) -> Result<T, sqlx::Error>
where
    R: Row,
    T: Column,
    T::Stored: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    T::read(row.try_get(column)?)
        .map_err(|source| sqlx::Error::ColumnDecode { index: column.to_owned(), source: Box::new(source) })
}

/// Makes a struct readable from the rows of both engines: `row!(Session { id: "session_id", device: "device" })`.
macro_rules! row {
    ($name:ident { $($field:ident: $column:literal),* $(,)? }) => {
        $crate::column::row!(@engine $name, sqlx::sqlite::SqliteRow, $($field: $column),*);
        $crate::column::row!(@engine $name, sqlx::postgres::PgRow, $($field: $column),*);
    };
    (@engine $name:ident, $row:ty, $($field:ident: $column:literal),*) => {
        impl<'r> sqlx::FromRow<'r, $row> for $name {
            fn from_row(row: &'r $row) -> Result<Self, sqlx::Error> {
                Ok(Self { $($field: $crate::column::get(row, $column)?),* })
            }
        }
    };
}

/// Makes a struct of two readable from one row that has the columns of both.
macro_rules! row_of_two {
    ($name:ident { $first:ident, $second:ident }) => {
        $crate::column::row_of_two!(@engine $name, sqlx::sqlite::SqliteRow, $first, $second);
        $crate::column::row_of_two!(@engine $name, sqlx::postgres::PgRow, $first, $second);
    };
    (@engine $name:ident, $row:ty, $first:ident, $second:ident) => {
        impl<'r> sqlx::FromRow<'r, $row> for $name {
            fn from_row(row: &'r $row) -> Result<Self, sqlx::Error> {
                Ok(Self { $first: sqlx::FromRow::from_row(row)?, $second: sqlx::FromRow::from_row(row)? })
            }
        }
    };
}

pub(crate) use {row, row_of_two};
