//! One deployment is asked once.

use super::open::{ERROR_BODY_WAIT, open_stream};
use super::prepare::{Lane, Prepared};
use super::{Begun, Deadlines, UpstreamHeaders};
use crate::domain::record::CallType;
use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::gateway::catalog::Served;
use crate::gateway::embed::Further;
use crate::gateway::media;
use crate::gateway::route::Plan;
use crate::upstream::{Content, Endpoint, Response};
use crate::wire::door::openai::Request;
use crate::wire::door::{Door, Rendering};
use crate::wire::fault::Fault;
use crate::wire::format::{self, Notes};
use crate::wire::native::{self, NativeRelay};
use crate::wire::reader::Reader;
use crate::wire::relay::{self, StreamRelay};
use crate::wire::translate::{self, Translation};
use http::HeaderMap;
use std::borrow::Cow;
use std::sync::Arc;
use tokio::time::Instant;

/// Who is asked what, and until when.
pub(super) struct Attempt<'a> {
    pub gateway: &'a Arc<Gateway>,
    pub request: &'a Request,
    pub served: &'a Served,
    pub plan: &'a Plan,
    pub deadline: Instant,
}

impl Attempt<'_> {
    /// Sends the request, and returns when the answer has begun or has come.
    pub(super) async fn make(self, prepared: Prepared) -> Result<(Begun, UpstreamHeaders), Fault> {
        if let Some(mock) = &self.served.deployment.handling.mock {
            return self.made_up(mock).await;
        }
        let Ok(endpoint) = &self.served.endpoint else {
            return Err(Fault::connection(
                "upstream_connect",
                502,
                "the deployment has no address",
            ));
        };
        let Prepared {
            mut outgoing,
            upload,
            lane,
        } = prepared;
        let beside =
            self.served.messages.as_ref().filter(|_| {
                lane == Lane::Native && Door::of(self.request.call_type) == Door::Messages
            });
        let endpoint = beside.unwrap_or(endpoint);
        // The client's organization, where the operator lets it through (`forward_openai_org_id`).
        if self.served.deployment.provider.name == "openai" {
            let own = self.request.headers.iter();
            let named = own.filter(|(name, _)| *name == ORGANIZATION).cloned();
            outgoing.headers.extend(named);
        }
        let sent = self.gateway.upstream.send(
            endpoint,
            &outgoing.path,
            (&outgoing.headers, self.forwarded()),
            upload.map_or(Content::Json(outgoing.body), Content::Form),
            self.deadline,
        );
        let response = self.accepted(sent.await?).await?;
        let mut headers = response.headers().clone();
        tell_dropped(&mut headers, &outgoing.notes.dropped);
        let bytes_max = self.gateway.catalog().policy.response_bytes_max;
        let begun = if lane == Lane::Media {
            let model = self.client_model();
            let (model, deadlines) = (model.as_deref(), self.deadlines());
            let request = self.request;
            media::begin(
                request,
                response,
                model,
                deadlines,
                self.deadline,
                bytes_max,
            )
            .await?
        } else if self.request.stream && !matches!(lane, Lane::Embedding(_)) {
            let reader = self.reader(lane, outgoing.notes);
            let open = open_stream(response, reader, self.deadlines(), self.deadline).await?;
            Begun::Stream(Box::new(open))
        } else {
            let from = (endpoint, outgoing.path.as_str(), outgoing.notes);
            self.whole(lane, from, response, &headers, bytes_max)
                .await?
        };
        Ok((begun, headers))
    }

    /// The client's own headers that go along.
    fn forwarded(&self) -> Option<&HeaderMap> {
        let headers = self.request.forwarded.as_deref()?;
        let rules = &self.gateway.catalog().policy.routing;
        let names = [&*self.plan.group, &*self.served.deployment.group];
        rules.forwarded.of(names).then_some(headers)
    }

    pub(super) fn deadlines(&self) -> Deadlines {
        self.gateway
            .deadlines(self.request, &self.served.deployment)
    }

    /// The model's name that the client is shown; none keeps the provider's.
    pub(super) fn client_model(&self) -> Option<String> {
        (!self.request.model_from_path).then(|| self.plan.group.to_string())
    }

    /// The deployment's id, where what it seals is marked with it.
    fn marks(&self) -> Option<&Arc<str>> {
        let deployment = &self.served.deployment;
        let rules = &self.gateway.catalog().policy.routing;
        let affinity = rules.affinity_for([&self.plan.group, &deployment.group]);
        let sealed = affinity.by_content && self.request.call_type == CallType::Responses;
        sealed.then_some(&deployment.id)
    }

    /// An answer that is none says why.
    async fn accepted(&self, mut response: Response) -> Result<Response, Fault> {
        let status = response.status();
        if !(200..300).contains(&status) {
            let headers = Box::new(response.headers().clone());
            let asked = response.header("retry-after");
            let retry_after = wait_seconds(asked, self.gateway.now()).into_owned();
            let said = response
                .error_body(self.deadline.min(Instant::now() + ERROR_BODY_WAIT))
                .await;
            let dialect = self.served.deployment.provider.dialect;
            let mut fault = format::fault(dialect, status, Some(&retry_after), &said);
            fault.headers = Some(headers);
            return Err(fault);
        }
        response.require_plain()?;
        Ok(response)
    }

    /// What reads a stream.
    fn reader(&self, lane: Lane, notes: Notes) -> Reader {
        let request = self.request;
        let door = Door::of(request.call_type);
        match lane {
            Lane::Relay => {
                let shows_usage = self.gateway.shows_usage(request);
                Reader::Relay(StreamRelay::new(self.client_model(), shows_usage))
            }
            Lane::Native | Lane::Embedding(_) | Lane::Media => {
                let relay = NativeRelay::new(door, self.client_model());
                Reader::Native(relay.marking(self.marks().cloned()))
            }
            Lane::Hub(format) => Reader::Translate(Box::new(
                Translation::new(format, notes, door, self.rendering(), &request.object)
                    .keeping(format, request.keeper.as_ref()),
            )),
        }
    }

    /// Reads an answer that comes whole.
    async fn whole(
        &self,
        lane: Lane,
        (endpoint, path, notes): (&Endpoint, &str, Notes),
        mut response: Response,
        headers: &UpstreamHeaders,
        bytes_max: usize,
    ) -> Result<Begun, Fault> {
        let (request, deadline) = (self.request, self.deadline);
        let model = self.client_model();
        let door = Door::of(request.call_type);
        let body = response.whole(bytes_max, deadline).await?;
        let whole = match lane {
            Lane::Relay => relay::whole(request.call_type, body, model.as_deref())?,
            Lane::Embedding(embedder) => {
                let further = Further {
                    upstream: &self.gateway.upstream,
                    endpoint,
                    path,
                    bodies: notes.more,
                    bytes_max,
                    deadline,
                };
                let upstream_model = &self.served.deployment.upstream_model;
                let model = model.as_deref().unwrap_or(upstream_model);
                further
                    .embeddings(embedder, request, model, body, headers)
                    .await?
            }
            Lane::Native | Lane::Media => {
                let marks = self.marks().map(|id| &**id);
                native::whole(door, body, model.as_deref(), marks)?
            }
            Lane::Hub(format) => {
                translate::whole(format, &notes, &body, door, &self.rendering(), request)?
            }
        };
        Ok(Begun::Whole(Box::new(whole)))
    }

    fn rendering(&self) -> Rendering {
        let upstream_model = &self.served.deployment.upstream_model;
        Rendering {
            model: self
                .client_model()
                .unwrap_or_else(|| upstream_model.to_string()),
            id: match Door::of(self.request.call_type) {
                Door::Responses => format!("resp_{}", uuid::Uuid::new_v4().simple()),
                _ => uuid::Uuid::new_v4().simple().to_string(),
            },
            created_seconds: self.gateway.now().0 / 1_000_000,
            include_usage: self.gateway.shows_usage(self.request),
        }
    }
}

/// Takes our own credential out of what a provider says about it.
pub(in crate::gateway) fn redact(fault: &mut Fault, served: &Served) {
    let aws = served.deployment.aws.as_ref();
    let signing = aws.and_then(|aws| aws.credentials.as_ref());
    let signing = signing.into_iter().flat_map(|own| {
        [&own.access_key_id, &own.secret_access_key]
            .into_iter()
            .chain(&own.session_token)
    });
    let keys = served.deployment.api_key.iter().chain(signing);
    let secrets = keys.chain(
        served
            .deployment
            .extra_headers
            .iter()
            .map(|(_, value)| value),
    );
    for secret in secrets.filter(|secret| secret.expose().len() >= 6) {
        let texts = [&mut fault.error_type, &mut fault.param];
        for text in texts
            .into_iter()
            .flatten()
            .chain([&mut fault.message])
            .filter(|text| text.contains(secret.expose()))
        {
            *text = text.replace(secret.expose(), &secret.masked());
        }
    }
}

/// Where clients of OpenAI name their organization.
pub const ORGANIZATION: &str = "openai-organization";

/// What the provider was not told, beside what it tells.
pub const DROPPED: &str = "x-cw-dropped";

fn tell_dropped(headers: &mut UpstreamHeaders, dropped: &[String]) {
    headers.remove(DROPPED);
    if let Ok(value) = http::HeaderValue::from_str(&dropped.join(", "))
        && !dropped.is_empty()
    {
        headers.insert(DROPPED, value);
    }
}

/// A `retry-after` in seconds: a date (RFC 9110, 10.2.3) is as far away as it is, what has passed is no wait.
fn wait_seconds(value: &str, now: Micros) -> Cow<'_, str> {
    match Micros::parse_http(value) {
        None => value.into(),
        Some(at) => {
            let left = (at.0 - now.0).max(0).unsigned_abs();
            left.div_ceil(1_000_000).to_string().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_may_be_a_date() {
        let now = Micros::parse("1994-11-06T08:49:34.5Z").expect("a time");
        for (value, seconds) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", "3"),
            ("Sun, 06 Nov 1994 08:49:30 GMT", "0"),
            ("7", "7"),
            ("soon", "soon"),
            ("", ""),
        ] {
            assert_eq!(wait_seconds(value, now), seconds, "{value}");
        }
    }
}
