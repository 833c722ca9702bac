//! `guardrails`: what may be said to models and by them.
//!
//! LiteLLM's form: a list of `{guardrail_name, litellm_params: {guardrail, mode, default_on, …}, guardrail_info}`.
//! Three integrations are served here. Any other is refused by its name: a check that somebody relies on
//! must not be left out silently.

use super::notice::{Notice, Problem};
use super::read::{Kind as _, Reader, Source};
use super::yaml;
use crate::domain::guardrail::patterns::{Named, PATTERNS, SECRETS};
use crate::domain::guardrail::{Action, Filter, Guardrail, Kind, Modes, Rule, Webhook};
use crate::domain::secret::Secret;
use serde_json::{Map, Value};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Where LiteLLM's generic guardrail API is asked, below its base.
const WEBHOOK_PATH: &str = "/beta/litellm_basic_guardrail_api";
/// How long a webhook may take where nothing else is set.
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(10);
/// The most rules of one filter.
const RULES_MAX: usize = 10_000;
/// The longest list of words in a file, in bytes.
const WORDS_BYTES_MAX: u64 = 1 << 20;

/// Members that every guardrail has.
const COMMON: &[&str] = &["guardrail", "mode", "default_on"];
const FILTER: &[&str] = &[
    "patterns",
    "blocked_words",
    "blocked_words_file",
    "categories",
    "pattern_redaction_format",
    "keyword_redaction_tag",
];
const WEBHOOK: &[&str] = &[
    "api_base",
    "api_key",
    "headers",
    "timeout",
    "unreachable_fallback",
    "fail_on_error",
    "additional_provider_specific_params",
];

/// Reads the guardrails of the file.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Arc<Guardrail>> {
    let mut guardrails: Vec<Arc<Guardrail>> = Vec::new();
    for path in ["guardrails", "litellm_settings.guardrails"] {
        let Some((list, origin)) = reader.find(&Source::file(path)) else {
            continue;
        };
        let Value::Array(entries) = list else {
            reader.invalid(path, origin, "must be a list".to_owned());
            continue;
        };
        let before = guardrails.len();
        for (index, entry) in entries.iter().enumerate() {
            let place = format!("{path}[{index}]");
            let mut remarks = Vec::new();
            match one(entry, &mut remarks) {
                Ok(made) if guardrails.iter().any(|other| other.name == made.name) => {
                    refuse(reader, &place, format!("'{}' is declared twice", made.name));
                }
                Ok(made) => guardrails.push(Arc::new(made)),
                Err(Wrong::Reported) => {}
                Err(Wrong::Because(reason)) => refuse(reader, &place, reason),
            }
            if let Some(file) = reader.file {
                let place = file.place(&place);
                let notice = |remark| Notice::Remark {
                    place: place.clone(),
                    remark,
                };
                reader.notices.extend(remarks.into_iter().map(notice));
            }
        }
        let count = guardrails.len() - before;
        reader.note(path, format!("{count} guardrails"), origin);
    }
    guardrails
}

fn refuse(reader: &mut Reader<'_>, path: &str, reason: String) {
    let Some(file) = reader.file else { return };
    reader.problems.push(Problem::Invalid {
        name: file.place(path).to_string(),
        origin: file.origin(path),
        reason,
    });
}

/// Why a guardrail is not taken.
enum Wrong {
    /// What is said of settings that name code says it.
    Reported,
    Because(String),
}

impl From<String> for Wrong {
    fn from(reason: String) -> Self {
        Self::Because(reason)
    }
}

fn one(entry: &Value, remarks: &mut Vec<String>) -> Result<Guardrail, Wrong> {
    let name = entry.get("guardrail_name").and_then(String::read);
    let name = name.ok_or_else(|| "guardrail_name must be a text; LiteLLM's older form, {name: {callbacks: ...}}, is not served".to_owned())?;
    let params = entry.get("litellm_params").and_then(Value::as_object);
    let params = params.ok_or_else(|| "litellm_params must be a mapping".to_owned())?;
    let integration = params.get("guardrail").and_then(Value::as_str);
    let integration = integration.unwrap_or_default();
    if integration.contains('.') || integration == "custom_code" {
        return Err(Wrong::Reported);
    }
    let (integration, kind, own) = match integration {
        "litellm_content_filter" => (
            "litellm_content_filter",
            Kind::Filter(content_filter(params)?),
            FILTER,
        ),
        "hide-secrets" | "hide_secrets" => {
            ("hide-secrets", Kind::Filter(secrets()?), &[] as &[&str])
        }
        "generic_guardrail_api" => (
            "generic_guardrail_api",
            Kind::Webhook(Box::new(webhook(params)?)),
            WEBHOOK,
        ),
        other => {
            return Err(Wrong::Because(format!(
                "'{name}': the integration '{other}' is not served; use litellm_content_filter (words and patterns), \
                 hide-secrets, or generic_guardrail_api, by which any service can be asked"
            )));
        }
    };
    let unknown = params
        .keys()
        .filter(|member| !COMMON.contains(&member.as_str()) && !own.contains(&member.as_str()));
    remarks.extend(unknown.map(|member| format!("'{name}': {member} has no effect here")));
    let mode = params.get("mode").cloned().unwrap_or(Value::Null);
    let modes = modes(&name, &mode, &kind, remarks)?;
    let default_on = match params.get("default_on") {
        None | Some(Value::Null) => false,
        Some(said) => {
            bool::read(said).ok_or_else(|| format!("'{name}': default_on must be true or false"))?
        }
    };
    Ok(Guardrail {
        name: name.into(),
        integration,
        modes,
        mode,
        default_on,
        info: entry
            .get("guardrail_info")
            .filter(|info| !info.is_null())
            .cloned(),
        kind,
    })
}

/// When it looks, by LiteLLM's names.
fn modes(
    name: &str,
    mode: &Value,
    kind: &Kind,
    remarks: &mut Vec<String>,
) -> Result<Modes, String> {
    let said: Option<Vec<&str>> = match mode {
        Value::String(one) => Some(vec![one.as_str()]),
        Value::Array(several) => several.iter().map(Value::as_str).collect(),
        _ => None,
    };
    let said = said.filter(|said| !said.is_empty()).ok_or_else(|| {
        format!("'{name}': mode must be one or several of pre_call, post_call, during_call, logging_only")
    })?;
    let mut modes = Modes::default();
    for word in said {
        match (word, kind) {
            ("pre_call", _) => modes.before = true,
            // By during_call, LiteLLM means the answer of a filter while it streams.
            ("post_call", _) | ("during_call", Kind::Filter(_)) => modes.after = true,
            ("during_call", Kind::Webhook(_)) => {
                remarks.push(format!(
                    "'{name}': during_call asks before the call here, so that nothing is paid for what is blocked"
                ));
                modes.before = true;
            }
            ("logging_only", Kind::Filter(_)) => modes.logging = true,
            ("logging_only", Kind::Webhook(_)) => {
                return Err(format!("'{name}': logging_only is for filters that mask"));
            }
            (
                "pre_mcp_call"
                | "during_mcp_call"
                | "post_mcp_call"
                | "realtime_input_transcription",
                _,
            ) => remarks.push(format!(
                "'{name}': mode {word} has no effect, since nothing of that kind passes here"
            )),
            _ => {
                return Err(format!(
                    "'{name}': mode '{word}' is not one of pre_call, post_call, during_call, logging_only"
                ));
            }
        }
    }
    Ok(modes)
}

fn secrets() -> Result<Filter, String> {
    let rule = |named: &Named| {
        Rule::named(named, Action::Mask, "[REDACTED]")
            .map_err(|error| format!("{}: {error}", named.name))
    };
    let rules: Result<Vec<Rule>, String> = SECRETS.iter().map(rule).collect();
    Ok(Filter::new(rules?))
}

/// The words and patterns of a content filter.
fn content_filter(params: &Map<String, Value>) -> Result<Filter, String> {
    refuse_categories(params.get("categories"))?;
    let format = text(params, "pattern_redaction_format")?;
    let format = format.unwrap_or("[{pattern_name}_REDACTED]");
    if !format.contains("{pattern_name}") {
        return Err("pattern_redaction_format must hold {pattern_name}".to_owned());
    }
    let word_tag = text(params, "keyword_redaction_tag")?.unwrap_or("[KEYWORD_REDACTED]");
    let mut rules = Vec::new();
    for item in list(params.get("patterns"), "patterns")? {
        rules.push(pattern(&item, format)?);
    }
    let mut words = list(params.get("blocked_words"), "blocked_words")?;
    if let Some(path) = text(params, "blocked_words_file")? {
        words.extend(words_of(Path::new(path))?);
    }
    for item in words {
        rules.push(word(&item, word_tag)?);
    }
    if rules.is_empty() {
        return Err("it looks for nothing: give patterns or blocked_words".to_owned());
    }
    if rules.len() > RULES_MAX {
        return Err(format!("it has more than {RULES_MAX} patterns and words"));
    }
    Ok(Filter::new(rules))
}

/// LiteLLM's categories are lists of its own, which are not here.
fn refuse_categories(categories: Option<&Value>) -> Result<(), String> {
    let enabled = list(categories, "categories")?.into_iter().any(|item| {
        item.get("enabled")
            .is_none_or(|on| bool::read(on) != Some(false))
    });
    if enabled {
        return Err(
            "categories are lists of words that come with LiteLLM and are not here; name the words in \
             blocked_words or blocked_words_file, or ask a service with generic_guardrail_api"
                .to_owned(),
        );
    }
    Ok(())
}

fn pattern(item: &Value, format: &str) -> Result<Rule, String> {
    let said = |name: &str| item.get(name).and_then(Value::as_str);
    let action = action(item)?;
    let tag = |name: &str| format.replace("{pattern_name}", &name.to_uppercase());
    match said("pattern_type") {
        Some("prebuilt") => {
            let name = said("pattern_name").unwrap_or_default();
            let known = PATTERNS.iter().find(|named| named.name == name);
            let named = known.ok_or_else(|| {
                let names: Vec<&str> = PATTERNS.iter().map(|named| named.name).collect();
                format!(
                    "pattern_name '{name}' is not known; choose {}",
                    names.join(", ")
                )
            })?;
            Rule::named(named, action, &tag(name)).map_err(|error| format!("{name}: {error}"))
        }
        Some("regex") => {
            let expression = said("pattern").ok_or("a pattern of type regex must have pattern")?;
            let name = said("name")
                .or_else(|| said("pattern_name"))
                .unwrap_or("custom");
            Rule::pattern(name, expression, action, &tag(name))
                .map_err(|error| format!("pattern '{name}' cannot be used: {error}"))
        }
        _ => Err("pattern_type must be prebuilt or regex".to_owned()),
    }
}

fn word(item: &Value, tag: &str) -> Result<Rule, String> {
    let keyword = item.get("keyword").and_then(String::read);
    let keyword = keyword.ok_or("each of blocked_words must have keyword")?;
    let description = item.get("description").and_then(Value::as_str);
    Rule::keyword(&keyword, description, action(item)?, tag)
        .map_err(|error| format!("keyword '{keyword}' cannot be used: {error}"))
}

fn action(item: &Value) -> Result<Action, String> {
    let said = item.get("action").and_then(Value::as_str);
    match said.unwrap_or("BLOCK").to_ascii_uppercase().as_str() {
        "BLOCK" => Ok(Action::Block),
        "MASK" => Ok(Action::Mask),
        _ => Err("action must be BLOCK or MASK".to_owned()),
    }
}

/// The words of a file of their own.
fn words_of(path: &Path) -> Result<Vec<Value>, String> {
    let failed = |reason: String| format!("blocked_words_file {}: {reason}", path.display());
    let size = std::fs::metadata(path)
        .map_err(|error| failed(error.to_string()))?
        .len();
    if size > WORDS_BYTES_MAX {
        return Err(failed(format!("is longer than {WORDS_BYTES_MAX} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let root = yaml::read(&text).map_err(failed)?;
    list(root.get("blocked_words"), "blocked_words").map_err(failed)
}

/// Who is asked, and how.
fn webhook(params: &Map<String, Value>) -> Result<Webhook, String> {
    let base = text(params, "api_base")?.ok_or("generic_guardrail_api must have api_base")?;
    let base = base.trim_end_matches('/');
    if !base.starts_with("http://") && !base.starts_with("https://") {
        return Err("api_base must be an http or https URL".to_owned());
    }
    let url = if base.ends_with(WEBHOOK_PATH) {
        base.to_owned()
    } else {
        format!("{base}{WEBHOOK_PATH}")
    };
    let mut headers = Vec::new();
    if let Some(key) = text(params, "api_key")? {
        headers.push(("x-api-key".to_owned(), Secret::new(key)));
    }
    for (name, value) in object(params, "headers")? {
        let value = value.as_str().ok_or("headers must map names to texts")?;
        if http::HeaderName::from_bytes(name.as_bytes()).is_err() || value.contains(['\r', '\n']) {
            return Err(format!("'{name}' cannot be a header"));
        }
        headers.push((name, Secret::new(value)));
    }
    let timeout = match params.get("timeout") {
        None | Some(Value::Null) => WEBHOOK_TIMEOUT,
        Some(said) => Duration::read(said).ok_or("timeout must be a number of seconds above 0")?,
    };
    let open = match text(params, "unreachable_fallback")? {
        None | Some("fail_closed") => false,
        Some("fail_open") => true,
        Some(_) => return Err("unreachable_fallback must be fail_closed or fail_open".to_owned()),
    };
    let strict = params
        .get("fail_on_error")
        .is_none_or(|said| bool::read(said) != Some(false));
    Ok(Webhook {
        url,
        headers,
        timeout_ms: u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX),
        fail_open: open || !strict,
        params: object(params, "additional_provider_specific_params")?,
    })
}

fn text<'p>(params: &'p Map<String, Value>, name: &str) -> Result<Option<&'p str>, String> {
    match params.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.trim())),
        Some(_) => Err(format!("{name} must be a text")),
    }
}

fn object(params: &Map<String, Value>, name: &str) -> Result<Map<String, Value>, String> {
    match params.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(members)) => Ok(members.clone()),
        Some(_) => Err(format!("{name} must be a mapping")),
    }
}

fn list(value: Option<&Value>, name: &str) -> Result<Vec<Value>, String> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) if items.iter().all(Value::is_object) => Ok(items.clone()),
        Some(_) => Err(format!("{name} must be a list of mappings")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reason(entry: &Value) -> String {
        match one(entry, &mut Vec::new()) {
            Err(Wrong::Because(reason)) => reason,
            Err(Wrong::Reported) => "reported".to_owned(),
            Ok(made) => panic!("{} was taken", made.name),
        }
    }

    fn entry(params: Value) -> Value {
        json!({ "guardrail_name": "g", "litellm_params": params })
    }

    #[test]
    fn what_cannot_be_served_is_refused_by_name() {
        for (params, told) in [
            (
                json!({ "guardrail": "presidio", "mode": "pre_call" }),
                "presidio",
            ),
            (json!({ "guardrail": "hide-secrets" }), "mode must be"),
            (
                json!({ "guardrail": "hide-secrets", "mode": "sometimes" }),
                "'sometimes'",
            ),
            (
                json!({ "guardrail": "hide-secrets", "mode": { "tags": {} } }),
                "mode must be",
            ),
            (
                json!({ "guardrail": "litellm_content_filter", "mode": "pre_call" }),
                "nothing",
            ),
            (
                json!({ "guardrail": "litellm_content_filter", "mode": "pre_call",
                    "categories": [{ "category": "harmful_violence", "enabled": true }] }),
                "categories",
            ),
            (
                json!({ "guardrail": "litellm_content_filter", "mode": "pre_call",
                    "patterns": [{ "pattern_type": "prebuilt", "pattern_name": "nothing" }] }),
                "us_ssn",
            ),
            (
                json!({ "guardrail": "litellm_content_filter", "mode": "pre_call",
                    "patterns": [{ "pattern_type": "regex", "pattern": "(", "name": "odd" }] }),
                "odd",
            ),
            (
                json!({ "guardrail": "generic_guardrail_api", "mode": "pre_call" }),
                "api_base",
            ),
            (
                json!({ "guardrail": "generic_guardrail_api", "mode": "pre_call", "api_base": "ftp://x" }),
                "http or https",
            ),
        ] {
            let reason = reason(&entry(params.clone()));
            assert!(reason.contains(told), "{params}: {reason}");
        }
        assert_eq!(
            reason(&entry(
                json!({ "guardrail": "my.Guard", "mode": "pre_call" })
            )),
            "reported"
        );
    }

    #[test]
    fn a_webhook_is_asked_where_and_as_it_is_declared() {
        let declared = entry(
            json!({ "guardrail": "generic_guardrail_api", "mode": ["pre_call", "post_call"],
            "api_base": "http://judge/", "api_key": "k", "unreachable_fallback": "fail_open", "timeout": 2,
            "default_on": true, "odd": 1 }),
        );
        let mut remarks = Vec::new();
        let Ok(made) = one(&declared, &mut remarks) else {
            panic!("refused");
        };
        let Kind::Webhook(webhook) = &made.kind else {
            panic!("a filter");
        };
        assert_eq!(webhook.url, "http://judge/beta/litellm_basic_guardrail_api");
        assert_eq!((webhook.timeout_ms, webhook.fail_open), (2_000, true));
        assert!(made.modes.before && made.modes.after && made.default_on);
        assert_eq!(remarks, ["'g': odd has no effect here"]);
    }
}
