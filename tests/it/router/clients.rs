//! What clients say of themselves: which deployment that leads to, and which of it providers are told.

use super::*;

#[tokio::test]
async fn a_client_s_name_leads_to_deployments() {
    let upstream = Upstream::start();
    let of = |id: &str, params: Value| deployment("m", id, &upstream, "ok", &params);
    let rows = || {
        vec![
            of(
                "code",
                json!({ "tag_regex": ["^User-Agent: claude-code/"] }),
            ),
            of(
                "tagged",
                json!({ "tags": ["paid"], "tag_regex": "^User-Agent: batch/" }),
            ),
            of("rest", json!({ "tags": ["default"] })),
        ]
    };
    let asked = async |proxy: &Proxy, agent: &str, tags: &str| {
        let mut headers = vec![("user-agent", agent)];
        if !tags.is_empty() {
            headers.push(("x-litellm-tags", tags));
        }
        let key = proxy.master_key();
        let reply = post_with(proxy, key, &headers, "/v1/chat/completions", &hello("m")).await;
        match reply.status {
            200 => reply.header("x-litellm-model-id").to_owned(),
            status => status.to_string(),
        }
    };
    let router = json!({ "enable_tag_filtering": true });
    let proxy = proxy_of(rows(), &router).start().await;
    for (agent, tags, expected) in [
        ("claude-code/1.2", "", "code"),
        ("batch/7", "", "tagged"),
        ("curl/8", "", "rest"),
        ("curl/8", "paid", "tagged"),
        ("not claude-code/1", "", "rest"),
    ] {
        assert_eq!(asked(&proxy, agent, tags).await, expected, "{agent} {tags}");
    }
    // Where every tag must fit, a name does not get round the tags of a deployment.
    let strict = json!({ "enable_tag_filtering": true, "tag_filtering_match_any": false });
    let proxy = proxy_of(rows(), &strict).start().await;
    for (agent, expected) in [("batch/7", "rest"), ("claude-code/2", "code")] {
        assert_eq!(asked(&proxy, agent, "").await, expected, "{agent}");
    }
    // Without anyone for the others, they are refused.
    let proxy = proxy_of(rows()[..2].to_vec(), &router).start().await;
    assert_eq!(asked(&proxy, "curl/8", "").await, "401");
    // A deployment whose pattern is none is left out, and that is told.
    let mut wrong = Proxy::builder()
        .deployment(of("code", json!({ "tag_regex": ["("] })))
        .start()
        .await;
    let told = wrong.term().await.stderr;
    assert!(
        told.contains("tag_regex must be a list of regular expressions"),
        "{told}"
    );
}

#[tokio::test]
async fn providers_are_told_clients_headers_where_the_operator_says_so() {
    const CANARY: &str = "canary-of-a-header";
    let upstream = Upstream::start();
    let rows = || {
        vec![
            deployment(
                "told",
                "t",
                &upstream,
                "ok?prompt=1",
                &json!({ "extra_headers": { "x-pinned": "ours" } }),
            ),
            deployment("open/one", "o", &upstream, "ok?prompt=2", &json!({})),
            deployment("silent", "s", &upstream, "ok?prompt=3", &json!({})),
        ]
    };
    let sent = [
        ("x-tenant", "t1"),
        ("x-pinned", "theirs"),
        ("x-session-token", CANARY),
        ("x-api-key", CANARY),
        ("x-any", "Bearer canary-of-a-header"),
        ("x-company", CANARY),
        ("x-litellm-tags", CANARY),
        ("x-stainless-lang", CANARY),
        ("x-forwarded-for", CANARY),
        ("cookie", CANARY),
    ];
    let some = json!({ "model_group_settings": { "forward_client_headers_to_llm_api": ["told", "open/*"] } });
    for (litellm, general, told) in [
        (json!({}), json!({}), &[][..]),
        (some, json!({}), &["told", "open/one"]),
        (
            json!({}),
            json!({ "forward_client_headers_to_llm_api": true }),
            &["told", "open/one", "silent"],
        ),
    ] {
        let mut proxy = proxy_of(
            rows(),
            &json!({ "optional_pre_call_checks": ["forward_client_headers_by_model_group"] }),
        )
        .section("litellm_settings", litellm)
        .section("general_settings", general.clone())
        .start()
        .await;
        for model in ["told", "open/one", "silent"] {
            let key = proxy.key(&json!({})).await;
            let reply = post_with(&proxy, &key, &sent, "/v1/chat/completions", &hello(model)).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            let all = upstream.log().exchanges();
            let asked = all.last().expect("an exchange");
            let tenant = asked.header("x-tenant");
            assert_eq!(
                tenant,
                told.contains(&model).then_some("t1"),
                "{model} {general}"
            );
            if model == "told" {
                assert_eq!(
                    asked.header("x-pinned"),
                    Some("ours"),
                    "the operator's count"
                );
            }
            assert!(
                !format!("{asked:?}").contains(CANARY) || asked.header("x-company") == Some(CANARY),
                "{asked:?}"
            );
            for name in [
                "x-session-token",
                "x-api-key",
                "x-any",
                "x-litellm-tags",
                "x-forwarded-for",
                "cookie",
            ] {
                assert_eq!(asked.header(name), None, "{name}");
            }
        }
        let named = proxy.cli(["config", "check"]);
        let remark = "names no models";
        let said = format!("{}{}", named.stdout, named.stderr);
        assert_eq!(said.contains(remark), told.is_empty(), "{said}");
        assert_eq!(proxy.term().await.code, Some(0));
    }
    // The header that alone carries keys stays here, whatever its name.
    let general = json!({ "forward_client_headers_to_llm_api": true, "litellm_key_header_name": "x-company" });
    let proxy = proxy_of(rows(), &json!({}))
        .section("general_settings", general)
        .start()
        .await;
    let master = format!("Bearer {}", proxy.master_key());
    let headers = [("x-company", master.as_str()), ("x-tenant", "t2")];
    let reply = post_with(
        &proxy,
        "ignored",
        &headers,
        "/v1/chat/completions",
        &hello("told"),
    )
    .await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let all = upstream.log().exchanges();
    let asked = all.last().expect("an exchange");
    assert_eq!(
        (asked.header("x-tenant"), asked.header("x-company")),
        (Some("t2"), None)
    );
}
