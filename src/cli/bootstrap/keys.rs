//! Issuing virtual keys into the environment file.
//!
//! The file is locked from the look at it until the new secret is in it. Without that, two jobs could
//! make two secrets of which the proxy knows one and the file holds the other. A job that is killed in
//! between leaves a key whose secret nobody knows: the next one gives it a new secret.

use super::super::env_file::{EnvFileError, Saved, Session, Text, read};
use super::super::failure::{Exit, Failure};
use super::proxy::Proxy;
use super::report::{Report, State};
use super::settings::{KeySpec, PATIENCE, Settings, Sync, how, unwritable};
use crate::config::PLACEHOLDER;
use crate::domain::key::KeyHash;
use crate::domain::secret::{Secret, mask};
use serde_json::{Map, Value, json};

const KIND: &str = "key";
/// Where a key remembers which default models it was given.
const PROVISIONED: &str = "default_models";
/// How often a file is written anew when somebody without a lock was faster.
const TRIES: usize = 5;

/// What has become of a key.
struct Outcome {
    state: State,
    /// Its new secret, to be put into the file.
    secret: Option<Secret>,
    note: String,
}

impl Outcome {
    fn new(state: State, secret: Option<Secret>, note: impl Into<String>) -> Self {
        Self {
            state,
            secret,
            note: note.into(),
        }
    }
}

/// Issues, rotates or updates each key as needed.
pub(super) async fn issue(proxy: &Proxy, settings: &Settings, report: &mut Report) {
    for spec in &settings.keys {
        let what = format!("{} in {}", spec.alias, spec.env);
        let done = if report.dry {
            planned(proxy, settings, spec).await
        } else {
            kept(proxy, settings, spec).await
        };
        match done {
            Ok(outcome) => {
                if outcome.secret.is_some() {
                    report.file_changed(&settings.env_file, &spec.env);
                }
                report.step(KIND, &what, outcome.state, outcome.note);
            }
            Err(failure) => report.failed(KIND, &what, failure),
        }
    }
}

/// What would be done, without a lock and without a change.
async fn planned(proxy: &Proxy, settings: &Settings, spec: &KeySpec) -> Result<Outcome, Failure> {
    let text = read(&settings.env_file).map_err(|error| unwritable(&error))?;
    settle(proxy, settings, spec, &text.unwrap_or_default(), true).await
}

/// Does it, and keeps the secret in the file before anybody else can look at it.
async fn kept(proxy: &Proxy, settings: &Settings, spec: &KeySpec) -> Result<Outcome, Failure> {
    let open = || {
        Session::open(
            &settings.env_file,
            Some(&settings.env_file_or_folder()),
            PATIENCE,
        )
        .map_err(|error| unwritable(&error))
    };
    let mut session = open()?;
    let mut outcome = settle(proxy, settings, spec, &session.text, false).await?;
    let Some(secret) = &outcome.secret else {
        return Ok(outcome);
    };
    for _ in 0..TRIES {
        session
            .text
            .set(&spec.env, secret.expose())
            .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
        match session.save() {
            Ok(saved @ (Saved::Replaced | Saved::Unchanged)) => {
                outcome.note += &how(saved);
                return Ok(outcome);
            }
            Ok(saved) => {
                let apart = if outcome.note.is_empty() { "" } else { "; " };
                outcome.note += &format!("{apart}{}", how(saved));
                return Ok(outcome);
            }
            Err(EnvFileError::Contended(_)) => session = open()?,
            Err(error) => return Err(lost(&error, spec)),
        }
    }
    Err(lost(
        &EnvFileError::Contended(settings.env_file.clone()),
        spec,
    ))
}

/// The key is there, but its secret could not be kept.
fn lost(error: &EnvFileError, spec: &KeySpec) -> Failure {
    unwritable(error).cause(format!(
        "the new secret of '{}' is not in the file; the next run gives the key another one",
        spec.alias
    ))
}

/// Looks at what the variable holds and what the proxy knows, and makes them agree.
async fn settle(
    proxy: &Proxy,
    settings: &Settings,
    spec: &KeySpec,
    text: &Text,
    dry: bool,
) -> Result<Outcome, Failure> {
    let held = text
        .get(&spec.env)
        .map_err(|error| Failure::invalid(format!("{}: {error}", settings.env_file.display())))?;
    if let Some(held) = held.filter(|held| !is_placeholder(held)) {
        let hash = KeyHash::of(&held).hex();
        if let Some(known) = proxy.key(&hash).await? {
            return reuse(proxy, settings, spec, (&hash, &known), dry).await;
        }
        if !looks_issued(&held) {
            return Err(Failure::invalid(format!(
                "{} holds {}, which is no key of this proxy",
                spec.env,
                mask(&held)
            ))
            .help(format!(
                "if it is a provider's key, move it to LITELLM_<PROVIDER>_API_KEY; then set {}={PLACEHOLDER}",
                spec.env
            )));
        }
    }
    match proxy.key_by_alias(&spec.alias).await? {
        Some((hash, known)) => rotate(proxy, settings, spec, (&hash, &known), dry).await,
        None if dry => Ok(Outcome::new(State::Issued, None, "")),
        None => match proxy.generate(&request(spec, settings)).await {
            Ok(secret) => Ok(Outcome::new(State::Issued, Some(secret), "")),
            // Somebody made it in this moment, elsewhere.
            Err(failure) if failure.exit == Exit::Conflict => match proxy
                .key_by_alias(&spec.alias)
                .await?
            {
                Some((hash, known)) => rotate(proxy, settings, spec, (&hash, &known), dry).await,
                None => Err(failure),
            },
            Err(failure) => Err(failure),
        },
    }
}

/// The key works. What differs from the defaults is set.
async fn reuse(
    proxy: &Proxy,
    settings: &Settings,
    spec: &KeySpec,
    (hash, known): (&str, &Value),
    dry: bool,
) -> Result<Outcome, Failure> {
    if known["key_alias"] != json!(spec.alias) {
        let alias = known["key_alias"].as_str().unwrap_or("without a name");
        let note = format!("holds another key of this proxy ({alias}), which is left as it is");
        return Ok(Outcome::new(State::Unchanged, None, note));
    }
    let change = differences(spec, settings, known);
    let condition = condition(known);
    if change.is_empty() {
        return Ok(Outcome::new(State::Unchanged, None, condition));
    }
    if !dry {
        proxy.update(hash, &change).await?;
    }
    let names = change.keys().filter(|name| *name != "metadata");
    let names: Vec<_> = names.map(String::as_str).collect();
    let note = [names.join(", "), condition].join(" ");
    Ok(Outcome::new(State::Updated, None, note.trim()))
}

/// The key is there, its secret is not: it gets a new one, and everything else stays with it.
async fn rotate(
    proxy: &Proxy,
    settings: &Settings,
    spec: &KeySpec,
    (hash, known): (&str, &Value),
    dry: bool,
) -> Result<Outcome, Failure> {
    let spent = known["total_spend"]
        .as_f64()
        .or(known["spend"].as_f64())
        .unwrap_or_default();
    let note = [
        format!("its secret was lost; ${spent:.2} spent so far stay with it"),
        condition(known),
    ];
    let note = note.join(" ").trim().to_owned();
    if dry {
        return Ok(Outcome::new(State::Rotated, None, note));
    }
    let secret = proxy.regenerate(hash).await?;
    let change = differences(spec, settings, known);
    let outcome = Outcome::new(State::Rotated, Some(secret), note);
    if let (false, Some(secret)) = (change.is_empty(), &outcome.secret) {
        let hash = KeyHash::of(secret.expose()).hex();
        // The secret must reach the file all the same: what could not be set is set by the next run.
        if let Err(failure) = proxy.update(&hash, &change).await {
            let note = format!("{}; not updated: {}", outcome.note, failure.error);
            return Ok(Outcome { note, ..outcome });
        }
    }
    Ok(outcome)
}

/// What keeps a key from working.
fn condition(known: &Value) -> String {
    let expired = known["expires"]
        .as_str()
        .is_some_and(|end| end <= super::super::assemble::now().rfc3339().as_str());
    if known["blocked"] == json!(true) {
        "(it is blocked: cw-proxy key update --unblock)".to_owned()
    } else if expired {
        "(it has expired: cw-proxy key update --expires)".to_owned()
    } else {
        String::new()
    }
}

/// What a new key is made with.
fn request(spec: &KeySpec, settings: &Settings) -> Map<String, Value> {
    let models = wanted_models(spec, settings);
    let mut metadata = spec.metadata.clone();
    metadata.insert("provisioned_by".into(), json!("cw-proxy bootstrap"));
    metadata.insert(PROVISIONED.into(), json!(models));
    let fields = [
        ("key_alias", json!(spec.alias)),
        ("models", json!(models)),
        ("key_type", json!(spec.key_type)),
        ("max_budget", json!(spec.budget)),
        ("budget_duration", json!(spec.period)),
        ("duration", json!(spec.expires)),
        ("user_id", json!(spec.user)),
        ("team_id", json!(spec.team)),
        ("metadata", Value::Object(metadata)),
    ];
    let given = fields.into_iter().filter(|(_, value)| !value.is_null());
    given
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn wanted_models<'s>(spec: &'s KeySpec, settings: &'s Settings) -> &'s [String] {
    spec.models.as_deref().unwrap_or(&settings.models)
}

/// What an existing key lacks. Only what is said counts: limits that nobody named here are whoever's
/// who set them.
fn differences(spec: &KeySpec, settings: &Settings, known: &Value) -> Map<String, Value> {
    let mut change = Map::new();
    let wanted = wanted_models(spec, settings);
    let provisioned = known["metadata"].get(PROVISIONED);
    let differ = !same(known.get("models"), wanted);
    // Without defaults nothing is opened that was restricted: the file that named them may be lost.
    let defaults_changed = !wanted.is_empty() && !same(provisioned, wanted);
    let refresh = match settings.sync {
        Sync::Always => differ,
        Sync::OnChange => defaults_changed && differ,
        Sync::Never => false,
    };
    if refresh {
        change.insert("models".into(), json!(wanted));
    }
    // Also where the models were right already, so that a later change by hand is not undone.
    if settings.sync != Sync::Never && defaults_changed {
        let mut metadata = known["metadata"].as_object().cloned().unwrap_or_default();
        metadata.insert(PROVISIONED.into(), json!(wanted));
        change.insert("metadata".into(), Value::Object(metadata));
    }
    if let Some(budget) = spec.budget
        && known["max_budget"].as_f64() != Some(budget)
    {
        change.insert("max_budget".into(), json!(budget));
    }
    if let Some(period) = &spec.period
        && known["budget_duration"].as_str() != Some(period)
    {
        change.insert("budget_duration".into(), json!(period));
    }
    change
}

fn same(known: Option<&Value>, wanted: &[String]) -> bool {
    let known = known
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut known: Vec<_> = known.iter().filter_map(Value::as_str).collect();
    let mut wanted: Vec<_> = wanted.iter().map(String::as_str).collect();
    known.sort_unstable();
    wanted.sort_unstable();
    known == wanted
}

/// What templates put where a key will be.
fn is_placeholder(value: &str) -> bool {
    value.trim().is_empty() || value == PLACEHOLDER || value.starts_with("sk-proxy-")
}

/// The form of keys that this proxy issues, or LiteLLM's: 32 or 16 random bytes. One that is not known
/// any more is from a database that is gone. Providers' keys look otherwise.
fn looks_issued(value: &str) -> bool {
    let random = value.strip_prefix("sk-").unwrap_or_default();
    let of_provider = ["proj-", "ant-", "or-", "svcacct-", "admin-"]
        .iter()
        .any(|prefix| random.starts_with(prefix));
    let base64url = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !of_provider && matches!(random.len(), 22 | 43) && random.chars().all(base64url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_dead_keys_and_providers_keys_are_told_apart() {
        for placeholder in ["", " ", "sk-proxy-default", "sk-proxy-other"] {
            assert!(is_placeholder(placeholder), "{placeholder}");
        }
        let own = crate::domain::key::mint(&[7; 32]);
        assert!(looks_issued(own.expose()) && !is_placeholder(own.expose()));
        assert!(looks_issued("sk-439e4T_q8Gpet9Oa6IqSEw"));
        let legacy = format!("sk-{}T3BlbkFJ{}", "a".repeat(20), "b".repeat(20));
        for provider in [
            "sk-proj-abc",
            "sk-ant-api03-abc",
            legacy.as_str(),
            "gsk_abc",
        ] {
            assert!(!looks_issued(provider), "{provider}");
        }
    }
}
