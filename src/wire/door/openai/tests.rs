use super::*;

fn parse(call_type: CallType, body: &str) -> Result<Request, Rejection> {
    Request::parse(
        call_type,
        "/chat/completions",
        None,
        Bytes::copy_from_slice(body.as_bytes()),
    )
}

fn rejection(body: &str) -> (u16, &'static str, Option<&'static str>, String) {
    let no = parse(CallType::Chat, body).expect_err("refused");
    (no.status, no.error_type, no.param, no.message)
}

#[test]
fn each_unacceptable_body_has_its_own_answer() {
    let (status, kind, param, message) = rejection("{");
    assert_eq!(
        (status, kind, param),
        (400, "invalid_request_error", Some("request_body"))
    );
    assert!(message.starts_with("Invalid JSON payload: "), "{message}");
    assert_eq!(
        rejection(r#"{"model":"m"}"#).3,
        "/chat/completions: Missing required parameter: 'messages'."
    );
    assert_eq!(
        rejection(r#"{"model":7,"messages":[]}"#),
        (
            400,
            "bad_request_error",
            Some("model"),
            "'model' must be a string.".to_owned()
        )
    );
    assert!(
        rejection(r#"{"model":"m","messages":"hi"}"#)
            .3
            .starts_with("Invalid request format: ")
    );
    assert_eq!(
        rejection(r#"{"model":"m","messages":[],"api_base":"http://x"}"#).0,
        401
    );
    assert_eq!(
        rejection(r#"{"model":"m","messages":[],"api\u005fbase":"http://x"}"#).0,
        401
    );
}

#[test]
fn what_the_gateway_must_know_is_read() {
    let request = parse(
        CallType::Chat,
        r#"{"model":"m","messages":[],"stream":true,"stream_options":{"include_usage":true},
           "max_tokens":5,"max_completion_tokens":7,"n":3,"user":"u","timeout":1.5,"drop_params":true}"#,
    )
    .expect("accepted");
    assert_eq!(request.model.as_deref(), Some("m"));
    assert!(request.stream && request.include_usage);
    assert_eq!((request.max_output_tokens, request.choices), (Some(7), 3));
    assert_eq!(request.end_user.as_deref(), Some("u"));
    assert_eq!(request.controls.timeout_ms, Some(1_500));
    assert_eq!(request.controls.drop_params, Some(true));
}

#[test]
fn sessions_are_found_where_clients_name_them() {
    for (body, session) in [
        (r#"{"metadata":{"session_id":"s"}}"#, Some("s")),
        (
            r#"{"litellm_session_id":"a","metadata":{"session_id":"s"}}"#,
            Some("a"),
        ),
        (r#"{"litellm_trace_id":"t"}"#, Some("t")),
        (r#"{"metadata":{"trace_id":"t"}}"#, Some("t")),
        (
            r#"{"metadata":{"user_id":"user_1_account_2_session_3-4"}}"#,
            Some("3-4"),
        ),
        (
            r#"{"metadata":{"user_id":"{\"device_id\":\"d\",\"session_id\":\"5\"}"}}"#,
            Some("5"),
        ),
        (r#"{"metadata":{"user_id":"somebody"}}"#, None),
        (r#"{"metadata":{"session_id":""}}"#, None),
    ] {
        let body_bytes = Bytes::copy_from_slice(body.as_bytes());
        let request = Request::parse_to_count(CallType::Messages, None, body_bytes);
        let found = request.expect("accepted").session_id;
        assert_eq!(found.as_deref(), session, "{body}");
    }
}

#[test]
fn the_path_names_the_model_before_the_body() {
    let body = Bytes::from_static(br#"{"model":"body","input":"x"}"#);
    let request =
        Request::parse(CallType::Embedding, "/embeddings", Some("path"), body).expect("accepted");
    assert_eq!(request.model.as_deref(), Some("path"));
    assert!(request.model_from_path);
}
