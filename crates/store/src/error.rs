//! What can go wrong with the database, said so that the reader knows what to do.

use std::path::PathBuf;

/// Why the store could not do what was asked. No variant carries what a row holds.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address names an engine that this program does not speak.
    #[error("this database address is not understood: it has to start with `sqlite:`")]
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

    /// The database was last used by a newer program.
    #[error(
        "the database has migration {version}, which this version of the program does not know: run the newer version, or restore the copy made before that migration"
    )]
    NewerSchema {
        /// The number of the unknown migration.
        version: i64,
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

    /// So many downloads are waiting that another one is refused until some expire.
    #[error("too many downloads are waiting to be fetched: try again in a few minutes")]
    Full,

    /// A stored value cannot be read back.
    #[error("a stored value is damaged")]
    Damaged,

    /// Anything else the database said.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
}
