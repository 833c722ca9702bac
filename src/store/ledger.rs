//! The one writer of the ledger: calls and all their sums, in one transaction.

use super::Store;
use super::batch::{LARGEST, Many};
use super::calls::{Written, open_rows, read_intent};
use super::error::StoreError;
use super::script::Scripts;
use super::session::{Args, Db, Own};
use super::totals::Sums;
use crate::domain::budget::{Total, WindowKey};
use crate::domain::money::Nanos;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, Outcome, Passage};
use crate::domain::time::Micros;
use crate::domain::usage::{Usage, UsageSource};
use sqlx::ConnectOptions;
use std::collections::HashSet;
#[cfg(unix)]
use std::fs::Permissions;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Something to put on record.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A call was admitted.
    Intent(Box<CallIntent>),
    /// A call is over, or a total is corrected.
    Final(Arc<CallRecord>),
    /// A price that calls are priced by from now on.
    Price {
        /// Its version, as calls name it.
        version: Arc<str>,
        /// The price itself, in words of its own.
        spec: Arc<str>,
    },
}

/// What a batch did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// The new total of every window that it touched.
    pub totals: Vec<(WindowKey, Total)>,
    /// How many final rows were new; the others had been there before and changed nothing.
    pub inserted: usize,
}

/// What was found open at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Calls that were closed as interrupted.
    pub calls: usize,
    /// What they were taken to cost.
    pub cost: Nanos,
}

/// Writes the ledger over a connection of its own.
pub struct LedgerWriter {
    store: Store,
    /// Absent before the first batch and after a failed one: a new connection knows of no transaction.
    connection: Option<Own>,
    /// Kept while this process owns the ledger.
    claim: Option<File>,
    scripts: Scripts,
}

/// Calls that are recovered in one transaction.
const RECOVER_PAGE: usize = 1_000;

impl Store {
    /// The ledger's writer. One process has one.
    pub fn ledger_writer(&self) -> LedgerWriter {
        LedgerWriter {
            store: self.clone(),
            connection: None,
            claim: None,
            scripts: Scripts::default(),
        }
    }
}

impl LedgerWriter {
    /// Commits a batch: all of it or nothing. What has been committed before, in whole or in part, is
    /// skipped, so a batch whose fate is unknown can be committed again.
    ///
    /// When the future is dropped or fails, the transaction is undone with its connection.
    pub async fn commit(&mut self, batch: &[Entry]) -> Result<Committed, StoreError> {
        let batch = Batch::new(batch);
        let mut connection = self.connection().await?;
        let committed = match self.scripts.commit(&mut connection.db(), &batch).await? {
            Some(committed) => committed,
            None => batch.commit(&mut connection.db()).await?,
        };
        self.connection = Some(connection);
        Ok(committed)
    }

    /// Closes every open call as interrupted: what the last process had admitted and could not end.
    /// `price` says what such a call is taken to have used and cost.
    ///
    /// Claims the ledger first, since the open calls of a living server are not lost:
    /// [`StoreError::InUse`] when another process has it. On Postgres there is no such claim.
    pub async fn recover(
        &mut self,
        now: Micros,
        price: impl Fn(&CallIntent) -> (Usage, Nanos),
    ) -> Result<Recovered, StoreError> {
        self.claim()?;
        let mut recovered = Recovered::default();
        loop {
            let mut connection = self.connection().await?;
            let rows = open_rows(&mut connection.db(), "", RECOVER_PAGE).await?;
            self.connection = Some(connection);
            if rows.is_empty() {
                return Ok(recovered);
            }
            let mut batch = Vec::with_capacity(rows.len());
            for row in &rows {
                let record = interrupted(read_intent(&mut row.read())?, now, &price);
                recovered.calls += 1;
                recovered.cost += record.cost;
                batch.push(Entry::Final(Arc::new(record)));
            }
            self.commit(&batch).await?;
        }
    }

    /// Closes the connection.
    pub async fn close(mut self) -> Result<(), StoreError> {
        match self.connection.take() {
            Some(connection) => connection.close().await,
            None => Ok(()),
        }
    }

    async fn connection(&mut self) -> Result<Own, StoreError> {
        if let Some(connection) = self.connection.take() {
            return Ok(connection);
        }
        Ok(match &self.store {
            Store::Sqlite(open) => Own::Sqlite(open.ledger.connect().await?),
            Store::Postgres(open) => Own::Postgres(open.ledger.connect().await?),
        })
    }

    fn claim(&mut self) -> Result<(), StoreError> {
        let Store::Sqlite(open) = &self.store else {
            return Ok(());
        };
        if self.claim.is_some() {
            return Ok(());
        }
        self.claim = Some(claim(&open.path)?.0);
        Ok(())
    }
}

/// The sole right to write the ledger of a file; dropping it gives it back.
#[derive(Debug)]
pub struct Claim(File);

/// Takes the ledger of an SQLite file, which need not be there; [`StoreError::InUse`] when a server has
/// it.
pub fn claim(database: &Path) -> Result<Claim, StoreError> {
    let mut path = database.as_os_str().to_owned();
    path.push("-ledger");
    let failed = |source| StoreError::File {
        path: path.clone().into(),
        source,
    };
    let file = private_file(Path::new(&path)).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Claim(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Opens the claim's file, which is made when it is not there, for its owner alone: whoever else could
/// open it could lock it, and keep the server from starting.
fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(0o600);
        let file = options.open(path)?;
        // The mode above is for a new file; one that is there already may be open to others.
        file.set_permissions(Permissions::from_mode(0o600))?;
        Ok(file)
    }
    #[cfg(not(unix))]
    options.open(path)
}

/// The row of a call whose process died.
fn interrupted(
    intent: CallIntent,
    now: Micros,
    price: &impl Fn(&CallIntent) -> (Usage, Nanos),
) -> CallRecord {
    let (usage, cost) = price(&intent);
    let nothing: Arc<str> = "".into();
    CallRecord {
        price_version: intent.price_version.clone(),
        ended_at: now,
        first_token_at: None,
        outcome: Outcome::Interrupted,
        // The client was given no status.
        status: 0,
        error: "the proxy stopped before the call was over".to_owned(),
        deployment_id: nothing.clone(),
        model: nothing.clone(),
        provider: "",
        api_base: nothing,
        attempts: 0,
        attempts_log: Vec::new(),
        passage: Passage::default(),
        cached: false,
        response_id: String::new(),
        usage,
        usage_source: UsageSource::Estimated,
        service_tier: ServiceTier::default(),
        cost,
        upstream_cost: None,
        client_ip: String::new(),
        payload: None,
        intent,
    }
}

/// A batch by kind, ready to be bound.
#[derive(Default)]
pub(super) struct Batch<'a> {
    pub(super) intents: Vec<Written<'a, CallIntent>>,
    pub(super) finals: Vec<Written<'a, CallRecord>>,
    pub(super) prices: Vec<(&'a str, &'a str)>,
}

impl<'a> Batch<'a> {
    fn new(entries: &'a [Entry]) -> Self {
        let mut batch = Self::default();
        for entry in entries {
            match entry {
                Entry::Intent(intent) => batch.intents.push(Written::intent(intent)),
                Entry::Final(record) => batch.finals.push(Written::call(record)),
                Entry::Price { version, spec } => batch.prices.push((version, spec)),
            }
        }
        batch
    }

    async fn commit(&self, db: &mut Db<'_>) -> Result<Committed, StoreError> {
        if self.finals.is_empty() && self.prices.is_empty() && self.intents.len() <= LARGEST {
            // One statement is a transaction by itself.
            self.open_calls(db).await?;
            return Ok(Committed::default());
        }
        self.begin(db).await?;
        let distinct: HashSet<&str> = self.finals.iter().map(Written::id).collect();
        let inserted = Many::Calls
            .execute(db, &self.finals, |args, call| call.bind(args))
            .await?;
        // Asking for the ids costs more than inserting the rows, and nearly always all are new. When
        // not, start again and ask.
        let new = if inserted == distinct.len() as u64 {
            distinct
        } else {
            db.execute("ROLLBACK", Args::new()).await?;
            self.begin(db).await?;
            let returned = Many::CallsReturning
                .fetch(db, &self.finals, |args, call| call.bind(args))
                .await?;
            let mut new = HashSet::with_capacity(returned.len());
            for row in &returned {
                new.extend(distinct.get(row.read().text()?));
            }
            new
        };
        let committed = self.close_calls(db, new).await?;
        db.execute("COMMIT", Args::new()).await?;
        Ok(committed)
    }

    /// Starts the transaction and does what does not depend on which calls are new.
    async fn begin(&self, db: &mut Db<'_>) -> Result<(), StoreError> {
        db.execute(db.dialect().begin_write(), Args::new()).await?;
        for (version, spec) in &self.prices {
            db.execute(
                "INSERT INTO prices (version, spec) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING",
                Args::new().text(version).text(spec),
            )
            .await?;
        }
        self.open_calls(db).await
    }

    async fn open_calls(&self, db: &mut Db<'_>) -> Result<(), StoreError> {
        Many::OpenCalls
            .execute(db, &self.intents, |args, intent| intent.bind(args))
            .await?;
        Ok(())
    }

    /// Counts the calls that are new, and closes all.
    async fn close_calls(
        &self,
        db: &mut Db<'_>,
        mut new: HashSet<&str>,
    ) -> Result<Committed, StoreError> {
        let inserted = new.len();
        let mut sums = Sums::default();
        let mut payloads = Vec::new();
        for call in &self.finals {
            // Of two finals of one call the first counts: it is the one that was inserted.
            if new.remove(call.id()) {
                sums.add(call.row);
                payloads.extend(call.row.payload.as_ref().map(|payload| (call.row, payload)));
            }
        }
        let totals = sums.into_rows().store(db).await?;
        for (record, payload) in payloads {
            let args = Args::new()
                .text(&record.intent.request_id)
                .text(&payload.request)
                .text(&payload.response)
                .int(record.ended_at.0);
            db.execute(
                "INSERT INTO payloads (request_id, request, response, created_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (request_id) DO NOTHING",
                args,
            )
            .await?;
        }
        Many::CloseCalls
            .execute(db, &self.finals, |args, call| args.text(call.id()))
            .await?;
        Ok(Committed { totals, inserted })
    }
}
