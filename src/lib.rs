//! `cw-proxy`: an LLM gateway and its operator's tool.

pub mod admin;
pub mod config;
pub mod domain;
pub mod gateway;
pub mod http;
pub mod jobs;
pub mod store;
pub mod upstream;
pub mod wire;
