//! Who is told when something is wrong, and what watches the proxy from outside: Slack, webhooks, Prometheus,
//! OpenTelemetry, each to be tried from here.

use super::super::App;
use super::super::error::Problem;
use super::super::metrics;
use super::budgets::place;
use super::format;
use super::layout::{Page, token};
use super::names::{self, Things};
use super::parts::{self, Form, Tone};
use super::table::UiRoute;
use super::visit::{Visit, redirect_telling};
use crate::admin::alerts::{self as operations, Tried};
use crate::admin::{AdminError, config as stored};
use crate::domain::alert::{Rule, Settings, State, id};
use crate::domain::budget::{LIFETIME, ScopeKind};
use crate::domain::otel::Export;
use crate::domain::owner::Rank;
use crate::domain::time::Micros;
use crate::telemetry::otel::Otel;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::AdminViewer, |app, visit| {
        Box::pin(show(app, visit, Form::default(), None))
    }),
    UiRoute::form("/ui/alerts/address", Rank::Admin, |app, visit| {
        Box::pin(address(app, visit))
    }),
    UiRoute::form("/ui/alerts/of/{id}/seen", Rank::Admin, |app, visit| {
        Box::pin(seen(app, visit))
    }),
    UiRoute::form("/ui/alerts/of/{id}/mute", Rank::Admin, |app, visit| {
        Box::pin(mute(app, visit))
    }),
    UiRoute::form("/ui/alerts/test", Rank::Admin, |app, visit| {
        Box::pin(test(app, visit))
    }),
];

const PATH: &str = "/ui/alerts";
/// Alerts that are listed, at most.
const LISTED_MAX: usize = 100;
/// How long a collector may take to answer a test.
const PROBE_WAIT: Duration = Duration::from_secs(5);

/// Lines of a scrape that are shown.
const SAMPLES_SHOWN: usize = 12;

/// Where alerts can go: the name in `alerting`, the setting of its address, what it is called.
const PLACES: &[(&str, &str, &str)] = &[
    ("slack", "SLACK_WEBHOOK_URL", "Slack"),
    ("webhook", "WEBHOOK_URL", "Webhook"),
];

/// What a test said.
struct Tested {
    tone: Tone,
    words: String,
    /// What a scrape got.
    sample: String,
}

impl Tested {
    fn new(tone: Tone, words: String) -> Self {
        Self {
            tone,
            words,
            sample: String::new(),
        }
    }
}

/// A rule in words.
fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::SoftBudget => "Soft budget passed",
        Rule::HardBudget => "Budget used up",
        Rule::ProjectedOverspend => "Budget will not last",
        Rule::DeploymentDown => "Model down",
        Rule::SlowCalls => "Slow calls",
        Rule::FailedMetering => "Ledger cannot be written",
        Rule::DailyReport => "Daily report",
    }
}

async fn show(
    app: Arc<App>,
    visit: Visit,
    form: Form,
    tried: Option<Tested>,
) -> Result<Response, Problem> {
    let settings = operations::settings(&app.admin).await?;
    let states = app.store.alert_states().await.map_err(AdminError::from)?;
    let mut alerts: Vec<(Rule, &str, &State)> = states
        .iter()
        .map(|((rule, scope), state)| (*rule, scope.as_str(), state))
        .collect();
    alerts.sort_by_key(|(_, _, state)| (!state.firing, std::cmp::Reverse(state.since)));
    let mut places = Vec::with_capacity(PLACES.len());
    for place in PLACES {
        places.push((*place, last_change(&app, place.1).await?));
    }
    let things: Vec<(&str, &str)> = alerts
        .iter()
        .filter_map(|(_, scope, _)| budget_of(scope))
        .map(|(kind, id, _)| (kind.as_str(), id))
        .collect();
    let things = Things::of(&app, &things).await?;
    let body = html! {
        (parts::head("Alerts & integrations", html! { p { "Each alert is told when it begins, again while it lasts, and once when it is over. Prompts and secrets are never part of one." } }, html! {}))
        @if let Some(tried) = &tried { (parts::notice(tried.tone, html! { (tried.words) })) }
        (now_card(&app, &visit, &things, &alerts))
        div.grid-2 {
            @for (place, last) in &places { (place_card(&visit, &settings, &form, *place, last.as_ref())) }
            (prometheus_card(&app, &visit, tried.as_ref().map_or("", |tried| &tried.sample)))
            (otel_card(&app, &visit))
        }
    };
    let page = Page::new("Alerts & integrations", PATH, body);
    Ok(page.show_form(&form, &app, &visit))
}

/// Whose budget the scope of an alert is, and of which window.
fn budget_of(scope: &str) -> Option<(ScopeKind, &str, &str)> {
    let (kind, rest) = scope.split_once(':')?;
    let (id, period) = rest.rsplit_once(':')?;
    Some((ScopeKind::parse(kind)?, id, period))
}

/// What an alert is about: of a budget whose and of which window, with the way there; else the scope as it is.
fn about(app: &App, things: &Things, scope: &str) -> Markup {
    let Some((kind, id, period)) = budget_of(scope) else {
        return html! { (scope) };
    };
    let called = things.name(app, kind.as_str(), id);
    html! {
        (names::kind(kind)) " "
        @if let Some(place) = place(kind, id) { a href=(place) { (called) } } @else { (called) }
        @if period == LIFETIME { ", of all time" } @else { ", " (format::every(period)) }
    }
}

/// How long an alert is muted from here.
const MUTES: &[(&str, &str)] = &[
    ("1h", "for an hour"),
    ("8h", "for 8 hours"),
    ("24h", "for a day"),
    ("7d", "for a week"),
    ("30d", "for 30 days"),
];

/// How an alert is, and who wants to hear no more of it.
fn state(state: &State, now: Micros) -> Markup {
    let silence = &state.silence;
    html! {
        @if state.firing { (parts::badge(Tone::Bad, "Lasts")) } @else { (parts::badge(Tone::Good, "Over")) }
        @if let Some(by) = &silence.acked_by { span.sub { "seen by " (by) } }
        @if let Some(until) = silence.muted_until.filter(|until| *until > now) { span.sub { "muted until " (format::minute(until)) } }
    }
}

/// What an admin can do about an alert.
fn hush(visit: &Visit, id: &str, alert: &State, now: Micros) -> Markup {
    let seen = alert.silence.acked_by.is_some();
    let muted = alert.silence.muted_until.is_some_and(|until| until > now);
    html! {
        div.actions {
            @if alert.firing {
                form method="post" action={ (PATH) "/of/" (id) "/seen" } {
                    (token(&visit.session))
                    @if seen { input type="hidden" name="back" value="on"; }
                    button type="submit" { @if seen { "Not seen" } @else { "Seen" } span.sr { ": " (alert.title) } }
                }
            }
            form.hush method="post" action={ (PATH) "/of/" (id) "/mute" } {
                (token(&visit.session))
                @if muted {
                    button type="submit" { "Tell again" span.sr { " of " (alert.title) } }
                } @else {
                    select name="for" aria-label={ "How long to mute " (alert.title) } {
                        @for (value, words) in MUTES { option value=(value) selected[*value == "24h"] { (words) } }
                    }
                    button type="submit" { "Mute" span.sr { " " (alert.title) } }
                }
            }
        }
    }
}

fn now_card(app: &App, visit: &Visit, things: &Things, alerts: &[(Rule, &str, &State)]) -> Markup {
    let now = app.gateway.now();
    let firing = alerts.iter().filter(|(_, _, state)| state.firing).count();
    html! {
        section.card {
            header { h2 { "Alerts" } span.small.soft { @if firing == 0 { "nothing is wrong now" } @else { (format::plural(firing as i64, "lasts", "last")) " now" } } }
            @if alerts.is_empty() {
                div.body { p.soft { "None so far. Budgets, models, slow calls and the ledger are watched." } }
            } @else {
                div.table tabindex="0" role="region" aria-label="Alerts" { table.stack {
                    thead { tr { th scope="col" { "Alert" } th scope="col" { "State" } th.opt scope="col" { "Since" } th.num.opt scope="col" { "Told" } @if visit.is_admin() { th scope="col" { "Tell of it" } } } }
                    tbody { @for (kind, scope, alert) in alerts.iter().take(LISTED_MAX) { tr {
                        th scope="row" { (alert.title) span.sub.break { (rule(*kind)) " · " (about(app, things, scope)) } }
                        td { (state(alert, now)) }
                        td.opt { (format::ago(alert.since, now)) }
                        td.num.opt { (format::plural(i64::from(alert.times), "time", "times")) }
                        @if visit.is_admin() { td { (hush(visit, &id(*kind, scope), alert, now)) } }
                    } } }
                } }
                p.pager.small { "What was seen is not told again while it lasts. Of what is muted nothing is told, not its end either." }
                @if alerts.len() > LISTED_MAX { div.pager { "The first " (LISTED_MAX) " of " (format::grouped(alerts.len() as i64)) } }
            }
        }
    }
}

/// The id of a change, and who made it.
type Change = (String, String);

/// The latest change of a setting. An address is a secret, so that a form tells by this what it was shown.
async fn last_change(app: &App, setting: &str) -> Result<Option<Change>, AdminError> {
    let kind = Some("setting");
    let (changes, _) = app.store.list_changes(kind, Some(setting), 1, 1).await?;
    Ok(changes
        .into_iter()
        .next()
        .map(|(id, change)| (id, change.actor)))
}

fn place_card(
    visit: &Visit,
    settings: &Settings,
    form: &Form,
    (name, setting, title): (&str, &str, &str),
    last: Option<&Change>,
) -> Markup {
    let (told, set) = match name {
        "slack" => (settings.slack, settings.slack_url.is_some()),
        _ => (settings.webhook, settings.webhook_url.is_some()),
    };
    let own = form.values.raw("setting") == setting;
    let empty = Form::default();
    let form = if own { form } else { &empty };
    let field = format!("address-{name}");
    parts::card(
        title,
        html! { @match (told, set) {
            (true, true) => (parts::badge(Tone::Good, "Told")),
            (true, false) => (parts::badge(Tone::Warn, "No address")),
            (false, true) => (parts::badge(Tone::Warn, "Not in alerting")),
            (false, false) => (parts::badge(Tone::Plain, "Off")),
        } },
        html! {
            p.soft { @if name == "slack" { "An incoming webhook of a Slack app. The address is sealed in the database." } @else { "Any address that takes a JSON object by POST. It is sealed in the database." } }
            @if visit.is_admin() {
                @if own { (form.summary()) }
                form.form method="post" action="/ui/alerts/address" {
                    (token(&visit.session))
                    input type="hidden" name="setting" value=(setting);
                    input type="hidden" name="place" value=(name);
                    input type="hidden" name="revision" value=(last.map_or("", |(id, _)| id));
                    div.field {
                        label for=(field) { "Address" }
                        input id=(field) type="url" name="address" autocomplete="off" spellcheck="false" placeholder=(if set { "set; a new one replaces it" } else { "https://…" });
                    }
                    div.end {
                        button.primary type="submit" { "Save" }
                        button type="submit" form={ "test-" (name) } disabled[!set] { "Send a test" }
                        @if set { button.quiet type="submit" name="forget" value="on" { "Forget" } }
                    }
                }
                form id={ "test-" (name) } method="post" action="/ui/alerts/test" hidden {
                    (token(&visit.session))
                    input type="hidden" name="service" value=(name);
                }
            }
        },
    )
}

fn prometheus_card(app: &App, visit: &Visit, sample: &str) -> Markup {
    let base = visit.base_url();
    let host = base.split("://").nth(1).unwrap_or_default();
    let auth = if app.scraping.needs_key {
        "\n    authorization:\n      credentials: sk-…  # a key that may read metrics"
    } else {
        ""
    };
    let scrape = format!(
        "scrape_configs:\n  - job_name: cw-proxy\n    static_configs:\n      - targets: [\"{host}\"]{auth}"
    );
    parts::card(
        "Prometheus",
        html! { @if app.scraping.needs_key { (parts::badge(Tone::Good, "Asks for a key")) } @else { (parts::badge(Tone::Info, "Open")) } },
        html! {
            p.soft { "Metrics are at " @if app.scraping.needs_key { code { "/metrics" } } @else { a href="/metrics" { code { "/metrics" } } }
                ", under LiteLLM's names and our own." }
            (parts::copyable("scrape", &scrape))
            @if !sample.is_empty() { (parts::copyable("sample", sample)) }
            @if visit.is_admin() {
                form method="post" action="/ui/alerts/test" {
                    (token(&visit.session))
                    input type="hidden" name="service" value="prometheus";
                    button type="submit" { "Scrape once" }
                }
            }
        },
    )
}

fn goes(export: &Export) -> &'static str {
    match export {
        Export::Off => "nowhere",
        Export::Console => "the log",
        Export::Otlp(_) => "the collector",
    }
}

fn otel_card(app: &App, visit: &Visit) -> Markup {
    let otel = &app.otel;
    parts::card(
        "OpenTelemetry",
        html! { @if otel.enabled { (parts::badge(Tone::Good, "On")) } @else { (parts::badge(Tone::Plain, "Off")) } },
        html! {
            @if otel.enabled {
                (parts::facts(&[
                    ("Traces", html! { "to " (goes(&otel.traces)) }),
                    ("Metrics", html! { "to " (goes(&otel.metrics)) }),
                    ("Log", html! { "to " (goes(&otel.logs)) }),
                    ("Words of calls", html! { @if otel.words { (parts::badge(Tone::Warn, "told")) " prompts and answers leave for the collector" } @else { "not told" } }),
                ]))
            } @else {
                p.soft { "Switched on by " code { "general_settings.otel: true" } " or " code { "litellm_settings.callbacks: [\"otel\"]" } "; " code { "OTEL_EXPORTER_OTLP_ENDPOINT" } " says where to." }
            }
            @if visit.is_admin() {
                form method="post" action="/ui/alerts/test" {
                    (token(&visit.session))
                    input type="hidden" name="service" value="otel";
                    button type="submit" disabled[!otel.enabled] { "Send a span" }
                }
            }
        },
    )
}

/// Sets or forgets an address, and sees to it that whoever has one is told.
async fn address(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let setting = visit.form.raw("setting");
    let place = PLACES.iter().find(|(_, known, _)| *known == setting);
    let (name, setting, title) =
        *place.ok_or_else(|| Problem::detail(400, "There is no such address."))?;
    let forget = visit.form.is_on("forget");
    let value = if forget {
        Value::Null
    } else {
        json!(visit.form.get("address").unwrap_or_default())
    };
    let now = app.gateway.now();
    let last = last_change(&app, setting).await?;
    let done = async {
        match &last {
            Some((id, who)) if visit.form.raw("revision") != id => {
                return Err(AdminError::Conflict {
                    param: "address",
                    message: format!(
                        "{who} changed the address while you were at it. Send yours again to put it over theirs."
                    ),
                });
            }
            _ => {}
        }
        operations::set_address(&app.admin, visit.actor(), setting, &value, now).await?;
        tell(&app, &visit, name, !forget).await
    };
    match done.await {
        Ok(()) => {
            let told = if forget {
                "is no longer told"
            } else {
                "is told of alerts"
            };
            Ok(redirect_telling(PATH, &format!("{title} {told}.")))
        }
        Err(error) => {
            // The address is a secret, and does not come back.
            let form = Form::refused(visit.form.without(&["address"]), error)?;
            show(app, visit, form, None).await
        }
    }
}

/// Puts a place on the list of those that are told, or takes it off, unless the file has that list.
async fn tell(app: &App, visit: &Visit, name: &str, told: bool) -> Result<(), AdminError> {
    let setting = stored::changeable("general_settings", "alerting")?;
    if app.admin.config.in_file(setting).is_some() {
        return Ok(());
    }
    let settings = operations::settings(&app.admin).await?;
    stored::set_by(&app.admin, visit.actor(), app.gateway.now(), |all| {
        let listed = stored::value_of(all, setting).and_then(Value::as_array);
        let mut names: Vec<&str> = match listed {
            Some(names) => names.iter().filter_map(Value::as_str).collect(),
            None => {
                let told = [("slack", settings.slack), ("webhook", settings.webhook)];
                told.iter()
                    .filter(|(_, told)| *told)
                    .map(|(name, _)| *name)
                    .collect()
            }
        };
        names.retain(|known| *known != name);
        if told {
            names.push(name);
        }
        Ok((vec![(setting, json!(names))], ()))
    })
    .await
}

/// Notes that an alert was seen, or takes that back.
async fn seen(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let seen = !visit.form.is_on("back");
    let (id, now) = (visit.part("id"), app.gateway.now());
    operations::ack(&app.admin, visit.actor(), id, seen, now).await?;
    let told = if seen {
        "Noted. It is not told again while it lasts."
    } else {
        "It is told again while it lasts."
    };
    Ok(redirect_telling(PATH, told))
}

/// Mutes an alert for a while, or lets it be told again.
async fn mute(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (id, now) = (visit.part("id"), app.gateway.now());
    let length = visit.form.get("for");
    operations::mute(&app.admin, visit.actor(), id, length, now).await?;
    let told = if length.is_some() {
        "The alert is muted."
    } else {
        "The alert is told again."
    };
    Ok(redirect_telling(PATH, told))
}

async fn test(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let service = visit.form.raw("service").to_owned();
    let tried = match service.as_str() {
        "prometheus" => scraped(&metrics::sample(&app).await),
        "otel" if !app.otel.enabled => Tested::new(Tone::Bad, "OpenTelemetry is off.".to_owned()),
        "otel" => match Otel::probe(&app.otel, app.tls, PROBE_WAIT).await {
            Ok(()) => Tested::new(Tone::Good, "The collector took a span.".to_owned()),
            Err(why) => Tested::new(
                Tone::Bad,
                format!("The collector did not take a span: {why}."),
            ),
        },
        "slack" | "webhook" => {
            let now = app.gateway.now();
            match operations::test(&app.admin, &app.messenger, &service, now).await? {
                Tried::Arrived(places) => {
                    let places = format::plural(places as i64, "place", "places");
                    Tested::new(Tone::Good, format!("A test arrived at {places}."))
                }
                Tried::NotSet => Tested::new(
                    Tone::Bad,
                    "No address is set, or it is not told of alerts.".to_owned(),
                ),
                Tried::Failed(why) => {
                    Tested::new(Tone::Bad, format!("The test did not arrive: {why}."))
                }
            }
        }
        _ => return Err(Problem::detail(400, "There is no such service.")),
    };
    show(app, visit, Form::default(), Some(tried)).await
}

/// What a scrape got: how much it is, and its first lines with a value.
fn scraped(text: &str) -> Tested {
    let lines = || text.lines().filter(|line| !line.starts_with('#'));
    let metrics = text.lines().filter(|line| line.starts_with("# TYPE "));
    let samples = format::plural(lines().count() as i64, "sample", "samples");
    let metrics = format::plural(metrics.count() as i64, "metric", "metrics");
    let size = format::bytes(text.len() as u64);
    let first: Vec<&str> = lines().take(SAMPLES_SHOWN).collect();
    Tested {
        tone: Tone::Good,
        words: format!("A scrape gets {samples} of {metrics} now, {size}."),
        sample: first.join("\n"),
    }
}
