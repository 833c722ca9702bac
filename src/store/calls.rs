//! Rows of the ledger: how a call is written down and read back.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::{Args, Db, Reader, Row};
use crate::domain::attempt::{Attempt, AttemptOutcome};
use crate::domain::budget::{Scope, ScopeKind, WindowKey};
use crate::domain::money::Nanos;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, CallType, Outcome, Passage, Payload};
use crate::domain::time::Micros;
use crate::domain::usage::{Usage, UsageSource};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

macro_rules! intent_columns {
    () => {
        "request_id, call_id, started_at, call_type, stream, key_id, user_id, team_id, end_user, model_group, \
         windows, reserved_nanos, estimated_input_tokens, price_version, tags, session_id, org_id, user_agent, \
         degraded_from"
    };
}

macro_rules! call_columns {
    () => {
        concat!(
            intent_columns!(),
            ", ended_at, first_token_at, outcome, status, error, deployment_id, model, provider, api_base, \
             attempts, response_id, input_tokens, cache_read_tokens, cache_read_audio_tokens, cache_write_tokens, \
             cache_write_1h_tokens, input_audio_tokens, input_image_tokens, output_tokens, reasoning_tokens, \
             output_audio_tokens, output_image_tokens, usage_source, service_tier, cost_nanos, \
             upstream_cost_nanos, client_ip, images, pixels, audio_in_ms, audio_out_ms, characters, \
             search_units, pages, cached, attempts_log, passage"
        )
    };
}

/// The columns of `open_calls`, in the order in which they are bound and read.
pub(super) const INTENT_COLUMNS: &str = intent_columns!();
/// The columns of `calls`. One price version is kept: the one that the call was priced by.
pub(super) const CALL_COLUMNS: &str = call_columns!();

/// Rows in one page of a walk over the whole ledger.
pub const AUDIT_PAGE: usize = 5_000;

/// A row on its way in, with its windows in words.
pub(super) struct Written<'a, T> {
    pub(super) row: &'a T,
    windows: String,
    tags: String,
    /// Of a finished call.
    attempts: String,
    passage: String,
}

impl<'a> Written<'a, CallIntent> {
    pub(super) fn intent(intent: &'a CallIntent) -> Self {
        Self {
            row: intent,
            windows: encode_windows(&intent.windows),
            tags: encode_tags(&intent.tags),
            attempts: String::new(),
            passage: String::new(),
        }
    }

    pub(super) fn bind<'b>(&'b self, args: Args<'b>) -> Args<'b> {
        self.bind_intent(args, self.row, &self.row.price_version)
    }
}

impl<'a> Written<'a, CallRecord> {
    pub(super) fn call(record: &'a CallRecord) -> Self {
        Self {
            row: record,
            windows: encode_windows(&record.intent.windows),
            tags: encode_tags(&record.intent.tags),
            attempts: encode_attempts(&record.attempts_log),
            passage: encode_passage(&record.passage),
        }
    }

    pub(super) fn id(&self) -> &'a str {
        &self.row.intent.request_id
    }

    pub(super) fn bind<'b>(&'b self, args: Args<'b>) -> Args<'b> {
        let record = self.row;
        let usage = &record.usage;
        self.bind_intent(args, &record.intent, &record.price_version)
            .int(record.ended_at.0)
            .opt_int(record.first_token_at.map(|at| at.0))
            .text(record.outcome.as_str())
            .int(i64::from(record.status))
            .text(&record.error)
            .text(&record.deployment_id)
            .text(&record.model)
            .text(record.provider)
            .text(&record.api_base)
            .int(i64::from(record.attempts))
            .text(&record.response_id)
            .int(stored(usage.input))
            .int(stored(usage.cache_read))
            .int(stored(usage.cache_read_audio))
            .int(stored(usage.cache_write))
            .int(stored(usage.cache_write_1h))
            .int(stored(usage.input_audio))
            .int(stored(usage.input_image))
            .int(stored(usage.output))
            .int(stored(usage.reasoning))
            .int(stored(usage.output_audio))
            .int(stored(usage.output_image))
            .text(record.usage_source.as_str())
            .text(record.service_tier.as_str())
            .int(record.cost.0)
            .opt_int(record.upstream_cost.map(|cost| cost.0))
            .text(&record.client_ip)
            .int(stored(usage.images))
            .int(stored(usage.pixels))
            .int(stored(usage.audio_in_ms))
            .int(stored(usage.audio_out_ms))
            .int(stored(usage.characters))
            .int(stored(usage.search_units))
            .int(stored(usage.pages))
            .flag(record.cached)
            .text(&self.attempts)
            .text(&self.passage)
    }
}

impl<T> Written<'_, T> {
    fn bind_intent<'b>(
        &'b self,
        args: Args<'b>,
        intent: &'b CallIntent,
        price_version: &'b str,
    ) -> Args<'b> {
        args.text(&intent.request_id)
            .text(&intent.call_id)
            .int(intent.started_at.0)
            .text(intent.call_type.as_str())
            .flag(intent.stream)
            .text(&intent.key_id)
            .opt_text(intent.user_id.as_deref())
            .opt_text(intent.team_id.as_deref())
            .opt_text(intent.end_user.as_deref())
            .text(&intent.model_group)
            .text(&self.windows)
            .int(intent.reserved.0)
            .int(stored(intent.estimated_input_tokens))
            .text(price_version)
            .text(&self.tags)
            .opt_text(intent.session_id.as_deref())
            .opt_text(intent.org_id.as_deref())
            .text(&intent.user_agent)
            .opt_text(intent.degraded_from.as_deref())
    }
}

/// A count as the database holds it. No call has 2⁶³ tokens.
pub(super) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn encode_windows(windows: &[WindowKey]) -> String {
    let rows: Vec<_> = windows
        .iter()
        .map(|w| (w.scope.kind.as_str(), &*w.scope.id, &*w.period, w.start.0))
        .collect();
    // Strings and integers always have a JSON form.
    serde_json::to_string(&rows).unwrap_or_default()
}

fn decode_windows(text: &str) -> Result<Arc<[WindowKey]>, StoreError> {
    let invalid = || StoreError::Invalid(format!("'{text}' is not a list of windows"));
    let rows: Vec<(String, Arc<str>, Arc<str>, i64)> =
        serde_json::from_str::<Vec<(String, String, String, i64)>>(text)
            .map_err(|_| invalid())?
            .into_iter()
            .map(|(kind, id, period, start)| (kind, id.into(), period.into(), start))
            .collect();
    rows.into_iter()
        .map(|(kind, id, period, start)| {
            let kind = ScopeKind::parse(&kind).ok_or_else(invalid)?;
            Ok(WindowKey {
                scope: Scope { kind, id },
                period,
                start: Micros(start),
            })
        })
        .collect()
}

pub(super) fn encode_tags(tags: &[Arc<str>]) -> String {
    if tags.is_empty() {
        return "[]".to_owned();
    }
    let tags: Vec<&str> = tags.iter().map(|tag| &**tag).collect();
    // Strings always have a JSON form.
    serde_json::to_string(&tags).unwrap_or_default()
}

fn decode_tags(text: &str) -> Result<Arc<[Arc<str>]>, StoreError> {
    let tags: Vec<String> = serde_json::from_str(text)
        .map_err(|_| StoreError::Invalid(format!("'{text}' is not a list of tags")))?;
    Ok(tags.into_iter().map(Arc::from).collect())
}

/// An attempt as the column `attempts_log` has it.
#[derive(serde::Serialize, serde::Deserialize)]
struct AttemptRow<'a> {
    deployment_id: Cow<'a, str>,
    provider: Cow<'a, str>,
    model: Cow<'a, str>,
    api_base: Cow<'a, str>,
    began_at: i64,
    first_byte_at: Option<i64>,
    ended_at: i64,
    status: u16,
    outcome: Cow<'a, str>,
    error: Cow<'a, str>,
    // Rows of earlier versions do not have it.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    dropped: Cow<'a, str>,
}

fn encode_attempts(attempts: &[Attempt]) -> String {
    if attempts.is_empty() {
        return "[]".to_owned();
    }
    let rows: Vec<_> = attempts
        .iter()
        .map(|attempt| AttemptRow {
            deployment_id: (&*attempt.deployment_id).into(),
            provider: attempt.provider.into(),
            model: (&*attempt.model).into(),
            api_base: (&*attempt.api_base).into(),
            began_at: attempt.began_at.0,
            first_byte_at: attempt.first_byte_at.map(|at| at.0),
            ended_at: attempt.ended_at.0,
            status: attempt.status,
            outcome: attempt.outcome.as_str().into(),
            error: attempt.error.as_str().into(),
            dropped: attempt.dropped.as_str().into(),
        })
        .collect();
    // Strings and integers always have a JSON form.
    serde_json::to_string(&rows).unwrap_or_default()
}

pub(super) fn decode_attempts(text: &str) -> Result<Vec<Attempt>, StoreError> {
    let invalid = || StoreError::Invalid(format!("'{text}' is not a list of attempts"));
    let rows: Vec<AttemptRow<'_>> = serde_json::from_str(text).map_err(|_| invalid())?;
    rows.into_iter()
        .map(|row| {
            Ok(Attempt {
                deployment_id: row.deployment_id.into(),
                provider: provider_name(&row.provider),
                model: row.model.into(),
                api_base: row.api_base.into(),
                began_at: Micros(row.began_at),
                first_byte_at: row.first_byte_at.map(Micros),
                ended_at: Micros(row.ended_at),
                status: row.status,
                outcome: AttemptOutcome::parse(&row.outcome).ok_or_else(invalid)?,
                error: row.error.into_owned(),
                dropped: row.dropped.into_owned(),
            })
        })
        .collect()
}

/// What a call went through as the column `passage` has it.
#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct PassageRow {
    #[serde(skip_serializing_if = "is_zero")]
    retries: u32,
    #[serde(skip_serializing_if = "is_zero")]
    fallbacks: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    fell_from: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guardrails: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde gives a reference.
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Nothing for a call that went straight.
fn encode_passage(passage: &Passage) -> String {
    if *passage == Passage::default() {
        return String::new();
    }
    let guardrails = passage.guardrails.iter();
    let row = PassageRow {
        retries: passage.retries,
        fallbacks: passage.fallbacks,
        fell_from: passage.fell_from.as_deref().map(str::to_owned),
        guardrails: guardrails.map(ToString::to_string).collect(),
        error_class: passage.error_class.as_deref().map(str::to_owned),
        notes: passage.notes.as_deref().map(str::to_owned),
    };
    // Strings and integers always have a JSON form.
    serde_json::to_string(&row).unwrap_or_default()
}

fn decode_passage(text: &str) -> Result<Passage, StoreError> {
    if text.is_empty() {
        return Ok(Passage::default());
    }
    let row: PassageRow = serde_json::from_str(text)
        .map_err(|_| StoreError::Invalid(format!("'{text}' is not what a call went through")))?;
    Ok(Passage {
        retries: row.retries,
        fallbacks: row.fallbacks,
        fell_from: row.fell_from.map(Into::into),
        guardrails: row.guardrails.into_iter().map(Into::into).collect(),
        error_class: row.error_class.map(Into::into),
        notes: row.notes.map(Into::into),
    })
}

/// Providers' names are constants in the program; a ledger may also hold one that an older program
/// knew. The few there are are kept for good.
fn provider_name(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    /// More than this is not a list of providers but a damaged file.
    const MOST: usize = 1_000;
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    if names.len() >= MOST {
        return "unknown";
    }
    let kept: &'static str = String::leak(name.to_owned());
    names.insert(kept);
    kept
}

/// Reads [`INTENT_COLUMNS`].
pub(super) fn read_intent(row: &mut Reader<'_>) -> Result<CallIntent, StoreError> {
    Ok(CallIntent {
        request_id: row.shared()?,
        call_id: row.shared()?,
        started_at: Micros(row.int()?),
        call_type: row.word(CallType::parse)?,
        stream: row.flag()?,
        key_id: row.shared()?,
        user_id: row.opt_shared()?,
        team_id: row.opt_shared()?,
        end_user: row.opt_shared()?,
        model_group: row.shared()?,
        windows: decode_windows(row.text()?)?,
        reserved: Nanos(row.int()?),
        estimated_input_tokens: row.count()?,
        price_version: row.shared()?,
        tags: decode_tags(row.text()?)?,
        session_id: row.opt_shared()?,
        org_id: row.opt_shared()?,
        user_agent: row.shared()?,
        degraded_from: row.opt_shared()?,
    })
}

/// Reads [`CALL_COLUMNS`].
pub(super) fn read_call(row: &Row) -> Result<CallRecord, StoreError> {
    let row = &mut row.read();
    let intent = read_intent(row)?;
    let small = |n: i64| StoreError::Invalid(format!("{n} is out of range"));
    let mut record = CallRecord {
        price_version: intent.price_version.clone(),
        intent,
        ended_at: Micros(row.int()?),
        first_token_at: row.opt_int()?.map(Micros),
        outcome: row.word(Outcome::parse)?,
        status: row
            .int()
            .and_then(|n| u16::try_from(n).map_err(|_| small(n)))?,
        error: row.owned()?,
        deployment_id: row.shared()?,
        model: row.shared()?,
        provider: provider_name(row.text()?),
        api_base: row.shared()?,
        attempts: row
            .int()
            .and_then(|n| u32::try_from(n).map_err(|_| small(n)))?,
        response_id: row.owned()?,
        usage: Usage {
            input: row.count()?,
            cache_read: row.count()?,
            cache_read_audio: row.count()?,
            cache_write: row.count()?,
            cache_write_1h: row.count()?,
            input_audio: row.count()?,
            input_image: row.count()?,
            output: row.count()?,
            reasoning: row.count()?,
            output_audio: row.count()?,
            output_image: row.count()?,
            ..Usage::default()
        },
        usage_source: row.word(UsageSource::parse)?,
        service_tier: row.word(|text| Some(ServiceTier::parse(text)))?,
        cost: Nanos(row.int()?),
        upstream_cost: row.opt_int()?.map(Nanos),
        client_ip: row.owned()?,
        payload: None,
        cached: false,
        attempts_log: Vec::new(),
        passage: Passage::default(),
    };
    // These columns came later, so they stand last.
    let usage = &mut record.usage;
    for unit in [
        &mut usage.images,
        &mut usage.pixels,
        &mut usage.audio_in_ms,
        &mut usage.audio_out_ms,
        &mut usage.characters,
        &mut usage.search_units,
        &mut usage.pages,
    ] {
        *unit = row.count()?;
    }
    record.cached = row.flag()?;
    record.attempts_log = decode_attempts(row.text()?)?;
    record.passage = decode_passage(row.text()?)?;
    Ok(record)
}

/// Up to `limit` rows of the ledger after `after`, by request id.
pub(super) async fn call_rows(
    db: &mut Db<'_>,
    after: &str,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    db.fetch(
        concat!(
            "SELECT ",
            call_columns!(),
            " FROM calls WHERE request_id > $1 ORDER BY request_id LIMIT $2"
        ),
        Args::new().text(after).int(limit as i64),
    )
    .await
}

/// Up to `limit` open calls after `after`, by request id.
pub(super) async fn open_rows(
    db: &mut Db<'_>,
    after: &str,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    db.fetch(
        concat!(
            "SELECT ",
            intent_columns!(),
            " FROM open_calls WHERE request_id > $1 ORDER BY request_id LIMIT $2"
        ),
        Args::new().text(after).int(limit as i64),
    )
    .await
}

impl Store {
    /// One finished call, without its words.
    pub async fn get_call(&self, request_id: &str) -> Result<Option<CallRecord>, StoreError> {
        let row = self
            .acquire()
            .await?
            .db()
            .first(
                concat!(
                    "SELECT ",
                    call_columns!(),
                    " FROM calls WHERE request_id = $1"
                ),
                Args::new().text(request_id),
            )
            .await?;
        row.as_ref().map(read_call).transpose()
    }

    /// Up to `limit` finished calls after the request id `after`, in its order: start with `""`, go on
    /// with the last id of the page before, until a page is empty.
    pub async fn calls_after(
        &self,
        after: &str,
        limit: usize,
    ) -> Result<Vec<CallRecord>, StoreError> {
        let mut held = self.acquire().await?;
        let rows = call_rows(&mut held.db(), after, limit).await?;
        rows.iter().map(read_call).collect()
    }

    /// How many calls are admitted and not over.
    pub async fn count_open_calls(&self) -> Result<u64, StoreError> {
        let mut held = self.acquire().await?;
        let count = held
            .db()
            .number("SELECT COUNT(*) FROM open_calls", Args::new())
            .await?;
        Ok(count.unsigned_abs())
    }

    /// What was said in a call, when it was kept.
    pub async fn get_payload(&self, request_id: &str) -> Result<Option<Payload>, StoreError> {
        let row = self
            .acquire()
            .await?
            .db()
            .first(
                "SELECT request, response FROM payloads WHERE request_id = $1",
                Args::new().text(request_id),
            )
            .await?;
        row.map(|row| {
            let mut row = row.read();
            Ok(Payload {
                request: row.owned()?,
                response: row.owned()?,
            })
        })
        .transpose()
    }

    /// Deletes what was said in one call. Tells whether there was anything.
    pub async fn delete_payload(
        &self,
        request_id: &str,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut change = self.change().await?;
        let sql = "DELETE FROM payloads WHERE request_id = $1";
        let args = Args::new().text(request_id);
        let deleted = change.0.db().execute(sql, args).await?;
        if deleted > 0 {
            change.finish(audit).await?;
        }
        Ok(deleted > 0)
    }

    /// How many payloads are from before `before`.
    pub async fn count_payloads(&self, before: Micros) -> Result<u64, StoreError> {
        let mut held = self.acquire().await?;
        let sql = "SELECT COUNT(*) FROM payloads WHERE created_at < $1";
        let count = held.db().number(sql, Args::new().int(before.0)).await?;
        Ok(count.unsigned_abs())
    }

    /// Deletes at most `most` of the payloads from before `before`, oldest first; tells how many. Each
    /// call is one short transaction: the ledger waits for no more than that.
    pub async fn prune_payloads(&self, before: Micros, most: u32) -> Result<u64, StoreError> {
        let mut held = self.acquire().await?;
        held.db()
            .execute(
                "DELETE FROM payloads WHERE request_id IN (SELECT request_id FROM payloads WHERE created_at < $1 \
                 ORDER BY created_at LIMIT $2)",
                Args::new().int(before.0).int(i64::from(most)),
            )
            .await
    }
}
