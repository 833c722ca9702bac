//! What one deployment is asked: a client's request in the words of its provider.

use super::native::native_request;
use crate::domain::deployment::Deployment;
use crate::domain::provider::Dialect;
use crate::domain::record::CallType;
use crate::gateway::catalog::Served;
use crate::gateway::media;
use crate::gateway::refusal::Refusal;
use crate::gateway::route::Plan;
use crate::wire::door::Door;
use crate::wire::door::openai::Request;
use crate::wire::format::embed::Embedder;
use crate::wire::format::{Format, Notes, Outgoing, Target, anthropic, openai};
use crate::wire::media::Upload;
use crate::wire::origin;
use crate::wire::params;
use crate::wire::shape;
use crate::wire::translate;

/// A request as one deployment is asked.
#[derive(Debug)]
pub struct Prepared {
    pub(super) outgoing: Outgoing,
    /// A form, in place of a body.
    pub(super) upload: Option<Upload>,
    pub(super) lane: Lane,
}

/// How an answer comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// OpenAI's dialect on both sides.
    Relay,
    /// Another dialect on both sides.
    Native,
    /// Through the hub.
    Hub(Format),
    /// Embeddings of another dialect, for clients of OpenAI's.
    Embedding(Embedder),
    /// Pictures, sound, judgements, ranks.
    Media,
}

/// Makes the request for the first deployment that it can be said to, so that what cannot be said to any
/// is refused before anything is on record. Those before it leave the plan.
pub fn prepare(request: &Request, plan: &mut Plan) -> Result<Prepared, Refusal> {
    let mut no = None;
    for (index, served) in plan.served.iter().enumerate() {
        match translate(request, served) {
            Ok(prepared) => {
                plan.served.drain(..index);
                return Ok(prepared);
            }
            Err(refusal) => drop(no.get_or_insert(refusal)),
        }
    }
    Err(no.unwrap_or(Refusal::Internal))
}

/// The request that a deployment would be sent, without its credential.
pub fn preview(request: &Request, served: &Served) -> Result<Outgoing, Refusal> {
    translate(request, served).map(|prepared| prepared.outgoing)
}

pub(super) fn translate(request: &Request, served: &Served) -> Result<Prepared, Refusal> {
    let deployment = &served.deployment;
    if let Err(reason) = &served.endpoint {
        return Err(Refusal::Misconfigured {
            model: deployment.group.to_string(),
            reason: reason.clone(),
        });
    }
    let model = deployment.provider.model_name(&deployment.upstream_model);
    let lane = lane(request, served, &model)?;
    let lists: [&[String]; 2] = [
        &request.controls.additional_drop_params,
        &deployment.additional_drop_params,
    ];
    let readable = readable(request, &deployment.id);
    let (request, sealed) = match &readable {
        Some((request, sealed)) => (request, *sealed),
        None => (request, false),
    };
    let left = params::without(&request.object, lists).map(|object| Request {
        object,
        ..request.clone()
    });
    let request = left.as_ref().unwrap_or(request);
    let shaped = shape::shaped(request, &deployment.handling).map(|object| Request {
        object,
        ..request.clone()
    });
    let request = shaped.as_ref().unwrap_or(request);
    let fitted = fitted(request, deployment, &model, lane);
    let (request, mut dropped) = match &fitted {
        Some((request, dropped)) => (request, dropped.clone()),
        None => (request, Vec::new()),
    };
    let mut prepared = said(request, served, &model, lane)?;
    let outgoing = &mut prepared.outgoing;
    if deployment.provider.dialect == Dialect::Anthropic {
        anthropic::betas::carry(&request.headers, deployment, outgoing);
    }
    if sealed {
        dropped.push("input.encrypted_content".to_owned());
    }
    dropped.append(&mut outgoing.notes.dropped);
    outgoing.notes.dropped = dropped;
    Ok(prepared)
}

/// The request in the words of a lane.
fn said(request: &Request, served: &Served, model: &str, lane: Lane) -> Result<Prepared, Refusal> {
    let deployment = &served.deployment;
    let plain = |body| Outgoing {
        path: openai::path_of(deployment, model, request.call_type),
        body,
        headers: Vec::new(),
        notes: Notes::default(),
    };
    let target = Target::new(deployment, model, &request.controls);
    let (outgoing, upload) = match lane {
        Lane::Relay => {
            let (body, dropped) = openai::request(request, deployment, model)?;
            let mut outgoing = plain(body);
            outgoing.notes.dropped = dropped;
            (outgoing, None)
        }
        Lane::Native => (native_request(request, served, model), None),
        Lane::Media => {
            let (body, form) = media::request(request, served, model)?;
            (plain(body), form)
        }
        Lane::Embedding(embedder) => (embedder.request(&request.object, &target)?, None),
        Lane::Hub(format) => return through_hub(request, served, format, &target),
    };
    Ok(Prepared {
        outgoing,
        upload,
        lane,
    })
}

fn through_hub(
    request: &Request,
    served: &Served,
    format: Format,
    target: &Target<'_>,
) -> Result<Prepared, Refusal> {
    let deployment = &served.deployment;
    let door = Door::of(request.call_type);
    let mut asked = door.parse(&request.object)?;
    asked.stream = request.stream;
    if let Some(defaults) = &served.defaults {
        params::fill(&mut asked, &defaults.hub);
    }
    let format = openai::families::format_for(format, &asked, deployment, target.model);
    params::modify(&mut asked, deployment, format);
    if let Some(keeper) = &request.keeper {
        keeper.restore(format, &mut asked.turns);
    }
    let outgoing = if door == Door::Messages {
        translate::for_messages(asked, format, target, &request.headers)?
    } else {
        format.request(&asked, target)?
    };
    Ok(Prepared {
        outgoing,
        upload: None,
        lane: Lane::Hub(format),
    })
}

/// A request that brings back sealed words, as a deployment is to see it, and whether it cannot read some.
fn readable(request: &Request, deployment: &str) -> Option<(Request, bool)> {
    if request.origins.is_empty() {
        return None;
    }
    let (object, sealed) = origin::without_marks(&request.object, &request.origins, deployment)?;
    let request = Request {
        object,
        ..request.clone()
    };
    Some((request, sealed))
}

/// A request in Anthropic's own dialect that the model would refuse as it is, and what it lost.
fn fitted(
    request: &Request,
    deployment: &Deployment,
    model: &str,
    lane: Lane,
) -> Option<(Request, Vec<String>)> {
    let native = lane == Lane::Native && Door::of(request.call_type) == Door::Messages;
    if !native || deployment.provider.dialect != Dialect::Anthropic {
        return None;
    }
    let target = Target::new(deployment, model, &request.controls);
    let (object, dropped) = anthropic::fit(&request.object, &target)?;
    let dropped = dropped.into_iter().map(str::to_owned).collect();
    let request = Request {
        object,
        ..request.clone()
    };
    Some((request, dropped))
}

/// Whether bytes can be passed, or must be said anew.
fn lane(request: &Request, served: &Served, model: &str) -> Result<Lane, Refusal> {
    let call_type = request.call_type;
    if call_type.is_media() {
        return media::require_served(call_type, served).map(|()| Lane::Media);
    }
    let provider = served.deployment.provider;
    let openai = matches!(provider.dialect, Dialect::OpenAi | Dialect::Azure);
    let only_responses = Format::of(&served.deployment) == Some(Format::Responses);
    match (Door::of(call_type), provider.dialect) {
        (Door::OpenAi | Door::Completions, _)
            if openai && !(only_responses && call_type != CallType::Embedding) =>
        {
            let bridged = call_type == CallType::Chat
                && openai::families::must_be_responses(request, &served.deployment, model);
            return Ok(if bridged {
                Lane::Hub(Format::Responses)
            } else {
                Lane::Relay
            });
        }
        (Door::Messages, Dialect::Anthropic) | (Door::Gemini, Dialect::Gemini) => {
            return Ok(Lane::Native);
        }
        (Door::Messages, _) if served.messages.is_some() => return Ok(Lane::Native),
        (Door::OpenAi, dialect) if call_type == CallType::Embedding => {
            if let Some(embedder) = Embedder::of(dialect) {
                return Ok(Lane::Embedding(embedder));
            }
        }
        (Door::Responses, _) if openai && served.deployment.responds() => return Ok(Lane::Native),
        _ => {}
    }
    let said = call_type != CallType::Embedding;
    Format::of(&served.deployment)
        .filter(|_| said)
        .map(Lane::Hub)
        .ok_or(Refusal::Unspoken {
            provider: provider.name,
            dialect: provider.dialect.as_str(),
        })
}
