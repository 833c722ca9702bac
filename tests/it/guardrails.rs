//! What may be said to models and by them: on every route that spends money, whole and streamed.

mod arrivals;
mod routes;

use crate::chat::{priced, verified};
use crate::common::http::{Reply, client};
use crate::common::providers::Providers;
use crate::common::proxy::{Builder, Proxy, closed_port};
use crate::common::upstream::Upstream;
use crate::doors::{asked, read};
use axum::body::Bytes;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const DOORS: [&str; 5] = ["chat", "messages", "responses", "completions", "gemini"];
const EMAIL: &str = "me@host.example";

/// A filter of LiteLLM's form.
fn filter(name: &str, mode: &str, default_on: bool, rules: &Value) -> Value {
    let mut params =
        json!({ "guardrail": "litellm_content_filter", "mode": mode, "default_on": default_on });
    for (name, value) in rules.as_object().expect("an object") {
        params[name] = value.clone();
    }
    json!({ "guardrail_name": name, "litellm_params": params })
}

fn pattern(name: &str, action: &str) -> Value {
    json!({ "patterns": [{ "pattern_type": "prebuilt", "pattern_name": name, "action": action }] })
}

fn word(keyword: &str, action: &str) -> Value {
    json!({ "blocked_words": [{ "keyword": keyword, "action": action, "description": "why" }] })
}

fn models(providers: &Providers) -> Builder {
    Proxy::builder()
        .deployment(providers.model("openai-model", "openai/gpt-4o", "/v1"))
        .deployment(providers.model("claude-model", "anthropic/claude-sonnet-4-5", "/v1"))
        .deployment(providers.model("gemini-model", "gemini/gemini-2.5-flash", "/v1beta"))
        .deployment(providers.model("embed", "openai/text-embedding-3-small", "/v1"))
        .deployment(providers.model("picture", "openai/gpt-image-1", "/v1"))
        .deployment(providers.model("say", "openai/tts-1", "/v1"))
        .deployment(providers.model("whisper", "openai/whisper-1", "/v1"))
        .deployment(providers.model("cohere", "cohere/rerank-v3.5", "/v1"))
        .env("OPENAI_API_KEY", "sk-openai-real")
        .env("OPENAI_API_BASE", &format!("{}/v1", providers.root()))
}

/// The message of an error in any dialect.
fn no(reply: &Reply) -> String {
    assert_eq!(reply.status, 400, "{}", reply.text());
    reply.json()["error"]["message"]
        .as_str()
        .expect("a message")
        .to_owned()
}

#[tokio::test]
async fn requests_are_masked_and_blocked_through_every_door() {
    let providers = Providers::start().await;
    let mut proxy = models(&providers)
        .section(
            "guardrails",
            json!([
                filter("mask", "pre_call", true, &pattern("email", "MASK")),
                filter("block", "pre_call", true, &pattern("us_ssn", "BLOCK")),
            ]),
        )
        .start()
        .await;
    for model in ["openai-model", "claude-model", "gemini-model"] {
        for door in DOORS {
            for stream in [false, true] {
                let case = format!("{model} {door} {stream}");
                let (path, body) = asked(door, model, stream, &format!("write to {EMAIL} now"));
                let reply = proxy.post(&path, &body).await;
                assert_eq!(reply.status, 200, "{case}: {}", reply.text());
                assert_eq!(
                    reply.header("x-litellm-applied-guardrails"),
                    "mask,block",
                    "{case}"
                );
                let sent = String::from_utf8(providers.last().body).expect("UTF-8");
                assert!(
                    sent.contains("write to [EMAIL_REDACTED] now"),
                    "{case}: {sent}"
                );
                assert!(!sent.contains(EMAIL), "{case}");

                let before = providers.seen().len();
                let (path, body) = asked(door, model, stream, "mine is 123-45-6789");
                let reply = proxy.post(&path, &body).await;
                assert_eq!(
                    no(&reply),
                    "Content blocked: us_ssn pattern detected",
                    "{case}"
                );
                assert_eq!(
                    reply.header("x-litellm-applied-guardrails"),
                    "mask,block",
                    "{case}"
                );
                assert_eq!(providers.seen().len(), before, "{case}: nobody is called");
                match door {
                    "messages" => assert_eq!(reply.json()["type"], "error"),
                    "gemini" => assert_eq!(reply.json()["error"]["status"], "INVALID_ARGUMENT"),
                    _ => {
                        let fields = &reply.json()["error"]["provider_specific_fields"];
                        assert_eq!(
                            (
                                &fields["pattern"],
                                &fields["guardrail_name"],
                                &fields["guardrail_mode"]
                            ),
                            (&json!("us_ssn"), &json!("block"), &json!("pre_call"))
                        );
                    }
                }
            }
        }
    }
    assert_eq!(verified(&proxy)["calls"], 30, "what is blocked is no call");
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn answers_are_masked_and_blocked_through_every_door() {
    let providers = Providers::start().await;
    let mut proxy = models(&providers)
        .section(
            "guardrails",
            json!([
                filter("mask", "post_call", false, &word("hello", "MASK")),
                filter("block", "post_call", false, &word("hello", "BLOCK")),
            ]),
        )
        .start()
        .await;
    let mut calls = 0;
    for model in ["openai-model", "claude-model", "gemini-model"] {
        for door in DOORS {
            for stream in [false, true] {
                let case = format!("{model} {door} {stream}");
                let (path, mut body) = asked(door, model, stream, "hi");
                body["guardrails"] = json!(["mask"]);
                let reply = proxy.post(&path, &body).await;
                assert_eq!(reply.status, 200, "{case}: {}", reply.text());
                assert!(!reply.text().contains("Hello"), "{case}: {}", reply.text());
                let told = read(door, stream, &reply.text());
                assert_eq!(
                    (told.0.as_str(), told.4 > 0),
                    ("[KEYWORD_REDACTED]", true),
                    "{case}: {}",
                    reply.text()
                );

                body["guardrails"] = json!(["block"]);
                let reply = proxy.post(&path, &body).await;
                calls += 2;
                assert!(!reply.text().contains("Hello"), "{case}: {}", reply.text());
                let why = "Content blocked: keyword 'hello' detected";
                if stream {
                    assert_eq!(reply.status, 200, "{case}");
                    assert!(
                        reply.text().contains(why) && !reply.text().contains("[DONE]"),
                        "{case}: {}",
                        reply.text()
                    );
                    assert!(reply.complete, "{case}");
                } else {
                    assert_eq!(no(&reply), why, "{case}");
                }
            }
        }
    }
    // What the provider did is paid, whoever sees it.
    assert_eq!(verified(&proxy)["calls"], calls);
    let unpaid = proxy
        .rows()
        .await
        .into_iter()
        .filter(|row| row["cost_nanos"] == 0)
        .count();
    assert_eq!(unpaid, 0);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn words_are_found_across_the_chunks_of_a_stream() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?completion=60&chunks=60"))
        .deployment(priced(
            "slow",
            &upstream,
            "ok?completion=400&chunks=400&delay_ms=20",
        ))
        .section(
            "guardrails",
            json!([
                filter(
                    "mask",
                    "during_call",
                    false,
                    &word("three four five", "MASK")
                ),
                filter("block", "post_call", false, &word("nine ten", "BLOCK")),
            ]),
        )
        .start()
        .await;
    let ask = |model: &str, name: &str| json!({ "model": model, "stream": true, "guardrails": [name], "messages": [{ "role": "user", "content": "hi" }] });
    let reply = proxy
        .post("/v1/chat/completions", &ask("gpt", "mask"))
        .await;
    let told = read("chat", true, &reply.text()).0;
    assert_eq!(
        told.matches("two [KEYWORD_REDACTED] six").count(),
        6,
        "{told}"
    );
    assert!(!told.contains("three") && told.ends_with("ten"), "{told}");
    let reply = proxy
        .post("/v1/chat/completions", &ask("slow", "block"))
        .await;
    let told = read("chat", true, &reply.text()).0;
    assert_eq!(
        told.trim(),
        "one two three four five six seven eight",
        "{}",
        reply.text()
    );
    // The row follows when the provider's connection is closed.
    let deadline = Instant::now() + Duration::from_secs(20);
    while proxy.rows().await.len() < 2 && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let row = proxy.rows().await.pop().expect("a row");
    assert_eq!(
        (&row["outcome"], &row["status"]),
        (&json!("client_left"), &json!(400))
    );
    assert!(
        row["error"]
            .as_str()
            .is_some_and(|error| error.contains("'block'")),
        "{row}"
    );
    assert!(
        row["output_tokens"]
            .as_i64()
            .is_some_and(|tokens| (1..400).contains(&tokens)),
        "{row}"
    );
    verified(&proxy);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn every_other_route_that_spends_is_under_them_too() {
    let providers = Providers::start().await;
    let mut proxy = models(&providers)
        .section(
            "guardrails",
            json!([
                filter("mask", "pre_call", true, &pattern("email", "MASK")),
                filter("block", "pre_call", true, &word("forbidden", "BLOCK")),
            ]),
        )
        .start()
        .await;
    let routes = |text: &str| {
        [
            (
                "/v1/embeddings",
                json!({ "model": "embed", "input": ["a", text] }),
            ),
            (
                "/v1/images/generations",
                json!({ "model": "picture", "prompt": text }),
            ),
            (
                "/v1/audio/speech",
                json!({ "model": "say", "input": text, "voice": "alloy" }),
            ),
            (
                "/v1/rerank",
                json!({ "model": "cohere", "query": "q", "documents": ["a", { "text": text }] }),
            ),
            (
                "/openai/v1/chat/completions",
                json!({ "model": "gpt-4o", "messages": [{ "role": "user", "content": text }] }),
            ),
            (
                "/engines/openai-model/chat/completions",
                json!({ "messages": [{ "role": "user", "content": text }] }),
            ),
        ]
    };
    for (path, body) in routes(&format!("to {EMAIL}")) {
        let reply = proxy.post(path, &body).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        assert_eq!(
            reply.header("x-litellm-applied-guardrails"),
            "mask,block",
            "{path}"
        );
        let sent = String::from_utf8(providers.last().body).expect("UTF-8");
        assert!(
            sent.contains("to [EMAIL_REDACTED]") && !sent.contains(EMAIL),
            "{path}: {sent}"
        );
    }
    for (path, body) in routes("a Forbidden word") {
        let before = providers.seen().len();
        let reply = proxy.post(path, &body).await;
        assert_eq!(
            no(&reply),
            "Content blocked: keyword 'forbidden' detected",
            "{path}"
        );
        assert_eq!(providers.seen().len(), before, "{path}");
    }
    for (text, status) in [(EMAIL, 200), ("forbidden", 400)] {
        let form = format!(
            "--XX\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper\r\n--XX\r\nContent-Disposition: \
             form-data; name=\"prompt\"\r\n\r\n{text}\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"a.wav\"\r\n\r\n{}\r\n--XX--\r\n",
            "RIFFsound"
        );
        let request = client()
            .post(format!("{}/v1/audio/transcriptions", proxy.url()))
            .bearer_auth(proxy.master_key())
            .header("content-type", "multipart/form-data; boundary=XX")
            .body(form);
        let reply = Reply::read(request.send().await.expect("an answer")).await;
        assert_eq!(reply.status, status, "{}", reply.text());
        let sent = String::from_utf8_lossy(&providers.last().body).into_owned();
        assert!(
            sent.contains("[EMAIL_REDACTED]")
                && sent.contains("RIFFsound")
                && !sent.contains(EMAIL),
            "{sent}"
        );
    }
    verified(&proxy);
    assert_eq!(proxy.term().await.code, Some(0));
}

/// A judge elsewhere, and what it was asked.
struct Judge {
    url: String,
    asked: Arc<Mutex<Vec<Value>>>,
}

impl Judge {
    /// Blocks what says "bad", and says "good" for "odd".
    async fn start() -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        let judge = move |headers: http::HeaderMap, bytes: Bytes| async move {
            let body: Value = serde_json::from_slice(&bytes).expect("JSON");
            let mut said = body.clone();
            said["key"] = json!(
                headers
                    .get("x-api-key")
                    .and_then(|value| value.to_str().ok())
            );
            log.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(said);
            let texts: Vec<String> = serde_json::from_value(body["texts"].clone()).expect("texts");
            if texts.iter().any(|text| text.contains("bad")) {
                return json!({ "action": "BLOCKED", "blocked_reason": "too bad" }).to_string();
            }
            if texts
                .iter()
                .any(|text| text.contains("odd") || text.contains("Hello"))
            {
                let instead: Vec<String> = texts
                    .iter()
                    .map(|text| text.replace("odd", "good").replace("Hello", "Hullo"))
                    .collect();
                return json!({ "action": "GUARDRAIL_INTERVENED", "texts": instead }).to_string();
            }
            json!({ "action": "NONE" }).to_string()
        };
        let router = axum::Router::new().route(
            "/beta/litellm_basic_guardrail_api",
            axum::routing::post(judge),
        );
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<Value> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn hook(name: &str, mode: &Value, base: &str, open: &str) -> Value {
    json!({ "guardrail_name": name, "litellm_params": { "guardrail": "generic_guardrail_api", "mode": mode,
        "api_base": base, "api_key": "judge-key", "unreachable_fallback": open, "timeout": 5,
        "additional_provider_specific_params": { "level": 1 } } })
}

#[tokio::test]
async fn a_judge_elsewhere_is_asked_before_and_after() {
    let providers = Providers::start().await;
    let judge = Judge::start().await;
    let nobody = format!("http://127.0.0.1:{}", closed_port());
    let mut proxy = models(&providers)
        .section(
            "guardrails",
            json!([
                hook("before", &json!("pre_call"), &judge.url, "fail_closed"),
                hook("after", &json!("post_call"), &judge.url, "fail_closed"),
                hook(
                    "gone",
                    &json!(["pre_call", "post_call"]),
                    &nobody,
                    "fail_closed"
                ),
                hook("open", &json!("pre_call"), &nobody, "fail_open"),
            ]),
        )
        .start()
        .await;
    let key = proxy
        .key(&json!({ "key_alias": "named", "user_id": "ann" }))
        .await;
    for door in DOORS {
        for stream in [false, true] {
            let case = format!("{door} {stream}");
            let (path, mut body) = asked(door, "claude-model", stream, "an odd thing");
            body["guardrails"] = json!([{ "before": { "extra_body": { "more": 2 } } }]);
            let reply = proxy.post_as(&key, &path, &body).await;
            assert_eq!(reply.status, 200, "{case}: {}", reply.text());
            let sent = String::from_utf8(providers.last().body).expect("UTF-8");
            assert!(
                sent.contains("an good thing") && !sent.contains("odd"),
                "{case}: {sent}"
            );
            let told = judge.asked().pop().expect("a question");
            assert_eq!(
                (&told["input_type"], &told["key"]),
                (&json!("request"), &json!("judge-key")),
                "{case}"
            );
            assert_eq!(
                told["additional_provider_specific_params"],
                json!({ "level": 1, "more": 2 }),
                "{case}"
            );
            assert_eq!(
                told["request_data"]["user_api_key_alias"], "named",
                "{case}"
            );
            assert!(
                told["texts"]
                    .as_array()
                    .is_some_and(|texts| texts.contains(&json!("an odd thing"))),
                "{case}"
            );

            let (path, mut body) = asked(door, "claude-model", stream, "a bad thing");
            body["guardrails"] = json!(["before"]);
            assert_eq!(no(&proxy.post(&path, &body).await), "too bad", "{case}");

            let (path, mut body) = asked(door, "claude-model", stream, "hi");
            body["guardrails"] = json!(["after"]);
            let reply = proxy.post(&path, &body).await;
            assert_eq!(reply.status, 200, "{case}: {}", reply.text());
            assert_eq!(
                read(door, stream, &reply.text()).0,
                "Hullo",
                "{case}: {}",
                reply.text()
            );
            assert_eq!(
                judge.asked().pop().expect("a question")["input_type"],
                "response",
                "{case}"
            );
        }
    }
    let ask = |name: &str| json!({ "model": "openai-model", "guardrails": [name], "messages": [{ "role": "user", "content": "hi" }] });
    let down = proxy.post("/v1/chat/completions", &ask("gone")).await;
    assert_eq!(
        (down.status, &down.json()["error"]["type"]),
        (503, &json!("guardrail_unavailable"))
    );
    assert_eq!(down.header("x-litellm-applied-guardrails"), "gone");
    assert_eq!(
        proxy
            .post("/v1/chat/completions", &ask("open"))
            .await
            .status,
        200
    );
    verified(&proxy);
    let ended = proxy.term().await;
    assert_eq!(ended.code, Some(0));
    let told = "lets through what it was to judge";
    assert!(ended.stderr.contains(told), "{}", ended.stderr);
}

/// The words that are stored of all calls.
async fn stored(proxy: &Proxy) -> String {
    use sqlx::{ConnectOptions, Row};
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(proxy.sqlite())
        .read_only(true);
    let mut connection = options.connect().await.expect("the database opens");
    let rows = sqlx::query("SELECT request, response FROM payloads")
        .fetch_all(&mut connection)
        .await;
    let text = |row: &sqlx::sqlite::SqliteRow| row.get::<String, _>(0) + &row.get::<String, _>(1);
    rows.expect("rows").iter().map(text).collect()
}

#[tokio::test]
async fn guardrails_are_chosen_by_request_key_and_team_and_listed_and_tried() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .section(
            "general_settings",
            json!({ "store_prompts_in_spend_logs": true }),
        )
        .section(
            "guardrails",
            json!([
                filter("mail", "pre_call", false, &pattern("email", "MASK")),
                filter("logged", "logging_only", true, &pattern("phone", "MASK")),
                { "guardrail_name": "secrets", "guardrail_info": { "note": "x" },
                    "litellm_params": { "guardrail": "hide-secrets", "mode": "pre_call" } },
            ]),
        )
        .start()
        .await;
    let ask =
        |text: &str| json!({ "model": "gpt", "messages": [{ "role": "user", "content": text }] });
    let sent = || {
        String::from_utf8(upstream.log().exchanges().pop().expect("a request").body).expect("UTF-8")
    };
    assert_eq!(
        proxy.post("/v1/chat/completions", &ask(EMAIL)).await.status,
        200
    );
    assert!(sent().contains(EMAIL), "nobody asked for it");
    assert_eq!(
        proxy
            .post(
                "/team/new",
                &json!({ "team_id": "t", "metadata": { "guardrails": ["mail"] } })
            )
            .await
            .status,
        200
    );
    let team = json!({ "team_id": "u", "guardrails": ["mail"] });
    assert_eq!(proxy.post("/team/new", &team).await.status, 200);
    for fields in [
        json!({ "team_id": "u" }),
        json!({ "metadata": { "guardrails": ["mail"] } }),
        json!({ "guardrails": ["mail"] }),
        json!({ "team_id": "t" }),
    ] {
        let key = proxy.key(&fields).await;
        let reply = proxy
            .post_as(&key, "/v1/chat/completions", &ask(EMAIL))
            .await;
        assert_eq!(reply.status, 200, "{fields}: {}", reply.text());
        assert!(!sent().contains(EMAIL), "{fields}");
        assert_eq!(reply.header("x-litellm-applied-guardrails"), "mail,logged");
    }
    let mut unknown = ask("hi");
    unknown["guardrails"] = json!(["nobody"]);
    assert!(no(&proxy.post("/v1/chat/completions", &unknown).await).contains("'nobody'"));
    unknown["guardrails"] = json!("mail");
    assert!(no(&proxy.post("/v1/chat/completions", &unknown).await).contains("list of names"));

    let mut secret = ask("the key is AKIAIOSFODNN7EXAMPLE, call +1 555 123 4567");
    secret["guardrails"] = json!(["secrets"]);
    assert_eq!(
        proxy.post("/v1/chat/completions", &secret).await.status,
        200
    );
    assert!(
        sent().contains("the key is [REDACTED], call +1 555 123 4567"),
        "{}",
        sent()
    );
    let logged = stored(&proxy).await;
    assert!(logged.contains("call [PHONE_REDACTED]"), "{logged}");
    assert!(
        !logged.contains("555 123") && !logged.contains("AKIA"),
        "{logged}"
    );

    let listed = proxy.get("/guardrails/list").await.json();
    assert_eq!(
        listed["guardrails"][0],
        json!({ "guardrail_name": "mail", "guardrail_info": null,
        "litellm_params": { "guardrail": "litellm_content_filter", "mode": "pre_call", "default_on": false } })
    );
    assert_eq!(
        listed["guardrails"][2]["guardrail_info"],
        json!({ "note": "x" })
    );
    let tried = json!({ "guardrail_name": "mail", "text": format!("to {EMAIL}") });
    let tried = proxy.post("/guardrails/apply_guardrail", &tried).await;
    assert_eq!(
        tried.json(),
        json!({ "response_text": "to [EMAIL_REDACTED]" })
    );
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn what_cannot_be_served_stops_the_start() {
    for (guardrail, reason) in [
        (
            json!({ "guardrail": "presidio", "mode": "pre_call" }),
            "'presidio' is not served",
        ),
        (
            json!({ "guardrail": "litellm_content_filter", "mode": "pre_call", "patterns":
            [{ "pattern_type": "regex", "name": "odd", "pattern": "(", "action": "MASK" }] }),
            "'odd' cannot be used",
        ),
    ] {
        let mut refused = Proxy::builder()
            .section(
                "guardrails",
                json!([{ "guardrail_name": "g", "litellm_params": guardrail }]),
            )
            .prepare();
        refused.spawn();
        let ended = refused.exit().await;
        assert_eq!(ended.code, Some(6));
        assert!(ended.stderr.contains(reason), "{}", ended.stderr);
    }
}

#[tokio::test]
async fn answers_of_providers_own_paths_are_looked_at_too() {
    let providers = Providers::start().await;
    let root = providers.root();
    let mut proxy = models(&providers)
        .env("ANTHROPIC_API_KEY", "sk-ant-real")
        .env("ANTHROPIC_API_BASE", &root)
        .env("GEMINI_API_KEY", "gemini-real")
        .env("GEMINI_API_BASE", &format!("{root}/v1beta"))
        .section(
            "guardrails",
            json!([
                filter("mask", "post_call", false, &word("hello", "MASK")),
                filter("block", "post_call", false, &word("hello", "BLOCK")),
            ]),
        )
        .start()
        .await;
    let chat = |stream: bool| json!({ "model": "gpt-4o", "stream": stream, "messages": [{ "role": "user", "content": "hi" }] });
    let messages = |stream: bool| {
        json!({ "model": "claude-sonnet-4-5", "max_tokens": 9, "stream": stream,
        "messages": [{ "role": "user", "content": "hi" }] })
    };
    let contents = json!({ "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }] });
    for (door, stream, path, body) in [
        ("chat", false, "/openai/v1/chat/completions", chat(false)),
        ("chat", true, "/openai/v1/chat/completions", chat(true)),
        ("messages", false, "/anthropic/v1/messages", messages(false)),
        ("messages", true, "/anthropic/v1/messages", messages(true)),
        (
            "gemini",
            false,
            "/gemini/v1beta/models/gemini-2.5-flash:generateContent",
            contents.clone(),
        ),
        (
            "gemini",
            true,
            "/gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
            contents,
        ),
    ] {
        let mut masked = body.clone();
        masked["guardrails"] = json!(["mask"]);
        let reply = proxy.post(path, &masked).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        assert_eq!(
            reply.header("x-litellm-applied-guardrails"),
            "mask",
            "{path}"
        );
        assert_eq!(
            read(door, stream, &reply.text()).0,
            "[KEYWORD_REDACTED]",
            "{path}: {}",
            reply.text()
        );
        assert!(
            providers.last().json().get("guardrails").is_none(),
            "{path}: it is ours alone"
        );
        let mut blocked = body;
        blocked["guardrails"] = json!(["block"]);
        let reply = proxy.post(path, &blocked).await;
        assert!(!reply.text().contains("Hello"), "{path}: {}", reply.text());
        assert!(
            reply.text().contains("Content blocked"),
            "{path}: {}",
            reply.text()
        );
        assert_eq!(reply.status, if stream { 200 } else { 400 }, "{path}");
    }
    assert_eq!(verified(&proxy)["calls"], 12);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn a_reload_puts_them_in_force() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    let ask = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "mine is 123-45-6789" }] });
    assert_eq!(proxy.post("/v1/chat/completions", &ask).await.status, 200);
    let text = std::fs::read_to_string(proxy.config()).expect("a config");
    let mut config: Value = serde_yaml::from_str(&text).expect("YAML");
    config["guardrails"] = json!([filter("new", "pre_call", true, &pattern("us_ssn", "BLOCK"))]);
    config["litellm_settings"] = json!({ "cache": true });
    std::fs::write(
        proxy.config(),
        serde_yaml::to_string(&config).expect("YAML"),
    )
    .expect("written");
    let told = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(told.status, 200, "{}", told.text());
    assert!(
        told.text()
            .contains("guardrails[new].litellm_params.default_on"),
        "{}",
        told.text()
    );
    assert_eq!(
        no(&proxy.post("/v1/chat/completions", &ask).await),
        "Content blocked: us_ssn pattern detected"
    );
    assert_eq!(proxy.get("/cache/ping").await.status, 200);
    config["guardrails"][0]["litellm_params"]["guardrail"] = json!("presidio");
    std::fs::write(
        proxy.config(),
        serde_yaml::to_string(&config).expect("YAML"),
    )
    .expect("written");
    let refused = proxy.post("/config/reload", &json!({})).await;
    assert!(
        refused.status == 400 && refused.text().contains("presidio"),
        "{}",
        refused.text()
    );
    assert_eq!(
        no(&proxy.post("/v1/chat/completions", &ask).await),
        "Content blocked: us_ssn pattern detected"
    );
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn models_and_own_paths_have_guardrails_of_their_own() {
    let providers = Providers::start().await;
    let mut row = providers.model("guarded", "openai/gpt-4o", "/v1");
    row["litellm_params"]["guardrails"] = json!(["mask"]);
    let mut proxy = models(&providers)
        .deployment(row)
        .section("guardrails", json!([filter("mask", "pre_call", false, &pattern("email", "MASK"))]))
        .section(
            "general_settings",
            json!({ "pass_through_endpoints": [{ "path": "/own", "target": format!("{}/v1/chat/completions", providers.root()),
                "headers": { "authorization": "Bearer k" }, "guardrails": ["mask"], "cost_per_request": 0.01 }] }),
        )
        .start()
        .await;
    let ask =
        |model: &str| json!({ "model": model, "messages": [{ "role": "user", "content": EMAIL }] });
    for (path, model, masked) in [
        ("/v1/chat/completions", "openai-model", false),
        ("/v1/chat/completions", "guarded", true),
        ("/own", "gpt-4o", true),
    ] {
        let reply = proxy.post(path, &ask(model)).await;
        assert_eq!(reply.status, 200, "{path} {model}: {}", reply.text());
        let sent = String::from_utf8(providers.last().body).expect("UTF-8");
        assert_eq!(
            sent.contains("[EMAIL_REDACTED]"),
            masked,
            "{path} {model}: {sent}"
        );
        assert_eq!(sent.contains(EMAIL), !masked, "{path} {model}: {sent}");
    }
    verified(&proxy);
    assert_eq!(proxy.term().await.code, Some(0));
}
