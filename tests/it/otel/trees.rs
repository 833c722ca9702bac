//! A call that takes several attempts is one tree.

use super::{call, traced, tree};
use crate::chat::priced;
use crate::common::collector::{Collector, attributes};
use crate::common::upstream::Upstream;
use serde_json::json;

#[tokio::test]
async fn a_retry_and_a_fallback_of_a_stream_are_spans_of_one_request() {
    let (upstream, collector) = (Upstream::start(), Collector::start());
    let proxy = traced(&upstream, &collector.url(), "http/protobuf")
        .deployment(priced("first", &upstream, "status/503"))
        .deployment(priced("second", &upstream, "ok?prompt=30&completion=20"))
        .section(
            "router_settings",
            json!({ "num_retries": 1, "fallbacks": [{ "first": ["second"] }] }),
        )
        .start()
        .await;
    assert_eq!(call(&proxy, "first", true).await, 200);
    let spans = collector.wait_spans(4).await;
    let cost = spans
        .iter()
        .find_map(|span| attributes(&span.attributes).remove("gen_ai.usage.cost"));
    let cost = cost.expect("a cost on the attempt that answered");
    let failed = |resent: &str| {
        format!(
            "  CLIENT chat status/503 FAILED
    error.type=503
    gen_ai.operation.name=chat
    gen_ai.provider.name=openai
    gen_ai.request.model=status/503
{resent}    server.address=127.0.0.1
    server.port=…
"
        )
    };
    let expected = format!(
        "\
SERVER POST /v1/chat/completions
  cw.call_id=…
  cw.key=master
  http.request.method=POST
  http.response.status_code=200
  http.route=/v1/chat/completions
{}{}  CLIENT chat ok?prompt=30&completion=20
    cw.stream=true
    gen_ai.operation.name=chat
    gen_ai.provider.name=openai
    gen_ai.request.model=ok?prompt=30&completion=20
    gen_ai.response.finish_reasons=[stop]
    gen_ai.response.id=…
    gen_ai.response.model=ok?prompt=30&completion=20
    gen_ai.response.time_to_first_chunk=…
    gen_ai.usage.cost={cost}
    gen_ai.usage.input_tokens=30
    gen_ai.usage.output_tokens=20
    http.request.resend_count=2
    server.address=127.0.0.1
    server.port=…
",
        failed(""),
        failed("    http.request.resend_count=1\n"),
    );
    assert_eq!(tree(&spans), expected);
}
