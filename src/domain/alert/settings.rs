//! Who is told of which alerts.

use super::Rule;
use crate::domain::secret::Secret;
use std::collections::BTreeMap;
use std::time::Duration;

/// Everything that is set about alerts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Slack is told: `slack` in `general_settings.alerting`.
    pub slack: bool,
    /// A plain webhook is told: `webhook` in `general_settings.alerting`.
    pub webhook: bool,
    /// Where Slack is told: `SLACK_WEBHOOK_URL`.
    pub slack_url: Option<Secret>,
    /// Where a plain webhook is told: `WEBHOOK_URL`.
    pub webhook_url: Option<Secret>,
    /// What is told, in LiteLLM's words: `general_settings.alert_types`. `None` is everything.
    pub types: Option<Vec<String>>,
    /// Hooks of Slack for single types: `general_settings.alert_to_webhook_url`.
    pub by_type: BTreeMap<String, Vec<Secret>>,
    /// From when a call is slow: `general_settings.alerting_threshold`. Default 300 s.
    pub slow_after: Duration,
    /// When what lasts is told again: `general_settings.alerting_args.budget_alert_ttl`. Default 24 h.
    pub remind: Duration,
    /// So many failures in a row are an outage:
    /// `general_settings.alerting_args.minor_outage_alert_threshold`. Default 3.
    pub outage_failures: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            slack: false,
            webhook: false,
            slack_url: None,
            webhook_url: None,
            types: None,
            by_type: BTreeMap::new(),
            slow_after: Duration::from_secs(300),
            remind: Duration::from_secs(86_400),
            outage_failures: 3,
        }
    }
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An incoming webhook of Slack.
    Slack(Secret),
    /// Anything that takes JSON.
    Webhook(Secret),
}

impl Settings {
    /// Whether a rule is to be told.
    #[must_use]
    pub fn wants(&self, rule: Rule) -> bool {
        self.types.as_ref().is_none_or(|types| {
            rule.types()
                .iter()
                .any(|name| types.iter().any(|wanted| wanted == name))
        })
    }

    /// Who is told of a rule.
    #[must_use]
    pub fn targets(&self, rule: Rule) -> Vec<Target> {
        let mut targets = Vec::new();
        if !self.wants(rule) {
            return targets;
        }
        if self.slack {
            let own = rule.types().iter().find_map(|name| self.by_type.get(*name));
            match own {
                Some(hooks) => targets.extend(hooks.iter().cloned().map(Target::Slack)),
                None => targets.extend(self.slack_url.clone().map(Target::Slack)),
            }
        }
        if self.webhook {
            targets.extend(self.webhook_url.clone().map(Target::Webhook));
        }
        targets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_may_have_hooks_of_its_own_or_none() {
        let hook = |text: &str| Secret::new(text);
        let mut settings = Settings {
            slack: true,
            slack_url: Some(hook("https://usual")),
            by_type: BTreeMap::from([("budget_alerts".to_owned(), vec![hook("https://budgets")])]),
            ..Settings::default()
        };
        assert_eq!(
            settings.targets(Rule::HardBudget),
            [Target::Slack(hook("https://budgets"))]
        );
        assert_eq!(
            settings.targets(Rule::SlowCalls),
            [Target::Slack(hook("https://usual"))]
        );
        settings.types = Some(vec!["daily_reports".to_owned()]);
        assert!(settings.targets(Rule::HardBudget).is_empty());
        assert_eq!(settings.targets(Rule::DailyReport).len(), 1);
        settings.slack = false;
        assert!(settings.targets(Rule::DailyReport).is_empty());
    }
}
