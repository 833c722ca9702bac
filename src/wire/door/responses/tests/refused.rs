//! What is not accepted, and how it is named.

use super::asked;
use serde_json::{Value, json};

/// Each body is refused, its member named, in these words.
fn refused(rows: impl IntoIterator<Item = (Value, &'static str, &'static str)>) {
    for (body, param, words) in rows {
        let no = asked(&body).expect_err("refused");
        assert_eq!((no.status, no.param), (400, Some(param)), "{body}");
        assert!(no.message.contains(words), "{body}: {}", no.message);
    }
}

fn message(content: Value) -> Value {
    json!({ "input": [{ "role": "user", "content": content }] })
}

#[test]
fn items_are_checked() {
    refused([
        (
            json!({}),
            "input",
            "/responses: Missing required parameter: 'input'.",
        ),
        (
            json!({ "input": 7 }),
            "input",
            "'input': expected a string or an array of items",
        ),
        (
            json!({ "input": ["x"] }),
            "input",
            "'input[0]': expected an object",
        ),
        (json!({ "input": [{}] }), "input", "'input[0].type'"),
        (
            json!({ "input": [{ "type": "dream" }] }),
            "input",
            "'input[0].type' is 'dream'",
        ),
        (
            json!({ "input": [{ "type": "message", "content": "x" }] }),
            "input",
            "'input[0].role'",
        ),
        (
            json!({ "input": [{ "role": "tool", "content": "x" }] }),
            "input",
            "'input[0].role': 'tool'",
        ),
        (
            json!({ "input": [{ "role": "user" }] }),
            "input",
            "'input[0].content'",
        ),
        (
            json!({ "input": [{ "type": "function_call", "name": "f", "arguments": "" }] }),
            "input",
            "'input[0].call_id'",
        ),
        (
            json!({ "input": [{ "type": "function_call", "call_id": "c", "arguments": "" }] }),
            "input",
            "'input[0].name'",
        ),
        (
            json!({ "input": [{ "type": "function_call", "call_id": "c", "name": "f", "arguments": {} }] }),
            "input",
            "'input[0].arguments': expected a string",
        ),
        (
            json!({ "input": [{ "type": "function_call_output", "call_id": "c" }] }),
            "input",
            "'input[0].output'",
        ),
        (
            json!({ "input": [{ "type": "reasoning", "summary": "s" }] }),
            "input",
            "'input[0].summary': expected an array",
        ),
        (
            json!({ "input": [{ "type": "item_reference", "id": "msg_9" }] }),
            "input",
            "'msg_9'",
        ),
    ]);
}

#[test]
fn content_is_checked() {
    refused([
        (
            message(json!({})),
            "input",
            "'input[0].content': expected a string or an array of parts",
        ),
        (
            message(json!([{ "type": "smell" }])),
            "input",
            "'input[0].content[0].type': 'smell'",
        ),
        (
            message(json!([{ "type": "input_text" }])),
            "input",
            "'input[0].content[0].text'",
        ),
        (
            message(json!([{ "type": "input_text", "text": 1 }])),
            "input",
            "'input[0].content[0].text': expected a string",
        ),
        (
            message(json!([{ "type": "input_image" }])),
            "input",
            "'input[0].content[0].image_url'",
        ),
        (
            message(json!([{ "type": "input_file" }])),
            "input",
            "'input[0].content[0].file_data'",
        ),
        (
            message(json!([{ "type": "input_audio" }])),
            "input",
            "'input[0].content[0].input_audio'",
        ),
    ]);
}

#[test]
fn parameters_are_checked() {
    refused([
        (
            json!({ "input": "x", "instructions": [] }),
            "instructions",
            "expected a string",
        ),
        (
            json!({ "input": "x", "max_output_tokens": "9" }),
            "max_output_tokens",
            "expected an integer",
        ),
        (
            json!({ "input": "x", "max_output_tokens": -1 }),
            "max_output_tokens",
            "expected an integer",
        ),
        (
            json!({ "input": "x", "temperature": "hot" }),
            "temperature",
            "expected a number",
        ),
        (
            json!({ "input": "x", "top_p": true }),
            "top_p",
            "expected a number",
        ),
        (
            json!({ "input": "x", "top_logprobs": 1.5 }),
            "top_logprobs",
            "expected an integer",
        ),
        (
            json!({ "input": "x", "stream": "yes" }),
            "stream",
            "expected a boolean",
        ),
        (
            json!({ "input": "x", "parallel_tool_calls": 1 }),
            "parallel_tool_calls",
            "expected a boolean",
        ),
        (
            json!({ "input": "x", "user": 1 }),
            "user",
            "expected a string",
        ),
        (
            json!({ "input": "x", "include": "all" }),
            "include",
            "expected an array of strings",
        ),
        (
            json!({ "input": "x", "reasoning": "high" }),
            "reasoning",
            "expected an object",
        ),
        (
            json!({ "input": "x", "reasoning": { "effort": "huge" } }),
            "reasoning",
            "'reasoning.effort': 'huge'",
        ),
    ]);
}

#[test]
fn structures_are_checked() {
    refused([
        (
            json!({ "input": "x", "text": { "format": { "type": "xml" } } }),
            "text",
            "'text.format.type': 'xml'",
        ),
        (
            json!({ "input": "x", "text": { "format": { "type": "json_schema", "schema": {} } } }),
            "text",
            "'text.format.name'",
        ),
        (
            json!({ "input": "x", "text": { "format": { "type": "json_schema", "name": "n" } } }),
            "text",
            "'text.format.schema'",
        ),
        (
            json!({ "input": "x", "tools": {} }),
            "tools",
            "expected an array",
        ),
        (
            json!({ "input": "x", "tools": [{ "name": "f" }] }),
            "tools",
            "'tools[0].type'",
        ),
        (
            json!({ "input": "x", "tools": [{ "type": "function" }] }),
            "tools",
            "'tools[0].name'",
        ),
        (
            json!({ "input": "x", "tools": [{ "type": "function", "name": "f", "parameters": [] }] }),
            "tools",
            "'tools[0].parameters'",
        ),
        (
            json!({ "input": "x", "tool_choice": "maybe" }),
            "tool_choice",
            "'maybe'",
        ),
        (
            json!({ "input": "x", "tool_choice": { "type": "function" } }),
            "tool_choice",
            "'tool_choice.name'",
        ),
        (
            json!({ "input": "x", "background": true }),
            "background",
            "no background mode",
        ),
        (
            json!({ "input": "x", "conversation": "conv_1" }),
            "conversation",
            "'conversation'",
        ),
        (
            json!({ "input": "x", "prompt": { "id": "p" } }),
            "prompt",
            "'prompt'",
        ),
    ]);
}
