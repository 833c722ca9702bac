//! Why a call of this key would be let in or refused, told by admission's own rules.

use super::super::layout::message;
use super::super::parts::{self, Tone};
use super::super::visit::Visit;
use super::super::{format, names};
use super::path;
use crate::admin::AdminError;
use crate::admin::explain::{self as operation, Check, Explanation, Question};
use crate::admin::keys::KeySpend;
use crate::http::App;
use maud::{Markup, html};

/// The form, and the answer when the address asks.
pub(super) async fn card(app: &App, visit: &Visit, row: &KeySpend) -> Result<Markup, AdminError> {
    if !visit.actor().sees_all() {
        return Ok(html! {});
    }
    let asked = visit.query.get("explain");
    let answer = match asked {
        None => None,
        Some(model) => {
            let question = Question {
                key: row.key.hash.hex(),
                model: model.to_owned(),
                max_tokens: visit.query.get("tokens").and_then(|text| text.parse().ok()),
            };
            Some(operation::explain(&app.admin, &app.gateway, &question).await)
        }
    };
    let shown = match &answer {
        None => html! {},
        Some(Ok(answer)) => told(app, answer),
        Some(Err(AdminError::BadRequest { message, .. })) => {
            parts::notice(Tone::Bad, html! { (message) })
        }
        Some(Err(error)) => parts::notice(Tone::Bad, html! { (error) }),
    };
    let catalog_names = app.gateway.catalog().names();
    Ok(parts::card(
        "Would a call be let in?",
        html! {},
        html! {
            form.filters method="get" action={ (path(&row.key)) "#explained" } id="explained" {
                div.field.wide {
                    label for="explain" { "Model" }
                    input id="explain" name="explain" value=(asked.unwrap_or_default()) list="explain-models" required autocomplete="off";
                    datalist id="explain-models" { @for name in catalog_names.iter().take(200) { option value=(name) {} } }
                }
                div.field {
                    label for="tokens" { "Longest answer" }
                    input id="tokens" name="tokens" inputmode="numeric" value=(visit.query.raw("tokens")) placeholder="Tokens" autocomplete="off";
                }
                button type="submit" { "Explain" }
            }
            @if asked.is_none() { p.small.soft { "Nobody is called and nothing is taken: each check of admission is made as it would be now." } }
            (shown)
        },
    ))
}

fn told(app: &App, answer: &Explanation) -> Markup {
    html! {
        @match &answer.refusal {
            Some(refusal) => (parts::notice(Tone::Bad, html! { strong { "It would be refused. " } (message(&app.refuse(refusal))) })),
            None => (parts::notice(Tone::Good, html! { strong { "It would be let in. " }
                @if let Some((_, provider, model)) = answer.answering.first() { (provider) " would answer with " (model) "." } })),
        }
        div.table tabindex="0" role="region" aria-label="Checks" { table {
            thead { tr { th scope="col" { "Check" } th scope="col" { "Result" } th scope="col" { "Numbers" } } }
            tbody { @for check in &answer.checks { (line(check)) } }
        } }
    }
}

fn line(check: &Check) -> Markup {
    let (name, numbers) = match check {
        Check::Key { .. } => ("The key is in force".to_owned(), html! {}),
        Check::Models { whose, list, .. } => (
            format!("Models of the {}", names::kind(*whose).to_lowercase()),
            html! { @if list.is_empty() { "all" } @else { (list.join(", ")) } },
        ),
        Check::Price { .. } => ("The price is known".to_owned(), html! {}),
        Check::Rates(place) => (
            format!("Rates of {}", place.descriptor.replace('_', " ")),
            html! {
                @if let Some(limit) = place.limits.requests_per_minute { (format::grouped(limit)) " requests a minute " }
                @if let Some(limit) = place.limits.tokens_per_minute { (format::grouped(limit)) " tokens a minute " }
                @if let Some(limit) = place.limits.parallel_requests { (format::grouped(limit)) " at once" }
            },
        ),
        Check::Budget(budget) => (
            format!(
                "Budget of the {}",
                names::kind(budget.scope.kind).to_lowercase()
            ),
            html! { (parts::meter(budget.standing.spent + budget.standing.reserved, Some(budget.standing.limit))) },
        ),
    };
    let tone = match (check.passed(), check.result()) {
        (false, _) => Tone::Bad,
        (true, "ok") => Tone::Good,
        (true, _) => Tone::Warn,
    };
    html! { tr { th scope="row" { (name) } td { (parts::badge(tone, check.result())) } td { (numbers) } } }
}
