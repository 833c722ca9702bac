//! Where traces, metrics and logs go: OpenTelemetry's variables, and LiteLLM's for the same.

use super::notice::{Notice, Origin, Place};
use super::read::{Kind as _, Reader, Source};
use crate::domain::otel::{
    Batch, Compression, Export, Identity, Otel, Otlp, Protocol, Sampling, Temporality,
};
use crate::domain::secret::Secret;
use std::path::PathBuf;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(10);
const METRIC_INTERVAL: Duration = Duration::from_secs(60);

/// What is sent: its word in variables, and its path on a collector.
struct Signal {
    word: &'static str,
    path: &'static str,
    usual: &'static str,
    /// What says in older words whether it goes without TLS.
    insecure: Option<&'static str>,
}

const TRACES: Signal = Signal {
    word: "TRACES",
    path: "/v1/traces",
    usual: "otlp",
    insecure: Some("OTEL_EXPORTER_OTLP_SPAN_INSECURE"),
};
const METRICS: Signal = Signal {
    word: "METRICS",
    path: "/v1/metrics",
    usual: "otlp",
    insecure: Some("OTEL_EXPORTER_OTLP_METRIC_INSECURE"),
};
const LOGS: Signal = Signal {
    word: "LOGS",
    path: "/v1/logs",
    usual: "none",
    insecure: None,
};
const SIGNALS: [&Signal; 3] = [&TRACES, &METRICS, &LOGS];

/// Variables of OpenTelemetry's, and LiteLLM's for the same, that are read.
const READ: [&str; 24] = [
    "OTEL_SDK_DISABLED",
    "OTEL_SERVICE_NAME",
    "OTEL_RESOURCE_ATTRIBUTES",
    "OTEL_PROPAGATORS",
    "OTEL_TRACES_EXPORTER",
    "OTEL_METRICS_EXPORTER",
    "OTEL_LOGS_EXPORTER",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
    "OTEL_BSP_SCHEDULE_DELAY",
    "OTEL_BSP_EXPORT_TIMEOUT",
    "OTEL_BSP_MAX_QUEUE_SIZE",
    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
    "OTEL_BLRP_SCHEDULE_DELAY",
    "OTEL_BLRP_MAX_QUEUE_SIZE",
    "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
    "OTEL_METRIC_EXPORT_INTERVAL",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
    "OTEL_EXPORTER",
    "OTEL_ENDPOINT",
    "OTEL_HEADERS",
    TEMPORALITY,
    "OTEL_EXPORTER_OTLP_SPAN_INSECURE",
    "OTEL_EXPORTER_OTLP_METRIC_INSECURE",
];
const TEMPORALITY: &str = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
/// What is set for all signals (`OTEL_EXPORTER_OTLP_TIMEOUT`) or for one (`OTEL_EXPORTER_OTLP_LOGS_TIMEOUT`).
const EXPORTER: [&str; 9] = [
    "ENDPOINT",
    "INSECURE",
    "PROTOCOL",
    "HEADERS",
    "TIMEOUT",
    "CERTIFICATE",
    "CLIENT_CERTIFICATE",
    "CLIENT_KEY",
    "COMPRESSION",
];

/// Reads all of it. `listed` tells whether `otel` is among the callbacks.
pub(super) fn read(reader: &mut Reader<'_>, listed: bool) -> Otel {
    let wanted = reader.get(Source::file("general_settings.otel"), false) || listed;
    let disabled = reader.get(Source::env("otel.sdk_disabled", "OTEL_SDK_DISABLED"), false);
    let enabled = wanted && !disabled;
    let continues = continues(reader);
    let propagates = Source::file("litellm_settings.forward_traceparent_to_llm_provider");
    if enabled {
        unread(reader);
    }
    Otel {
        enabled,
        traces: export(reader, &TRACES, enabled),
        metrics: export(reader, &METRICS, enabled),
        logs: export(reader, &LOGS, enabled),
        resource: resource(reader),
        sampling: sampling(reader),
        continues,
        propagates: reader.get(propagates, continues),
        words: words(reader),
        batch: batch(reader, "BSP", Batch::default()),
        log_batch: batch(reader, "BLRP", LOG_BATCH),
        temporality: temporality(reader),
        metric_interval: millis(reader, "OTEL_METRIC_EXPORT_INTERVAL", METRIC_INTERVAL),
    }
}

/// The first of these variables that is set, and its name.
fn first<'n>(reader: &Reader<'_>, names: &[&'n str]) -> Option<(&'n str, String)> {
    names
        .iter()
        .find_map(|name| Some((*name, reader.env.get(name)?.trim().to_owned())))
}

/// Says of a variable that its value is not understood, once for all signals. The value itself is not
/// repeated.
fn ignored(reader: &mut Reader<'_>, name: &str, known: &str) {
    let notice = Notice::Remark {
        place: Place {
            path: name.to_owned(),
            line: None,
        },
        remark: format!("is not understood and left out; {known}"),
    };
    if !reader.notices.contains(&notice) {
        reader.notices.push(notice);
    }
}

fn note(reader: &mut Reader<'_>, name: &str, value: String, variable: Option<&str>) {
    let origin = variable.map_or(Origin::Default, |name| reader.env.origin(name));
    reader.note(name, value, origin);
}

fn export(reader: &mut Reader<'_>, signal: &Signal, enabled: bool) -> Export {
    let of_signal = format!("OTEL_{}_EXPORTER", signal.word);
    let mut names = vec![&*of_signal];
    if signal.word == "TRACES" {
        names.push("OTEL_EXPORTER");
    }
    let chosen = first(reader, &names);
    let word = chosen.as_ref().map_or(signal.usual, |(_, word)| word);
    let name = format!("otel.{}", signal.word.to_ascii_lowercase());
    let variable = chosen.as_ref().map(|(name, _)| *name);
    match word {
        _ if !enabled => Export::Off,
        "none" => {
            note(reader, &name, "none".to_owned(), variable);
            Export::Off
        }
        "console" | "logging" => {
            note(reader, &name, "console".to_owned(), variable);
            Export::Console
        }
        _ => {
            let known = ["otlp", "otlp_http", "otlp_grpc"].contains(&word);
            if !known && parse_protocol(word).is_none() {
                ignored(
                    reader,
                    variable.unwrap_or_default(),
                    "otlp, console and none are known",
                );
            }
            Export::Otlp(otlp(reader, signal, word, &name))
        }
    }
}

fn parse_protocol(word: &str) -> Option<Protocol> {
    match word {
        "grpc" | "otlp_grpc" => Some(Protocol::Grpc),
        "http/protobuf" | "otlp_http" => Some(Protocol::HttpProtobuf),
        "http/json" => Some(Protocol::HttpJson),
        _ => None,
    }
}

fn otlp(reader: &mut Reader<'_>, signal: &Signal, exporter: &str, name: &str) -> Otlp {
    let own = |what: &str| format!("OTEL_EXPORTER_OTLP_{}_{what}", signal.word);
    let endpoint_own = own("ENDPOINT");
    let of_signal = first(reader, &[&endpoint_own]);
    let common = first(reader, &["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_ENDPOINT"]);
    let protocol_own = own("PROTOCOL");
    let said = first(
        reader,
        &[
            &protocol_own,
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "OTEL_EXPORTER",
        ],
    );
    let mut protocol = parse_protocol(exporter);
    if let Some((variable, word)) = said.filter(|_| protocol.is_none()) {
        protocol = parse_protocol(&word);
        if protocol.is_none() && variable != "OTEL_EXPORTER" {
            ignored(
                reader,
                variable,
                "grpc, http/protobuf and http/json are known",
            );
        }
    }
    let given = of_signal.as_ref().or(common.as_ref());
    // Collectors listen for gRPC on 4317; an HTTP request there can only fail.
    let usual = given.filter(|(_, url)| url.trim_end_matches('/').ends_with(":4317"));
    let usual = usual.map_or(Protocol::HttpProtobuf, |_| Protocol::Grpc);
    let protocol = protocol.unwrap_or(usual);
    let variable = given.map(|(variable, _)| *variable);
    let endpoint = match (of_signal.clone(), common.clone(), protocol) {
        (Some((_, url)), _, _) | (None, Some((_, url)), Protocol::Grpc) => url,
        (None, Some((_, url)), _) => with_path(&url, signal.path),
        (None, None, Protocol::Grpc) => "http://localhost:4317".to_owned(),
        (None, None, _) => with_path("http://localhost:4318", signal.path),
    };
    let endpoint = if endpoint.contains("://") {
        endpoint
    } else {
        // Only gRPC addresses go without a scheme.
        let insecure_own = own("INSECURE");
        let mut names = vec![&*insecure_own];
        names.extend(signal.insecure);
        names.push("OTEL_EXPORTER_OTLP_INSECURE");
        let insecure = first(reader, &names);
        let plain = insecure.is_none_or(|(_, word)| word.eq_ignore_ascii_case("true"));
        format!("{}://{endpoint}", if plain { "http" } else { "https" })
    };
    let shown = format!(
        "{} {}",
        protocol.as_str(),
        super::params::without_user(&endpoint)
    );
    note(reader, name, shown, variable);
    let headers_own = own("HEADERS");
    let timeout_own = own("TIMEOUT");
    let certificate_own = own("CERTIFICATE");
    let headers = first(
        reader,
        &[&headers_own, "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_HEADERS"],
    );
    let timeout = first(reader, &[&timeout_own, "OTEL_EXPORTER_OTLP_TIMEOUT"]);
    let certificate = first(
        reader,
        &[&certificate_own, "OTEL_EXPORTER_OTLP_CERTIFICATE"],
    );
    let identity = identity(reader, &own("CLIENT_CERTIFICATE"), &own("CLIENT_KEY"));
    let compression = compression(reader, &own("COMPRESSION"));
    Otlp {
        protocol,
        endpoint: Secret::new(endpoint),
        headers: headers.map_or_else(Vec::new, |(variable, text)| {
            headers_of(reader, variable, &text)
        }),
        timeout: timeout.map_or(TIMEOUT, |(variable, _)| millis(reader, variable, TIMEOUT)),
        ca_file: certificate
            .map(|(_, path)| PathBuf::from(path))
            .or_else(|| reader.env.get("SSL_CERT_FILE").map(PathBuf::from)),
        identity,
        compression,
    }
}

/// The address of one signal below a common one, which may name a signal's path already.
fn with_path(url: &str, path: &str) -> String {
    let mut base = url.trim_end_matches('/');
    for signal in SIGNALS {
        base = base.strip_suffix(signal.path).unwrap_or(base);
    }
    format!("{}{path}", base.trim_end_matches('/'))
}

/// Reads `name=value,name=value`; values may be percent-encoded (W3C Baggage).
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (name, value) = part.split_once('=')?;
        let name = name.trim();
        (!name.is_empty()).then(|| (name.to_owned(), decoded(value.trim())))
    };
    parts.map(pair).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|pair| std::str::from_utf8(pair).ok());
        match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn headers_of(reader: &mut Reader<'_>, variable: &str, text: &str) -> Vec<(String, Secret)> {
    let Some(pairs) = pairs(text) else {
        ignored(reader, variable, "write name=value,name=value");
        return Vec::new();
    };
    let named = |(name, value): (String, String)| (name.to_ascii_lowercase(), Secret::new(value));
    pairs.into_iter().map(named).collect()
}

fn resource(reader: &mut Reader<'_>) -> Vec<(String, String)> {
    let given = first(reader, &["OTEL_RESOURCE_ATTRIBUTES"]);
    let mut attributes = match given.as_ref().map(|(_, text)| pairs(text)) {
        None => Vec::new(),
        Some(Some(pairs)) => pairs,
        Some(None) => {
            ignored(
                reader,
                "OTEL_RESOURCE_ATTRIBUTES",
                "write name=value,name=value",
            );
            Vec::new()
        }
    };
    let listed = attributes.iter().find(|(name, _)| name == "service.name");
    let usual = listed.map_or_else(|| "cw-proxy".to_owned(), |(_, value)| value.clone());
    let name = reader.get(Source::env("otel.service_name", "OTEL_SERVICE_NAME"), usual);
    attributes.retain(|(attribute, _)| attribute != "service.name");
    attributes.insert(0, ("service.name".to_owned(), name));
    attributes
}

fn sampling(reader: &mut Reader<'_>) -> Sampling {
    let share = |reader: &mut Reader<'_>| {
        let (variable, text) = first(reader, &["OTEL_TRACES_SAMPLER_ARG"])?;
        let share = text.parse::<f64>().ok();
        let share = share.filter(|share| (0.0..=1.0).contains(share));
        if share.is_none() {
            ignored(reader, variable, "it is a number from 0 to 1");
        }
        share
    };
    let of = |parent_based, ratio| Sampling {
        parent_based,
        ratio,
    };
    let Some((variable, word)) = first(reader, &["OTEL_TRACES_SAMPLER"]) else {
        return Sampling::ALL;
    };
    match word.as_str() {
        "always_on" => of(false, 1.0),
        "always_off" => of(false, 0.0),
        "traceidratio" => of(false, share(reader).unwrap_or(1.0)),
        "parentbased_always_on" => of(true, 1.0),
        "parentbased_always_off" => of(true, 0.0),
        "parentbased_traceidratio" => of(true, share(reader).unwrap_or(1.0)),
        _ => {
            ignored(
                reader,
                variable,
                "always_on, always_off, traceidratio and the same with parentbased_ are known",
            );
            Sampling::ALL
        }
    }
}

fn continues(reader: &mut Reader<'_>) -> bool {
    let Some((variable, text)) = first(reader, &["OTEL_PROPAGATORS"]) else {
        return true;
    };
    let words: Vec<&str> = text.split(',').map(str::trim).collect();
    if words
        .iter()
        .any(|word| !["tracecontext", "baggage", "none"].contains(word))
    {
        ignored(reader, variable, "only tracecontext is spoken");
    }
    words.contains(&"tracecontext")
}

fn words(reader: &mut Reader<'_>) -> bool {
    let name = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
    let Some((_, word)) = first(reader, &[name]) else {
        return false;
    };
    match word.to_ascii_lowercase().as_str() {
        "true" | "1" | "span_only" | "span_and_event" | "event_only" => true,
        "false" | "0" | "no_content" => false,
        _ => {
            ignored(reader, name, "true and false are known");
            false
        }
    }
}

/// The variable for all signals, and those for single ones.
fn variables(what: &str) -> impl Iterator<Item = String> {
    let common = format!("OTEL_EXPORTER_OTLP_{what}");
    let single = SIGNALS.map(|signal| format!("OTEL_EXPORTER_OTLP_{}_{what}", signal.word));
    std::iter::once(common).chain(single)
}

fn compression(reader: &mut Reader<'_>, own: &str) -> Compression {
    match first(reader, &[own, "OTEL_EXPORTER_OTLP_COMPRESSION"]) {
        None => Compression::None,
        Some((variable, word)) => match word.as_str() {
            "gzip" => Compression::Gzip,
            "none" => Compression::None,
            _ => {
                ignored(reader, variable, "gzip and none are known");
                Compression::None
            }
        },
    }
}

/// What is shown to a collector that asks who calls: a certificate and its key, or nothing.
fn identity(reader: &mut Reader<'_>, certificate_own: &str, key_own: &str) -> Option<Identity> {
    let certificate = [certificate_own, "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"];
    let key = [key_own, "OTEL_EXPORTER_OTLP_CLIENT_KEY"];
    match (first(reader, &certificate), first(reader, &key)) {
        (Some((_, certificate)), Some((_, key))) => Some(Identity {
            certificate: PathBuf::from(certificate),
            key: PathBuf::from(key),
        }),
        (Some((variable, _)), None) => {
            ignored(
                reader,
                variable,
                "its key is missing: OTEL_EXPORTER_OTLP_CLIENT_KEY",
            );
            None
        }
        (None, Some((variable, _))) => {
            ignored(
                reader,
                variable,
                "its certificate is missing: OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
            );
            None
        }
        (None, None) => None,
    }
}

/// Tells of every variable of OpenTelemetry's that is set and has no effect.
fn unread(reader: &mut Reader<'_>) {
    let exporter: Vec<String> = EXPORTER.iter().flat_map(|what| variables(what)).collect();
    let read = |name: &str| READ.contains(&name) || exporter.iter().any(|known| known == name);
    let set = reader.env.names().filter(|name| name.starts_with("OTEL_"));
    let set = set.filter(|name| reader.env.get(name).is_some() && !read(name));
    let unread: Vec<Notice> = set
        .map(|name| Notice::NoEffect {
            place: Place {
                path: name.to_owned(),
                line: None,
            },
        })
        .collect();
    reader.notices.extend(unread);
}

fn temporality(reader: &mut Reader<'_>) -> Temporality {
    let Some((variable, word)) = first(reader, &[TEMPORALITY]) else {
        return Temporality::default();
    };
    match word.to_ascii_lowercase().as_str() {
        "cumulative" => Temporality::Cumulative,
        "delta" => Temporality::Delta,
        "lowmemory" => Temporality::LowMemory,
        _ => {
            ignored(
                reader,
                variable,
                "cumulative, delta and lowmemory are known",
            );
            Temporality::default()
        }
    }
}

/// A number of milliseconds above zero.
fn millis(reader: &mut Reader<'_>, variable: &str, usual: Duration) -> Duration {
    let Some(text) = reader.env.get(variable) else {
        return usual;
    };
    match u64::read(&text.into()).filter(|millis| *millis > 0) {
        Some(millis) => Duration::from_millis(millis),
        None => {
            ignored(reader, variable, "it is a number of milliseconds above 0");
            usual
        }
    }
}

/// Lines of the log wait less than spans.
const LOG_BATCH: Batch = Batch {
    delay: Duration::from_secs(1),
    timeout: Duration::from_secs(30),
    queue_max: 2_048,
    size_max: 512,
};

fn batch(reader: &mut Reader<'_>, word: &str, usual: Batch) -> Batch {
    let named = |what: &str| format!("OTEL_{word}_{what}");
    let count = |reader: &mut Reader<'_>, what: &str, usual: usize| {
        let variable = &*named(what);
        let Some(text) = reader.env.get(variable) else {
            return usual;
        };
        let count = u32::read(&text.into()).filter(|count| (1..=1_000_000).contains(count));
        if count.is_none() {
            ignored(reader, variable, "it is a number from 1 to 1000000");
        }
        count.map_or(usual, |count| count as usize)
    };
    let queue_max = count(reader, "MAX_QUEUE_SIZE", usual.queue_max);
    Batch {
        delay: millis(reader, &named("SCHEDULE_DELAY"), usual.delay),
        timeout: millis(reader, &named("EXPORT_TIMEOUT"), usual.timeout),
        queue_max,
        size_max: count(reader, "MAX_EXPORT_BATCH_SIZE", usual.size_max).min(queue_max),
    }
}

#[cfg(test)]
mod tests;
