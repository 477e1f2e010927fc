//! What can be wrong with a database that holds the catalogue. No sentence has the password in it, nor the address as it was
//! written, which may.

use super::mark::Mark;

/// An error of the database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// The address is none.
    #[error(
        "[catalog] url is not the address of a PostgreSQL database: {why}. Write it as \
         postgres://zef:PASSWORD@db.example.org:5432/zef, with % codes for the signs of the password that have a meaning in \
         addresses (@ is %40, : is %3A, / is %2F)"
    )]
    Address {
        /// What is wrong with it.
        why: &'static str,
    },
    /// A file that the address names cannot be used.
    #[error(
        "sslrootcert in [catalog] url names {path}, which is no file of certificates (PEM) that this program can read"
    )]
    RootCertificate {
        /// The file.
        path: String,
    },
    /// The server does not answer.
    #[error(
        "PostgreSQL at {at} does not answer: {why}. Nothing was changed. A server of Zef that is running tries again by itself; if \
         PostgreSQL should be running, look at its log, and whether host and port in [catalog] url are right"
    )]
    Unreachable {
        /// The server.
        at: String,
        /// Why.
        why: String,
    },
    /// The connection was lost before the answer came.
    #[error(
        "PostgreSQL at {at} stopped answering before it said whether this change was made: look whether it is there before \
         making it again"
    )]
    Unsure {
        /// The server.
        at: String,
    },
    /// The server does not know this user, or the password is wrong.
    #[error(
        "PostgreSQL at {at} does not let in the user “{user}”: {why}. Correct the user and the password in [catalog] url, or \
         the server’s pg_hba.conf"
    )]
    Refused {
        /// The server.
        at: String,
        /// The user.
        user: String,
        /// What the server says.
        why: String,
    },
    /// There is no such database.
    #[error(
        "PostgreSQL at {at} has no database “{name}”: make it (createdb --owner={user} --encoding=UTF8 --template=template0 \
         {name}), or correct its name in [catalog] url"
    )]
    NoDatabase {
        /// The server.
        at: String,
        /// The user.
        user: String,
        /// The database.
        name: String,
    },
    /// The user may not make tables, or not use them.
    #[error(
        "the user “{user}” may not make or use the tables of Zef in the database “{name}”: {why}. Make that user its owner \
         (alter database {name} owner to {user})"
    )]
    NotAllowed {
        /// The user.
        user: String,
        /// The database.
        name: String,
        /// What the server says.
        why: String,
    },
    /// The connection is not safe.
    #[error("no safe connection to PostgreSQL at {at}: {why}. {remedy}")]
    Unsafe {
        /// The server.
        at: String,
        /// Why.
        why: String,
        /// What to do, in sentences without the last full stop.
        remedy: &'static str,
    },
    /// Texts of the database are not in Unicode, or the server is too old.
    #[error("the database “{name}” cannot be used: {why}")]
    Unsuitable {
        /// The database.
        name: String,
        /// Why, and what to do.
        why: String,
    },
    /// A newer program made its tables.
    #[error(
        "the database was prepared by a newer version of Zef (its tables have version {found}; this program knows versions up \
         to {known}): install that version or a later one. Nothing was changed"
    )]
    Newer {
        /// The version of the tables, or of what they hold.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The library moves, or has moved.
    #[error("{0}. Nothing was changed")]
    Moving(Mark),
    /// Its disk is full.
    #[error(
        "the disk of PostgreSQL at {at} is full. Nothing was changed or lost: make room there, then do the same again"
    )]
    Full {
        /// The server.
        at: String,
    },
    /// The database does not hold what it should.
    #[error("the tables of the catalogue are damaged: {what}. Nothing was changed. Restore the database from a backup")]
    Damaged {
        /// What is wrong.
        what: String,
    },
    /// Anything else that the server says.
    #[error("PostgreSQL could not do this: {what}")]
    Failed {
        /// What the server says.
        what: String,
    },
    /// This program was built without it.
    #[error(
        "[catalog] engine is “postgres”, and this program was built without PostgreSQL: build it with --features postgres, or \
         install one that has it"
    )]
    NotBuilt,
}

impl DatabaseError {
    /// Whether it passes when the server answers again.
    #[must_use]
    pub const fn is_away(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Unsure { .. })
    }
}
