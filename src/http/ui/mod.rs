//! The admin pages at `/ui`: drawn by the server, each with the least rank that may see it in one table.
//!
//! A request comes to `visit::enter`, which finds the session and checks the form's token; then, and only
//! then, to its page. Pages call the operations of `admin` with the actor of the session, as the management
//! API does, and put what they get together from `parts` and `chart`. Nothing in a page is HTML unless this
//! program wrote it.

pub mod assets;
pub mod chart;
pub mod format;
pub mod layout;
pub mod login;
pub mod names;
pub mod nav;
pub mod overview;
pub mod params;
pub mod parts;
pub mod range;
pub mod scope;
pub mod table;
pub mod visit;

use super::error::Problem;
use super::manage::table::Verb;
use crate::admin::session::{OperatorLogin, Throttle};
use crate::domain::owner::Rank;
use table::UiRoute;

/// What the pages share beside what everybody shares.
pub struct Ui {
    /// The operator's own login.
    pub operator: OperatorLogin,
    /// Counts failed logins.
    pub throttle: Throttle,
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
    [FILES, login::ROUTES, overview::ROUTES]
        .into_iter()
        .flatten()
}
