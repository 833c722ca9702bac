//! `cw-proxy`: an LLM gateway and its operator's tool.
//!
//! # Rooms and floors
//!
//! A room is a folder and answers one question. It imports only rooms on lower floors; a test holds
//! that by reading the source.
//!
//! | floor | room | holds |
//! |---|---|---|
//! | 0 | [`domain`] | what things are: money, keys, windows, usage, prices, providers |
//! | 1 | [`wire`] | what is said: pure translation between bytes and meaning |
//! | 1 | [`config`] | the one reader of the configuration file and the environment |
//! | 1 | [`telemetry`] | what is told: log, traces, metrics, alerts |
//! | 2 | [`store`] | the one place with SQL |
//! | 2 | [`upstream`] | the one place that calls providers |
//! | 3 | [`gateway`] | the pipeline of a call; never the database |
//! | 4 | [`admin`] | operations, one function each, for API and command line alike |
//! | 4 | [`jobs`] | what runs by itself |
//! | 5 | [`http`] | every route in one list, every error as a status |
//! | 6 | [`cli`] | the command line |
//!
//! # The path of one chat request
//!
//! `http::enter` finds the caller and checks the route. `http::llm` reads the body, which
//! `wire::door::openai` parses as far as needed. [`gateway`] resolves the model, reserves the budget,
//! puts an intent on record, and calls a provider through [`upstream`] with the body that
//! `wire::format::openai` wrote. The answer passes through `wire::relay`, which reads its usage. The
//! final row goes through the journal to `jobs::commit`, which commits it with every total; only
//! then the last bytes leave.

pub mod admin;
pub mod cli;
pub mod config;
pub mod domain;
pub mod gateway;
pub mod http;
pub mod jobs;
pub mod store;
pub mod telemetry;
pub mod upstream;
pub mod wire;
