//! From declarations to deployments.

use super::*;
use crate::domain::deployment::{Deployment, Origin as Declared};
use serde_json::Value;

fn declared(origin: Declared, params: Value, info: Value) -> ModelDeclaration {
    let map = |value: Value| value.as_object().expect("an object").clone();
    ModelDeclaration {
        model_name: "public".to_owned(),
        litellm_params: map(params),
        model_info: map(info),
        origin,
    }
}

fn build(origin: Declared, params: Value, info: Value) -> Result<Deployment, ModelError> {
    let variables = [
        ("OPENAI_API_KEY", "sk-env-openai"),
        ("OPENAI_ORGANIZATION", "org-env"),
        ("MISTRAL_API_KEY", "sk-env-mistral"),
        ("OLLAMA_API_BASE", "http://ollama:11434"),
    ];
    let config = loaded("", &variables).config;
    let defaults = config.defaults(SystemTime::UNIX_EPOCH);
    let declared = declared(origin, params, info);
    deployment(
        &declared,
        &config.providers,
        PriceTable::bundled(),
        &defaults,
    )
}

fn from_file(params: Value) -> Deployment {
    build(Declared::Config, params, json!({})).expect("a deployment")
}

#[test]
fn a_model_may_be_asked_by_responses_alone() {
    for model in ["openai/responses/gpt-4o", "azure/responses/gpt-4o"] {
        let declared = json!({ "model": model, "api_base": "https://x" });
        let responding = from_file(declared);
        assert_eq!(responding.upstream_model.as_ref(), "gpt-4o", "{model}");
        assert_eq!(responding.mode.as_deref(), Some("responses"), "{model}");
        assert_eq!(responding.litellm_model.as_ref(), model);
    }
    let other = from_file(json!({ "model": "groq/responses/x" }));
    assert_eq!(other.upstream_model.as_ref(), "responses/x");
    assert_ne!(other.mode.as_deref(), Some("responses"));
}

#[test]
fn the_provider_is_told_from_the_name() {
    for (params, provider, model) in [
        (json!({"model": "openai/foo/bar"}), "openai", "foo/bar"),
        (
            json!({"model": "openrouter/anthropic/x"}),
            "openrouter",
            "anthropic/x",
        ),
        (json!({"model": "gpt-4o"}), "openai", "gpt-4o"),
        (
            json!({"model": "claude-sonnet-4-5-20250929"}),
            "anthropic",
            "claude-sonnet-4-5-20250929",
        ),
        (
            json!({"model": "x", "custom_llm_provider": "groq"}),
            "groq",
            "x",
        ),
        (
            json!({"model": "groq/x", "custom_llm_provider": "groq"}),
            "groq",
            "x",
        ),
        (
            json!({"model": "groq/x", "custom_llm_provider": "openai"}),
            "openai",
            "groq/x",
        ),
        (
            json!({"model": "own", "api_base": "https://api.groq.com/openai/v1/"}),
            "groq",
            "own",
        ),
        (json!({"model": "mistral/*"}), "mistral", "*"),
    ] {
        let built = from_file(params.clone());
        assert_eq!(
            (built.provider.name, &*built.upstream_model),
            (provider, model),
            "{params}"
        );
    }
    for (model, told) in [
        ("no-such-model", "LLM Provider NOT provided"),
        ("org/no-such-model", "LLM Provider NOT provided"),
        ("replicate/x", "provider 'replicate' is not supported"),
        ("*", "openai/*"),
        (" ", "litellm_params.model is missing"),
    ] {
        let error = build(Declared::Config, json!({"model": model}), json!({})).expect_err(model);
        assert!(error.to_string().contains(told), "{error}");
    }
}

/// A deployment's base, its credential, and whether it carries the environment's organization.
fn reach(built: &Deployment) -> (Option<&str>, Option<&str>, bool) {
    let organization = built
        .extra_headers
        .iter()
        .any(|(_, value)| value.expose() == "org-env");
    (
        built.api_base.as_deref(),
        built.api_key.as_ref().map(Secret::expose),
        organization,
    )
}

const OPENAI: &str = "https://api.openai.com/v1";
const OWN: &str = "https://own.example/v1";

#[test]
fn a_declaration_in_the_file_may_send_the_environments_credential_anywhere() {
    for (params, expected) in [
        (
            json!({"model": "openai/x"}),
            (Some(OPENAI), Some("sk-env-openai"), true),
        ),
        (
            json!({"model": "openai/x", "api_base": OWN}),
            (Some(OWN), Some("sk-env-openai"), true),
        ),
        (
            json!({"model": "openai/x", "base_url": "https://own.example/v1/"}),
            (Some(OWN), Some("sk-env-openai"), true),
        ),
        (
            json!({"model": "openai/x", "api_key": "sk-own"}),
            (Some(OPENAI), Some("sk-own"), false),
        ),
        (
            json!({"model": "openai/x", "api_key": PLACEHOLDER}),
            (Some(OPENAI), Some("sk-env-openai"), true),
        ),
        (
            json!({"model": "ollama/x"}),
            (Some("http://ollama:11434/v1"), None, false),
        ),
        (
            json!({"model": "ollama/x", "api_base": "http://h:1"}),
            (Some("http://h:1/v1"), None, false),
        ),
        (json!({"model": "hosted_vllm/x"}), (None, None, false)),
    ] {
        assert_eq!(reach(&from_file(params.clone())), expected, "{params}");
    }
}

#[test]
fn a_declaration_from_the_database_may_not() {
    for (params, expected) in [
        (
            json!({"model": "openai/x"}),
            (Some(OPENAI), Some("sk-env-openai"), true),
        ),
        (
            json!({"model": "openai/x", "api_base": OPENAI}),
            (Some(OPENAI), Some("sk-env-openai"), true),
        ),
        (
            json!({"model": "openai/x", "api_base": OWN}),
            (Some(OWN), None, false),
        ),
        (
            json!({"model": "openai/x", "api_base": OWN, "api_key": "sk-own"}),
            (Some(OWN), Some("sk-own"), false),
        ),
        (
            json!({"model": "openai/x", "api_key": "os.environ/LITELLM_OPENAI_API_KEY"}),
            (Some(OPENAI), Some("sk-env-openai"), true),
        ),
        (
            json!({"model": "ollama/x", "api_base": "os.environ/OLLAMA_API_BASE"}),
            (Some("http://ollama:11434/v1"), None, false),
        ),
    ] {
        let built = build(Declared::Database, params.clone(), json!({})).expect("a deployment");
        assert_eq!(reach(&built), expected, "{params}");
    }
    for (params, told) in [
        (
            json!({"model": "openai/x", "api_key": "os.environ/LITELLM_SALT_KEY"}),
            "LITELLM_SALT_KEY",
        ),
        (
            json!({"model": "openai/x", "api_key": "os.environ/MISTRAL_API_KEY"}),
            "os.environ/LITELLM_OPENAI_API_KEY",
        ),
        (
            json!({"model": "openai/x", "api_base": "os.environ/LITELLM_MASTER_KEY"}),
            "LITELLM_MASTER_KEY",
        ),
        (
            json!({"model": "openai/x", "extra_headers": {"X": "os.environ/HOME"}}),
            "HOME",
        ),
        (
            json!({"model": "openai/x", "extra_body": {"a": [{"b": "os.environ/HOME"}]}}),
            "HOME",
        ),
        (
            json!({"model": "openai/x", "api_base": OWN, "api_key": "os.environ/OPENAI_API_KEY"}),
            "sent only to the provider's own address",
        ),
        (
            json!({"model": "openai/x", "api_key": "  "}),
            "api_key is empty",
        ),
    ] {
        let error = build(Declared::Database, params.clone(), json!({})).expect_err("refused");
        assert!(error.to_string().contains(told), "{params}: {error}");
    }
}

#[test]
fn members_become_fields() {
    let built = build(
        Declared::Config,
        json!({
            "model": "openai/gpt-4o", "temperature": 0.2, "top_k": 5, "nonsense": 1, "timeout": "1.5",
            "rpm": 10, "weight": 2, "order": 1, "drop_params": true, "organization": "org-own",
            "additional_drop_params": ["user"], "extra_body": {"a": [1]}, "extra_headers": {"X-A": "b"},
        }),
        json!({"id": "mine", "access_groups": ["fast"], "max_input_tokens": 10, "mode": "chat"}),
    )
    .expect("a deployment");
    let pair = |name: &str, raw: &str| (name.to_owned(), raw.to_owned());
    assert_eq!(
        built.default_params,
        [pair("temperature", "0.2"), pair("top_k", "5")]
    );
    assert_eq!(built.extra_body, [pair("a", "[1]")]);
    assert_eq!(
        (&*built.id, built.rpm, built.order, built.weight),
        ("mine", Some(10), Some(1), Some(2.0))
    );
    assert_eq!(
        (built.timeout_ms, built.drop_params),
        (Some(1_500), Some(true))
    );
    assert_eq!(
        (built.max_input_tokens, built.access_groups.as_slice()),
        (Some(10), &["fast".to_owned()][..])
    );
    let headers: Vec<_> = built
        .extra_headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.expose()))
        .collect();
    assert_eq!(headers, [("X-A", "b"), ("OpenAI-Organization", "org-own")]);
    assert_eq!(
        from_file(json!({"model": "openai/gpt-4o"})).timeout_ms,
        Some(600_000)
    );
    let older = json!({"model": "openai/gpt-4o", "request_timeout": 2});
    assert_eq!(from_file(older).timeout_ms, Some(2_000));
    for (name, value) in [
        ("timeout", json!(0)),
        ("request_timeout", json!(0)),
        ("rpm", json!(-1)),
        ("weight", json!("a")),
        ("drop_params", json!(2)),
        ("extra_body", json!([])),
        ("extra_headers", json!({"Host": "x"})),
        ("extra_headers", json!({"X": "a\r\nY: b"})),
        ("api_key", json!(5)),
        ("api_base", json!("ftp://x")),
        ("api_base", json!("https://u:p@x")),
        ("input_cost_per_token", json!("cheap")),
        ("input_cost_per_token", json!(-1)),
    ] {
        let mut params = json!({"model": "openai/gpt-4o"});
        params[name] = value;
        assert!(
            build(Declared::Config, params.clone(), json!({})).is_err(),
            "{params}"
        );
    }
}

#[test]
fn prices_come_from_the_operator_then_the_table() {
    let pricing = |params: Value, info: Value| {
        build(Declared::Config, params, info)
            .expect("built")
            .pricing
    };
    let none = json!({});
    let listed = pricing(json!({"model": "openai/gpt-4o"}), none.clone());
    assert!(listed.price().is_some());
    assert_eq!(
        pricing(json!({"model": "openai/no-such-thing"}), none.clone()),
        PriceState::Unknown
    );
    assert_eq!(
        pricing(json!({"model": "openai/*"}), none.clone()),
        PriceState::Unknown
    );
    let base = pricing(
        json!({"model": "openai/mine", "api_base": OWN}),
        json!({"base_model": "gpt-4o"}),
    );
    assert_eq!(base, listed);
    let zero =
        json!({"model": "openai/gpt-4o", "input_cost_per_token": 0, "output_cost_per_token": 0.0});
    assert_eq!(pricing(zero, none.clone()), PriceState::Free);
    let own = json!({"model": "openai/gpt-4o", "input_cost_per_token": 1e-3, "output_cost_per_token": "2e-3"});
    let own = pricing(own, json!({"input_cost_per_token": 5}));
    assert!(own.price().is_some() && own != listed);
}

#[test]
fn equal_declarations_get_ids_of_their_own_that_outlive_a_change_of_key() {
    let file = |key: &str| {
        let entry =
            format!("  - {{model_name: a, litellm_params: {{model: openai/a, api_key: {key}}}}}\n");
        format!("model_list:\n{entry}{entry}")
    };
    let ids = |key: &str| -> Vec<Value> {
        let models = loaded(&file(key), &[]).config.models;
        models
            .iter()
            .map(|model| model.model_info["id"].clone())
            .collect()
    };
    let before = ids("sk-one");
    assert_ne!(before[0], before[1]);
    assert_eq!(before[0].as_str().map(str::len), Some(64));
    assert_eq!(before, ids("sk-two"));
}

#[test]
fn one_declaration_may_stand_for_several() {
    let file = "\
model_list:
  - {model_name: '*', litellm_params: {model: '*'}}
  - {model_name: a, litellm_params: {model: openai/a, organization: [org-1, org-2]}}
";
    let variables = [("OPENAI_API_KEY", "sk-a"), ("LITELLM_GROQ_API_KEY", "sk-b")];
    let models = loaded(file, &variables).config.models;
    let names: Vec<_> = models
        .iter()
        .map(|model| model.model_name.as_str())
        .collect();
    assert_eq!(names, ["openai/*", "groq/*", "a", "a"]);
    assert_eq!(models[3].litellm_params["organization"], json!("org-2"));
}
