//! The few places where the two databases need different words. Everything else is one text.

/// Which database is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Starts a transaction that writes. `SQLite` takes its write lock now: a transaction that reads
    /// first and writes later fails at once when another has written in between.
    pub(super) fn begin_write(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Starts a transaction that sees one moment throughout.
    pub(super) fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Counts tables: all of ours by the name of one, and all there are.
    pub(super) fn count_tables(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT COUNT(*) FILTER (WHERE name = 'schema_migrations'), COUNT(*) FROM sqlite_master \
                 WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            // A Postgres schema is often shared, so other tables in it say nothing.
            Self::Postgres => {
                "SELECT COUNT(*), COUNT(*) FROM information_schema.tables \
                 WHERE table_schema = current_schema() AND table_name = 'schema_migrations'"
            }
        }
    }

    /// Holds off other processes that migrate; the end of the transaction lets go.
    pub(super) fn lock_migrations(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None, // BEGIN IMMEDIATE is the lock.
            Self::Postgres => Some("SELECT pg_advisory_xact_lock(4051975)"),
        }
    }

    /// A step of the layout in this database's words. Only `SQLite` can keep a table's rows in the order of
    /// their key, without a second copy of it.
    pub(super) fn layout(self, sql: &'static str) -> String {
        match self {
            Self::Sqlite => sql.replace("/* WITHOUT ROWID */", "WITHOUT ROWID"),
            Self::Postgres => sql.to_owned(),
        }
    }

    /// Appends placeholder number `n`, counted from 1. In texts with thousands of them `SQLite` gets
    /// bare `?`: it looks named ones up one by one, so that binding them takes quadratic time.
    pub(super) fn placeholder(self, sql: &mut String, n: usize) {
        match self {
            Self::Sqlite => sql.push('?'),
            Self::Postgres => {
                use std::fmt::Write;
                // Writing to a String cannot fail.
                let _ = write!(sql, "${n}");
            }
        }
    }
}
