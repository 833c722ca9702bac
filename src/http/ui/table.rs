//! The rows of the table of pages: who may see one, what it changes, what answers.

use super::super::App;
use super::super::error::Problem;
use super::super::manage::table::Verb;
use super::visit::{Asking, Visit};
use crate::domain::owner::Rank;
use axum::response::Response;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// What a page answers with; a problem becomes a page of its own.
pub type Showing = BoxFuture<'static, Result<Response, Problem>>;

/// Who may come in, and what answers them.
#[derive(Clone, Copy)]
pub enum Door {
    /// Anybody: what is needed to log in, and files without content.
    Open(fn(Arc<App>, Asking) -> BoxFuture<'static, Response>),
    /// Whoever is logged in and has at least this rank. Whose things are shown is for the page to look at.
    LoggedIn(Rank, fn(Arc<App>, Visit) -> Showing),
}

/// One page, or one form.
#[derive(Clone, Copy)]
pub struct UiRoute {
    /// The method: pages are got, forms are posted, and nothing else.
    pub verb: Verb,
    /// The path as axum writes it.
    pub path: &'static str,
    /// Who may come in.
    pub door: Door,
    /// Whether it changes anything that others see: then it is not for those who may only look, and it is in
    /// force when the answer leaves.
    pub changes: bool,
}

impl UiRoute {
    /// A page.
    #[must_use]
    pub const fn page(
        path: &'static str,
        least: Rank,
        serve: fn(Arc<App>, Visit) -> Showing,
    ) -> Self {
        Self {
            verb: Verb::Get,
            path,
            door: Door::LoggedIn(least, serve),
            changes: false,
        }
    }

    /// A form that changes something.
    #[must_use]
    pub const fn form(
        path: &'static str,
        least: Rank,
        serve: fn(Arc<App>, Visit) -> Showing,
    ) -> Self {
        Self {
            verb: Verb::Post,
            changes: true,
            ..Self::page(path, least, serve)
        }
    }

    /// A form that changes nothing that others see: preferences, logging out, a try.
    #[must_use]
    pub const fn own_form(
        path: &'static str,
        least: Rank,
        serve: fn(Arc<App>, Visit) -> Showing,
    ) -> Self {
        Self {
            changes: false,
            ..Self::form(path, least, serve)
        }
    }

    /// What anybody may have.
    #[must_use]
    pub const fn open(
        verb: Verb,
        path: &'static str,
        serve: fn(Arc<App>, Asking) -> BoxFuture<'static, Response>,
    ) -> Self {
        Self {
            verb,
            path,
            door: Door::Open(serve),
            changes: false,
        }
    }
}
