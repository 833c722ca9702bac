//! What was said, in the form that the semantic conventions give to messages. Only where telling it is
//! switched on.

use crate::domain::record::Payload;
use serde_json::{Value, json};

/// The longest text that is told, in bytes.
const TEXT_BYTES_MAX: usize = 32 << 10;

/// Input and output as JSON texts.
pub(super) fn of(payload: &Payload) -> (String, String) {
    (input(&payload.request), output(&payload.response))
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(TEXT_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn message(role: &str, text: &str) -> Value {
    json!({ "role": role, "parts": [{ "type": "text", "content": cut(text) }] })
}

/// The text of a message's content: a text, or the texts among its parts.
fn text_of(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let texts = parts.iter().map(|part| match part {
                Value::String(text) => text.clone(),
                part => part["text"].as_str().unwrap_or_default().to_owned(),
            });
            texts
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        }
        _ => String::new(),
    }
}

fn input(request: &str) -> String {
    let Ok(request) = serde_json::from_str::<Value>(request) else {
        return json!([message("user", request)]).to_string();
    };
    let mut messages = Vec::new();
    for name in ["system", "instructions"] {
        let text = text_of(&request[name]);
        if !text.is_empty() {
            messages.push(message("system", &text));
        }
    }
    for list in ["messages", "input", "contents"] {
        match &request[list] {
            Value::Array(items) => messages.extend(items.iter().map(|item| {
                let role = item["role"].as_str().unwrap_or("user");
                let content = item.get("content").or_else(|| item.get("parts"));
                message(role, &text_of(content.unwrap_or(item)))
            })),
            Value::String(text) => messages.push(message("user", text)),
            _ => {}
        }
    }
    if let Some(prompt) = request.get("prompt") {
        messages.push(message("user", &text_of(prompt)));
    }
    json!(messages).to_string()
}

/// The text of an answer or of one event of it, in whichever dialect.
fn said(answer: &Value) -> String {
    let mut text = String::new();
    for choice in answer["choices"].as_array().into_iter().flatten() {
        for part in ["message", "delta"] {
            text.push_str(&text_of(&choice[part]["content"]));
        }
        text.push_str(choice["text"].as_str().unwrap_or_default());
    }
    text.push_str(&text_of(&answer["content"]));
    text.push_str(answer["delta"]["text"].as_str().unwrap_or_default());
    if answer["type"] == "response.output_text.delta" {
        text.push_str(answer["delta"].as_str().unwrap_or_default());
    }
    for item in answer["output"].as_array().into_iter().flatten() {
        text.push_str(&text_of(&item["content"]));
    }
    for candidate in answer["candidates"].as_array().into_iter().flatten() {
        text.push_str(&text_of(&candidate["content"]["parts"]));
    }
    text
}

fn output(response: &str) -> String {
    let text = match serde_json::from_str::<Value>(response) {
        Ok(answer) => said(&answer),
        Err(_) => response
            .lines()
            .filter_map(|line| line.strip_prefix("data:"))
            .filter_map(|data| serde_json::from_str::<Value>(data.trim()).ok())
            .map(|event| said(&event))
            .collect(),
    };
    json!([message("assistant", &text)]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(request: &str, response: &str) -> (String, String) {
        of(&Payload {
            request: request.to_owned(),
            response: response.to_owned(),
        })
    }

    #[test]
    fn messages_of_each_dialect_are_told_alike() {
        let hello = r#"[{"role":"user","parts":[{"type":"text","content":"hello"}]}]"#;
        let hi = r#"[{"role":"assistant","parts":[{"type":"text","content":"hi you"}]}]"#;
        for (request, response) in [
            (
                r#"{"messages":[{"role":"user","content":"hello"}]}"#,
                r#"{"choices":[{"message":{"content":"hi you"}}]}"#,
            ),
            (
                r#"{"messages":[{"role":"user","content":[{"type":"text","text":"hello"}]}]}"#,
                "data: {\"choices\":[{\"delta\":{\"content\":\"hi \"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"you\"}}]}\n\ndata: [DONE]\n\n",
            ),
            (
                r#"{"input":"hello"}"#,
                r#"{"output":[{"content":[{"type":"output_text","text":"hi you"}]}]}"#,
            ),
            (
                r#"{"contents":[{"role":"user","parts":[{"text":"hello"}]}]}"#,
                r#"{"candidates":[{"content":{"parts":[{"text":"hi you"}]}}]}"#,
            ),
            (
                r#"{"prompt":"hello"}"#,
                r#"{"content":[{"type":"text","text":"hi you"}]}"#,
            ),
        ] {
            assert_eq!(told(request, response), (hello.to_owned(), hi.to_owned()));
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "ä".repeat(TEXT_BYTES_MAX);
        assert_eq!(cut(&long).len(), TEXT_BYTES_MAX);
        assert_eq!(cut("short"), "short");
    }
}
