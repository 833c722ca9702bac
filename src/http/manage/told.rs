//! Answers of megabytes, told part by part: each is made when the one before it has left, so that no answer is
//! ever whole in memory, and the first part is there before the last one is read.

use super::super::error::Problem;
use super::reply::Reply;
use crate::admin::AdminError;
use axum::body::Body;
use bytes::Bytes;
use futures_util::{FutureExt as _, Stream, StreamExt as _, future, stream};
use serde::Serialize;
use std::future::Future;
use tokio::sync::mpsc;

/// Why a report ends before its end.
pub(super) enum Broken {
    /// The client left.
    Gone,
    /// It cannot be told.
    Failed(Problem),
}

impl From<Problem> for Broken {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl From<crate::store::StoreError> for Broken {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Failed(AdminError::from(error).into())
    }
}

type Part = Result<Bytes, Problem>;

/// Where the parts of an answer go.
pub(super) struct Teller {
    parts: mpsc::Sender<Part>,
}

impl Teller {
    /// Tells a part, when the one before it has left.
    pub(super) async fn say(&self, text: Vec<u8>) -> Result<(), Broken> {
        if text.is_empty() {
            return Ok(());
        }
        let sent = self.parts.send(Ok(text.into())).await;
        sent.map_err(|_| Broken::Gone)
    }
}

/// A list whose members are told one after the other.
pub(super) struct List {
    teller: Teller,
    /// What stands before the next member.
    before: &'static str,
}

impl List {
    pub(super) fn new(teller: Teller) -> Self {
        Self {
            teller,
            before: "[",
        }
    }

    /// Tells more of its members, in one part.
    pub(super) async fn add_all<T: Serialize>(
        &mut self,
        members: impl IntoIterator<Item = T>,
    ) -> Result<(), Broken> {
        let mut text = Vec::new();
        for member in members {
            text.extend_from_slice(self.before.as_bytes());
            append(&mut text, &member)?;
            self.before = ",";
        }
        self.teller.say(text).await
    }

    /// Tells its end.
    pub(super) async fn end(self) -> Result<(), Broken> {
        let end = if self.before == "[" { "[]" } else { "]" };
        self.teller.say(end.into()).await
    }
}

/// Appends a value as JSON.
pub(super) fn append(text: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Problem> {
    serde_json::to_writer(text, value)
        .map_err(|error| Problem::detail(500, format!("The answer cannot be written: {error}.")))
}

/// 200 with what `tell` tells. What fails before the first part has its own status; what fails later breaks the
/// answer off, so that nobody takes the part for the whole.
pub(super) async fn reply<F, Fut>(tell: F) -> Result<Reply, Problem>
where
    F: FnOnce(Teller) -> Fut,
    Fut: Future<Output = Result<(), Broken>> + Send + 'static,
{
    let (sender, mut parts) = mpsc::channel(1);
    let failures = sender.clone();
    let telling = tell(Teller { parts: sender }).then(move |told| async move {
        if let Err(Broken::Failed(problem)) = told {
            // Nobody to tell it to is nobody to fail.
            let _ = failures.send(Err(problem)).await;
        }
    });
    // The telling goes on while somebody reads, and ends with the one who reads.
    let silent = stream::once(telling).filter_map(|()| future::ready(None::<Part>));
    let parts = stream::poll_fn(move |context| parts.poll_recv(context));
    let mut all = Box::pin(stream::select(parts, silent));
    let first = all.next().await.transpose()?;
    Ok(Reply::streamed(body(first, all)))
}

fn body(first: Option<Bytes>, rest: impl Stream<Item = Part> + Send + 'static) -> Body {
    let rest = rest.map(|part| {
        part.map_err(|problem| {
            tracing::error!(status = problem.status, "a report breaks off");
            std::io::Error::other("the report cannot be told to its end")
        })
    });
    Body::from_stream(stream::iter(first.map(Ok)).chain(rest))
}
