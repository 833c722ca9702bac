//! One key: what it is, what it spends, what it is under, what was done with it.

use super::super::budgets;
use super::super::layout::{self, Page};
use super::super::overview::{spend_chart, total};
use super::super::params::{encoded, link};
use super::super::parts::{self, Tone};
use super::super::range::Range;
use super::super::visit::Visit;
use super::super::{format, names};
use super::{PATH, one, path, state, title};
use crate::admin::AdminError;
use crate::admin::keys::KeySpend;
use crate::domain::budget::ScopeKind;
use crate::domain::key::VirtualKey;
use crate::domain::owner::OwnerKind;
use crate::domain::time::Micros;
use crate::gateway::catalog::KeyEntry;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{AuditEntry, By, CallFilter, ListDays, Start, SumLine};
use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Calls and changes that are shown.
const RECENT: usize = 8;
const CHANGES: u32 = 12;

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    let (key, now) = (&row.key, app.gateway.now());
    let id = key.hash.hex();
    let range = Range::read(&visit.query, "30d", now);
    let list = ListDays {
        key_ids: vec![id.clone()],
        ..range.days()
    };
    let filter = CallFilter {
        key_ids: vec![id.clone()],
        ..CallFilter::default()
    };
    let by = [By::Time, By::Model];
    let lines = match range.step {
        super::super::range::Step::Day => app.store.sums_of_days(&list, &by).await,
        super::super::range::Step::Hour => {
            let calls = CallFilter {
                key_ids: vec![id.clone()],
                ..range.calls()
            };
            app.store.sums_of_hours(&calls, &by).await
        }
    };
    let lines = lines.map_err(AdminError::from)?;
    let recent = app
        .store
        .explore_calls(&filter, &Start::Newest, RECENT)
        .await;
    let recent = recent.map_err(AdminError::from)?;
    let changes = if visit.actor().sees_all() {
        let page = app
            .store
            .list_changes(Some("key"), Some(&id), 1, CHANGES)
            .await;
        page.map_err(AdminError::from)?.0
    } else {
        Vec::new()
    };
    let here = path(key);
    let log = [("key", id.as_str())];
    let owners = (
        names::Owners::of(&app, OwnerKind::Team, key.team_id.as_deref()).await?,
        names::Owners::of(&app, OwnerKind::User, key.user_id.as_deref()).await?,
    );
    let explained = super::explain::card(&app, &visit, &row).await?;
    let body = html! {
        (parts::head_under((PATH, "Keys"), title(key), html! { p { span.badges { (state(key, now)) " " code { (key.name) } } } }, actions(&visit, key)))
        div.stats { (stats(&row, &lines, &range, now)) }
        (parts::card("Spend by model", range.switch(&here, &visit.query), spend_chart(&lines, &range, &log)))
        div.grid-2 {
            (parts::card("The key", html! {}, about(key, &owners, visit.actor().sees_all(), now)))
            (under(&app, &visit, key))
        }
        (explained)
        div.grid-2 {
            (by_model(&lines, &id, &range))
            (recent_calls(&recent.rows, &id, now))
        }
        @if !changes.is_empty() { (history(&changes, now)) }
    };
    Ok(Page::new(title(key), PATH, body).show(&app, &visit))
}

fn actions(visit: &Visit, key: &VirtualKey) -> Markup {
    let here = path(key);
    html! {
        a.btn href=(link("/ui/logs", &[("key", &key.hash.hex()), ("range", "7d")])) { "Log" }
        @if visit.may_change() {
            a.btn.primary href={ (here) "/edit" } data-key="e" { "Edit" }
            a.btn href={ (here) "/rotate" } { "Rotate" }
            @if !key.blocked || visit.is_admin() {
                form.inline method="post" action={ (here) "/block" } {
                    (layout::token(&visit.session))
                    input type="hidden" name="blocked" value=(if key.blocked { "off" } else { "on" });
                    button type="submit" { (if key.blocked { "Unblock" } else { "Block" }) }
                }
            }
            a.btn.danger href={ (here) "/delete" } { "Delete" }
        }
    }
}

fn stats(row: &KeySpend, lines: &[SumLine], range: &Range, now: Micros) -> Markup {
    let sums = total(lines);
    let limit = row.key.limits.max_budget;
    html! {
        div.card.stat {
            span.label { "Budget" }
            span.value { (format::money(row.spend)) }
            span.hint {
                @match limit { Some(limit) => { "of " (format::money(limit)) } None => { "no budget of its own" } }
                @if let Some(at) = row.budget_resets_at { ", starts again " (format::ago(at, now)) }
            }
            @if let Some(limit) = limit { (parts::bar(row.spend, limit)) }
        }
        (parts::stat("Ever", &format::money(row.total_spend), html! { "since " (format::day(&row.key.created_at.rfc3339())) }))
        (parts::stat("Requests", &format::short(sums.requests), html! { (format::percent(sums.successes, sums.requests)) " succeeded, " (range.words()) }))
        (parts::stat("Tokens", &format::short(sums.tokens()), html! { (format::percent(sums.cache_read_tokens, sums.prompt_tokens)) " of the input from caches" }))
    }
}

fn about(
    key: &VirtualKey,
    (teams, users): &(names::Owners, names::Owners),
    links: bool,
    now: Micros,
) -> Markup {
    let limits = &key.limits;
    let none = || html! { span.faint { "None" } };
    let count = |number: Option<i64>| {
        number.map_or_else(none, |number| html! { (format::grouped(number)) })
    };
    let notes: Value = serde_json::from_str(&key.metadata).unwrap_or_default();
    let tags = notes.get("tags").and_then(Value::as_array);
    let owner = |kind: &str, named: &names::Owners, id: Option<&Arc<str>>| {
        id.map_or_else(none, |id| {
            let name = named.name(id);
            html! { @if links { a href={ "/ui/" (kind) "/" (encoded(id)) } { (name) } } @else { (name) } }
        })
    };
    parts::facts(&[
        ("Models", html! { @if key.models.is_empty() { "All that its owner may call" } @else {
            span.badges { @for model in &key.models { (parts::badge(Tone::Plain, model)) } } } }),
        ("Team", owner("teams", teams, key.team_id.as_ref())),
        ("User", owner("users", users, key.user_id.as_ref())),
        ("Requests per minute", count(limits.rpm_limit)),
        ("Tokens per minute", count(limits.tpm_limit)),
        ("Tokens per day", count(limits.more.tokens_per_day)),
        ("At once", count(limits.max_parallel_requests)),
        ("Tags", tags.filter(|tags| !tags.is_empty()).map_or_else(none, |tags| html! {
            span.badges { @for tag in tags.iter().filter_map(Value::as_str) { (parts::badge(Tone::Plain, tag)) } } })),
        ("Expires", key.expires_at.map_or_else(|| html! { "Never" }, |at| html! { (format::time(at)) ", " (format::ago(at, now)) })),
        ("Made", html! { (format::time(key.created_at)) " by " (key.created_by) }),
        ("Changed", html! { (format::ago(key.updated_at, now)) " by " (key.updated_by) }),
        ("Clients", html! { a href=(link("/ui/setup", &[("model", key.models.iter().find(|name| !name.contains('*')).map_or("", String::as_str))])) { "How each tool is set up" } }),
        ("Hash", html! { code.break { (key.hash.hex()) } }),
    ])
}

/// Every budget that a call of this key counts towards.
fn under(app: &App, visit: &Visit, key: &VirtualKey) -> Markup {
    let catalog = app.gateway.catalog().clone();
    let (now, ledger) = (app.gateway.now(), &app.gateway.ledger);
    let entry = catalog.key(&key.hash).cloned();
    let entry = entry.unwrap_or_else(|| Arc::new(KeyEntry::new(key.clone(), &catalog.owners)));
    let budgets: Vec<_> = entry
        .holders
        .iter()
        .flat_map(|holder| {
            holder
                .all_budgets()
                .map(move |budget| (&holder.scope, budget))
        })
        .collect();
    if budgets.is_empty() {
        return parts::card(
            "Budgets that it is under",
            html! {},
            html! { p.soft { "None: neither the key nor whoever it belongs to has a budget." } },
        );
    }
    let raise = budgets::raising(
        visit,
        ScopeKind::Key,
        &key.hash.hex(),
        title(key),
        key.limits.max_budget,
    );
    let links = visit.actor().sees_all();
    parts::table_card(
        "Budgets that it is under",
        raise,
        html! {
            table {
                thead { tr { th scope="col" { "Whose" } th scope="col" { "Spent in this window" } th scope="col" { "Starts again" } } }
                tbody {
                    @for (scope, budget) in budgets {
                        // The key's own is on this page.
                        @let place = budgets::place(scope.kind, &scope.id).filter(|_| links && scope.kind != ScopeKind::Key);
                        @let (window, resets) = budget.window(&catalog.policy.calendar, now);
                        tr {
                            th scope="row" {
                                @match place { Some(place) => a href=(place) { (names::kind(scope.kind)) }, None => (names::kind(scope.kind)) }
                                span.sub { @match &budget.period { Some((_, period)) => { (format::every(period)) } None => { "once for all" } } } }
                            td { (parts::meter(ledger.spent(&window), Some(budget.limit_at(now)))) }
                            td { @if let Some(at) = resets { (format::ago(at, now)) } @else { span.soft { "never" } } }
                        }
                    }
                }
            }
        },
    )
}

fn by_model(lines: &[SumLine], id: &str, range: &Range) -> Markup {
    let mut by: BTreeMap<&str, crate::store::Sums> = BTreeMap::new();
    for line in lines {
        *by.entry(&line.of[1]).or_default() += line.sums;
    }
    let mut by: Vec<_> = by.into_iter().collect();
    by.sort_by_key(|(name, sums)| (std::cmp::Reverse(sums.spend), *name));
    let pairs = range.pairs();
    let log = |model: &str| {
        let mut all: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
        all.extend([("key", id), ("model", model)]);
        link("/ui/logs", &all)
    };
    if by.is_empty() {
        return parts::card(
            "By model",
            html! {},
            html! { p.soft { "No calls in this range." } },
        );
    }
    parts::table_card(
        "By model",
        html! {},
        html! {
            table {
                thead { tr { th scope="col" { "Model" } th.num scope="col" { "Requests" } th.num.opt scope="col" { "Tokens" } th.num scope="col" { "Spend" } } }
                tbody {
                    @for (model, sums) in by.iter().take(10) {
                        tr data-href=(log(model)) {
                            th scope="row" { div.cut { a href=(log(model)) { (names::model(model)) } } }
                            td.num { (format::grouped(sums.requests)) }
                            td.num.opt { (format::short(sums.tokens())) }
                            td.num { (format::money(sums.spend)) }
                        }
                    }
                }
            }
        },
    )
}

fn recent_calls(rows: &[crate::domain::record::CallRecord], id: &str, now: Micros) -> Markup {
    let all = link("/ui/logs", &[("key", id)]);
    if rows.is_empty() {
        return parts::card(
            "Recent calls",
            html! {},
            html! { p.soft { "Nobody has used this key yet." } },
        );
    }
    parts::table_card(
        "Recent calls",
        html! { a.small href=(all) { "All in the log" } },
        html! {
            table {
                thead { tr { th scope="col" { "When" } th scope="col" { "Model" } th.num scope="col" { "Cost" } th scope="col" { "Ended" } } }
                tbody {
                    @for call in rows {
                        @let (words, tone) = names::outcome(call.outcome);
                        @let href = link("/ui/logs", &[("key", id), ("call", &call.intent.request_id)]);
                        tr data-href=(href) {
                            th scope="row" { a href=(href) { (format::ago(call.ended_at, now)) } }
                            td { div.cut { span { (call.intent.model_group) } } }
                            td.num { (format::money(call.cost)) }
                            td { (parts::badge(tone, words)) }
                        }
                    }
                }
            }
        },
    )
}

/// Which members of two objects differ, by name.
fn differing(entry: &AuditEntry) -> Vec<String> {
    let read = |text: &Option<String>| -> Value {
        text.as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    };
    let (before, after) = (read(&entry.before), read(&entry.after));
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else {
        return Vec::new();
    };
    let changed = after.iter().filter(|(name, value)| {
        !matches!(name.as_str(), "updated_at" | "updated_by") && before.get(*name) != Some(value)
    });
    changed.map(|(name, _)| name.replace('_', " ")).collect()
}

fn history(changes: &[(String, AuditEntry)], now: Micros) -> Markup {
    parts::table_card(
        "What was done with it",
        html! {},
        html! {
            table {
                thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th.opt scope="col" { "Fields" } } }
                tbody {
                    @for (_, entry) in changes {
                        tr {
                            th scope="row" { (format::ago(entry.at, now)) }
                            td { div.cut { span { (entry.actor) } } }
                            td { (entry.action.replace('_', " ")) }
                            td.opt { (differing(entry).join(", ")) }
                        }
                    }
                }
            }
        },
    )
}
