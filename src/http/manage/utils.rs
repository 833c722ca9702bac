//! `/utils/*`: what a request would be, without making it.

use super::super::App;
use super::super::error::Problem;
use super::model_info::facts_of;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::config::ModelDeclaration;
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::owner::Rank;
use crate::domain::price_table::PriceTable;
use crate::domain::record::CallType;
use crate::gateway::admit::CallContext;
use crate::gateway::call::preview;
use crate::gateway::route::reach;
use crate::wire::count::input_tokens;
use crate::wire::door::openai::Request;
use crate::wire::format::Outgoing;
use crate::wire::supported::openai_params;
use bytes::Bytes;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const COUNT: &[Field] = &[
    Field::required("model", Kind::Text, "The model whose tokens are counted."),
    Field::new(
        "messages",
        Kind::Objects,
        "A conversation as OpenAI has it.",
    ),
    Field::new("prompt", Kind::Any, "A text, or a list of texts."),
    Field::new(
        "contents",
        Kind::Objects,
        "A conversation as Gemini has it.",
    ),
    Field::new("tools", Kind::Objects, "Tools that the model may call."),
];
const MODEL: &[Field] = &[Field::required("model", Kind::Text, "The model.")];
const TRANSFORM: &[Field] = &[
    Field::required(
        "call_type",
        Kind::Text,
        "completion, text_completion, embedding, anthropic_messages, responses or generate_content.",
    ),
    Field::required(
        "request_body",
        Kind::Object,
        "The request as a client would send it.",
    ),
];
const TELLING: &[&str] = &["llm_api_routes", "info_routes", "management_routes"];

/// The operations that tell about requests.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/utils/token_counter",
        Rank::Nobody,
        "Counts the tokens of a request.",
        |app, given| Box::pin(count(app, given)),
    )
    .body(&[COUNT])
    .tells()
    .groups(TELLING),
    Managed::get(
        "/utils/supported_openai_params",
        Rank::AdminViewer,
        "Tells which of OpenAI's parameters a model takes.",
        |app, given| Box::pin(supported(app, given)),
    )
    .query(MODEL),
    Managed::post(
        "/utils/transform_request",
        Rank::Nobody,
        "Shows what a provider would be sent, its credential left out.",
        |app, given| Box::pin(transform(app, given)),
    )
    .body(&[TRANSFORM])
    .tells(),
    Managed::get(
        "/utils/model_info",
        Rank::Nobody,
        "Tells what is known about a model: prices, limits, abilities.",
        |app, given| Box::pin(model_info(app, given)),
    )
    .query(MODEL),
];

fn wrong(message: impl Into<String>) -> Problem {
    Problem::detail(400, json!({ "error": message.into() }))
}

async fn count(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let mut body = given.body();
    let asked = Fields(body.clone()).required("model")?;
    let says = |name: &str| body.get(name).is_some_and(|value| !value.is_null());
    let call_type = if says("messages") {
        CallType::Chat
    } else if says("prompt") {
        CallType::Completion
    } else if says("contents") {
        CallType::GenerateContent
    } else {
        return Err(wrong("prompt or messages or contents must be provided"));
    };
    let catalog = app.gateway.catalog().clone();
    let found = reach(&catalog, &given.caller(), &asked);
    let used = found
        .and_then(|found| Some(found.served.first()?.deployment.upstream_model.to_string()))
        .unwrap_or_else(|| asked.clone());
    body.retain(|_, value| !value.is_null());
    let bytes = Bytes::from(Value::Object(body).to_string());
    let request = Request::parse_to_count(call_type, Some(&asked), bytes);
    let request = request.map_err(|no| app.refuse(&no.into()))?;
    let model = used.clone();
    // Counting is work for the processor: not in the way of others.
    let counted =
        tokio::task::spawn_blocking(move || input_tokens(call_type, &model, &request.object));
    let total = counted.await.map_err(|_| super::super::error::internal())?;
    Ok(Reply::ok(json!({
        "total_tokens": total,
        "request_model": asked,
        "model_used": used,
        "tokenizer_type": "openai_tokenizer",
        "count_source": "local",
        "original_response": null,
        "error": false,
        "error_message": null,
        "status_code": null,
    })))
}

/// The deployment behind a name, or one of a model as providers name it.
fn deployment_of(app: &App, given: &Given, model: &str) -> Option<Deployment> {
    let catalog = app.gateway.catalog().clone();
    let found = reach(&catalog, &given.caller(), model);
    if let Some(served) = found.and_then(|found| found.served.into_iter().next()) {
        return Some(served.deployment.clone());
    }
    let declared = ModelDeclaration {
        model_name: model.to_owned(),
        litellm_params: Map::from_iter([("model".to_owned(), json!(model))]),
        model_info: Map::new(),
        origin: Origin::Database,
    };
    app.admin.models.build(&declared).ok()
}

async fn supported(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let model = given.text("model").unwrap_or_default();
    let deployment = deployment_of(&app, &given, &model);
    let deployment = deployment.ok_or_else(|| wrong(format!("Could not map model={model}")))?;
    Ok(Reply::ok(
        json!({ "supported_openai_params": openai_params(&deployment) }),
    ))
}

async fn model_info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let model = given.text("model").unwrap_or_default();
    let deployment = deployment_of(&app, &given, &model);
    let facts = deployment.and_then(|deployment| {
        let provider = deployment.provider.name;
        let table = PriceTable::bundled();
        let looked_up = || table.lookup(provider, &deployment.upstream_model);
        deployment.facts.or_else(looked_up)
    });
    let facts = facts.ok_or_else(|| wrong(format!("Nothing is known about model={model}")))?;
    let mut info = Map::new();
    facts_of(facts, &mut info);
    info.insert("litellm_provider".into(), json!(facts.provider));
    info.insert("max_input_tokens".into(), json!(facts.max_input_tokens));
    info.insert("max_output_tokens".into(), json!(facts.max_output_tokens));
    Ok(Reply::ok(Value::Object(info)))
}

/// LiteLLM's words for kinds of calls, with and without the `a` of its asynchronous functions.
fn call_type(word: &str) -> Option<(CallType, &'static str)> {
    match word
        .strip_prefix('a')
        .filter(|rest| !rest.starts_with('n'))
        .unwrap_or(word)
    {
        "completion" => Some((CallType::Chat, "/chat/completions")),
        "text_completion" => Some((CallType::Completion, "/completions")),
        "embedding" => Some((CallType::Embedding, "/embeddings")),
        "anthropic_messages" => Some((CallType::Messages, "anthropic_messages")),
        "responses" => Some((CallType::Responses, "/responses")),
        "generate_content" => Some((CallType::GenerateContent, "generateContent")),
        _ => None,
    }
}

async fn transform(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let word = fields.required("call_type")?;
    let (call_type, route) =
        call_type(&word).ok_or_else(|| wrong(format!("call_type '{word}' is not known here")))?;
    let body = fields.object("request_body")?.value().unwrap_or_default();
    let model = body.get("model").and_then(Value::as_str).map(str::to_owned);
    let bytes = Bytes::from(Value::Object(body).to_string());
    let made = async {
        let request = Request::parse(call_type, route, model.as_deref(), bytes)?;
        let catalog = app.gateway.catalog().clone();
        let context = CallContext::own(route, "".into());
        let plan = crate::gateway::route::everyone(&catalog, &given.caller(), &context, &request)?;
        let served = plan.served[0].clone();
        let Outgoing {
            path,
            body,
            headers,
            ..
        } = preview(&request, &served)?;
        let base = served.deployment.api_base.as_deref().unwrap_or_default();
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        let headers: Map<String, Value> = headers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .chain([("content-type".to_owned(), json!("application/json"))])
            .collect();
        Ok::<_, crate::gateway::refusal::Refusal>(json!({
            "raw_request_api_base": format!("{base}{path}"),
            "raw_request_body": body,
            "raw_request_headers": headers,
            "error": null,
        }))
    };
    // What cannot be said is told in the answer, as LiteLLM does.
    Ok(Reply::ok(made.await.unwrap_or_else(|refusal| {
        let said = app.refuse(&refusal).body;
        json!({
            "raw_request_api_base": null, "raw_request_body": null, "raw_request_headers": null,
            "error": said.pointer("/error/message").unwrap_or(&said),
        })
    })))
}
