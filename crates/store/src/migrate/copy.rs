//! The copy of an SQLite file that is kept before a migration changes it.

use std::path::{Path, PathBuf};

use sqlx::sqlite::SqlitePool;

use crate::{Error, sqlite};

/// Writes what is committed to `<file>.schema-<version>`, replacing an older copy of that schema.
pub(super) async fn keep(pool: &SqlitePool, file: &Path, version: i64) -> Result<PathBuf, Error> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".schema-{version}"));
    let target = PathBuf::from(name);
    let failed = |source| Error::File { path: target.clone(), source };
    match std::fs::remove_file(&target) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => sqlite::create_private(&target).map_err(failed)?,
    }
    let named = target.to_str().ok_or_else(|| failed(std::io::ErrorKind::InvalidFilename.into()))?;
    // Another connection reads beside the one that holds the write lock.
    sqlx::query("VACUUM INTO $1").bind(named.to_owned()).execute(pool).await?;
    Ok(target)
}
