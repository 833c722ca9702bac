//! The log: one line per event on stderr, JSON when that is not a terminal, behind the second net.

use super::otel::logs::ToCollector;
use super::redact::Net;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts the log. `levels` is a filter like `info,cw_proxy::jobs=debug`; a filter that cannot be
/// read counts as `info`, and is told.
pub fn start(levels: Option<&str>) {
    let wanted = levels.unwrap_or("info");
    let filter = EnvFilter::try_new(wanted);
    let refused = filter.as_ref().err().map(ToString::to_string);
    let filter = filter.unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt::layer().with_writer(|| Net(std::io::stderr()));
    let log = tracing_subscriber::registry()
        .with(filter)
        .with(ToCollector);
    // A second start in one process, as in tests, keeps the first log.
    let _ = if std::io::stderr().is_terminal() {
        log.with(lines).try_init()
    } else {
        log.with(lines.json()).try_init()
    };
    if let Some(reason) = refused {
        tracing::warn!(%reason, "the log filter cannot be read; 'info' is used");
    }
}
