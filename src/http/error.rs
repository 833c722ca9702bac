//! Every no, as a status and a JSON body. The only place that knows both.
//!
//! Bodies are those of LiteLLM's proxy: `{"error":{"message","type","param","code"}}` with the status
//! as a string in `code`, and `{"detail":…}` where FastAPI answers for it. Clients match on words in
//! the messages, so the words stay; what to do about it comes after them.

use super::headers::describe_upstream;
use crate::admin::AdminError;
use crate::domain::budget::ScopeKind;
use crate::domain::guardrail::Sought;
use crate::domain::limit::LimitHit;
use crate::domain::time::Micros;
use crate::gateway::refusal::{BudgetHit, Guarded, NoDeployment, Refusal};
use crate::wire::fault::{Fault, FaultKind};
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// An answer that is an error.
#[derive(Debug)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// The JSON body.
    pub body: Value,
    /// Headers that belong to it.
    pub headers: Vec<(&'static str, String)>,
    /// The same, whose names are made of what they are about.
    pub(in crate::http) named: Option<Box<HeaderMap>>,
}

impl Problem {
    /// LiteLLM's error object.
    #[must_use]
    pub fn new(
        status: u16,
        error_type: Option<&str>,
        param: Option<&str>,
        message: impl Into<String>,
    ) -> Self {
        let error = json!({
            "message": message.into(), "type": error_type, "param": param, "code": status.to_string(),
        });
        Self {
            status,
            body: json!({ "error": error }),
            headers: Vec::new(),
            named: None,
        }
    }

    /// FastAPI's `detail`.
    #[must_use]
    pub fn detail(status: u16, detail: impl Into<Value>) -> Self {
        Self {
            status,
            body: json!({ "detail": detail.into() }),
            headers: Vec::new(),
            named: None,
        }
    }

    /// A refused credential: 401 with `param` as the text `None`, which is what clients know.
    pub(in crate::http) fn auth(message: impl Into<String>) -> Self {
        Self::new(401, Some("auth_error"), Some("None"), message)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    /// Names the call in its body, where that is wanted (`include_call_id_in_error_body`).
    #[must_use]
    pub fn naming(mut self, call_id: Option<&str>) -> Self {
        if let Some(id) = call_id {
            if self.body["error"].is_object() {
                self.body["error"]["litellm_call_id"] = id.into();
            } else if self.body.is_object() {
                self.body["litellm_call_id"] = id.into();
            }
        }
        self
    }

    /// Says what it is about before its message.
    #[must_use]
    pub fn prefixed(mut self, about: &str) -> Self {
        let message = &mut self.body["error"]["message"];
        if let Some(said) = message.as_str() {
            *message = format!("{about}{said}").into();
        }
        self
    }

    /// Adds a header whose name is made of what it is about.
    #[must_use]
    fn named_header(mut self, name: &str, value: impl ToString) -> Self {
        let value = HeaderValue::from_str(&value.to_string());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), value) {
            self.named.get_or_insert_default().insert(name, value);
        }
        self
    }

    /// Makes the answer.
    #[must_use]
    pub fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body.to_string()));
        *response.status_mut() =
            http::StatusCode::from_u16(self.status).unwrap_or(http::StatusCode::BAD_GATEWAY);
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                let name = HeaderName::from_static(name);
                response.headers_mut().insert(name, value);
            }
        }
        response
            .headers_mut()
            .extend(self.named.map(|named| *named).unwrap_or_default());
        response
    }
}

/// What statuses may be chosen by the operator.
#[derive(Debug, Clone, Copy)]
pub struct Statuses {
    /// `litellm_settings.budget_exceeded_status_code`.
    pub budget_exceeded: u16,
}

/// Turns a refusal into an answer. `now` is for the waits that it tells.
#[must_use]
pub fn refusal(refusal: &Refusal, statuses: Statuses, now: Micros) -> Problem {
    match refusal {
        Refusal::NoKey => Problem::auth("Authentication Error, No api key passed in."),
        Refusal::MalformedKey => Problem::auth(
            "Authentication Error, Malformed API Key passed in. Ensure Key has `Bearer ` prefix.",
        ),
        Refusal::NotVirtualKey { masked } => Problem::auth(format!(
            "LiteLLM Virtual Key expected. Received={masked}, expected to start with 'sk-'."
        )),
        Refusal::UnknownKey { masked, hash } => Problem::new(
            401,
            Some("token_not_found_in_db"),
            Some("key"),
            format!(
                "Authentication Error, Invalid proxy server token passed. Received API Key = {masked}, Key Hash \
                 (Token) ={hash}. Unable to find token in cache or `LiteLLM_VerificationTokenTable`"
            ),
        ),
        Refusal::ExpiredKey {
            name,
            expired_at,
            now,
        } => Problem::new(
            401,
            Some("expired_key"),
            Some(name),
            format!(
                "Authentication Error - Expired Key. Key Expiry time {} and current time {}. An admin can set \
                 `duration` with /key/update.",
                expired_at.rfc3339(),
                now.rfc3339()
            ),
        ),
        Refusal::BlockedKey => Problem::auth(
            "Authentication Error, Key is blocked. Update via `/key/unblock` if you're an admin.",
        ),
        Refusal::BlockedOwner { kind, id } => {
            let (name, route) = match kind {
                ScopeKind::EndUser => ("End User", "/end_user/unblock"),
                ScopeKind::User => ("User", "/user/update"),
                ScopeKind::Organization => ("Organization", "/organization/update"),
                _ => ("Team", "/team/unblock"),
            };
            Problem::auth(format!(
                "Authentication Error, {name}={id} is blocked. Update via `{route}` if you're an admin."
            ))
        }
        Refusal::RouteNotAllowed { allowed, route } => Problem::detail(
            403,
            format!(
                "Virtual key is not allowed to call this route. Only allowed to call routes: {}. Tried to call \
                 route: {route}",
                python_list(allowed)
            ),
        ),
        Refusal::AdminOnly { route, rank, user } => Problem::auth(format!(
            "Authentication Error, Only proxy admin can be used to generate, delete, update info for new \
             keys/users/teams. Route={route}. Your role={}. Your user_id={user}",
            rank.role()
        )),
        Refusal::ViewerOnly { route } => Problem::new(
            403,
            Some("auth_error"),
            Some("None"),
            format!(
                "user not allowed to access this route, role= proxy_admin_viewer. Trying to access: {route}"
            ),
        ),
        Refusal::MasterOnly { route } => Problem::auth(format!(
            "Tried to access route={route}, which is only for MASTER KEY"
        )),
        other => call_refusal(other, statuses, now),
    }
}

/// Refusals of a caller that is known.
fn call_refusal(refusal: &Refusal, statuses: Statuses, now: Micros) -> Problem {
    match refusal {
        Refusal::ModelNotAllowed { whose, model } => Problem::new(
            403,
            Some(access_denied(*whose)),
            Some("model"),
            format!(
                "The requested model '{model}' is not available for this API key, or the model name is invalid. \
                 Check the models available to you and try again."
            ),
        ),
        Refusal::UnknownModel { route, model, wildcards } => unknown_model(route, model.as_deref(), *wildcards),
        Refusal::Unspoken { provider, dialect } => Problem::new(
            501,
            Some("not_implemented"),
            Some("model"),
            format!(
                "provider '{provider}' speaks {dialect}, which this version does not translate. Use a provider \
                 that speaks OpenAI's API, or an OpenAI-compatible address of this one as api_base with \
                 custom_llm_provider: openai."
            ),
        ),
        Refusal::NotItsWork { provider, work } => Problem::new(
            501,
            Some("not_implemented"),
            Some("model"),
            format!(
                "provider '{provider}' is not asked for {work} by this version. Give the model a deployment at a \
                 provider that serves it in OpenAI's way (custom_llm_provider: openai and an api_base), or call \
                 the provider's own path through the proxy."
            ),
        ),
        Refusal::Misconfigured { model, reason } => Problem::new(
            500,
            Some("misconfigured_deployment"),
            Some("model"),
            format!("the deployment of '{model}' cannot be called: {reason}"),
        ),
        Refusal::Unpriced { model, scope } => unpriced(model, scope),
        Refusal::OverBudget(hit) => {
            let mut problem = Problem::new(
                statuses.budget_exceeded,
                Some("budget_exceeded"),
                None,
                budget_message(hit),
            );
            problem.body["error"]["budget"] = budget_fields(hit);
            problem
        }
        Refusal::RateLimited { descriptor, id, hit } => rate_limited(descriptor, id, *hit, now),
        Refusal::Rejected(no) => Problem::new(no.status, Some(no.error_type), no.param, no.message.clone()),
        Refusal::Unsayable(error) => Problem::new(400, Some("invalid_request_error"), None, error.to_string()),
        Refusal::Upstream { fault, provider, .. } => upstream(fault, provider),
        Refusal::Guarded(guarded) => blocked(guarded),
        Refusal::GuardrailDown { guardrail, applied } => Problem::new(
            503,
            Some("guardrail_unavailable"),
            None,
            format!(
                "The guardrail '{guardrail}' does not answer, and nothing passes that it has not looked at. Try again \
                 in a moment; an admin can let calls pass meanwhile with unreachable_fallback: fail_open."
            ),
        )
        .header("retry-after", 5)
        .header(APPLIED_GUARDRAILS, applied.join(",")),
        Refusal::NoDeployment(why) => no_deployment(why, now),
        Refusal::ClientLeft => Problem::new(499, Some("client_closed_request"), None, "The client left."),
        Refusal::MeteringUnavailable => Problem::new(
            503,
            Some("metering_unavailable"),
            None,
            "The ledger cannot be written, so no call is made that could not be accounted for. See the \
             proxy's log; it goes on by itself once the database can be written.",
        )
        .header("retry-after", 5),
        Refusal::Overloaded { calls_max } => Problem::new(
            503,
            Some("overloaded"),
            None,
            format!("{calls_max} calls are in flight, the most that this proxy takes. Try again in a moment."),
        )
        .header("retry-after", 1),
        Refusal::Draining => {
            Problem::new(503, Some("shutting_down"), None, "The proxy is shutting down.").header("retry-after", 5)
        }
        _ => internal(),
    }
}

/// Turns an admin operation's no into an answer.
impl From<AdminError> for Problem {
    fn from(error: AdminError) -> Self {
        match error {
            AdminError::BadRequest { param, message } => {
                Self::new(400, Some("bad_request_error"), param, message)
            }
            AdminError::Invalid { field, message } => {
                let place = field.split('.').map(Value::from);
                let loc: Vec<Value> = std::iter::once(Value::from("body")).chain(place).collect();
                Self::detail(
                    422,
                    json!([{ "type": "value_error", "loc": loc, "msg": message }]),
                )
            }
            AdminError::NotFound(message) => {
                Self::new(404, Some("not_found_error"), Some("key"), message)
            }
            AdminError::Missing(message) => Self::detail(404, json!({ "error": message })),
            AdminError::AlreadyMember(message) => Self::new(
                400,
                Some("team_member_already_in_team"),
                Some("user_id"),
                message,
            ),
            AdminError::Forbidden(message) => Self::detail(403, message),
            AdminError::Conflict { param, message } => {
                // LiteLLM answers 400 for a name that is taken, and scripts look for that.
                let status = if param.starts_with("key") { 400 } else { 409 };
                Self::new(status, Some("bad_request_error"), Some(param), message)
            }
            AdminError::LedgerUnavailable => {
                Self::new(503, Some("metering_unavailable"), None, error.to_string())
            }
            AdminError::Store(inner) => {
                tracing::error!(error = %inner, "the database could not do what an admin asked");
                Self::new(
                    503,
                    Some("no_db_connection"),
                    None,
                    format!("The database could not do it: {inner}"),
                )
            }
            AdminError::Seal(inner) => {
                tracing::error!(error = %inner, "a credential could not be sealed or opened");
                Self::new(500, Some("internal_server_error"), None, inner.to_string())
            }
        }
    }
}

/// Something that must not happen; the log has the rest.
#[must_use]
pub fn internal() -> Problem {
    Problem::new(
        500,
        Some("internal_server_error"),
        None,
        "Internal server error",
    )
}

fn unknown_model(route: &str, model: Option<&str>, wildcards: bool) -> Problem {
    let shown = model.unwrap_or("None");
    let message = if wildcards {
        format!(
            "litellm.BadRequestError: You passed in model={shown}. There are no healthy deployments for this model. \
             Call `/v1/models` to view available models for your key."
        )
    } else {
        format!(
            "{route}: Invalid model name passed in model={shown}. Call `/v1/models` to view available models for your key."
        )
    };
    let mut problem = Problem::new(400, Some("invalid_request_error"), None, message.clone());
    problem.body["error"]["provider_specific_fields"] = json!({ "error": message });
    problem
}

/// The header that names the guardrails of a call.
pub const APPLIED_GUARDRAILS: &str = "x-litellm-applied-guardrails";

/// LiteLLM's answer of its content filter.
fn blocked(guarded: &Guarded) -> Problem {
    let message = &guarded.message;
    let mut problem = Problem::new(400, Some("invalid_request_error"), None, message.clone());
    let mut fields = json!({ "error": message });
    match &guarded.sought {
        Some(Sought::Keyword {
            keyword,
            description,
        }) => {
            fields["keyword"] = json!(&**keyword);
            fields["description"] = json!(description.as_deref());
        }
        Some(Sought::Pattern(name)) => fields["pattern"] = json!(&**name),
        None => {}
    }
    fields["guardrail_name"] = json!(&*guarded.guardrail);
    fields["guardrail_mode"] = json!(guarded.mode);
    problem.body["error"]["provider_specific_fields"] = fields;
    problem.header(APPLIED_GUARDRAILS, guarded.applied.join(","))
}

fn unpriced(model: &str, scope: &str) -> Problem {
    let whose = if scope.is_empty() {
        String::new()
    } else {
        format!(" and the spend of {scope} is limited")
    };
    Problem::new(
        403,
        Some("model_cost_map_missing"),
        Some("model"),
        format!(
            "the price of '{model}' is unknown{whose}, so the call cannot be accounted for. An admin can declare it: \
             set input_cost_per_token and output_cost_per_token in its litellm_params (both 0 for a model that \
             costs nothing), or the price of its unit (output_cost_per_image, input_cost_per_second, \
             input_cost_per_character, input_cost_per_query), or base_model in its model_info, or \
             `cw_proxy.metering.unpriced_under_budget: allow`."
        ),
    )
}

/// LiteLLM's error type for a model that somebody's list leaves out.
fn access_denied(whose: ScopeKind) -> &'static str {
    match whose {
        ScopeKind::Team | ScopeKind::TeamMember => "team_model_access_denied",
        ScopeKind::User => "user_model_access_denied",
        ScopeKind::Organization | ScopeKind::OrganizationMember => "org_model_access_denied",
        ScopeKind::EndUser => "customer_model_access_denied",
        _ => "key_model_access_denied",
    }
}

fn budget_message(hit: &BudgetHit) -> String {
    let (spent, limit) = (hit.spent.decimal(), hit.limit.decimal());
    // Clients look for these beginnings.
    let mut message = match (hit.scope, &hit.window_of) {
        (ScopeKind::Key, Some(window)) => format!(
            "ExceededBudget: Key over {window} budget. Spend=${:.4}, Limit=${:.2}. {}.",
            hit.spent.usd(),
            hit.limit.usd(),
            hit.label
        ),
        (ScopeKind::User | ScopeKind::EndUser, _) => format!(
            "ExceededBudget: {} over budget. Spend={spent}, Budget={limit}.",
            hit.label
        ),
        _ => format!(
            "Budget has been exceeded! {} Current cost: {spent}, Max budget: {limit}.",
            hit.label
        ),
    };
    if hit.reserved.0 > 0 {
        let _ = write!(
            message,
            " {} is reserved by calls in flight, and this call may cost up to {}.",
            hit.reserved, hit.estimate
        );
    }
    match hit.resets_at {
        Some(at) => drop(write!(
            message,
            " The budget starts again at {}.",
            at.rfc3339()
        )),
        None => {
            message.push_str(" It does not start again by itself; an admin can raise max_budget.")
        }
    }
    message
}

/// The numbers of a budget that refuses: amounts in US dollars, the time as RFC 3339.
fn budget_fields(hit: &BudgetHit) -> Value {
    json!({
        "scope": hit.scope.as_str(),
        "scope_id": &*hit.id,
        "spent": hit.spent.usd(),
        "reserved": hit.reserved.usd(),
        "estimate": hit.estimate.usd(),
        "limit": hit.limit.usd(),
        "resets_at": hit.resets_at.map(Micros::rfc3339),
    })
}

fn rate_limited(descriptor: &str, id: &str, hit: LimitHit, now: Micros) -> Problem {
    let wait_seconds = (hit.retry_at.0 - now.0)
        .max(0)
        .unsigned_abs()
        .div_ceil(1_000_000)
        .max(1);
    let resets_at = hit.retry_at.rfc3339().replace('T', " ");
    let resets_at = format!("{} UTC", resets_at.split('.').next().unwrap_or_default());
    Problem::new(
        429,
        Some("throttling_error"),
        None,
        format!(
            "Rate limit exceeded for {descriptor}: {id}. Limit type: {}. Current limit: {}, Remaining: 0. Limit \
             resets at: {resets_at}",
            hit.kind.as_str(),
            hit.limit
        ),
    )
    .header("retry-after", wait_seconds)
    .header("rate_limit_type", hit.kind.as_str())
    .header("reset_at", resets_at)
    .named_header(&format!("x-ratelimit-{descriptor}-limit-{}", hit.kind.as_str()), hit.limit)
    .named_header(&format!("x-ratelimit-{descriptor}-remaining-{}", hit.kind.as_str()), 0)
}

/// A provider's no. Its 401 is about our credential, never the client's, so it is a bad gateway here.
fn upstream(fault: &Fault, provider: &str) -> Problem {
    let class = fault.kind.class();
    let message = format!(
        "litellm.{class}: {class}: {}Exception - {}",
        exception_name(provider),
        fault.message
    );
    if fault.kind == FaultKind::Authentication {
        return Problem::new(
            502,
            Some(fault.told_type()),
            None,
            format!(
                "{message} The credential that the proxy has for '{provider}' was refused; an admin can replace it."
            ),
        );
    }
    let (status, param) = (fault.status, fault.param.as_deref());
    let mut problem = Problem::new(status, Some(fault.told_type()), param, message);
    if let Some(theirs) = fault.headers.as_deref() {
        describe_upstream(problem.named.get_or_insert_default(), theirs);
    }
    match fault.retry_after_seconds {
        Some(seconds) => problem.header("retry-after", seconds),
        None => problem,
    }
}

fn not_in_region(group: &str, end_user: &str, region: &str) -> Problem {
    Problem::new(
        403,
        Some("customer_region_denied"),
        Some("model"),
        format!(
            "No deployment of '{group}' is in the region '{region}', which End User={end_user} is kept to by \
             allowed_model_region. Declare region_name: {region} in the litellm_params of one that is there, or \
             change it with /customer/update."
        ),
    )
}

/// No deployment may be asked now, in LiteLLM's words.
fn no_deployment(why: &NoDeployment, now: Micros) -> Problem {
    match why {
        NoDeployment::ProviderBudget {
            group,
            provider,
            spent,
            limit,
            resets_at,
        } => {
            let problem = Problem::new(
                429,
                Some("throttling_error"),
                None,
                format!(
                    "No deployments available - crossed budget: Exceeded budget for provider {provider}: {} >= {}. \
                     Passed model={group}. Raise it in router_settings.provider_budget_config, or the model's max_budget, or \
                     wait until it starts again.",
                    spent.usd(),
                    limit.usd()
                ),
            );
            match resets_at {
                Some(at) => {
                    let wait = (at.0 - now.0).max(0).unsigned_abs();
                    problem.header("retry-after", wait.div_ceil(1_000_000).max(1))
                }
                None => problem,
            }
        }
        NoDeployment::Resting {
            group,
            seconds,
            ids,
            pre_call_checks,
        } => Problem::new(
            429,
            Some("all_deployments_in_cooldown"),
            None,
            format!(
                "No deployments available for selected model, Try again in {seconds} seconds. All deployments for \
                 selected model are in cooldown. Passed model={group}. pre-call-checks={}, cooldown_list={}",
                if *pre_call_checks { "True" } else { "False" },
                python_list(ids)
            ),
        )
        .header("retry-after", seconds),
        NoDeployment::AtLimit { group, retry_at } => {
            let wait = (retry_at.0 - now.0).max(0).unsigned_abs();
            Problem::new(
                429,
                Some("throttling_error"),
                None,
                format!(
                    "No deployments available for selected model. Passed model={group}: the requests or tokens of \
                     this minute are used up."
                ),
            )
            .header("retry-after", wait.div_ceil(1_000_000).max(1))
        }
        NoDeployment::Full { group, calls_max } => Problem::new(
            429,
            Some("throttling_error"),
            None,
            format!(
                "No deployments available for selected model. Passed model={group}: {calls_max} calls are in flight, \
                 max_parallel_requests of its deployment."
            ),
        )
        .header("retry-after", 1),
        NoDeployment::Region {
            group,
            end_user,
            region,
        } => not_in_region(group, end_user, region),
        NoDeployment::Tags { group, tags } => Problem::new(
            401,
            Some("auth_error"),
            None,
            format!(
                "Not allowed to access model due to tags configuration. Passed model={group} and tags={}",
                python_list(tags)
            ),
        ),
        NoDeployment::ContextWindow {
            model,
            tokens_max,
            tokens,
        } => Problem::new(
            400,
            Some("invalid_request_error"),
            None,
            format!(
                "litellm.ContextWindowExceededError: litellm.BadRequestError: litellm._pre_call_checks: Context Window \
                 exceeded for given call. No models have context window large enough for this call.\nModel={model}, \
                 Max Input Tokens={tokens_max}, Got={tokens}"
            ),
        ),
    }
}

/// `openai` as LiteLLM writes it in exception texts.
fn exception_name(provider: &str) -> String {
    if provider == "openai" {
        return "OpenAI".to_owned();
    }
    let mut chars = provider.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A list as Python prints it, which is what LiteLLM's messages hold.
#[must_use]
pub fn python_list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("'{item}'")).collect();
    format!("[{}]", quoted.join(", "))
}
