//! Calls that are refused before anybody is called. Their rows cost nothing, so they may cost nobody much:
//! the answer does not wait for them, and of a flood only so many are written ([`super::journal`]).

use super::Gateway;
use super::admit::{CallContext, clean, end_user, lifetimes, session};
use super::authenticate::Caller;
use super::meter::{ERROR_CHARS_MAX, clean_error};
use super::refusal::Refusal;
use super::tags;
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::owner::OwnerKind;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, CallType, MASTER_KEY_ID, Outcome, Passage};
use crate::domain::usage::{Usage, UsageSource};
use crate::wire::door::openai::Request;
use std::sync::Arc;

/// A call that was refused, as far as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    /// Who called, let in or not.
    pub caller: &'a Caller,
    /// What is known besides the body.
    pub context: &'a CallContext,
    /// What was asked for.
    pub call_type: CallType,
    /// The request, where it was read.
    pub request: Option<&'a Request>,
    /// The status that the client was given.
    pub status: u16,
    /// What it was told.
    pub message: &'a str,
}

/// What a client notes of a call (`metadata.spend_logs_metadata`), as a JSON object; no more than a few
/// thousand characters of it.
#[must_use]
pub fn notes_of(request: &Request) -> Option<Arc<str>> {
    const BYTES_MAX: usize = 4_096;
    #[derive(serde::Deserialize)]
    struct Notes<'a> {
        #[serde(borrow)]
        spend_logs_metadata: Option<&'a serde_json::value::RawValue>,
    }
    ["metadata", "litellm_metadata"].iter().find_map(|name| {
        let raw = request.object.get(name)?;
        let noted = raw.contains("\"spend_logs_metadata\"");
        let notes = noted.then(|| serde_json::from_str::<Notes<'_>>(raw).ok())??;
        let text = notes.spend_logs_metadata?.get();
        (text.starts_with('{') && text.len() <= BYTES_MAX).then(|| text.into())
    })
}

impl Gateway {
    /// Whether a refusal is to have a row: that of a call for which there is none yet, unless too many were
    /// refused of late. Ask only where the row is then written.
    #[must_use]
    pub fn notes_refusal(&self, refusal: &Refusal) -> bool {
        refusal.is_of_a_call()
            && self.catalog().policy.notes_refusals
            && self.journal.has_room_for_refused()
    }

    /// Puts a refused call on record.
    pub fn note_refused(&self, refusal: &Refusal, refused: Refused<'_>) {
        let now = self.now();
        let Refused {
            caller,
            context,
            call_type,
            request,
            status,
            message,
        } = refused;
        let catalog = self.catalog();
        let entry = caller.key();
        let key = entry.map(|entry| &entry.key);
        let end_user = end_user(&catalog, context, request);
        let agent = tags::of_agent(&catalog.policy, context);
        let tags = tags::of_row(caller, context, request, &agent);
        let mut windows: Vec<WindowKey> = lifetimes(caller, end_user.as_ref())
            .map(WindowKey::lifetime)
            .collect();
        for tag in &*tags {
            let holder = catalog.owners.holder(OwnerKind::Tag, tag);
            let window = holder.map(|holder| WindowKey::lifetime(holder.scope.clone()));
            windows.extend(window.filter(|window| !windows.contains(window)));
        }
        let model = request.and_then(|request| request.model.as_deref());
        let model = clean(model.unwrap_or_default());
        let nothing: Arc<str> = "".into();
        let intent = CallIntent {
            request_id: uuid::Uuid::now_v7().to_string().into(),
            call_id: context.call_id.clone(),
            started_at: now,
            call_type,
            stream: request.is_some_and(|request| request.stream),
            key_id: entry.map_or_else(|| MASTER_KEY_ID.into(), |entry| entry.id.clone()),
            user_id: key.and_then(|key| key.user_id.clone()),
            team_id: key.and_then(|key| key.team_id.clone()),
            org_id: entry.and_then(|entry| entry.organization_id.clone()),
            end_user,
            tags,
            session_id: session(context, request),
            user_agent: catalog.policy.user_agent(context),
            degraded_from: None,
            model_group: model.clone(),
            windows: windows.into(),
            reserved: Nanos::ZERO,
            estimated_input_tokens: 0,
            price_version: nothing.clone(),
        };
        let under = request.and_then(|request| request.guarding.as_ref());
        self.journal.note_refused(Arc::new(CallRecord {
            intent,
            ended_at: now,
            first_token_at: None,
            outcome: Outcome::Refused,
            status,
            error: clean_error(message, ERROR_CHARS_MAX),
            deployment_id: nothing.clone(),
            model,
            provider: "",
            api_base: nothing.clone(),
            attempts: 0,
            attempts_log: Vec::new(),
            passage: Passage {
                guardrails: under.map(|under| under.names()).unwrap_or_default(),
                error_class: Some(refusal.class().into()),
                notes: request.and_then(|request| catalog.policy.notes(request)),
                ..Passage::default()
            },
            cached: false,
            response_id: String::new(),
            usage: Usage::default(),
            usage_source: UsageSource::None,
            service_tier: ServiceTier::default(),
            price_version: nothing,
            cost: Nanos::ZERO,
            upstream_cost: None,
            client_ip: catalog.policy.client_ip(context),
            payload: None,
        }));
    }
}
