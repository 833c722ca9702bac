//! What the tests stand on: a provider that misbehaves on request, the proxy as a process, a real
//! llama.cpp server, and a small HTTP client.

mod bedrock;
pub(crate) mod collector;
pub(crate) mod google;
pub(crate) mod http;
pub(crate) mod ledger;
pub(crate) mod llama;
pub(crate) mod media;
pub(crate) mod postgres;
pub(crate) mod providers;
pub(crate) mod proxy;
pub(crate) mod python;
pub(crate) mod upstream;
