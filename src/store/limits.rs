//! The columns that everything with limits has, bound and read in one place.

use super::error::StoreError;
use super::session::{Args, Reader};
use crate::domain::limits::Limits;
use crate::domain::money::Nanos;
use crate::domain::time::{Micros, Span};
use serde::de::DeserializeOwned;

/// The parts of limits that are stored in words.
pub(super) struct LimitWords {
    period: Option<String>,
    more: String,
}

impl LimitWords {
    pub(super) fn of(limits: &Limits) -> Self {
        Self {
            period: limits.budget_period.map(|period| period.to_string()),
            // Numbers, texts and maps of texts always have a JSON form.
            more: serde_json::to_string(&limits.more).unwrap_or_default(),
        }
    }
}

/// `max_budget_nanos, budget_period, budget_anchor, rpm_limit, tpm_limit, max_parallel_requests, more_limits`.
pub(super) fn bind<'a>(args: Args<'a>, limits: &Limits, words: &'a LimitWords) -> Args<'a> {
    args.opt_int(limits.max_budget.map(|budget| budget.0))
        .opt_text(words.period.as_deref())
        .int(limits.budget_anchor.0)
        .opt_int(limits.rpm_limit)
        .opt_int(limits.tpm_limit)
        .opt_int(limits.max_parallel_requests)
        .text(&words.more)
}

/// Reads the same columns.
pub(super) fn read(row: &mut Reader<'_>) -> Result<Limits, StoreError> {
    Ok(Limits {
        max_budget: row.opt_int()?.map(Nanos),
        budget_period: row
            .opt_text()?
            .map(Span::parse)
            .transpose()
            .map_err(|error| StoreError::Invalid(error.to_string()))?,
        budget_anchor: Micros(row.int()?),
        rpm_limit: row.opt_int()?,
        tpm_limit: row.opt_int()?,
        max_parallel_requests: row.opt_int()?,
        more: json(row.text()?)?,
    })
}

/// Reads a JSON column.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Invalid(error.to_string()))
}
