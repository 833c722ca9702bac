//! Model allow-lists, and the patterns in them.

/// Whether `name` matches `pattern`, where each `*` stands for any run of characters.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    captures(pattern, name).is_some()
}

/// What each `*` of `pattern` stands for in `name`, left to right; `None` when it does not match.
/// A star takes as much as it can, as a greedy regular expression would.
#[must_use]
pub fn captures<'n>(pattern: &str, name: &'n str) -> Option<Vec<&'n str>> {
    let Some((head, rest)) = pattern.split_once('*') else {
        return (pattern == name).then(Vec::new);
    };
    let name = name.strip_prefix(head)?;
    for (end, _) in name.char_indices().chain([(name.len(), ' ')]).rev() {
        if let Some(mut others) = captures(rest, &name[end..]) {
            others.insert(0, &name[..end]);
            return Some(others);
        }
    }
    None
}

/// Who is asked about one name: the list of a key, team or user, read once per call.
#[derive(Clone, Copy, Debug)]
pub struct AllowList<'a>(pub &'a [String]);

/// A model as it is checked: its public name and what else it may be called by.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The name asked for, after aliases.
    pub name: &'a str,
    /// The provider that a bare name belongs to, when known: `gpt-5-mini` is then also `openai/gpt-5-mini`.
    pub provider: Option<&'a str>,
    /// Access groups of the deployments behind it.
    pub groups: &'a [String],
}

impl AllowList<'_> {
    /// Whether the model may be called. An empty list allows everything.
    ///
    /// `*` and `all-proxy-models` allow everything, `all-team-models` leaves it to the team,
    /// `no-default-models` allows nothing, and the rest are names, patterns or access groups.
    #[must_use]
    pub fn allows(self, model: Named<'_>) -> bool {
        self.0.is_empty() || self.0.iter().any(|entry| entry_allows(entry, model))
    }

    /// Whether the list leaves every model open.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.0.is_empty()
            || self
                .0
                .iter()
                .any(|entry| matches!(entry.as_str(), "*" | "all-proxy-models" | "all-team-models"))
    }
}

fn entry_allows(entry: &str, model: Named<'_>) -> bool {
    match entry {
        "*" | "all-proxy-models" | "all-team-models" => true,
        "no-default-models" => false,
        _ if model.groups.iter().any(|group| group == entry) => true,
        _ if !entry.contains('*') => entry == model.name,
        _ if matches(entry, model.name) => true,
        _ => {
            // `openai/*` also covers the bare name of a model that is known to be OpenAI's.
            let bare = !model.name.contains('/');
            let prefixed = model
                .provider
                .filter(|_| bare)
                .and_then(|provider| entry.strip_prefix(provider));
            prefixed
                .and_then(|rest| rest.strip_prefix('/'))
                .is_some_and(|rest| matches(rest, model.name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(list: &[&str], name: &str, provider: Option<&str>) -> bool {
        let list: Vec<String> = list.iter().map(ToString::to_string).collect();
        AllowList(&list).allows(Named {
            name,
            provider,
            groups: &["fast".to_owned()],
        })
    }

    #[test]
    fn stars_stand_for_any_run() {
        assert_eq!(captures("openai/*", "openai/gpt-4o"), Some(vec!["gpt-4o"]));
        assert_eq!(captures("*/*", "a/b/c"), Some(vec!["a/b", "c"]));
        assert_eq!(captures("*", "é"), Some(vec!["é"]));
        assert_eq!(captures("a*c", "abd"), None);
        assert_eq!(captures("gpt", "gpt"), Some(vec![]));
    }

    #[test]
    fn lists_allow_names_patterns_groups_and_bare_names() {
        assert!(allows(&[], "anything", None));
        assert!(allows(&["*"], "anything", None));
        assert!(allows(&["openai/*"], "gpt-5-mini", Some("openai")));
        assert!(!allows(&["openai/*"], "gpt-5-mini", None));
        assert!(!allows(&["openai/*"], "azure/gpt-5-mini", Some("azure")));
        assert!(allows(&["fast"], "anything", None));
        assert!(!allows(&["no-default-models"], "anything", None));
        assert!(!allows(&["gpt-4o"], "gpt-4o-mini", None));
    }
}
