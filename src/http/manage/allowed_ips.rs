//! `/add/allowed_ip`, `/delete/allowed_ip` and `/get/allowed_ips`: who may connect.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::config as operations;
use crate::admin::fields::{Field, Fields, Kind};
use crate::domain::address::IpRange;
use crate::domain::owner::Rank;
use serde_json::json;
use std::sync::Arc;

const IP: &[Field] = &[Field::required(
    "ip",
    Kind::Text,
    "An address, or a network such as 10.0.0.0/8.",
)];

/// The operations on the list.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/get/allowed_ips",
        Rank::AdminViewer,
        "Lists the addresses that may connect; everybody when there are none.",
        |app, _| Box::pin(async move { Ok(Reply::ok(json!({ "data": listed(&app) }))) }),
    ),
    Managed::post(
        "/add/allowed_ip",
        Rank::Admin,
        "Lets an address connect. With the first one everybody else is shut out, from the next request on.",
        |app, given| Box::pin(change(app, given, true)),
    )
    .body(&[IP]),
    Managed::post(
        "/delete/allowed_ip",
        Rank::Admin,
        "Lets an address connect no more. With the last one everybody may again.",
        |app, given| Box::pin(change(app, given, false)),
    )
    .body(&[IP]),
];

fn listed(app: &App) -> Vec<String> {
    let catalog = app.gateway.catalog();
    let list = catalog.policy.allowed_ips.iter();
    list.map(ToString::to_string).collect()
}

async fn change(app: Arc<App>, mut given: Given, add: bool) -> Result<Reply, Problem> {
    let text = Fields(given.body()).required("ip")?;
    let Some(range) = IpRange::parse(&text) else {
        let why = format!("'{text}' is no address and no network such as 10.0.0.0/8.");
        return Err(Problem::detail(400, why));
    };
    let (name, in_force) = (range.to_string(), listed(&app));
    let setting = operations::changeable("general_settings", "allowed_ips")?;
    let now = app.gateway.now();
    // By what is stored: somebody else may be changing the same list.
    let known = operations::set_by(&app.admin, &given.actor, now, |stored| {
        let stored = operations::value_of(stored, setting);
        let stored = stored.and_then(|list| serde_json::from_value(list.clone()).ok());
        let mut list: Vec<String> = stored.unwrap_or_else(|| in_force.clone());
        let known = list.contains(&name);
        if known == add {
            return Ok((Vec::new(), known));
        }
        if add {
            list.push(name.clone());
        } else {
            list.retain(|one| *one != name);
        }
        Ok((vec![(setting, json!(list))], known))
    });
    match (known.await?, add) {
        (true, true) => return Err(Problem::detail(400, "IP address already exists")),
        (false, false) => return Err(Problem::detail(404, "IP address not found")),
        _ => {}
    }
    let done = if add { "added" } else { "deleted" };
    Ok(Reply::ok(json!({
        "message": format!("IP {name} {done} successfully"), "status": "success",
    })))
}
