//! `anthropic-beta`: which of a client's wishes for unreleased abilities a service of Claude's knows.
//! One that it does not know makes it refuse the whole request, so that one stays behind and is named.
//!
//! Sources: Anthropic API reference, "Beta headers"; Amazon Bedrock User Guide, "Anthropic Claude
//! Messages API" (`anthropic_beta`); Vertex AI, "Use Anthropic's Claude models".

use crate::domain::deployment::Deployment;
use crate::domain::provider::Dialect;
use crate::wire::chat::ChatRequest;
use crate::wire::format::{Notes, Outgoing};
use serde_json::json;
use serde_json::value::RawValue;

const BETA: &str = "anthropic-beta";
/// The member of a body that says the same where there are no such headers.
const BETA_MEMBER: &str = "anthropic_beta";

/// Beta names, and what the service calls them where that differs.
type Known = &'static [(&'static str, Option<&'static str>)];

const VERTEX: Known = &[
    (
        "advanced-tool-use-2025-11-20",
        Some("tool-search-tool-2025-10-19"),
    ),
    ("compact-2026-01-12", None),
    ("compact-2026-09-04", None),
    ("computer-use-2025-01-24", None),
    ("computer-use-2025-11-24", None),
    ("context-1m-2025-08-07", None),
    ("context-management-2025-06-27", None),
    ("dangerous-tool-use-2026-09-03", None),
    ("interleaved-thinking-2025-05-14", None),
    ("per-turn-control-2026-07-01", None),
    ("thinking-binding-controls-2026-08-01", None),
    ("thinking-display-updates-2026-08-18", None),
    ("tool-search-tool-2025-10-19", None),
    ("web-search-2025-03-05", None),
];

const BEDROCK: Known = &[
    ("computer-use-2025-01-24", None),
    ("computer-use-2025-11-24", None),
    ("context-1m-2025-08-07", None),
    ("effort-2025-11-24", None),
    ("fine-grained-tool-streaming-2025-05-14", None),
    ("interleaved-thinking-2025-05-14", None),
    ("structured-outputs-2025-11-13", None),
    ("thinking-binding-controls-2026-08-01", None),
    ("thinking-display-updates-2026-08-18", None),
];

/// What a deployment's service knows; `None` for Anthropic's own, which may know more than we do.
fn known(deployment: &Deployment) -> Option<Known> {
    match deployment.provider.dialect {
        Dialect::Bedrock => Some(BEDROCK),
        _ if deployment.provider.quirks.raw_predict => Some(VERTEX),
        _ => None,
    }
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

/// What of a list of betas is sent, each once. The others are noted.
fn sifted<'v>(value: &'v str, known: Option<Known>, notes: &mut Notes) -> Vec<&'v str> {
    let mut sent: Vec<&str> = Vec::new();
    for word in words(value) {
        let found = match known {
            None => Some(word),
            Some(list) => list
                .iter()
                .find(|(name, _)| *name == word)
                .map(|(_, theirs)| theirs.unwrap_or(word)),
        };
        match found {
            Some(word) if !sent.contains(&word) => sent.push(word),
            Some(_) => {}
            None => notes.dropped.push(format!("{BETA}={word}")),
        }
    }
    sent
}

/// Adds a client's headers of Anthropic's dialect to a request that speaks it. The client's version
/// counts; of betas both its own and those that the request needs are sent.
pub fn carry(headers: &[(&'static str, String)], deployment: &Deployment, outgoing: &mut Outgoing) {
    let known = known(deployment);
    for (name, value) in headers {
        if *name == BETA {
            let mut sent = sifted(value, known, &mut outgoing.notes).join(",");
            let ours = outgoing.headers.iter_mut().find(|(name, _)| *name == BETA);
            match ours {
                Some((_, ours)) => {
                    for word in words(&sent) {
                        if !words(ours).any(|known| known == word) {
                            ours.push(',');
                            ours.push_str(word);
                        }
                    }
                }
                None if sent.is_empty() => {}
                None => outgoing.headers.push((BETA, std::mem::take(&mut sent))),
            }
        } else if known.is_none() {
            let ours = outgoing.headers.iter_mut().find(|(known, _)| known == name);
            match ours {
                Some((_, ours)) => value.clone_into(ours),
                None => outgoing.headers.push((name, value.clone())),
            }
        }
    }
}

/// The same for Bedrock, which has no such header: the model reads it in its own members.
pub fn into_members(
    headers: &[(&'static str, String)],
    deployment: &Deployment,
    asked: &mut ChatRequest,
    notes: &mut Notes,
) {
    let said = asked.extra.iter().any(|(name, _)| name == BETA_MEMBER);
    let claude = deployment.upstream_model.contains("claude");
    if said || !claude || deployment.provider.dialect != Dialect::Bedrock {
        return;
    }
    for (_, value) in headers.iter().filter(|(name, _)| *name == BETA) {
        let sent = sifted(value, known(deployment), notes);
        if let Ok(raw) = RawValue::from_string(json!(sent).to_string())
            && !sent.is_empty()
        {
            asked.extra.push((BETA_MEMBER.to_owned(), raw));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn outgoing() -> Outgoing {
        Outgoing {
            path: String::new(),
            body: Bytes::new(),
            headers: vec![
                ("anthropic-version", "2023-06-01".to_owned()),
                (BETA, "context-1m-2025-08-07".to_owned()),
            ],
            notes: Notes::default(),
        }
    }

    #[test]
    fn anthropic_gets_all_and_each_once() {
        let deployment = Deployment::sample("anthropic", "claude-sonnet-4-5");
        let mut told = outgoing();
        let headers = [
            ("anthropic-version", "2024-01-01".to_owned()),
            (BETA, "new-2030-01-01, context-1m-2025-08-07,,".to_owned()),
        ];
        carry(&headers, &deployment, &mut told);
        let expected = [
            ("anthropic-version", "2024-01-01".to_owned()),
            (BETA, "context-1m-2025-08-07,new-2030-01-01".to_owned()),
        ];
        assert_eq!(told.headers, expected);
        assert_eq!(told.notes.dropped, Vec::<String>::new());
    }

    #[test]
    fn others_get_what_they_know_under_their_own_names() {
        let mut vertex = Deployment::sample("vertex_ai", "claude-sonnet-4-5");
        vertex.provider = vertex
            .provider
            .for_model("claude-sonnet-4-5")
            .expect("a row");
        let mut told = Outgoing {
            headers: Vec::new(),
            ..outgoing()
        };
        let asked = "claude-code-20250219,interleaved-thinking-2025-05-14,advanced-tool-use-2025-11-20,\
                     tool-search-tool-2025-10-19";
        let headers = [
            ("anthropic-version", "2023-06-01".to_owned()),
            (BETA, asked.to_owned()),
        ];
        carry(&headers, &vertex, &mut told);
        let sent = "interleaved-thinking-2025-05-14,tool-search-tool-2025-10-19";
        assert_eq!(told.headers, [(BETA, sent.to_owned())]);
        assert_eq!(told.notes.dropped, ["anthropic-beta=claude-code-20250219"]);

        let bedrock = Deployment::sample("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0");
        let (mut asked, mut notes) = (ChatRequest::default(), Notes::default());
        into_members(&headers, &bedrock, &mut asked, &mut notes);
        let (name, raw) = &asked.extra[0];
        assert_eq!(
            (name.as_str(), raw.get()),
            (BETA_MEMBER, r#"["interleaved-thinking-2025-05-14"]"#)
        );
        assert_eq!(notes.dropped.len(), 3);
        let nova = Deployment::sample("bedrock", "amazon.nova-pro-v1:0");
        let mut asked = ChatRequest::default();
        into_members(&headers, &nova, &mut asked, &mut notes);
        assert!(asked.extra.is_empty());
    }
}
