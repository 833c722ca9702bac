//! Amazon Bedrock's Converse and ConverseStream.
//!
//! Shapes: Amazon Bedrock API reference, "Converse", "ConverseStream" and the data types that they
//! name; what goes to single families: Amazon Bedrock User Guide, "Inference request parameters", and
//! Amazon Nova User Guide, "Complete request schema".

mod embed;
mod fault;
mod request;
mod response;
mod stream;
#[cfg(test)]
mod tests;
mod tools;
mod turns;

pub use embed::{embed_request, embed_response};
pub use fault::fault;
pub use request::request;
pub use response::{response, usage};
pub use stream::Decoder;
