//! Somebody at a page: who they are, what they ask, and whether it is really they who ask.

use super::super::error::Problem;
use super::super::{App, body};
use super::layout;
use super::params::Params;
use super::table::{Door, UiRoute};
use crate::admin::session::{self, Place, Session};
use crate::admin::ui_settings;
use crate::admin::{Actor, AdminError};
use crate::domain::owner::Rank;
use crate::domain::secret::Secret;
use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::response::Response;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

/// The cookie of a session where the connection is not encrypted, so that browsers take it.
const COOKIE: &str = "cw_session";
/// The same over TLS: the prefix makes browsers refuse one that was set any other way.
const SECURE_COOKIE: &str = "__Host-cw_session";
const FLASH: &str = "cw_flash";
const THEME: &str = "cw_theme";
const DENSITY: &str = "cw_density";
const KEYS: &str = "cw_keys";
/// The longest form, in bytes.
const FORM_BYTES_MAX: usize = 1 << 20;
/// The field of a form that holds the session's token.
pub const FORM_TOKEN: &str = "form_token";

/// A request to a page, before anything is known about who makes it.
pub struct Asking {
    /// Line and headers.
    pub parts: Parts,
    /// The body, not yet read.
    pub body: Body,
}

/// How somebody likes their pages. Kept in cookies, so that the first byte is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Likes {
    /// `light` or `dark`; none follows the system.
    pub theme: Option<&'static str>,
    /// Rows that are closer together.
    pub compact: bool,
    /// No shortcuts of one key.
    pub no_keys: bool,
}

/// A request of somebody who is logged in.
pub struct Visit {
    /// Who.
    pub session: Session,
    /// Line and headers.
    pub parts: Parts,
    /// What the address asks for.
    pub query: Params,
    /// What the form says.
    pub form: Params,
    /// Parts of the path.
    pub path: Params,
    /// How they like their pages.
    pub likes: Likes,
    /// What the page before has to tell.
    pub flash: Option<String>,
    /// What everybody is shown: how it looks, and what it says.
    pub banner: Option<(String, String)>,
    /// When they asked.
    pub arrived: Instant,
}

impl Visit {
    /// Who, to operations.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.session.actor
    }

    /// Whether they may change what everybody uses.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.actor().is_admin()
    }

    /// Whether they may change anything at all.
    #[must_use]
    pub fn may_change(&self) -> bool {
        let rank = self.actor().rank;
        rank >= Rank::Internal && rank != Rank::AdminViewer
    }

    /// A part of the path.
    #[must_use]
    pub fn part(&self, name: &str) -> &str {
        self.path.raw(name)
    }

    /// Path and query of this page, to come back to it.
    #[must_use]
    pub fn address(&self) -> String {
        let all = self.parts.uri.path_and_query();
        all.map_or_else(|| "/ui".to_owned(), ToString::to_string)
    }

    /// Where clients reach this proxy, as far as the browser tells.
    #[must_use]
    pub fn base_url(&self) -> String {
        let scheme = if is_secure(&self.parts.headers) {
            "https"
        } else {
            "http"
        };
        let host = self.parts.headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok());
        format!("{scheme}://{}", host.unwrap_or("localhost:4000"))
    }
}

/// Whether the browser came over TLS, as a proxy in front of this one says. A wrong answer only ever
/// costs the cookie its `Secure`.
fn is_secure(headers: &HeaderMap) -> bool {
    text(headers, "x-forwarded-proto").is_some_and(|scheme| scheme.trim().starts_with("https"))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter();
    let pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .filter(|(known, value)| *known == name && !value.is_empty())
        .map(|(_, value)| value)
        .next()
}

/// How a browser's owner likes their pages.
#[must_use]
pub fn likes(headers: &HeaderMap) -> Likes {
    Likes {
        theme: match cookie(headers, THEME) {
            Some("light") => Some("light"),
            Some("dark") => Some("dark"),
            _ => None,
        },
        compact: cookie(headers, DENSITY) == Some("compact"),
        no_keys: cookie(headers, KEYS) == Some("off"),
    }
}

/// Where a request comes from.
#[must_use]
pub fn place(parts: &Parts) -> Place {
    let peer = parts.extensions.get::<SocketAddr>();
    let user_agent = text(&parts.headers, "user-agent").unwrap_or_default();
    Place {
        address: peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), SocketAddr::ip),
        user_agent: user_agent.to_owned(),
    }
}

/// Whether a form was sent by a page of this proxy. Programs send neither header, and carry no cookie
/// that somebody else could use.
#[must_use]
pub fn is_same_origin(headers: &HeaderMap) -> bool {
    if let Some(site) = text(headers, "sec-fetch-site")
        && !matches!(site, "same-origin" | "none")
    {
        return false;
    }
    match headers.get(header::ORIGIN) {
        None => true,
        Some(origin) => {
            let host = text(headers, "host").unwrap_or_default();
            let origin = origin.to_str().unwrap_or_default();
            origin
                .split_once("://")
                .is_some_and(|(_, named)| named.eq_ignore_ascii_case(host))
        }
    }
}

/// Lets somebody in, or sends them to the login, and answers.
pub async fn enter(
    app: Arc<App>,
    route: &'static UiRoute,
    request: axum::extract::Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let asking = Asking { parts, body };
    let allowed = super::super::address::require_allowed(&app, &asking.parts);
    let told = route.path.ends_with(super::login::FACTS);
    let mut response = match allowed {
        Err(problem) => problem.into_response(),
        Ok(()) if !app.ui.pages && !told => {
            let why = "The admin pages are switched off here (DISABLE_ADMIN_UI).";
            Problem::detail(404, why).into_response()
        }
        Ok(()) => pass(app, route, asking).await,
    };
    secure(response.headers_mut());
    response
}

/// The same for whoever may connect.
pub(super) async fn pass(app: Arc<App>, route: &'static UiRoute, asking: Asking) -> Response {
    match route.door {
        Door::Open(serve) => serve(app, asking).await,
        Door::LoggedIn(least, serve) => logged_in(app, route, (least, serve), asking).await,
    }
}

type Serving = (Rank, fn(Arc<App>, Visit) -> super::table::Showing);

async fn logged_in(
    app: Arc<App>,
    route: &'static UiRoute,
    (least, serve): Serving,
    asking: Asking,
) -> Response {
    let likes = likes(&asking.parts.headers);
    let uri = &asking.parts.uri;
    if uri.path() == "/ui"
        && let Some(invited) = super::onboarding::of_link(uri.query())
    {
        return redirect(&invited);
    }
    let session = match resume(&app, &asking.parts.headers).await {
        Ok(Some(session)) => session,
        Ok(None) => return to_login(&asking.parts),
        Err(error) => return layout::problem(&app, None, likes, &error.into()),
    };
    let shown = session.clone();
    let mut visit = match visit(route, session, asking).await {
        Ok(visit) => visit,
        Err(problem) => return layout::problem(&app, Some(&shown), likes, &problem),
    };
    // A page without it is better than none.
    visit.banner = ui_settings::banner(&app.admin).await.unwrap_or_default();
    let rank = shown.actor.rank;
    if rank < least || route.changes && rank == Rank::AdminViewer {
        let problem = Problem::detail(
            403,
            "Your role does not reach that far. Ask an admin of this proxy.",
        );
        return layout::problem(&app, Some(&shown), likes, &problem);
    }
    let told = visit.flash.is_some();
    let served = serve(app.clone(), visit).await;
    if route.changes {
        app.gateway.nudge.refresh().await;
    }
    let mut response =
        served.unwrap_or_else(|problem| layout::problem(&app, Some(&shown), likes, &problem));
    if told && response.status() != StatusCode::SEE_OTHER {
        set_cookie(response.headers_mut(), FLASH, "", "Max-Age=0; HttpOnly");
    }
    response
}

/// Ends the session that a browser came with.
pub async fn end_before(app: &App, headers: &HeaderMap) -> Result<(), AdminError> {
    for name in [SECURE_COOKIE, COOKIE] {
        if let Some(raw) = cookie(headers, name) {
            end(app, raw).await?;
        }
    }
    Ok(())
}

/// Ends the session with this secret, if there is one.
pub async fn end(app: &App, raw: &str) -> Result<(), AdminError> {
    let id_hash = crate::domain::key::KeyHash::of(raw).hex();
    Ok(app.store.end_session(&id_hash).await?)
}

async fn resume(app: &App, headers: &HeaderMap) -> Result<Option<Session>, AdminError> {
    let raw = cookie(headers, SECURE_COOKIE).or_else(|| cookie(headers, COOKIE));
    match raw {
        Some(raw) => session::resume(&app.admin, &app.gateway, &app.ui.operator, raw).await,
        None => Ok(None),
    }
}

/// Reads the request, and refuses a form that is not this session's own.
async fn visit(
    route: &'static UiRoute,
    session: Session,
    mut asking: Asking,
) -> Result<Visit, Problem> {
    let arrived = Instant::now();
    let parts = &mut asking.parts;
    let path = match RawPathParams::from_request_parts(parts, &()).await {
        Ok(params) => params.iter().fold(Params::default(), |all, (name, value)| {
            all.with(name, value)
        }),
        Err(_) => return Err(Problem::detail(400, "The path is not valid UTF-8.")),
    };
    let mut form = Params::default();
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let bytes = body::read(asking.body, FORM_BYTES_MAX).await?;
        form = Params::read(&String::from_utf8_lossy(&bytes));
        let named = text(&parts.headers, "x-form-token").unwrap_or_default();
        let own = session.accepts(form.raw(FORM_TOKEN)) || session.accepts(named);
        if !own || !is_same_origin(&parts.headers) {
            return Err(Problem::detail(
                403,
                "This form was not sent from a page of yours. Open the page again and send it from there.",
            ));
        }
        form = form.without(&[FORM_TOKEN]);
    }
    debug_assert!(route.verb.as_str() == "get" || route.verb.as_str() == "post");
    let flash = cookie(&parts.headers, FLASH).map(|text| {
        let read = Params::read(&format!("t={text}"));
        read.raw("t").to_owned()
    });
    Ok(Visit {
        likes: likes(&parts.headers),
        query: Params::read(parts.uri.query().unwrap_or_default()),
        session,
        form,
        path,
        flash,
        banner: None,
        arrived,
        parts: asking.parts,
    })
}

/// A page of this proxy to go to after logging in; anything else is the first page.
#[must_use]
pub fn safe_next(next: &str) -> &str {
    let own = next == "/ui" || next.starts_with("/ui/") || next.starts_with("/ui?");
    let plain = next
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own && plain && next.len() <= 2_000 {
        next
    } else {
        "/ui"
    }
}

/// The page that a form was sent from, if it is one of this host.
fn sent_from(headers: &HeaderMap) -> Option<&str> {
    let (_, rest) = text(headers, "referer")?.split_once("://")?;
    let at = rest.find('/')?;
    let (host, path) = rest.split_at(at);
    let own = host.eq_ignore_ascii_case(text(headers, "host").unwrap_or_default());
    own.then_some(path)
}

fn to_login(parts: &Parts) -> Response {
    let asked = parts.uri.path_and_query().map_or("/ui", |all| all.as_str());
    let next = if parts.method == Method::GET {
        asked
    } else {
        // Back to the page of the form, where there is one.
        sent_from(&parts.headers).unwrap_or("/ui")
    };
    let next = safe_next(next);
    // Programs of the pages are told, people are taken there.
    if text(&parts.headers, "sec-fetch-dest").is_some_and(|dest| dest == "empty") {
        return Problem::auth("The session is over; log in again.").into_response();
    }
    let over = cookie(&parts.headers, SECURE_COOKIE).or_else(|| cookie(&parts.headers, COOKIE));
    let why = if over.is_some() { "over" } else { "" };
    redirect(&super::params::link(
        "/ui/login",
        &[("next", next), ("why", why)],
    ))
}

/// Sends the browser to another page, by GET.
#[must_use]
pub fn redirect(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(value) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// The same; the next page tells what was done.
#[must_use]
pub fn redirect_telling(to: &str, told: &str) -> Response {
    let mut response = redirect(to);
    let text = super::params::encoded(told);
    set_cookie(response.headers_mut(), FLASH, &text, "Max-Age=60; HttpOnly");
    response
}

fn set_cookie(headers: &mut HeaderMap, name: &str, value: &str, more: &str) {
    let cookie = format!("{name}={value}; Path=/; SameSite=Lax; {more}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// Gives the browser its session.
pub fn give_session(response: &mut Response, asked: &HeaderMap, secret: &Secret) {
    let (name, more) = if is_secure(asked) {
        (SECURE_COOKIE, "HttpOnly; Secure")
    } else {
        (COOKIE, "HttpOnly")
    };
    set_cookie(response.headers_mut(), name, secret.expose(), more);
}

/// Takes the session away from the browser, under either name.
pub fn take_session(response: &mut Response) {
    let headers = response.headers_mut();
    set_cookie(headers, COOKIE, "", "Max-Age=0; HttpOnly");
    set_cookie(headers, SECURE_COOKIE, "", "Max-Age=0; HttpOnly; Secure");
}

/// Keeps how somebody likes their pages for a year.
pub fn keep_like(response: &mut Response, name: &str, value: &str) {
    const YEAR: &str = "Max-Age=31536000; HttpOnly";
    let (name, value) = match (name, value) {
        ("theme", "light") => (THEME, "light"),
        ("theme", "dark") => (THEME, "dark"),
        ("theme", _) => (THEME, "system"),
        ("density", "compact") => (DENSITY, "compact"),
        ("density", _) => (DENSITY, "comfortable"),
        ("keys", "off") => (KEYS, "off"),
        ("keys", _) => (KEYS, "on"),
        _ => return,
    };
    set_cookie(response.headers_mut(), name, value, YEAR);
}

/// What browsers may do with a page: run and load our own files, send forms to us, and nothing else. No
/// text can become HTML or script (Trusted Types without any policy).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

fn secure(headers: &mut HeaderMap) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        // With `no-referrer` browsers send forms with `Origin: null`, which says nothing.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), microphone=(), geolocation=()",
        ),
    ] {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut all = HeaderMap::new();
        for (name, value) in pairs {
            all.append(*name, value.parse().expect("a value"));
        }
        all
    }

    #[test]
    fn forms_of_other_sites_are_known_by_either_header() {
        let host = ("host", "proxy.example:4000");
        assert!(is_same_origin(&headers(&[host])), "programs send neither");
        for (name, value, same) in [
            ("origin", "http://proxy.example:4000", true),
            ("origin", "http://proxy.example", false),
            ("origin", "https://evil.example", false),
            ("origin", "null", false),
            ("sec-fetch-site", "same-origin", true),
            ("sec-fetch-site", "none", true),
            ("sec-fetch-site", "same-site", false),
            ("sec-fetch-site", "cross-site", false),
        ] {
            assert_eq!(
                is_same_origin(&headers(&[host, (name, value)])),
                same,
                "{value}"
            );
        }
    }

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        for own in ["/ui", "/ui/keys?x=1&y=%20", "/ui?login=success"] {
            assert_eq!(safe_next(own), own);
        }
        for other in [
            "",
            "//evil.example",
            "/uix",
            "https://e/ui",
            "/ui/\\e",
            "/ui/\r\nx: y",
            "/key",
        ] {
            assert_eq!(safe_next(other), "/ui", "{other}");
        }
    }

    #[test]
    fn cookies_are_found_among_others() {
        let all = headers(&[
            ("cookie", "a=1; cw_theme=dark;cw_density=compact"),
            ("cookie", "cw_keys=off"),
        ]);
        let liked = likes(&all);
        assert_eq!(
            (liked.theme, liked.compact, liked.no_keys),
            (Some("dark"), true, true)
        );
        assert_eq!(cookie(&all, "cw"), None);
    }
}
