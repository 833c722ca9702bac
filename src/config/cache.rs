//! `litellm_settings.cache` and `cache_params`: answers that are given again.

use super::notice::Notice;
use super::read::{Reader, Source};
use crate::domain::record::CallType;
use serde_json::Value;
use std::time::Duration;

/// LiteLLM's own defaults: in memory, and elsewhere.
const MEMORY_TTL: Duration = Duration::from_mins(10);
const DATABASE_TTL: Duration = Duration::from_mins(1);
/// LiteLLM's own: longer conversations are rarely repeated.
const MESSAGES_MAX: u32 = 4;

/// Names of kinds of work, as LiteLLM's settings have them; each also stands with an `a` before it.
const CALL_TYPES: &[(&str, CallType)] = &[
    ("completion", CallType::Chat),
    ("text_completion", CallType::Completion),
    ("embedding", CallType::Embedding),
    ("transcription", CallType::Transcription),
    ("rerank", CallType::Rerank),
    ("responses", CallType::Responses),
    ("anthropic_messages", CallType::Messages),
];

/// Where answers are kept. The memory comes first in both cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheTier {
    /// In memory, gone with the process.
    Memory,
    /// In the proxy's own database, behind the memory.
    Database,
}

/// Which answers are given again, when `litellm_settings.cache` is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    /// `cache_params.type`: `local` (the default here, where LiteLLM's is `redis`), or `database`. LiteLLM's
    /// types that need another service are kept in the database, with a notice.
    pub tier: CacheTier,
    /// `cache_params.ttl`, else `default_in_memory_ttl` or `default_in_redis_ttl` there or in
    /// `litellm_settings`. Default 600 s in memory, 60 s elsewhere, as in LiteLLM.
    pub ttl: Duration,
    /// `cache_params.namespace`. Default none.
    pub namespace: Option<String>,
    /// `cache_params.mode`: `default_on` (default), or `default_off`.
    pub default_on: bool,
    /// `cache_params.supported_call_types`. Default all that LiteLLM's cache knows.
    pub call_types: Vec<CallType>,
    /// `cache_params.max_messages`. Default 4.
    pub messages_max: u32,
}

/// Reads the settings; `None` when answers are not given again.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Cache> {
    let file = Source::file;
    let on = reader.get(file("litellm_settings.cache"), false);
    let tier = tier(reader);
    let (own, general, usual) = match tier {
        CacheTier::Memory => (
            "litellm_settings.cache_params.default_in_memory_ttl",
            "litellm_settings.default_in_memory_ttl",
            MEMORY_TTL,
        ),
        CacheTier::Database => (
            "litellm_settings.cache_params.default_in_redis_ttl",
            "litellm_settings.default_redis_ttl",
            DATABASE_TTL,
        ),
    };
    let general = reader.get(file(general), usual);
    let own = reader.maybe(file(own)).unwrap_or(general);
    let ttl = reader
        .maybe(file("litellm_settings.cache_params.ttl"))
        .unwrap_or(own);
    let mode = file("litellm_settings.cache_params.mode");
    let cache = Cache {
        tier,
        ttl,
        namespace: reader.maybe(file("litellm_settings.cache_params.namespace")),
        default_on: reader.choice(mode, &[("default_on", true), ("default_off", false)]),
        call_types: call_types(reader),
        messages_max: reader.get(
            file("litellm_settings.cache_params.max_messages"),
            MESSAGES_MAX,
        ),
    };
    on.then_some(cache)
}

fn tier(reader: &mut Reader<'_>) -> CacheTier {
    let name = "litellm_settings.cache_params.type";
    let Some((value, origin)) = reader.find(&Source::file(name)) else {
        return CacheTier::Memory;
    };
    let said = value.as_str().unwrap_or_default().to_owned();
    match said.as_str() {
        "local" => {
            reader.note(name, said, origin);
            CacheTier::Memory
        }
        "database" | "disk" => {
            reader.note(name, said, origin);
            CacheTier::Database
        }
        "redis" | "s3" | "gcs" | "azure-blob" => {
            let place = reader.file.map(|file| file.place(name));
            reader.notices.extend(place.map(|place| Notice::Remark {
                place,
                remark: format!(
                    "no {said} is asked: answers are kept in memory and in the proxy's own database; say \
                     'database' to mean that, or 'local' for memory alone"
                ),
            }));
            reader.note(name, format!("database (for {said})"), origin);
            CacheTier::Database
        }
        semantic if semantic.ends_with("-semantic") => {
            let reason = "answers are given again to the same request only, not to a similar one; \
                          choose 'local' or 'database'";
            reader.invalid(name, origin, reason.to_owned());
            CacheTier::Memory
        }
        _ => {
            reader.invalid(name, origin, "must be local or database".to_owned());
            CacheTier::Memory
        }
    }
}

fn call_types(reader: &mut Reader<'_>) -> Vec<CallType> {
    let name = "litellm_settings.cache_params.supported_call_types";
    let all = CALL_TYPES.iter().map(|(_, call_type)| *call_type);
    let Some((value, origin)) = reader.find(&Source::file(name)) else {
        return all.collect();
    };
    let named = |item: &Value| {
        let said = item.as_str()?;
        let known = |(name, _): &&(&str, _)| said == *name || said.strip_prefix('a') == Some(*name);
        CALL_TYPES
            .iter()
            .find(known)
            .map(|(_, call_type)| *call_type)
    };
    let items = value.as_array();
    let read: Option<Vec<CallType>> = items.and_then(|items| items.iter().map(named).collect());
    let Some(mut read) = read else {
        let names: Vec<&str> = CALL_TYPES.iter().map(|(name, _)| *name).collect();
        let must_be = format!("must be a list of some of {}", names.join(", "));
        reader.invalid(name, origin, must_be);
        return Vec::new();
    };
    read.sort_by_key(|call_type| call_type.as_str());
    read.dedup();
    let names: Vec<&str> = read.iter().map(|call_type| call_type.as_str()).collect();
    reader.note(name, names.join(", "), origin);
    read
}
