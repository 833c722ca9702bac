//! What is kept and told of calls beside what they cost: words, callers, what providers say of failures.

/// What the operator wants kept and told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Privacy {
    /// Words of calls are neither stored nor told (`turn_off_message_logging`), unless a client says otherwise
    /// for its own.
    pub hides_words: bool,
    /// A client's `no-log` changes nothing (`global_disable_no_log_param`).
    pub ignores_no_log: bool,
    /// Traces do not tell whose calls they are of (`redact_user_api_key_info`).
    pub hides_callers: bool,
    /// What providers say of a failure, which may repeat the request, is neither stored nor told
    /// (`redact_messages_in_exceptions`). The client is told all the same.
    pub hides_faults: bool,
    /// Which members the metadata of rows has (`spend_logs_metadata_fields`).
    pub metadata: Fields,
}

/// A choice among the members of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fields {
    /// All of them.
    #[default]
    All,
    /// Only these.
    Only(Vec<String>),
    /// All but these.
    Without(Vec<String>),
}

impl Fields {
    /// Whether it has this one.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.iter().any(|one| one == name),
            Self::Without(names) => !names.iter().any(|one| one == name),
        }
    }
}

/// What a client wants kept of the words of one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordsWish {
    /// They are hidden, or expressly not; none leaves it to the operator.
    pub hidden: Option<bool>,
    /// `no-log`.
    pub no_log: bool,
}

impl Privacy {
    /// Whether the words of a call are hidden. What its headers say counts before its body.
    #[must_use]
    pub fn hides(&self, headers: Option<bool>, body: WordsWish) -> bool {
        if body.no_log && !self.ignores_no_log {
            return true;
        }
        headers.or(body.hidden).unwrap_or(self.hides_words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_may_hide_its_words_and_an_operator_may_forbid_no_log() {
        let wish = |hidden, no_log| WordsWish { hidden, no_log };
        let open = Privacy::default();
        let closed = Privacy {
            hides_words: true,
            ignores_no_log: true,
            ..Privacy::default()
        };
        assert!(!open.hides(None, WordsWish::default()));
        assert!(open.hides(Some(true), WordsWish::default()));
        assert!(open.hides(None, wish(Some(true), false)));
        assert!(open.hides(Some(false), wish(None, true)), "no-log");
        assert!(closed.hides(None, WordsWish::default()));
        assert!(!closed.hides(Some(false), wish(None, true)));
    }

    #[test]
    fn members_are_chosen_in_either_way() {
        let names = || vec!["user_agent".to_owned()];
        assert!(Fields::All.has("user_agent"));
        assert!(Fields::Only(names()).has("user_agent") && !Fields::Only(names()).has("status"));
        assert!(
            !Fields::Without(names()).has("user_agent") && Fields::Without(names()).has("status")
        );
    }
}
