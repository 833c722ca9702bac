//! Variables that LiteLLM's proxy reads and this one does not: an operator who sets one is told.

use super::env::Env;
use super::notice::{Notice, Place};

const ONE_DATABASE: &str = "there is one database; name it in DATABASE_URL";
const AT_ONCE: &str = "a change is in force for the next request, so there is nothing to tune";
const OWN_LEDGER: &str =
    "every call is on record before its answer ends, and budgets have windows instead of resets";
const OWN_STATE: &str = "state is kept in the proxy's own database";
const MINUTES: &str = "limits are per minute, and tokens are reserved in any case";
const KEYS: &str = "keys have 256 random bits, and are recognised by their last four characters";
const ONE_PROCESS: &str = "one process serves with all cores";
const BUILT_IN: &str = "prices are built in; nothing is downloaded";
const MIGRATES: &str = "the layout is brought up to date at the start, in one transaction";
const NO_LICENCE: &str = "nothing here needs a licence";
const NO_SSO: &str = "there is no single sign-on; accounts have passwords";
const NO_MAIL: &str = "no mail is sent";
const DOCS: &str =
    "the page at / shows /openapi.json; NO_DOCS, NO_REDOC and NO_OPENAPI switch them off";
const PYTHON: &str = "it belongs to the Python runtime";
const THROTTLED: &str = "failed logins are always limited";
const NO_PREFIX: &str = "paths begin at the root; let the reverse proxy in front strip the prefix, and give the admin pages a host \
     name of their own";
const ADMIN_ID: &str = "the master key and UI_USERNAME are always on record as default_user_id";
const ROTATION: &str =
    "keys are replaced when somebody asks: /key/{key}/regenerate with grace_period";

/// Variables with the reason why they can have no effect; none where they have none so far.
const IGNORED: &[(Option<&str>, &[&str])] = &[
    (Some(ONE_PROCESS), &["NUM_WORKERS"]),
    (
        Some(ONE_DATABASE),
        &["DATABASE_URL_READ_REPLICA", "DIRECT_URL"],
    ),
    (
        Some(AT_ONCE),
        &[
            "DEFAULT_MANAGEMENT_OBJECT_IN_MEMORY_CACHE_TTL",
            "PROXY_CONFIG_RELOAD_INTERVAL_SECONDS",
        ],
    ),
    (
        Some(OWN_LEDGER),
        &[
            "PROXY_BATCH_WRITE_AT",
            "PROXY_BUDGET_RESCHEDULER_MAX_TIME",
            "PROXY_BUDGET_RESCHEDULER_MIN_TIME",
            "SPEND_LOG_QUEUE_POLL_INTERVAL",
            "SPEND_LOG_QUEUE_SIZE_THRESHOLD",
            "SPEND_LOG_WRITE_BATCH_MAX_BYTES",
            "SPEND_LOG_WRITE_BATCH_MAX_ROWS",
        ],
    ),
    (
        Some(OWN_STATE),
        &[
            "REDIS_CLUSTER_NODES",
            "REDIS_HOST",
            "REDIS_PASSWORD",
            "REDIS_PORT",
            "REDIS_SENTINEL_NODES",
            "REDIS_URL",
        ],
    ),
    (
        Some(MINUTES),
        &[
            "LITELLM_RATE_LIMIT_WINDOW_SIZE",
            "LITELLM_TPM_TOKEN_RESERVATION_ENABLED",
        ],
    ),
    (
        Some(KEYS),
        &["DISABLE_KEY_NAME", "LENGTH_OF_LITELLM_GENERATED_KEY"],
    ),
    (Some(BUILT_IN), &["LITELLM_LOCAL_MODEL_COST_MAP"]),
    (Some(MIGRATES), &["DISABLE_SCHEMA_UPDATE"]),
    (Some(NO_LICENCE), &["LITELLM_LICENSE"]),
    (
        Some(NO_SSO),
        &[
            "ALLOWED_EMAIL_DOMAINS",
            "AUTO_REDIRECT_UI_LOGIN_TO_SSO",
            "GENERIC_CLIENT_ID",
            "GOOGLE_CLIENT_ID",
            "MICROSOFT_CLIENT_ID",
        ],
    ),
    (
        Some(NO_MAIL),
        &["RESEND_API_KEY", "SENDGRID_API_KEY", "SMTP_HOST"],
    ),
    (Some(DOCS), &["DOCS_FILTERED", "DOCS_TITLE", "DOCS_URL"]),
    (Some(PYTHON), &["JSON_LOGS", "PROMETHEUS_MULTIPROC_DIR"]),
    (Some(NO_PREFIX), &["SERVER_ROOT_PATH"]),
    (Some(ADMIN_ID), &["PROXY_ADMIN_ID"]),
    (Some(THROTTLED), &["LITELLM_DISABLE_LOGIN_RATE_LIMIT"]),
    (
        Some(ROTATION),
        &[
            "LITELLM_KEY_ROTATION_CHECK_INTERVAL_SECONDS",
            "LITELLM_KEY_ROTATION_ENABLED",
            "LITELLM_KEY_ROTATION_GRACE_PERIOD",
        ],
    ),
    (
        None,
        &[
            "LITELLM_CORS_ALLOW_CREDENTIALS",
            "LITELLM_CORS_ORIGINS",
            "LITELLM_ENABLE_HSTS",
            "LITELLM_MIGRATE_FROM_MASTER_KEY",
            "MS_TEAMS_WEBHOOK_URL",
            "ROOT_REDIRECT_URL",
            "SPEND_LOG_CLEANUP_BATCH_SIZE",
            "SPEND_LOG_CLEANUP_RUN_BUDGET_SECONDS",
            "SPEND_LOG_RUN_LOOPS",
        ],
    ),
];

/// What is to be said of the variables that are set.
pub(super) fn remarks(env: &Env) -> Vec<Notice> {
    let of = |(reason, names): &(Option<&'static str>, &'static [&'static str])| {
        let (reason, names) = (*reason, names.iter());
        let set = names.filter(|name| env.get(name).is_some());
        let notices = set.map(move |name| {
            let place = Place {
                path: env.origin(name).to_string(),
                line: None,
            };
            match reason {
                Some(reason) => Notice::NotApplicable { place, reason },
                None => Notice::NoEffect { place },
            }
        });
        notices.collect::<Vec<_>>()
    };
    IGNORED.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn whoever_sets_what_is_not_read_is_told() {
        let env = Env::of([
            ("NUM_WORKERS", "8"),
            ("MS_TEAMS_WEBHOOK_URL", "https://x"),
            ("REDIS_HOST", ""),
            ("SOMETHING_ELSE", "x"),
        ]);
        let told: Vec<String> = remarks(&env).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "environment NUM_WORKERS: does not apply: one process serves with all cores",
                "environment MS_TEAMS_WEBHOOK_URL: has no effect in this version",
            ]
        );
    }

    #[test]
    fn each_name_stands_once() {
        let names = IGNORED.iter().flat_map(|(_, names)| *names);
        let mut seen = BTreeSet::new();
        assert!(names.into_iter().all(|name| seen.insert(name)));
    }
}
