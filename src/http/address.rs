//! Who may connect: the operator's list of addresses and networks.

use super::App;
use super::error::Problem;
use crate::domain::address::lets_in;
use http::request::Parts;
use std::net::SocketAddr;

/// Refuses an address that is not on the operator's list. What comes over no network, from a command of
/// this process, is not asked.
pub(in crate::http) fn require_allowed(app: &App, parts: &Parts) -> Result<(), Problem> {
    let Some(peer) = parts.extensions.get::<SocketAddr>() else {
        return Ok(());
    };
    if lets_in(&app.gateway.catalog().policy.allowed_ips, peer.ip()) {
        return Ok(());
    }
    Err(Problem::new(
        403,
        Some("auth_error"),
        Some("None"),
        format!("Access forbidden: IP address {} not allowed.", peer.ip()),
    ))
}
