//! The page of usage.

use super::super::chart::{self, Chart, Series, Slot, Unit};
use super::super::format;
use super::super::layout::Page;
use super::super::params::Params;
use super::super::parts;
use super::super::range::Step;
use super::super::scope::Sees;
use super::super::visit::Visit;
use super::{Group, Metric, PATH, Usage, read, shown};
use crate::http::App;
use crate::http::error::Problem;
use crate::store::Sums;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// Groups that have a colour of their own.
pub(super) const COLOURED: usize = 6;
/// Rows of the table; the file has all.
const ROWS_MAX: usize = 200;

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let sees = Sees::of(visit.actor());
    let usage = read(&app, &sees, &visit.query, Some(ROWS_MAX)).await?;
    let body = html! {
        (parts::head("Usage", html! { p { (usage.range.shown()) } }, html! {
            (usage.range.switch(PATH, &visit.query))
            @let other = visit.query.with("compare", if usage.compares { "" } else { "1" });
            a.btn href=(other.at(PATH)) aria-current=[usage.compares.then_some("true")] { (if usage.compares { "Stop comparing" } else { "Compare" }) }
        }))
        div.filters {
            (switch(&visit.query, "by", "Group by", usage.group.name(), &Group::ALL.map(|(_, name, words)| (name, words))))
            (switch(&visit.query, "metric", "Measure", metric_name(usage.metric), &Metric::ALL.map(|(_, name, words)| (name, words))))
        }
        div.stats { (stats(&usage)) }
        (parts::card(&title(&usage), html! {}, picture(&app, &usage)))
        (table(&app, &visit, &usage))
    };
    Ok(Page::new("Usage", PATH, body).show(&app, &visit))
}

fn metric_name(metric: Metric) -> &'static str {
    let found = Metric::ALL.iter().find(|(own, ..)| *own == metric);
    found.map_or("cost", |(_, name, _)| name)
}

fn title(usage: &Usage) -> String {
    let what = usage.metric.words();
    match (usage.compares, usage.group) {
        (true, _) => format!("{what}, against the period before"),
        (false, Group::Time) => what.to_owned(),
        (false, group) => format!("{what} by {}", group.words().to_lowercase()),
    }
}

fn switch(
    query: &Params,
    name: &str,
    label: &str,
    current: &str,
    options: &[(&str, &str)],
) -> Markup {
    html! {
        div.seg role="group" aria-label=(label) {
            @for (value, words) in options {
                a href=(query.with(name, value).at(PATH)) aria-current=[(*value == current).then_some("true")] { (words) }
            }
        }
    }
}

fn unit(metric: Metric) -> Unit {
    match metric {
        Metric::Cost => Unit::Dollars,
        Metric::Time => Unit::Millis,
        _ => Unit::Count,
    }
}

fn stats(usage: &Usage) -> Markup {
    let now = &usage.total;
    let mut before = Sums::default();
    for sums in &usage.before_parts {
        before += *sums;
    }
    let against = |now: i64, before: i64, other: Markup| {
        html! { @if usage.compares { (parts::difference(now, before)) " on the period before" } @else { (other) } }
    };
    html! {
        (parts::stat("Cost", &format::money(now.spend), against(now.spend.0, before.spend.0, html! {
            @if now.requests > 0 { (format::money(crate::domain::money::Nanos(now.spend.0 / now.requests))) " a request" } @else { "no requests" } })))
        (parts::stat("Requests", &format::grouped(now.requests), against(now.requests, before.requests, html! { (format::percent(now.successes, now.requests)) " succeeded" })))
        (parts::stat("Tokens in", &format::short(now.prompt_tokens), against(now.prompt_tokens, before.prompt_tokens, html! {
            (format::percent(now.cache_read_tokens, now.prompt_tokens)) " from caches" })))
        (parts::stat("Tokens out", &format::short(now.completion_tokens), against(now.completion_tokens, before.completion_tokens, html! {
            @if now.requests > 0 { (format::short(now.completion_tokens / now.requests)) " a request" } @else { "no requests" } })))
    }
}

/// The groups that the picture tells apart.
fn pictured(usage: &Usage) -> Vec<String> {
    if usage.group == Group::Time || usage.compares {
        return Vec::new();
    }
    let with_some = usage
        .rows
        .iter()
        .filter(|(_, sums)| usage.metric.of(sums) > 0);
    with_some
        .take(COLOURED)
        .map(|(name, _)| name.clone())
        .collect()
}

fn series(app: &App, usage: &Usage, groups: &[String]) -> Vec<Series> {
    let one = |name: &str, class| Series {
        name: name.to_owned(),
        class,
    };
    if usage.compares {
        return vec![
            one("This period", "1"),
            one("The period before", chart::REST),
        ];
    }
    if groups.is_empty() {
        return vec![one(usage.metric.words(), "1")];
    }
    let named = groups.iter().zip(chart::CLASSES);
    let mut series: Vec<Series> = named
        .map(|(name, class)| one(&shown(app, usage, name), class))
        .collect();
    let mut others = usage.rows.iter().skip(COLOURED);
    if others.any(|(_, sums)| usage.metric.of(sums) > 0) && usage.metric != Metric::Time {
        series.push(one("Other", chart::REST));
    }
    series
}

/// The values of one part of the range, a value for each series.
fn values(usage: &Usage, groups: &[String], width: usize, n: usize, key: &str) -> Vec<i64> {
    let metric = usage.metric;
    let cells = usage.cells.iter().filter(|((part, _), _)| part == key);
    if groups.is_empty() {
        let mut all = Sums::default();
        for (_, sums) in cells {
            all += *sums;
        }
        let before = usage.before_parts.get(n).copied().unwrap_or_default();
        let mut values = vec![metric.of(&all).max(0)];
        values.extend(usage.compares.then(|| metric.of(&before).max(0)));
        return values;
    }
    let mut values = vec![0; width];
    for ((_, name), sums) in cells {
        let at = groups.iter().position(|group| group == name);
        if let Some(value) = values.get_mut(at.unwrap_or(groups.len())) {
            *value += metric.of(sums).max(0);
        }
    }
    values
}

fn picture(app: &App, usage: &Usage) -> Markup {
    let groups = pictured(usage);
    let series = series(app, usage, &groups);
    let parts = usage.range.parts().into_iter().enumerate();
    let slots: Vec<Slot> = parts
        .map(|(n, part)| Slot {
            values: values(usage, &groups, series.len(), n, &part.key),
            href: Some(part.log(&[])),
            clock: part.clock(),
            label: part.label,
            full: part.full,
        })
        .collect();
    let chart = Chart {
        id: "usage",
        title: &title(usage),
        unit: unit(usage.metric),
        series: &series,
        slots: &slots,
        height: 280.0,
        slot_name: if usage.range.step == Step::Day {
            "Day"
        } else {
            "Hour"
        },
    };
    if usage.compares || usage.metric == Metric::Time {
        chart.lines()
    } else {
        chart.stacked()
    }
}

/// The log of a row.
fn log(usage: &Usage, name: &str) -> Option<String> {
    let field = match usage.group {
        Group::Time => {
            let parts = usage.range.parts();
            return parts
                .iter()
                .find(|part| part.key == name)
                .map(|part| part.log(&[]));
        }
        // The log has no filter for it; its page has its teams.
        Group::Organization => {
            return Some(format!(
                "/ui/organizations/of/{}",
                super::super::params::encoded(name)
            ));
        }
        _ if name.is_empty() => return None,
        other => other.name(),
    };
    let mut pairs: Vec<(&str, String)> = usage.range.pairs();
    pairs.push((field, name.to_owned()));
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Some(super::super::params::link("/ui/logs", &pairs))
}

/// Where the limits of a row are.
fn limits(group: Group, name: &str) -> Option<String> {
    let place = match group {
        Group::Key => "keys",
        Group::User => "users",
        Group::Team => "teams",
        Group::Customer => "customers/of",
        Group::Tag => "tags/of",
        _ => return None,
    };
    let is_key = group != Group::Key || crate::domain::key::KeyHash::from_hex(name).is_some();
    (!name.is_empty() && is_key)
        .then(|| format!("/ui/{place}/{}", super::super::params::encoded(name)))
}

fn table(app: &App, visit: &Visit, usage: &Usage) -> Markup {
    if usage.rows.is_empty() {
        return html! { div.card { (parts::empty("Nothing in this range", "Choose a longer range, or another group.", html! {})) } };
    }
    let files = html! {
        span.actions {
            a.btn href=(visit.query.at("/ui/usage/export.csv")) download { "CSV" }
            a.btn href=(visit.query.at("/ui/usage/export.jsonl")) download { "JSONL" }
        }
    };
    let most = usage
        .rows
        .iter()
        .map(|(_, sums)| usage.metric.of(sums))
        .max()
        .unwrap_or(0)
        .max(1);
    let mut names = usage.rows.iter().map(|(name, _)| name);
    let has_limits =
        visit.actor().sees_all() && names.any(|name| limits(usage.group, name).is_some());
    let header = html! {
        tr {
            th scope="col" { (usage.group.words()) }
            th.opt scope="col" { "Share" }
            th.num scope="col" { "Cost" }
            th.num scope="col" { "Requests" }
            th.num.opt scope="col" { "Failed" }
            th.num.opt scope="col" { "Tokens in" }
            th.num.opt scope="col" { "Cached" }
            th.num.opt scope="col" { "Tokens out" }
            th.num.opt scope="col" { "Mean time" }
            @if usage.compares { th.num scope="col" { (usage.metric.words()) " before" } th.num scope="col" { "Change" } }
            @if has_limits { th.opt scope="col" { span.sr { "Limits" } } }
        }
    };
    parts::table_card(
        &format!("By {}", usage.group.words().to_lowercase()),
        files,
        html! {
            table {
                thead { (header) }
                tbody {
                    @for (name, sums) in usage.rows.iter().take(ROWS_MAX) {
                        @let href = log(usage, name).filter(|_| usage.group != Group::Organization || visit.actor().sees_all());
                        @let place = limits(usage.group, name).filter(|_| has_limits);
                        tr data-href=[href.as_deref()] {
                            th scope="row" { div.cut {
                                @if let Some(href) = &href { a href=(href) { (shown(app, usage, name)) } } @else { span { (shown(app, usage, name)) } }
                                @if let Some(place) = &place { a.sub.phone href=(place) { "Limits" span.sr { " of " (shown(app, usage, name)) } } }
                            } }
                            td.opt { progress max=(most) value=(usage.metric.of(sums).max(0)) aria-label={ (shown(app, usage, name)) ", share of the largest" } {} }
                            (numbers(sums))
                            @if usage.compares {
                                @let before = usage.before.get(name).copied().unwrap_or_default();
                                td.num { (unit(usage.metric).full(usage.metric.of(&before))) }
                                td.num { (parts::difference(usage.metric.of(sums), usage.metric.of(&before))) }
                            }
                            @if has_limits { td.opt { @if let Some(place) = &place { a.small href=(place) { "Limits" span.sr { " of " (shown(app, usage, name)) } } } } }
                        }
                    }
                    tr.total {
                        th scope="row" { "In all" @if usage.group == Group::Tag { span.sub { "tagged calls, each once" } } }
                        td.opt {}
                        (numbers(&usage.total))
                        @if usage.compares { td.num {} td.num {} }
                        @if has_limits { td.opt {} }
                    }
                }
            }
            @if usage.count > ROWS_MAX {
                p.pager { "The first " (ROWS_MAX) " of " (format::grouped(usage.count as i64)) ". The file has all." }
            }
        },
    )
}

fn numbers(sums: &Sums) -> Markup {
    html! {
        td.num { (format::money(sums.spend)) }
        td.num { (format::grouped(sums.requests)) }
        td.num.opt { (format::grouped(sums.failures())) }
        td.num.opt { (format::short(sums.prompt_tokens)) }
        td.num.opt { (format::percent(sums.cache_read_tokens, sums.prompt_tokens)) }
        td.num.opt { (format::short(sums.completion_tokens)) }
        td.num.opt { (format::millis(Metric::Time.of(sums))) }
    }
}
