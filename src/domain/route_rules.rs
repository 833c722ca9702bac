//! Which routes are there for anybody, which for admins alone, and which at all: the operator's own lists.

use super::allow::matches;

/// What can be answered without a key: it costs nothing, changes nothing, and tells of nobody. Paths as they are
/// routed.
pub const ANONYMOUS: &[&str] = &[
    "/models",
    "/v1/models",
    "/models/{*id}",
    "/v1/models/{*id}",
    "/model/info",
    "/v1/model/info",
    "/v2/model/info",
    "/model_group/info",
    "/spend/calculate",
    "/user/available_roles",
    "/health/backlog",
    "/health/license",
];

/// Groups under which routes can be listed.
const GROUPS: &[&str] = &[
    "info_routes",
    "llm_api_routes",
    "management_routes",
    "mapped_pass_through_routes",
    "openai_routes",
    "spend_tracking_routes",
    "public_routes",
];

/// The operator's lists of routes: paths, paths that end in `*`, and names of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RouteRules {
    /// Routes that need no key (`public_routes`), of those that can be answered without one.
    pub public: Vec<String>,
    /// Routes for admins alone (`admin_only_routes`).
    pub admin_only: Vec<String>,
    /// The only routes that there are (`allowed_routes`); empty is all of them.
    pub allowed: Vec<String>,
}

/// A route that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Route<'a> {
    /// The path that was sent, percent-decoded.
    pub path: &'a str,
    /// The path as it is routed, with names where anything may stand.
    pub routed: &'a str,
    /// The groups that it is in.
    pub groups: &'a [&'a str],
}

impl Route<'_> {
    /// Whether a list names it.
    #[must_use]
    pub fn is_on(&self, list: &[String]) -> bool {
        list.iter().any(|listed| {
            self.groups.contains(&listed.as_str())
                || matches(listed, self.path)
                || listed == self.routed
        })
    }
}

impl RouteRules {
    /// Whether somebody without a key may use a route.
    #[must_use]
    pub fn opens(&self, route: &Route<'_>) -> bool {
        // Groups open nothing: who lists one rarely means everything that is in it.
        let by_path = Route {
            groups: &[],
            ..*route
        };
        ANONYMOUS.contains(&route.routed) && by_path.is_on(&self.public)
    }
}

/// Which pass-through paths a key may call, by its own lists and its team's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassRules {
    /// Lists of paths that may be called; a path must be on each (`allowed_passthrough_routes`).
    pub allowed: Vec<Vec<String>>,
    /// Paths that may not (`denied_passthrough_routes`).
    pub denied: Vec<String>,
}

impl PassRules {
    /// Whether a path may be called. It comes with all its spellings: what one of them is denied, all are.
    #[must_use]
    pub fn permits(&self, spellings: &[String]) -> bool {
        let on = |list: &[String]| {
            list.iter()
                .any(|listed| spellings.iter().any(|path| covers(listed, path)))
        };
        !on(&self.denied) && self.allowed.iter().all(|list| on(list))
    }
}

/// Whether an entry is a path, or one above it.
fn covers(listed: &str, path: &str) -> bool {
    let above = listed.trim_end_matches('/');
    let below = path.strip_prefix(above);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
        || matches(listed, path)
}

/// An entry as it is compared: LiteLLM's names of groups come with the class that they stand in.
#[must_use]
pub fn entry(listed: &str) -> &str {
    let listed = listed.trim();
    listed.strip_prefix("LiteLLMRoutes.").unwrap_or(listed)
}

/// Whether an entry can name anything: a path, or a group.
#[must_use]
pub fn is_known(entry: &str) -> bool {
    entry.starts_with(['/', '*']) || GROUPS.contains(&entry)
}

/// What an entry of `public_routes` opens, of the routes that can be answered without a key.
pub fn opened(entry: &str) -> impl Iterator<Item = &'static str> {
    let is_opened = move |route: &&str| {
        let fixed = route.split_once('{').map(|(fixed, _)| fixed);
        matches(entry, route) || fixed.is_some_and(|fixed| entry.starts_with(fixed))
    };
    ANONYMOUS.iter().copied().filter(is_opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_are_allowed_by_every_list_and_denied_by_any() {
        let list =
            |paths: &[&str]| -> Vec<String> { paths.iter().map(ToString::to_string).collect() };
        let rules = PassRules {
            allowed: vec![list(&["/openai", "/anthropic/*"]), list(&["/openai/v1/*"])],
            denied: list(&["/openai/v1/files"]),
        };
        for (path, permitted) in [
            ("/openai/v1/models", true),
            ("/openai/v2/models", false),
            ("/anthropic/v1/messages", false),
            ("/openai/v1/files", false),
            ("/openai/v1/files/f", false),
            ("/openai/v1/filesystem", true),
        ] {
            assert_eq!(rules.permits(&list(&[path])), permitted, "{path}");
        }
        assert!(!rules.permits(&list(&["/openai/v1/models", "/openai/v1/files"])));
        assert!(PassRules::default().permits(&list(&["/x"])));
    }

    #[test]
    fn lists_name_paths_beginnings_and_groups() {
        let route = |path, routed| Route {
            path,
            routed,
            groups: &["info_routes"],
        };
        let list = |entry: &str| vec![entry.to_owned()];
        let info = route("/models/a", "/models/{*id}");
        for named in ["/models/a", "/models/*", "/models/{*id}", "info_routes"] {
            assert!(info.is_on(&list(named)), "{named}");
        }
        for other in ["/models", "/models/", "openai_routes", "/v1*"] {
            assert!(!info.is_on(&list(other)), "{other}");
        }
        // What spends is opened by nothing, nor is anything by its group.
        let opens = |entry: &str, route: &Route<'_>| {
            let public = list(entry);
            RouteRules {
                public,
                ..RouteRules::default()
            }
            .opens(route)
        };
        assert!(opens("/models/*", &info));
        assert!(!opens("info_routes", &info));
        let chat = route("/v1/chat/completions", "/v1/chat/completions");
        assert!(!opens("*", &chat));
        assert_eq!(opened("/models/a").collect::<Vec<_>>(), ["/models/{*id}"]);
        assert_eq!(opened("/v1/chat/completions").count(), 0);
    }
}
