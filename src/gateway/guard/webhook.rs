//! A judge elsewhere, asked in the words of LiteLLM's generic guardrail API (`POST
//! /beta/litellm_basic_guardrail_api`, LiteLLM's documentation, "Generic Guardrail API").

use super::Whose;
use crate::domain::guardrail::{Chosen, Webhook};
use crate::upstream::Client;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::time::Duration;
use tokio::time::Instant;

/// The longest answer of a judge, in bytes.
const ANSWER_BYTES_MAX: usize = 16 << 20;

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

/// What the judge says.
#[derive(Debug)]
pub(super) enum Verdict {
    Nothing,
    Instead(Vec<String>),
    Blocked(String),
}

#[derive(Deserialize)]
struct Said {
    action: String,
    blocked_reason: Option<String>,
    texts: Option<Vec<String>>,
}

/// Asks a judge about texts. Fails when it does not answer, or not in a way that is known.
pub(super) async fn ask(
    client: &Client,
    webhook: &Webhook,
    chosen: &Chosen,
    whose: &Whose,
    side: Side,
    texts: &[String],
) -> Result<Verdict, String> {
    let mut params = webhook.params.clone();
    params.extend(chosen.params.clone());
    let body = json!({
        "texts": texts,
        "request_data": request_data(whose),
        "input_type": if side == Side::Request { "request" } else { "response" },
        "litellm_call_id": &*whose.call_id,
        "litellm_trace_id": &*whose.call_id,
        "additional_provider_specific_params": params,
    });
    let deadline = Instant::now() + Duration::from_millis(webhook.timeout_ms);
    let answered = client
        .post_json(
            &webhook.url,
            &webhook.headers,
            Bytes::from(body.to_string()),
            ANSWER_BYTES_MAX,
            deadline,
        )
        .await;
    let (status, answer) = answered.map_err(|fault| fault.message)?;
    if !(200..300).contains(&status) {
        return Err(format!("it answered with status {status}"));
    }
    let said: Said = serde_json::from_slice(&answer)
        .map_err(|_| "its answer is not one of the generic guardrail API".to_owned())?;
    match (said.action.as_str(), said.texts) {
        ("NONE", _) | ("GUARDRAIL_INTERVENED", None) => Ok(Verdict::Nothing),
        ("BLOCKED", _) => Ok(Verdict::Blocked(
            said.blocked_reason
                .unwrap_or_else(|| "Content violates policy".to_owned()),
        )),
        ("GUARDRAIL_INTERVENED", Some(instead)) if instead.len() == texts.len() => {
            Ok(Verdict::Instead(instead))
        }
        ("GUARDRAIL_INTERVENED", Some(instead)) => Err(format!(
            "it was asked about {} texts and answered with {}",
            texts.len(),
            instead.len()
        )),
        (_, _) => Err("its action is none of NONE, BLOCKED and GUARDRAIL_INTERVENED".to_owned()),
    }
}

/// Who calls, under LiteLLM's names.
fn request_data(whose: &Whose) -> Map<String, Value> {
    let mut data = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            data.insert(name.to_owned(), value.into());
        }
    };
    let entry = whose.caller.key();
    put("user_api_key_hash", entry.map(|entry| &*entry.id));
    put(
        "user_api_key_alias",
        entry.and_then(|entry| entry.key.alias.as_deref()),
    );
    put(
        "user_api_key_user_id",
        entry.and_then(|entry| entry.key.user_id.as_deref()),
    );
    put(
        "user_api_key_team_id",
        entry.and_then(|entry| entry.key.team_id.as_deref()),
    );
    put(
        "user_api_key_org_id",
        entry.and_then(|entry| entry.organization_id.as_deref()),
    );
    put("user_api_key_end_user_id", whose.end_user.as_deref());
    data
}
