//! The operator's lists of routes, what of them does not do what it seems to, and what `/health` tells.

use super::HealthChecks;
use super::notice::{Notice, Place};
use super::read::{Names, Reader, Source};
use crate::domain::route_rules::{RouteRules, entry, is_known, opened};
use std::time::Duration;

/// How often models are looked after where it is switched on and nothing else is said.
const CHECKED_EVERY: Duration = Duration::from_mins(5);
/// How often at most: rounds may call models for real.
const CHECKED_EVERY_MIN: Duration = Duration::from_secs(1);

/// How many models are looked after at the same time, unless something else is said, and at most.
const CHECKED_AT_ONCE: u32 = 8;
const CHECKED_AT_ONCE_MAX: u32 = 256;

const PUBLIC: &str = "general_settings.public_routes";
const ADMIN_ONLY: &str = "general_settings.admin_only_routes";
const ALLOWED: &str = "general_settings.allowed_routes";

/// What nobody needs a key for in any case.
const OPEN: &[&str] = &[
    "/",
    "/api/event_logging/batch",
    "/get/ui_settings",
    "/get/ui_theme_settings",
    "/get_favicon",
    "/get_image",
    "/get_logo_url",
    "/health/liveliness",
    "/health/liveness",
    "/health/readiness",
    "/openapi.json",
    "/redoc",
    "/routes",
    "/test",
    "public_routes",
];

pub(super) fn read(reader: &mut Reader<'_>) -> RouteRules {
    let mut list = |name: &'static str| {
        let named = reader.maybe(Source::file(name)).map(|Names(names)| names);
        let named = named.unwrap_or_default();
        let entries: Vec<String> = named.iter().map(|one| entry(one).to_owned()).collect();
        for (index, one) in entries.iter().enumerate() {
            let remark = match name {
                _ if !is_known(one) => Some(unknown()),
                PUBLIC => public(one),
                _ => None,
            };
            remark_on(reader, &format!("{name}[{index}]"), remark);
        }
        entries
    };
    let rules = RouteRules {
        public: list(PUBLIC),
        admin_only: list(ADMIN_ONLY),
        allowed: list(ALLOWED),
    };
    for (name, list) in [(ADMIN_ONLY, &rules.admin_only), (ALLOWED, &rules.allowed)] {
        let pages = "holds for the API; the admin pages go by rights of their own (general_settings.ui_access_mode: \
                     admin_only, or DISABLE_ADMIN_UI)";
        remark_on(reader, name, (!list.is_empty()).then(|| pages.to_owned()));
    }
    rules
}

/// What is done about the health of models.
pub(super) fn health(reader: &mut Reader<'_>) -> HealthChecks {
    let on = reader.get(
        Source::file("general_settings.background_health_checks"),
        false,
    );
    let every: Duration = reader.get(
        Source::file("general_settings.health_check_interval"),
        CHECKED_EVERY,
    );
    HealthChecks {
        details: reader.get(Source::file("general_settings.health_check_details"), true),
        every: on.then(|| every.max(CHECKED_EVERY_MIN)),
        at_once: reader
            .get(
                Source::file("general_settings.health_check_concurrency"),
                CHECKED_AT_ONCE,
            )
            .clamp(1, CHECKED_AT_ONCE_MAX) as usize,
        lists_well_only: reader.get(
            Source::file("general_settings.model_list_healthy_only"),
            false,
        ),
    }
}

fn unknown() -> String {
    "is neither a path nor a group of routes, so it names nothing".to_owned()
}

/// What is to be said of a route that should need no key.
fn public(entry: &str) -> Option<String> {
    if OPEN.contains(&entry) || entry.starts_with("/public/") || entry.starts_with("/ui") {
        return None;
    }
    if !entry.starts_with(['/', '*']) {
        return Some("opens nothing: list the paths of this group that need no key".to_owned());
    }
    let opened: Vec<&str> = opened(entry).collect();
    if opened.is_empty() {
        let needs = "needs a key in any case: only what costs nothing, changes nothing and tells of nobody is served \
                     without one";
        return Some(needs.to_owned());
    }
    // Whoever writes a star sees what it opens.
    let told = || format!("opens {} and nothing else", opened.join(", "));
    entry.contains('*').then(told)
}

fn remark_on(reader: &mut Reader<'_>, path: &str, remark: Option<String>) {
    let Some(remark) = remark else { return };
    let place = match reader.file {
        Some(file) => file.place(path),
        None => Place {
            path: path.to_owned(),
            line: None,
        },
    };
    reader.notices.push(Notice::Remark { place, remark });
}
