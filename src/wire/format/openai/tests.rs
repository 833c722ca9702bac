use super::*;
use serde_json::{Value, json};

#[test]
fn usage_buckets_add_up_to_the_providers_totals() {
    let reported = usage(
        r#"{"prompt_tokens":30,"completion_tokens":20,"total_tokens":50,"cost":0.001,
           "prompt_tokens_details":{"cached_tokens":10,"audio_tokens":5},
           "completion_tokens_details":{"reasoning_tokens":15,"audio_tokens":null}}"#,
    )
    .expect("credible");
    let expected = Usage {
        input: 15,
        cache_read: 10,
        input_audio: 5,
        output: 5,
        reasoning: 15,
        ..Usage::default()
    };
    assert_eq!(reported.usage, expected);
    assert_eq!(
        (
            reported.usage.prompt_tokens(),
            reported.usage.completion_tokens()
        ),
        (30, 20)
    );
    assert_eq!(reported.cost, Some(Nanos(1_000_000)));
    let greedy = usage(r#"{"prompt_tokens":3,"prompt_tokens_details":{"cached_tokens":10}}"#)
        .expect("credible");
    assert_eq!(
        greedy.usage,
        Usage {
            cache_read: 3,
            ..Usage::default()
        }
    );
}

#[test]
fn numbers_that_are_no_counts_are_no_usage() {
    for raw in [
        "null",
        "{}",
        "[]",
        r#"{"prompt_tokens":-1,"completion_tokens":2}"#,
        r#"{"prompt_tokens":1e308,"completion_tokens":2}"#,
        r#"{"prompt_tokens":"12","completion_tokens":2}"#,
        r#"{"prompt_tokens":1.5}"#,
    ] {
        assert_eq!(usage(raw), None, "{raw}");
    }
}

#[test]
fn faults_keep_the_providers_meaning() {
    let body = br#"{"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"#;
    let no = fault(400, None, body);
    assert_eq!(
        (no.kind, no.status, no.retryable),
        (FaultKind::ContextWindowExceeded, 400, false)
    );
    assert_eq!(no.param.as_deref(), Some("messages"));
    let busy = fault(429, Some("1.2"), b"{\"error\":{\"message\":\"slow down\"}}");
    assert_eq!(
        (busy.kind, busy.retry_after_seconds, busy.retryable),
        (FaultKind::RateLimit, Some(2), true)
    );
    for (retry_after, seconds) in [("-5", None), ("soon", None), ("1e99", None), ("0", Some(0))] {
        assert_eq!(
            fault(503, Some(retry_after), b"").retry_after_seconds,
            seconds,
            "{retry_after}"
        );
    }
    assert_eq!(fault(418, None, b"teapot").message, "teapot");
    assert_eq!(
        (fault(302, None, b"").kind, fault(302, None, b"").status),
        (FaultKind::BadGateway, 502)
    );
}

/// What a provider is sent for a body of a client's.
fn sent(provider: &str, model: &str, mut asked: Value) -> Result<Value, WireError> {
    asked["model"] = json!("public");
    if asked.get("messages").is_none() && asked.get("input").is_none() {
        asked["messages"] = json!([{ "role": "user", "content": "hi" }]);
    }
    let call_type = if asked.get("input").is_some() {
        CallType::Embedding
    } else {
        CallType::Chat
    };
    let body = Bytes::from(asked.to_string());
    let asked = Request::parse(call_type, "/", None, body).expect("accepted");
    let deployment = Deployment::sample(provider, model);
    let (body, _) = request(&asked, &deployment, model)?;
    Ok(serde_json::from_slice(&body).expect("JSON"))
}

#[test]
fn mistral_is_asked_in_its_own_words() {
    let body = sent(
        "mistral",
        "mistral-large-latest",
        json!({ "messages": [{ "role": "developer", "content": "x" }], "seed": 7, "max_completion_tokens": 5,
            "tool_choice": "required", "n": 2, "frequency_penalty": 0.5, "presence_penalty": 0.25, "stream": true,
            "stream_options": { "include_usage": true }, "safe_prompt": true, "logprobs": false, "store": false }),
    );
    assert_eq!(
        body.expect("sayable"),
        json!({ "model": "mistral-large-latest", "messages": [{ "role": "system", "content": "x" }],
            "random_seed": 7, "max_tokens": 5, "tool_choice": "any", "n": 2, "frequency_penalty": 0.5,
            "presence_penalty": 0.25, "stream": true, "safe_prompt": true })
    );
    let no = sent("mistral", "m", json!({ "user": "u", "logprobs": true })).expect_err("refused");
    assert!(no.to_string().contains(r#"["user", "logprobs"]"#), "{no}");
    let named = json!({ "type": "function", "function": { "name": "f" } });
    let body = sent("mistral", "m", json!({ "tool_choice": named })).expect("sayable");
    assert_eq!(body["tool_choice"], named);
    let body = sent(
        "mistral",
        "codestral-embed",
        json!({ "input": "a", "dimensions": 5 }),
    );
    assert_eq!(
        body.expect("sayable"),
        json!({ "model": "codestral-embed", "input": "a", "output_dimension": 5 })
    );
}

#[test]
fn rows_refuse_what_their_provider_refuses() {
    for (provider, model, name, value, refused) in [
        ("groq", "m", "n", json!(2), true),
        ("groq", "m", "n", json!(1), false),
        ("groq", "m", "logprobs", json!(true), true),
        ("groq", "m", "logprobs", json!(false), false),
        (
            "perplexity",
            "sonar",
            "tools",
            json!([{ "type": "function" }]),
            true,
        ),
        ("perplexity", "sonar", "tools", json!([]), false),
        ("xai", "grok-4-0709", "stop", json!("x"), true),
        ("xai", "grok-3-mini", "presence_penalty", json!(0.5), true),
        (
            "xai",
            "grok-4-fast-non-reasoning",
            "stop",
            json!("x"),
            false,
        ),
        ("xai", "grok-3", "stop", json!("x"), false),
        ("cerebras", "m", "logit_bias", json!({ "1": 1 }), true),
    ] {
        let body = sent(provider, model, json!({ name: value }));
        assert_eq!(body.is_err(), refused, "{provider} {model} {name} {value}");
        let dropped = sent(provider, model, json!({ name: value, "drop_params": true }));
        let left = dropped.expect("dropped").get(name).is_some();
        let default = matches!(value.to_string().as_str(), "1" | "false" | "[]");
        assert_eq!(
            left,
            !refused && !default,
            "{provider} {model} {name} {value}"
        );
    }
}

#[test]
fn rows_say_values_as_their_provider_takes_them() {
    let asked =
        json!({ "temperature": 1.5, "tool_choice": "required", "max_completion_tokens": 3 });
    let body = sent("moonshot", "moonshot-v1-8k", asked.clone()).expect("sayable");
    assert_eq!(
        [
            &body["temperature"],
            &body["tool_choice"],
            &body["max_tokens"]
        ],
        [&json!(1), &json!("auto"), &json!(3)]
    );
    let body = sent(
        "moonshot",
        "m",
        json!({ "temperature": 0.30, "tool_choice": "none" }),
    );
    let body = body.expect("sayable");
    assert_eq!(
        [&body["temperature"], &body["tool_choice"]],
        [&json!(0.3), &json!("none")]
    );
    let body = sent("groq", "m", asked).expect("sayable");
    assert_eq!(
        [&body["temperature"], &body["tool_choice"]],
        [&json!(1.5), &json!("required")]
    );
    let body = sent(
        "voyage",
        "voyage-3",
        json!({ "input": ["a"], "dimensions": 256 }),
    );
    assert_eq!(body.expect("sayable")["output_dimension"], 256);
    // Usage of a stream is asked for where it does not come unasked.
    let body = sent("deepseek", "m", json!({ "stream": true })).expect("sayable");
    assert_eq!(body["stream_options"], json!({ "include_usage": true }));
    let body = sent(
        "perplexity",
        "m",
        json!({ "stream": true, "stream_options": { "include_usage": true } }),
    );
    assert!(body.expect("sayable").get("stream_options").is_none());
}

#[test]
fn reasoning_families_are_told_what_they_know() {
    let asked = json!({ "top_p": 1, "presence_penalty": 0, "logprobs": false, "modalities": ["text"],
        "parallel_tool_calls": true, "reasoning_effort": { "effort": "low", "summary": "auto" } });
    let body = sent("openai", "o3", asked.clone()).expect("accepted");
    for name in [
        "top_p",
        "presence_penalty",
        "logprobs",
        "parallel_tool_calls",
    ] {
        assert_eq!(body[name], Value::Null, "{name}");
    }
    assert_eq!(body["reasoning_effort"], "low");
    let body = sent("openai", "gpt-5-mini", asked).expect("accepted");
    assert_eq!(
        (&body["modalities"], &body["parallel_tool_calls"]),
        (&Value::Null, &json!(true))
    );
    let refused = sent(
        "openai",
        "gpt-5-mini",
        json!({ "top_p": 0.5, "stop": "x", "seed": 1 }),
    );
    let Err(WireError::Unsupported { params, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(params, ["top_p", "stop"]);
    let dropping = json!({ "top_p": 0.5, "stop": "x", "seed": 1, "reasoning_effort": "none", "drop_params": true });
    let body = sent("openai", "gpt-5-mini", dropping).expect("accepted");
    assert_eq!(body["seed"], 1);
    for name in ["top_p", "stop", "reasoning_effort"] {
        assert_eq!(body[name], Value::Null, "{name}");
    }
    for effort in ["none", "xhigh"] {
        let refused = sent(
            "openai",
            "gpt-5-mini",
            json!({ "reasoning_effort": effort }),
        );
        assert!(matches!(refused, Err(WireError::Value(_))), "{refused:?}");
    }
    let warm = json!({ "temperature": 0.2, "top_p": 0.5 });
    let body = sent("openai", "gpt-5.1", warm.clone()).expect("it does not reason unasked");
    assert_eq!(body["temperature"], 0.2);
    let mut thinking = warm;
    thinking["reasoning_effort"] = json!("low");
    assert!(sent("openai", "gpt-5.1", thinking).is_err());
    assert!(sent("openai", "gpt-4o", json!({ "reasoning_effort": "low" })).is_err());
    let body = sent(
        "openai",
        "gpt-5-mini",
        json!({ "reasoning_effort": "minimal" }),
    );
    assert_eq!(body.expect("accepted")["reasoning_effort"], "minimal");
}
