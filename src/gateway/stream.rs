//! A stream on its way from provider to client, and what happens when either side stops.
//!
//! | what happens | the client sees | the row says |
//! |---|---|---|
//! | end mark, or all choices finished | the rest, `[DONE]` after the row is committed | `success` |
//! | the provider breaks off, sends nonsense or an error | what came, then an error event, no `[DONE]` | `upstream_error`, the part billed |
//! | silence past the deadline, or no end by `max_streaming_duration_seconds` | the same | `timed_out`, the part billed |
//! | the client hangs up | nothing | `client_left`, the part billed; the provider's connection is closed |

use super::Gateway;
use super::cache::serve::Keeping;
use super::call::{Deadlines, OpenStream, redact};
use super::meter::{Ending, Meter, usage_of, usage_of_part};
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallType, Outcome, Payload};
use crate::upstream::Response;
use crate::wire::door::Door;
use crate::wire::door::openai::Request;
use crate::wire::fault::{Fault, FaultKind};
use crate::wire::reader::Reader;
use crate::wire::relay::{Seen, Step};
use bytes::{Bytes, BytesMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

/// Chunks that may wait for a slow client.
pub const CHUNKS_WAITING_MAX: usize = 32;
/// The longest answer that is stored, in bytes.
const STORED_BYTES_MAX: usize = 1 << 20;
/// Events that are here already are sent together up to so many bytes.
const GATHERED_BYTES_MAX: usize = 16 << 10;
/// How long the last event waits at least for a client that does not read.
const LAST_WAIT_MIN: Duration = Duration::from_secs(10);

/// How the stream stopped.
enum Stop {
    Done,
    Fault(Fault),
    ClientLeft,
}

/// Pumps a stream to its end and puts that end on record. `cut` is set when bytes end that are not all,
/// before the client's channel closes.
pub async fn pump(
    gateway: Arc<Gateway>,
    mut meter: Meter,
    request: Request,
    open: OpenStream,
    (client, keeping): (mpsc::Sender<Bytes>, Option<Keeping>),
    cut: &AtomicBool,
) {
    let deadlines = gateway.deadlines(&request, &meter.served.deployment);
    let OpenStream {
        response,
        reader,
        prelude,
        ended,
    } = open;
    let door = Door::of(request.call_type);
    let raw = matches!(reader, Reader::Sound(_));
    let stores = meter.keeps_words();
    let stored = stores.then(Vec::new);
    let mut pump = Pump {
        response,
        reader,
        client,
        stored,
        keeping,
        end_at: Instant::now() + deadlines.stream_max,
        deadlines,
    };
    meter.first_token_at.get_or_insert_with(|| gateway.now());
    let mut stop = pump.run(prelude, ended).await;
    if let Stop::Fault(fault) = &mut stop {
        redact(fault, &meter.served);
        meter.breaks(fault);
    }
    let closing = match stop {
        Stop::Done => pump.closing(door),
        _ => Bytes::new(),
    };
    meter.said = std::mem::take(&mut pump.reader.seen().said);
    let ending = pump.ending(&request, &meter, &stop).await;
    let (client, keeping) = (pump.client, pump.keeping.take());
    let served = meter.served.clone();
    // The provider's connection is closed before we wait for the disk.
    drop(pump.response);
    let status = ending.status;
    let _cost = meter.finish(ending).await;
    if let (Some(mut keeping), Stop::Done) = (keeping, &stop) {
        keeping.push(&closing);
        keeping.keep(&gateway, &served);
    }
    let last = match stop {
        Stop::Done => closing,
        // Words in the middle of a sound would be noise.
        Stop::Fault(_) if raw => {
            cut.store(true, Ordering::Release);
            return;
        }
        Stop::Fault(fault) => {
            let message = format!("litellm.{0}: {0}: {1}", fault.kind.class(), fault.message);
            let error_type = Some(fault.told_type());
            pump.reader.failing(door, &message, error_type, status)
        }
        Stop::ClientLeft => return,
    };
    // A client that left meanwhile is on record as served: all of it was ready. One that neither reads
    // nor leaves must not keep this task for ever.
    let wait_until = pump.end_at.max(Instant::now() + LAST_WAIT_MIN);
    if timeout_at(wait_until, client.send(last)).await.is_err() {
        cut.store(true, Ordering::Release);
    }
}

struct Pump {
    response: Response,
    reader: Reader,
    client: mpsc::Sender<Bytes>,
    stored: Option<Vec<u8>>,
    /// The stream on its way into the cache.
    keeping: Option<Keeping>,
    deadlines: Deadlines,
    /// When it must be over, whatever still comes.
    end_at: Instant,
}

impl Pump {
    async fn run(&mut self, prelude: BytesMut, ended: Option<Step>) -> Stop {
        let end_at = self.end_at;
        let mut silent_until = Instant::now() + self.deadlines.wait;
        let mut out = prelude;
        let mut ended = ended;
        let mut failed = None;
        loop {
            let stop = match ended.take() {
                Some(step) => Self::take(step, &mut out).1,
                None => {
                    let (progress, stop) = self.drain(&mut out);
                    if progress {
                        silent_until = Instant::now() + self.deadlines.wait;
                    }
                    stop
                }
            };
            // What has arrived meanwhile leaves together: one write instead of one per event.
            if stop.is_none() && !out.is_empty() && out.len() < GATHERED_BYTES_MAX {
                match self.response.ready_chunk() {
                    Some(Ok(Some(chunk))) => {
                        self.reader.push(&chunk);
                        continue;
                    }
                    Some(Ok(None)) => {
                        ended = Some(self.reader.end());
                        continue;
                    }
                    Some(Err(fault)) => failed = Some(Stop::Fault(fault)),
                    None => {}
                }
            }
            if !out.is_empty() {
                let before = Instant::now();
                match timeout_at(end_at, self.send(out.split().freeze())).await {
                    Ok(true) => {}
                    Ok(false) => return Stop::ClientLeft,
                    Err(_) => return self.too_long(),
                }
                // While the client makes us wait, the provider cannot be heard: that is no silence.
                silent_until += before.elapsed();
            }
            if let Some(stop) = stop.or(failed.take()) {
                return stop;
            }
            tokio::select! {
                biased;
                chunk = self.response.chunk(silent_until.min(end_at)) => match chunk {
                    Ok(Some(chunk)) => self.reader.push(&chunk),
                    Ok(None) => ended = Some(self.reader.end()),
                    Err(_) if Instant::now() >= end_at => return self.too_long(),
                    Err(fault) => return Stop::Fault(fault),
                },
                () = self.client.closed() => return Stop::ClientLeft,
            }
        }
    }

    /// The last frames and the end mark, which leave when the call is on record.
    fn closing(&mut self, door: Door) -> Bytes {
        let frames = self.reader.closing();
        let words = !matches!(self.reader, Reader::Sound(_));
        if let Some(stored) = self.stored.as_mut().filter(|_| words) {
            stored.extend_from_slice(&frames);
        }
        match (frames.is_empty(), self.reader.end_mark(door)) {
            (true, mark) => Bytes::from_static(mark),
            (false, []) => frames,
            (false, mark) => Bytes::from([&frames[..], mark].concat()),
        }
    }

    /// The end of a stream that shows no end.
    fn too_long(&self) -> Stop {
        Stop::Fault(Fault::connection(
            "upstream_timeout",
            504,
            format!(
                "Request timed out: the stream did not end within {} s",
                self.deadlines.stream_max.as_secs_f64()
            ),
        ))
    }

    /// Takes every step that the bytes at hand allow. Tells whether one of them was progress.
    fn drain(&mut self, out: &mut BytesMut) -> (bool, Option<Stop>) {
        let mut progress = false;
        while let Some(step) = self.reader.next_step() {
            let (moved, stop) = Self::take(step, out);
            progress |= moved;
            if stop.is_some() {
                return (progress, stop);
            }
        }
        (progress, None)
    }

    fn take(step: Step, out: &mut BytesMut) -> (bool, Option<Stop>) {
        match step {
            Step::Send(bytes) => {
                out.extend_from_slice(&bytes);
                (true, None)
            }
            Step::Idle(bytes) => {
                out.extend_from_slice(&bytes);
                (false, None)
            }
            Step::Swallow => (true, None),
            Step::Done => (true, Some(Stop::Done)),
            Step::Fault(fault) => (true, Some(Stop::Fault(fault))),
        }
    }

    async fn send(&mut self, bytes: Bytes) -> bool {
        // Sound is no text that anybody could read again.
        let words = !matches!(self.reader, Reader::Sound(_));
        if let Some(stored) = self
            .stored
            .as_mut()
            .filter(|stored| words && stored.len() < STORED_BYTES_MAX)
        {
            stored.extend_from_slice(&bytes);
        }
        if let Some(keeping) = &mut self.keeping {
            keeping.push(&bytes);
        }
        self.client.send(bytes).await.is_ok()
    }

    async fn ending(&mut self, request: &Request, meter: &Meter, stop: &Stop) -> Ending {
        let seen = self.reader.seen();
        let (usage, price) = match stop {
            Stop::Done => usage_of(request, &meter.served, seen, true).await,
            _ => {
                let counts_input = seen.content;
                usage_of_part(request, &meter.served, seen, counts_input).await
            }
        };
        let (outcome, status, error) = match stop {
            Stop::Done => (Outcome::Success, 200, String::new()),
            Stop::ClientLeft => left(request),
            Stop::Fault(fault) if fault.kind == FaultKind::Timeout => {
                (Outcome::TimedOut, fault.status, fault.message.clone())
            }
            Stop::Fault(fault) => (Outcome::UpstreamError, fault.status, fault.message.clone()),
        };
        let payload = self
            .stored
            .take()
            .map(|stored| Box::new(payload(request, stored)));
        Ending {
            outcome,
            status,
            error,
            usage,
            price,
            upstream_cost: seen.reported.and_then(|reported| reported.cost),
            tier: tier(request, seen),
            response_id: std::mem::take(&mut seen.response_id),
            payload,
        }
    }
}

/// The client is gone, or a guardrail keeps the rest from it.
pub(super) fn left(request: &Request) -> (Outcome, u16, String) {
    let withheld = request.guarding.as_ref();
    let withheld = withheld.and_then(|guarding| guarding.withheld_by.get());
    let (status, why) = match withheld {
        Some(name) => (400, format!("the guardrail '{name}' withheld the answer")),
        None => (499, "the client hung up".to_owned()),
    };
    (Outcome::ClientLeft, status, why)
}

/// The tier that the provider says it used, else the one asked for.
pub(super) fn tier(request: &Request, seen: &Seen) -> ServiceTier {
    let asked = || {
        request
            .object
            .read::<&str>("service_tier")
            .filter(|_| request.call_type != CallType::Embedding)
    };
    seen.service_tier
        .as_deref()
        .or_else(asked)
        .map_or(ServiceTier::Standard, ServiceTier::parse)
}

/// The words of a call, as they are stored.
pub(super) fn payload(request: &Request, mut response: Vec<u8>) -> Payload {
    response.truncate(STORED_BYTES_MAX);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\0', "");
    let asked = request.object.text();
    // What is masked for anybody is not stored either.
    let clean = |text: String| match &request.guarding {
        Some(guarding) => guarding.clean(text),
        None => text,
    };
    Payload {
        request: clean(text(&asked[..asked.len().min(STORED_BYTES_MAX)])),
        response: clean(text(&response)),
    }
}
