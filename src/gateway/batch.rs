//! Batches: what they used is known when they are complete, and counted then.

use super::Gateway;
use super::admit::{CallContext, Wanted, admit_done};
use super::authenticate::Caller;
use super::catalog::Served;
use super::meter::{Ending, Meter};
use super::refusal::Refusal;
use super::route::Plan;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallType, Outcome};
use crate::domain::usage::{Usage, UsageSource};
use crate::wire::door::openai::Request;
use bytes::Bytes;
use std::sync::Arc;

/// What a batch used.
#[derive(Debug)]
pub struct UsedInBatch {
    /// The id of its row: the same for the same batch, so that it is counted once.
    pub request_id: String,
    /// Its id at the provider.
    pub batch: String,
    /// The sum over its answers.
    pub usage: Usage,
    /// The model that its answers name.
    pub model: Option<String>,
    /// The call id of whoever found it complete.
    pub call_id: Arc<str>,
}

impl Gateway {
    /// Puts a batch on record, at the price of batches.
    pub async fn record_batch(
        self: &Arc<Self>,
        caller: Caller,
        served: &Arc<Served>,
        used: UsedInBatch,
    ) -> Result<(), Refusal> {
        let catalog = self.catalog().clone();
        let open = served.deployment.upstream_model.contains('*');
        let model = used.model.as_deref().filter(|_| open);
        let concrete = model
            .and_then(|model| catalog.pass_through(served.deployment.provider.name, Some(model)));
        let served = concrete.unwrap_or_else(|| served.clone());
        let group = used.model.as_deref();
        let group = group.unwrap_or(&served.deployment.group);
        let plan = Plan::to(group, served.clone());
        let context = CallContext::own("/batches", used.call_id);
        let request =
            Request::parse_to_count(CallType::PassThrough, None, Bytes::from_static(b"{}"))?;
        let wanted = Wanted {
            catalog: &catalog,
            caller: &caller,
            context: &context,
            request: &request,
            plan: &plan,
            spared: &[],
            now: self.now(),
        };
        let mut permit = admit_done(self, &wanted)?;
        permit.intent.request_id = used.request_id.into();
        let mut meter = Meter::new(self.clone(), permit, String::new(), served);
        if !meter.begin().await {
            return Err(Refusal::MeteringUnavailable);
        }
        let ending = Ending {
            usage: (used.usage, UsageSource::Provider),
            tier: ServiceTier::Batch,
            response_id: used.batch,
            ..Ending::failed(Outcome::Success, 200, "")
        };
        meter.finish(ending).await;
        Ok(())
    }
}
