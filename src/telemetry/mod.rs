//! What is told about a running proxy: its log, traces, metrics and alerts.
//!
//! Requests and calls are said to the [`Observer`], which never waits; the [`teller`] at the other end
//! of its queue puts them together and tells of them. Nothing here changes anything.

pub mod alerts;
pub mod log;
pub mod observer;
pub mod otel;
pub mod prometheus;
pub mod pulse;
pub mod redact;
pub mod request_log;
pub mod teller;
pub mod trace;

pub use observer::Observer;
pub use trace::Trace;
