//! The frame around every page: head, navigation, palette, help, what was done.

use super::super::App;
use super::super::error::Problem;
use super::assets;
use super::nav::{self, NAV, Section};
use super::parts::{self, Form, Tone};
use super::visit::{FORM_TOKEN, Likes, Visit};
use crate::admin::session::{Session, Subject};
use crate::domain::owner::Rank;
use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page on its way out.
pub struct Page<'a> {
    title: &'a str,
    /// Under which entry of the navigation it stands.
    path: &'a str,
    modules: &'a [&'a str],
    body: Markup,
}

impl<'a> Page<'a> {
    /// A page of a section; `path` is that of its entry in the navigation.
    #[must_use]
    pub fn new(title: &'a str, path: &'a str, body: Markup) -> Self {
        Self {
            title,
            path,
            modules: &[],
            body,
        }
    }

    /// The same with modules of its own beside the one that every page loads.
    #[must_use]
    pub fn modules(mut self, names: &'a [&'a str]) -> Self {
        self.modules = names;
        self
    }

    /// The answer.
    #[must_use]
    pub fn show(self, app: &App, visit: &Visit) -> Response {
        let told = Told {
            flash: visit.flash.as_deref(),
            banner: visit.banner.as_ref(),
        };
        respond(
            StatusCode::OK,
            &self.framed(
                app,
                &visit.session,
                visit.likes,
                told,
                visit.arrived.elapsed(),
            ),
        )
    }

    /// The same where something was not done.
    #[must_use]
    pub fn show_with(self, status: u16, app: &App, visit: &Visit) -> Response {
        let mut response = self.show(app, visit);
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        response
    }

    /// The page of a form: of one that was not taken with the status that says so.
    pub fn show_form(self, form: &Form, app: &App, visit: &Visit) -> Response {
        match form.status() {
            Some(status) => self.show_with(status, app, visit),
            None => self.show(app, visit),
        }
    }

    fn framed(
        self,
        app: &App,
        session: &Session,
        likes: Likes,
        told: Told<'_>,
        took: std::time::Duration,
    ) -> Markup {
        let body = html! {
            a.skip href="#main" { "Skip to content" }
            div.frame {
                div.side { (side(session, self.path)) }
                main id="main" tabindex="-1" {
                    @if app.ui.operator.is_default && matches!(session.subject, Subject::Operator(_)) {
                        (default_login())
                    }
                    @if let Some((severity, message)) = told.banner {
                        (parts::notice(banner_tone(severity), html! { (message) }))
                    }
                    @if let Some(done) = told.flash {
                        (parts::notice(Tone::Good, html! { (done) }))
                    }
                    (self.body)
                    p.foot {
                        span { "cw-proxy " (env!("CARGO_PKG_VERSION")) }
                        span data-times { "Times are UTC" }
                        span { "Made in " (format!("{:.1}", took.as_secs_f64() * 1e3)) " ms" }
                        span { "Press " kbd { "?" } " for keys" }
                    }
                }
            }
            (palette(session))
            (help(session, likes))
        };
        document(self.title, likes, self.modules, body)
    }
}

/// What stands above a page.
#[derive(Clone, Copy, Default)]
struct Told<'a> {
    /// What the page before did.
    flash: Option<&'a str>,
    /// What everybody is shown: how it looks, and what it says.
    banner: Option<&'a (String, String)>,
}

fn banner_tone(severity: &str) -> Tone {
    match severity {
        "error" => Tone::Bad,
        "warning" => Tone::Warn,
        _ => Tone::Info,
    }
}

fn default_login() -> Markup {
    parts::notice(
        Tone::Warn,
        html! {
            strong { "This login is the documented default. " }
            "Anybody who can reach this address can open it: set " code { "UI_USERNAME" } " and "
            code { "UI_PASSWORD" } ", and restart."
        },
    )
}

/// An HTML answer.
#[must_use]
pub fn respond(status: StatusCode, markup: &Markup) -> Response {
    let mut response = Response::new(Body::from(markup.0.clone()));
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response
}

/// A whole document.
#[must_use]
pub fn document(title: &str, likes: Likes, modules: &[&str], body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" data-theme=[likes.theme] data-density=[likes.compact.then_some("compact")]
            data-keys=[likes.no_keys.then_some("off")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " · cw-proxy" }
                link rel="icon" type="image/svg+xml" href=(assets::path("icon.svg"));
                link rel="stylesheet" href=(assets::path("ui.css"));
                script type="module" src=(assets::path("app.js")) {}
                @for module in modules {
                    script type="module" src=(assets::path(module)) {}
                }
            }
            body {
                (body)
                div.sr id="said" role="status" aria-live="polite" {}
            }
        }
    }
}

/// The mark of the product.
#[must_use]
pub fn mark() -> Markup {
    html! { svg viewBox="0 0 32 32" aria-hidden="true" {
        rect width="32" height="32" rx="8" fill="#4f46e5" {}
        path d="M7 11h9a5 5 0 0 1 5 5 5 5 0 0 0 5 5M7 21h9a5 5 0 0 0 5-5 5 5 0 0 1 5-5" fill="none" stroke="#fff"
            stroke-width="2.6" stroke-linecap="round" {}
    } }
}

fn side(session: &Session, path: &str) -> Markup {
    let rank = session.actor.rank;
    html! {
        a.brand href="/ui" { (mark()) span { "cw-proxy" } }
        nav aria-label="Pages" {
            @for section in Section::ALL {
                @let items: Vec<_> = NAV.iter().filter(|item| item.section == section && rank >= item.least).collect();
                @if !items.is_empty() {
                    @if let Some(name) = section.name() { div.group { (name) } }
                    @for item in items {
                        a href=(item.path) aria-current=[(item.path == path).then_some("page")]
                            data-jump=[item.key] {
                            svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"
                                stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
                                path d=(item.icon) {}
                            }
                            (item.name)
                        }
                    }
                }
            }
        }
        div.who {
            div.person {
                a.name href="/ui/account" title=(session.label) { (session.label) }
                span.soft { (role(session)) }
            }
            div.tools {
                (theme_switch(session))
                form.inline method="post" action="/ui/logout" {
                    (token(session))
                    button.quiet type="submit" { "Sign out" }
                }
            }
        }
    }
}

/// What somebody may do, in words.
#[must_use]
pub fn role(session: &Session) -> &'static str {
    match session.actor.rank {
        Rank::Master | Rank::Admin => "Admin",
        Rank::AdminViewer => "Viewer",
        Rank::Internal => "Key owner",
        Rank::InternalViewer | Rank::Nobody => "Own keys, view only",
    }
}

fn theme_switch(session: &Session) -> Markup {
    // Half a disc: one press goes to the next of system, light, dark.
    html! {
        form.inline method="post" action="/ui/likes" {
            (token(session))
            input type="hidden" name="theme" value="next";
            button.quiet type="submit" title="Switch between system, light and dark" {
                svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {
                    circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" {}
                    path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" {}
                }
                span.sr { "Switch theme" }
            }
        }
    }
}

/// What every form carries: proof that a page of this session sent it.
#[must_use]
pub fn token(session: &Session) -> Markup {
    html! { input type="hidden" name=(FORM_TOKEN) value=(session.form_token); }
}

fn palette(session: &Session) -> Markup {
    let rank = session.actor.rank;
    html! {
        dialog.palette id="palette" aria-label="Go to" {
            input type="text" placeholder="Go to a page, or search…" aria-label="Go to a page, or search"
                autocomplete="off" spellcheck="false";
            ul {
                @for item in NAV.iter().filter(|item| rank >= item.least) {
                    li { a href=(item.path) { span { (item.name) }
                        @if let Some(key) = item.key { span { kbd { "g" } " " kbd { (key) } } } } }
                }
                @for (name, path) in nav::ACTIONS {
                    li { a href=(path) { span { (name) } } }
                }
                li hidden { a href="/ui/keys" data-search="/ui/keys?search=" data-words="Search keys for" { span { "Search keys" } } }
                li hidden { a href="/ui/logs" data-search="/ui/logs?request=" data-words="Find the request" { span { "Find a request" } } }
                li hidden { a href="/ui/models" data-search="/ui/models?search=" data-words="Search models for" { span { "Search models" } } }
                li hidden { a href="/ui/teams" data-search="/ui/teams?search=" data-words="Search teams for" { span { "Search teams" } } }
                @if rank >= Rank::AdminViewer {
                    li hidden { a href="/ui/users" data-search="/ui/users?search=" data-words="Search users for" { span { "Search users" } } }
                    li hidden { a href="/ui/settings" data-search="/ui/settings?search=" data-words="Search settings for" { span { "Search settings" } } }
                }
            }
        }
    }
}

fn help(session: &Session, likes: Likes) -> Markup {
    let rank = session.actor.rank;
    let rows = [
        ("?", "This help"),
        ("/", "Search on this page"),
        ("j k", "Next and previous row"),
        ("Enter", "Open the row"),
        ("n", "New"),
        ("e", "Edit"),
        ("Space", "Pause the live tail"),
        ("Esc", "Close"),
    ];
    html! {
        dialog id="help" aria-labelledby="help-title" {
            header {
                h2 id="help-title" { "Keys" }
                button.quiet type="button" data-close { "Close" }
            }
            div.body {
                div.keys {
                    span { kbd { "Ctrl" } " " kbd { "K" } } span { "Go to anything" }
                    @for (keys, what) in rows {
                        span { @for key in keys.split(' ') { kbd { (key) } " " } } span { (what) }
                    }
                    @for item in NAV.iter().filter(|item| rank >= item.least) {
                        @if let Some(key) = item.key {
                            span { kbd { "g" } " " kbd { (key) } } span { (item.name) }
                        }
                    }
                }
                form method="post" action="/ui/likes" {
                    (token(session))
                    input type="hidden" name="keys" value=(if likes.no_keys { "on" } else { "off" });
                    button type="submit" { @if likes.no_keys { "Switch keys on" } @else { "Switch keys off" } }
                }
            }
        }
    }
}

/// The words of a problem.
#[must_use]
pub fn message(problem: &Problem) -> String {
    let body = &problem.body;
    let found = body
        .pointer("/error/message")
        .or_else(|| body.pointer("/detail/0/msg"))
        .or_else(|| body.pointer("/detail/error"))
        .or_else(|| body.get("detail"));
    match found {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => "Something went wrong here.".to_owned(),
    }
}

/// The page of a problem: what is wrong, and the way on. The navigation stays.
#[must_use]
pub fn problem(app: &App, session: Option<&Session>, likes: Likes, problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let id = uuid::Uuid::new_v4().to_string();
    tracing::info!(
        status = problem.status,
        id,
        "a page of the admin UI told of a problem"
    );
    let title = match problem.status {
        401 | 403 => "Not for you",
        404 => "There is nothing here",
        400..=499 => "That did not work",
        _ => "The proxy could not do that",
    };
    let body = html! {
        div.card { div.empty {
            h1 { (title) }
            p { (message(problem)) }
            p.small { "Error " (problem.status) " · request " code { (id) } }
            div.actions { a.btn href="/ui" { "To the overview" } }
        } }
    };
    let markup = match session {
        Some(session) => Page::new(title, "", body).framed(
            app,
            session,
            likes,
            Told::default(),
            std::time::Duration::ZERO,
        ),
        None => document(title, likes, &[], html! { main id="main" { (body) } }),
    };
    respond(status, &markup)
}

/// Markup that is known to be safe since it is written in this program.
#[must_use]
pub fn constant(text: &'static str) -> Markup {
    PreEscaped(text.to_owned())
}
