//! What a call used and cost: one record per admitted call, made here, whatever happens.

use super::Gateway;
use super::admit::{Permit, Wanted, clean, estimate_at, readmit};
use super::catalog::{NamedPrice, Pricing, Served};
use super::health::{Lease, Used};
use super::journal::Places;
use super::ledger::{PlaceHeld, RatePlaces, Reservation};
use super::media;
use super::refusal::{NoDeployment, Refusal, Tries};
use super::route::Plan;
use crate::domain::attempt::{Attempt, AttemptOutcome};
use crate::domain::budget::Budget;
use crate::domain::money::Nanos;
use crate::domain::price::{Cost, ServiceTier};
use crate::domain::record::{CallIntent, CallRecord, CallType, Outcome, Passage, Payload, Said};
use crate::domain::time::Micros;
use crate::domain::usage::{Usage, UsageSource};
use crate::telemetry::Trace;
use crate::wire::count;
use crate::wire::door::openai::Request;
use crate::wire::fault::Fault;
use crate::wire::json::Object;
use crate::wire::relay::Seen;
use std::sync::Arc;
use std::time::Duration;

/// How long a call waits for its intent to be on record before it is refused.
const INTENT_WAIT: Duration = Duration::from_secs(5);
/// How long the last bytes wait for the final row. After that they leave and the row stays queued.
const FINAL_WAIT: Duration = Duration::from_secs(10);

/// Attempts of one call that are told one by one.
const ATTEMPTS_LOGGED_MAX: usize = 64;
/// The longest text about what went wrong, of a call and of one attempt.
pub(super) const ERROR_CHARS_MAX: usize = 1_024;
const ATTEMPT_ERROR_CHARS_MAX: usize = 256;

/// How a call ended, as far as the place where it ended knows.
#[derive(Debug)]
pub struct Ending {
    /// How.
    pub outcome: Outcome,
    /// The status that the client was given.
    pub status: u16,
    /// What went wrong, without secrets.
    pub error: String,
    /// What was used and how we know.
    pub usage: (Usage, UsageSource),
    /// The price that it is counted by, where that is not the deployment's own.
    pub price: Option<NamedPrice>,
    /// What the provider says it cost.
    pub upstream_cost: Option<Nanos>,
    /// The tier that it is priced at.
    pub tier: ServiceTier,
    /// The provider's id of the answer.
    pub response_id: String,
    /// The words, when they are stored.
    pub payload: Option<Box<Payload>>,
}

impl Ending {
    /// An end without an answer: nothing used.
    #[must_use]
    pub fn failed(outcome: Outcome, status: u16, error: impl Into<String>) -> Self {
        Self {
            outcome,
            status,
            error: error.into(),
            usage: (Usage::default(), UsageSource::None),
            price: None,
            upstream_cost: None,
            tier: ServiceTier::Standard,
            response_id: String::new(),
            payload: None,
        }
    }
}

/// Watches one call and puts its end on record. If it is dropped before, as by a panic, the record
/// says so.
#[derive(Debug)]
pub struct Meter {
    gateway: Arc<Gateway>,
    places: Places,
    intent: Option<Box<CallIntent>>,
    reservation: Option<Reservation>,
    /// What is set aside of the budget of the provider that is asked.
    of_provider: Option<Reservation>,
    rate_places: Option<RatePlaces>,
    client_ip: String,
    trace: Arc<Trace>,
    /// What the answer says about itself.
    pub said: Said,
    /// The model that was asked for, where another one was fallen back to.
    pub fell_from: Option<Arc<str>>,
    /// The guardrails that the call is under.
    guardrails: Vec<Arc<str>>,
    /// What the client notes of it.
    notes: Option<Arc<str>>,
    /// The call's number among those of its request.
    call: u32,
    /// The deployment that is being tried.
    pub served: Arc<Served>,
    /// How many times a provider was called.
    pub attempts: u32,
    log: Vec<Attempt>,
    /// The place at the deployment that is being called.
    lease: Option<Lease>,
    /// How often it was tried.
    pub tries: Tries,
    /// When the first content arrived.
    pub first_token_at: Option<Micros>,
    /// The answer was given before, and nobody is called.
    pub cached: bool,
    /// Its words are neither stored nor told.
    pub hides_words: bool,
}

impl Meter {
    /// Begins to watch a call.
    #[must_use]
    pub fn new(
        gateway: Arc<Gateway>,
        permit: Permit,
        client_ip: String,
        served: Arc<Served>,
    ) -> Self {
        let Permit {
            places,
            intent,
            reservation,
            rate_places,
            trace,
        } = permit;
        let call = trace.begin_call();
        Self {
            gateway,
            places,
            intent: Some(intent),
            reservation: Some(reservation),
            of_provider: None,
            rate_places: Some(rate_places),
            client_ip,
            trace,
            said: Said::default(),
            fell_from: None,
            guardrails: Vec::new(),
            notes: None,
            call,
            served,
            attempts: 0,
            log: Vec::new(),
            lease: None,
            tries: Tries::default(),
            first_token_at: None,
            cached: false,
            hides_words: false,
        }
    }

    /// Whether the words of the call are kept until its end: to be stored, or to be told.
    #[must_use]
    pub fn keeps_words(&self) -> bool {
        !self.hides_words && self.gateway.keeps_words()
    }

    /// What went wrong in a provider's words, or in few words of ours where the operator wants none of those.
    fn words_of(&self, error: &str, status: u16, chars_max: usize) -> String {
        if error.is_empty() || !self.gateway.catalog().policy.privacy.hides_faults {
            return clean_error(error, chars_max);
        }
        format!("failed with status {status}; more is not kept (redact_messages_in_exceptions)")
    }

    /// Puts the call on record before a provider is paid. False when the ledger cannot be written.
    pub async fn begin(&mut self) -> bool {
        let Some(intent) = &self.intent else {
            return false;
        };
        let price = self
            .served
            .price
            .clone()
            .filter(|(version, _)| *version == intent.price_version);
        let committed = self.places.intend(intent.clone(), price);
        matches!(
            tokio::time::timeout(INTENT_WAIT, committed).await,
            Ok(Ok(()))
        )
    }

    /// Lets the call into another group: its budgets and limits take the place of those that it holds.
    pub fn readmit(&mut self, wanted: &Wanted<'_>) -> Result<(), Refusal> {
        let (Some(intent), Some(places)) = (&mut self.intent, &mut self.rate_places) else {
            return Err(Refusal::Internal);
        };
        readmit(&self.gateway, wanted, intent, places, &mut self.reservation)
    }

    /// The call is in another group now.
    pub fn moved(&mut self, plan: &Plan, degraded_from: Option<Arc<str>>, fallbacks: u32) {
        self.served = plan.served[0].clone();
        self.tries = Tries {
            fallbacks,
            ..Tries::default()
        };
        if let (Some(intent), Some(_)) = (&mut self.intent, &degraded_from) {
            intent.degraded_from = degraded_from;
        }
    }

    /// The call is made under the guardrails of this request, and with its notes.
    pub fn guarded_as(&mut self, request: &Request) {
        self.notes = self.gateway.catalog().policy.notes(request);
        let guarding = request.guarding.as_ref();
        self.guardrails = guarding.map(|under| under.names()).unwrap_or_default();
    }

    /// The model that was asked for, where a budget sent the call to a cheaper one.
    #[must_use]
    pub fn degraded_from(&self) -> Option<Arc<str>> {
        self.intent.as_ref()?.degraded_from.clone()
    }

    /// What is left of the rate limits that the call is under.
    #[must_use]
    pub fn places(&self) -> Vec<PlaceHeld> {
        let places = self.rate_places.as_ref().map(RatePlaces::held);
        let days = self.reservation.as_ref().map(Reservation::days);
        [places, days]
            .into_iter()
            .flatten()
            .flatten()
            .cloned()
            .collect()
    }

    /// Sets aside what the call may cost with a deployment, where its provider has a budget, in place of what
    /// is set aside for another one. A no leaves nothing set aside.
    pub fn hold_of_provider(
        &mut self,
        served: &Arc<Served>,
        request: &Request,
    ) -> Result<(), Refusal> {
        let before = self.of_provider.take();
        let Some(intent) = &self.intent else {
            return Err(Refusal::Internal);
        };
        let catalog = self.gateway.catalog();
        let provider = served.deployment.provider.name;
        let budgets = catalog.policy.provider_budgets.get(provider);
        let budgets: Vec<&Budget> = budgets.into_iter().chain(&served.budget).collect();
        if budgets.is_empty() {
            return Ok(());
        }
        let Some(estimate) = estimate_at(request, served, intent.estimated_input_tokens) else {
            return Ok(());
        };
        // The window is the one that the call will be counted in.
        let (calendar, at) = (&catalog.policy.calendar, intent.started_at);
        let ledger = &self.gateway.ledger;
        let held = ledger.reserve_anew(before, &budgets, estimate, calendar, at);
        let held = held.map_err(|hit| {
            Refusal::NoDeployment(Box::new(NoDeployment::ProviderBudget {
                group: intent.model_group.to_string(),
                provider: provider.to_owned(),
                spent: hit.spent,
                limit: hit.limit,
                resets_at: hit.resets_at,
            }))
        })?;
        self.of_provider = Some(held);
        Ok(())
    }

    /// A deployment is about to be called, and holds a place for it.
    pub fn attempt_begins(&mut self, served: &Arc<Served>, lease: Lease) {
        self.served = served.clone();
        self.lease = Some(lease);
        self.note_attempt();
    }

    /// A provider is about to be called that nobody else could stand in for.
    pub fn note_attempt(&mut self) {
        self.attempts += 1;
        if self.log.len() >= ATTEMPTS_LOGGED_MAX {
            return;
        }
        let deployment = &self.served.deployment;
        let now = self.gateway.now();
        self.log.push(Attempt {
            deployment_id: deployment.id.clone(),
            provider: deployment.provider.name,
            model: deployment.litellm_model.clone(),
            api_base: deployment.api_base.clone().unwrap_or_default(),
            began_at: now,
            first_byte_at: None,
            ended_at: now,
            status: 0,
            outcome: AttemptOutcome::Failed,
            error: String::new(),
            dropped: String::new(),
        });
    }

    /// Its answer has begun; it is over when the call is.
    pub fn attempt_answers(&mut self, status: u16) {
        let now = self.gateway.now();
        if let Some(last) = self.last_attempt() {
            last.first_byte_at = Some(now);
            last.status = status;
            last.outcome = if (200..300).contains(&status) {
                AttemptOutcome::Answered
            } else {
                AttemptOutcome::Refused
            };
        }
    }

    /// It was not told everything: these are the parameters, by their names.
    pub fn attempt_drops(&mut self, names: &str) {
        if let Some(last) = self.last_attempt() {
            names.clone_into(&mut last.dropped);
        }
    }

    /// An answer that had begun broke off.
    pub fn breaks(&mut self, fault: &Fault) {
        if let Some(lease) = self.lease.take() {
            lease.failed(fault, 0, self.gateway.now());
        }
    }

    /// It failed, in words without secrets.
    pub fn attempt_fails(&mut self, fault: &Fault) {
        let now = self.gateway.now();
        let said = self.words_of(&fault.message, fault.status, ATTEMPT_ERROR_CHARS_MAX);
        self.breaks(fault);
        if let Some(last) = self.last_attempt() {
            last.ended_at = now;
            last.status = fault.status;
            // What has a code of ours came without a status of the provider's.
            last.outcome = if fault.code.is_some() {
                AttemptOutcome::Failed
            } else {
                AttemptOutcome::Refused
            };
            last.error = said;
        }
    }

    /// The attempt that goes on; `None` where it is one too many to be logged.
    fn last_attempt(&mut self) -> Option<&mut Attempt> {
        let logged = self.attempts as usize == self.log.len();
        self.log.last_mut().filter(|_| logged)
    }

    /// The end of the call is the end of the attempt that answered it.
    fn end_attempt(&mut self, ended_at: Micros, ending: &Ending) {
        let said = self.words_of(&ending.error, ending.status, ATTEMPT_ERROR_CHARS_MAX);
        let Some(last) = self.last_attempt() else {
            return;
        };
        let runs = last.outcome == AttemptOutcome::Answered || last.ended_at == last.began_at;
        if !runs {
            return;
        }
        last.ended_at = ended_at;
        let broke = matches!(
            ending.outcome,
            Outcome::UpstreamError | Outcome::TimedOut | Outcome::InternalError
        );
        if broke && last.outcome != AttemptOutcome::Refused {
            last.outcome = AttemptOutcome::Failed;
            last.status = ending.status;
            last.error = said;
        }
    }

    /// The headers that tell the provider of the present attempt in which trace it works; none where
    /// that is not told.
    pub fn trace_headers(&self) -> impl Iterator<Item = (&'static str, String)> {
        let attempt = self.attempts.saturating_sub(1);
        let observer = &self.gateway.observer;
        let parent = observer.traceparent(&self.trace, self.call, attempt);
        let state = parent.as_ref().and_then(|_| self.trace.state());
        let state = state.map(|state| ("tracestate", state.to_owned()));
        parent
            .map(|parent| ("traceparent", parent))
            .into_iter()
            .chain(state)
    }

    /// Prices the call, puts its end on record and waits until that is committed. The last bytes may
    /// leave after this.
    pub async fn finish(mut self, ending: Ending) -> Cost {
        let (cost, committed) = self.end(ending);
        if let Some(committed) = committed
            && !matches!(
                tokio::time::timeout(FINAL_WAIT, committed).await,
                Ok(Ok(()))
            )
        {
            tracing::error!("a final row is not committed after {FINAL_WAIT:?}; it stays queued");
        }
        cost
    }

    fn end(&mut self, ending: Ending) -> (Cost, Option<tokio::sync::oneshot::Receiver<()>>) {
        let Some(intent) = self.intent.take() else {
            return (Cost::default(), None);
        };
        let ended_at = self.gateway.now().max(intent.started_at);
        self.end_attempt(ended_at, &ending);
        let (usage, usage_source) = ending.usage;
        if let Some(places) = &mut self.rate_places {
            let counted = self.gateway.catalog().policy.counted;
            let used = counted.of(usage.prompt_tokens(), usage.completion_tokens());
            places.used_tokens = i64::try_from(used).unwrap_or(i64::MAX);
        }
        self.rate_places = None;
        if let Some(lease) = self.lease.take()
            && matches!(ending.outcome, Outcome::Success | Outcome::ClientLeft)
        {
            let used = Used {
                tokens: usage.total_tokens(),
                output_tokens: usage.completion_tokens(),
                first_at: self.first_token_at,
            };
            lease.answered(used, ended_at);
        }
        let price = match (ending.price, self.served.pricing(intent.call_type)) {
            (Some(price), _) => Some(price),
            (None, Pricing::Priced(price)) => Some(price.clone()),
            (None, Pricing::Free | Pricing::Unknown) => None,
        };
        let cost = match &price {
            Some((_, price)) if usage_source != UsageSource::None => {
                price.cost(&usage, ending.tier)
            }
            _ => Cost::default(),
        };
        let deployment = &self.served.deployment;
        let mut intent = *intent;
        let catalog = self.gateway.catalog();
        let of_provider = catalog
            .policy
            .provider_budgets
            .get(deployment.provider.name);
        for budget in of_provider.into_iter().chain(&self.served.budget) {
            let (window, _) = budget.window(&catalog.policy.calendar, intent.started_at);
            intent.windows = intent.windows.iter().cloned().chain([window]).collect();
        }
        let silent = catalog.owners.is_silent(intent.team_id.as_deref());
        let stores_words = catalog.policy.store_payloads;
        let mut words = ending.payload.filter(|_| !silent && !self.hides_words);
        if let (Some(words), Some(most)) = (&mut words, catalog.policy.words_chars_max) {
            words.cut(most);
        }
        let mut said = std::mem::take(&mut self.said);
        said.fell_from.clone_from(&self.fell_from);
        let observer = &self.gateway.observer;
        let told = words.as_deref().filter(|_| observer.tells_words()).cloned();
        let record = Arc::new(CallRecord {
            ended_at,
            intent,
            first_token_at: self.first_token_at,
            outcome: ending.outcome,
            status: ending.status,
            error: self.words_of(&ending.error, ending.status, ERROR_CHARS_MAX),
            deployment_id: deployment.id.clone(),
            model: deployment.litellm_model.clone(),
            provider: deployment.provider.name,
            api_base: deployment.api_base.clone().unwrap_or_default(),
            attempts: self.attempts,
            attempts_log: std::mem::take(&mut self.log),
            passage: Passage {
                retries: self.tries.retries,
                fallbacks: self.tries.fallbacks,
                fell_from: self.fell_from.take(),
                guardrails: std::mem::take(&mut self.guardrails),
                error_class: None,
                notes: self.notes.take(),
            },
            cached: self.cached,
            response_id: clean(&ending.response_id).to_string(),
            usage,
            usage_source,
            service_tier: ending.tier,
            price_version: price
                .as_ref()
                .map_or_else(|| "".into(), |(version, _)| version.clone()),
            cost: cost.total,
            upstream_cost: ending.upstream_cost,
            client_ip: std::mem::take(&mut self.client_ip),
            // They may have been kept for the observer alone.
            payload: words.filter(|_| stores_words),
        });
        let of_trace = (&self.trace, self.call);
        let anonymous = catalog.policy.privacy.hides_callers;
        observer.call_ended(record.clone(), said, told, of_trace, anonymous);
        let mut reservation = self.reservation.take();
        if let (Some(reservation), Some(more)) = (&mut reservation, self.of_provider.take()) {
            reservation.join(more);
        }
        let committed = self.places.finish(record, price, reservation);
        (cost, Some(committed))
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        // Nothing to do after `finish`, which took the intent.
        let _ = self.end(Ending::failed(
            Outcome::InternalError,
            500,
            "the call was not finished",
        ));
    }
}

pub(super) fn clean_error(text: &str, chars_max: usize) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(chars_max)
        .collect()
}

/// What an answer used, and the price that it is counted by where that is not the deployment's own.
pub async fn usage_of(
    request: &Request,
    served: &Served,
    seen: &mut Seen,
    counts_input: bool,
) -> ((Usage, UsageSource), Option<NamedPrice>) {
    if request.call_type.is_media() {
        return media::measure(request, served, seen, counts_input).await;
    }
    let model = &served.deployment.upstream_model;
    let tokens = tokens_of(
        request.call_type,
        model,
        &request.object,
        seen,
        counts_input,
    );
    (tokens.await, None)
}

/// The same for an answer that broke off. Dialects that report as they go have not told of all that came
/// by then: the answer is at least as long as what was seen of it.
pub async fn usage_of_part(
    request: &Request,
    served: &Served,
    seen: &mut Seen,
    counts_input: bool,
) -> ((Usage, UsageSource), Option<NamedPrice>) {
    let ((mut usage, source), price) = usage_of(request, served, seen, counts_input).await;
    if source == UsageSource::Provider && !seen.text.is_empty() && !request.call_type.is_media() {
        let model = served.deployment.upstream_model.clone();
        let text = std::mem::take(&mut seen.text);
        let counted = tokio::task::spawn_blocking(move || count::text_tokens(&model, &text));
        let missing = counted.await.unwrap_or(0);
        let missing = missing.saturating_sub(usage.completion_tokens());
        usage.output = usage.output.saturating_add(missing);
    }
    ((usage, source), price)
}

/// What an answer in words used: as reported, else counted. An answer without content and without a
/// report used nothing that we could bill. No answer has words without a request: where a report leaves out
/// one of the two (llama.cpp and Ollama do now and then), that one is counted.
async fn tokens_of(
    call_type: CallType,
    model: &Arc<str>,
    request: &Object,
    seen: &mut Seen,
    counts_input: bool,
) -> (Usage, UsageSource) {
    let told = seen.reported.map(|reported| reported.usage);
    let whole = |told: &Usage| {
        let (input, output) = (told.prompt_tokens(), told.completion_tokens());
        let said = output > 0 || !seen.text.is_empty();
        (input > 0 || !said) && (output > 0 || seen.text.is_empty())
    };
    if let Some(told) = told.filter(whole) {
        return (told, UsageSource::Provider);
    }
    if told.is_none() && !counts_input && seen.text.is_empty() {
        return (Usage::default(), UsageSource::None);
    }
    let told = told.unwrap_or_default();
    let (model, request, text) = (
        model.clone(),
        request.clone(),
        std::mem::take(&mut seen.text),
    );
    let counted = tokio::task::spawn_blocking(move || {
        let mut usage = told;
        if told.prompt_tokens() == 0 {
            usage.input = count::input_tokens(call_type, &model, &request);
        }
        if told.completion_tokens() == 0 {
            usage.output = count::text_tokens(&model, &text);
        }
        usage
    });
    // The counter can only fail by panicking; then there is no figure, and the row says so.
    counted
        .await
        .map_or((Usage::default(), UsageSource::None), |usage| {
            (usage, UsageSource::Counted)
        })
}
