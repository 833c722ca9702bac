//! The first page: what is spent, on what, and what needs a look.

use super::super::App;
use super::super::error::Problem;
use super::budgets;
use super::chart::{self, Chart, Series, Slot, Unit};
use super::layout::Page;
use super::params::link;
use super::parts::{self, Tone};
use super::range::{Range, Step};
use super::scope::Sees;
use super::setup::first_model;
use super::table::UiRoute;
use super::visit::Visit;
use super::{format, names};
use crate::admin::AdminError;
use crate::domain::key::KeyHash;
use crate::domain::owner::Rank as Role;
use crate::domain::price::PriceState;
use crate::store::{By, Rank, SumLine, Sums, Took};
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Its route.
pub const ROUTES: &[UiRoute] = &[UiRoute::page("/ui", Role::Nobody, |app, visit| {
    Box::pin(show(app, visit))
})];

const PATH: &str = "/ui";
/// Models that have a colour of their own in the chart.
const SHOWN: usize = 6;
/// Calls that percentiles are taken from.
const SAMPLE: usize = 2_000;
/// A budget is near its limit from this share on, in percent.
const NEAR: f64 = 75.0;
/// Budgets that are shown, at most.
const NEAR_SHOWN: usize = 8;
/// Keys that are shown with what they spent.
const SPENDERS: usize = 6;

/// Sums of a span by its parts and one thing more.
pub async fn sums(
    app: &App,
    sees: &Sees,
    range: &Range,
    by: &[By],
) -> Result<Vec<SumLine>, AdminError> {
    Ok(match range.step {
        Step::Day => app.store.sums_of_days(&sees.days(range.days()), by).await?,
        Step::Hour => {
            app.store
                .sums_of_hours(&sees.calls(range.calls()), by)
                .await?
        }
    })
}

/// All of it.
#[must_use]
pub fn total(lines: &[SumLine]) -> Sums {
    let mut all = Sums::default();
    for line in lines {
        all += line.sums;
    }
    all
}

async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let range = Range::read(&visit.query, "7d", now);
    let sees = Sees::of(visit.actor());
    let (calls, earlier) = (sees.calls(range.calls()), range.before());
    let latencies = async {
        let took = app.store.latencies(&calls, SAMPLE).await;
        took.map_err(AdminError::from)
    };
    // Each question has a connection of its own, so that the page waits for the longest alone.
    let (lines, before, took, most) = tokio::try_join!(
        sums(&app, &sees, &range, &[By::Time, By::Model]),
        sums(&app, &sees, &earlier, &[]),
        latencies,
        spent_most(&app, &sees, &range),
    )?;
    let before = total(&before);
    let now_sums = total(&lines);
    let near = near(&app, &sees).await?;
    let body = html! {
        (parts::head("Overview", html! { p { (range.shown()) } }, range.switch(PATH, &visit.query)))
        @if visit.actor().sees_all() { (firing(&app).await?) (unpriced(&app)) }
        (stats(&now_sums, &before, &lines, &range, &took))
        @if now_sums.requests == 0 && lines.is_empty() {
            (first_call(&app, &visit))
        } @else {
            (parts::card("Spend by model", html! { a.small href=(usage(&range, &[("by", "model")])) { "Usage" } }, spend_chart(&lines, &range, &[])))
        }
        div.grid-3 {
            (spenders(&app, &visit, &most, &range))
            (near)
            (failing(&lines, &range))
        }
    };
    Ok(Page::new("Overview", PATH, body).show(&app, &visit))
}

/// Usage of the same span.
fn usage(range: &Range, more: &[(&str, &str)]) -> String {
    let pairs = range.pairs();
    let mut all: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
    all.extend_from_slice(more);
    link("/ui/usage", &all)
}

/// The keys that spent most.
async fn spent_most(app: &App, sees: &Sees, range: &Range) -> Result<Vec<SumLine>, AdminError> {
    let lines = match range.step {
        Step::Day => {
            let days = sees.days(range.days());
            let most = app
                .store
                .most_of_days(&days, By::Key, Rank::Spend, SPENDERS);
            most.await?.lines
        }
        Step::Hour => {
            let calls = sees.calls(range.calls());
            let mut lines = app.store.sums_of_hours(&calls, &[By::Key]).await?;
            lines.sort_by(|a, b| b.sums.spend.cmp(&a.sums.spend).then(a.of.cmp(&b.of)));
            lines.truncate(SPENDERS);
            lines
        }
    };
    Ok(lines
        .into_iter()
        .filter(|line| line.sums.spend.0 > 0)
        .collect())
}

fn spenders(app: &App, visit: &Visit, most: &[SumLine], range: &Range) -> Markup {
    if most.is_empty() {
        return parts::card(
            "Spent most",
            html! {},
            html! { p.soft { "Nothing was spent in this range." } },
        );
    }
    let others: &[(&str, &str)] = if visit.actor().sees_all() {
        &[("key", "Keys"), ("user", "Users"), ("team", "Teams")]
    } else {
        &[("key", "Keys")]
    };
    let all = html! { span.small.soft { "All " @for (n, (by, words)) in others.iter().enumerate() {
        @if n > 0 { " · " } a href=(usage(range, &[("by", by)])) { (words) }
    } } };
    let catalog = app.gateway.catalog().clone();
    parts::table_card(
        "Spent most",
        all,
        html! {
            table {
                thead { tr { th scope="col" { "Key" } th.num scope="col" { "Calls" } th.num scope="col" { "Spend" } } }
                tbody {
                    @for line in most {
                        @let id = &line.of[0];
                        @let entry = KeyHash::from_hex(id).and_then(|hash| catalog.key(&hash));
                        @let href = entry.map(|_| format!("/ui/keys/{id}"));
                        tr data-href=[href.as_deref()] {
                            th scope="row" { div.cut { @if let Some(href) = &href { a href=(href) { (names::key(app, id)) } } @else { span { (names::key(app, id)) } } } }
                            td.num { (format::grouped(line.sums.requests)) }
                            td.num { (format::money(line.sums.spend)) }
                        }
                    }
                }
            }
        },
    )
}

fn change(now: i64, before: i64) -> Markup {
    if before == 0 {
        return html! { "no calls in the period before" };
    }
    html! { (parts::difference(now, before)) " on the period before" }
}

fn percentile(values: &mut [i64], share: f64) -> Option<i64> {
    values.sort_unstable();
    let at = ((values.len() as f64 - 1.0) * share).round();
    values.get(at.max(0.0) as usize).copied()
}

fn stats(now: &Sums, before: &Sums, lines: &[SumLine], range: &Range, took: &[Took]) -> Markup {
    let per_part = |pick: fn(&Sums) -> i64| -> Vec<i64> {
        let mut by: BTreeMap<&str, i64> = BTreeMap::new();
        for line in lines {
            *by.entry(&line.of[0]).or_default() += pick(&line.sums);
        }
        let parts = range.parts();
        parts
            .iter()
            .map(|part| by.get(part.key.as_str()).copied().unwrap_or(0))
            .collect()
    };
    let mut total_ms: Vec<i64> = took.iter().map(|one| one.total_ms).collect();
    let mut first_ms: Vec<i64> = took.iter().filter_map(|one| one.first_ms).collect();
    let p95 = percentile(&mut total_ms, 0.95);
    let p50 = percentile(&mut total_ms, 0.5);
    let first = percentile(&mut first_ms, 0.95);
    let mut own: Vec<i64> = took.iter().filter_map(|one| one.own_micros).collect();
    let own = percentile(&mut own, 0.95).map(|micros| format!("{:.1} ms", micros as f64 / 1e3));
    html! {
        div.stats {
            (parts::stat("Spend", &format::money(now.spend), html! { (change(now.spend.0, before.spend.0)) (chart::spark(&per_part(|sums| sums.spend.0))) }))
            (parts::stat("Requests", &format::short(now.requests), html! {
                (format::percent(now.successes, now.requests)) " succeeded" (chart::spark(&per_part(|sums| sums.requests))) }))
            (parts::stat("Tokens", &format::short(now.tokens()), html! {
                (format::percent(now.cache_read_tokens, now.prompt_tokens)) " of the input from caches" (chart::spark(&per_part(Sums::tokens))) }))
            (parts::stat("95 % answered within", &p95.map_or_else(|| "–".to_owned(), format::millis), html! {
                // One run of text: what stands beside it is laid out beside it.
                span {
                    @match p50 {
                        Some(p50) => { "half in " span.nowrap { (format::millis(p50)) } }
                        None => { "no successful calls yet" }
                    }
                    @if let Some(first) = first { ", first words in " span.nowrap { (format::millis(first)) } }
                    @if let Some(own) = own { ", " span.nowrap { (own) } " in the proxy" }
                }
                @if !took.is_empty() { a href=(usage(range, &[("by", "provider"), ("metric", "time")])) { "By provider" } }
            }))
        }
    }
}

/// The series of a chart: the largest of what lines are counted under, and the rest.
#[must_use]
pub fn largest(lines: &[SumLine], at: usize, pick: fn(&Sums) -> i64, most: usize) -> Vec<String> {
    let mut by: BTreeMap<&str, i64> = BTreeMap::new();
    for line in lines {
        *by.entry(&line.of[at]).or_default() += pick(&line.sums);
    }
    let mut by: Vec<_> = by.into_iter().filter(|(_, value)| *value > 0).collect();
    by.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    by.into_iter()
        .take(most)
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Spend by model over time; each part leads to its log, with more conditions.
pub(super) fn spend_chart(lines: &[SumLine], range: &Range, more: &[(&str, &str)]) -> Markup {
    let top = largest(lines, 1, |sums| sums.spend.0, SHOWN);
    let rest = lines
        .iter()
        .any(|line| line.sums.spend.0 > 0 && !top.contains(&line.of[1]));
    let mut series: Vec<Series> = top
        .iter()
        .zip(chart::CLASSES)
        .map(|(name, class)| Series {
            name: names::model(name).to_owned(),
            class,
        })
        .collect();
    if rest {
        series.push(Series {
            name: "Other".into(),
            class: chart::REST,
        });
    }
    let mut by: BTreeMap<(&str, usize), i64> = BTreeMap::new();
    for line in lines {
        let at = top.iter().position(|name| *name == line.of[1]);
        let at = at.unwrap_or(top.len());
        *by.entry((&line.of[0], at)).or_default() += line.sums.spend.0.max(0);
    }
    let slots: Vec<Slot> = range
        .parts()
        .into_iter()
        .map(|part| Slot {
            values: (0..series.len())
                .map(|at| by.get(&(part.key.as_str(), at)).copied().unwrap_or(0))
                .collect(),
            href: Some(part.log(more)),
            clock: part.clock(),
            label: part.label,
            full: part.full,
        })
        .collect();
    Chart {
        id: "spend",
        title: "Spend by model",
        unit: Unit::Dollars,
        series: &series,
        slots: &slots,
        height: 260.0,
        slot_name: match range.step {
            Step::Day => "Day",
            Step::Hour => "Hour",
        },
    }
    .stacked()
}

/// The first request of a client, to this proxy.
pub(super) fn first_curl(app: &App, visit: &Visit) -> String {
    let base = visit.base_url();
    let model = some_model(app).unwrap_or_else(|| "MODEL".to_owned());
    let model = serde_json::Value::from(model).to_string();
    // It stands between single quotes of a shell.
    let model = model.replace('\'', "'\\''");
    format!(
        "curl {base}/v1/chat/completions \\\n  -H 'Authorization: Bearer sk-…' -H 'Content-Type: application/json' \\\n  \
         -d '{{\"model\": {model}, \"messages\": [{{\"role\": \"user\", \"content\": \"Hello\"}}]}}'"
    )
}

fn some_model(app: &App) -> Option<String> {
    let names = app.gateway.catalog().names();
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    first_model(app, &names)
}

fn first_call(app: &App, visit: &Visit) -> Markup {
    let has_models = app.gateway.catalog().deployments().next().is_some();
    parts::card(
        "No calls yet",
        html! {},
        html! {
            p.soft { @if has_models { "Make a key" } @else { "Add a model, make a key" } ", then send the first request. It shows here as soon as it is answered." }
            @if visit.may_change() { div.actions {
                @if visit.is_admin() && !has_models { a.btn.primary href="/ui/models/new" { "Add a model" } }
                a.btn href="/ui/keys/new" { "New key" }
                a.btn href="/ui/setup" { "Set up a client" }
            } }
            (parts::copyable("first-curl", &first_curl(app, visit)))
        },
    )
}

/// Alerts that last now.
async fn firing(app: &App) -> Result<Markup, AdminError> {
    let states = app.store.alert_states().await?;
    let mut titles = states
        .values()
        .filter(|state| state.firing)
        .map(|state| state.title.as_str());
    let Some(first) = titles.next() else {
        return Ok(html! {});
    };
    let more = titles.count() as i64;
    Ok(parts::notice(
        Tone::Bad,
        html! {
            strong { (first) } @if more > 0 { " and " (format::plural(more, "other alert", "other alerts")) } ". "
            a href="/ui/alerts" { "See what lasts now" }
        },
    ))
}

/// Models whose price nobody knows, which every bill would leave out.
fn unpriced(app: &App) -> Markup {
    let catalog = app.gateway.catalog().clone();
    let unknown = catalog.deployments().filter(|served| {
        let deployment = &served.deployment;
        deployment.pricing == PriceState::Unknown && !deployment.litellm_model.contains('*')
    });
    let mut names: Vec<&str> = unknown.map(|served| &*served.deployment.group).collect();
    names.sort_unstable();
    names.dedup();
    html! {
        @if let Some(first) = names.first() {
            (parts::notice(Tone::Warn, html! {
                strong { (format::plural(names.len() as i64, "model has", "models have")) " no known price" }
                ": " (first) @if names.len() > 1 { " and " (format::plural(names.len() as i64 - 1, "other", "others")) }
                ". Their calls count as $0.00, and are refused under a budget."
            }))
        }
    }
}

async fn near(app: &App, sees: &Sees) -> Result<Markup, AdminError> {
    let mut all = budgets::all(app, sees);
    let count = all.len();
    all.retain(|one| one.limit.0 > 0 && one.share() * 100.0 >= NEAR);
    all.truncate(NEAR_SHOWN);
    budgets::name(app, &mut all).await?;
    let now = app.gateway.now();
    if all.is_empty() {
        return Ok(parts::card(
            "Budgets near their limit",
            html! { @if count > 0 { a.small href="/ui/budgets" { "All budgets" } } },
            html! { p.soft {
                @if count == 0 { "No budgets are set." } @else { "None of " (format::plural(count as i64, "budget", "budgets")) " is above " (NEAR) " %." }
            } },
        ));
    }
    Ok(parts::table_card(
        "Budgets near their limit",
        html! { a.small href="/ui/budgets" { "All budgets" } },
        html! {
            table {
                thead { tr { th scope="col" { "Whose" } th scope="col" { "Spent" } th.opt scope="col" { "Starts again" } } }
                tbody {
                    @for one in &all {
                        tr data-href=[one.href.as_deref()] {
                            th scope="row" { div.cut { @if let Some(href) = &one.href { a href=(href) { (one.label) } } @else { span { (one.label) } } } }
                            td { (parts::meter(one.spent, Some(one.limit))) }
                            td.opt { @if let Some(at) = one.resets { (format::ago(at, now)) } @else { span.soft { "never" } } }
                        }
                    }
                }
            }
        },
    ))
}

fn failing(lines: &[SumLine], range: &Range) -> Markup {
    let mut by: BTreeMap<&str, Sums> = BTreeMap::new();
    for line in lines {
        *by.entry(&line.of[1]).or_default() += line.sums;
    }
    let mut by: Vec<_> = by
        .into_iter()
        .filter(|(_, sums)| sums.failures() > 0)
        .collect();
    by.sort_by_key(|(name, sums)| (std::cmp::Reverse(sums.failures()), *name));
    if by.is_empty() {
        return parts::card(
            "Failing models",
            html! {},
            html! { p.soft { @if lines.is_empty() { "No calls in this range." } @else { "Every call of this range succeeded." } } },
        );
    }
    let pairs = range.pairs();
    let log = |model: &str| {
        let mut all: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
        all.extend([("model", model), ("status", "failed")]);
        link("/ui/logs", &all)
    };
    let pairs_failed: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(n, v)| (*n, v.as_str()))
        .chain([("status", "failed")])
        .collect();
    parts::table_card(
        "Failing models",
        html! { a.small href=(link("/ui/logs", &pairs_failed)) { "All that failed" } },
        html! {
            table {
                thead { tr { th scope="col" { "Model" } th.num scope="col" { "Failed" } th.num scope="col" { "Share" } } }
                tbody {
                    @for (model, sums) in by.iter().take(8) {
                        tr data-href=(log(model)) {
                            th scope="row" { div.cut { a href=(log(model)) { (names::model(model)) } } }
                            td.num { (format::grouped(sums.failures())) }
                            td.num { (format::percent(sums.failures(), sums.requests)) }
                        }
                    }
                }
            }
        },
    )
}
