//! Telling people: messages for Slack and plain webhooks, and the queue through which they leave.

mod message;

use crate::domain::alert::{Message, Target};
use message::{slack, webhook};
use rustls::ClientConfig;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Messages that may wait. More are dropped and counted; the log has them all the same.
const QUEUE_MAX: usize = 256;
/// How long one sending may take.
const SEND_WAIT: Duration = Duration::from_secs(10);
/// How long it waits before each further try.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(8),
];

/// Sends messages.
#[derive(Debug, Clone)]
pub struct Messenger {
    client: reqwest::Client,
    lost: Arc<AtomicU64>,
}

/// The way of messages that nobody waits for.
#[derive(Debug)]
pub struct Outbox {
    queue: mpsc::Sender<(Target, Message)>,
    sending: JoinHandle<()>,
    messenger: Messenger,
    /// Messages that have neither arrived nor been given up.
    open: Arc<AtomicUsize>,
}

impl Messenger {
    /// Sets it up; fails with what is wrong with the TLS configuration.
    pub fn new(tls: ClientConfig) -> Result<Self, String> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .timeout(SEND_WAIT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| format!("cannot set up a client for alerts: {error}"))?;
        Ok(Self {
            client,
            lost: Arc::default(),
        })
    }

    /// Sends one message once. What went wrong never names the address, which is a secret.
    pub async fn send(&self, target: &Target, message: &Message) -> Result<(), Failed> {
        let (url, body) = match target {
            Target::Slack(url) => (url, slack(message)),
            Target::Webhook(url) => (url, webhook(message)),
        };
        self.post(url.expose(), &body).await
    }

    async fn post(&self, url: &str, body: &Value) -> Result<(), Failed> {
        let request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .body(body.to_string());
        let answer = request.send().await.map_err(|error| Failed {
            again: !error.is_builder(),
            why: if error.is_builder() {
                "the address is none that can be called".to_owned()
            } else if error.is_timeout() {
                "it does not answer in time".to_owned()
            } else {
                "it cannot be reached".to_owned()
            },
        })?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        Err(Failed {
            again: status.is_server_error() || status.as_u16() == 429,
            why: format!("it answered {}", status.as_u16()),
        })
    }

    /// How many messages did not arrive.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    async fn deliver(&self, target: &Target, message: &Message) {
        let mut pauses = PAUSES.iter();
        loop {
            let Err(failed) = self.send(target, message).await else {
                return;
            };
            match pauses.next().filter(|_| failed.again) {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => {
                    self.lost.fetch_add(1, Ordering::Relaxed);
                    tracing::warn!(
                        rule = message.finding.rule.as_str(),
                        why = failed.why,
                        "an alert did not arrive"
                    );
                    return;
                }
            }
        }
    }
}

/// Why a message did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Whether another try may help.
    pub again: bool,
    /// What went wrong, without the address.
    pub why: String,
}

impl Outbox {
    /// Opens it.
    #[must_use]
    pub fn open(messenger: Messenger) -> Self {
        let (queue, mut waiting) = mpsc::channel::<(Target, Message)>(QUEUE_MAX);
        let open: Arc<AtomicUsize> = Arc::default();
        let (own, left) = (messenger.clone(), open.clone());
        let sending = tokio::spawn(async move {
            while let Some((target, message)) = waiting.recv().await {
                own.deliver(&target, &message).await;
                left.fetch_sub(1, Ordering::Relaxed);
            }
        });
        Self {
            queue,
            sending,
            messenger,
            open,
        }
    }

    /// Puts a message on its way. Never waits.
    pub fn put(&self, target: Target, message: Message) {
        self.open.fetch_add(1, Ordering::Relaxed);
        if self.queue.try_send((target, message)).is_err() {
            self.open.fetch_sub(1, Ordering::Relaxed);
            self.messenger.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits for so long at most until what is on its way has arrived. Tells how much has not.
    pub async fn close(self, within: Duration) -> usize {
        drop(self.queue);
        let stop = self.sending.abort_handle();
        if tokio::time::timeout(within, self.sending).await.is_ok() {
            return 0;
        }
        stop.abort();
        let lost = self.open.load(Ordering::Relaxed);
        self.messenger
            .lost
            .fetch_add(lost as u64, Ordering::Relaxed);
        lost
    }
}
