//! Tools in namespaces and tools that take a text: offered as functions, called in the client's words.
//! The requests are cut from what Codex 0.171 sends.

use super::{asked, echo, rendering};
use crate::wire::chat::{
    Answer, ChatResponse, Delta, Event, Finish, Part, Tool, ToolCall, ToolChoice,
};
use crate::wire::door::responses::{Encoder, render};
use crate::wire::door::testing::delta;
use bytes::BytesMut;
use serde_json::{Value, json};

fn request() -> Value {
    json!({
        "model": "claude",
        "input": [
            { "type": "message", "role": "user", "content": "go" },
            { "type": "function_call", "call_id": "c1", "namespace": "agents", "name": "close", "arguments": "{}" },
            { "type": "function_call_output", "call_id": "c1", "output": "closed" },
            { "type": "custom_tool_call", "call_id": "c2", "name": "apply_patch", "input": "*** Begin" },
            { "type": "custom_tool_call_output", "call_id": "c2", "output": "done" },
        ],
        "tools": [
            { "type": "function", "name": "agents__wait", "parameters": { "type": "object" } },
            { "type": "namespace", "name": "agents", "description": "Sub-agents.", "tools": [
                { "type": "function", "name": "close", "description": "Ends one.", "strict": false,
                  "parameters": { "type": "object", "properties": { "target": { "type": "string" } } } },
                { "type": "function", "name": "wait" },
            ] },
            { "type": "namespace", "name": "mcp__files__", "tools": [{ "type": "function", "name": "read" }] },
            { "type": "custom", "name": "apply_patch", "description": "Changes files.",
              "format": { "type": "grammar", "syntax": "lark", "definition": "start: begin" } },
        ],
    })
}

#[test]
fn each_is_offered_as_a_function_of_its_own() {
    let read = asked(&request()).expect("a request");
    let names: Vec<_> = read
        .tools
        .iter()
        .map(|tool| match tool {
            Tool::Function { name, .. } => name.as_str(),
            Tool::Hosted(tool) => panic!("{tool}"),
        })
        .collect();
    assert_eq!(
        names,
        [
            "agents__wait",
            "agents__close",
            "agents__wait_2",
            "mcp__files__read",
            "apply_patch"
        ]
    );
    let Tool::Function {
        description,
        parameters,
        strict,
        ..
    } = &read.tools[1]
    else {
        panic!("a function");
    };
    assert_eq!(description.as_deref(), Some("Sub-agents.\n\nEnds one."));
    assert_eq!(
        parameters.as_ref().expect("schema")["properties"]["target"]["type"],
        "string"
    );
    assert_eq!(*strict, Some(false));
    let Tool::Function { parameters, .. } = &read.tools[4] else {
        panic!("a function");
    };
    let schema = parameters.as_ref().expect("schema");
    assert_eq!(schema["required"], json!(["input"]));
    let rule = schema["properties"]["input"]["description"]
        .as_str()
        .expect("a rule");
    assert!(
        rule.contains("lark") && rule.ends_with("start: begin"),
        "{rule}"
    );
    let calls: Vec<_> = read
        .turns
        .iter()
        .flat_map(|turn| &turn.parts)
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some((call.name.as_str(), call.arguments.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        calls,
        [
            ("agents__close", "{}"),
            ("apply_patch", r#"{"input":"*** Begin"}"#)
        ]
    );
}

#[test]
fn a_choice_and_what_is_allowed_name_them_too() {
    let mut body = request();
    body["tool_choice"] = json!({ "type": "function", "namespace": "agents", "name": "wait" });
    let read = asked(&body).expect("a request");
    assert_eq!(
        read.tool_choice,
        Some(ToolChoice::Named("agents__wait_2".into()))
    );
    for (allowed, kept) in [
        (json!({ "type": "namespace", "name": "agents" }), 2),
        (
            json!({ "type": "function", "namespace": "agents", "name": "close" }),
            1,
        ),
        (json!({ "type": "custom", "name": "apply_patch" }), 1),
    ] {
        body["tool_choice"] =
            json!({ "type": "allowed_tools", "mode": "auto", "tools": [allowed] });
        assert_eq!(
            asked(&body).expect("a request").tools.len(),
            kept,
            "{allowed}"
        );
    }
    for (tool, place) in [
        (json!({ "type": "namespace", "tools": [] }), "tools[0].name"),
        (
            json!({ "type": "namespace", "name": "a" }),
            "tools[0].tools",
        ),
        (
            json!({ "type": "namespace", "name": "a", "tools": [{}] }),
            "tools[0].tools[0].name",
        ),
    ] {
        let refused = asked(&json!({ "model": "m", "input": "hi", "tools": [tool] }));
        let why = refused.expect_err("a refusal").message;
        assert!(why.contains(place), "{why}");
    }
}

/// What models called, and the items that a client reads.
fn calls() -> [(&'static str, &'static str, Value); 5] {
    let function = |namespace: Value, name: &str, arguments: &str| {
        let mut item = json!({ "type": "function_call", "name": name, "arguments": arguments });
        if !namespace.is_null() {
            item["namespace"] = namespace;
        }
        item
    };
    let custom =
        |input: &str| json!({ "type": "custom_tool_call", "name": "apply_patch", "input": input });
    [
        (
            "agents__close",
            r#"{"target":"a"}"#,
            function(json!("agents"), "close", r#"{"target":"a"}"#),
        ),
        (
            "agents__wait",
            "{}",
            function(Value::Null, "agents__wait", "{}"),
        ),
        // Without its namespace, as small models say it.
        ("read", "{}", function(json!("mcp__files__"), "read", "{}")),
        (
            "apply_patch",
            r#"{"input":"*** Begin\n\"a\""}"#,
            custom("*** Begin\n\"a\""),
        ),
        ("apply_patch", "*** bare", custom("*** bare")),
    ]
}

fn check(output: &Value) {
    let items = output.as_array().expect("items");
    assert_eq!(items.len(), calls().len());
    for (item, (_, _, wanted)) in items.iter().zip(calls()) {
        for (name, value) in wanted.as_object().expect("members") {
            assert_eq!(&item[name], value, "{item}");
        }
        assert_eq!(item.get("namespace"), wanted.get("namespace"), "{item}");
        let own = if item["type"] == "custom_tool_call" {
            "ctc_"
        } else {
            "fc_"
        };
        assert!(
            item["id"].as_str().expect("an id").starts_with(own),
            "{item}"
        );
    }
}

#[test]
fn a_whole_answer_calls_them_as_the_client_does() {
    let parts = calls().into_iter().map(|(name, arguments, _)| {
        Part::ToolCall(ToolCall {
            id: "call".to_owned(),
            name: name.to_owned(),
            arguments: arguments.to_owned(),
            signature: None,
            cache: None,
        })
    });
    let answer = ChatResponse {
        answers: vec![Answer {
            index: 0,
            parts: parts.collect(),
            finish: Finish::ToolCalls,
            stop_sequence: None,
            logprobs: None,
            annotations: Vec::new(),
        }],
        ..ChatResponse::default()
    };
    let body = render(&answer, &rendering(), &echo(&request()));
    let body: Value = serde_json::from_slice(&body).expect("JSON");
    check(&body["output"]);
    assert_eq!(
        body["tools"],
        request()["tools"],
        "repeated as they were sent"
    );
}

#[test]
fn a_stream_calls_them_as_the_client_does() {
    let mut encoder = Encoder::new(rendering(), echo(&request()));
    let mut out = BytesMut::new();
    for (call, (name, arguments, _)) in (0..).zip(calls()) {
        encoder.event(
            delta(Delta::ToolStart {
                call,
                id: format!("c{call}"),
                name: name.to_owned(),
                signature: None,
            }),
            &mut out,
        );
        let (first, second) = arguments.split_at(arguments.len() / 2);
        for json in [first, second] {
            encoder.event(
                delta(Delta::ToolArguments {
                    call,
                    json: json.to_owned(),
                }),
                &mut out,
            );
        }
    }
    encoder.event(
        Event::Finish {
            answer: 0,
            finish: Finish::ToolCalls,
            stop_sequence: None,
        },
        &mut out,
    );
    encoder.finish(&mut out);
    let events: Vec<Value> = String::from_utf8(out.to_vec())
        .expect("text")
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).expect("JSON"))
        .collect();
    let done = events.last().expect("an end");
    check(&done["response"]["output"]);
    let told = |kind: &str| -> Vec<&Value> {
        events
            .iter()
            .filter(|event| event["type"] == kind)
            .collect()
    };
    let inputs = told("response.custom_tool_call_input.done");
    assert_eq!(inputs.len(), 2);
    assert_eq!(inputs[0]["input"], "*** Begin\n\"a\"");
    assert_eq!(told("response.custom_tool_call_input.delta").len(), 2);
    assert_eq!(told("response.function_call_arguments.done").len(), 3);
    let added = &told("response.output_item.added")[3]["item"];
    assert_eq!(
        (&added["type"], &added["input"]),
        (&json!("custom_tool_call"), &json!(""))
    );
}
