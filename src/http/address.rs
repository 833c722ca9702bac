//! Who may connect: the operator's list of addresses and networks.

use super::App;
use super::error::Problem;
use crate::domain::address::{IpRange, lets_in};
use crate::gateway::catalog::Policy;
use axum::extract::Request;
use http::HeaderMap;
use http::request::Parts;
use std::net::{IpAddr, SocketAddr};

/// Where a chain of proxies notes whom each was called by, the first one first.
const FORWARDED: &str = "x-forwarded-for";
/// Hops that are looked at, at most.
const HOPS_MAX: usize = 32;

/// Takes a client to be where the operator's own proxies say that it is (`use_x_forwarded_for`): the limits
/// of who may connect, failed logins and rows are of that address.
pub(in crate::http) fn resolve(policy: &Policy, request: &mut Request) {
    let Some(trusted) = &policy.trusted_proxies else {
        return;
    };
    let Some(peer) = request.extensions().get::<SocketAddr>().copied() else {
        return;
    };
    if let Some(client) = forwarded(peer.ip(), request.headers(), trusted) {
        let client = SocketAddr::new(client, peer.port());
        request.extensions_mut().insert(client);
    }
}

/// The last address of the chain that no trusted proxy has: what stands before it the client may have made
/// up. Where no range is named, whoever connects is the one proxy there is.
fn forwarded(peer: IpAddr, headers: &HeaderMap, trusted: &[IpRange]) -> Option<IpAddr> {
    let is_trusted = |address: IpAddr| trusted.iter().any(|range| range.contains(address));
    if !trusted.is_empty() && !is_trusted(peer) {
        return None;
    }
    let lines = headers.get_all(FORWARDED).iter();
    let hops: Vec<&str> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut client = None;
    for hop in hops.iter().rev().take(HOPS_MAX) {
        let Some(address) = address_of(hop.trim()) else {
            break;
        };
        client = Some(address);
        if !is_trusted(address) {
            break;
        }
    }
    client
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn address_of(text: &str) -> Option<IpAddr> {
    let bare = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|both| both.ip());
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    bare.or_else(with_port).or_else(bracketed)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_say_where_a_client_is() {
        let found = |peer: &str, said: &[&str], trusted: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in said {
                headers.append(FORWARDED, line.parse().expect("a value"));
            }
            let trusted: Vec<IpRange> = trusted
                .iter()
                .filter_map(|one| IpRange::parse(one))
                .collect();
            let client = forwarded(peer.parse().expect("an address"), &headers, &trusted);
            client.map(|address| address.to_string())
        };
        let told = |address: &str| Some(address.to_owned());
        // One proxy, of which nothing is said: what it added is the last.
        assert_eq!(
            found("10.0.0.1", &["1.1.1.1, 2.2.2.2"], &[]),
            told("2.2.2.2")
        );
        assert_eq!(found("10.0.0.1", &[], &[]), None);
        assert_eq!(found("10.0.0.1", &["nonsense"], &[]), None);
        // A chain of trusted ones, over lines, with ports.
        let chain = ["6.6.6.6, 3.3.3.3:99", "10.0.0.2"];
        assert_eq!(found("10.0.0.1", &chain, &["10.0.0.0/8"]), told("3.3.3.3"));
        // Somebody who is no trusted proxy says nothing.
        assert_eq!(found("9.9.9.9", &["1.1.1.1"], &["10.0.0.0/8"]), None);
        assert_eq!(
            found("::1", &["[2001:db8::1]"], &["::1"]),
            told("2001:db8::1")
        );
    }
}
