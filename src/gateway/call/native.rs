//! A request in the client's own dialect, which the provider speaks as well: its bytes, with the model's
//! name there.

use crate::gateway::catalog::Served;
use crate::wire::door::Door;
use crate::wire::door::openai::{Request, is_control};
use crate::wire::format::{Notes, Outgoing, anthropic, gemini, openai};
use crate::wire::json::ObjectWriter;
use crate::wire::params;
use bytes::Bytes;

/// The client's own bytes with the model's name at the provider, without what is the gateway's own
/// and without the members named.
pub(in crate::gateway) fn native_body(
    request: &Request,
    served: &Served,
    model: &str,
    without: &[&str],
) -> Bytes {
    let deployment = &served.deployment;
    let mut out = ObjectWriter::with_capacity(request.object.text().len());
    let in_path = Door::of(request.call_type) == Door::Gemini;
    // Claude on Vertex AI is named in the path, and its version in the body.
    let raw_predict =
        Door::of(request.call_type) == Door::Messages && deployment.provider.quirks.raw_predict;
    if raw_predict && !request.object.has("anthropic_version") {
        out.string("anthropic_version", anthropic::VERTEX_VERSION);
    }
    if !in_path && !raw_predict {
        out.string("model", model);
    }
    let extra = |name: &str| deployment.extra_body.iter().any(|(extra, _)| extra == name);
    let defaults = served.defaults.as_deref();
    let defaults = defaults.map_or(&[][..], |defaults| match Door::of(request.call_type) {
        Door::Messages => &defaults.messages,
        Door::Gemini => &defaults.gemini,
        Door::Responses => &defaults.responses,
        Door::OpenAi | Door::Completions => &[],
    });
    let default = |name: &str| defaults.iter().find(|(known, _)| known == name);
    for (name, value) in request.object.iter() {
        // `metadata` is a control of the proxy's elsewhere, and the provider's own here.
        let control = is_control(name) && name != "metadata";
        if name == "model" || control || without.contains(&name) || extra(name) {
            continue;
        }
        match default(name).and_then(|(_, default)| params::under(value, default)) {
            Some(both) => out.raw(name, &both),
            None => out.raw(name, value),
        }
    }
    let absent = |name: &str| !request.object.has(name);
    for (name, value) in defaults.iter().filter(|(name, _)| absent(name)) {
        out.raw(name, value);
    }
    for (name, value) in &deployment.extra_body {
        out.raw(name, value);
    }
    out.finish()
}

pub(super) fn native_request(request: &Request, served: &Served, model: &str) -> Outgoing {
    let raw_predict = served.deployment.provider.quirks.raw_predict;
    let path = match (Door::of(request.call_type), request.stream) {
        (Door::Gemini, true) => {
            format!("/{}:streamGenerateContent?alt=sse", gemini::resource(model))
        }
        (Door::Gemini, false) => format!("/{}:generateContent", gemini::resource(model)),
        (Door::Messages, stream) if raw_predict => anthropic::raw_predict_path(model, stream),
        (Door::Messages, _) => "/messages".to_owned(),
        _ => openai::path_of(&served.deployment, model, request.call_type),
    };
    let headers = match Door::of(request.call_type) {
        Door::Messages if !raw_predict => {
            vec![("anthropic-version", "2023-06-01".to_owned())]
        }
        _ => Vec::new(),
    };
    Outgoing {
        path,
        body: native_body(request, served, model, &[]),
        headers,
        notes: Notes::default(),
    }
}
