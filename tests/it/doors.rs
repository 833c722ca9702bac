//! Every client's dialect to every provider's: whole and streamed, with a tool called, metered to the
//! token, and every no in the client's own words.

use crate::chat::verified;
use crate::common::providers::{CACHED, INPUT, OUTPUT, Providers};
use crate::common::proxy::Proxy;
use crate::common::python;
use serde_json::{Value, json};

/// A proxy with one model of each dialect, all priced the same.
pub(crate) async fn proxy(providers: &Providers) -> Proxy {
    Proxy::builder()
        // What a provider says is looked at, not what may come of asking again.
        .section(
            "router_settings",
            json!({ "num_retries": 0, "disable_cooldowns": true }),
        )
        .deployment(providers.model("chat-model", "hosted_vllm/some-model", "/v1"))
        .deployment(providers.model("openai-model", "openai/gpt-4o", "/v1"))
        .deployment({
            // One that is served by Responses alone.
            let mut only = providers.model("responses-model", "openai/some-codex", "/v1");
            only["model_info"] = json!({ "mode": "responses" });
            only
        })
        .deployment(providers.model("claude-model", "anthropic/claude-sonnet-4-5", "/v1"))
        .deployment(providers.model("gemini-model", "gemini/gemini-2.5-flash", "/v1beta"))
        .deployment(providers.model("ollama-model", "ollama_chat/llama3.2", ""))
        // The address of the older version, as configurations have it, is of the same server.
        .deployment(providers.model("cohere-model", "cohere_chat/command-a-03-2025", "/v1"))
        .deployment({
            // Signed with a key of its own in the region of its name.
            let id = "bedrock/eu-central-1/eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
            let mut signed = providers.model("bedrock-model", id, "");
            let params = signed["litellm_params"].as_object_mut().expect("params");
            params.remove("api_key");
            params.insert("aws_access_key_id".to_owned(), json!("AKIDBEDROCK"));
            params.insert(
                "aws_secret_access_key".to_owned(),
                json!("aws-secret-0123456789"),
            );
            params.insert(
                "aws_session_token".to_owned(),
                json!("aws-token-0123456789"),
            );
            signed
        })
        .deployment(vertex(providers, "vertex-model", "gemini-2.5-flash"))
        .deployment(vertex(
            providers,
            "vertex-claude",
            "claude-sonnet-4-5@20250929",
        ))
        .start()
        .await
}

/// A model on Vertex AI, called as a service account.
pub(crate) fn vertex(providers: &Providers, name: &str, model: &str) -> Value {
    let mut row = providers.model(name, &format!("vertex_ai/{model}"), "");
    let params = row["litellm_params"].as_object_mut().expect("params");
    params.remove("api_key");
    params.insert("vertex_location".to_owned(), json!("europe-west1"));
    let account = crate::common::google::service_account(&providers.root());
    params.insert("vertex_credentials".to_owned(), json!(account.to_string()));
    row
}

pub(crate) const MODELS: [&str; 10] = [
    "chat-model",
    "openai-model",
    "responses-model",
    "claude-model",
    "gemini-model",
    "ollama-model",
    "cohere-model",
    "bedrock-model",
    "vertex-model",
    "vertex-claude",
];

/// Models of providers that do not tell which tokens were in their cache, or do not sell them cheaper.
const CACHE_UNTOLD: [&str; 2] = ["ollama-model", "cohere-model"];

/// Where and how each client asks.
pub(crate) fn asked(door: &str, model: &str, stream: bool, text: &str) -> (String, Value) {
    let schema = json!({ "type": "object", "properties": { "q": { "type": "string" } } });
    match door {
        "chat" => (
            "/v1/chat/completions".to_owned(),
            json!({ "model": model, "stream": stream, "stream_options": { "include_usage": true },
                "messages": [{ "role": "user", "content": text }],
                "tools": [{ "type": "function", "function": { "name": "lookup", "parameters": schema } }] }),
        ),
        "messages" => (
            "/v1/messages".to_owned(),
            json!({ "model": model, "stream": stream, "max_tokens": 100, "messages": [{ "role": "user", "content": text }],
                "metadata": { "user_id": "user_1" },
                "tools": [{ "name": "lookup", "input_schema": schema }] }),
        ),
        "responses" => (
            "/v1/responses".to_owned(),
            json!({ "model": model, "stream": stream, "input": text,
                "tools": [{ "type": "function", "name": "lookup", "parameters": schema }] }),
        ),
        "completions" => (
            "/v1/completions".to_owned(),
            json!({ "model": model, "stream": stream, "stream_options": { "include_usage": true }, "prompt": text }),
        ),
        _ => (
            format!(
                "/v1beta/models/{model}:{}",
                if stream {
                    "streamGenerateContent?alt=sse"
                } else {
                    "generateContent"
                }
            ),
            json!({ "contents": [{ "role": "user", "parts": [{ "text": text }] }],
                "tools": [{ "functionDeclarations": [{ "name": "lookup", "parameters": schema }] }] }),
        ),
    }
}

/// The payloads of an event stream.
fn frames(text: &str) -> Vec<Value> {
    text.lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .filter(|data| *data != "[DONE]")
        .map(|data| serde_json::from_str(data).expect("JSON"))
        .collect()
}

/// What a client reads: the text, the call's name and arguments, and the tokens in and out.
pub(crate) fn read(door: &str, stream: bool, body: &str) -> (String, String, String, u64, u64) {
    let frames = if stream {
        frames(body)
    } else {
        vec![serde_json::from_str(body).expect("JSON")]
    };
    let mut read = (String::new(), String::new(), String::new(), 0, 0);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let count = |value: &Value| value.as_u64().unwrap_or(0);
    for frame in &frames {
        match door {
            "chat" => {
                let choice = &frame["choices"][0];
                let said = if stream {
                    &choice["delta"]
                } else {
                    &choice["message"]
                };
                read.0 += &text(&said["content"]);
                read.1 += &text(&said["tool_calls"][0]["function"]["name"]);
                read.2 += &text(&said["tool_calls"][0]["function"]["arguments"]);
                read.3 = read.3.max(count(&frame["usage"]["prompt_tokens"]));
                read.4 = read.4.max(count(&frame["usage"]["completion_tokens"]));
            }
            "completions" => {
                read.0 += &text(&frame["choices"][0]["text"]);
                read.3 = read.3.max(count(&frame["usage"]["prompt_tokens"]));
                read.4 = read.4.max(count(&frame["usage"]["completion_tokens"]));
            }
            "messages" => {
                let whole = frame["content"].as_array().cloned().unwrap_or_default();
                for block in whole
                    .iter()
                    .chain([&frame["content_block"], &frame["delta"]])
                {
                    read.0 += &text(&block["text"]);
                    read.1 += &text(&block["name"]);
                    read.2 += &text(&block["partial_json"]);
                    if block["input"]
                        .as_object()
                        .is_some_and(|input| !input.is_empty())
                    {
                        read.2 += &block["input"].to_string();
                    }
                }
                for usage in [&frame["usage"], &frame["message"]["usage"]] {
                    let cached = count(&usage["cache_read_input_tokens"]);
                    read.3 = read.3.max(count(&usage["input_tokens"]) + cached);
                    read.4 = read.4.max(count(&usage["output_tokens"]));
                }
            }
            "responses" => {
                let response = if stream { &frame["response"] } else { frame };
                for item in response["output"].as_array().into_iter().flatten() {
                    read.0 += &text(&item["content"][0]["text"]);
                    read.1 += &text(&item["name"]);
                    read.2 += &text(&item["arguments"]);
                }
                read.3 = read.3.max(count(&response["usage"]["input_tokens"]));
                read.4 = read.4.max(count(&response["usage"]["output_tokens"]));
            }
            _ => {
                for part in frame["candidates"][0]["content"]["parts"]
                    .as_array()
                    .into_iter()
                    .flatten()
                {
                    read.0 += &text(&part["text"]);
                    read.1 += &text(&part["functionCall"]["name"]);
                    if part["functionCall"]["args"].is_object() {
                        read.2 += &part["functionCall"]["args"].to_string();
                    }
                }
                read.3 = read
                    .3
                    .max(count(&frame["usageMetadata"]["promptTokenCount"]));
                read.4 = read
                    .4
                    .max(count(&frame["usageMetadata"]["candidatesTokenCount"]));
            }
        }
    }
    read
}

#[tokio::test]
async fn every_client_is_served_by_every_provider() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let mut calls = 0;
    for door in ["chat", "messages", "responses", "gemini"] {
        for model in MODELS {
            for stream in [false, true] {
                let (path, body) = asked(door, model, stream, "hi");
                let reply = proxy.post(&path, &body).await;
                let text = reply.text();
                assert_eq!(reply.status, 200, "{door} {model} {stream}: {text}");
                let (said, name, arguments, input, output) = read(door, stream, &text);
                assert_eq!(
                    (said.as_str(), name.as_str()),
                    ("Hello", "lookup"),
                    "{door} {model} {stream}: {text}"
                );
                let arguments: Value = serde_json::from_str(&arguments).expect("arguments");
                assert_eq!(
                    arguments,
                    json!({ "q": "x" }),
                    "{door} {model} {stream}: {text}"
                );
                assert_eq!(
                    (input, output),
                    (INPUT + CACHED, OUTPUT),
                    "{door} {model} {stream}: {text}"
                );
                assert!(!text.contains("sk-") && !text.contains("aws-"), "{text}");
                calls += 1;
            }
        }
    }
    let report = verified(&proxy);
    assert_eq!(report["calls"], calls);
    for row in proxy.rows().await {
        // $1 a million in, $0.10 cached, $2 out.
        let group = row["model_group"].as_str().expect("a model");
        let cached = if CACHE_UNTOLD.contains(&group) {
            1_000
        } else {
            100
        };
        let nanos = INPUT * 1_000 + CACHED * cached + OUTPUT * 2_000;
        assert_eq!(
            (&row["cost_nanos"], &row["usage_source"]),
            (&json!(nanos), &json!("provider")),
            "{row}"
        );
        assert_eq!(row["outcome"], "success", "{row}");
    }
}

#[tokio::test]
async fn prompts_are_completed_by_providers_of_other_dialects() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    // The first two have completions of their own.
    for model in &MODELS[2..] {
        for stream in [false, true] {
            let (path, body) = asked("completions", model, stream, "hi");
            let reply = proxy.post(&path, &body).await;
            let text = reply.text();
            assert_eq!(reply.status, 200, "{model} {stream}: {text}");
            let (said, _, _, input, output) = read("completions", stream, &text);
            assert_eq!(
                (said.as_str(), input, output),
                ("Hello", INPUT + CACHED, OUTPUT),
                "{model} {stream}: {text}"
            );
            assert!(
                text.contains("text_completion") && text.contains(model),
                "{text}"
            );
            assert_eq!(text.ends_with("data: [DONE]\n\n"), stream, "{text}");
            let (path, body) = asked("completions", model, stream, "fail-with-429");
            let reply = proxy.post(&path, &body).await;
            assert_eq!(
                (reply.status, &reply.json()["error"]["code"]),
                (429, &json!("429"))
            );
        }
        let two = json!({ "model": model, "prompt": ["a", "b"] });
        let reply = proxy.post("/v1/completions", &two).await;
        assert_eq!(reply.status, 400, "{}", reply.json());
    }
    let report = verified(&proxy);
    let models = MODELS.len() as u64 - 2;
    assert_eq!(report["calls"], models * 4);
}

#[tokio::test]
async fn each_client_hears_a_no_in_its_own_words() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    for door in ["chat", "messages", "responses", "gemini"] {
        for model in MODELS {
            for stream in [false, true] {
                let (path, body) = asked(door, model, stream, "fail-with-429");
                let reply = proxy.post(&path, &body).await;
                let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
                let case = format!("{door} {model} {stream}: {told}");
                assert_eq!(reply.status, 429, "{case}");
                let message = told["error"]["message"].as_str().expect("a message");
                assert!(
                    message.contains("This is the provider's own message."),
                    "{case}"
                );
                assert!(message.starts_with("litellm.RateLimitError: "), "{case}");
                match door {
                    "messages" => assert_eq!(
                        (&told["type"], &told["error"]["type"]),
                        (&json!("error"), &json!("rate_limit_error")),
                        "{case}"
                    ),
                    "gemini" => assert_eq!(told["error"]["status"], "RESOURCE_EXHAUSTED", "{case}"),
                    _ => assert_eq!(told["error"]["code"], "429", "{case}"),
                }
                assert_eq!(reply.headers["retry-after"], "7", "{case}");
            }
        }
        // Nobody, and a model that nobody has.
        let (path, body) = asked(door, "no-such-model", false, "hi");
        let reply = proxy.post(&path, &body).await;
        assert_eq!(reply.status, 400, "{door}");
        let reply = proxy.post_as("sk-nobody-nobody-nobody", &path, &body).await;
        let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
        let kind = match door {
            "messages" => &told["error"]["type"],
            "gemini" => &told["error"]["status"],
            _ => &told["error"]["code"],
        };
        let expected = match door {
            "messages" => "authentication_error",
            "gemini" => "UNAUTHENTICATED",
            _ => "401",
        };
        assert_eq!((reply.status, kind), (401, &json!(expected)), "{told}");
    }
}

#[tokio::test]
async fn tokens_are_counted_without_spending() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let body = |model: &str| json!({ "model": model, "messages": [{ "role": "user", "content": "hello there" }] });
    let asked = proxy
        .post("/v1/messages/count_tokens", &body("claude-model"))
        .await;
    let told: Value = serde_json::from_slice(&asked.body).expect("JSON");
    assert_eq!(
        told,
        json!({ "input_tokens": 42, "litellm_count_source": "provider" })
    );
    assert_eq!(providers.last().json()["model"], "claude-sonnet-4-5");
    let counted = proxy
        .post("/v1/messages/count_tokens", &body("chat-model"))
        .await;
    let told: Value = serde_json::from_slice(&counted.body).expect("JSON");
    assert_eq!(told["litellm_count_source"], "local_estimate");
    assert!(
        told["input_tokens"]
            .as_u64()
            .is_some_and(|tokens| (2..20).contains(&tokens)),
        "{told}"
    );
    // OpenAI counts for its own clients, and for Anthropic's.
    let asked = proxy
        .post("/v1/messages/count_tokens", &body("openai-model"))
        .await;
    assert_eq!(
        asked.json(),
        json!({ "input_tokens": 44, "litellm_count_source": "provider" })
    );
    let seen = providers.last();
    assert_eq!(
        (seen.path.as_str(), &seen.json()["model"]),
        ("/v1/responses/input_tokens", &json!("gpt-4o"))
    );
    assert_eq!(seen.json()["input"][0]["role"], "user");
    let responses = json!({ "model": "openai-model", "input": "hello there", "stream": true, "max_output_tokens": 9 });
    let asked = proxy.post("/v1/responses/input_tokens", &responses).await;
    assert_eq!(asked.json()["input_tokens"], 44, "{}", asked.text());
    let sent = json!({ "model": "gpt-4o", "input": "hello there" });
    assert_eq!(providers.last().json(), sent);
    let gemini = json!({ "contents": [{ "parts": [{ "text": "hello there" }] }] });
    let asked = proxy
        .post("/v1beta/models/gemini-model:countTokens", &gemini)
        .await;
    assert_eq!(asked.text(), r#"{"totalTokens":43}"#);
    assert_eq!(verified(&proxy)["calls"], 0);
}

#[tokio::test]
async fn azure_has_deployments_in_its_paths() {
    let providers = Providers::start().await;
    let model = |name: &str, version: Option<&str>| {
        json!({ "model_name": name, "litellm_params": { "model": "azure/my-gpt", "api_base": providers.root(),
            "api_key": "azure-key", "api_version": version }, "model_info": { "base_model": "gpt-4o" } })
    };
    let proxy = Proxy::builder()
        .deployment(model("plain", None))
        .deployment(model("pinned", Some("2024-10-21")))
        .start()
        .await;
    for (name, version) in [("plain", "2025-02-01-preview"), ("pinned", "2024-10-21")] {
        let body = json!({ "model": name, "messages": [{ "role": "user", "content": "hi" }] });
        let reply = proxy.post("/v1/chat/completions", &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let seen = providers.last();
        assert_eq!(seen.path, "/openai/deployments/my-gpt/chat/completions");
        assert_eq!(
            (seen.query, seen.headers["api-key"].as_bytes()),
            (format!("api-version={version}"), &b"azure-key"[..])
        );
    }
    let rows = proxy.rows().await;
    assert!(rows.iter().all(|row| row["cost_nanos"] != 0), "{rows:?}");
}

#[tokio::test]
async fn geminis_embeddings_come_in_openais_shape() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .deployment(json!({ "model_name": "embed", "litellm_params": { "model": "gemini/gemini-embedding-001",
            "api_base": format!("{}/v1beta", providers.root()), "api_key": "k", "input_cost_per_token": 1e-6 } }))
        .start()
        .await;
    let reply = proxy
        .post(
            "/v1/embeddings",
            &json!({ "model": "embed", "input": ["hello there", "you"] }),
        )
        .await;
    let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(
        (reply.status, &told["data"][1]["embedding"], &told["model"]),
        (200, &json!([1, 2]), &json!("embed")),
        "{told}"
    );
    let row = &proxy.rows().await[0];
    assert_eq!(
        row["usage_source"], "counted",
        "Google tells no usage here: {row}"
    );
    assert_ne!(row["cost_nanos"], 0, "{row}");
}

#[tokio::test]
async fn deepseek_speaks_anthropics_dialect_beside_its_own() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .deployment(providers.model("deep", "deepseek/deepseek-chat", "/beta"))
        .start()
        .await;
    for stream in [false, true] {
        let body = json!({ "model": "deep", "max_tokens": 100, "stream": stream, "metadata": { "user_id": "u" },
            "thinking": { "type": "enabled", "budget_tokens": 1024 }, "messages": [{ "role": "user", "content": "hi" }] });
        let reply = proxy.post("/v1/messages", &body).await;
        let text = reply.text();
        assert_eq!(reply.status, 200, "{text}");
        let (said, _, _, input, output) = read("messages", stream, &text);
        assert_eq!(
            (said.as_str(), input, output),
            ("Hello", INPUT + CACHED, OUTPUT)
        );
        let seen = providers.last();
        assert_eq!(
            (seen.path.as_str(), seen.header("authorization")),
            ("/anthropic/v1/messages", "Bearer sk-deep")
        );
        let mut expected = body;
        expected["model"] = json!("deepseek-chat");
        assert_eq!(seen.json(), expected);
    }
    let no = json!({ "model": "deep", "max_tokens": 100, "messages": [{ "role": "user", "content": "fail-with-429" }] });
    let reply = proxy.post("/v1/messages", &no).await;
    let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(
        (reply.status, &told["error"]["type"]),
        (429, &json!("rate_limit_error"))
    );
    // Clients of its own dialect are asked for there.
    let (path, body) = asked("chat", "deep", false, "hi");
    assert_eq!(proxy.post(&path, &body).await.status, 200);
    assert_eq!(providers.last().path, "/beta/chat/completions");
    for row in proxy.rows().await {
        if row["outcome"] == "success" {
            let nanos = INPUT * 1_000 + CACHED * 100 + OUTPUT * 2_000;
            assert_eq!(row["cost_nanos"], nanos, "{row}");
        }
    }
}

#[tokio::test]
async fn coheres_embeddings_come_in_openais_shape() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .deployment(
            json!({ "model_name": "embed", "litellm_params": { "model": "cohere/embed-v4.0",
            "api_base": providers.root(), "api_key": "sk-cohere", "input_cost_per_token": 1e-6 } }),
        )
        .start()
        .await;
    let mut body = json!({ "model": "embed", "input": ["hello there", "you"], "input_type": "search_query",
        "dimensions": 256, "encoding_format": "base64" });
    let reply = proxy.post("/v1/embeddings", &body).await;
    let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(
        (reply.status, &told["data"][1]["embedding"], &told["model"]),
        (200, &json!("AACAPwAAAEA="), &json!("embed")),
        "{told}"
    );
    assert_eq!(told["usage"]["prompt_tokens"], INPUT);
    let seen = providers.last();
    assert_eq!(
        (seen.path.as_str(), seen.header("authorization")),
        ("/v2/embed", "Bearer sk-cohere")
    );
    assert_eq!(
        seen.json(),
        json!({ "model": "embed-v4.0", "texts": ["hello there", "you"], "input_type": "search_query",
            "embedding_types": ["float"], "output_dimension": 256 })
    );
    let row = &proxy.rows().await[0];
    assert_eq!(
        (&row["usage_source"], &row["cost_nanos"]),
        (&json!("provider"), &json!(INPUT * 1_000)),
        "{row}"
    );
    // Tokens in place of texts are refused before anybody is asked.
    body["input"] = json!([[1, 2, 3]]);
    let reply = proxy.post("/v1/embeddings", &body).await;
    assert_eq!(reply.status, 400, "{}", reply.text());
    assert_eq!(providers.seen().len(), 1);
}

#[tokio::test]
async fn bedrocks_embeddings_come_in_openais_shape() {
    let providers = Providers::start().await;
    let model = |name: &str, id: &str| {
        json!({ "model_name": name, "litellm_params": { "model": format!("bedrock/{id}"), "api_base": providers.root(),
            "aws_region_name": "eu-central-1", "aws_access_key_id": "AKIDBEDROCK",
            "aws_secret_access_key": "aws-secret-0123456789", "aws_session_token": "aws-token-0123456789",
            "input_cost_per_token": 1e-6 } })
    };
    let proxy = Proxy::builder()
        .deployment(model("titan", "amazon.titan-embed-text-v2:0"))
        .deployment(model("cohere", "eu-central-1/cohere.embed-multilingual-v3"))
        .start()
        .await;
    for (name, requests, tokens) in [("titan", 2, 2 * INPUT), ("cohere", 1, INPUT)] {
        let before = providers.seen().len();
        let body = json!({ "model": name, "input": ["hello there", "you"] });
        let reply = proxy.post("/v1/embeddings", &body).await;
        let told = reply.json();
        assert_eq!(
            (reply.status, &told["data"][1]["embedding"], &told["model"]),
            (200, &json!([1, 2]), &json!(name)),
            "{told}"
        );
        assert_eq!(told["usage"]["prompt_tokens"], tokens);
        assert_eq!(providers.seen().len() - before, requests, "{name}");
    }
    let rows = proxy.rows().await;
    for (row, tokens) in rows.iter().zip([2 * INPUT, INPUT]) {
        assert_eq!(
            (&row["usage_source"], &row["cost_nanos"]),
            (&json!("provider"), &json!(tokens * 1_000)),
            "{row}"
        );
    }
    let tokens = json!({ "model": "titan", "input": [[1, 2, 3]] });
    assert_eq!(proxy.post("/v1/embeddings", &tokens).await.status, 400);
}

#[tokio::test]
async fn what_is_not_served_says_so_in_the_callers_words() {
    let proxy = Proxy::builder().start().await;
    for path in [
        "/v1/assistants",
        "/threads",
        "/v1/fine_tuning/jobs",
        "/v1/realtime/calls",
        "/v1/videos",
        "/ocr",
        "/v1/vector_stores",
    ] {
        let reply = proxy.post(path, &json!({})).await;
        let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
        assert_eq!(
            (reply.status, &told["error"]["code"]),
            (501, &json!("501")),
            "{path}: {told}"
        );
    }
    let reply = proxy.post("/v1/messages/batches", &json!({})).await;
    let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(
        (reply.status, &told["type"]),
        (501, &json!("error")),
        "{told}"
    );
    assert_eq!(
        proxy.post("/v1/no-such-thing", &json!({})).await.status,
        404
    );
}

#[tokio::test]
async fn the_same_dialect_is_passed_as_it_is() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let body = json!({ "model": "claude-model", "max_tokens": 5, "metadata": { "user_id": "u" }, "some_new_member": { "x": 1.50 },
        "messages": [{ "role": "user", "content": [{ "type": "text", "text": "hi", "cache_control": { "type": "ephemeral" } }] }] });
    let reply = proxy.post("/v1/messages", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(
        (&told["model"], &told["id"]),
        (&json!("claude-model"), &json!("msg_1"))
    );
    let seen = providers.last();
    let mut expected = body.clone();
    expected["model"] = json!("claude-sonnet-4-5");
    assert_eq!(seen.json(), expected);
    assert_eq!(
        (seen.header("x-api-key"), seen.header("anthropic-version")),
        ("sk-claude-model", "2023-06-01")
    );
}

// The providers must go on answering while a script runs.
#[tokio::test(flavor = "multi_thread")]
async fn the_official_sdks_are_served() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let env = [
        ("CW_URL", proxy.url()),
        ("CW_KEY", proxy.master_key().to_owned()),
    ];
    let env: Vec<(&str, &str)> = env
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    for script in [
        "sdk/anthropic_messages.py",
        "sdk/openai_responses.py",
        "sdk/openai_completions.py",
        "sdk/openai_stored.py",
        "sdk/google_genai.py",
    ] {
        let Some(ran) = python::run("the_official_sdks_are_served", script, &MODELS, &env) else {
            return;
        };
        assert_eq!(ran.code, Some(0), "{script}: {}{}", ran.stdout, ran.stderr);
    }
    verified(&proxy);
}
