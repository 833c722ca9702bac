//! Whose words an error is said in: every no is made in OpenAI's shape and said again in the caller's.

use super::error::Problem;
use crate::wire::door::{Door, gemini, messages};
use serde_json::{Map, Value, json};

/// The dialect of a path's clients.
#[must_use]
pub fn door_of_path(path: &str) -> Door {
    let bare = path.strip_prefix("/claude_code_gateway").unwrap_or(path);
    if bare.starts_with("/v1/messages") || bare.starts_with("/anthropic/") {
        return Door::Messages;
    }
    let google = [
        ":generateContent",
        ":streamGenerateContent",
        ":countTokens",
        ":embedContent",
    ];
    let googles = path.starts_with("/v1beta/") || path.starts_with("/v1alpha/");
    if googles || google.iter().any(|end| path.ends_with(end)) {
        return Door::Gemini;
    }
    Door::OpenAi
}

impl Problem {
    /// The same in another dialect.
    #[must_use]
    pub fn through(mut self, door: Door) -> Self {
        let budget = self.body["error"].get("budget").cloned();
        let mut body = match door {
            Door::OpenAi | Door::Completions | Door::Responses => return self,
            Door::Messages => json!({
                "type": "error",
                "error": { "type": messages::error_type(self.status), "message": self.told() },
            }),
            Door::Gemini => json!({ "error": {
                "code": self.status, "message": self.told(), "status": gemini::status_word(self.status),
            } }),
        };
        match (budget, door) {
            (Some(budget), Door::Gemini) => body["error"]["details"] = json!([error_info(&budget)]),
            (Some(budget), _) => body["error"]["budget"] = budget,
            (None, _) => {}
        }
        self.body = body;
        self
    }

    fn told(&self) -> String {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        text(&self.body["error"]["message"])
            .or_else(|| text(&self.body["detail"]))
            .or_else(|| text(&self.body["detail"]["error"]))
            .unwrap_or_else(|| self.body.to_string())
    }
}

/// The numbers of a budget as Google's APIs tell the reason of an error (google.rpc.ErrorInfo, whose
/// metadata holds texts only).
fn error_info(budget: &Value) -> Value {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let members = budget.as_object().into_iter().flatten();
    let metadata: Map<String, Value> = members
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.clone(), Value::String(text(value))))
        .collect();
    json!({
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "BUDGET_EXCEEDED",
        "domain": "cw-proxy",
        "metadata": metadata,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_reads_its_own_words() {
        let no = || Problem::new(429, Some("rate"), None, "slow down");
        assert_eq!(no().through(Door::OpenAi).body["error"]["code"], "429");
        let told = json!({ "type": "error", "error": { "type": "rate_limit_error", "message": "slow down" } });
        assert_eq!(no().through(Door::Messages).body, told);
        let told = json!({ "error": { "code": 429, "message": "slow down", "status": "RESOURCE_EXHAUSTED" } });
        assert_eq!(no().through(Door::Gemini).body, told);
        let plain = Problem::detail(404, "Not Found").through(Door::Messages);
        assert_eq!(plain.body["error"]["message"], "Not Found");
    }

    #[test]
    fn paths_tell_the_dialect() {
        for (path, door) in [
            ("/v1/messages", Door::Messages),
            (
                "/claude_code_gateway/v1/messages/count_tokens",
                Door::Messages,
            ),
            ("/anthropic/v1/messages", Door::Messages),
            ("/v1beta/models/m:generateContent", Door::Gemini),
            ("/models/m:streamGenerateContent", Door::Gemini),
            ("/gemini:generateContent", Door::Gemini),
            ("/v1alpha/models", Door::Gemini),
            ("/models/m", Door::OpenAi),
            ("/v1/chat/completions", Door::OpenAi),
        ] {
            assert_eq!(door_of_path(path), door, "{path}");
        }
    }
}
