//! Batches: each line is a request of its own, and each line of the output an answer.

use super::after::after_text;
use super::look::look;
use super::webhook::Side;
use super::{Whose, guarding_of, looks_before, named};
use crate::gateway::Gateway;
use crate::gateway::admit::CallContext;
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Served;
use crate::gateway::pass::PassAnswer;
use crate::gateway::refusal::Refusal;
use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::Value;
use std::sync::Arc;

impl Gateway {
    /// Looks at every request of a batch's input: the lines as they may be sent. The number of a line
    /// that must not, counted from 1, comes with the reason.
    pub async fn guard_lines(
        &self,
        caller: &Caller,
        context: &CallContext,
        file: Bytes,
    ) -> Result<Bytes, (usize, Refusal)> {
        let catalog = self.catalog().clone();
        if catalog.guards.is_empty() {
            return Ok(file);
        }
        let whose = Whose::plain(caller, context);
        let mut out = Vec::with_capacity(file.len());
        for (index, line) in file.split(|byte| *byte == b'\n').enumerate() {
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let at = |refusal| (index + 1, refusal);
            let mut said: Value =
                serde_json::from_slice(line).map_err(|_| at(super::unreadable()))?;
            let changed = self
                .guard_line(caller, &whose, &mut said["body"])
                .await
                .map_err(at)?;
            if changed {
                out.extend_from_slice(said.to_string().as_bytes());
            } else {
                out.extend_from_slice(line);
            }
            out.push(b'\n');
        }
        Ok(Bytes::from(out))
    }

    /// Looks at one of them; tells whether it was changed.
    async fn guard_line(
        &self,
        caller: &Caller,
        whose: &Whose,
        body: &mut Value,
    ) -> Result<bool, Refusal> {
        let object = Object::parse(Bytes::from(body.to_string()));
        let object = object.map_err(|_| super::unreadable())?;
        let named = named(&object)?;
        let model = body["model"].as_str().unwrap_or_default();
        let found = self.catalog().find(model);
        let served = found.map(|found| found.served).unwrap_or_default();
        // Guardrails are named to the proxy and not to the provider.
        let members = body.as_object_mut();
        let mut changed = members.is_some_and(|members| members.remove("guardrails").is_some());
        if let Some(guarding) = guarding_of(self, caller, &named, &served)?
            && looks_before(&guarding)
        {
            changed |= look(self, &guarding, whose, Side::Request, body).await?;
        }
        Ok(changed)
    }

    /// Looks at a batch's output on its way to the client.
    pub async fn guard_output(
        &self,
        caller: &Caller,
        context: &CallContext,
        served: &Arc<Served>,
        answer: PassAnswer,
    ) -> Result<PassAnswer, Refusal> {
        let guarding = guarding_of(self, caller, &[], std::slice::from_ref(served))?;
        let Some(guarding) = guarding else {
            return Ok(answer);
        };
        after_text(self, &guarding, &Whose::plain(caller, context), answer).await
    }
}
