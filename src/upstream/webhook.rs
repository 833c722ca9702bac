//! Requests to services of the operator's own that judge or hear: JSON there, JSON back.

use super::{Client, cut_fault, timed_out, transport_fault};
use crate::domain::secret::Secret;
use crate::wire::fault::Fault;
use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use tokio::time::{Instant, timeout_at};

impl Client {
    /// Posts JSON and reads the whole answer, of at most `bytes_max`, until `deadline`.
    pub async fn post_json(
        &self,
        url: &str,
        headers: &[(String, Secret)],
        body: Bytes,
        bytes_max: usize,
        deadline: Instant,
    ) -> Result<(u16, Bytes), Fault> {
        let mut all = HeaderMap::new();
        all.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        all.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes());
            let value = super::sensitive("a header", value.expose());
            if let (Ok(name), Ok(value)) = (name, value) {
                all.insert(name, value);
            }
        }
        let exchange = async {
            let sent = self.0.post(url).headers(all).body(body).send().await;
            let mut response = sent.map_err(|error| transport_fault(&error))?;
            let status = response.status().as_u16();
            let mut answer = BytesMut::new();
            while let Some(chunk) = response.chunk().await.map_err(|error| cut_fault(&error))? {
                if answer.len() + chunk.len() > bytes_max {
                    return Err(Fault::connection(
                        "upstream_invalid_response",
                        502,
                        format!("the answer is longer than {bytes_max} bytes"),
                    ));
                }
                answer.extend_from_slice(&chunk);
            }
            Ok((status, answer.freeze()))
        };
        let answered = timeout_at(deadline, exchange).await;
        answered.unwrap_or_else(|_| Err(timed_out("the service did not answer in time")))
    }
}
