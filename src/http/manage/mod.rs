//! The management API: one table of operations, from which rights, reading of bodies and the OpenAPI
//! document follow.

pub mod access_groups;
pub mod activity;
pub mod alerts;
pub mod allowed_ips;
pub mod audit;
pub mod budgets;
pub mod charges;
pub mod checks;
pub mod config;
pub mod credentials;
pub mod customers;
pub mod defaults;
pub mod explain;
pub mod fallbacks;
pub mod global;
pub mod guardrails;
pub mod health;
pub mod invitations;
pub mod key_list;
pub mod keys;
pub mod management_v1;
pub mod model_info;
pub mod models;
pub mod organizations;
pub mod pass_through;
pub mod reload;
pub mod reply;
pub mod settings_more;
pub mod spend;
pub mod spent;
pub mod table;
pub mod tags;
pub mod team_list;
pub mod team_members;
pub mod team_more;
pub mod teams;
mod told;
pub mod ui_settings;
pub mod users;
pub mod utils;

pub use reply::{Given, Reply, answer, query};
pub use table::{Managed, Verb};

/// Every operation.
pub fn routes() -> impl Iterator<Item = &'static Managed> {
    [
        keys::ROUTES,
        key_list::ROUTES,
        users::ROUTES,
        invitations::ROUTES,
        teams::ROUTES,
        team_list::ROUTES,
        team_members::ROUTES,
        team_more::ROUTES,
        organizations::ROUTES,
        customers::ROUTES,
        tags::ROUTES,
        spend::ROUTES,
        global::ROUTES,
        spent::ROUTES,
        audit::ROUTES,
        budgets::ROUTES,
        models::ROUTES,
        model_info::ROUTES,
        access_groups::ROUTES,
        credentials::ROUTES,
        utils::ROUTES,
        config::ROUTES,
        defaults::ROUTES,
        settings_more::ROUTES,
        allowed_ips::ROUTES,
        management_v1::ROUTES,
        ui_settings::ROUTES,
        charges::ROUTES,
        fallbacks::ROUTES,
        pass_through::ROUTES,
        reload::ROUTES,
        guardrails::ROUTES,
        health::ROUTES,
        alerts::ROUTES,
        explain::ROUTES,
    ]
    .into_iter()
    .chain(activity::ROUTES)
    .flatten()
}
