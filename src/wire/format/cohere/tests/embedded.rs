use super::super::{embed_request, embed_response};
use super::object;
use crate::domain::deployment::Deployment;
use crate::wire::door::openai::Controls;
use crate::wire::format::embed::Form;
use crate::wire::format::{Target, WireError};
use serde_json::{Value, json};

#[test]
fn embeddings_go_both_ways() {
    let mut deployment = Deployment::sample("cohere", "embed-v4.0");
    let controls = Controls::default();
    let body = |deployment: &Deployment, asked: &Value| {
        let target = Target::new(deployment, "embed-v4.0", &controls);
        let sent = embed_request(&object(asked), &target)?;
        assert_eq!(sent.path, "/embed");
        Ok::<_, WireError>(String::from_utf8(sent.body.to_vec()).expect("text"))
    };
    assert_eq!(
        body(&deployment, &json!({ "input": ["a", "b"], "dimensions": 256, "truncate": "NONE", "encoding_format": "base64" })).expect("sayable"),
        r#"{"model":"embed-v4.0","texts":["a","b"],"input_type":"search_document","embedding_types":["float"],"output_dimension":256,"truncate":"NONE"}"#
    );
    deployment.default_params = vec![("input_type".into(), "\"clustering\"".into())];
    let sent = body(&deployment, &json!({ "input": "a" })).expect("sayable");
    assert!(
        sent.contains(r#""texts":["a"],"input_type":"clustering""#),
        "{sent}"
    );
    let sent = body(
        &deployment,
        &json!({ "input": "a", "input_type": "search_query", "embedding_types": ["int8"] }),
    )
    .expect("sayable");
    assert!(
        sent.contains(r#""input_type":"search_query","embedding_types":["int8"]"#),
        "{sent}"
    );
    for bad in [
        json!({}),
        json!({ "input": [] }),
        json!({ "input": [1, 2] }),
        json!({ "input": [[1, 2]] }),
        json!({ "input": "a", "embedding_types": ["float", "int8"] }),
        json!({ "input": "a", "user": "u" }),
    ] {
        assert!(body(&deployment, &bad).is_err(), "{bad}");
    }
    deployment.drop_params = Some(true);
    let sent = body(&deployment, &json!({ "input": "a", "user": "u" })).expect("dropped");
    assert!(!sent.contains("user"), "{sent}");

    // API reference "Embed".
    let answer = br#"{"id":"5807ee2e","embeddings":{"float":[[0.016296387,-0.5],[1,0]]},"texts":["a","b"],"meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":2}},"response_type":"embeddings_by_type"}"#;
    let read = embed_response(answer, Form::Float, "mine").expect("readable");
    let text = String::from_utf8(read.to_vec()).expect("text");
    assert!(
        text.contains(r#""embedding":[0.016296387,-0.5],"index":0"#),
        "{text}"
    );
    let read = embed_response(answer, Form::Base64, "mine").expect("readable");
    let read: Value = serde_json::from_slice(&read).expect("JSON");
    assert_eq!(read["data"][1]["embedding"], "AACAPwAAAAA=");
    assert_eq!(
        (&read["usage"]["total_tokens"], &read["model"]),
        (&json!(2), &json!("mine"))
    );
    for broken in ["{}", r#"{"embeddings":{}}"#, r#"{"embeddings":[[1]]}"#] {
        let fault = embed_response(broken.as_bytes(), Form::Float, "m").expect_err("a fault");
        assert_eq!(fault.status, 502, "{broken}");
    }
}
