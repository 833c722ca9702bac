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
pub mod frame;
pub mod health;
pub mod holders;
pub mod keys;
pub mod layout;
pub mod login;
pub mod logs;
pub mod members;
pub mod models;
pub mod names;
pub mod nav;
pub mod onboarding;
pub mod once;
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
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use moka::sync::Cache;
use std::sync::Arc;
use std::time::Duration;
use table::UiRoute;

/// What the pages share beside what everybody shares.
pub struct Ui {
    /// The operator's own login.
    pub operator: OperatorLogin,
    /// Counts failed logins.
    pub throttle: Throttle,
    /// Forms that must not be done twice, by session and number, with what they made; empty while it is made.
    pub sent: Cache<String, String>,
    /// Secrets that wait to be shown, once, to the session that had them made.
    pub secrets: Cache<String, Arc<Fresh>>,
    /// Whether there are pages at all.
    pub pages: bool,
}

/// A secret that was just made.
pub struct Fresh {
    /// It.
    pub secret: Secret,
    /// What happened to its key: `made`, `rotated`, `invited`.
    pub done: &'static str,
    /// Until when it works, where it ends by itself.
    pub until: Micros,
}

/// How many such forms are remembered, and for how long.
const SENT_MAX: u64 = 10_000;
const SENT_KEPT: Duration = Duration::from_secs(3_600);
/// How many secrets wait to be shown, and for how long: as long as a browser takes to follow.
const SECRETS_MAX: u64 = 1_000;
const SECRETS_KEPT: Duration = Duration::from_secs(120);

impl Ui {
    /// Pages with this login.
    #[must_use]
    pub fn new(operator: OperatorLogin, throttle: Throttle, pages: bool) -> Self {
        let sent = Cache::builder()
            .max_capacity(SENT_MAX)
            .time_to_live(SENT_KEPT)
            .build();
        let secrets = Cache::builder()
            .max_capacity(SECRETS_MAX)
            .time_to_live(SECRETS_KEPT)
            .build();
        Self {
            operator,
            throttle,
            sent,
            secrets,
            pages,
        }
    }

    /// Takes the number of a form, so that nobody does it a second time; else what the first time made, or
    /// nothing while that goes on. Forms without a number are not told apart.
    pub fn take(&self, form: &str) -> Result<(), Option<String>> {
        if form.ends_with(' ') {
            return Ok(());
        }
        let entry = self.sent.entry_by_ref(form).or_default();
        if entry.is_fresh() {
            return Ok(());
        }
        Err(Some(entry.into_value()).filter(|made| !made.is_empty()))
    }
}

const FILES: &[UiRoute] = &[
    UiRoute::open(Verb::Get, "/ui/assets/{file}", |_, asking| {
        Box::pin(assets::serve(asking))
    }),
    UiRoute::open(Verb::Get, "/ui/", |_, asking| {
        Box::pin(async move {
            let invited = onboarding::of_link(asking.parts.uri.query());
            visit::redirect(invited.as_deref().unwrap_or("/ui"))
        })
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
        onboarding::ROUTES,
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
    .chain(holders::routes())
}
