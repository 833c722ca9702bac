//! Where a call meets the answers that were given before.

use super::{Cache, ENTRY_BYTES_MAX, Kept, Slot, events};
use crate::domain::price::Cost;
use crate::domain::record::Outcome;
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Served;
use crate::gateway::meter::{Ending, Meter};
use crate::gateway::refusal::Refusal;
use crate::gateway::route::Plan;
use crate::gateway::stream::{CHUNKS_WAITING_MAX, payload};
use crate::gateway::{Answer, AnswerBody, AnswerMeta, Gateway};
use crate::wire::door::openai::Request;
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Where the answer of a call is looked for and kept; `None` when it takes no part.
pub fn slot(gateway: &Gateway, caller: &Caller, request: &Request, plan: &Plan) -> Option<Slot> {
    let catalog = gateway.catalog();
    let policy = catalog.policy.cache.as_ref()?;
    let shows_usage = gateway.shows_usage(request);
    Cache::slot(policy, caller, &plan.group, request, shows_usage)
}

/// The answer that was given before, and who gave it. One of a deployment that is not asked any more is
/// none.
pub async fn hit(
    gateway: &Gateway,
    slot: Option<&Slot>,
    plan: &Plan,
) -> Option<(Arc<Kept>, Arc<Served>)> {
    let kept = gateway.cache.get(slot?, gateway.now()).await?;
    let gave = |served: &&Arc<Served>| served.deployment.id == kept.deployment_id;
    let served = plan.served.iter().find(gave)?.clone();
    Some((kept, served))
}

/// Gives the answer again: on record, and free.
pub async fn answer(
    gateway: &Gateway,
    mut meter: Meter,
    request: &Request,
    kept: &Kept,
    mut meta: AnswerMeta,
    reply: oneshot::Sender<Result<Answer, Refusal>>,
) {
    let stores = !meter.hides_words && gateway.catalog().policy.store_payloads;
    let words = stores.then(|| Box::new(payload(request, kept.body.to_vec())));
    let ending = Ending {
        payload: words,
        ..Ending::failed(Outcome::Success, 200, "")
    };
    meta.cost = Some(Cost::default());
    meter.cached = true;
    meter.finish(ending).await;
    if !request.stream {
        let body = AnswerBody::Whole(kept.body.clone());
        let _ = reply.send(Ok(Answer { meta, body }));
        return;
    }
    let (client, chunks) = mpsc::channel(CHUNKS_WAITING_MAX);
    let body = AnswerBody::Stream(chunks);
    let _ = reply.send(Ok(Answer { meta, body }));
    for event in events(&kept.body) {
        if client.send(event).await.is_err() {
            return;
        }
    }
}

/// A stream on its way into the cache: kept when it is complete.
#[derive(Debug)]
pub struct Keeping {
    slot: Slot,
    body: Vec<u8>,
    fits: bool,
}

impl Keeping {
    /// Begins; `None` when nothing is to be kept.
    #[must_use]
    pub fn new(slot: Option<Slot>) -> Option<Self> {
        let slot = slot.filter(|slot| slot.writes)?;
        Some(Self {
            slot,
            body: Vec::new(),
            fits: true,
        })
    }

    /// Takes what the client is sent.
    pub fn push(&mut self, bytes: &[u8]) {
        self.fits &= self.body.len() + bytes.len() <= ENTRY_BYTES_MAX;
        if self.fits {
            self.body.extend_from_slice(bytes);
        }
    }

    /// The stream is complete and on record.
    pub fn keep(self, gateway: &Gateway, served: &Served) {
        if self.fits {
            let id = served.deployment.id.clone();
            let body = Bytes::from(self.body);
            gateway.cache.put(&self.slot, body, id, gateway.now());
        }
    }
}
