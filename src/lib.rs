//! `cw-proxy`: an LLM gateway and its operator's tool.

pub mod domain;
pub mod wire;
pub mod upstream;
