//! One call beside the list: what happened when, what it cost and why, what was said.

use super::super::params::{encoded, link};
use super::super::parts::{self, Tone};
use super::super::scope::Sees;
use super::super::visit::Visit;
use super::super::{format, names};
use super::{PATH, said};
use crate::admin::AdminError;
use crate::domain::attempt::{Attempt, AttemptOutcome};
use crate::domain::key::KeyHash;
use crate::domain::owner::OwnerKind;
use crate::domain::price::{Cost, Price};
use crate::domain::record::{CallRecord, CallType, MASTER_KEY_ID, Outcome, Payload};
use crate::domain::time::Micros;
use crate::http::App;
use maud::{Markup, html};

/// The call with this id, if the visitor sees it.
pub(super) async fn seen(
    app: &App,
    visit: &Visit,
    id: &str,
) -> Result<Option<CallRecord>, AdminError> {
    let call = app.store.get_call(id).await?;
    let sees = Sees::of(visit.actor());
    Ok(call.filter(|call| sees.covers(&call.intent.key_id, call.intent.user_id.as_deref())))
}

/// The sheet of a call; nothing when there is none that the visitor may see.
pub(super) async fn open(app: &App, visit: &Visit, id: &str) -> Result<Option<Markup>, AdminError> {
    // Closing leads back to the row.
    let close = format!(
        "{}#call-{}",
        visit.query.without(&["call"]).at(PATH),
        encoded(id)
    );
    let Some(call) = seen(app, visit, id).await? else {
        return Ok(Some(html! {
            section.card.sheet data-sheet {
                header { h2 tabindex="-1" { "Not found" } a.btn.quiet href=(close) data-key="Escape" { "Close" } }
                div.body { p { "There is no call with this id that you may see." } }
            }
        }));
    };
    let payload = app.store.get_payload(id).await?;
    let cost = priced(app, &call).await?;
    let (words, tone) = names::outcome(call.outcome);
    Ok(Some(html! {
        section.card.sheet data-sheet aria-labelledby="call-title" {
            header {
                h2 id="call-title" tabindex="-1" { (call.intent.model_group) " " (parts::badge(tone, words)) }
                a.btn.quiet href=(close) data-key="Escape" { "Close" }
            }
            div.body {
                @if !call.error.is_empty() { (parts::notice(Tone::Bad, html! { strong { (call.status) " " } (call.error) (next_step(app, visit, &call)) })) }
                section { h3 { "Time" } (timeline(&call)) }
                section { h3 { "Cost" } (cost_table(&call, cost.as_ref())) }
                section { h3 { "Tokens" } (usage(&call)) }
                section { h3 { "Call" } (about(app, visit, &call).await?) }
                section { h3 { "As curl" } (parts::copyable("as-curl", &curl(visit, &call, payload.as_ref()))) }
                (said::section(visit, &call, payload.as_ref()))
            }
        }
    }))
}

/// One stretch of the timeline.
struct Stretch {
    name: String,
    from: Micros,
    first: Option<Micros>,
    to: Micros,
    class: &'static str,
}

fn stretches(call: &CallRecord) -> Vec<Stretch> {
    let started = call.intent.started_at;
    let mut all = Vec::new();
    let first = call
        .attempts_log
        .first()
        .map_or(call.ended_at, |attempt| attempt.began_at);
    if !call.attempts_log.is_empty() {
        all.push(Stretch {
            name: "Let in".into(),
            from: started,
            first: None,
            to: first,
            class: "8",
        });
    }
    for (n, attempt) in call.attempts_log.iter().enumerate() {
        let answered = attempt.outcome == AttemptOutcome::Answered;
        all.push(Stretch {
            name: format!("{} {}", n + 1, attempt.provider),
            from: attempt.began_at,
            first: attempt.first_byte_at,
            to: attempt.ended_at,
            class: if answered { "1" } else { "b" },
        });
    }
    match call.attempts_log.last() {
        Some(last) if call.ended_at > last.ended_at => all.push(Stretch {
            name: "On record".into(),
            from: last.ended_at,
            first: None,
            to: call.ended_at,
            class: "8",
        }),
        Some(_) => {}
        // Nobody was asked: it was refused at the door.
        None if call.provider.is_empty() => {}
        None => all.push(Stretch {
            name: call.provider.to_owned(),
            from: started,
            first: call.first_token_at,
            to: call.ended_at,
            class: "1",
        }),
    }
    all
}

fn timeline(call: &CallRecord) -> Markup {
    let started = call.intent.started_at;
    let whole = (call.ended_at.0 - started.0).max(1) as f64;
    let all = stretches(call);
    // Narrow, so that its words are not small on a phone.
    let x = |at: Micros| 88.0 + ((at.0 - started.0) as f64 / whole).clamp(0.0, 1.0) * 268.0;
    let height = all.len() as f64 * 22.0 + 4.0;
    let number = |value: f64| format!("{value:.1}");
    html! {
        @if !all.is_empty() { figure.chart.time {
            svg viewBox={ "0 0 360 " (number(height)) } role="img" aria-label={ "The call took " (format::millis(call.ended_at.millis_since(started))) } {
                @for (n, one) in all.iter().enumerate() {
                    @let y = n as f64 * 22.0 + 4.0;
                    @let (from, to) = (x(one.from), x(one.to));
                    text x="0" y=(number(y + 12.0)) { (one.name.chars().take(14).collect::<String>()) }
                    line.axis x1="88" x2="356" y1=(number(y + 8.0)) y2=(number(y + 8.0)) {}
                    rect class={ "f" (one.class) } x=(number(from)) y=(number(y)) width=(number((to - from).max(2.0))) height="16" rx="3" {}
                    @if let Some(first) = one.first {
                        // Where the first words came.
                        line x1=(number(x(first))) x2=(number(x(first))) y1=(number(y - 2.0)) y2=(number(y + 18.0)) stroke="currentColor" stroke-width="2" {}
                    }
                }
            }
        } }
        (parts::facts(&times(call)))
        @for (n, attempt) in call.attempts_log.iter().enumerate() { (one_attempt(n + 1, attempt)) }
    }
}

fn times(call: &CallRecord) -> Vec<(&'static str, Markup)> {
    let started = call.intent.started_at;
    let mut rows = vec![
        ("Began", format::time(started)),
        (
            "Took",
            html! { (format::millis(call.ended_at.millis_since(started))) },
        ),
    ];
    if let Some(first) = call.first_token_at {
        rows.push((
            "First words after",
            html! { (format::millis(first.millis_since(started))) },
        ));
    }
    let upstream: i64 = call
        .attempts_log
        .iter()
        .map(|attempt| attempt.ended_at.0 - attempt.began_at.0)
        .sum();
    // Before a provider is asked again there is a pause.
    let pauses = call.attempts_log.windows(2);
    let pauses = pauses.map(|two| (two[1].began_at.0 - two[0].ended_at.0).max(0));
    let paused: i64 = pauses.sum();
    if paused >= 1_000 {
        let told = format::millis(paused / 1_000);
        rows.push(("Between attempts", html! { (told) }));
    }
    if upstream > 0 {
        let own = (call.ended_at.0 - started.0 - upstream - paused).max(0) as f64 / 1e3;
        rows.push(("Spent in the proxy", html! { (format!("{own:.1} ms")) }));
    }
    rows
}

fn one_attempt(n: usize, attempt: &Attempt) -> Markup {
    let (words, tone) = match attempt.outcome {
        AttemptOutcome::Answered => ("answered", Tone::Good),
        AttemptOutcome::Failed => ("failed", Tone::Bad),
        AttemptOutcome::Refused => ("refused", Tone::Bad),
    };
    html! {
        div.field {
            span.label { "Attempt " (n) ": " (attempt.model) " " (parts::badge(tone, words)) }
            span.hint.break {
                "Status " (attempt.status) ", " (format::millis(attempt.ended_at.millis_since(attempt.began_at)))
                @if let Some(first) = attempt.first_byte_at { ", first byte after " (format::millis(first.millis_since(attempt.began_at))) }
                " at " (attempt.api_base)
            }
            @if !attempt.dropped.is_empty() {
                span.hint { "Not sent, since it would refuse them: " @for name in attempt.dropped.split(", ") { code { (name) } " " } }
            }
            @if !attempt.error.is_empty() { span.wrong.break { (attempt.error) } }
        }
    }
}

/// The parts of the cost, from the price that the row was priced by.
async fn priced(app: &App, call: &CallRecord) -> Result<Option<Cost>, AdminError> {
    if call.price_version.is_empty() {
        return Ok(None);
    }
    let prices = app.store.prices().await?;
    let spec = prices
        .into_iter()
        .find(|(version, _)| **version == *call.price_version);
    let price = spec.and_then(|(_, spec)| Price::from_spec(&spec));
    Ok(price.map(|price| price.cost(&call.usage, call.service_tier)))
}

fn cost_table(call: &CallRecord, cost: Option<&Cost>) -> Markup {
    let mut rows: Vec<(&str, Markup)> = Vec::new();
    if let Some(cost) = cost {
        for (name, part) in [
            ("Input", cost.input),
            ("From the cache", cost.cache_read),
            ("Into the cache", cost.cache_write),
            ("Output", cost.output),
            ("of which reasoning", cost.reasoning),
        ] {
            if part.0 != 0 {
                rows.push((name, html! { (format::exact(part)) }));
            }
        }
        for (name, sign, part) in [
            ("Discount", "−", cost.discount),
            ("Margin", "+", cost.margin),
        ] {
            if part.0 != 0 {
                rows.push((name, html! { (sign) (format::exact(part)) }));
            }
        }
    }
    rows.push(("In all", html! { strong { (format::exact(call.cost)) } }));
    if call.cost.0 == 0 && call.price_version.is_empty() && call.usage.total_tokens() > 0 {
        rows.push(("Price", html! { "free or not known" }));
    }
    if let Some(upstream) = call.upstream_cost {
        rows.push(("As the provider says", html! { (format::exact(upstream)) }));
    }
    if call.service_tier.as_str() != "standard" {
        rows.push(("Service tier", html! { (call.service_tier.as_str()) }));
    }
    parts::facts(&rows)
}

fn usage(call: &CallRecord) -> Markup {
    let usage = &call.usage;
    let counted = [
        ("Input", usage.input),
        ("From the cache", usage.cache_read + usage.cache_read_audio),
        ("Into the cache", usage.cache_write + usage.cache_write_1h),
        ("Audio in", usage.input_audio),
        ("Images in", usage.input_image),
        ("Output", usage.output),
        ("Reasoning", usage.reasoning),
        ("Audio out", usage.output_audio),
        ("Images out", usage.output_image),
        ("Pictures", usage.images),
        ("Characters", usage.characters),
        ("Searches", usage.search_units),
    ];
    let mut rows: Vec<(&str, Markup)> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| (name, html! { (format::grouped(count as i64)) }))
        .collect();
    let source = match call.usage_source.as_str() {
        "provider" => "the provider",
        "counted" => "our own count",
        "estimated" => "an estimate",
        _ => "nothing was used",
    };
    rows.push(("Told by", html! { (source) }));
    parts::facts(&rows)
}

/// What an operator does about a call that was refused: the same question is put to admission as it is now.
fn next_step(app: &App, visit: &Visit, call: &CallRecord) -> Markup {
    let id = &*call.intent.key_id;
    let catalog = app.gateway.catalog();
    let is_there = KeyHash::from_hex(id).is_some_and(|hash| catalog.key(&hash).is_some());
    let asks = call.outcome == Outcome::Refused && is_there && visit.actor().sees_all();
    let model = &*call.intent.model_group;
    html! { @if asks {
        " " a href={ (link(&format!("/ui/keys/{id}"), &[("explain", model)])) "#explained" } { "Would it be let in now?" }
    } }
}

/// Somebody whom a call names: their page, where they have one, and their calls.
fn whose(field: &str, id: &str, name: &str, page: Option<&str>) -> Markup {
    let log = link(PATH, &[(field, id), ("range", "30d")]);
    match page {
        None => html! { a href=(log) { (name) } },
        Some(page) => html! {
            a href={ (page) (encoded(id)) } { (name) } " " span.soft.small { "(" a href=(log) { "calls" span.sr { " of " (name) } } ")" }
        },
    }
}

async fn about(app: &App, visit: &Visit, call: &CallRecord) -> Result<Markup, AdminError> {
    let intent = &call.intent;
    let key = names::key(app, &intent.key_id);
    let links = visit.actor().sees_all();
    let users = names::Owners::of(app, OwnerKind::User, intent.user_id.as_deref()).await?;
    let teams = names::Owners::of(app, OwnerKind::Team, intent.team_id.as_deref()).await?;
    let catalog = app.gateway.catalog().clone();
    let is_served = catalog
        .deployments()
        .any(|served| *served.deployment.id == *call.deployment_id);
    let filtered = |name: &str, value: &str| whose(name, value, value, None);
    let mut rows = vec![
        ("Request", html! { code { (intent.request_id) } }),
        ("Call id", html! { code { (intent.call_id) } }),
        (
            "Key",
            html! { @if *intent.key_id == *MASTER_KEY_ID { (key) } @else { (whose("key", &intent.key_id, &key, Some("/ui/keys/"))) } },
        ),
    ];
    if let Some(id) = intent.user_id.as_deref() {
        let page = links.then_some("/ui/users/");
        rows.push(("User", whose("user", id, users.name(id), page)));
    }
    if let Some(id) = intent.team_id.as_deref() {
        let page = links.then_some("/ui/teams/");
        rows.push(("Team", whose("team", id, teams.name(id), page)));
    }
    if let Some(id) = intent.end_user.as_deref() {
        let page = links.then_some("/ui/customers/of/");
        rows.push(("Customer", whose("customer", id, id, page)));
    }
    if let Some(id) = intent.session_id.as_deref() {
        rows.push(("Session", filtered("session", id)));
    }
    if !intent.tags.is_empty() {
        rows.push((
            "Tags",
            html! { @for tag in &*intent.tags { (filtered("tag", tag)) " " } },
        ));
    }
    if let Some(asked) = &intent.degraded_from {
        rows.push((
            "Asked for",
            html! { (asked) ", sent to a cheaper model since a budget was at its limit" },
        ));
    }
    rows.push(("Kind", html! { (names::operation(intent.call_type.as_str())) @if intent.stream { ", stream" } @if call.cached { ", from the cache" } }));
    rows.push(("Model called", html! { (call.model) }));
    rows.push(("Deployment", html! {
        @if is_served && links { a href={ "/ui/models/" (encoded(&call.deployment_id)) } { code.break { (call.deployment_id) } } }
        @else { code.break { (call.deployment_id) } }
    }));
    if !call.response_id.is_empty() {
        rows.push(("Id of the answer", html! { code { (call.response_id) } }));
    }
    if !intent.user_agent.is_empty() {
        rows.push(("Program", html! { (intent.user_agent) }));
    }
    if !call.client_ip.is_empty() {
        rows.push(("From", html! { (call.client_ip) }));
    }
    Ok(parts::facts(&rows))
}

fn route(kind: CallType) -> &'static str {
    match kind {
        CallType::Completion => "/v1/completions",
        CallType::Embedding => "/v1/embeddings",
        CallType::Messages => "/v1/messages",
        CallType::Responses => "/v1/responses",
        CallType::ImageGeneration => "/v1/images/generations",
        CallType::Speech => "/v1/audio/speech",
        CallType::Moderation => "/v1/moderations",
        CallType::Rerank => "/v1/rerank",
        _ => "/v1/chat/completions",
    }
}

/// The call as a command. What is not stored is left for the reader to fill in.
fn curl(visit: &Visit, call: &CallRecord, payload: Option<&Payload>) -> String {
    let model = &*call.intent.model_group;
    let body = payload
        .map(|payload| payload.request.clone())
        .filter(|body| !body.is_empty());
    let body = body.unwrap_or_else(|| {
        let asked = match call.intent.call_type {
            CallType::Embedding | CallType::Moderation => serde_json::json!({ "model": model, "input": "…" }),
            CallType::Completion | CallType::ImageGeneration => serde_json::json!({ "model": model, "prompt": "…" }),
            _ => serde_json::json!({ "model": model, "messages": [{ "role": "user", "content": "…" }] }),
        };
        asked.to_string()
    });
    // A quote ends the shell's text, stands by itself, and begins it anew.
    let quoted = body.replace('\'', "'\\''");
    format!(
        "curl {}{} \\\n  -H \"Authorization: Bearer $KEY\" \\\n  -H 'Content-Type: application/json' \\\n  -d '{quoted}'",
        visit.base_url(),
        route(call.intent.call_type)
    )
}
