//! What anybody may know, without a key: the documents of this API, and the facts that it is built with.

use super::manage::answer;
use super::manage::model_info::facts_of;
use super::manage::ui_settings::{image, logo_url, open as open_ui};
use super::openapi::{DOCUMENT, operations, page::PAGE};
use super::{App, Problem, Route, Serve, headers};
use crate::admin::ui_settings::Object;
use crate::domain::deployment::Deployment;
use crate::domain::price_table::PriceTable;
use crate::domain::provider::{Dialect, PROVIDERS, Provider};
use axum::body::Body;
use axum::response::Response;
use axum::routing::MethodFilter;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

const GET: MethodFilter = MethodFilter::GET;

/// The routes that need no key, beside those of health.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    Route { method: GET, path: "/", serve: Serve::Open(|app| Box::pin(page(app))) },
    Route { method: GET, path: "/redoc", serve: Serve::Open(|app| Box::pin(redoc(app))) },
    Route { method: GET, path: "/openapi.json", serve: Serve::Open(|app| Box::pin(document(app))) },
    Route { method: GET, path: "/robots.txt", serve: Serve::Open(|app| Box::pin(robots(app))) },
    Route { method: GET, path: "/test", serve: Serve::Open(|_| Box::pin(async { answer(&json!({ "route": "/test" })) })) },
    Route { method: GET, path: "/routes", serve: Serve::Open(|_| Box::pin(routes())) },
    Route { method: MethodFilter::POST, path: "/api/event_logging/batch", serve: Serve::Open(|_| Box::pin(async { answer(&json!({ "status": "ok" })) })) },
    Route { method: GET, path: "/get/ui_settings", serve: Serve::Open(|app| Box::pin(open_ui(app, Object::Ui))) },
    Route { method: GET, path: "/get/ui_theme_settings", serve: Serve::Open(|app| Box::pin(open_ui(app, Object::Theme))) },
    Route { method: GET, path: "/get_image", serve: Serve::Open(|app| Box::pin(image(app, "logo_url"))) },
    Route { method: GET, path: "/get_favicon", serve: Serve::Open(|app| Box::pin(image(app, "favicon_url"))) },
    Route { method: GET, path: "/get_logo_url", serve: Serve::Open(|app| Box::pin(logo_url(app))) },
    Route { method: GET, path: "/public/model_hub", serve: Serve::Open(|app| Box::pin(model_hub(app))) },
    Route { method: GET, path: "/public/agent_hub", serve: Serve::Open(|_| Box::pin(async { answer(&json!([])) })) },
    Route { method: GET, path: "/public/skill_hub", serve: Serve::Open(|_| Box::pin(async { answer(&json!([])) })) },
    Route { method: GET, path: "/public/mcp_hub", serve: Serve::Open(|_| Box::pin(async { answer(&json!([])) })) },
    Route { method: GET, path: "/public/litellm_blog_posts", serve: Serve::Open(|_| Box::pin(async { answer(&json!({ "posts": [] })) })) },
    Route { method: GET, path: "/public/model_hub/info", serve: Serve::Open(|app| Box::pin(hub_info(app))) },
    Route { method: GET, path: "/public/providers", serve: Serve::Open(|_| Box::pin(providers())) },
    Route { method: GET, path: "/public/providers/fields", serve: Serve::Open(|_| Box::pin(provider_fields())) },
    Route { method: GET, path: "/public/endpoints", serve: Serve::Open(|_| Box::pin(endpoints())) },
    Route { method: GET, path: "/public/litellm_model_cost_map", serve: Serve::Open(|_| Box::pin(cost_map())) },
];

fn of_type(media: &'static str, text: Bytes) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    response
}

fn absent() -> Response {
    Problem::detail(404, "Not Found").into_response()
}

async fn page(app: Arc<App>) -> Response {
    operations_page(app.docs.page)
}

/// The same page where LiteLLM has another view of the same document.
async fn redoc(app: Arc<App>) -> Response {
    operations_page(app.docs.redoc)
}

fn operations_page(there: bool) -> Response {
    if there {
        of_type(
            "text/html; charset=utf-8",
            Bytes::from_static(PAGE.as_bytes()),
        )
    } else {
        absent()
    }
}

async fn document(app: Arc<App>) -> Response {
    if app.docs.openapi {
        of_type("application/json", Bytes::from_static(DOCUMENT.as_bytes()))
    } else {
        absent()
    }
}

/// Tells search engines to stay away, where the operator wants that.
async fn robots(app: Arc<App>) -> Response {
    if app.block_robots {
        let all = Bytes::from_static(b"User-agent: *\nDisallow: /");
        of_type("text/plain; charset=utf-8", all)
    } else {
        absent()
    }
}

async fn routes() -> Response {
    let mut by_path: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in operations() {
        let methods = by_path.entry(one.path).or_default();
        methods.push(one.method.to_ascii_uppercase());
    }
    let routes: Vec<Value> = by_path
        .into_iter()
        .map(|(path, methods)| {
            let name = path.trim_matches('/').replace(['/', '{', '}'], "_");
            json!({ "path": path, "methods": methods, "name": name, "endpoint": name })
        })
        .collect();
    answer(&json!({ "routes": routes }))
}

/// The models that the operator tells anybody of (`public_model_groups`).
async fn model_hub(app: Arc<App>) -> Response {
    let catalog = app.gateway.catalog();
    let named = app.public_hub.0.iter();
    let groups = named.filter_map(|name| {
        let found = catalog.find(name)?;
        let deployments: Vec<_> = found.served.iter().map(|one| &one.deployment).collect();
        let first = deployments.first()?;
        let mut group = Map::new();
        if let Some(facts) = first.facts {
            facts_of(facts, &mut group);
        }
        let mut providers: Vec<&str> = deployments.iter().map(|one| one.provider.name).collect();
        providers.sort_unstable();
        providers.dedup();
        let most =
            |of: fn(&Deployment) -> Option<u64>| deployments.iter().filter_map(|one| of(one)).max();
        group.remove("key");
        group.insert("model_group".into(), json!(name));
        group.insert("providers".into(), json!(providers));
        group.insert("mode".into(), json!(first.mode.as_deref()));
        group.insert(
            "max_input_tokens".into(),
            json!(most(|one| one.max_input_tokens)),
        );
        group.insert(
            "max_output_tokens".into(),
            json!(most(|one| one.max_output_tokens)),
        );
        group.insert("is_public_model_group".into(), json!(true));
        Some(Value::Object(group))
    });
    answer(&json!(groups.collect::<Vec<_>>()))
}

async fn hub_info(app: Arc<App>) -> Response {
    answer(&json!({
        "docs_title": "cw-proxy",
        "custom_docs_description": null,
        "litellm_version": headers::COMPATIBLE_VERSION,
        "useful_links": app.public_hub.1,
    }))
}

async fn providers() -> Response {
    let mut names: Vec<&str> = PROVIDERS.iter().map(|provider| provider.name).collect();
    names.sort_unstable();
    answer(&json!(names))
}

/// What a form that declares a model of a provider asks for.
async fn provider_fields() -> Response {
    let described: Vec<Value> = PROVIDERS.iter().map(fields).collect();
    answer(&json!(described))
}

fn field(key: &str, label: &str, placeholder: Option<&str>, required: bool, secret: bool) -> Value {
    json!({
        "key": key, "label": label, "placeholder": placeholder, "tooltip": null, "required": required,
        "field_type": if secret { "password" } else { "text" }, "options": null, "default_value": null,
    })
}

fn fields(provider: &Provider) -> Value {
    let mut credential = Vec::new();
    if provider.is_vertex() {
        for (key, label, secret) in [
            ("vertex_project", "Vertex Project", false),
            ("vertex_location", "Vertex Location", false),
            ("vertex_credentials", "Vertex Credentials", true),
        ] {
            credential.push(field(key, label, None, false, secret));
        }
    } else if provider.dialect == Dialect::Bedrock {
        credential.push(field(
            "aws_access_key_id",
            "AWS Access Key ID",
            None,
            false,
            true,
        ));
        credential.push(field(
            "aws_secret_access_key",
            "AWS Secret Access Key",
            None,
            false,
            true,
        ));
        credential.push(field(
            "aws_region_name",
            "AWS Region Name",
            Some("us-east-1"),
            false,
            false,
        ));
    } else {
        let needs_base = provider.base_url.is_none();
        credential.push(field(
            "api_base",
            "API Base",
            provider.base_url,
            needs_base,
            false,
        ));
        let open = provider.dialect == Dialect::Ollama;
        credential.push(field(
            "api_key",
            "API Key",
            None,
            !open && !needs_base,
            true,
        ));
    }
    if provider.dialect == Dialect::Azure {
        credential.push(field("api_version", "API Version", None, false, false));
    }
    let known = PriceTable::bundled().models_of(provider.name).next();
    json!({
        "provider": provider.name,
        "provider_display_name": provider.name,
        "litellm_provider": provider.name,
        "credential_fields": credential,
        "default_model_placeholder": known,
    })
}

/// The routes that call models, and the providers behind each.
async fn endpoints() -> Response {
    const EMBEDDING: &[Dialect] = &[
        Dialect::OpenAi,
        Dialect::Azure,
        Dialect::Gemini,
        Dialect::Cohere,
        Dialect::Ollama,
    ];
    let all = |_: &&Provider| true;
    let embeds = |provider: &&Provider| EMBEDDING.contains(&provider.dialect);
    let listed = |providers: Vec<&Provider>| -> Vec<Value> {
        let names = providers.into_iter().map(|provider| provider.name);
        names
            .map(|name| json!({ "slug": name, "display_name": name }))
            .collect()
    };
    let told = |key: &str, label: &str, path: &str, providers: Vec<&Provider>| json!({ "key": key, "label": label, "endpoint": path, "providers": listed(providers) });
    let every = || PROVIDERS.iter().filter(all).collect::<Vec<_>>();
    answer(&json!({ "endpoints": [
        told("chat_completions", "Chat Completions", "/chat/completions", every()),
        told("messages", "Messages", "/messages", every()),
        told("responses", "Responses", "/responses", every()),
        told("embeddings", "Embeddings", "/embeddings", PROVIDERS.iter().filter(embeds).collect()),
    ] }))
}

/// Every entry of the price table, under LiteLLM's names; its text is made once.
async fn cost_map() -> Response {
    static MAP: LazyLock<String> = LazyLock::new(|| {
        let mut all = Map::new();
        for facts in PriceTable::bundled().iter() {
            let mut info = Map::new();
            facts_of(facts, &mut info);
            info.remove("key");
            info.insert("litellm_provider".into(), json!(facts.provider));
            info.insert("max_input_tokens".into(), json!(facts.max_input_tokens));
            info.insert("max_output_tokens".into(), json!(facts.max_output_tokens));
            info.retain(|_, value| !value.is_null());
            all.insert(facts.key.to_owned(), Value::Object(info));
        }
        Value::Object(all).to_string()
    });
    of_type("application/json", Bytes::from_static(MAP.as_bytes()))
}
