//! A complete answer as a completion object.

use crate::wire::chat::{Answer, ChatResponse, Finish, Part};
use crate::wire::door::Rendering;
use crate::wire::door::chat::usage;
use bytes::Bytes;
use serde_json::{Value, json};

/// Writes the answer.
#[must_use]
pub fn render(response: &ChatResponse, rendering: &Rendering) -> Bytes {
    let mut body = json!({
        "id": answer_id(&response.id, rendering),
        "object": "text_completion",
        "created": rendering.created_seconds,
        "model": rendering.model,
        "choices": response.answers.iter().map(choice).collect::<Vec<_>>(),
    });
    if let Some(used) = &response.usage {
        body["usage"] = usage(used);
    }
    Bytes::from(body.to_string())
}

/// The provider's id, or one of ours where it gave none.
pub(super) fn answer_id(given: &str, rendering: &Rendering) -> String {
    if given.is_empty() {
        format!("cmpl-{}", rendering.id)
    } else {
        given.to_owned()
    }
}

/// Why the answer ended. A completion calls no tools.
pub(super) fn finish_word(finish: Finish) -> &'static str {
    match finish {
        Finish::ToolCalls => Finish::Stop.as_openai(),
        finish => finish.as_openai(),
    }
}

fn choice(answer: &Answer) -> Value {
    // Thoughts have no place in this dialect.
    let text: String = answer
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Text { text, .. } | Part::Refusal { text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    json!({
        "text": text,
        "index": answer.index,
        "logprobs": answer.logprobs.as_ref().and_then(|told| logprobs(told, 0)),
        "finish_reason": finish_word(answer.finish),
    })
}

/// Log probabilities of a chat in the older shape. `offset` is where the text begins, in characters.
pub(super) fn logprobs(told: &Value, mut offset: usize) -> Option<Value> {
    let pieces = told.get("content")?.as_array()?;
    let (mut tokens, mut probabilities, mut top, mut offsets) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        let token = piece["token"].as_str().unwrap_or_default();
        let others = piece["top_logprobs"].as_array();
        let others: serde_json::Map<String, Value> = others
            .into_iter()
            .flatten()
            .filter_map(|other| {
                Some((
                    other["token"].as_str()?.to_owned(),
                    other["logprob"].clone(),
                ))
            })
            .collect();
        tokens.push(json!(token));
        probabilities.push(piece["logprob"].clone());
        top.push(Value::Object(others));
        offsets.push(json!(offset));
        offset += token.chars().count();
    }
    Some(
        json!({ "tokens": tokens, "token_logprobs": probabilities, "top_logprobs": top, "text_offset": offsets }),
    )
}
