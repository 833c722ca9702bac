//! Every route of LiteLLM's proxy is served here, or says that it is not; none looks misspelt.

use crate::common::http;
use crate::common::proxy::Proxy;
use cw_proxy::http::unserved::KNOWN_ROUTES;
use reqwest::Method;
use serde_json::json;

/// A path that fits a pattern.
fn concrete(pattern: &str) -> String {
    pattern.replace("{*}", "x").replace("{}", "x")
}

#[tokio::test]
async fn every_known_route_is_served_or_says_that_it_is_not() {
    let proxy = Proxy::builder().start().await;
    let (mut served, mut unserved) = (0, 0);
    for line in KNOWN_ROUTES.lines().filter(|line| !line.starts_with('#')) {
        let (methods, pattern) = line.split_once(' ').expect("methods and a path");
        for method in methods.split(',') {
            let path = concrete(pattern);
            let method: Method = method.parse().expect("a method");
            let body = (method != Method::GET).then(|| json!({}));
            let url = format!("{}{path}", proxy.url());
            let reply = http::open(method.clone(), &url, proxy.master_key(), body.as_ref()).await;
            let reply = http::Reply::read(reply.expect("an answer")).await;
            let text = String::from_utf8_lossy(&reply.body).into_owned();
            assert!(reply.status != 405, "{method} {path}: {text}");
            assert!(!text.contains(r#""Not Found""#), "{method} {path}: {text}");
            if reply.status == 501 {
                assert!(
                    text.contains("is not served by this version"),
                    "{method} {path}: {text}"
                );
                // Whoever asks is told what does the same; only paths of models may lead to a provider's own.
                let managing = [
                    "/project/",
                    "/sso/",
                    "/debug/",
                    "/email/",
                    "/model/metrics",
                    "/public/v1/",
                ];
                if managing.iter().any(|beginning| path.starts_with(beginning)) {
                    assert!(
                        !text.contains("Providers' own paths"),
                        "{method} {path}: {text}"
                    );
                }
                unserved += 1;
            } else {
                served += 1;
            }
        }
    }
    assert!(
        served > 150 && unserved > 300,
        "{served} served, {unserved} not"
    );
}

#[tokio::test]
async fn a_wrong_method_tells_the_right_ones_and_a_wrong_path_stays_unknown() {
    let proxy = Proxy::builder().start().await;
    for (method, path, allow) in [
        (Method::GET, "/v1/chat/completions", "POST"),
        (Method::DELETE, "/v1/models", "GET"),
        (Method::PUT, "/key/generate", "POST"),
        (Method::PATCH, "/v1/videos/x", "GET"),
    ] {
        let url = format!("{}{path}", proxy.url());
        let reply = http::Reply::read(
            http::open(method, &url, "sk-x", None)
                .await
                .expect("an answer"),
        )
        .await;
        assert_eq!(reply.status, 405, "{path}");
        let told = reply.headers["allow"].to_str().expect("a text");
        assert!(
            told.split(", ").any(|method| method == allow),
            "{path}: {told}"
        );
    }
    for path in [
        "/v1/chat/completion",
        "/key",
        "/v1",
        "/nope",
        "/v1/messagess",
    ] {
        assert_eq!(proxy.get(path).await.status, 404, "{path}");
    }
    let anthropic = proxy.post("/v1/messages/batches", &json!({})).await;
    assert_eq!(
        (anthropic.status, &anthropic.json()["type"]),
        (501, &json!("error")),
        "said in the client's dialect"
    );
    let client = http::client();
    for path in [
        "/v1/realtime?model=x",
        "/v1/responses",
        "/realtime",
        "/openai/v1/realtime?model=x",
        "/vertex_ai/live",
    ] {
        let request = client
            .get(format!("{}{path}", proxy.url()))
            .bearer_auth(proxy.master_key());
        let request = request
            .header("connection", "upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13");
        let reply = http::Reply::read(request.send().await.expect("an answer")).await;
        assert_eq!(reply.status, 501, "{path}");
        assert!(
            reply.json()["error"]["message"]
                .as_str()
                .expect("a text")
                .contains("WebSocket"),
            "{path}"
        );
    }
}
