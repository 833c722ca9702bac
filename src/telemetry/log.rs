//! The log: one line per event on stderr, JSON when that is not a terminal.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts the log. `levels` is a filter like `info,cw_proxy::jobs=debug`; a filter that cannot be
/// read counts as `info`, and is told.
pub fn start(levels: Option<&str>) {
    let wanted = levels.unwrap_or("info");
    let filter = EnvFilter::try_new(wanted);
    let refused = filter.as_ref().err().map(ToString::to_string);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| EnvFilter::new("info")))
        .with_writer(std::io::stderr);
    // A second start in one process, as in tests, keeps the first log.
    let _ = if std::io::stderr().is_terminal() {
        builder.try_init()
    } else {
        builder.json().try_init()
    };
    if let Some(reason) = refused {
        tracing::warn!(%reason, "the log filter cannot be read; 'info' is used");
    }
}
