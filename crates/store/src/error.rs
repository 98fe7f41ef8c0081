//! What can go wrong with the database, said so that the reader knows what to do.

use std::fmt;
use std::path::PathBuf;

/// Why the store could not do what was asked. No variant carries what a row holds.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address names an engine that this program does not speak.
    #[error(
        "this database address is not understood: it has to start with `sqlite:` or `postgres://`, and a schema is \
         named by small letters, digits and `_`"
    )]
    UnknownEngine,

    /// The database file could not be created.
    #[error("cannot create the database file {}: check that its folder exists and may be written to", path.display())]
    File {
        /// The file that was asked for.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },

    /// The file is there but SQLite cannot work with it: not a database, not ours to write, or held by another.
    #[error("cannot use {} as a database", path.display())]
    Unusable {
        /// The file that was asked for.
        path: PathBuf,
        /// What SQLite said.
        source: sqlx::Error,
    },

    /// PostgreSQL did not let us in.
    #[error("cannot connect to PostgreSQL at {server}: check the address, the user and the password")]
    Unreachable {
        /// Host, port and database; neither user nor password.
        server: String,
        /// What the server or the network said.
        source: sqlx::Error,
    },

    /// The database lacks migrations that this program needs.
    #[error("the database has no migration {version} yet: run `migrate` once, then start again")]
    OlderSchema {
        /// The first migration that is missing.
        version: i64,
    },

    /// The database was last used by a newer program.
    #[error(
        "the database has migration {version}, which this version of the program does not know: run the newer version, or restore the copy made before that migration"
    )]
    NewerSchema {
        /// The number of the unknown migration.
        version: i64,
    },

    /// The database has a migration that no program before `min_program` can live with.
    #[error(
        "the database needs version {min_program} of the program or a newer one: its migration {version} is not for older ones"
    )]
    BreakingSchema {
        /// The number of the unknown migration.
        version: i64,
        /// The first version of the program that understands it.
        min_program: String,
    },

    /// A migration that has landed was edited afterwards.
    #[error("migration {version} differs from the one the database was built with: restore its file")]
    EditedMigration {
        /// The number of the edited migration.
        version: i64,
    },

    /// A migration failed; the database is as it was before.
    #[error("a database migration failed; nothing was changed")]
    Migration(#[source] sqlx::migrate::MigrateError),

    /// The database did not answer in time.
    #[error("the database did not answer in time")]
    Timeout,

    /// One body is larger than [`crate::MAX_HANDOFF_BYTES`].
    #[error("a download may hold at most {} KiB", crate::MAX_HANDOFF_BYTES / 1024)]
    TooLarge,

    /// So many downloads or begun sign-ins are waiting that another one is refused until some expire.
    #[error("too much is waiting to be fetched: try again in a few minutes")]
    Full,

    /// A stored value cannot be read back.
    #[error("a stored value is damaged")]
    Damaged,

    /// The operating system gave no random numbers.
    #[error("the operating system gives no random numbers")]
    Random,

    /// Others kept changing the same rows; nothing was changed, and trying again is safe.
    #[error("the database is busy with the same rows: try again")]
    Contended,

    /// Anything else the database said.
    #[error("the database failed")]
    Database(#[source] DatabaseError),
}

/// What the database said, without what a row holds: PostgreSQL quotes the value that a constraint refused.
#[derive(thiserror::Error)]
#[error("{0}")]
pub struct DatabaseError(sqlx::Error);

impl fmt::Debug for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseError({})", self.0)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Error::Database(DatabaseError(error))
    }
}

impl Error {
    /// Whether the statement lost against another transaction in a way that a second try settles.
    pub(crate) fn is_settled_by_another_try(&self) -> bool {
        const SERIALIZATION_FAILURE: &str = "40001";
        const DEADLOCK: &str = "40P01";
        let Error::Database(DatabaseError(sqlx::Error::Database(error))) = self else {
            return matches!(self, Error::Contended);
        };
        error.is_unique_violation()
            || error.code().is_some_and(|code| code == SERIALIZATION_FAILURE || code == DEADLOCK)
    }
}
