//! What each setting means, in one sentence: for the README, for `config explain` and for editors.

use super::overlay::CHANGEABLE;

/// Settings that cannot be changed while running; what the others mean stands in [`CHANGEABLE`].
#[rustfmt::skip]
const MEANINGS: &[(&str, &str)] = &[
    ("cw_proxy.host", "The address to listen on."),
    ("cw_proxy.port", "The port; 0 takes any free one."),
    ("cw_proxy.data_dir", "The folder of the proxy's files."),
    ("cw_proxy.drain_grace_seconds", "How long running calls may take to end at shutdown."),
    ("ca_file", "Certificate authorities in PEM form that are trusted beside Mozilla's."),
    ("general_settings.database_url", "Where it keeps its state: a SQLite file, or a PostgreSQL URL."),
    ("general_settings.dangerously_permit_weak_or_unset_master_key", "Master keys that are short or published are accepted."),
    ("general_settings.master_key", "The administrator's key; one is made where there is none."),
    ("salt_key", "What stored secrets are encrypted by; one is made where there is none."),
    ("credential_list", "Credentials of providers with names, which models use by litellm_credential_name."),
    ("model_list", "Models: each has a `model_name`, `litellm_params` and perhaps `model_info`."),
    ("general_settings.pass_through_endpoints", "Paths of the operator's own that are passed on."),
    ("litellm_settings.cache", "Exact repetitions of requests are answered again, see Response cache."),
    ("litellm_settings.cache_params.type", "Where answers are kept: `local` (memory) or `database`."),
    ("litellm_settings.default_in_memory_ttl", "How long answers are kept."),
    ("litellm_settings.cache_params.default_in_memory_ttl", "How long answers are kept; this wins."),
    ("litellm_settings.cache_params.ttl", "How long answers are kept; this wins over both others."),
    ("litellm_settings.cache_params.namespace", "Answers of another namespace are not given."),
    ("litellm_settings.cache_params.mode", "`default_on`, or `default_off`: only requests that ask for the cache use it."),
    ("litellm_settings.cache_params.supported_call_types", "Which kinds of calls are cached; all that can be when it is not set."),
    ("litellm_settings.cache_params.max_messages", "Conversations with more messages are not cached."),
    ("guardrails", "What may be said to models and by them, see Guardrails."),
    ("litellm_settings.guardrails", "The same in LiteLLM's older place."),
    ("litellm_settings.callbacks", "`otel` and `prometheus` are known; the others are reported."),
    ("litellm_settings.success_callback", "As `callbacks`."),
    ("litellm_settings.failure_callback", "As `callbacks`."),
    ("litellm_settings.service_callback", "As `callbacks`."),
    ("general_settings.store_model_in_db", "Models can be added and changed while running."),
    ("general_settings.background_health_checks", "Models are looked after at intervals, and `/health` tells what was found: by their traffic, else by their provider's list, else by a call of the master key's."),
    ("general_settings.health_check_interval", "How long from one round of it to the next, in seconds."),
    ("general_settings.health_check_details", "`/health` tells more than the names of models."),
    ("general_settings.public_routes", "Routes that need no key, of those that cost nothing, change nothing and tell of nobody: `/models`, `/model/info`, `/v2/model/info`, `/model_group/info`, `/spend/calculate`, `/user/available_roles`, `/health/backlog`, `/health/license`. `*` at the end is a prefix."),
    ("general_settings.admin_only_routes", "Routes of the API that are for admins alone: paths, prefixes, or groups such as `management_routes`."),
    ("general_settings.allowed_routes", "The only routes of the API that are served, beside those for which nobody needs a key."),
    ("general_settings.disable_key_generate_for_org_admin", "Admins of organizations make no keys."),
    ("general_settings.litellm_key_header_name", "One more header that may carry a key."),
    ("general_settings.user_header_mappings", "Headers in which clients name the end user: a list of `header_name` with `litellm_user_role: customer`."),
    ("general_settings.user_header_name", "One more such header."),
    ("general_settings.forward_client_headers_to_llm_api", "Providers are sent clients' own `x-…` headers too, see Routing."),
    ("litellm_settings.model_group_settings.forward_client_headers_to_llm_api", "They are for calls of these models."),
    ("cw_proxy.store_responses", "Answers of `/v1/responses` are kept for 30 days where the provider keeps none, unless the client says `store: false`."),
    ("general_settings.maximum_spend_logs_retention_period", "How long rows of the spend log are kept; for ever when it is not set. What they add up to stays."),
    ("general_settings.maximum_spend_logs_retention_interval", "How often rows and stored requests past their retention are looked for; every ten minutes when it is not set."),
    ("cw_proxy.prompt_retention_period", "How long stored requests and answers are kept; as long as their rows when it is not set."),
    ("litellm_settings.timezone", "The time zone in which days, weeks and months of budgets begin."),
    ("litellm_settings.budget_reset_time", "The time of day at which they begin."),
    ("cw_proxy.metering.durability", "What a row of the ledger survives: the death of the `process`, or loss of `power` too."),
    ("cw_proxy.metering.unpriced_under_budget", "Calls whose price is unknown, where a budget applies: `refuse` or `allow`."),
    ("router_settings.deployment_affinity_ttl_seconds", "How long calls that keep to a deployment go on doing so, in seconds."),
    ("ui.username", "The name that opens the admin pages."),
    ("ui.password", "Its password; without one, `crashwise123` for the default name, else the master key."),
    ("ui.disabled", "There are no admin pages."),
    ("ui.session_duration", "How long a login to them holds at most; one that nobody uses ends after half an hour."),
    ("general_settings.otel", "Traces and metrics are sent by OpenTelemetry."),
    ("otel.sdk_disabled", "They are not, whatever else says so."),
    ("otel.service_name", "What this process is called there; other `OTEL_*` variables hold as OpenTelemetry defines them."),
    ("litellm_settings.forward_traceparent_to_llm_provider", "Providers are told in which trace they work."),
    ("cw_proxy.metrics.token", "What may scrape `/metrics` beside keys."),
    ("litellm_settings.require_auth_for_metrics_endpoint", "`/metrics` asks for an administrator's key or the token."),
    ("cw_proxy.metrics.listen", "One more address where `/metrics` alone is served, without a key unless there is a token."),
    ("alerts.slack", "Where Slack is told of alerts."),
    ("alerts.webhook", "Where a plain webhook is told of alerts."),
    ("general_settings.alert_to_webhook_url", "Hooks of Slack for single types of alerts."),
    ("docs.no_docs", "The page at `/` is not there."),
    ("prompts.max_string_length", "The longest text that is stored of a request or an answer, in characters."),
    ("docs.no_redoc", "The page at `/redoc` is not there."),
    ("docs.no_openapi", "`/openapi.json` is not there."),
    ("litellm_settings.turn_off_message_logging", "Words of calls are neither stored nor told, whatever else says so. A client hides its own with `x-litellm-enable-message-redaction: true` or `no-log`, and shows them with `litellm-disable-message-redaction: true`."),
    ("litellm_settings.global_disable_no_log_param", "A client's `no-log` changes nothing."),
    ("litellm_settings.redact_user_api_key_info", "Traces do not tell whose calls they are of."),
    ("litellm_settings.redact_messages_in_exceptions", "What providers say of a failure, which may repeat the request, is neither stored nor told; the client is told."),
    ("general_settings.spend_logs_metadata_fields", "Which members the metadata of rows has: `include` or `exclude`, a list. `user_agent`, `requester_ip_address` and `spend_logs_metadata` are then not stored, the others not told."),
    ("general_settings.reject_clientside_metadata_tags", "Requests with tags of their own are refused; those of keys and teams stay."),
    ("general_settings.disable_env_credential_login", "Only accounts and keys open the admin pages, not the master key nor `UI_USERNAME` and `UI_PASSWORD`. Make an account with a password first."),
    ("general_settings.max_failed_login_attempts_per_source", "Failed logins from one address before more are refused, half of it for one name."),
    ("general_settings.failed_login_window_seconds", "How long failed logins count, in seconds."),
    ("general_settings.password_policy_min_length", "The fewest characters of a password that is chosen."),
    ("general_settings.password_policy_max_length", "The most characters of it."),
    ("general_settings.password_policy_require_digit", "It must hold a digit."),
    ("general_settings.password_policy_require_lowercase", "It must hold a lower-case letter."),
    ("general_settings.password_policy_require_special", "It must hold something that is neither letter nor digit."),
    ("general_settings.password_policy_require_uppercase", "It must hold an upper-case letter."),
    ("general_settings.allow_public_health_readiness_details", "`/health/readiness/details` needs no key."),
    ("general_settings.block_robots", "`/robots.txt` tells search engines to stay away."),
    ("litellm_settings.validate_end_user_id_in_db", "An end user whom a request names counts only where it is a customer, or a user by id or e-mail address."),
    ("litellm_settings.disable_end_user_cost_tracking", "Nothing is counted for end users: no rows name them, and their limits do not hold."),
    ("litellm_settings.ssl_verify", "Addresses of providers prove who they are: `true`, `false`, or the path of a file of certificate authorities in PEM form that count beside Mozilla's. A model's `ssl_verify` counts first."),
    ("litellm_settings.ssl_certificate", "Our own certificate and its key for providers that ask for one: the path of a PEM file."),
    ("router_settings.default_litellm_params", "Members of `litellm_params` for models that say nothing else."),
    ("general_settings.include_call_id_in_error_body", "Bodies of errors name the call too, as `error.litellm_call_id`."),
    ("general_settings.token_rate_limit_type", "Which tokens count for limits per minute: `total`, `input` or `output`."),
    ("general_settings.pass_through_request_timeout", "How long calls on providers' own paths may take, in seconds; as others when it is not set."),
    ("general_settings.forward_openai_org_id", "OpenAI is told the organization that clients name in `OpenAI-Organization`."),
    ("general_settings.cancel_on_disconnect", "A whole answer that nobody waits for any more is given up; else it is read to its end, since it is billed."),
    ("general_settings.missing_session_id", "Calls that name no session: `generate` gives each one of its own, `reject` refuses them."),
    ("litellm_settings.extra_spend_tag_headers", "Headers that become tags of calls, as `name: value`."),
    ("litellm_settings.tag_budget_config", "What may be spent under each tag: `budget_limit` and `time_period`."),
    ("general_settings.maximum_spend_logs_cleanup_batch_size", "Rows past their retention that are removed in one transaction."),
    ("general_settings.maximum_spend_logs_cleanup_max_batches", "How many such transactions one go has at most; the next goes on."),
    ("general_settings.maximum_spend_logs_cleanup_run_budget", "How long one go may take, such as 5m."),
    ("general_settings.enable_drain_endpoint", "`GET /health/drain` takes no new calls from then on and waits up to 30 s for those that run: for `preStop` hooks. Anybody may call it unless there is a token."),
    ("general_settings.drain_endpoint_token", "What it asks for in the header `X-Drain-Token`."),
    ("general_settings.service_account_settings", "`enforced_params`: parameters that requests of service accounts' keys must hold, by dotted path."),
    ("general_settings.supported_db_objects", "What is served of the database: without `models` in the list, models that were added through the API are not."),
    ("router_settings.ignore_invalid_deployments", "Models that cannot be called are left out of a changed file that is put in force, as at the start; else it is refused."),
    ("litellm_settings.public_model_groups", "Models that `/public/model_hub` tells anybody of."),
    ("litellm_settings.public_model_groups_links", "Links that it tells beside them: name and address."),
    ("litellm_settings.openai_api_key", "The key of OpenAI's models that have none; this beats `OPENAI_API_KEY`."),
    ("litellm_settings.api_key", "The same; the other wins."),
    ("litellm_settings.anthropic_api_key", "The key of Anthropic's models that have none; this beats `ANTHROPIC_API_KEY`."),
    ("litellm_settings.organization", "The organization of OpenAI's models that name none."),
    ("litellm_settings.api_base", "Where OpenAI's models are that name no address."),
    ("litellm_settings.vertex_project", "The project of Vertex AI's models that name none."),
    ("litellm_settings.vertex_location", "Their location."),
    ("litellm_settings.end_user_budget_duration", "How often `max_end_user_budget` starts again, such as 30d; never when it is not set."),
    ("litellm_settings.disable_cooldowns", "As in `router_settings`."),
    ("general_settings.health_check_concurrency", "How many models are looked after at the same time."),
    ("general_settings.model_list_healthy_only", "Lists of models leave out those of which no deployment can be asked now."),
    ("general_settings.enable_health_check_routing", "Deployments whose last check in the background failed are asked only when all of their group failed."),
    ("router_settings.enable_health_check_routing", "The same."),
    ("general_settings.health_check_staleness_threshold", "How long a failed check counts for that, in seconds."),
    ("router_settings.health_check_staleness_threshold", "The same; this wins."),
];

/// What a setting means, by its dotted name.
#[must_use]
pub fn meaning(name: &str) -> Option<&'static str> {
    let own = MEANINGS.iter().find(|(known, _)| *known == name);
    own.map(|(_, means)| *means).or_else(|| {
        let (section, field) = name.rsplit_once('.')?;
        let known = CHANGEABLE.iter();
        known
            .filter(|one| one.section == section && one.name == field)
            .map(|one| one.means)
            .next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::reference;

    #[test]
    fn every_setting_has_a_meaning_and_every_meaning_a_setting() {
        let settings = reference();
        for setting in &settings {
            assert!(
                meaning(&setting.name).is_some(),
                "{} has no meaning",
                setting.name
            );
        }
        for (name, means) in MEANINGS {
            assert!(
                settings.iter().any(|setting| setting.name == *name),
                "there is no setting {name}"
            );
            assert!(
                means.ends_with('.') && !means.contains('|'),
                "{name}: {means}"
            );
        }
    }
}
