mod conversations;
mod requests;
mod streams;
mod trips;

use crate::domain::deployment::Deployment;
use crate::wire::format::Target;
use crate::wire::frame::{SseSplitter, sse_data};
use bytes::Bytes;

/// A deployment of a provider's model, with what the price table knows about it.
fn deployment(provider: &str, model: &str) -> Deployment {
    Deployment::sample(provider, model)
}

fn target(deployment: &Deployment) -> Target<'_> {
    Target {
        deployment,
        model: &deployment.upstream_model,
        drop_params: false,
        allowed: [&[], &[]],
    }
}

/// A fixture's file.
fn fixture(case: &str, file: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/wire/responses");
    std::fs::read(format!("{folder}/{case}/{file}")).expect("a fixture")
}

const CASES: &[&str] = &[
    "text",
    "parallel_calls",
    "reasoning",
    "reasoning_text",
    "refusal",
    "incomplete",
    "citations",
    "items_whole",
    "only_the_end",
];

/// The payloads of a stream that arrives in these pieces.
fn payloads(pieces: &[&[u8]]) -> Vec<Vec<u8>> {
    let mut splitter = SseSplitter::default();
    let mut events: Vec<Bytes> = Vec::new();
    for piece in pieces {
        splitter.push(piece);
        while let Some(event) = splitter.next_event().expect("short events") {
            events.push(event);
        }
    }
    events.extend(splitter.rest());
    events
        .iter()
        .map(|event| sse_data(event).bytes().to_vec())
        .collect()
}
