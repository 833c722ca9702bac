//! `general_settings.pass_through_endpoints`: paths of the operator's own, passed on to other services.

use super::Env;
use super::model_list::ModelDeclaration;
use crate::domain::deployment::Origin;
use crate::domain::provider::PROVIDERS;
use serde_json::{Map, Value, json};

/// One path that is passed on.
#[derive(Clone, Debug)]
pub struct PassThroughEndpoint {
    /// The path here, with its slash and without one at the end.
    pub path: String,
    /// Whether what stands below the path is passed on too (`include_subpath`).
    pub subpaths: bool,
    /// Methods that are passed on; empty means all.
    pub methods: Vec<String>,
    /// Whether the client's own headers go along (`forward_headers`).
    pub forward_headers: bool,
    /// Parameters of the query where the client names none (`default_query_params`).
    pub default_query: Vec<(String, String)>,
    /// Whether the client's query goes along with that of the target (`merge_query_params`).
    pub merge_query: bool,
    /// A header that may carry the client's key (`headers.litellm_user_api_key` names it).
    pub key_header: Option<String>,
    /// Where it leads, with which headers and at which price: a deployment like any other.
    pub target: ModelDeclaration,
}

/// Members that are read here.
const READ: &[&str] = &[
    "path",
    "target",
    "headers",
    "include_subpath",
    "methods",
    "forward_headers",
    "default_query_params",
    "merge_query_params",
    "cost_per_request",
    "timeout",
    "auth",
    "guardrails",
    "id",
];

/// An endpoint, and remarks on what of its declaration has no effect.
pub(super) fn read(entry: &Value, env: &Env) -> Result<(PassThroughEndpoint, Vec<String>), String> {
    let entry = entry
        .as_object()
        .ok_or("must be a mapping with path and target")?;
    let text = |name: &str| {
        entry
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let flag = |name: &str| match entry.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(format!("{name} must be true or false")),
    };
    let path = text("path").ok_or("path must be a text such as /rerank")?;
    let path = format!("/{}", path.trim_matches('/'));
    if path == "/" || path.contains(['{', '}', '*', '?', '#']) {
        return Err(format!("path '{path}' must be a plain path below /"));
    }
    let target = text("target").ok_or("target must be an http or https URL")?;
    let (base, query) = target.split_once('?').unwrap_or((target, ""));
    if !base.starts_with("http://") && !base.starts_with("https://") {
        return Err("target must be an http or https URL".to_owned());
    }
    let (headers, key_header) = headers(entry.get("headers"), env)?;
    let mut params = Map::new();
    params.insert("model".into(), json!(format!("{}/*", provider_of(base))));
    params.insert("api_base".into(), json!(base));
    params.insert("extra_headers".into(), Value::Object(headers));
    if let Some(cost) = number(entry, "cost_per_request")? {
        params.insert("input_cost_per_request".into(), json!(cost));
    }
    if let Some(guardrails) = entry.get("guardrails") {
        params.insert("guardrails".into(), guardrails.clone());
    }
    if let Some(timeout) = number(entry, "timeout")? {
        params.insert("timeout".into(), json!(timeout));
    }
    let mut remarks: Vec<String> = entry
        .keys()
        .filter(|name| !READ.contains(&name.as_str()))
        .map(|name| format!("{name} has no effect in this version"))
        .collect();
    if flag("auth")? == Some(false) {
        remarks.push(
            "auth: false has no effect: calls need a virtual key, so that they are metered"
                .to_owned(),
        );
    }
    let mut default_query = pairs(query);
    default_query.extend(query_params(entry.get("default_query_params"))?);
    let endpoint = PassThroughEndpoint {
        subpaths: flag("include_subpath")?.unwrap_or(false),
        methods: methods(entry.get("methods"))?,
        forward_headers: flag("forward_headers")?.unwrap_or(false),
        default_query,
        merge_query: flag("merge_query_params")?.unwrap_or(false) || query.is_empty(),
        key_header,
        target: ModelDeclaration {
            model_name: format!("pass-through{path}"),
            litellm_params: params,
            model_info: Map::from_iter([("id".to_owned(), json!(format!("pass-through{path}")))]),
            origin: Origin::Config,
        },
        path,
    };
    Ok((endpoint, remarks))
}

/// One that is stored: data, which never reads the environment.
pub fn stored_endpoint(entry: &Value) -> Result<PassThroughEndpoint, String> {
    let (mut endpoint, _) = read(entry, &Env::default())?;
    endpoint.target.origin = Origin::Database;
    Ok(endpoint)
}

/// The provider whose host this is, so that its answers are read and its prices known.
fn provider_of(base: &str) -> &'static str {
    let host = |url: &str| {
        url.split("://")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .map(str::to_owned)
    };
    let own = host(base);
    let row = PROVIDERS
        .iter()
        .find(|row| row.base_url.and_then(host) == own);
    row.map_or("custom_openai", |row| row.name)
}

fn number(entry: &Map<String, Value>, name: &str) -> Result<Option<f64>, String> {
    match entry.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let number = value.as_f64().filter(|number| *number >= 0.0);
            number
                .map(Some)
                .ok_or_else(|| format!("{name} must be a number, zero or more"))
        }
    }
}

fn methods(value: Option<&Value>) -> Result<Vec<String>, String> {
    let wrong = || "methods must be a list of HTTP methods".to_owned();
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(methods)) => methods
            .iter()
            .map(|method| {
                method
                    .as_str()
                    .map(str::to_ascii_uppercase)
                    .ok_or_else(wrong)
            })
            .collect(),
        Some(_) => Err(wrong()),
    }
}

fn query_params(value: Option<&Value>) -> Result<Vec<(String, String)>, String> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(params)) => Ok(params
            .iter()
            .map(|(name, value)| {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (name.clone(), text)
            })
            .collect()),
        Some(_) => Err("default_query_params must be a mapping".to_owned()),
    }
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Headers for the target; a variable may stand within a value (`bearer os.environ/KEY`).
fn headers(
    value: Option<&Value>,
    env: &Env,
) -> Result<(Map<String, Value>, Option<String>), String> {
    let mut headers = Map::new();
    let mut key_header = None;
    let members = match value {
        None | Some(Value::Null) => return Ok((headers, None)),
        Some(Value::Object(members)) => members,
        Some(_) => return Err("headers must be a mapping".to_owned()),
    };
    for (name, value) in members {
        let Some(text) = value.as_str() else {
            return Err(format!(
                "headers.{name} must be a text; is its variable set?"
            ));
        };
        if name == "litellm_user_api_key" {
            key_header = Some(text.to_ascii_lowercase());
            continue;
        }
        let words: Result<Vec<String>, String> = text
            .split(' ')
            .map(|word| resolved(name, word, env))
            .collect();
        headers.insert(name.clone(), json!(words?.join(" ")));
    }
    Ok((headers, key_header))
}

fn resolved(name: &str, word: &str, env: &Env) -> Result<String, String> {
    match word.strip_prefix("os.environ/") {
        None => Ok(word.to_owned()),
        Some(variable) => env.get(variable).map(str::to_owned).ok_or_else(|| {
            format!("headers.{name} needs the variable {variable}, which is not set")
        }),
    }
}
