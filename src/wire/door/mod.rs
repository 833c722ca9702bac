//! What clients speak: parse what they ask, render what they are told.
//!
//! A door over the hub's types is `parse(&Object) -> Result<ChatRequest, Rejection>`,
//! `render(&ChatResponse, &Rendering) -> Bytes`, and an `Encoder { new(Rendering), event(Event, &mut BytesMut),
//! finish(&mut BytesMut) }` whose state makes an order that the protocol forbids impossible.

pub mod chat;
pub mod openai;

/// What an answer says beside the provider's words.
#[derive(Debug, Clone)]
pub struct Rendering {
    /// The model as the client named it.
    pub model: String,
    /// Made by us, without any prefix, for answers whose provider gives no id: `msg_<id>`.
    pub id: String,
    /// Seconds since 1970.
    pub created_seconds: i64,
    /// Whether the client of a stream asked for usage.
    pub include_usage: bool,
}
