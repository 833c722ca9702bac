//! Coming in by invitation: the page on which somebody sets their password, and LiteLLM's own two steps to
//! the same end.

use super::super::App;
use super::super::error::Problem;
use super::super::manage::answer;
use super::super::manage::table::Verb;
use super::layout;
use super::login;
use super::params::{Params, link};
use super::parts::{self, Form, Tone};
use super::table::UiRoute;
use super::visit::{self, Asking};
use crate::admin::AdminError;
use crate::admin::invitations::{self as operations, Closed, Tokens};
use crate::admin::owners::OwnerSpend;
use crate::admin::session::bearer;
use crate::admin::spend::Spent;
use crate::admin::users;
use crate::admin::view::TimeForm;
use crate::domain::owner::Owner;
use axum::response::Response;
use http::StatusCode;
use http::header::AUTHORIZATION;
use maud::html;
use serde_json::{Value, json};
use std::sync::Arc;

/// The page.
pub const PATH: &str = "/ui/onboarding";
/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 16 << 10;

/// Its routes. Nobody who comes here can have logged in: the link is what they have.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::open(Verb::Get, PATH, |app, asking| Box::pin(page(app, asking))),
    UiRoute::open(Verb::Post, PATH, |app, asking| Box::pin(form(app, asking))),
    UiRoute::open(Verb::Get, "/onboarding/get_token", |app, asking| {
        Box::pin(async move {
            let traded = trade(&app, &asking.parts).await;
            traded.unwrap_or_else(Problem::into_response)
        })
    }),
    UiRoute::open(Verb::Post, "/onboarding/claim_token", |app, asking| {
        Box::pin(async move {
            let claimed = claim(&app, asking).await;
            claimed.unwrap_or_else(Problem::into_response)
        })
    }),
];

/// Where LiteLLM's links (`/ui?invitation_id=…`) lead here; `None` where there is no invitation in them.
#[must_use]
pub fn of_link(query: Option<&str>) -> Option<String> {
    let query = Params::read(query.unwrap_or_default());
    let id = query.get("invitation_id")?;
    Some(link(PATH, &[("invitation_id", id)]))
}

fn refused(closed: Closed) -> Problem {
    Problem::detail(401, json!({ "error": closed.message() }))
}

fn missing(place: &str, name: &str) -> Problem {
    Problem::detail(
        422,
        json!([{ "type": "missing", "loc": [place, name], "msg": "Field required" }]),
    )
}

/// Trades a link for a token, without using the link up.
async fn trade(app: &App, parts: &http::request::Parts) -> Result<Response, Problem> {
    let query = Params::read(parts.uri.query().unwrap_or_default());
    let id = query
        .get("invite_link")
        .ok_or_else(|| missing("query", "invite_link"))?;
    let now = app.gateway.now();
    let (_, user) = operations::open(&app.admin, id, now)
        .await?
        .map_err(refused)?;
    let tokens = Tokens::new(&app.gateway.catalog().policy.master_key);
    let token = tokens.trade(id, &user, now);
    let email = user.account.email.as_deref();
    let url = login::own_url(&parts.headers);
    let path = link(PATH, &[("invitation_id", id)]);
    Ok(answer(&json!({
        "login_url": format!("{url}{path}"),
        "token": token.expose(),
        "user_email": email,
    })))
}

/// Sets the password. A token that comes along must be of this link.
async fn claim(app: &App, mut asking: Asking) -> Result<Response, Problem> {
    let body = std::mem::take(&mut asking.body);
    let bytes = super::super::body::read(body, BODY_BYTES_MAX).await?;
    let fields: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let text = |name: &str| {
        let value = fields[name].as_str().filter(|text| !text.is_empty());
        value.ok_or_else(|| missing("body", name))
    };
    let (id, user_id, password) = (
        text("invitation_link")?,
        text("user_id")?,
        text("password")?,
    );
    let now = app.gateway.now();
    let (invitation, _) = operations::open(&app.admin, id, now)
        .await?
        .map_err(refused)?;
    if invitation.user_id != user_id {
        return Err(refused(Closed::OtherUser));
    }
    if let Some(value) = asking.parts.headers.get(AUTHORIZATION) {
        let token = value.to_str().unwrap_or_default();
        let token = token
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map_or(token, |(_, token)| token);
        let tokens = Tokens::new(&app.gateway.catalog().policy.master_key);
        if !tokens.fits(token.trim(), id, user_id, now) {
            return Err(refused(Closed::Token));
        }
    }
    let user = operations::accept(&app.admin, id, password, now)
        .await?
        .map_err(refused)?;
    let (secret, session) = login::log_in(app, &asking.parts, &user.id, password).await?;
    let row = OwnerSpend {
        owner: user,
        spent: Spent::default(),
    };
    let mut shown = users::view(&row, &[], TimeForm::Zulu);
    for name in ["spend", "total_spend", "budget_reset_at", "teams"] {
        shown.remove(name);
    }
    let url = login::own_url(&asking.parts.headers);
    let mut response = answer(&json!({
        "login_url": format!("{url}/ui?login=success"),
        "token": bearer::token(&secret, &session).expose(),
        "user_email": row.owner.account.email,
        "user": shown,
    }));
    visit::give_session(&mut response, &asking.parts.headers, &secret);
    Ok(response)
}

/// What the page shows: for whom it is, or why it opens nothing.
enum Shown<'a> {
    Open(&'a str, &'a Owner, &'a Form),
    Closed(Closed),
}

/// Why a link opens nothing, for whoever followed it.
fn words(closed: Closed) -> &'static str {
    match closed {
        Closed::Unknown => "There is no such invitation.",
        Closed::Expired => "This invitation has expired.",
        Closed::Used => "This invitation was used already, or taken back.",
        Closed::NoUser => "Whom this invitation was for is no user any more.",
        Closed::OtherUser => "This invitation is for somebody else.",
        Closed::Token => "The time to set a password with this invitation is over.",
    }
}

fn draw(asking: &http::request::Parts, status: StatusCode, shown: &Shown<'_>) -> Response {
    let markup = layout::document(
        "Set your password",
        visit::likes(&asking.headers),
        &[],
        html! {
            main.door id="main" {
                div.card { div.body {
                    span.brand { (layout::mark()) span { "cw-proxy" } }
                    h1 { "Set your password" }
                    @match shown {
                        Shown::Closed(closed) => {
                            (parts::notice(Tone::Bad, html! { (words(*closed)) " Ask an admin of this proxy for a new one." }))
                            a.btn href="/ui/login" { "Sign in" }
                        }
                        Shown::Open(id, user, form) => {
                            p.soft { "For " strong { (user.account.email.as_deref().or(user.alias.as_deref()).unwrap_or(&user.id)) } ". This link works once." }
                            (form.summary())
                            form.form method="post" action=(PATH) {
                                input type="hidden" name="invitation_id" value=(id);
                                input type="hidden" name="username" value=(user.account.email.as_deref().unwrap_or(&user.id)) autocomplete="username";
                                (form.input("password", "password", "Password", "At least 8 characters.", ""))
                                (form.input("password", "again", "Password again", "", ""))
                                button.primary type="submit" { "Set and sign in" }
                            }
                        }
                    }
                } }
            }
        },
    );
    layout::respond(status, &markup)
}

async fn page(app: Arc<App>, asking: Asking) -> Response {
    let query = Params::read(asking.parts.uri.query().unwrap_or_default());
    let id = query.raw("invitation_id");
    let (parts, form) = (&asking.parts, Form::default());
    match operations::open(&app.admin, id, app.gateway.now()).await {
        Ok(Ok((_, user))) => draw(parts, StatusCode::OK, &Shown::Open(id, &user, &form)),
        Ok(Err(closed)) => draw(parts, StatusCode::UNAUTHORIZED, &Shown::Closed(closed)),
        Err(error) => layout::problem(&app, None, visit::likes(&parts.headers), &error.into()),
    }
}

async fn form(app: Arc<App>, mut asking: Asking) -> Response {
    let likes = visit::likes(&asking.parts.headers);
    let body = std::mem::take(&mut asking.body);
    let set = set(&app, &asking.parts, body).await;
    set.unwrap_or_else(|problem| layout::problem(&app, None, likes, &problem))
}

async fn set(
    app: &App,
    parts: &http::request::Parts,
    body: axum::body::Body,
) -> Result<Response, Problem> {
    let bytes = super::super::body::read(body, BODY_BYTES_MAX).await?;
    let sent = Params::read(&String::from_utf8_lossy(&bytes));
    if !visit::is_same_origin(&parts.headers) {
        return Err(Problem::detail(
            403,
            "This form was sent from another site.",
        ));
    }
    let (id, password, now) = (
        sent.raw("invitation_id"),
        sent.raw("password"),
        app.gateway.now(),
    );
    let user = match operations::open(&app.admin, id, now).await? {
        Ok((_, user)) => user,
        Err(closed) => {
            return Ok(draw(
                parts,
                StatusCode::UNAUTHORIZED,
                &Shown::Closed(closed),
            ));
        }
    };
    let accepted = if password == sent.raw("again") {
        operations::accept(&app.admin, id, password, now).await
    } else {
        Err(AdminError::Invalid {
            field: "password".into(),
            message: "The two passwords are not the same".into(),
        })
    };
    match accepted {
        Ok(Ok(user)) => {
            let (secret, _) = login::log_in(app, parts, &user.id, password).await?;
            let mut response = visit::redirect("/ui");
            visit::give_session(&mut response, &parts.headers, &secret);
            Ok(response)
        }
        Ok(Err(closed)) => Ok(draw(
            parts,
            StatusCode::UNAUTHORIZED,
            &Shown::Closed(closed),
        )),
        Err(error) => {
            let form = Form::refused(Params::default(), error)?;
            Ok(draw(
                parts,
                StatusCode::BAD_REQUEST,
                &Shown::Open(id, &user, &form),
            ))
        }
    }
}
