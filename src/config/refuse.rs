//! Settings that would make the proxy run code that the operator names. Each is refused, by name.
//!
//! LiteLLM imports Python modules named in its configuration. Here configuration is data, and
//! dropping such a setting silently would drop a check that somebody relies on.

use super::file::File;
use super::notice::Problem;
use serde_json::Value;

const NO_CODE: &str = "it names Python code, and the proxy runs no code from its configuration";
const NO_PROGRAM: &str = "it starts a program, and the proxy starts none; use a server with a url";
const NO_MANAGER: &str = "external secret managers are not supported; put the secret in the environment, \
     or in a file named by <NAME>_FILE";

/// When a setting is refused.
#[derive(Clone, Copy)]
enum When {
    /// Whenever it has a value.
    Present,
    /// When it, or an entry of its list, looks like `module.instance` or a `.py` file.
    Dotted,
    /// When it has a value other than `local`.
    NotLocal,
    /// When it is no URL.
    NotUrl,
    /// When it is a module path or `custom_code`.
    Guardrail,
}

use When::{Dotted, Guardrail, NotLocal, NotUrl, Present};

/// Paths, in which `*` stands for every item or member.
const REFUSED: &[(&str, When, &str)] = &[
    ("general_settings.custom_auth", Present, NO_CODE),
    ("general_settings.custom_sso", Present, NO_CODE),
    (
        "general_settings.custom_ui_sso_sign_in_handler",
        Present,
        NO_CODE,
    ),
    ("general_settings.custom_key_generate", Present, NO_CODE),
    ("general_settings.custom_key_update", Present, NO_CODE),
    (
        "general_settings.litellm_jwtauth.custom_validate",
        Present,
        NO_CODE,
    ),
    (
        "general_settings.key_management_system",
        NotLocal,
        NO_MANAGER,
    ),
    (
        "general_settings.pass_through_endpoints.*.target",
        NotUrl,
        NO_CODE,
    ),
    ("general_settings.alerting.*", Dotted, NO_CODE),
    ("litellm_settings.callbacks", Dotted, NO_CODE),
    ("litellm_settings.success_callback", Dotted, NO_CODE),
    ("litellm_settings.failure_callback", Dotted, NO_CODE),
    ("litellm_settings.service_callback", Dotted, NO_CODE),
    ("litellm_settings.audit_log_callbacks", Dotted, NO_CODE),
    ("litellm_settings.input_callback", Dotted, NO_CODE),
    (
        "litellm_settings.cold_storage_custom_logger",
        Present,
        NO_CODE,
    ),
    (
        "general_settings.cold_storage_custom_logger",
        Present,
        NO_CODE,
    ),
    ("litellm_settings.custom_provider_map", Present, NO_CODE),
    ("litellm_settings.post_call_rules", Present, NO_CODE),
    ("litellm_settings.pre_call_rules", Present, NO_CODE),
    ("litellm_settings.guardrails.*.*.callbacks", Dotted, NO_CODE),
    ("guardrails.*.litellm_params.guardrail", Guardrail, NO_CODE),
    ("guardrails.*.litellm_params.custom_code", Present, NO_CODE),
    ("mcp_servers.*.command", Present, NO_PROGRAM),
];

/// Every refused setting in the file.
pub(super) fn problems(file: &File) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (pattern, when, reason) in REFUSED {
        file.each(pattern, &mut |path, value| {
            if applies(*when, value) {
                problems.push(Problem::Refused {
                    place: file.place(path),
                    reason,
                });
            }
        });
    }
    problems
}

fn applies(when: When, value: &Value) -> bool {
    let text = value.as_str();
    match when {
        Present => !matches!(value, Value::Null) && value != &Value::Array(Vec::new()),
        Dotted => match value {
            Value::Array(entries) => entries.iter().any(|entry| applies(Dotted, entry)),
            _ => text.is_some_and(is_python),
        },
        NotLocal => text.is_some_and(|name| name != "local"),
        NotUrl => {
            text.is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://"))
        }
        Guardrail => text.is_some_and(|name| is_python(name) || name == "custom_code"),
    }
}

/// Built-in integrations have plain names.
fn is_python(name: &str) -> bool {
    name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn refused(text: &str) -> Vec<String> {
        let file = File::parse(Path::new("config.yaml"), text).expect("readable");
        problems(&file).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_setting_that_means_code_is_refused_by_name_and_line() {
        for setting in [
            "general_settings: {custom_auth: canary.auth}",
            "general_settings: {custom_sso: canary.sso}",
            "general_settings: {custom_key_generate: canary.key}",
            "general_settings: {custom_key_update: canary.key}",
            "general_settings: {custom_ui_sso_sign_in_handler: canary.key}",
            "general_settings: {litellm_jwtauth: {custom_validate: canary.jwt}}",
            "general_settings: {key_management_system: aws_secret_manager}",
            "general_settings: {pass_through_endpoints: [{target: canary.handler}]}",
            "litellm_settings: {callbacks: canary.handler}",
            "litellm_settings: {callbacks: [otel, canary.handler]}",
            "litellm_settings: {success_callback: [canary.py]}",
            "litellm_settings: {failure_callback: [canary.handler]}",
            "litellm_settings: {input_callback: [canary.handler]}",
            "litellm_settings: {post_call_rules: canary.rule}",
            "litellm_settings: {cold_storage_custom_logger: s3}",
            "litellm_settings: {custom_provider_map: [{provider: x, custom_handler: canary.x}]}",
            "guardrails: [{litellm_params: {guardrail: canary.Guard}}]",
            "guardrails: [{litellm_params: {guardrail: custom_code, custom_code: canary}}]",
            "mcp_servers: {files: {command: canary}}",
        ] {
            let told = refused(setting);
            assert!(!told.is_empty(), "{setting}");
            assert!(told[0].contains("(line 1) is refused"), "{told:?}");
            assert!(told.iter().all(|line| !line.contains("canary")), "{told:?}");
        }
    }

    #[test]
    fn plain_names_are_not() {
        for setting in [
            "general_settings: {custom_auth: null, key_management_system: local}",
            "general_settings: {pass_through_endpoints: [{target: 'https://api.example.com/v1'}]}",
            "litellm_settings: {callbacks: [otel, prometheus], success_callback: langfuse}",
            "litellm_settings: {post_call_rules: []}",
            "guardrails: [{litellm_params: {guardrail: presidio}}]",
        ] {
            assert_eq!(refused(setting), Vec::<String>::new(), "{setting}");
        }
    }
}
