//! Looking at answers: whole ones, and streams on their way.

use super::look::{blocked, found, judge, look};
use super::recording::Recording;
use super::stream::{Stopped, Watch};
use super::webhook::Side;
use super::{Whose, looks_after};
use crate::domain::guardrail::{Chosen, Filter, Guarding, Kind};
use crate::domain::record::CallType;
use crate::gateway::pass::PassAnswer;
use crate::gateway::refusal::Refusal;
use crate::gateway::{Answer, AnswerBody, Gateway};
use crate::wire::door::Door;
use bytes::Bytes;
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::mpsc;

/// The longest whole answer on a provider's own path that is looked at, in bytes.
const WHOLE_BYTES_MAX: usize = 32 << 20;
/// Chunks that may wait for a slow client.
const CHUNKS_WAITING_MAX: usize = 32;

/// Looks at an answer.
pub(super) async fn after(
    gateway: &Arc<Gateway>,
    guarding: &Arc<Guarding>,
    whose: &Whose,
    call_type: CallType,
    mut answer: Answer,
) -> Result<Answer, Refusal> {
    if !looks_after(guarding) {
        return Ok(answer);
    }
    answer.body = match answer.body {
        AnswerBody::Whole(body) if call_type == CallType::Speech => AnswerBody::Whole(body),
        AnswerBody::Whole(body) => {
            AnswerBody::Whole(look_whole(gateway, guarding, whose, body).await?)
        }
        AnswerBody::Stream(chunks) => {
            AnswerBody::Stream(watch(gateway, guarding, whose, call_type, chunks))
        }
        // Sound is no words.
        raw @ AnswerBody::Raw(..) => raw,
    };
    Ok(answer)
}

/// The same on a provider's own path, whose answer may be anything.
pub(super) async fn after_own(
    gateway: &Arc<Gateway>,
    guarding: &Arc<Guarding>,
    whose: &Whose,
    call_type: CallType,
    mut answer: PassAnswer,
) -> Result<PassAnswer, Refusal> {
    if !looks_after(guarding) || !(200..300).contains(&answer.status) {
        return Ok(answer);
    }
    let media = answer.headers.get(http::header::CONTENT_TYPE);
    let media = media
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if media.starts_with("text/event-stream") {
        answer.body = watch(gateway, guarding, whose, call_type, answer.body);
        return Ok(answer);
    }
    if media.starts_with("application/vnd.amazon.eventstream") {
        return Err(withheld_whole(
            guarding,
            whose,
            "this form of stream cannot be looked at by guardrails; use a route of the proxy's own, or ask for a whole answer",
        ));
    }
    if !media.contains("json") && !media.starts_with("text/") {
        return Ok(answer);
    }
    after_text(gateway, guarding, whose, answer).await
}

/// Looks at an answer that is known to be text, whatever its media type says.
pub(super) async fn after_text(
    gateway: &Gateway,
    guarding: &Guarding,
    whose: &Whose,
    mut answer: PassAnswer,
) -> Result<PassAnswer, Refusal> {
    if !looks_after(guarding) || !(200..300).contains(&answer.status) {
        return Ok(answer);
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.body.recv().await {
        if body.len() + chunk.len() > WHOLE_BYTES_MAX {
            return Err(withheld_whole(guarding, whose, "the answer is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    let body = look_whole(gateway, guarding, whose, Bytes::from(body)).await?;
    let (chunks, stream) = mpsc::channel(1);
    // One place, one chunk: it fits.
    let _ = chunks.try_send(body);
    answer.body = stream;
    Ok(answer)
}

fn withheld_whole(guarding: &Guarding, whose: &Whose, reason: &str) -> Refusal {
    let Some(chosen) = guarding.at(|modes| modes.after).next() else {
        return Refusal::Internal;
    };
    let name = chosen.guardrail.name.clone();
    // Whoever withheld it is known before its row is written.
    let _ = guarding.withheld_by.set(name);
    blocked(
        guarding,
        chosen,
        Side::Response,
        None,
        reason.to_owned(),
        whose,
    )
}

/// A whole answer: JSON, or else plain text as transcriptions may be.
async fn look_whole(
    gateway: &Gateway,
    guarding: &Guarding,
    whose: &Whose,
    body: Bytes,
) -> Result<Bytes, Refusal> {
    let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
        let Ok(text) = std::str::from_utf8(&body) else {
            return Ok(body);
        };
        let mut plain = Value::String(text.to_owned());
        let changed = look(gateway, guarding, whose, Side::Response, &mut plain).await?;
        return Ok(match plain {
            Value::String(text) if changed => Bytes::from(text),
            _ => body,
        });
    };
    let changed = look(gateway, guarding, whose, Side::Response, &mut value).await?;
    Ok(if changed {
        Bytes::from(value.to_string())
    } else {
        body
    })
}

/// Looks at a stream on its way. A stream that a judge must see is shown when it is complete, and not
/// before.
fn watch(
    gateway: &Arc<Gateway>,
    guarding: &Arc<Guarding>,
    whose: &Whose,
    call_type: CallType,
    chunks: mpsc::Receiver<Bytes>,
) -> mpsc::Receiver<Bytes> {
    let (client, seen) = mpsc::channel(CHUNKS_WAITING_MAX);
    let filters =
        guarding
            .at(|modes| modes.after)
            .filter_map(|chosen| match &chosen.guardrail.kind {
                Kind::Filter(filter) => Some(filter),
                Kind::Webhook(_) => None,
            });
    let watching = Watching {
        watch: Watch::new(Filter::all(filters)),
        gateway: gateway.clone(),
        guarding: guarding.clone(),
        whose: whose.clone(),
        door: Door::of(call_type),
        client,
    };
    gateway.calls.spawn(watching.run(chunks));
    seen
}

struct Watching {
    watch: Watch,
    gateway: Arc<Gateway>,
    guarding: Arc<Guarding>,
    whose: Whose,
    door: Door,
    client: mpsc::Sender<Bytes>,
}

impl Watching {
    async fn run(mut self, mut chunks: mpsc::Receiver<Bytes>) {
        let outcome = self.show(&mut chunks).await;
        let Err(refusal) = outcome else { return };
        let (status, message) = match &refusal {
            Refusal::Guarded(guarded) => {
                // The row is told why before the provider's connection is closed.
                let _ = self.guarding.withheld_by.set(guarded.guardrail.clone());
                (400, guarded.message.clone())
            }
            Refusal::GuardrailDown { guardrail, .. } => {
                let _ = self.guarding.withheld_by.set(guardrail.clone());
                (503, format!("The guardrail '{guardrail}' does not answer."))
            }
            _ => return,
        };
        drop(chunks);
        let event = self
            .door
            .error_event(&message, Some("invalid_request_error"), status);
        // The client may have left.
        let _ = self.client.send(event).await;
    }

    async fn show(&mut self, chunks: &mut mpsc::Receiver<Bytes>) -> Result<(), Refusal> {
        let judges = self.guarding.clone();
        let judges: Vec<&Chosen> = judges
            .at(|modes| modes.after)
            .filter(|chosen| matches!(chosen.guardrail.kind, Kind::Webhook(_)))
            .collect();
        if !judges.is_empty() {
            let body = self.judged(&judges, chunks).await?;
            let seen = self.watch.push(&body);
            let seen = seen.map_err(|stopped| self.stopped(stopped))?;
            return self.end(seen).await;
        }
        while let Some(chunk) = chunks.recv().await {
            let seen = self.watch.push(&chunk);
            let seen = seen.map_err(|stopped| self.stopped(stopped))?;
            if !seen.is_empty() && self.client.send(seen).await.is_err() {
                return Ok(());
            }
        }
        self.end(Bytes::new()).await
    }

    async fn end(&mut self, seen: Bytes) -> Result<(), Refusal> {
        let rest = self.watch.finish();
        let rest = rest.map_err(|stopped| self.stopped(stopped))?;
        for last in [seen, rest] {
            if !last.is_empty() && self.client.send(last).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    /// The whole stream, as judges let it pass.
    async fn judged(
        &self,
        judges: &[&Chosen],
        chunks: &mut mpsc::Receiver<Bytes>,
    ) -> Result<Bytes, Refusal> {
        let mut recording = Recording::default();
        while let Some(chunk) = chunks.recv().await {
            let taken = recording.push(&chunk);
            taken.map_err(|stopped| self.stopped(stopped))?;
            if self.client.is_closed() {
                return Ok(Bytes::new());
            }
        }
        recording.end();
        for chosen in judges {
            let texts = recording.texts();
            let side = Side::Response;
            let (gateway, guarding, whose) = (&self.gateway, &self.guarding, &self.whose);
            if let Some(instead) = judge(gateway, guarding, chosen, whose, side, &texts).await? {
                recording.replace(&instead);
            }
        }
        Ok(recording.bytes())
    }

    fn stopped(&self, stopped: Stopped) -> Refusal {
        match stopped {
            Stopped::Found(sought) => {
                let finder = self.guarding.at(|modes| modes.after).find(|chosen| {
                    matches!(&chosen.guardrail.kind, Kind::Filter(filter) if filter.seeks(&sought))
                });
                finder.map_or(Refusal::Internal, |chosen| {
                    found(&self.guarding, chosen, Side::Response, &sought, &self.whose)
                })
            }
            Stopped::TooLong => withheld_whole(
                &self.guarding,
                &self.whose,
                "the stream is too long to be looked at",
            ),
        }
    }
}
