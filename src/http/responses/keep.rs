//! Keeping answers: ids that lead back to who keeps them, or the answer itself, sealed.

use super::super::App;
use super::super::error::Problem;
use super::{items, keeps, owner};
use crate::admin::rekey::response_place;
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Served;
use crate::gateway::{Answer, AnswerBody};
use crate::store::StoredResponse;
use crate::wire::door::openai::Request;
use crate::wire::response_id::Kept;
use bytes::Bytes;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::mpsc;

/// The longest conversation that is kept, in bytes before it is sealed.
const KEPT_BYTES_MAX: usize = 4 << 20;
/// How long a conversation is kept, as OpenAI keeps it.
const KEPT_MICROS: i64 = 30 * 86_400_000_000;
/// Chunks of a stream that wait for the client.
const CHUNKS_WAITING_MAX: usize = 16;

/// What is needed to keep an answer.
struct Keeper {
    app: Arc<App>,
    owner: String,
    input: Vec<Value>,
    store: bool,
}

impl Keeper {
    /// Keeps an answer, where that is wanted.
    async fn keep(&self, response: &Value) {
        let Some(id) = response["id"].as_str().filter(|_| self.store) else {
            return;
        };
        let text = json!({ "input": self.input, "response": response }).to_string();
        if text.len() > KEPT_BYTES_MAX {
            tracing::warn!(
                id,
                bytes = text.len(),
                most = KEPT_BYTES_MAX,
                "a response is too long to be kept"
            );
            return;
        }
        let now = self.app.gateway.now();
        let sealed = match self
            .app
            .admin
            .models
            .sealer
            .seal(&response_place(id), &text)
        {
            Ok(sealed) => sealed,
            Err(error) => {
                return tracing::error!(id, %error, "a response cannot be sealed, so it is not kept");
            }
        };
        let stored = StoredResponse {
            id: id.to_owned(),
            owner: self.owner.clone(),
            sealed,
            created_at: now,
            expires_at: crate::domain::time::Micros(now.0.saturating_add(KEPT_MICROS)),
        };
        if let Err(error) = self.app.store.insert_response(&stored).await {
            tracing::error!(id, %error, "a response cannot be kept");
        }
    }
}

pub(super) async fn load(app: &App, caller: &Caller, id: &str) -> Result<Option<Value>, Problem> {
    let stored = app
        .store
        .get_response(id, app.gateway.now())
        .await
        .map_err(crate::admin::AdminError::from)?;
    let own = owner(caller);
    let Some(stored) = stored.filter(|stored| caller.key().is_none() || stored.owner == own) else {
        return Ok(None);
    };
    let text = app
        .admin
        .models
        .sealer
        .open(&response_place(id), &stored.sealed)
        .map_err(crate::admin::AdminError::from)?;
    Ok(serde_json::from_str(&text).ok())
}

/// Gives an answer ids that lead back, or keeps it here.
pub(crate) async fn kept(
    app: &Arc<App>,
    caller: &Caller,
    request: &Request,
    mut answer: Answer,
) -> Answer {
    let owner = owner(caller);
    if keeps(&answer.meta.served) {
        let mut wrapping = Wrapping {
            app: app.clone(),
            owner,
            served: answer.meta.served.clone(),
            ids: None,
        };
        answer.body = match answer.body {
            AnswerBody::Whole(body) => AnswerBody::Whole(wrapping.chunk(body)),
            AnswerBody::Stream(chunks) => AnswerBody::Stream(through(chunks, move |chunk| {
                let chunk = wrapping.chunk(chunk);
                async { chunk }
            })),
            raw @ AnswerBody::Raw(..) => raw,
        };
        return answer;
    }
    let keeper = Keeper {
        app: app.clone(),
        owner,
        input: items(request.object.read::<Value>("input")),
        // One that was given before is kept already.
        store: app.keeps_responses
            && answer.meta.cache_key.is_none()
            && request.object.read("store").unwrap_or(true),
    };
    answer.body = match answer.body {
        AnswerBody::Whole(body) => {
            if let Ok(response) = serde_json::from_slice(&body) {
                keeper.keep(&response).await;
            }
            AnswerBody::Whole(body)
        }
        AnswerBody::Stream(chunks) => {
            let keeper = Arc::new(keeper);
            AnswerBody::Stream(through(chunks, move |chunk: Bytes| {
                let keeper = keeper.clone();
                async move {
                    if let Some(response) = finished(&chunk) {
                        keeper.keep(&response).await;
                    }
                    chunk
                }
            }))
        }
        raw @ AnswerBody::Raw(..) => raw,
    };
    answer
}

/// The whole answer in the event that ends a stream.
fn finished(chunk: &[u8]) -> Option<Value> {
    let ends = |event: &[u8]| {
        event.starts_with(b"event: response.completed")
            || event.starts_with(b"event: response.incomplete")
    };
    let text = std::str::from_utf8(chunk).ok()?;
    let event = text.split("\n\n").find(|event| ends(event.as_bytes()))?;
    let data = event.lines().find_map(|line| line.strip_prefix("data: "))?;
    let mut said: Value = serde_json::from_str(data).ok()?;
    Some(said["response"].take())
}

/// Passes chunks through a function.
fn through<F, Fut>(mut chunks: mpsc::Receiver<Bytes>, mut each: F) -> mpsc::Receiver<Bytes>
where
    F: FnMut(Bytes) -> Fut + Send + 'static,
    Fut: Future<Output = Bytes> + Send,
{
    let (out, passed) = mpsc::channel(CHUNKS_WAITING_MAX);
    tokio::spawn(async move {
        loop {
            let chunk = tokio::select! {
                chunk = chunks.recv() => chunk,
                // Dropping the source tells the call that its client has left.
                () = out.closed() => return,
            };
            let Some(chunk) = chunk else { return };
            if out.send(each(chunk).await).await.is_err() {
                return;
            }
        }
    });
    passed
}

/// Puts ids that lead back in place of a provider's.
pub(super) struct Wrapping {
    app: Arc<App>,
    owner: String,
    served: Arc<Served>,
    /// The provider's id in quotes, and ours.
    ids: Option<(String, String)>,
}

impl Wrapping {
    /// For an answer whose id is known.
    pub(super) fn of(app: Arc<App>, owner: String, served: Arc<Served>, id: &str) -> Self {
        let mut wrapping = Self {
            app,
            owner,
            served,
            ids: None,
        };
        wrapping.ids = Some((format!("\"{id}\""), format!("\"{}\"", wrapping.wrapped(id))));
        wrapping
    }

    fn wrapped(&self, id: &str) -> String {
        let deployment = &self.served.deployment;
        let kept = Kept {
            provider: deployment.provider.name.to_owned(),
            deployment: deployment.id.to_string(),
            id: id.to_owned(),
        };
        self.app.response_ids.wrap(&kept, &self.owner)
    }

    pub(super) fn chunk(&mut self, chunk: Bytes) -> Bytes {
        let Ok(text) = std::str::from_utf8(&chunk) else {
            return chunk;
        };
        if self.ids.is_none() {
            self.ids = response_id(text)
                .map(|id| (format!("\"{id}\""), format!("\"{}\"", self.wrapped(id))));
        }
        let mut out = None;
        if let Some((theirs, ours)) = self
            .ids
            .as_ref()
            .filter(|(theirs, _)| text.contains(theirs.as_str()))
        {
            out = Some(text.replace(theirs.as_str(), ours));
        }
        let said = out.as_deref().unwrap_or(text);
        // What it continues is told as the client knows it.
        if let Some(previous) = member(said, "\"previous_response_id\":")
            .filter(|id| self.app.response_ids.unwrap(id).is_none())
        {
            let (theirs, ours) = (
                format!("\"{previous}\""),
                format!("\"{}\"", self.wrapped(previous)),
            );
            out = Some(said.replace(&theirs, &ours));
        }
        out.map_or_else(|| chunk.clone(), Bytes::from)
    }
}

/// The first id of a response in a text.
fn response_id(text: &str) -> Option<&str> {
    let start = text.find("\"resp_")? + 1;
    let end = text[start..].find('"')?;
    Some(&text[start..start + end])
}

/// The text of a member.
fn member<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let after = text.split_once(name)?.1.trim_start();
    after.strip_prefix('"')?.split('"').next()
}
