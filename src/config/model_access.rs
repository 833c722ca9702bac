//! How a deployment reaches its provider: base URL, credential, headers.

use super::file::REFERENCE;
use super::model_list::{Fields, ModelDeclaration, ModelError, invalid};
use super::provider_env::{ProviderEnv, is_usable};
use super::vertex;
use crate::domain::aws::{Aws, AwsCredentials, bedrock_base, is_region, region_and_model};
use crate::domain::deployment::Origin;
use crate::domain::google::GoogleCredentials;
use crate::domain::provider::{Dialect, Provider};
use crate::domain::secret::Secret;
use serde_json::Value;
use std::borrow::Cow;

/// Headers that the connection itself sets.
const OWN_HEADERS: [&str; 7] = [
    "connection",
    "content-length",
    "content-type",
    "host",
    "te",
    "transfer-encoding",
    "upgrade",
];

pub(super) struct Access {
    pub(super) api_base: Option<String>,
    pub(super) api_key: Option<Secret>,
    pub(super) aws: Option<Aws>,
    pub(super) google: Option<GoogleCredentials>,
    pub(super) extra_headers: Vec<(String, Secret)>,
}

/// Finds how to reach the provider.
///
/// The credential is the declaration's own, else the environment's. The environment's goes only to
/// the provider's own address, to the environment's, or to one in the configuration file: whoever
/// may declare models through the API could otherwise have it sent to himself.
pub(super) fn access(
    declared: &ModelDeclaration,
    provider: &Provider,
    model: &str,
    env: &ProviderEnv,
) -> Result<Access, ModelError> {
    let fields = Fields(declared);
    let from_file = declared.origin == Origin::Config;
    let named = if from_file {
        Named::default()
    } else {
        references(declared, provider)?
    };
    let on_aws = provider.dialect == Dialect::Bedrock;
    let region = if on_aws {
        aws_region(fields, model, env)?
    } else {
        None
    };
    let vertex = if provider.is_vertex() {
        Some(vertex::read(fields, from_file, env)?)
    } else {
        None
    };
    let usual = env
        .base(provider)
        .or_else(|| provider.base_url.map(str::to_owned))
        .or_else(|| region.map(bedrock_base));
    let usual = match &vertex {
        Some(vertex) => Some(vertex.base(usual.as_deref(), provider, model)),
        None => usual,
    };
    let named_base = ["aws_bedrock_runtime_endpoint", "api_base", "base_url"]
        .iter()
        .filter(|name| on_aws || !name.starts_with("aws_"))
        .find_map(|name| fields.text(name));
    let given = match named_base {
        Some(_) if named.base => None,
        given => given.map(|base| match &vertex {
            Some(vertex) => vertex.at(base, provider, model),
            None => provider.complete_base(base),
        }),
    };
    if let Some(base) = given.as_ref().or(usual.as_ref()) {
        check_base(base)?;
    }
    let trusted =
        from_file || given.is_none() || given == usual || given.as_deref() == provider.base_url;
    let own_key = match fields.get("api_key") {
        Some(_) if named.key && !trusted => return Err(ModelError::ForeignBase),
        Some(_) if named.key => None,
        Some(Value::String(key)) if key.trim().is_empty() => {
            return Err(ModelError::Blank { param: "api_key" });
        }
        Some(Value::String(key)) => Some(Secret::new(key.trim())).filter(is_usable),
        Some(_) => return Err(invalid("api_key", "must be a text; put it in quotes")),
        None => None,
    };
    let own_aws = if on_aws { aws_key(fields)? } else { None };
    let own_google = vertex.as_ref().is_some_and(|vertex| vertex.own);
    let on_azure = provider.dialect == Dialect::Azure && own_key.is_none();
    let own_token = fields.text("azure_ad_token").filter(|_| on_azure);
    let own_entra = on_azure && fields.get("client_secret").is_some();
    let own =
        own_key.is_some() || own_aws.is_some() || own_google || own_token.is_some() || own_entra;
    let environments = || {
        env.credential(provider)
            .filter(|_| trusted && !own)
            .cloned()
    };
    let mut extra_headers = headers(fields)?;
    if let Some(token) = own_token {
        let bearer = format!("Bearer {token}");
        check_header("azure_ad_token", "Authorization", &bearer)?;
        extra_headers.push(("Authorization".to_owned(), Secret::new(bearer)));
    }
    if trusted && own_key.is_none() {
        for (name, value) in env.headers(provider) {
            if !extra_headers
                .iter()
                .any(|(given, _)| given.eq_ignore_ascii_case(name))
            {
                extra_headers.push((name.to_owned(), value.clone()));
            }
        }
    }
    let aws = on_aws.then(|| Aws {
        region: region.map(str::to_owned),
        credentials: own_aws.or_else(|| env.aws().filter(|_| trusted && !own)),
    });
    // A key of its own is express mode, where tokens would be in the way.
    let google = vertex.and_then(|vertex| {
        vertex
            .credentials
            .filter(|_| own_key.is_none() && (trusted || vertex.own))
    });
    Ok(Access {
        api_base: given.or(usual),
        aws,
        google: google.clone(),
        api_key: own_key.or_else(environments).filter(|_| google.is_none()),
        extra_headers,
    })
}

/// The region: the one in the model's name, else the declaration's, else the environment's.
fn aws_region<'a>(
    fields: Fields<'a>,
    model: &'a str,
    env: &'a ProviderEnv,
) -> Result<Option<&'a str>, ModelError> {
    let region = region_and_model(model)
        .0
        .or_else(|| fields.text("aws_region_name"))
        .or_else(|| fields.text("region_name").filter(|name| is_region(name)))
        .or_else(|| env.aws_region());
    // It becomes a part of a host's name.
    match region {
        Some(region) if !is_region(region) => Err(invalid(
            "aws_region_name",
            "(or AWS_REGION) must be a region, like us-east-1",
        )),
        region => Ok(region),
    }
}

/// The declaration's own key for signing.
fn aws_key(fields: Fields<'_>) -> Result<Option<AwsCredentials>, ModelError> {
    let secret = |name| fields.text(name).map(Secret::new);
    let key = (secret("aws_access_key_id"), secret("aws_secret_access_key"));
    match key {
        (Some(access_key_id), Some(secret_access_key)) => Ok(Some(AwsCredentials {
            access_key_id,
            secret_access_key,
            session_token: secret("aws_session_token"),
        })),
        (None, None) if fields.get("aws_session_token").is_none() => Ok(None),
        _ => Err(invalid(
            "aws_secret_access_key",
            "must be given together with aws_access_key_id, both as texts",
        )),
    }
}

/// Which members name the provider's own variables.
#[derive(Default)]
struct Named {
    key: bool,
    base: bool,
}

/// Looks for `os.environ/NAME` in a declaration that did not come from the file. `api_key` may name
/// a credential of its own provider, and `api_base` its base URL; both then mean what the
/// environment has for the provider anyway. Anything else is refused.
fn references(declared: &ModelDeclaration, provider: &Provider) -> Result<Named, ModelError> {
    let mut named = Named::default();
    for (param, value) in &declared.litellm_params {
        let Some(variable) = first_reference(value) else {
            continue;
        };
        let direct = value.is_string();
        let mut allowed: Vec<Cow<'_, str>> = Vec::new();
        match param.as_str() {
            "api_key" if direct => allowed.extend(provider.key_variables()),
            "api_base" | "base_url" if direct => allowed.extend(provider.base_variables()),
            _ => {}
        }
        if !allowed.iter().any(|name| name == variable) {
            return Err(ModelError::Reference {
                param: param.clone(),
                variable: variable.to_owned(),
                allowed: allowed.into_iter().map(Cow::into_owned).collect(),
            });
        }
        if param == "api_key" {
            named.key = true;
        } else {
            named.base = true;
        }
    }
    Ok(named)
}

/// The first variable that is named anywhere in a value.
fn first_reference(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => text.trim().strip_prefix(REFERENCE),
        Value::Array(items) => items.iter().find_map(first_reference),
        Value::Object(members) => members.values().find_map(first_reference),
        _ => None,
    }
}

fn check_base(base: &str) -> Result<(), ModelError> {
    let rest = base
        .strip_prefix("https://")
        .or_else(|| base.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split('/').next().unwrap_or_default());
    let plain = host.is_some_and(|host| !host.is_empty() && !host.contains('@'));
    let clean = !base
        .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\'));
    if plain && clean {
        return Ok(());
    }
    let must_be =
        "must be a URL with http:// or https:// and a host, without user, password or query";
    Err(invalid("api_base", must_be))
}

/// The headers of `extra_headers` (or `headers`), and the organization as OpenAI takes it.
fn headers(fields: Fields<'_>) -> Result<Vec<(String, Secret)>, ModelError> {
    let mut headers = Vec::new();
    for param in ["extra_headers", "headers"] {
        let Some(members) = fields.get(param) else {
            continue;
        };
        let must_be = "must map header names to texts";
        let members = members.as_object().ok_or_else(|| invalid(param, must_be))?;
        for (name, value) in members {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return Err(invalid(param, must_be)),
            };
            check_header(param, name, &text)?;
            headers.push((name.clone(), Secret::new(text)));
        }
    }
    if let Some(organization) = fields.text("organization") {
        check_header("organization", "OpenAI-Organization", organization)?;
        headers.push(("OpenAI-Organization".to_owned(), Secret::new(organization)));
    }
    Ok(headers)
}

fn check_header(param: &str, name: &str, value: &str) -> Result<(), ModelError> {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let named = !name.is_empty() && name.chars().all(token);
    if !named || OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(invalid(param, "has a header that cannot be set"));
    }
    if value.contains(|c: char| c.is_control() && c != '\t') {
        return Err(invalid(
            param,
            "has a header value with a line break or control character",
        ));
    }
    Ok(())
}
