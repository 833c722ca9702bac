//! A small HTTP client for tests: plain JSON in, bytes out, nothing hidden.

use std::time::Duration;

use reqwest::{Client, Method, Response};
use serde_json::Value;

/// A client without proxies, redirects or certificates, since tests stay on this machine.
///
/// It is made for each test anew: connections belong to the runtime that opened them.
pub(crate) fn client() -> Client {
    // The build has TLS without a default for its cryptography, and a client can't be made
    // without one. A second installation is refused, and that's fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .tls_certs_only([])
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_mins(1))
        .build()
        .expect("an HTTP client")
}

/// Sends a request and returns as soon as the answer's head is there, for streams.
pub(crate) async fn open(
    method: Method,
    url: &str,
    key: &str,
    body: Option<&Value>,
) -> Result<Response, reqwest::Error> {
    let mut request = client().request(method, url).bearer_auth(key);
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    request.send().await
}

/// Sends JSON and reads the whole answer.
pub(crate) async fn post(url: &str, key: &str, body: &Value) -> Reply {
    let response = open(Method::POST, url, key, Some(body)).await;
    Reply::read(response.expect("an answer")).await
}

/// Reads a page.
pub(crate) async fn get(url: &str, key: &str) -> Reply {
    let response = open(Method::GET, url, key, None).await;
    Reply::read(response.expect("an answer")).await
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: http::HeaderMap,
    /// The body, or its part that arrived before it broke off.
    pub(crate) body: Vec<u8>,
    /// Whether the body came to its proper end.
    pub(crate) complete: bool,
}

impl Reply {
    /// Reads an answer to its end, be it good or bad.
    pub(crate) async fn read(mut response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let mut body = Vec::new();
        let complete = loop {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        Self {
            status,
            headers,
            body,
            complete,
        }
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    /// The body as JSON; it panics with the body's text when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// The data of each event, `[DONE]` included, as the HTML standard has it: lines end in LF, CR or
    /// both, and the data lines of one event belong together.
    pub(crate) fn data(&self) -> Vec<String> {
        let text = self.text().replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_start_matches('\u{feff}');
        let data = |event: &str| {
            let lines: Vec<&str> = event
                .lines()
                .filter_map(|line| line.strip_prefix("data:"))
                .map(|data| data.strip_prefix(' ').unwrap_or(data))
                .collect();
            (!lines.is_empty()).then(|| lines.join("\n"))
        };
        text.split("\n\n").filter_map(data).collect()
    }

    /// The data of each event as JSON, without `[DONE]`.
    pub(crate) fn events(&self) -> Vec<Value> {
        let data = self.data();
        let json = data.iter().filter(|data| *data != "[DONE]");
        json.map(|data| serde_json::from_str(data).expect("JSON in each event"))
            .collect()
    }

    /// What the assistant said, from JSON or from a stream's first choice.
    pub(crate) fn said(&self) -> String {
        if self.body.starts_with(b"{") {
            return self.json()["choices"][0]["message"]["content"]
                .as_str()
                .unwrap_or("")
                .into();
        }
        let events = self.events();
        let first = events
            .iter()
            .filter(|event| event["choices"][0]["index"] == 0);
        first
            .filter_map(|event| event["choices"][0]["delta"]["content"].as_str())
            .collect()
    }
}
