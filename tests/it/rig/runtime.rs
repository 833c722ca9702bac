//! The real llama.cpp server, and Python.

use serde_json::json;

use super::chat;
use crate::common::llama::Llama;
use crate::common::{http, python};

#[tokio::test]
async fn llama_cpp_answers_in_json_and_in_a_stream() {
    let Some(llama) = Llama::start("llama_cpp_answers").await else {
        return;
    };
    let url = format!("{}/chat/completions", llama.base_url());
    let whole = http::post(&url, "", &chat(Llama::MODEL, json!({"max_tokens": 5}))).await;
    assert_eq!(whole.status, 200, "{}", whole.text());
    let usage = &whole.json()["usage"];
    assert_eq!(usage["completion_tokens"], 5);
    let more = json!({
        "max_tokens": 5, "stream": true, "stream_options": {"include_usage": true},
    });
    let stream = http::post(&url, "", &chat(Llama::MODEL, more)).await;
    assert!(stream.complete);
    assert_eq!(stream.data().last().map(String::as_str), Some("[DONE]"));
    let last = stream.events().pop().expect("events");
    assert_eq!(last["usage"]["completion_tokens"], 5);
}

#[test]
fn a_script_gets_its_arguments_and_a_clean_environment() {
    let test = "a_script_gets_its_arguments";
    let name = "runtime/make_tiny_gguf.py";
    let Some(output) = python::run(test, name, &[], &[("PYTHONUTF8", "1")]) else {
        return;
    };
    assert_eq!(output.code, Some(1));
    assert_eq!(output.stdout, "");
    assert!(output.stderr.contains("IndexError"), "{}", output.stderr);
}
