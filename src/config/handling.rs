//! Members of `litellm_params` that say how a deployment is handled.

use super::model_list::{Defaults, Fields, ModelError, invalid};
use crate::domain::deployment::Origin;
use crate::domain::entra::{AUTHORITY, EntraCredentials, SCOPE, is_tenant};
use crate::domain::handling::{CachePoint, Handling, Mock, Trust};
use crate::domain::money::Nanos;
use crate::domain::provider::{Dialect, Provider};
use crate::domain::secret::Secret;
use crate::domain::time::Span;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

/// Reads them.
pub(super) fn read(
    fields: Fields<'_>,
    provider: &Provider,
    defaults: &Defaults,
) -> Result<Handling, ModelError> {
    Ok(Handling {
        mock: mock(fields)?,
        budget: budget(fields)?,
        trust: trust(fields, defaults)?,
        no_system: fields.flag("supports_system_message")? == Some(false),
        chat_only: fields.flag("use_chat_completions_api")?.unwrap_or(false),
        cache_points: cache_points(fields)?,
        entra: entra(fields, provider)?.map(Arc::new),
    })
}

fn mock(fields: Fields<'_>) -> Result<Option<Mock>, ModelError> {
    let times_out = fields.flag("mock_timeout")?.unwrap_or(false);
    let text = match fields.get("mock_response") {
        None if times_out => String::new(),
        None => return Ok(None),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    Ok(Some(Mock { text, times_out }))
}

fn budget(fields: Fields<'_>) -> Result<Option<(Nanos, Option<Span>)>, ModelError> {
    let Some(most) = fields.get("max_budget") else {
        return match fields.get("budget_duration") {
            None => Ok(None),
            Some(_) => Err(invalid(
                "budget_duration",
                "is for a max_budget, which is missing",
            )),
        };
    };
    let limit = <Nanos as super::read::Kind>::read(most);
    let limit =
        limit.ok_or_else(|| invalid("max_budget", "must be an amount of US dollars, 0 or more"))?;
    let period = fields.get("budget_duration").map(|period| {
        let period = period
            .as_str()
            .and_then(|text| Span::parse_period(text).ok());
        let must_be = "must be a duration like 30d, 12h or 1mo, at most one month";
        period.ok_or_else(|| invalid("budget_duration", must_be))
    });
    Ok(Some((limit, period.transpose()?)))
}

/// Whom to trust: `true`, `false`, or the path of a file of certificate authorities.
pub(super) fn verify(value: &Value) -> Option<(bool, Option<PathBuf>)> {
    if let Some(flag) = <bool as super::read::Kind>::read(value) {
        return Some((!flag, None));
    }
    let path = value.as_str()?.trim();
    (!path.is_empty()).then(|| (false, Some(path.into())))
}

fn trust(fields: Fields<'_>, defaults: &Defaults) -> Result<Option<Trust>, ModelError> {
    let Some(own) = fields.get("ssl_verify") else {
        return Ok(defaults.trust.clone());
    };
    let (unverified, ca_file) = verify(own).ok_or_else(|| {
        invalid(
            "ssl_verify",
            "must be true, false or the path of a PEM file",
        )
    })?;
    if ca_file.is_some() && fields.0.origin != Origin::Config {
        let why = "may name a file only in the configuration file; use true or false";
        return Err(invalid("ssl_verify", why));
    }
    Ok(Some(Trust {
        unverified,
        ca_file,
        certificate: defaults
            .trust
            .as_ref()
            .and_then(|trust| trust.certificate.clone()),
    })
    .filter(|trust| *trust != Trust::default()))
}

fn cache_points(fields: Fields<'_>) -> Result<Vec<CachePoint>, ModelError> {
    const NAME: &str = "cache_control_injection_points";
    const MUST_BE: &str = "must be a list of location (message) with role or index";
    let Some(listed) = fields.get(NAME) else {
        return Ok(Vec::new());
    };
    let listed = listed.as_array().ok_or_else(|| invalid(NAME, MUST_BE))?;
    let points = listed.iter().map(|point| {
        let location = point.get("location").and_then(Value::as_str);
        let role = point.get("role").and_then(Value::as_str).map(str::to_owned);
        let index = point.get("index").filter(|index| !index.is_null());
        let index = index.map(|index| {
            let number = index.as_i64();
            number.or_else(|| index.as_str()?.trim().parse().ok())
        });
        let control = point.get("control").filter(|control| control.is_object());
        match (location, index) {
            // A role that is not there marks nothing.
            (Some("message"), None) if role.is_none() => None,
            (Some("message"), Some(None)) => None,
            (Some("message"), index) => Some(CachePoint {
                role,
                index: index.flatten(),
                control: control
                    .map_or_else(|| r#"{"type":"ephemeral"}"#.to_owned(), ToString::to_string),
            }),
            _ => None,
        }
    });
    let points: Option<Vec<CachePoint>> = points.collect();
    points.ok_or_else(|| invalid(NAME, MUST_BE))
}

fn entra(fields: Fields<'_>, provider: &Provider) -> Result<Option<EntraCredentials>, ModelError> {
    if provider.dialect != Dialect::Azure || fields.get("api_key").is_some() {
        return Ok(None);
    }
    let parts = ["tenant_id", "client_id", "client_secret"].map(|name| fields.text(name));
    let [Some(tenant), Some(client), Some(secret)] = parts else {
        if parts.iter().all(Option::is_none) {
            return Ok(None);
        }
        let must_be = "must be given together with tenant_id and client_id, as texts";
        return Err(invalid("client_secret", must_be));
    };
    if !is_tenant(tenant) {
        return Err(invalid("tenant_id", "must be a tenant's id or domain"));
    }
    let authority = fields.text("azure_authority_host").unwrap_or(AUTHORITY);
    if !authority.starts_with("https://") && fields.0.origin != Origin::Config {
        return Err(invalid("azure_authority_host", "must be an https URL"));
    }
    Ok(Some(EntraCredentials {
        tenant_id: tenant.to_owned(),
        client_id: client.to_owned(),
        client_secret: Secret::new(secret),
        scope: fields.text("azure_scope").unwrap_or(SCOPE).to_owned(),
        authority: authority.trim_end_matches('/').to_owned(),
    }))
}
