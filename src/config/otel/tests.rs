use super::*;
use crate::config::env::Env;

fn read_from(variables: &[(&str, &str)]) -> (Otel, Vec<String>) {
    let env = Env::of(variables.iter().copied());
    let mut reader = Reader::new(None, &env);
    let otel = read(&mut reader, true);
    assert!(reader.problems.is_empty());
    let notices = reader.notices.iter().map(ToString::to_string).collect();
    (otel, notices)
}

fn collector(export: &Export) -> (Protocol, &str) {
    match export {
        Export::Otlp(otlp) => (otlp.protocol, otlp.endpoint.expose()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn addresses_follow_the_specification_and_litellm() {
    use Protocol::{Grpc, HttpJson, HttpProtobuf};
    let usual = read_from(&[]).0;
    assert_eq!(
        collector(&usual.traces),
        (HttpProtobuf, "http://localhost:4318/v1/traces")
    );
    assert!(matches!(usual.logs, Export::Off));
    for (variables, traces, metrics) in [
        (
            &[("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel-collector:4317")][..],
            (Grpc, "http://otel-collector:4317"),
            (Grpc, "http://otel-collector:4317"),
        ),
        (
            &[
                ("OTEL_EXPORTER_OTLP_ENDPOINT", "otel:4317"),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ],
            (Grpc, "http://otel:4317"),
            (Grpc, "http://otel:4317"),
        ),
        (
            &[
                ("OTEL_EXPORTER", "otlp_http"),
                ("OTEL_ENDPOINT", "http://c:4318/v1/traces"),
            ],
            (HttpProtobuf, "http://c:4318/v1/traces"),
            (HttpProtobuf, "http://c:4318/v1/metrics"),
        ),
        (
            &[
                ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318/"),
                ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://t/own"),
                ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"),
            ],
            (HttpJson, "http://t/own"),
            (HttpProtobuf, "http://c:4318/v1/metrics"),
        ),
    ] {
        let (otel, notices) = read_from(variables);
        assert!(notices.is_empty(), "{notices:?}");
        assert_eq!(collector(&otel.traces), traces);
        assert_eq!(collector(&otel.metrics), metrics);
    }
}

#[test]
fn headers_are_decoded_and_what_is_not_understood_is_told_without_its_value() {
    let (otel, notices) = read_from(&[
        ("OTEL_HEADERS", "Authorization=Bearer%20canary,x=1"),
        ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
        ("OTEL_TRACES_SAMPLER_ARG", "0.25"),
        ("OTEL_RESOURCE_ATTRIBUTES", "service.name=mine,team=a"),
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_BSP_SCHEDULE_DELAY", "canary"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "canary"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "2500"),
    ]);
    let Export::Otlp(traces) = &otel.traces else {
        panic!("{otel:?}");
    };
    let headers: Vec<_> = traces
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.expose()))
        .collect();
    assert_eq!(headers, [("authorization", "Bearer canary"), ("x", "1")]);
    assert_eq!(traces.timeout, Duration::from_millis(2_500));
    assert_eq!(
        (otel.sampling.parent_based, otel.sampling.ratio),
        (true, 0.25)
    );
    assert_eq!(otel.resource[0].1, "mine");
    assert!(matches!(otel.logs, Export::Otlp(_)) && !otel.words && otel.propagates);
    assert!(
        notices
            .iter()
            .any(|told| told.starts_with("OTEL_BSP_SCHEDULE_DELAY"))
    );
    let told = format!("{notices:?}{otel:?}");
    assert!(!told.contains("canary"), "{told}");
}

#[test]
fn each_signal_has_variables_of_its_own() {
    let (otel, notices) = read_from(&[
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "common:4317"),
        ("OTEL_EXPORTER_OTLP_INSECURE", "false"),
        ("OTEL_EXPORTER_OTLP_TRACES_INSECURE", "true"),
        ("OTEL_EXPORTER_OTLP_METRIC_INSECURE", "true"),
        ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "metrics:4317"),
        ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x=metrics"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x=common"),
        ("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "7"),
        ("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "http/json"),
        ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "https://logs/own"),
        ("OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE", "/ca.pem"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "20"),
        (TEMPORALITY, "Delta"),
    ]);
    assert!(notices.is_empty(), "{notices:?}");
    let told = |export: &Export| {
        let Export::Otlp(otlp) = export else {
            panic!("{export:?}");
        };
        let header = otlp.headers[0].1.expose().to_owned();
        let ca = otlp.ca_file.is_some();
        (
            otlp.endpoint.expose().to_owned(),
            header,
            otlp.timeout.as_millis(),
            ca,
        )
    };
    let of = |address: &str, header: &str, timeout, ca| {
        (address.to_owned(), header.to_owned(), timeout, ca)
    };
    assert_eq!(
        told(&otel.traces),
        of("http://common:4317", "common", 10_000, false)
    );
    assert_eq!(
        told(&otel.metrics),
        of("http://metrics:4317", "metrics", 10_000, false)
    );
    assert_eq!(told(&otel.logs), of("https://logs/own", "common", 7, true));
    assert_eq!(otel.log_batch.delay, Duration::from_millis(20));
    assert_eq!(otel.batch, Batch::default());
    assert_eq!(otel.temporality, Temporality::Delta);
}

#[test]
fn what_is_set_and_has_no_effect_is_told_by_name() {
    let set = [
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "canary"),
        ("OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE", "canary"),
        ("OTEL_METRIC_EXPORT_TIMEOUT", "1"),
        ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "1"),
        ("OTEL_SOMETHING_NEW", "canary"),
        (TEMPORALITY, "canary"),
    ];
    let (_, notices) = read_from(&set);
    for (name, _) in set {
        let told = notices
            .iter()
            .filter(|notice| notice.starts_with(&format!("{name}:")));
        assert_eq!(told.count(), 1, "{name}: {notices:?}");
    }
    assert_eq!(notices.len(), set.len(), "{notices:?}");
    assert!(!notices.join(" ").contains("canary"));
    let (_, notices) = read_from(&[
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "none"),
        ("OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY", " "),
    ]);
    assert!(notices.is_empty(), "{notices:?}");
}

#[test]
fn what_is_sent_may_be_made_smaller_and_say_who_sends_it() {
    let (otel, notices) = read_from(&[
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
        ("OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "none"),
        ("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/own.pem"),
        ("OTEL_EXPORTER_OTLP_CLIENT_KEY", "/own.key"),
        ("OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY", "/metrics.key"),
    ]);
    assert!(notices.is_empty(), "{notices:?}");
    let told = |export: &Export| {
        let Export::Otlp(otlp) = export else {
            panic!("{export:?}");
        };
        let Identity { certificate, key } = otlp.identity.clone().expect("a certificate");
        assert_eq!(certificate, PathBuf::from("/own.pem"));
        (otlp.compression, key)
    };
    let of = |compression, key: &str| (compression, PathBuf::from(key));
    assert_eq!(told(&otel.traces), of(Compression::Gzip, "/own.key"));
    assert_eq!(told(&otel.metrics), of(Compression::Gzip, "/metrics.key"));
    assert_eq!(told(&otel.logs), of(Compression::None, "/own.key"));
    // One without the other is of no use, and nobody is called with half of it.
    for half in ["CLIENT_KEY", "CLIENT_CERTIFICATE"] {
        let variable = format!("OTEL_EXPORTER_OTLP_{half}");
        let (otel, notices) = read_from(&[(&variable, "/own.pem")]);
        let Export::Otlp(otlp) = &otel.traces else {
            panic!("{otel:?}");
        };
        assert_eq!(otlp.identity, None);
        assert_eq!(notices.len(), 1, "{notices:?}");
        assert!(notices[0].starts_with(&variable), "{notices:?}");
    }
}

#[test]
fn it_can_be_switched_off() {
    let (otel, _) = read_from(&[("OTEL_SDK_DISABLED", "true")]);
    assert!(!otel.enabled && matches!(otel.traces, Export::Off));
    let (otel, _) = read_from(&[
        ("OTEL_TRACES_EXPORTER", "none"),
        ("OTEL_METRICS_EXPORTER", "console"),
        ("OTEL_PROPAGATORS", "none"),
    ]);
    assert!(matches!(
        (&otel.traces, &otel.metrics),
        (Export::Off, Export::Console)
    ));
    assert!(!otel.continues && !otel.propagates);
}
