//! One call on its way: into a group, through its deployments, to the next group where that fails, and
//! to the client; from its intent to its final row.

use super::admit::{CallContext, Permit, Wanted, admit};
use super::authenticate::Caller;
use super::cache::serve::Keeping;
use super::cache::{self, Slot};
use super::call::{self, Begun, Prepared, UpstreamHeaders, prepare};
use super::catalog::{Catalog, Pricing};
use super::fallback::Fallbacks;
use super::meter::{Ending, Meter, usage_of};
use super::refusal::Refusal;
use super::route::{Plan, route, route_to};
use super::stream;
use super::{Answer, AnswerBody, AnswerMeta, Cut, Gateway, guard, media};
use crate::domain::money::Nanos;
use crate::domain::record::Outcome;
use crate::domain::routing::RoutingRules;
use crate::wire::door::openai::Request;
use crate::wire::reader::Reader;
use crate::wire::relay::Whole;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Cheaper models that one call may be sent to, one after the other.
const DEGRADES_MAX: usize = 4;

/// Where a call was let in.
#[derive(Debug)]
pub(super) struct Entry<T> {
    /// Who is asked.
    pub plan: Plan,
    /// What the first of them is asked.
    pub prepared: Prepared,
    /// The model that was asked for, where a budget sent the call to a cheaper one.
    pub degraded_from: Option<Arc<str>>,
    /// What it holds.
    pub taken: T,
}

/// Who calls, and with what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calling<'a> {
    pub gateway: &'a Gateway,
    pub catalog: &'a Catalog,
    pub caller: &'a Caller,
    pub context: &'a CallContext,
    pub request: &'a Request,
}

impl Calling<'_> {
    /// Lets the call into the group that it asks for, or into a cheaper one that a budget at its limit
    /// names.
    pub(super) fn enter<T>(
        self,
        admit: impl FnMut(&Wanted<'_>) -> Result<T, Refusal>,
    ) -> Result<Entry<T>, Refusal> {
        let Self {
            gateway,
            catalog,
            caller,
            context,
            request,
        } = self;
        let plan = route(gateway, catalog, caller, context, request)?;
        self.enter_planned(plan, admit)
    }

    /// The same where it is settled who answers.
    pub(super) fn enter_planned<T>(
        self,
        mut plan: Plan,
        mut admit: impl FnMut(&Wanted<'_>) -> Result<T, Refusal>,
    ) -> Result<Entry<T>, Refusal> {
        let mut prepared = prepare(self.request, &mut plan)?;
        let mut degraded_from = None;
        let mut spared: Vec<Arc<str>> = Vec::new();
        // What budgets name in place of a refusal and was not tried; the last is the next.
        let mut cheaper: Vec<Arc<str>> = Vec::new();
        loop {
            let wanted = Wanted {
                catalog: self.catalog,
                caller: self.caller,
                context: self.context,
                request: self.request,
                plan: &plan,
                spared: &spared,
                now: self.gateway.now(),
            };
            let hit = match admit(&wanted) {
                Ok(taken) => {
                    return Ok(Entry {
                        plan,
                        prepared,
                        degraded_from,
                        taken,
                    });
                }
                Err(Refusal::OverBudget(hit)) => hit,
                Err(no) => return Err(no),
            };
            cheaper.extend(hit.degrade_to.iter().rev().cloned());
            let to = loop {
                let next = cheaper.pop().filter(|_| spared.len() < DEGRADES_MAX);
                let Some(to) = next else {
                    return Err(Refusal::OverBudget(hit));
                };
                if spared.contains(&to) {
                    continue;
                }
                if plan.group == to {
                    break to;
                }
                // One that the caller may not use, or nobody serves now, is passed over.
                if let Some((next, said)) = self.sent_to(&to) {
                    degraded_from.get_or_insert(std::mem::replace(&mut plan, next).group);
                    prepared = said;
                    break to;
                }
            };
            spared.push(to);
        }
    }

    /// A plan for a model that the client did not ask for; the caller must be allowed it all the same.
    fn sent_to(self, model: &str) -> Option<(Plan, Prepared)> {
        let Self {
            gateway,
            catalog,
            caller,
            context,
            request,
        } = self;
        let mut plan = route_to(gateway, catalog, caller, context, request, model).ok()?;
        let prepared = prepare(request, &mut plan).ok()?;
        Some((plan, prepared))
    }
}

/// What is still to be tried for one call.
#[derive(Debug)]
pub(super) struct Course {
    pub rules: Arc<RoutingRules>,
    pub fallbacks: Fallbacks,
    /// Groups that were entered after the first.
    pub used: u32,
}

impl Course {
    /// Begins one.
    pub(super) fn new(catalog: &Catalog, caller: &Caller, request: &Request) -> Self {
        let asked = request.model.as_deref().unwrap_or_default();
        let own = caller.key().and_then(|entry| entry.rules.routing.as_ref());
        Self {
            rules: own.unwrap_or(&catalog.policy.routing).clone(),
            fallbacks: Fallbacks::new(request, asked),
            used: 0,
        }
    }

    /// Enters the next group after one has failed, with the request as that group is to see it. `None`
    /// when there is no other that lets the call in.
    pub(super) fn next<T>(
        &mut self,
        calling: Calling<'_>,
        names: [&str; 2],
        no: &Refusal,
        mut admit: impl FnMut(&Wanted<'_>) -> Result<T, Refusal>,
    ) -> Option<(Request, Entry<T>)> {
        let mut fallback = self
            .fallbacks
            .after(&self.rules, calling.request, names, no)?;
        loop {
            let no = match calling.request.falling_to(&fallback) {
                Ok(request) => {
                    let calling = Calling {
                        request: &request,
                        ..calling
                    };
                    match calling.enter(&mut admit) {
                        Ok(entry) => {
                            self.used += 1;
                            return Some((request, entry));
                        }
                        Err(no) => no,
                    }
                }
                Err(no) => Refusal::Rejected(no),
            };
            let names = [fallback.model.as_str(); 2];
            fallback = self
                .fallbacks
                .after(&self.rules, calling.request, names, &no)?;
        }
    }
}

impl Gateway {
    /// Lets a call into the first group that takes it, and sees it through.
    ///
    /// Where that is not the model that was asked for, the guardrails of its deployments look at the
    /// request now: it is theirs only since it was let in.
    pub(super) async fn begin(
        self: &Arc<Self>,
        caller: Caller,
        context: CallContext,
        request: Request,
    ) -> Result<Answer, Refusal> {
        let catalog = self.catalog.load_full();
        let mut course = Course::new(&catalog, &caller, &request);
        let calling = Calling {
            gateway: self,
            catalog: &catalog,
            caller: &caller,
            context: &context,
            request: &request,
        };
        let (changed, entry) = match calling.enter(|wanted| admit(self, wanted)) {
            Ok(entry) => (None, entry),
            Err(no) => {
                let asked = request.model.as_deref().unwrap_or_default();
                let next = course.next(calling, [asked; 2], &no, |wanted| admit(self, wanted));
                let (request, entry) = next.ok_or(no)?;
                (Some(request), entry)
            }
        };
        let mut entry = entry;
        let arrived = {
            let asked = changed.as_ref().unwrap_or(&request);
            guard::on_arrival(self, &catalog, &caller, &context, asked, &entry.plan.served).await?
        };
        let changed = match arrived {
            None => changed,
            Some(looked) => {
                entry.prepared = prepare(&looked, &mut entry.plan)?;
                Some(looked)
            }
        };
        drop(catalog);
        self.see_through(caller, context, request, changed, entry, course)
            .await
    }

    /// Sees an admitted call through, in a task of its own: the client may leave.
    pub(super) async fn see_through(
        self: &Arc<Self>,
        caller: Caller,
        context: CallContext,
        asked: Request,
        changed: Option<Request>,
        entry: Entry<Permit>,
        course: Course,
    ) -> Result<Answer, Refusal> {
        let (reply, answer) = oneshot::channel();
        let job = Job {
            caller,
            context,
            asked,
            changed,
            entry,
            course,
            reply,
        };
        // Boxed: a task moves its future when it ends, and this one is large.
        self.calls.spawn(Box::pin(drive(self.clone(), job)));
        answer.await.unwrap_or(Err(Refusal::Internal))
    }
}

/// Everything that one call takes along.
struct Job {
    caller: Caller,
    context: CallContext,
    /// The request as the client sent it.
    asked: Request,
    /// The request as the group is asked, where that is another one.
    changed: Option<Request>,
    entry: Entry<Permit>,
    course: Course,
    reply: oneshot::Sender<Result<Answer, Refusal>>,
}

/// What the client's headers say counts before its body, and that before what its key's settings say.
fn obey_headers(request: &mut Request, context: &CallContext, caller: &Caller) {
    let controls = &mut request.controls;
    let usual = || caller.key().and_then(|entry| entry.rules.timeout_ms);
    controls.timeout_ms = context.timeout_ms.or(controls.timeout_ms).or_else(usual);
    controls.stream_timeout_ms = context.stream_timeout_ms.or(controls.stream_timeout_ms);
    controls.num_retries = context.num_retries.or(controls.num_retries);
}

/// One admitted call, from its intent to its final row.
async fn drive(gateway: Arc<Gateway>, job: Job) {
    let Job {
        caller,
        context,
        mut asked,
        mut changed,
        entry,
        mut course,
        mut reply,
    } = job;
    obey_headers(&mut asked, &context, &caller);
    if let Some(changed) = &mut changed {
        obey_headers(changed, &context, &caller);
    }
    let Entry {
        mut plan,
        mut prepared,
        degraded_from,
        taken: mut permit,
    } = entry;
    permit.intent.degraded_from = degraded_from;
    let mut meter = Meter::new(
        gateway.clone(),
        permit,
        gateway.catalog().policy.client_ip(&context),
        plan.served[0].clone(),
    );
    meter.hides_words = gateway.hides_words(&context, &asked);
    meter.tries.fallbacks = course.used;
    let fell = course.used > 0;
    meter.fell_from = asked.model.as_deref().filter(|_| fell).map(Arc::from);
    if !meter.begin().await {
        return unwritten(meter, reply);
    }
    let began = tokio::time::Instant::now();
    let request = changed.as_ref().unwrap_or(&asked);
    meter.guarded_as(request);
    let mut slot = cache::serve::slot(&gateway, &caller, request, &plan);
    if let Some((kept, served)) = cache::serve::hit(&gateway, slot.as_ref(), &plan).await {
        meter.served = served;
        let mut meta = meta(
            &caller,
            &plan,
            &meter,
            request,
            UpstreamHeaders::new(),
            began,
        );
        meta.key_spend = gateway.key_spend(caller.key());
        meta.cache_key = slot.map(|slot| slot.key.hex());
        return cache::serve::answer(&gateway, meter, request, &kept, meta, reply).await;
    }
    let silent = &plan.served[0].deployment.silent_models;
    if !silent.is_empty() {
        gateway.mirror(silent, &caller, &context, request);
    }
    let mut first_no = None;
    let no = loop {
        let request = changed.as_ref().unwrap_or(&asked);
        let rules = &course.rules;
        let called = call::call(
            &gateway, &mut meter, request, &plan, prepared, rules, &mut reply,
        );
        let no = match called.await {
            Ok((begun, upstream_headers)) => {
                let request = changed.unwrap_or(asked);
                let meta = meta(&caller, &plan, &meter, &request, upstream_headers, began);
                deliver(gateway, meter, request, begun, meta, (slot, reply)).await;
                return;
            }
            Err(Refusal::ClientLeft) => break Refusal::ClientLeft,
            Err(no) => no,
        };
        let next = {
            let catalog = gateway.catalog.load_full();
            let calling = Calling {
                gateway: &gateway,
                catalog: &catalog,
                caller: &caller,
                context: &context,
                request: &asked,
            };
            let names = [&*plan.group, &*plan.served[0].deployment.group];
            elsewhere(calling, &mut course, &mut meter, names, &no).await
        };
        let first = first_no.get_or_insert(no);
        let Some((request, entry)) = next else {
            // The client is told about the model that it asked for.
            break first.clone();
        };
        meter.moved(&entry.plan, entry.degraded_from, course.used);
        meter.fell_from = asked.model.as_deref().map(Arc::from);
        meter.guarded_as(&request);
        slot = cache::serve::slot(&gateway, &caller, &request, &entry.plan);
        (plan, prepared, changed) = (entry.plan, entry.prepared, Some(request));
        if reply.is_closed() {
            break Refusal::ClientLeft;
        }
    };
    fail(meter, no, reply).await;
}

/// Enters the next group that lets the call in and whose guardrails do.
async fn elsewhere(
    calling: Calling<'_>,
    course: &mut Course,
    meter: &mut Meter,
    names: [&str; 2],
    no: &Refusal,
) -> Option<(Request, Entry<()>)> {
    let Calling {
        gateway,
        catalog,
        caller,
        context,
        ..
    } = calling;
    let mut next = course.next(calling, names, no, |wanted| meter.readmit(wanted));
    loop {
        let (request, mut entry) = next?;
        let served = &entry.plan.served;
        let arrived = guard::on_arrival(gateway, catalog, caller, context, &request, served).await;
        let no = match arrived {
            Ok(None) => return Some((request, entry)),
            Ok(Some(looked)) => match prepare(&looked, &mut entry.plan) {
                Ok(prepared) => {
                    entry.prepared = prepared;
                    return Some((looked, entry));
                }
                Err(no) => no,
            },
            Err(no) => no,
        };
        let names = [&*entry.plan.group; 2];
        next = course.next(calling, names, &no, |wanted| meter.readmit(wanted));
    }
}

/// The intent could not be put on record, so nobody is called.
fn unwritten(meter: Meter, reply: oneshot::Sender<Result<Answer, Refusal>>) {
    let why = "the ledger could not be written";
    let ending = Ending::failed(Outcome::InternalError, 503, why);
    // The row stays queued; nobody can wait for it now.
    tokio::spawn(meter.finish(ending));
    let _ = reply.send(Err(Refusal::MeteringUnavailable));
}

async fn fail(meter: Meter, mut no: Refusal, reply: oneshot::Sender<Result<Answer, Refusal>>) {
    let outcome = match &no {
        Refusal::ClientLeft => Outcome::ClientLeft,
        Refusal::Upstream { fault, .. } if fault.code == Some("upstream_timeout") => {
            Outcome::TimedOut
        }
        _ => Outcome::UpstreamError,
    };
    if let Refusal::Upstream { tries, .. } = &mut no {
        *tries = meter.tries;
    }
    let (status, error) = told(&no);
    meter.finish(Ending::failed(outcome, status, error)).await;
    let _ = reply.send(Err(no));
}

/// What the row says of a refusal.
pub(super) fn told(refusal: &Refusal) -> (u16, String) {
    match refusal {
        Refusal::Upstream { fault, .. } => (fault.status, fault.message.clone()),
        Refusal::ClientLeft => (499, "the client left before there was an answer".to_owned()),
        Refusal::NoDeployment(_) => (429, "no deployment of the model could be asked".to_owned()),
        other => (500, format!("{other:?}")),
    }
}

fn meta(
    caller: &Caller,
    plan: &Plan,
    meter: &Meter,
    request: &Request,
    upstream_headers: UpstreamHeaders,
    began: tokio::time::Instant,
) -> AnswerMeta {
    AnswerMeta {
        group: plan.group.clone(),
        served: meter.served.clone(),
        tries: meter.tries,
        degraded_from: meter.degraded_from(),
        cost: None,
        key_spend: Nanos::ZERO,
        key: caller.key().cloned(),
        places: meter.places(),
        content_type: media::content_type(request.call_type, &upstream_headers),
        upstream_headers,
        upstream_time: began.elapsed(),
        cache_key: None,
        guarding: request.guarding.clone(),
        guardrails: Vec::new(),
    }
}
async fn deliver(
    gateway: Arc<Gateway>,
    mut meter: Meter,
    request: Request,
    begun: Begun,
    mut meta: AnswerMeta,
    (slot, reply): (Option<Slot>, oneshot::Sender<Result<Answer, Refusal>>),
) {
    meta.key_spend = gateway.key_spend(meta.key.as_ref());
    match begun {
        Begun::Stream(open) => {
            let (client, chunks) = mpsc::channel(stream::CHUNKS_WAITING_MAX);
            let cut = Cut::default();
            let body = match open.reader {
                Reader::Sound(_) => AnswerBody::Raw(chunks, cut.clone()),
                _ => AnswerBody::Stream(chunks),
            };
            // A client that left closes the channel, which the pump notices.
            let _ = reply.send(Ok(Answer { meta, body }));
            let keeping = Keeping::new(slot);
            stream::pump(gateway, meter, request, *open, (client, keeping), &cut).await;
        }
        Begun::Whole(whole) => {
            let Whole { body, mut seen } = *whole;
            meter.said = std::mem::take(&mut seen.said);
            let (usage, price) = usage_of(&request, &meter.served, &mut seen, true).await;
            let (outcome, status) = if reply.is_closed() {
                (Outcome::ClientLeft, 499)
            } else {
                (Outcome::Success, 200)
            };
            let known = meter.served.pricing(request.call_type);
            let priced = price.is_some() || !matches!(known, Pricing::Unknown);
            let payload = meter
                .keeps_words()
                .then(|| Box::new(stream::payload(&request, body.to_vec())));
            let ending = Ending {
                outcome,
                status,
                error: String::new(),
                usage,
                price,
                upstream_cost: seen.reported.and_then(|reported| reported.cost),
                tier: stream::tier(&request, &seen),
                response_id: seen.response_id,
                payload,
            };
            if let Some(slot) = slot.filter(|_| meta.content_type.is_none()) {
                let id = meter.served.deployment.id.clone();
                gateway.cache.put(&slot, body.clone(), id, gateway.now());
            }
            let cost = meter.finish(ending).await;
            meta.cost = priced.then_some(cost);
            meta.key_spend = gateway.key_spend(meta.key.as_ref());
            let _ = reply.send(Ok(Answer {
                meta,
                body: AnswerBody::Whole(body),
            }));
        }
    }
}
