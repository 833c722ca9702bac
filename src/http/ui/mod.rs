//! The admin pages at `/ui`: drawn by the server, each with the least rank that may see it in one table.
//!
//! A request comes to `visit::enter`, which finds the session and checks the form's token; then, and only
//! then, to its page. Pages call the operations of `admin` with the actor of the session, as the management
//! API does, and put what they get together from `parts` and `chart`. Nothing in a page is HTML unless this
//! program wrote it.

pub mod alerts;
pub mod api;
pub mod assets;
pub mod audit;
pub mod budgets;
pub mod chart;
pub mod fields;
pub mod files;
pub mod format;
pub mod health;
pub mod keys;
pub mod layout;
pub mod login;
pub mod logs;
pub mod models;
pub mod names;
pub mod nav;
pub mod overview;
pub mod params;
pub mod parts;
pub mod playground;
pub mod range;
pub mod scope;
pub mod settings;
pub mod setup;
pub mod table;
pub mod teams;
pub mod usage;
pub mod users;
pub mod visit;

use super::error::Problem;
use super::manage::table::Verb;
use crate::admin::session::{OperatorLogin, Throttle};
use crate::domain::owner::Rank;
use moka::sync::Cache;
use table::UiRoute;

/// What the pages share beside what everybody shares.
pub struct Ui {
    /// The operator's own login.
    pub operator: OperatorLogin,
    /// Counts failed logins.
    pub throttle: Throttle,
    /// Forms that must not be done twice, by session and number, with what they made.
    pub sent: Cache<String, String>,
}

/// How many such forms are remembered, and for how long.
const SENT_MAX: u64 = 10_000;
const SENT_KEPT: std::time::Duration = std::time::Duration::from_secs(3_600);

impl Ui {
    /// Pages with this login.
    #[must_use]
    pub fn new(operator: OperatorLogin, throttle: Throttle) -> Self {
        let sent = Cache::builder()
            .max_capacity(SENT_MAX)
            .time_to_live(SENT_KEPT)
            .build();
        Self {
            operator,
            throttle,
            sent,
        }
    }
}

const FILES: &[UiRoute] = &[
    UiRoute::open(Verb::Get, "/ui/assets/{file}", |_, asking| {
        Box::pin(assets::serve(asking))
    }),
    UiRoute::open(Verb::Get, "/ui/", |_, _| {
        Box::pin(async { visit::redirect("/ui") })
    }),
    UiRoute::page("/ui/{*rest}", Rank::Nobody, |_, _| {
        Box::pin(async {
            Err(Problem::detail(
                404,
                "No page has this address. What stood here may have been deleted or renamed.",
            ))
        })
    }),
];

/// Every page and every form.
pub fn routes() -> impl Iterator<Item = &'static UiRoute> {
    [
        FILES,
        login::ROUTES,
        overview::ROUTES,
        keys::ROUTES,
        models::ROUTES,
        usage::ROUTES,
        logs::ROUTES,
        alerts::ROUTES,
        api::ROUTES,
        audit::ROUTES,
        budgets::ROUTES,
        health::ROUTES,
        playground::ROUTES,
        settings::ROUTES,
        setup::ROUTES,
        teams::ROUTES,
        users::ROUTES,
    ]
    .into_iter()
    .flatten()
}
