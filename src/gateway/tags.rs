//! The tags of a call: of its key and team, those that its client names, and those of the program that
//! makes it.

use super::admit::{CallContext, clean};
use super::authenticate::Caller;
use super::catalog::Policy;
use super::refusal::Refusal;
use crate::wire::door::openai::{Rejection, Request};
use std::sync::Arc;

/// The most tags that are written in one row.
const TAGS_MAX: usize = 64;

/// What tags of programs begin with, as LiteLLM's spend logs have them.
pub const AGENT: &str = "User-Agent: ";

/// How much of a client's name for itself becomes a tag, in characters: a client may send anything.
const AGENT_CHARS_MAX: usize = 100;

/// Every tag that a call is given on purpose: of the key and its team, then those that the client names.
#[must_use]
pub fn named(caller: &Caller, context: &CallContext, request: Option<&Request>) -> Vec<Arc<str>> {
    let of_body = request.map(|request| request.tags.as_slice());
    let own = caller.key().map(|entry| entry.tags.as_slice());
    let own = own.unwrap_or_default().iter().map(|tag| &**tag);
    let given = context.given_tags().chain(of_body.unwrap_or_default());
    let given = given.map(String::as_str);
    let mut tags: Vec<Arc<str>> = Vec::new();
    for tag in own.chain(given).filter(|tag| !tag.is_empty()) {
        if tags.len() < TAGS_MAX && !tags.iter().any(|known| **known == *tag) {
            tags.push(clean(tag));
        }
    }
    tags
}

/// Refuses a call that names tags of its own where only those of keys and teams count
/// (`reject_clientside_metadata_tags`).
pub fn require_none(
    policy: &Policy,
    context: &CallContext,
    request: Option<&Request>,
) -> Result<(), Refusal> {
    let given = !context.tags.is_empty() || request.is_some_and(|request| !request.tags.is_empty());
    if !policy.tags_of_keys_only || !given {
        return Ok(());
    }
    Err(Refusal::Rejected(Rejection {
        status: 400,
        error_type: "bad_request_error",
        param: Some("metadata.tags"),
        message: "Client-side 'metadata.tags' not allowed in request. 'reject_clientside_metadata_tags'=True. Tags can \
                  only be set in the metadata of the key or its team."
            .to_owned(),
    }))
}

/// The tags that a call's row has: what is [`named`], then those of its program.
#[must_use]
pub fn of_row(
    caller: &Caller,
    context: &CallContext,
    request: Option<&Request>,
    agent: &AgentTags,
) -> Arc<[Arc<str>]> {
    let mut tags = named(caller, context, request);
    for tag in agent.iter().flatten() {
        if tags.len() < TAGS_MAX && !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    tags.into()
}

/// The tags of the program that makes a call: of its product, and of this with its version.
pub type AgentTags = [Option<Arc<str>>; 2];

/// The tags of a call's program, unless the operator wants none
/// (`litellm_settings.disable_add_user_agent_to_request_tags`).
#[must_use]
pub fn of_agent(policy: &Policy, context: &CallContext) -> AgentTags {
    if policy.tags_agents {
        read_agent(&context.user_agent)
    } else {
        [None, None]
    }
}

/// Reads a `User-Agent`: what stands before the first comment, cut at [`AGENT_CHARS_MAX`]. None of what has
/// control characters.
fn read_agent(told: &str) -> AgentTags {
    let whole = told.split('(').next().unwrap_or_default().trim();
    if whole.is_empty() || whole.chars().any(char::is_control) {
        return [None, None];
    }
    let tag = |text: &str| -> Arc<str> {
        let cut = text.char_indices().nth(AGENT_CHARS_MAX);
        let text = &text[..cut.map_or(text.len(), |(at, _)| at)];
        [AGENT, text].concat().into()
    };
    let product = whole.split_once('/').map(|(product, _)| product.trim());
    let product = product.filter(|product| !product.is_empty());
    [product.map(tag), Some(tag(whole))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_tagged_by_product_and_by_version() {
        let read = |told: &str| -> Vec<String> {
            let tags = read_agent(told).into_iter().flatten();
            tags.map(|tag| tag.to_string()).collect()
        };
        assert_eq!(
            read("curl/8.5.0"),
            ["User-Agent: curl", "User-Agent: curl/8.5.0"]
        );
        assert_eq!(
            read("claude-cli/1.0.25 (external, cli)"),
            ["User-Agent: claude-cli", "User-Agent: claude-cli/1.0.25"]
        );
        assert_eq!(
            read("OpenAI/Python 1.99.1"),
            ["User-Agent: OpenAI", "User-Agent: OpenAI/Python 1.99.1"]
        );
        assert_eq!(read("plain"), ["User-Agent: plain"]);
        assert_eq!(read("/8"), ["User-Agent: /8"]);
        for nothing in ["", "  ", "(only a comment)", "a\tb/1", "a/1\u{7f}"] {
            assert!(read(nothing).is_empty(), "{nothing:?}");
        }
        let long = read(&format!("é{}/1", "x".repeat(500)));
        assert_eq!(long.len(), 2);
        assert!(
            long.iter()
                .all(|tag| tag.chars().count() == AGENT.len() + AGENT_CHARS_MAX)
        );
    }
}
