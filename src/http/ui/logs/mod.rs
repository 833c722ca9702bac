//! The log: every call, found by what the address says, with one of them opened beside the list.

mod export;
mod list;
mod query;
mod replay;
mod said;
mod sessions;
mod sheet;
mod tail;

pub use replay::{Replay, replay};

use super::table::UiRoute;
use crate::domain::owner::Rank;

/// The list's path, which is that of its entry in the navigation.
pub const PATH: &str = "/ui/logs";

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::Nobody, |app, visit| {
        Box::pin(list::show(app, visit))
    }),
    UiRoute::page(sessions::PATH, Rank::Nobody, |app, visit| {
        Box::pin(sessions::show(app, visit))
    }),
    UiRoute::page("/ui/logs/{id}/payload", Rank::Nobody, |app, visit| {
        Box::pin(said::whole(app, visit))
    }),
    UiRoute::page("/ui/logs/tail", Rank::Nobody, |app, visit| {
        Box::pin(tail::follow(app, visit))
    }),
    UiRoute::page("/ui/logs/export.csv", Rank::Nobody, |app, visit| {
        Box::pin(export::csv(app, visit))
    }),
    UiRoute::page("/ui/logs/export.jsonl", Rank::Nobody, |app, visit| {
        Box::pin(export::jsonl(app, visit))
    }),
    UiRoute::form("/ui/logs/{id}/payload/delete", Rank::Admin, |app, visit| {
        Box::pin(said::forget(app, visit))
    }),
];
