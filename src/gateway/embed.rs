//! Embeddings of providers of other dialects: some take one text at a time, and what a client wants
//! embedded together is then asked for in several requests, which are one call.

use super::call::UpstreamHeaders;
use crate::domain::provider::Dialect;
use crate::upstream::{Client, Content, Endpoint};
use crate::wire::door::openai::Request;
use crate::wire::fault::Fault;
use crate::wire::format;
use crate::wire::format::embed::Embedder;
use crate::wire::relay::{self, Whole};
use bytes::Bytes;
use tokio::time::Instant;

/// Where Bedrock tells the tokens that a model's own answer does not.
const TOKENS: &str = "x-amzn-bedrock-input-token-count";

/// The requests after the first.
pub(super) struct Further<'a> {
    pub(super) upstream: &'a Client,
    pub(super) endpoint: &'a Endpoint,
    pub(super) path: &'a str,
    pub(super) bodies: Vec<Bytes>,
    pub(super) bytes_max: usize,
    pub(super) deadline: Instant,
}

impl Further<'_> {
    /// Asks for the rest and says all of it in OpenAI's shape.
    pub(super) async fn embeddings(
        self,
        embedder: Embedder,
        request: &Request,
        model: &str,
        first: Bytes,
        headers: &UpstreamHeaders,
    ) -> Result<Whole, Fault> {
        let told = headers.get(TOKENS).and_then(|value| value.to_str().ok());
        let told = told.and_then(|value| value.parse().ok());
        let (bodies, told) = self.ask(first, told).await?;
        let body = embedder.response(&bodies, &request.object, model, told)?;
        let mut whole = relay::whole(request.call_type, body, None)?;
        // Where no usage is told, as by Google mostly, it is counted.
        let reported = whole.seen.reported.take();
        whole.seen.reported = reported.filter(|told| told.usage.total_tokens() > 0);
        Ok(whole)
    }

    /// All bodies, and the tokens that headers told of them. One refusal is that of the call.
    async fn ask(
        self,
        first: Bytes,
        mut told: Option<u64>,
    ) -> Result<(Vec<Bytes>, Option<u64>), Fault> {
        let mut bodies = vec![first];
        for body in self.bodies {
            let content = Content::Json(body);
            let sent = self.upstream.send(
                self.endpoint,
                self.path,
                (&[], None),
                content,
                self.deadline,
            );
            let mut response = sent.await?;
            let status = response.status();
            if !(200..300).contains(&status) {
                let wait = response.header("retry-after").to_owned();
                let said = response.error_body(self.deadline).await;
                return Err(format::fault(Dialect::Bedrock, status, Some(&wait), &said));
            }
            response.require_plain()?;
            if let Ok(more) = response.header(TOKENS).parse::<u64>() {
                told = Some(told.unwrap_or(0).saturating_add(more));
            }
            bodies.push(response.whole(self.bytes_max, self.deadline).await?);
        }
        Ok((bodies, told))
    }
}
