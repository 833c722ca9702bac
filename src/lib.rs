//! `cw-proxy`: an LLM gateway and its operator's tool.

pub mod domain;
pub mod gateway;
pub mod upstream;
pub mod wire;
pub mod store;
