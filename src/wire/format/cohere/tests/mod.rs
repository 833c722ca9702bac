mod answered;
mod asked;
mod embedded;

use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::Value;

fn object(value: &Value) -> Object {
    Object::parse(Bytes::from(value.to_string())).expect("an object")
}
