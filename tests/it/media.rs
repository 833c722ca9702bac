//! Pictures, sound, judgements and ranks: what arrives at the provider, what the client gets, and what
//! the row says about it.

use crate::chat::verified;
use crate::common::http::{Reply, client};
use crate::common::media::wav;
use crate::common::providers::Providers;
use crate::common::proxy::{Proxy, closed_port};
use crate::common::python;
use serde_json::{Value, json};

/// Names and models of every kind, all at the same scripted provider.
async fn proxy(providers: &Providers) -> Proxy {
    let root = providers.root();
    let mut builder = Proxy::builder();
    for (name, model) in [
        ("picture", "openai/gpt-image-1"),
        ("say", "openai/tts-1"),
        ("say-tokens", "openai/gpt-4o-mini-tts"),
        ("whisper", "openai/whisper-1"),
        ("scribe", "openai/gpt-4o-transcribe"),
        ("judge", "openai/omni-moderation-latest"),
        ("jina", "jina_ai/jina-reranker-v2-base-multilingual"),
        ("voyage", "voyage/rerank-2"),
        ("cohere", "cohere/rerank-v3.5"),
        ("claude", "anthropic/claude-sonnet-4-5"),
    ] {
        let base = format!("{root}/v1");
        builder = builder.deployment(json!({ "model_name": name,
            "litellm_params": { "model": model, "api_base": base, "api_key": format!("sk-{name}") } }));
    }
    builder
        .deployment(json!({ "model_name": "dalle", "model_info": { "base_model": "azure/dall-e-3" },
            "litellm_params": { "model": "azure/my-dalle", "api_base": root, "api_key": "azure-key", "api_version": "2024-10-21" } }))
        .deployment(json!({ "model_name": "azure-whisper",
            "litellm_params": { "model": "azure/whisper-1", "api_base": root, "api_key": "azure-key" } }))
        .deployment(json!({ "model_name": "flat", "litellm_params": { "model": "openai/sdxl",
            "api_base": format!("{root}/v1"), "api_key": "k", "output_cost_per_image": 0.03 } }))
        .deployment(json!({ "model_name": "unpriced", "litellm_params": { "model": "openai/no-such-picture",
            "api_base": format!("{root}/v1"), "api_key": "k" } }))
        .section("general_settings", json!({ "max_request_size_mb": 1 }))
        .start()
        .await
}

/// Sends a form: texts, and one file.
async fn upload(
    proxy: &Proxy,
    path: &str,
    texts: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Reply {
    let mut body = Vec::new();
    for (name, value) in texts {
        let field =
            format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(field.as_bytes());
    }
    let (name, file_name, bytes) = file;
    let head = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: \
         application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--XX--\r\n");
    let request = client()
        .post(format!("{}{path}", proxy.url()))
        .bearer_auth(proxy.master_key())
        .header("content-type", "multipart/form-data; boundary=XX")
        .body(body);
    Reply::read(request.send().await.expect("an answer")).await
}

fn said(reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{}", reply.text());
    serde_json::from_slice(&reply.body).expect("JSON")
}

/// The newest row, as the values of these columns.
async fn row<const N: usize>(proxy: &Proxy, columns: [&str; N]) -> [Value; N] {
    let row = proxy.rows().await.pop().expect("a row");
    columns.map(|column| row[column].clone())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn pictures_are_counted_in_tokens_or_by_size_and_quality() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let columns = [
        "call_type",
        "usage_source",
        "images",
        "output_image_tokens",
        "cost_nanos",
    ];

    let body = json!({ "model": "picture", "prompt": "a cat", "size": "1024x1024", "tags": ["x"] });
    let reply = proxy.post("/v1/images/generations", &body).await;
    assert_eq!(said(&reply)["usage"]["output_tokens"], 100);
    let seen = providers.last();
    assert_eq!(seen.path, "/v1/images/generations");
    let sent = json!({ "model": "gpt-image-1", "prompt": "a cat", "size": "1024x1024" });
    assert_eq!(
        (seen.json(), seen.header("authorization")),
        (sent, "Bearer sk-picture")
    );
    let expected = json!(["aimage_generation", "provider", 1, 100, 4_050_000]);
    assert_eq!(json!(row(&proxy, columns).await), expected);
    assert_eq!(reply.header("x-litellm-response-cost"), "0.00405");
    assert_eq!(reply.header("x-litellm-response-cost-input"), "5e-05");
    assert_eq!(reply.header("x-litellm-response-cost-output"), "0.004");

    // By Azure's own path on either side, two pictures in `hd`.
    let body = json!({ "prompt": "a cat", "n": 2, "size": "1024x1792", "quality": "hd" });
    let reply = proxy
        .post(
            "/openai/deployments/dalle/images/generations?api-version=x",
            &body,
        )
        .await;
    said(&reply);
    let seen = providers.last();
    assert_eq!(seen.path, "/openai/deployments/my-dalle/images/generations");
    assert_eq!(
        (seen.query.as_str(), seen.header("api-key")),
        ("api-version=2024-10-21", "azure-key")
    );
    // 2 × 1024 × 1792 × 7.19343e-8
    let expected = json!(["aimage_generation", "counted", 2, 0, 264_000_032]);
    assert_eq!(json!(row(&proxy, columns).await), expected);

    let body = json!({ "model": "flat", "prompt": "a cat", "n": 3 });
    said(&proxy.post("/images/generations", &body).await);
    let expected = json!(["aimage_generation", "counted", 3, 0, 90_000_000]);
    assert_eq!(json!(row(&proxy, columns).await), expected);

    let body = json!({ "model": "picture", "prompt": "a cat", "stream": true });
    let reply = proxy.post("/v1/images/generations", &body).await;
    let text = reply.text();
    assert!(
        text.contains("partial_image") && text.contains("image_generation.completed"),
        "{text}"
    );
    assert_eq!(
        reply.header("content-type"),
        "text/event-stream; charset=utf-8"
    );
    let expected = json!(["aimage_generation", "provider", 1, 100, 4_050_000]);
    assert_eq!(json!(row(&proxy, columns).await), expected);
    assert_eq!(verified(&proxy)["calls"], 4);
}

#[tokio::test]
async fn pictures_to_edit_are_uploaded_untouched() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let picture: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let texts = [
        ("model", "picture"),
        ("prompt", "a hat"),
        ("tags", "x"),
        ("n", "1"),
    ];
    let file = ("image[]", "cat.png", &picture[..]);
    for path in ["/v1/images/edits", "/images/variations"] {
        let reply = upload(&proxy, path, &texts, file).await;
        assert_eq!(said(&reply)["data"][0]["b64_json"], "iVBORw0KGgo=");
        let seen = providers.last();
        assert!(contains(&seen.body, &picture), "the file's bytes");
        let text = String::from_utf8_lossy(&seen.body);
        assert!(text.contains("\r\n\r\ngpt-image-1\r\n") && text.contains("\"cat.png\""));
        assert!(
            !text.contains("\r\n\r\npicture\r\n") && !text.contains("tags"),
            "ours stays here"
        );
        assert!(
            seen.header("content-type")
                .starts_with("multipart/form-data; boundary=")
        );
        assert_eq!(seen.header("content-length"), seen.body.len().to_string());
        let cost = row(&proxy, ["images", "cost_nanos"]).await;
        assert_eq!(cost, [json!(1), json!(4_050_000)]);
    }
    let body = json!({ "model": "picture", "prompt": "a hat", "images": [{ "image_url": "https://x/cat.png" }] });
    said(&proxy.post("/v1/images/edits", &body).await);
    assert_eq!(
        providers.last().json()["images"][0]["image_url"],
        "https://x/cat.png"
    );

    let asked = providers.seen().len();
    let large = vec![0; 1 << 20];
    let reply = upload(&proxy, "/v1/images/edits", &texts, ("image", "x", &large)).await;
    assert_eq!(reply.status, 413, "{}", reply.text());
    let reply = upload(&proxy, "/v1/images/edits", &texts[..1], file).await;
    assert_eq!(reply.status, 400, "no prompt: {}", reply.text());
    assert_eq!(providers.seen().len(), asked, "nobody was asked");
    verified(&proxy);
}

#[tokio::test]
async fn speech_streams_through_and_is_counted_by_what_its_price_knows() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let columns = [
        "usage_source",
        "characters",
        "input_tokens",
        "audio_out_ms",
        "cost_nanos",
    ];

    let body = json!({ "model": "say", "input": "hello world", "voice": "alloy" });
    let reply = proxy.post("/v1/audio/speech", &body).await;
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (200, "audio/wav")
    );
    assert_eq!(reply.body, wav(2), "every byte");
    assert_eq!(
        providers.last().json(),
        json!({ "model": "tts-1", "input": "hello world", "voice": "alloy" })
    );
    let expected = json!(["counted", 11, 0, 2_000, 165_000]);
    assert_eq!(json!(row(&proxy, columns).await), expected);

    let body = json!({ "model": "say-tokens", "input": "hello world", "voice": "alloy" });
    assert_eq!(proxy.post("/audio/speech", &body).await.body, wav(2));
    // 2 × 6e-7 for the text, 2 s × 0.00025 for the sound
    let expected = json!(["counted", 11, 2, 2_000, 501_200]);
    assert_eq!(json!(row(&proxy, columns).await), expected);

    let body = json!({ "model": "say-tokens", "input": "hello world", "voice": "alloy", "stream_format": "sse" });
    let reply = proxy.post("/v1/audio/speech", &body).await;
    assert!(
        reply.text().contains("speech.audio.done"),
        "{}",
        reply.text()
    );
    assert!(
        reply
            .header("content-type")
            .starts_with("text/event-stream")
    );
    // 14 × 6e-7 + 101 × 1.2e-5
    let expected = json!(["provider", 11, 14, 0, 1_220_400]);
    assert_eq!(json!(row(&proxy, columns).await), expected);

    let body = json!({ "model": "say", "input": "break off", "voice": "alloy" });
    let mut answer = proxy
        .open(proxy.master_key(), "/v1/audio/speech", &body)
        .await;
    assert_eq!(answer.status(), 200);
    let broken = loop {
        match answer.chunk().await {
            Ok(Some(_)) => {}
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broken, "half a sound is not passed off as a whole one");
    let row = row(&proxy, ["outcome", "characters", "cost_nanos"]).await;
    assert_eq!(json!(row), json!(["upstream_error", 9, 135_000]));
    verified(&proxy);
}

#[tokio::test]
async fn transcriptions_are_counted_by_their_seconds_or_tokens() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let columns = [
        "usage_source",
        "audio_in_ms",
        "input_audio_tokens",
        "output_tokens",
        "cost_nanos",
    ];
    let silence = wav(3);
    let path = "/v1/audio/transcriptions";
    let whisper = [("model", "whisper"), ("OPENAI_TRANSCRIPTION_PARAMS[]", "x")];
    let with = |format| [whisper[0], ("response_format", format)];
    let file = ("file", "a.wav", &silence[..]);

    let reply = upload(&proxy, path, &whisper, file).await;
    assert_eq!(
        said(&reply),
        json!({ "text": "Hello.", "usage": { "type": "duration", "seconds": 3 } })
    );
    let seen = providers.last();
    assert!(contains(&seen.body, &silence) && contains(&seen.body, b"\r\n\r\nwhisper-1\r\n"));
    assert_eq!(
        json!(row(&proxy, columns).await),
        json!(["provider", 3_000, 0, 0, 300_000])
    );

    let reply = upload(&proxy, path, &with("verbose_json"), file).await;
    assert_eq!(said(&reply)["duration"], 3.2);
    assert_eq!(
        json!(row(&proxy, columns).await),
        json!(["provider", 3_200, 0, 0, 320_000])
    );

    for (format, media, words) in [
        ("text", "text/plain; charset=utf-8", "Hello.\n"),
        (
            "vtt",
            "text/vtt",
            "WEBVTT\n\n00:00.000 --> 00:03.000\nHello.\n",
        ),
    ] {
        let reply = upload(&proxy, "/audio/translations", &with(format), file).await;
        assert_eq!(
            (reply.text().as_str(), reply.header("content-type")),
            (words, media)
        );
        assert_eq!(providers.last().path, "/v1/audio/translations");
        // The file's own header tells its length.
        assert_eq!(
            json!(row(&proxy, columns).await),
            json!(["counted", 3_000, 0, 0, 300_000])
        );
    }
    let reply = upload(&proxy, path, &with("text"), ("file", "a.bin", &[7; 8_000])).await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        json!(row(&proxy, columns).await),
        json!(["estimated", 2_000, 0, 0, 200_000])
    );

    // 4 × 2.5e-6 + 10 × 2.5e-6 + 31 × 1e-5, streamed or not.
    let tokens = json!(["provider", 0, 10, 31, 345_000]);
    for stream in ["false", "true"] {
        let texts = [("model", "scribe"), ("stream", stream)];
        let reply = upload(&proxy, path, &texts, file).await;
        assert!(reply.text().contains("Hello."), "{}", reply.text());
        let events = reply
            .header("content-type")
            .starts_with("text/event-stream");
        assert_eq!(events, stream == "true");
        assert_eq!(json!(row(&proxy, columns).await), tokens);
    }

    let azure = "/openai/deployments/azure-whisper/audio/transcriptions";
    said(&upload(&proxy, azure, &[], file).await);
    let seen = providers.last();
    assert_eq!(
        seen.path,
        "/openai/deployments/whisper-1/audio/transcriptions"
    );

    let asked = providers.seen().len();
    let reply = proxy.post(path, &json!({ "model": "whisper" })).await;
    assert_eq!(reply.status, 400);
    assert!(
        reply.text().contains("multipart/form-data"),
        "{}",
        reply.text()
    );
    let reply = upload(
        &proxy,
        path,
        &[("model", "whisper"), ("api_base", "http://x")],
        file,
    )
    .await;
    assert_eq!(
        reply.status,
        401,
        "a form may not choose where it goes: {}",
        reply.text()
    );
    assert_eq!(providers.seen().len(), asked);
    verified(&proxy);
}

#[tokio::test]
async fn ranks_and_judgements_come_in_one_shape() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let asked = |model| json!({ "model": model, "query": "q", "documents": ["a", { "text": "b" }], "top_n": 2, "return_documents": true });
    let columns = [
        "call_type",
        "usage_source",
        "search_units",
        "input_tokens",
        "cost_nanos",
    ];

    let told = said(&proxy.post("/v2/rerank", &asked("cohere")).await);
    let expected = json!({ "id": "rank-1", "results": [
        { "index": 1, "relevance_score": 0.99, "document": { "text": "b" } },
        { "index": 0, "relevance_score": 0.2, "document": { "text": "a" } }],
        "meta": { "api_version": { "version": "2" }, "billed_units": { "search_units": 1 } } });
    assert_eq!(told, expected);
    let seen = providers.last();
    assert_eq!(seen.path, "/v2/rerank");
    assert_eq!(
        seen.json(),
        json!({ "model": "rerank-v3.5", "query": "q", "documents": ["a", "b"], "top_n": 2 })
    );
    assert_eq!(
        json!(row(&proxy, columns).await),
        json!(["arerank", "provider", 1, 0, 2_000_000])
    );

    let told = said(&proxy.post("/v1/rerank", &asked("voyage")).await);
    assert_eq!(told["results"][0]["document"], json!({ "text": "b" }));
    assert_eq!(told["meta"]["billed_units"]["total_tokens"], 26);
    assert_eq!(
        json!(row(&proxy, columns).await),
        json!(["arerank", "provider", 1, 26, 1_300])
    );

    let told = said(&proxy.post("/rerank", &asked("jina")).await);
    assert_eq!(told["results"][0]["document"]["text"], "a");
    assert_eq!(
        json!(row(&proxy, columns).await),
        json!(["arerank", "provider", 1, 30, 1_500])
    );

    // Without a model: the one that is declared for it.
    let told = said(
        &proxy
            .post("/moderations", &json!({ "input": "I like cats" }))
            .await,
    );
    assert_eq!(
        (&told["model"], &told["results"][0]["flagged"]),
        (&json!("judge"), &json!(false))
    );
    assert_eq!(
        providers.last().json(),
        json!({ "model": "omni-moderation-latest", "input": "I like cats" })
    );
    assert_eq!(
        json!(row(&proxy, columns).await),
        json!(["amoderation", "counted", 0, 3, 0])
    );

    for (path, body) in [
        ("/v1/rerank", asked("claude")),
        (
            "/v1/images/generations",
            json!({ "model": "claude", "prompt": "p" }),
        ),
        (
            "/v1/audio/speech",
            json!({ "model": "cohere", "input": "p", "voice": "v" }),
        ),
    ] {
        let reply = proxy.post(path, &body).await;
        let provider = body["model"]
            .as_str()
            .expect("a name")
            .replace("claude", "anthropic");
        assert_eq!(reply.status, 501, "{path}: {}", reply.text());
        assert!(
            reply.text().contains(&format!("'{provider}'")),
            "{}",
            reply.text()
        );
    }
    let reply = proxy
        .post(
            "/rerank",
            &json!({ "model": "jina", "query": "q", "documents": [] }),
        )
        .await;
    assert_eq!(reply.status, 400);
    verified(&proxy);
}

#[tokio::test]
async fn an_upload_is_sent_again_to_the_next_deployment() {
    let providers = Providers::start().await;
    let row = |base: String, order| {
        json!({ "model_name": "ears", "litellm_params": { "model": "openai/whisper-1", "api_base": base,
            "api_key": "k", "order": order } })
    };
    let nobody = format!("http://127.0.0.1:{}/v1", closed_port());
    let proxy = Proxy::builder()
        .deployment(row(nobody, 1))
        .deployment(row(format!("{}/v1", providers.root()), 2))
        .start()
        .await;
    let silence = wav(1);
    let file = ("file", "a.wav", &silence[..]);
    let reply = upload(
        &proxy,
        "/v1/audio/transcriptions",
        &[("model", "ears")],
        file,
    )
    .await;
    assert_eq!(said(&reply)["text"], "Hello.");
    assert!(contains(&providers.last().body, &silence));
    assert_eq!(proxy.rows().await[0]["attempts"], 2);
}

#[tokio::test]
async fn providers_own_paths_are_counted_alike() {
    let providers = Providers::start().await;
    let root = providers.root();
    let proxy = Proxy::builder()
        .env("OPENAI_API_KEY", "sk-openai-real")
        .env("OPENAI_API_BASE", &format!("{root}/v1"))
        .env("COHERE_API_KEY", "cohere-real")
        .env("COHERE_API_BASE", &root)
        .env("MISTRAL_API_KEY", "mistral-real")
        .env("MISTRAL_API_BASE", &format!("{root}/v1"))
        .start()
        .await;
    let columns = ["call_type", "usage_source", "cost_nanos"];
    let rank = json!({ "model": "rerank-v3.5", "query": "q", "documents": ["a", "b"] });
    let draw = json!({ "model": "gpt-image-1", "prompt": "a cat" });
    let say = json!({ "model": "tts-1", "input": "hello world", "voice": "alloy" });
    let read = json!({ "model": "mistral-ocr-latest", "document": { "type": "document_url", "document_url": "u" } });
    for (path, body, expected) in [
        (
            "/cohere/v2/rerank",
            rank,
            json!(["arerank", "provider", 2_000_000]),
        ),
        (
            "/openai/v1/images/generations",
            draw,
            json!(["aimage_generation", "provider", 4_050_000]),
        ),
        (
            "/openai/v1/audio/speech",
            say,
            json!(["aspeech", "counted", 165_000]),
        ),
        (
            "/mistral/v1/ocr",
            read,
            json!(["pass_through_endpoint", "provider", 8_000_000]),
        ),
    ] {
        let reply = proxy.post(path, &body).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        assert_eq!(providers.last().json(), body, "{path}: untouched");
        assert_eq!(json!(row(&proxy, columns).await), expected, "{path}");
    }
    // Nobody declared a judge; OpenAI's is known.
    let told = said(
        &proxy
            .post("/v1/moderations", &json!({ "input": "hi" }))
            .await,
    );
    assert_eq!(told["model"], "omni-moderation-latest");
    let silence = wav(2);
    let texts = [("model", "whisper-1"), ("response_format", "text")];
    let file = ("file", "a.wav", &silence[..]);
    let reply = upload(&proxy, "/openai/v1/audio/transcriptions", &texts, file).await;
    assert_eq!(reply.text(), "Hello.\n");
    let expected = json!(["atranscription", "counted", 200_000]);
    assert_eq!(json!(row(&proxy, columns).await), expected);
    verified(&proxy);
}

#[tokio::test]
async fn allow_lists_and_budgets_hold_for_them() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let key = proxy
        .key(&json!({ "models": ["picture", "unpriced"], "max_budget": 0.02 }))
        .await;
    let body =
        |model| json!({ "model": model, "prompt": "a cat", "size": "1024x1024", "quality": "low" });
    let path = "/v1/images/generations";
    assert_eq!(
        proxy.post_as(&key, path, &body("picture")).await.status,
        200
    );
    // 272 tokens of a picture in low quality at 4e-5, and a few of its prompt.
    let [reserved] = row(&proxy, ["reserved_nanos"]).await;
    let reserved = reserved.as_i64().expect("a number");
    assert!((10_880_000..11_500_000).contains(&reserved), "{reserved}");
    let poor = proxy.key(&json!({ "max_budget": 0.004 })).await;
    assert_eq!(
        proxy.post_as(&poor, path, &body("picture")).await.status,
        200
    );
    let reply = proxy.post_as(&poor, path, &body("picture")).await;
    assert!(
        reply.text().contains("Budget has been exceeded"),
        "{}",
        reply.text()
    );
    assert_eq!(
        proxy.post_as(&key, path, &body("flat")).await.status,
        403,
        "not on its list"
    );
    let reply = proxy.post_as(&key, path, &body("unpriced")).await;
    assert!(reply.text().contains("is unknown"), "{}", reply.text());
    assert_eq!(providers.seen().len(), 2);
    verified(&proxy);
}

// The providers must go on answering while the script runs.
#[tokio::test(flavor = "multi_thread")]
async fn the_openai_sdk_is_served_pictures_and_sound() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let env = [
        ("OPENAI_BASE_URL", format!("{}/v1", proxy.url())),
        ("OPENAI_API_KEY", proxy.master_key().to_owned()),
    ];
    let env: Vec<(&str, &str)> = env
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let test = "the_openai_sdk_is_served_pictures_and_sound";
    let Some(ran) = python::run(test, "sdk/openai_media.py", &[], &env) else {
        return;
    };
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(verified(&proxy)["calls"], 8);
}
