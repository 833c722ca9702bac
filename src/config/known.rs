//! Every setting that LiteLLM's configuration file can hold, and what becomes of it here.

use super::notice::{Notice, Place};

/// What a setting does in this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does what it says.
    InForce,
    /// Accepted without effect.
    NotYet,
    /// It can have no effect here, for this reason.
    NotApplicable(&'static str),
}

use State::{InForce, NotApplicable, NotYet};

const OWN_DATABASE: &str =
    "state is kept in one place and written at once, so there is nothing to tune";
const OWN_LEDGER: &str =
    "every call is on record before its answer ends, and budgets have windows instead of resets";
const NO_PYTHON: &str = "it belongs to the Python runtime";
const NO_LICENCE: &str = "nothing here needs a licence";
const OWN_CACHE: &str = "answers are kept in memory and in the proxy's own database";
const BY_INTERVAL: &str = "rows past their retention go at intervals, in small batches beside the calls; set \
     maximum_spend_logs_retention_interval, such as 1d";
const NO_USER: &str = "the master key is no user, so it is a member of no team";
const NO_HASH: &str =
    "rows name the master key litellm_proxy_master_key, and its hash is stored nowhere";
const NO_GUESSING: &str = "models are there when they are declared; a model_list entry such as model_name: openai/* \
     offers all of a provider whose key is in the environment";
const ONE_CALL: &str = "what calls may cost is reserved first, so that a budget is passed by one call at most and there is \
     hardly an excess to carry over";
const ALWAYS_AUDITED: &str = "every change is on record in any case";
const NO_END_USER_LABEL: &str = "metrics name no end users, so there is nothing to leave out";
const ALWAYS_ASKED: &str = "a fallback is tried only where the caller may call it, in any case; to have it answer for a key, give it \
     to the key, its team or an access group of theirs";
const NO_REDIS: &str = "there is no Redis: state is in the proxy's own database, and PostgreSQL (database_url) shares it among several";
const NO_VAULT: &str = "no vault is asked; give secrets as environment variables, or as files that NAME_FILE names, which every vault \
     can fill";
const NO_SSO: &str = "people log in with accounts and passwords, and programs with virtual keys; put a proxy of your identity provider in \
     front of the admin pages, or make accounts with /user/new and /invitation/new";
const NO_MCP: &str = "MCP servers and agents are not served; clients call them themselves";
const NO_STORES: &str = "vector stores, search tools, assistants and fine-tuning are not served here; the provider's own paths are passed on \
     (/openai/…)";
const NO_SERVICES: &str =
    "events go to OpenTelemetry (callbacks: [otel]) and Prometheus; send them on from a collector";
const NO_POLICIES: &str = "guardrails say what may be said; list them under guardrails, and name them in keys, teams and models";
const ALWAYS_SEALED: &str = "what is secret is sealed with AES-256-GCM in any case";
const OWN_SCHEMA: &str = "the schema is brought up to date at the start, in one transaction; take a copy before with cw-proxy db backup";
const SHORT_BATCH: &str =
    "a batch is one short transaction; make it shorter with maximum_spend_logs_cleanup_batch_size";
const NEVER_TOLD: &str = "clients are told what is wrong with their call and what to do, never the router's insides; those are in rows and logs";
const NEVER_SHOWN: &str = "the master key is never shown";
const ALWAYS_TOLD: &str = "headers of providers are told in any case, as llm_provider-…";
const ALWAYS_ANOTHER: &str = "another deployment of the group is asked after a fault in any case, by weight, before any fallback";
const NO_FETCHING: &str = "no address that a client names is fetched";
const NO_PRIORITIES: &str = "nobody waits in a queue by priority; give each key limits of its own (rpm_limit, tpm_limit, max_parallel_requests)";
const NO_SESSION_BUDGET: &str =
    "a session has no budget; give its key one (max_budget), or its end user (max_end_user_budget)";
const USER_BUDGET: &str =
    "set max_internal_user_budget for users, or max_end_user_budget for end users";
const RETRIES: &str =
    "set num_retries for each group, and max_fallbacks for how many groups are tried";
const FIXED_LABELS: &str = "labels of metrics are bounded and the same everywhere; spend by tag, key and team is in /spend/tags, /spend/keys and the \
     spend log";
const OWNERS_ONLY: &str = "a response is continued by its owner alone, in any case";
const NO_CREDENTIALS: &str = "a client chooses neither where a call goes nor with which credential, or it would be sent yours; declare a model for \
     each credential, of a team's own with model_info.team_id";
const NOT_TAKEN: &str = "parameters that a provider lacks are refused, or dropped with drop_params";
const OWN_TOKENIZER: &str = "tokens are counted by tables that are built in";
const OPENAI_WAY: &str = "models are asked by chat completions, or by Responses where only these serve them; declare openai/responses/<model> to \
     ask by Responses always";
const ALIASES_STORED: &str =
    "other names of models that are set through the API are stored in any case";
const NOT_WAITED: &str =
    "a deployment at its limit of calls at the same time is not waited for; another one is asked";
const KEPT_THERE: &str = "files and batches stay with the deployment that took them";
const CALL_ID: &str = "clients name a call in x-litellm-call-id, which rows, logs and answers tell";
const VERTEX: &str = "set litellm_settings.vertex_project and vertex_location, and the credential in GOOGLE_APPLICATION_CREDENTIALS";
const VARIABLES: &str =
    "the proxy never changes its environment; set the variables where it is started";

/// One section of the file: its name, and its settings by state.
struct Section {
    name: &'static str,
    settings: &'static [(State, &'static [&'static str])],
}

/// Settings outside the sections below. Sections hold settings; the others are taken whole.
#[rustfmt::skip]
const TOP: &[(State, &[&str])] = &[
    (
        InForce,
        &[
            "credential_list", "cw_proxy", "general_settings", "guardrails", "include", "litellm_settings",
            "model_list", "router_settings",
        ],
    ),
    (NotApplicable(VARIABLES), &["environment_variables"]),
    (NotApplicable(NO_MCP), &["agent_list", "agents", "mcp_aliases", "mcp_servers", "mcp_tools"]),
            (NotApplicable(NO_STORES), &[
                "assistant_settings", "files_settings", "finetune_settings", "search_tools", "vector_store_registry",
            ]),
            (NotApplicable(NO_SERVICES), &["callback_settings"]),
            (NotApplicable(NO_POLICIES), &["policies", "policy_attachments", "prompts"]),
            (NotApplicable(VERTEX), &["default_vertex_config"]),
];

#[rustfmt::skip]
const SECTIONS: &[Section] = &[
    Section {
        name: "cw_proxy",
        settings: &[(
            InForce,
            &[
                "data_dir", "drain_grace_seconds", "host", "metering", "metrics", "port", "prompt_retention_period",
                "store_responses",
            ],
        )],
    },
    Section {
        name: "cw_proxy.metering",
        settings: &[(InForce, &["durability", "unpriced_under_budget"])],
    },
    Section {
        name: "cw_proxy.metrics",
        settings: &[(InForce, &["listen", "token"])],
    },
    Section {
        name: "general_settings",
        settings: &[
            (
                InForce,
                &[
                    "admin_only_routes", "alert_to_webhook_url", "alert_types", "alerting", "alerting_args",
                    "alerting_threshold", "allow_public_health_readiness_details", "allowed_ips", "allowed_routes",
                    "always_include_stream_usage", "apply_user_budget_to_team_keys", "background_health_checks",
                    "block_robots", "cancel_on_disconnect", "completion_model",
                    "dangerously_permit_weak_or_unset_master_key", "database_url", "disable_custom_api_keys",
                    "disable_env_credential_login", "disable_error_logs", "disable_key_generate_for_org_admin",
                    "drain_endpoint_token", "enable_drain_endpoint", "enable_health_check_routing",
                    "enforce_user_param", "enforced_params", "failed_login_window_seconds",
                    "forward_client_headers_to_llm_api", "forward_openai_org_id", "global_max_parallel_requests",
                    "health_check_concurrency", "health_check_details", "health_check_interval",
                    "health_check_staleness_threshold", "include_call_id_in_error_body", "litellm_key_header_name",
                    "master_key", "max_failed_login_attempts_per_source", "max_parallel_requests",
                    "max_request_size_mb", "max_response_size_mb", "maximum_spend_logs_cleanup_batch_size",
                    "maximum_spend_logs_cleanup_max_batches", "maximum_spend_logs_cleanup_run_budget",
                    "maximum_spend_logs_retention_interval", "maximum_spend_logs_retention_period",
                    "missing_session_id", "model_list_healthy_only", "otel", "pass_through_endpoints",
                    "pass_through_request_timeout", "password_policy_max_length", "password_policy_min_length",
                    "password_policy_require_digit", "password_policy_require_lowercase",
                    "password_policy_require_special", "password_policy_require_uppercase", "public_routes",
                    "reject_clientside_metadata_tags", "service_account_settings", "spend_logs_metadata_fields",
                    "store_model_in_db", "store_prompts_in_spend_logs", "supported_db_objects",
                    "token_rate_limit_type", "trusted_proxy_ranges", "ui_access_mode", "use_x_forwarded_for",
                    "user_header_mappings", "user_header_name",
                ],
            ),
            (NotApplicable(BY_INTERVAL), &["maximum_spend_logs_cleanup_cron"]),
            (NotApplicable(NO_HASH), &["disable_adding_master_key_hash_to_db"]),
            (NotApplicable(NO_GUESSING), &["infer_model_from_keys"]),
            (NotApplicable(NO_USER), &["disable_auto_add_proxy_admin_to_teams"]),
            (
                NotApplicable(OWN_DATABASE),
                &[
                    "database_connection_pool_limit", "database_connection_timeout", "database_type",
                    "proxy_batch_write_at", "proxy_config_reload_interval_seconds", "use_redis_transaction_buffer",
                    "use_shared_health_check", "user_api_key_cache_ttl",
                ],
            ),
            (
                NotApplicable(OWN_LEDGER),
                &[
                    "allow_requests_on_db_unavailable", "disable_budget_reservation", "disable_reset_budget",
                    "disable_spend_logs", "disable_spend_updates", "fail_closed_budget_enforcement",
                    "fail_closed_rate_limit_enforcement", "proxy_budget_rescheduler_max_time",
                    "proxy_budget_rescheduler_min_time",
                ],
            ),
            (NotApplicable(ALWAYS_ASKED), &["enforce_fallback_model_access"]),
            (NotApplicable(NO_REDIS), &["coordination_redis"]),
            (NotApplicable(NO_VAULT), &[
                "key_management_settings", "key_management_system", "use_azure_key_vault", "use_google_kms",
            ]),
            (NotApplicable(NO_SSO), &[
                "allow_user_auth", "custom_auth_settings", "disable_password_login_when_sso_enabled",
                "enable_jwt_auth", "enable_oauth2_auth", "enable_oauth2_proxy_auth", "litellm_jwtauth",
                "role_permissions",
            ]),
            (NotApplicable(NO_MCP), &[
                "mcp_client_side_auth_header_name", "mcp_internal_ip_ranges", "mcp_required_fields",
                "mcp_trusted_proxy_ranges", "user_mcp_management_mode",
            ]),
            (NotApplicable(NO_STORES), &["search_tool_deny_by_default", "vector_store_deny_by_default"]),
            (NotApplicable(ALWAYS_SEALED), &["encryption_algorithm"]),
            (NotApplicable(OWN_SCHEMA), &["disable_prisma_schema_update"]),
            (NotApplicable(SHORT_BATCH), &[
                "maximum_spend_logs_batch_timeout", "maximum_spend_logs_cleanup_batch_timeout",
            ]),
            (NotApplicable(NEVER_TOLD), &["expose_router_debug_in_errors"]),
            (NotApplicable(NEVER_SHOWN), &["disable_master_key_return"]),
            (NotApplicable(NO_FETCHING), &["url_validation", "user_url_validation"]),
            (NotApplicable(OWNERS_ONLY), &["disable_responses_id_security"]),
            (NotApplicable(NO_CREDENTIALS), &[
                "allow_client_side_credentials", "forward_llm_provider_auth_headers",
            ]),
            (NotApplicable(ALIASES_STORED), &["store_model_group_alias_in_db"]),
            (NotApplicable(NOT_WAITED), &["disable_retry_on_max_parallel_request_limit_error"]),
            (
                NotYet,
                &[
                    "budget_exceeded_throttle_percentage", "default_team_disabled", "spend_report_frequency",
                ],
            ),
        ],
    },
    Section {
        name: "litellm_settings",
        settings: &[
            (
                InForce,
                &[
                    "allowed_fails", "anthropic_api_key", "api_base", "api_key",
                    "block_requests_for_models_without_pricing", "budget_duration", "budget_exceeded_status_code",
                    "budget_reset_time", "cache", "cache_params", "callbacks", "content_policy_fallbacks",
                    "context_window_fallbacks", "cooldown_time", "cost_discount_config", "cost_margin_config",
                    "default_fallbacks", "default_in_memory_ttl", "default_internal_user_params",
                    "default_key_generate_params", "default_max_internal_user_budget", "default_redis_ttl",
                    "default_team_params", "disable_add_user_agent_to_request_tags", "disable_cooldowns",
                    "disable_end_user_cost_tracking", "drop_params", "end_user_budget_duration",
                    "extra_spend_tag_headers", "failure_callback", "fallbacks",
                    "forward_traceparent_to_llm_provider", "global_disable_no_log_param", "guardrails",
                    "internal_user_budget_duration", "key_generation_settings", "max_budget", "max_end_user_budget",
                    "max_end_user_budget_id", "max_internal_user_budget", "max_streaming_duration_seconds",
                    "model_alias_map", "model_group_settings", "modify_params", "num_retries", "openai_api_key",
                    "organization", "public_model_groups", "public_model_groups_links",
                    "redact_messages_in_exceptions", "redact_user_api_key_info", "request_timeout",
                    "require_auth_for_metrics_endpoint", "service_callback", "ssl_certificate", "ssl_verify",
                    "success_callback", "tag_budget_config", "timezone", "turn_off_message_logging",
                    "upperbound_key_generate_params", "validate_end_user_id_in_db", "vertex_location",
                    "vertex_project",
                ],
            ),
            (
                NotApplicable(NO_PYTHON),
                &[
                    "aiohttp_trust_env", "disable_aiohttp_transport", "disable_copilot_system_to_assistant",
                    "enable_azure_ad_token_refresh", "force_ipv4", "gemini_live_defer_setup", "json_logs",
                    "set_verbose", "suppress_debug_info", "telemetry", "turn_on_debug", "use_client",
                ],
            ),
            (NotApplicable(NO_LICENCE), &["enable_post_custom_auth_checks", "license"]),
            (NotApplicable(ALWAYS_AUDITED), &["store_audit_logs"]),
            (NotApplicable(ONE_CALL), &["budget_rollover"]),
            (NotApplicable(NO_END_USER_LABEL), &["disable_end_user_cost_tracking_prometheus_only"]),
            (NotApplicable(NO_MCP), &["mcp_aliases", "public_agent_groups", "public_mcp_servers"]),
            (NotApplicable(NO_SERVICES), &[
                "audit_log_callbacks", "callback_settings", "datadog_llm_observability_params", "datadog_params",
                "default_team_settings", "disable_streaming_logging", "langfuse_default_tags", "s3_callback_params",
                "s3_callback_params_v2",
            ]),
            (NotApplicable(NEVER_TOLD), &["expose_router_debug_in_errors"]),
            (NotApplicable(ALWAYS_TOLD), &["return_response_headers"]),
            (NotApplicable(NO_FETCHING), &["user_url_validation"]),
            (NotApplicable(NO_PRIORITIES), &["priority_reservation", "priority_reservation_settings"]),
            (NotApplicable(NO_SESSION_BUDGET), &["max_budget_per_session", "max_ui_session_budget"]),
            (NotApplicable(USER_BUDGET), &["max_user_budget"]),
            (NotApplicable(RETRIES), &["num_retries_per_request"]),
            (NotApplicable(FIXED_LABELS), &[
                "custom_prometheus_metadata_labels", "custom_prometheus_tags", "prometheus_emit_stream_label",
                "prometheus_initialize_budget_metrics", "prometheus_metrics_config",
            ]),
            (NotApplicable(NOT_TAKEN), &[
                "add_function_to_prompt", "disable_add_transform_inline_image_block", "disable_stop_sequence_limit",
                "enable_json_schema_validation", "enable_preview_features",
            ]),
            (NotApplicable(OWN_TOKENIZER), &["disable_hf_tokenizer_download"]),
            (NotApplicable(OPENAI_WAY), &[
                "route_all_chat_openai_to_responses", "use_chat_completions_url_for_anthropic_messages",
            ]),
            (NotApplicable(NO_REDIS), &["enable_caching_on_provider_specific_optional_params"]),
            (NotApplicable(KEPT_THERE), &["enable_loadbalancing_on_batch_endpoints"]),
            (NotApplicable(CALL_ID), &["request_correlation_header"]),
            (
                NotYet,
                &[
                    "filter_invalid_headers", "enable_key_alias_format_validation",
                ],
            ),
        ],
    },
    Section {
        name: "litellm_settings.cache_params",
        settings: &[
            (
                InForce,
                &[
                    "default_in_memory_ttl", "default_in_redis_ttl", "max_messages", "mode", "namespace",
                    "supported_call_types", "ttl", "type",
                ],
            ),
            (
                NotApplicable(OWN_CACHE),
                &[
                    "disk_cache_dir", "gcp_service_account", "gcs_bucket_name", "gcs_path", "host", "password",
                    "port", "qdrant_api_base", "qdrant_api_key", "qdrant_collection_name",
                    "qdrant_quantization_config", "redis_flush_size", "redis_semantic_cache_embedding_model",
                    "redis_startup_nodes", "s3_api_version", "s3_aws_access_key_id", "s3_aws_secret_access_key",
                    "s3_aws_session_token", "s3_bucket_name", "s3_config", "s3_endpoint_url", "s3_path",
                    "s3_region_name", "s3_use_ssl", "s3_verify", "sentinel_nodes", "service_name",
                    "similarity_threshold", "socket_timeout", "ssl", "ssl_cert_reqs", "ssl_check_hostname",
                    "startup_nodes", "url", "username",
                ],
            ),
        ],
    },
    Section {
        name: "litellm_settings.model_group_settings",
        settings: &[(InForce, &["forward_client_headers_to_llm_api"])],
    },
    Section {
        name: "router_settings",
        settings: &[
            (
                InForce,
                &[
                    "allowed_fails", "allowed_fails_policy", "content_policy_fallbacks", "context_window_fallbacks",
                    "cooldown_time", "default_fallbacks", "default_litellm_params", "default_max_parallel_requests",
                    "deployment_affinity_ttl_seconds", "disable_cooldowns", "enable_health_check_routing",
                    "enable_pre_call_checks", "enable_tag_filtering", "fallbacks",
                    "health_check_staleness_threshold", "ignore_invalid_deployments", "max_fallbacks",
                    "model_group_affinity_config", "model_group_alias", "model_group_retry_policy", "num_retries",
                    "optional_pre_call_checks", "provider_budget_config", "retry_after", "retry_policy",
                    "routing_groups", "routing_strategy", "routing_strategy_args", "stream_timeout",
                    "tag_filtering_match_any", "timeout",
                ],
            ),
            (
                NotApplicable(NO_PYTHON),
                &[
                    "client_ttl", "debug_level", "polling_interval", "router_general_settings", "set_verbose",
                ],
            ),
            (NotApplicable(NO_REDIS), &[
                "cache_kwargs", "cache_responses", "caching_groups", "redis_host", "redis_password", "redis_port",
                "redis_url",
            ]),
            (NotApplicable(NO_STORES), &["assistants_config", "search_tools"]),
            (NotApplicable(NO_SERVICES), &["alerting_config"]),
            (NotApplicable(NO_POLICIES), &["guardrail_list"]),
            (NotApplicable(ALWAYS_ANOTHER), &["enable_weighted_failover"]),
            (NotApplicable(NO_PRIORITIES), &["default_priority"]),
        ],
    },
];

/// Settings that [`super::refuse`] answers for, so that they are not reported as unknown as well.
#[rustfmt::skip]
pub(super) const REFUSED_NAMES: &[&str] = &[
    "custom_auth", "custom_key_generate", "custom_key_update", "custom_sso",
    "custom_ui_sso_sign_in_handler", "cold_storage_custom_logger", "custom_provider_map",
    "input_callback", "post_call_rules", "pre_call_rules",
];

/// The state of a setting in a section (`""` for the top); `None` when nobody knows it.
pub fn state(section: &str, name: &str) -> Option<State> {
    settings(section)?
        .iter()
        .find(|(_, names)| names.contains(&name))
        .map(|(state, _)| *state)
}

/// Whether the file's section of this name holds settings, rather than being one.
pub(super) fn is_section(name: &str) -> bool {
    SECTIONS.iter().any(|section| section.name == name)
}

fn settings(section: &str) -> Option<&'static [(State, &'static [&'static str])]> {
    if section.is_empty() {
        return Some(TOP);
    }
    let found = SECTIONS.iter().find(|known| known.name == section)?;
    Some(found.settings)
}

/// What is to be said of a setting that stands in the file; `None` when it is in force.
pub(super) fn remark(section: &str, name: &str, place: Place) -> Option<Notice> {
    match state(section, name) {
        Some(InForce) => None,
        Some(NotYet) => Some(Notice::NoEffect { place }),
        Some(NotApplicable(reason)) => Some(Notice::NotApplicable { place, reason }),
        None if REFUSED_NAMES.contains(&name) => None,
        None => Some(Notice::UnknownKey {
            suggestion: suggestion(section, name),
            place,
        }),
    }
}

/// The setting that was probably meant: the same name in another section, or one of this section
/// that is at most two letters off.
fn suggestion(section: &str, name: &str) -> Option<String> {
    let elsewhere = SECTIONS
        .iter()
        .find(|other| other.name != section && state(other.name, name).is_some());
    if let Some(other) = elsewhere {
        return Some(format!("{}.{name}", other.name));
    }
    let candidates = settings(section)?.iter().flat_map(|(_, names)| *names);
    closest(name, candidates.copied()).map(str::to_owned)
}

/// The name that was probably meant, if one is near enough.
#[must_use]
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known
        .into_iter()
        .map(|known| (distance(known, name), known))
        .filter(|(letters, known)| *letters <= 2 && *letters * 3 <= known.len());
    near.min().map(|(_, known)| known)
}

/// Every setting of the file: its section (empty at the top), its name, and what becomes of it.
pub fn settings_known() -> impl Iterator<Item = (&'static str, &'static str, State)> {
    let sections = SECTIONS
        .iter()
        .map(|section| (section.name, section.settings));
    std::iter::once(("", TOP))
        .chain(sections)
        .flat_map(|(section, settings)| {
            settings.iter().flat_map(move |(state, names)| {
                names.iter().map(move |name| (section, *name, *state))
            })
        })
}

/// How many letters must be added, removed, changed or swapped with their neighbour to make one name of
/// the other.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (at, letter) in one.iter().enumerate() {
        let mut row = vec![at + 1];
        for (column, candidate) in other.iter().enumerate() {
            let changed = rows[at][column] + usize::from(candidate != letter);
            let mut least = changed.min(rows[at][column + 1] + 1).min(row[column] + 1);
            let swapped =
                at > 0 && column > 0 && one[at - 1] == *candidate && other[column - 1] == *letter;
            if swapped {
                least = least.min(rows[at - 1][column - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_setting_stands_once_in_its_section() {
        let sections = SECTIONS.iter().map(|section| section.settings).chain([TOP]);
        for settings in sections {
            let mut seen = HashSet::new();
            for name in settings.iter().flat_map(|(_, names)| *names) {
                assert!(seen.insert(name), "{name} stands twice");
            }
        }
    }

    #[test]
    fn misspellings_and_misplacements_lead_to_what_was_meant() {
        for (section, name, meant) in [
            ("general_settings", "master_kee", Some("master_key")),
            (
                "general_settings",
                "drop_params",
                Some("litellm_settings.drop_params"),
            ),
            ("router_settings", "num_retires", Some("num_retries")),
            ("", "model_lst", Some("model_list")),
            ("general_settings", "something_else", None),
        ] {
            assert_eq!(suggestion(section, name).as_deref(), meant, "{name}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("gtp", "gpt"), 1);
    }
}
