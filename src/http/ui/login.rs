//! Logging in and out: the page, LiteLLM's own ways in, sessions, and how people like their pages.

use super::super::error::Problem;
use super::super::manage::answer;
use super::super::manage::table::Verb;
use super::super::{App, extract};
use super::layout::{self, Page};
use super::params::Params;
use super::parts::{self, Form, Tone};
use super::table::UiRoute;
use super::visit::{self, Asking, Likes, Visit};
use crate::admin::AdminError;
use crate::admin::session::{self, NoLogin, Session, Subject, bearer};
use crate::domain::owner::Rank;
use crate::domain::secret::Secret;
use crate::gateway::authenticate::Presented;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use maud::html;
use serde_json::{Value, json};
use std::sync::Arc;

/// The longest body of a login, in bytes.
const BODY_BYTES_MAX: usize = 16 << 10;

/// Where the proxy tells about its pages, even that there are none.
pub(super) const FACTS: &str = "/.well-known/litellm-ui-config";

/// Its routes. The paths outside of `/ui` are those of LiteLLM's proxy.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::open(Verb::Get, "/ui/login", |_, asking| Box::pin(page(asking))),
    UiRoute::open(Verb::Get, "/sso/key/generate", |_, asking| {
        Box::pin(page(asking))
    }),
    UiRoute::open(Verb::Get, "/fallback/login", |_, asking| {
        Box::pin(page(asking))
    }),
    UiRoute::open(Verb::Post, "/ui/login", |app, asking| {
        Box::pin(form(app, asking))
    }),
    UiRoute::open(Verb::Post, "/login", |app, asking| {
        Box::pin(form(app, asking))
    }),
    UiRoute::open(Verb::Post, "/v2/login", |app, asking| {
        Box::pin(json(app, asking))
    }),
    UiRoute::open(Verb::Post, "/v3/login", |_, _| Box::pin(no_control_plane())),
    UiRoute::open(Verb::Post, "/v3/login/exchange", |_, _| {
        Box::pin(no_control_plane())
    }),
    UiRoute::open(Verb::Get, FACTS, |app, _| Box::pin(facts(app))),
    UiRoute::open(
        Verb::Get,
        "/litellm/.well-known/litellm-ui-config",
        |app, _| Box::pin(facts(app)),
    ),
    UiRoute::own_form("/ui/logout", Rank::Nobody, |app, visit| {
        Box::pin(log_out(app, visit))
    }),
    UiRoute::open(Verb::Post, "/session/logout", |app, asking| {
        Box::pin(end_session(app, asking))
    }),
    UiRoute::own_form("/ui/account/sessions/end", Rank::Nobody, |app, visit| {
        Box::pin(end_all(app, visit))
    }),
    UiRoute::own_form("/ui/account/password", Rank::Nobody, |app, visit| {
        Box::pin(password(app, visit))
    }),
    UiRoute::own_form("/ui/likes", Rank::Nobody, |_, visit| Box::pin(like(visit))),
    UiRoute::page("/ui/account", Rank::Nobody, |app, visit| {
        Box::pin(account(app, visit, Form::default()))
    }),
];

fn door(likes: Likes, next: &str, name: &str, said: Option<(Tone, &str)>) -> maud::Markup {
    layout::document(
        "Sign in",
        likes,
        &[],
        html! {
            main.door id="main" {
                div.card { div.body {
                    span.brand { (layout::mark()) span { "cw-proxy" } }
                    h1 { "Sign in" }
                    @if let Some((tone, words)) = said { (parts::notice(tone, html! { (words) })) }
                    form.form method="post" action="/ui/login" {
                        input type="hidden" name="next" value=(next);
                        div.field {
                            label for="username" { "User name or e-mail" }
                            input id="username" name="username" value=(name) autocomplete="username"
                                autocapitalize="none" spellcheck="false" autofocus[name.is_empty()];
                        }
                        div.field {
                            label for="password" { "Password" }
                            input id="password" type="password" name="password" autocomplete="current-password"
                                autofocus[!name.is_empty()] required;
                            span.hint { "Or a key alone: the master key, or a virtual key to see what is its own." }
                        }
                        button.primary type="submit" { "Sign in" }
                    }
                } }
            }
        },
    )
}

async fn page(asking: Asking) -> Response {
    let query = Params::read(asking.parts.uri.query().unwrap_or_default());
    let said = match query.get("why") {
        Some("over") => Some((
            Tone::Info,
            "Your session is over. Sign in to go on where you were.",
        )),
        Some("out") => Some((Tone::Good, "You are signed out.")),
        Some("everywhere") => Some((Tone::Good, "All sessions are ended. Sign in again.")),
        _ => None,
    };
    let next = visit::safe_next(query.raw("next"));
    layout::respond(
        StatusCode::OK,
        &door(visit::likes(&asking.parts.headers), next, "", said),
    )
}

const WRONG: &str = "Invalid credentials used to access UI. Check 'UI_USERNAME' and 'UI_PASSWORD', or the \
    password set for your user";

fn refused(why: NoLogin) -> Problem {
    match why {
        NoLogin::Wrong => Problem::new(401, Some("auth_error"), Some("invalid_credentials"), WRONG),
        NoLogin::Throttled(seconds) => Problem::new(
            429,
            Some("auth_error"),
            Some("too_many_attempts"),
            format!("Too many failed logins. Try again in {seconds} seconds."),
        )
        .header("retry-after", seconds),
    }
}

/// Logs in; the session that the browser had before is over either way.
pub(super) async fn log_in(
    app: &App,
    parts: &http::request::Parts,
    name: &str,
    password: &str,
) -> Result<(Secret, Session), Problem> {
    if !visit::is_same_origin(&parts.headers) {
        return Err(Problem::detail(
            403,
            "This form was sent from another site.",
        ));
    }
    let ui = &app.ui;
    let place = visit::place(parts);
    let made = session::log_in(
        &app.admin,
        &app.gateway,
        &ui.operator,
        &ui.throttle,
        (name, password),
        &place,
    )
    .await?
    .map_err(refused)?;
    visit::end_before(app, &parts.headers).await?;
    Ok(made)
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get("accept").and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

async fn form(app: Arc<App>, mut asking: Asking) -> Response {
    let body = std::mem::take(&mut asking.body);
    let read = super::super::body::read(body, BODY_BYTES_MAX).await;
    let form = match read {
        Ok(bytes) => Params::read(&String::from_utf8_lossy(&bytes)),
        Err(problem) => return problem.into_response(),
    };
    let name = form.raw("username").to_owned();
    let of_ui = asking.parts.uri.path() == "/ui/login";
    let next = if of_ui {
        visit::safe_next(form.raw("next"))
    } else {
        "/ui?login=success"
    };
    match log_in(&app, &asking.parts, &name, form.raw("password")).await {
        Ok((secret, _)) => {
            let mut response = visit::redirect(next);
            visit::give_session(&mut response, &asking.parts.headers, &secret);
            response
        }
        Err(problem) if !wants_page(&asking.parts.headers) => problem.into_response(),
        Err(problem) => {
            let words = match problem.status {
                401 => "That name and password do not fit. Nothing more is told about either."
                    .to_owned(),
                _ => layout::message(&problem),
            };
            let likes = visit::likes(&asking.parts.headers);
            let markup = door(likes, next, &name, Some((Tone::Bad, &words)));
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::UNAUTHORIZED);
            let mut response = layout::respond(status, &markup);
            for (name, value) in problem.headers {
                super::super::headers::put(response.headers_mut(), name, &value);
            }
            response
        }
    }
}

/// Where clients reach this proxy, as far as the request tells.
pub(super) fn own_url(headers: &HeaderMap) -> String {
    let host = headers.get("host").and_then(|host| host.to_str().ok());
    let secure = headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https");
    let scheme = if secure { "https" } else { "http" };
    format!("{scheme}://{}", host.unwrap_or("localhost:4000"))
}

async fn json(app: Arc<App>, mut asking: Asking) -> Response {
    let body = std::mem::take(&mut asking.body);
    let read = super::super::body::read(body, BODY_BYTES_MAX).await;
    let fields: Value = match read {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
        Err(problem) => return problem.into_response(),
    };
    let (Some(name), Some(password)) = (fields["username"].as_str(), fields["password"].as_str())
    else {
        return Problem::detail(
            422,
            json!([{ "type": "missing", "loc": ["body", "username"], "msg": "Both 'username' and 'password' are required" }]),
        )
        .into_response();
    };
    match log_in(&app, &asking.parts, name, password).await {
        Ok((secret, session)) => {
            let url = own_url(&asking.parts.headers);
            let token = bearer::token(&secret, &session);
            let told = json!({ "redirect_url": format!("{url}/ui?login=success"), "token": token.expose() });
            let mut response = answer(&told);
            visit::give_session(&mut response, &asking.parts.headers, &secret);
            response
        }
        Err(problem) => problem.into_response(),
    }
}

/// LiteLLM's login to several proxies at once.
async fn no_control_plane() -> Response {
    let why = "This proxy is no control plane of others. Log in with /v2/login.";
    Problem::detail(404, json!({ "error": why })).into_response()
}

/// What the proxy tells its own pages, and LiteLLM's.
async fn facts(app: Arc<App>) -> Response {
    answer(&json!({
        "server_root_path": "/",
        "proxy_base_url": null,
        "auto_redirect_to_sso": false,
        "admin_ui_disabled": !app.ui.pages,
        "sso_configured": false,
        "hide_default_credentials_hint": true,
        "is_control_plane": false,
        "mcp_stdio_enabled": false,
        "workers": [],
    }))
}

/// Logs out whoever comes with a session's key, and else as the form does.
async fn end_session(app: Arc<App>, asking: Asking) -> Response {
    static FORM: UiRoute = UiRoute::own_form("/session/logout", Rank::Nobody, |app, visit| {
        Box::pin(log_out(app, visit))
    });
    let presented = extract::presented(&asking.parts, &app.key_header);
    let Presented::Secret(key) = presented else {
        return visit::pass(app, &FORM, asking).await;
    };
    let ended = match bearer::secret_of(key) {
        Some(secret) => visit::end(&app, secret).await,
        None => Err(AdminError::Invalid {
            field: "Authorization".into(),
            message: "This key is of no session. It ends when it is deleted: POST /key/delete"
                .into(),
        }),
    };
    match ended {
        Ok(()) => answer(&json!({ "message": "Logged out", "status": "success" })),
        Err(error) => Problem::from(error).into_response(),
    }
}

async fn log_out(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = &visit.session.id_hash;
    app.store.end_session(id).await.map_err(AdminError::from)?;
    let mut response = visit::redirect("/ui/login?why=out");
    visit::take_session(&mut response);
    Ok(response)
}

async fn end_all(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    session::log_out_everywhere(&app.admin, &visit.session, app.gateway.now()).await?;
    let mut response = visit::redirect("/ui/login?why=everywhere");
    visit::take_session(&mut response);
    Ok(response)
}

async fn password(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (old, new) = (visit.form.raw("old"), visit.form.raw("password"));
    let changed = if new == visit.form.raw("again") {
        session::change_password(&app.admin, &visit.session, (old, new), app.gateway.now()).await
    } else {
        Err(AdminError::Invalid {
            field: "password".into(),
            message: "The two new passwords are not the same".into(),
        })
    };
    match changed {
        Ok(()) => {
            let mut response = visit::redirect("/ui/login?why=everywhere");
            visit::take_session(&mut response);
            Ok(response)
        }
        Err(error) => {
            let form = Form::refused(Params::default(), error)?;
            account(app, visit, form).await
        }
    }
}

async fn like(visit: Visit) -> Result<Response, Problem> {
    let back = visit.parts.headers.get("referer");
    let back = back.and_then(|value| value.to_str().ok()).and_then(|url| {
        let path = url.split_once("://")?.1.find('/')?;
        Some(&url.split_once("://")?.1[path..])
    });
    let asked = visit.form.get("back").or(back).unwrap_or("/ui");
    let mut response = visit::redirect(visit::safe_next(asked));
    for name in ["theme", "density", "keys"] {
        let Some(value) = visit.form.get(name) else {
            continue;
        };
        let value = match (value, visit.likes.theme) {
            ("next", None) => "light",
            ("next", Some("light")) => "dark",
            ("next", _) => "system",
            (value, _) => value,
        };
        visit::keep_like(&mut response, name, value);
    }
    Ok(response)
}

async fn account(app: Arc<App>, visit: Visit, form: Form) -> Result<Response, Problem> {
    let (now, own) = (app.gateway.now(), &visit.session);
    let (kind, id) = (own.subject.kind(), own.subject.id());
    let sessions = app.store.sessions_of(kind, id, now).await;
    let sessions = sessions.map_err(AdminError::from)?;
    let wrong = form.wrong.is_some();
    let body = html! {
        (parts::head("Your account", html! { p { "Signed in as " strong { (own.label) } ", " (layout::role(own)) "." } }, html! {}))
        (form.summary())
        (parts::table_card("Sessions", html! {
            form method="post" action="/ui/account/sessions/end" {
                (layout::token(own))
                button.danger type="submit" { "Sign out everywhere" }
            }
        }, html! {
            table {
                thead { tr { th scope="col" { "Browser" } th scope="col" { "From" } th scope="col" { "Signed in" } th scope="col" { "Last page" } } }
                tbody {
                    @for one in &sessions {
                        tr {
                            th scope="row" { div.cut { span title=(one.user_agent) { (browser(&one.user_agent)) } }
                                @if one.id_hash == own.id_hash { (parts::badge(Tone::Info, "This one")) } }
                            td { (one.client_ip) }
                            td { (super::format::ago(one.created_at, now)) }
                            td { (super::format::ago(one.seen_at, now)) }
                        }
                    }
                }
            }
        }))
        @if matches!(own.subject, Subject::User(_)) {
            (parts::card("Password", html! {}, html! {
                form.form method="post" action="/ui/account/password" {
                    (layout::token(own))
                    (form.input("password", "old", "Current password", "", ""))
                    (form.input("password", "password", "New password", "At least 8 characters. All your sessions end.", ""))
                    (form.input("password", "again", "New password again", "", ""))
                    div.end { button.primary type="submit" { "Change password" } }
                }
            }))
        }
        (parts::card("Display", html! {}, html! {
            form.form method="post" action="/ui/likes" {
                (layout::token(own))
                input type="hidden" name="back" value="/ui/account";
                div.row {
                    (likes_choice(&visit, "theme", "Theme", &[("system", "As the system"), ("light", "Light"), ("dark", "Dark")]))
                    (likes_choice(&visit, "density", "Rows", &[("comfortable", "Comfortable"), ("compact", "Compact")]))
                    (likes_choice(&visit, "keys", "Keys", &[("on", "On"), ("off", "Off")]))
                }
                div.end { button.primary type="submit" { "Keep" } }
            }
        }))
    };
    let page = Page::new("Your account", "/ui/account", body);
    Ok(if wrong {
        page.show_with(400, &app, &visit)
    } else {
        page.show(&app, &visit)
    })
}

fn likes_choice(visit: &Visit, name: &str, label: &str, pairs: &[(&str, &str)]) -> maud::Markup {
    let value = match name {
        "theme" => visit.likes.theme.unwrap_or("system"),
        "density" if visit.likes.compact => "compact",
        "keys" if visit.likes.no_keys => "off",
        _ => pairs[0].0,
    };
    Form::of(&[(name, value.to_owned())]).choice(name, label, "", &parts::options(pairs))
}

/// The name of a browser, out of the long text that it sends.
fn browser(user_agent: &str) -> &str {
    let known = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let found = known.iter().find(|(mark, _)| user_agent.contains(mark));
    match found {
        Some((_, name)) => name,
        None if user_agent.is_empty() => "Unknown",
        None => user_agent,
    }
}
