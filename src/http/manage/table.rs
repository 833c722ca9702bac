//! The rows of the table: who may use an operation, what it reads, what it does.

use super::super::error::Problem;
use super::super::{App, Asked};
use super::reply::{Given, Reply, given};
use crate::admin::fields::Field;
use crate::domain::owner::Rank;
use crate::gateway::authenticate::Caller;
use crate::gateway::refusal::Refusal;
use axum::response::Response;
use axum::routing::MethodFilter;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Tells.
    Get,
    /// Does.
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

impl Verb {
    /// As axum's router knows it.
    #[must_use]
    pub fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Patch => MethodFilter::PATCH,
            Self::Delete => MethodFilter::DELETE,
        }
    }

    /// As OpenAPI writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Patch => "patch",
            Self::Delete => "delete",
        }
    }
}

/// What an operation answers with.
pub type Replying = BoxFuture<'static, Result<Reply, Problem>>;

/// One operation.
#[derive(Clone, Copy)]
pub struct Managed {
    /// The method.
    pub verb: Verb,
    /// The path as axum writes it.
    pub path: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// The least rank that may use it. Whose things it shows or changes is for the operation to look at.
    pub least: Rank,
    /// Whether it changes anything: then it is audited, and not for those who may only look.
    pub changes: bool,
    /// Groups of routes that keys list in `allowed_routes`.
    pub groups: &'static [&'static str],
    /// What its query may hold.
    pub query: &'static [Field],
    /// What its body may hold; none reads no body.
    pub body: &'static [&'static [Field]],
    /// Whether the body may be left out.
    pub body_optional: bool,
    /// The longest body, in bytes.
    pub body_bytes_max: usize,
    /// The status of a good answer.
    pub status: u16,
    /// What answers.
    pub serve: fn(Arc<App>, Given) -> Replying,
}

const CHANGING: &[&str] = &["management_routes"];
const TELLING: &[&str] = &["management_routes", "info_routes"];
const BODY_BYTES_MAX: usize = 1 << 20;

impl Managed {
    const fn new(
        verb: Verb,
        path: &'static str,
        least: Rank,
        summary: &'static str,
        serve: fn(Arc<App>, Given) -> Replying,
    ) -> Self {
        let changes = !matches!(verb, Verb::Get);
        Self {
            verb,
            path,
            summary,
            least,
            changes,
            groups: if changes { CHANGING } else { TELLING },
            query: &[],
            body: &[],
            body_optional: false,
            body_bytes_max: BODY_BYTES_MAX,
            status: 200,
            serve,
        }
    }

    /// One that tells.
    #[must_use]
    pub const fn get(
        path: &'static str,
        least: Rank,
        summary: &'static str,
        serve: fn(Arc<App>, Given) -> Replying,
    ) -> Self {
        Self::new(Verb::Get, path, least, summary, serve)
    }

    /// One that does something.
    #[must_use]
    pub const fn post(
        path: &'static str,
        least: Rank,
        summary: &'static str,
        serve: fn(Arc<App>, Given) -> Replying,
    ) -> Self {
        Self::new(Verb::Post, path, least, summary, serve)
    }

    /// The same under another method.
    #[must_use]
    pub const fn by(self, verb: Verb) -> Self {
        Self { verb, ..self }
    }

    /// The same under another path.
    #[must_use]
    pub const fn at(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// One that reads this body.
    #[must_use]
    pub const fn body(self, body: &'static [&'static [Field]]) -> Self {
        Self { body, ..self }
    }

    /// One whose body may be left out.
    #[must_use]
    pub const fn body_optional(self) -> Self {
        Self {
            body_optional: true,
            ..self
        }
    }

    /// One that reads this query.
    #[must_use]
    pub const fn query(self, query: &'static [Field]) -> Self {
        Self { query, ..self }
    }

    /// One whose good answer has this status.
    #[must_use]
    pub const fn answers(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// One that changes nothing, whatever its method.
    #[must_use]
    pub const fn tells(self) -> Self {
        Self {
            changes: false,
            groups: TELLING,
            ..self
        }
    }

    /// One in these groups of routes.
    #[must_use]
    pub const fn groups(self, groups: &'static [&'static str]) -> Self {
        Self { groups, ..self }
    }

    /// Whether a caller may use it at all.
    pub fn admit(&self, caller: &Caller, path: &str) -> Result<(), Refusal> {
        let rank = caller.rank();
        if rank == Rank::AdminViewer && self.changes {
            return Err(Refusal::ViewerOnly {
                route: path.to_owned(),
            });
        }
        if rank >= self.least {
            return Ok(());
        }
        if self.least == Rank::Master {
            return Err(Refusal::MasterOnly {
                route: path.to_owned(),
            });
        }
        let user = caller.key().and_then(|entry| entry.key.user_id.as_deref());
        Err(Refusal::AdminOnly {
            route: path.to_owned(),
            rank,
            user: user.map_or_else(|| "None".to_owned(), masked),
        })
    }

    /// Reads what is asked, and answers. A change is in force when the answer leaves.
    pub(in crate::http) async fn answer(
        &'static self,
        app: Arc<App>,
        asked: Asked,
    ) -> Result<Response, Problem> {
        let given = given(self, asked).await?;
        let reply = (self.serve)(app.clone(), given).await?;
        if self.changes {
            app.gateway.nudge.refresh().await;
        }
        Ok(reply.into_response())
    }
}

/// The first and last letters of an id.
fn masked(id: &str) -> String {
    let chars: Vec<char> = id.chars().collect();
    match chars.as_slice() {
        [a, b, .., y, z] if chars.len() > 4 => format!("{a}{b}****{y}{z}"),
        _ => "****".to_owned(),
    }
}
