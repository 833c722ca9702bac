//! What is said, in the words of whoever is told.

use crate::domain::alert::{Message, Rule, Why};
use serde_json::{Map, Value, json};

/// Characters that mean something to Slack are written as it asks for (Slack, "Formatting text for app
/// surfaces"): nobody can be mentioned and no link be made by a name.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn icon(message: &Message) -> &'static str {
    match (message.why, message.finding.rule) {
        (Why::Resolved, _) => ":white_check_mark:",
        (Why::Test, _) => ":wave:",
        (_, Rule::DailyReport) => ":bar_chart:",
        (_, Rule::SoftBudget | Rule::ProjectedOverspend | Rule::SlowCalls) => ":warning:",
        _ => ":rotating_light:",
    }
}

/// For Slack's incoming webhooks.
pub(super) fn slack(message: &Message) -> Value {
    let finding = &message.finding;
    let mut text = format!(
        "{} *{}*\n`{}` {}",
        icon(message),
        escaped(&finding.title),
        finding.rule.as_str(),
        message.why.as_str()
    );
    for (name, value) in &finding.facts {
        text.push_str(&format!("\n{name}: {}", escaped(value)));
    }
    json!({ "text": text })
}

/// For anything else, with the names that LiteLLM's webhooks have where they mean the same.
pub(super) fn webhook(message: &Message) -> Value {
    let finding = &message.finding;
    let event = match finding.rule {
        Rule::SoftBudget => "threshold_crossed",
        Rule::HardBudget => "budget_crossed",
        Rule::ProjectedOverspend => "projected_limit_exceeded",
        other => other.as_str(),
    };
    let facts: Map<String, Value> = finding
        .facts
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    json!({
        "event": event,
        "event_message": finding.title,
        "rule": finding.rule.as_str(),
        "scope": finding.scope,
        "state": message.why.as_str(),
        "facts": facts,
        "at": message.at.rfc3339(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alert::Finding;
    use crate::domain::time::Micros;

    fn message(title: &str) -> Message {
        Message {
            why: Why::Fired,
            finding: Finding {
                rule: Rule::HardBudget,
                scope: "key:1f".to_owned(),
                title: title.to_owned(),
                facts: vec![("spent", "$1".to_owned())],
            },
            at: Micros(0),
        }
    }

    #[test]
    fn nobody_is_mentioned_by_a_name() {
        let told = slack(&message("<!channel> & <https://x|y>"));
        assert_eq!(
            told["text"],
            ":rotating_light: *&lt;!channel&gt; &amp; &lt;https://x|y&gt;*\n`hard_budget` firing\nspent: $1"
        );
    }

    #[test]
    fn a_webhook_is_told_by_names() {
        let told = webhook(&message("it"));
        assert_eq!(told["event"], "budget_crossed");
        assert_eq!(told["facts"]["spent"], "$1");
        assert_eq!(told["state"], "firing");
    }
}
