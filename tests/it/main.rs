//! The integration tests, in one crate: it is linked once, and what is shared in [`common`] is
//! used or reported as unused for all of them together.

mod cache;
mod chat;
mod claude_code;
mod cli;
mod clients;
mod common;
mod config_api;
mod consumers;
mod doors;
mod endpoints;
mod errors;
mod faults;
mod files;
mod guardrails;
mod import;
mod keys;
mod manage;
mod matrix;
mod media;
mod metering;
mod models_api;
mod observe;
mod openapi;
mod otel;
mod params;
mod passes;
mod reload;
mod responses;
mod rig;
mod router;
mod routes;
mod sdk;
mod seals;
mod terminal;
mod vertex;
