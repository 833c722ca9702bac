//! Requests: every parameter, every part, and what cannot be said.

use super::{deployment, target};
use crate::wire::chat::{
    ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Tool, ToolCall, ToolChoice, Turn,
};
use crate::wire::format::responses::request;
use crate::wire::format::{Format, Outgoing, WireError};
use serde_json::{Number, Value, json};

pub(super) fn turn(role: Role, parts: Vec<Part>) -> Turn {
    Turn {
        role,
        parts,
        name: None,
    }
}

/// A request that says `hi`.
pub(super) fn hi() -> ChatRequest {
    ChatRequest {
        turns: vec![turn(Role::User, vec![Part::text("hi")])],
        ..ChatRequest::default()
    }
}

pub(super) fn sent_by(provider: &str, model: &str, asked: &ChatRequest) -> Value {
    let deployment = deployment(provider, model);
    let out = request(asked, &target(&deployment)).expect("sayable");
    assert_eq!(out.path, "/responses");
    serde_json::from_slice(&out.body).expect("JSON")
}

pub(super) fn sent(asked: &ChatRequest) -> Value {
    sent_by("openai", "gpt-4o", asked)
}

pub(super) fn with(change: impl FnOnce(&mut ChatRequest)) -> Value {
    let mut asked = hi();
    change(&mut asked);
    sent(&asked)
}

pub(super) fn refused(provider: &str, model: &str, asked: &ChatRequest) -> WireError {
    let deployment = deployment(provider, model);
    request(asked, &target(&deployment)).expect_err("unsayable")
}

fn raw(json: &str) -> Box<serde_json::value::RawValue> {
    serde_json::value::RawValue::from_string(json.to_owned()).expect("JSON")
}

#[test]
fn the_least_request() {
    assert_eq!(
        sent(&hi()),
        json!({
            "model": "gpt-4o",
            "input": [{ "type": "message", "role": "user", "content": [{ "type": "input_text", "text": "hi" }] }],
            "store": false,
        })
    );
}

#[test]
fn every_parameter_has_its_place() {
    let half = Number::from_f64(0.5);
    assert_eq!(
        with(|r| r.max_output_tokens = Some(5))["max_output_tokens"],
        16
    );
    assert_eq!(
        with(|r| r.max_output_tokens = Some(500))["max_output_tokens"],
        500
    );
    assert_eq!(
        with(|r| r.temperature.clone_from(&half))["temperature"],
        0.5
    );
    assert_eq!(with(|r| r.top_p.clone_from(&half))["top_p"], 0.5);
    assert_eq!(
        with(|r| r.parallel_tool_calls = Some(false))["parallel_tool_calls"],
        false
    );
    assert_eq!(with(|r| r.stream = true)["stream"], true);
    assert_eq!(
        with(|r| r.user = Some("ü".repeat(70)))["user"],
        "ü".repeat(64)
    );
    assert_eq!(
        with(|r| r.service_tier = Some("flex".into()))["service_tier"],
        "flex"
    );
    assert_eq!(
        with(|r| r.service_tier = Some("standard_only".into()))["service_tier"],
        "default"
    );
    assert_eq!(
        with(|r| r.verbosity = Some("low".into()))["text"],
        json!({ "verbosity": "low" })
    );
    let logged = with(|r| (r.logprobs, r.top_logprobs) = (Some(true), Some(3)));
    assert_eq!(
        (&logged["top_logprobs"], &logged["include"]),
        (&json!(3), &json!(["message.output_text.logprobs"]))
    );
    assert_eq!(
        with(|r| r.output_format = OutputFormat::JsonObject)["text"],
        json!({ "format": { "type": "json_object" } })
    );
    let schema = with(|r| {
        r.output_format = OutputFormat::JsonSchema {
            name: "n".into(),
            description: Some("d".into()),
            schema: json!({ "type": "object" }),
            strict: Some(true),
        };
    });
    assert_eq!(
        schema["text"]["format"],
        json!({ "type": "json_schema", "name": "n", "schema": { "type": "object" }, "strict": true, "description": "d" })
    );
    let text_only = with(|r| r.modalities = vec!["text".into()]);
    assert_eq!(text_only, sent(&hi()));
}

#[test]
fn shared_parameters_and_unknown_members_go_along() {
    let body = with(|r| {
        r.openai = vec![
            ("prompt_cache_key".into(), raw(r#""k""#)),
            ("truncation".into(), raw(r#""auto""#)),
            ("store".into(), raw("true")),
        ];
        r.extra = vec![("novel".into(), raw(r#"{"a":1}"#))];
    });
    assert_eq!(
        (&body["prompt_cache_key"], &body["truncation"]),
        (&json!("k"), &json!("auto"))
    );
    assert_eq!(
        (&body["store"], &body["novel"]),
        (&json!(false), &json!({ "a": 1 }))
    );
    let mut operators = deployment("openai", "gpt-4o");
    operators.extra_body = vec![("store".into(), "true".into()), ("x".into(), "1".into())];
    let out = Format::Responses
        .request(&hi(), &target(&operators))
        .expect("sayable");
    let body: Value = serde_json::from_slice(&out.body).expect("JSON");
    assert_eq!((&body["store"], &body["x"]), (&json!(true), &json!(1)));
}

#[test]
fn what_has_no_words_is_refused_by_name_or_dropped() {
    let one = || Number::from_f64(1.0);
    let asked = ChatRequest {
        stop: vec!["END".into()],
        seed: Some(1),
        top_k: Some(3),
        choices: Some(2),
        presence_penalty: one(),
        frequency_penalty: one(),
        logit_bias: Some(json!({ "1": 2 })),
        modalities: vec!["audio".into()],
        audio: Some(json!({ "voice": "v" })),
        openai: vec![("prediction".into(), raw("{\"x\":1}"))],
        ..hi()
    };
    let WireError::Unsupported { params, .. } = refused("openai", "gpt-4o", &asked) else {
        panic!("refused by name");
    };
    let mut names: Vec<&str> = params.iter().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "audio",
            "frequency_penalty",
            "logit_bias",
            "modalities",
            "n",
            "prediction",
            "presence_penalty",
            "seed",
            "stop",
            "top_k"
        ]
    );
    let deployment = deployment("openai", "gpt-4o");
    let mut lenient = target(&deployment);
    lenient.drop_params = true;
    let out = request(&asked, &lenient).expect("dropped");
    assert_eq!(
        serde_json::from_slice::<Value>(&out.body).expect("JSON"),
        sent(&hi())
    );
    let allowed = ["seed".to_owned()];
    lenient.allowed = [&allowed, &[]];
    let out = request(&asked, &lenient).expect("dropped");
    assert_eq!(
        serde_json::from_slice::<Value>(&out.body).expect("JSON")["seed"],
        1
    );
}

#[test]
fn reasoning_is_said_as_the_model_takes_it() {
    let effort = |effort, summary: Option<&str>| {
        Some(Reasoning::Effort {
            effort,
            summary: summary.map(str::to_owned),
        })
    };
    let encrypted = json!(["reasoning.encrypted_content"]);
    for (model, wish, reasoning, include) in [
        ("gpt-5-mini", None, Value::Null, encrypted.clone()),
        ("gpt-4o", None, Value::Null, Value::Null),
        (
            "gpt-5-mini",
            effort(Effort::Minimal, None),
            json!({ "effort": "minimal" }),
            encrypted.clone(),
        ),
        (
            "gpt-5.1",
            effort(Effort::Minimal, None),
            json!({ "effort": "low" }),
            encrypted.clone(),
        ),
        (
            "gpt-5-mini",
            effort(Effort::High, Some("auto")),
            json!({ "effort": "high", "summary": "auto" }),
            encrypted.clone(),
        ),
        (
            "gpt-5-mini",
            effort(Effort::Xhigh, None),
            json!({ "effort": "high" }),
            encrypted.clone(),
        ),
        (
            "gpt-5-mini",
            effort(Effort::Max, None),
            json!({ "effort": "high" }),
            encrypted.clone(),
        ),
        (
            "gpt-5-unheard-of",
            effort(Effort::Max, None),
            json!({ "effort": "xhigh" }),
            encrypted.clone(),
        ),
        (
            "gpt-5-mini",
            Some(Reasoning::Budget(2_048)),
            json!({ "effort": "medium" }),
            encrypted.clone(),
        ),
        (
            "gpt-5-mini",
            Some(Reasoning::Adaptive(None)),
            json!({ "effort": "medium" }),
            encrypted.clone(),
        ),
        (
            "gpt-5-mini",
            Some(Reasoning::Adaptive(Some(Effort::Low))),
            json!({ "effort": "low" }),
            encrypted.clone(),
        ),
        (
            "gpt-5.1",
            Some(Reasoning::Off),
            json!({ "effort": "none" }),
            Value::Null,
        ),
        (
            "gpt-5-mini",
            Some(Reasoning::Off),
            Value::Null,
            encrypted.clone(),
        ),
        ("gpt-4o", Some(Reasoning::Off), Value::Null, Value::Null),
    ] {
        let asked = ChatRequest {
            reasoning: wish.clone(),
            ..hi()
        };
        let body = sent_by("openai", model, &asked);
        assert_eq!(
            (&body["reasoning"], &body["include"]),
            (&reasoning, &include),
            "{model} {wish:?}"
        );
    }
}

#[test]
fn models_that_reason_and_models_that_do_not_refuse_different_things() {
    let warm = ChatRequest {
        temperature: Number::from_f64(0.3),
        ..hi()
    };
    let refusal = refused("openai", "gpt-5-mini", &warm);
    assert!(matches!(refusal, WireError::Unsupported { params, .. } if params == ["temperature"]));
    let quiet = ChatRequest {
        reasoning: Some(Reasoning::Off),
        ..warm.clone()
    };
    assert_eq!(sent_by("openai", "gpt-5.1", &quiet)["temperature"], 0.3);
    let default = ChatRequest {
        temperature: Some(Number::from(1)),
        ..hi()
    };
    assert_eq!(sent_by("openai", "gpt-5-mini", &default)["temperature"], 1);
    let thinking = ChatRequest {
        reasoning: Some(Reasoning::Budget(4_096)),
        ..hi()
    };
    let refusal = refused("openai", "gpt-4o", &thinking);
    assert!(
        matches!(refusal, WireError::Unsupported { params, .. } if params == ["reasoning_effort"])
    );
    let deployment = deployment("openai", "gpt-4o");
    let mut lenient = target(&deployment);
    lenient.drop_params = true;
    let Outgoing { body, .. } = request(&thinking, &lenient).expect("dropped");
    assert_eq!(
        serde_json::from_slice::<Value>(&body).expect("JSON"),
        sent(&hi())
    );
}

#[test]
fn tools_and_the_choice_among_them() {
    let function = |name: &str| Tool::Function {
        name: name.to_owned(),
        description: Some("d".into()),
        parameters: Some(json!({ "type": "object", "properties": { "a": {} } })),
        strict: Some(true),
        cache: None,
    };
    let bare = Tool::Function {
        name: "bare".into(),
        description: None,
        parameters: None,
        strict: None,
        cache: None,
    };
    let hosted = json!({ "type": "file_search", "vector_store_ids": ["vs_1"] });
    let body = with(|r| {
        r.tools = vec![function("f"), bare, Tool::Hosted(hosted.clone())];
        r.web_search = Some(json!({
            "search_context_size": "low",
            "user_location": { "type": "approximate", "approximate": { "country": "DE" } },
        }));
    });
    assert_eq!(
        body["tools"],
        json!([
            { "type": "function", "name": "f", "parameters": { "type": "object", "properties": { "a": {} } }, "strict": true, "description": "d" },
            { "type": "function", "name": "bare", "parameters": { "type": "object", "properties": {} }, "strict": false },
            hosted,
            { "type": "web_search", "search_context_size": "low", "user_location": { "country": "DE", "type": "approximate" } },
        ])
    );
    assert_eq!(
        with(|r| r.web_search = Some(json!({})))["tools"],
        json!([{ "type": "web_search" }])
    );
    for (choice, word) in [
        (ToolChoice::Auto, json!("auto")),
        (ToolChoice::None, json!("none")),
        (ToolChoice::Required, json!("required")),
        (
            ToolChoice::Named("f".into()),
            json!({ "type": "function", "name": "f" }),
        ),
    ] {
        assert_eq!(with(|r| r.tool_choice = Some(choice))["tool_choice"], word);
    }
    let foreign = ChatRequest {
        tools: vec![Tool::Hosted(
            json!({ "type": "bash_20250124", "name": "bash" }),
        )],
        ..hi()
    };
    assert!(
        matches!(refused("openai", "gpt-4o", &foreign), WireError::Unsayable(why) if why.contains("bash_20250124"))
    );
}

#[test]
fn names_that_do_not_fit_are_changed_everywhere_and_noted() {
    let long = format!("mcp.server/{}", "x".repeat(80));
    let asked = ChatRequest {
        turns: vec![turn(
            Role::Assistant,
            vec![Part::ToolCall(ToolCall {
                id: "c".into(),
                name: long.clone(),
                ..ToolCall::default()
            })],
        )],
        tools: vec![Tool::Function {
            name: long.clone(),
            description: None,
            parameters: None,
            strict: None,
            cache: None,
        }],
        tool_choice: Some(ToolChoice::Named(long.clone())),
        ..ChatRequest::default()
    };
    let deployment = deployment("openai", "gpt-4o");
    let out = request(&asked, &target(&deployment)).expect("sayable");
    let body: Value = serde_json::from_slice(&out.body).expect("JSON");
    let name = body["tools"][0]["name"].as_str().expect("a name");
    assert_eq!(name.len(), 64);
    assert!(name.starts_with("mcp_server_xxx"));
    assert_eq!(
        (&body["input"][0]["name"], &body["tool_choice"]["name"]),
        (&json!(name), &json!(name))
    );
    assert_eq!(out.notes.client_name(name), long);
    assert_eq!(out.notes.names.len(), 1);
}
