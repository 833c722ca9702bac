mod answers;
mod asked;
mod called;
mod refused;
mod streamed;
mod validator;

use super::{Echo, parse};
use crate::wire::chat::ChatRequest;
use crate::wire::door::Rendering;
use crate::wire::door::openai::Rejection;
use crate::wire::door::testing::object;
use serde_json::Value;

fn asked(body: &Value) -> Result<ChatRequest, Rejection> {
    parse(&object(body))
}

fn echo(body: &Value) -> Echo {
    Echo::of(&object(body))
}

fn rendering() -> Rendering {
    Rendering {
        model: "claude".to_owned(),
        id: "resp_1".to_owned(),
        created_seconds: 1_741_476_542,
        include_usage: true,
    }
}
