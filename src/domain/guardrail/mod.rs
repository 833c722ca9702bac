//! What may be said to models and by them: filters of words and patterns, and judges elsewhere.

mod check;
pub mod patterns;
mod window;

pub use window::Window;

use super::secret::Secret;
use patterns::Named;
use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// The most that one compiled expression may take, in bytes.
const REGEX_BYTES_MAX: usize = 1 << 20;
/// How much of a text is held back for an expression whose finds may be of any length, in bytes.
const ANY_LENGTH_BYTES: usize = 512;
/// The longest expression that is taken, in bytes.
const PATTERN_BYTES_MAX: usize = 4 << 10;

/// What is done about what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The call is refused, or the answer withheld.
    Block,
    /// It is replaced.
    Mask,
}

/// What was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// A pattern, by its name.
    Pattern(Arc<str>),
    /// A word, with what its list says about it.
    Keyword {
        /// The word.
        keyword: Arc<str>,
        /// Why it is on the list.
        description: Option<Arc<str>>,
    },
}

/// One thing to look for.
#[derive(Debug, Clone)]
pub struct Rule {
    regex: Regex,
    check: Option<fn(&str) -> bool>,
    sought: Sought,
    action: Action,
    /// What takes its place.
    tag: Arc<str>,
    /// The longest text that it is sure to find in one that comes in pieces, in bytes.
    longest: usize,
}

/// Why an expression cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadPattern {
    /// It is no expression of this kind.
    #[error("{0}")]
    Syntax(String),
    /// It is longer than any that is taken.
    #[error("it is longer than {PATTERN_BYTES_MAX} bytes")]
    Long,
    /// It finds the empty text, which is everywhere.
    #[error("it matches the empty text")]
    Empty,
}

fn compiled(pattern: &str) -> Result<Regex, BadPattern> {
    if pattern.len() > PATTERN_BYTES_MAX {
        return Err(BadPattern::Long);
    }
    let regex = RegexBuilder::new(pattern)
        .size_limit(REGEX_BYTES_MAX)
        .dfa_size_limit(REGEX_BYTES_MAX)
        .build();
    let regex = regex.map_err(|error| BadPattern::Syntax(error.to_string()))?;
    if regex.is_match("") {
        return Err(BadPattern::Empty);
    }
    Ok(regex)
}

impl Rule {
    /// Looks for an expression.
    pub fn pattern(
        name: &str,
        pattern: &str,
        action: Action,
        tag: &str,
    ) -> Result<Self, BadPattern> {
        Ok(Self {
            regex: compiled(pattern)?,
            check: None,
            sought: Sought::Pattern(name.into()),
            action,
            tag: tag.into(),
            longest: ANY_LENGTH_BYTES,
        })
    }

    /// Looks for a pattern of the tables.
    pub fn named(named: &Named, action: Action, tag: &str) -> Result<Self, BadPattern> {
        let rule = Self::pattern(named.name, named.regex, action, tag)?;
        Ok(Self {
            check: named.check,
            longest: patterns::longest(named.name).unwrap_or(ANY_LENGTH_BYTES),
            ..rule
        })
    }

    /// Looks for a word, in any case, wherever it stands.
    pub fn keyword(
        keyword: &str,
        description: Option<&str>,
        action: Action,
        tag: &str,
    ) -> Result<Self, BadPattern> {
        let pattern = format!("(?i){}", regex::escape(keyword));
        Ok(Self {
            regex: compiled(&pattern)?,
            check: None,
            sought: Sought::Keyword {
                keyword: keyword.into(),
                description: description.map(Into::into),
            },
            action,
            tag: tag.into(),
            // In another case a letter may take more bytes.
            longest: keyword.len() * 2,
        })
    }

    /// The first find at or after a place.
    fn find(&self, text: &str, mut at: usize) -> Option<(usize, usize)> {
        while at <= text.len() {
            let found = self.regex.find_at(text, at)?;
            let counts = self.check.is_none_or(|check| check(found.as_str()));
            if counts && !found.is_empty() {
                return Some((found.start(), found.end()));
            }
            // An empty find moves by a whole character, so that no place is inside of one.
            let step = text[found.end()..].chars().next().map_or(1, char::len_utf8);
            at = found.end() + if found.is_empty() { step } else { 0 };
        }
        None
    }
}

/// Everything that one filter looks for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    rules: Vec<Rule>,
}

/// A place in a text where something was found.
#[derive(Debug, Clone, Copy)]
struct Find<'f> {
    start: usize,
    end: usize,
    rule: &'f Rule,
}

impl Filter {
    /// A filter of these rules; where two find something at one place, the first one counts.
    #[must_use]
    pub fn new(rules: Vec<Rule>) -> Self {
        Self { rules }
    }

    /// The rules that replace, without those that block.
    #[must_use]
    pub fn masks_only(&self) -> Self {
        let masks = self.rules.iter().filter(|rule| rule.action == Action::Mask);
        Self::new(masks.cloned().collect())
    }

    /// Several filters as one, in their order.
    #[must_use]
    pub fn all<'f>(filters: impl IntoIterator<Item = &'f Self>) -> Self {
        let rules = filters.into_iter().flat_map(|filter| &filter.rules);
        Self::new(rules.cloned().collect())
    }

    /// Whether one of its rules looks for this.
    #[must_use]
    pub fn seeks(&self, sought: &Sought) -> bool {
        self.rules.iter().any(|rule| rule.sought == *sought)
    }

    /// How much of a text that comes in pieces must be held back, in bytes.
    fn held_bytes(&self) -> usize {
        let longest = self.rules.iter().map(|rule| rule.longest).max();
        longest.unwrap_or(0)
    }

    /// Whether it looks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// A text with what was found replaced, or what it must not say.
    pub fn apply<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, &Sought> {
        let mut search = Search::new(self);
        let mut out = String::new();
        let mut at = 0;
        while let Some(find) = search.next(text, at) {
            if find.rule.action == Action::Block {
                return Err(&find.rule.sought);
            }
            out.push_str(&text[at..find.start]);
            out.push_str(&find.rule.tag);
            at = find.end;
        }
        if at == 0 {
            return Ok(Cow::Borrowed(text));
        }
        out.push_str(&text[at..]);
        Ok(Cow::Owned(out))
    }
}

/// A walk over the finds of a text from left to right. Each rule's next find is remembered, so that a
/// text is read once by each rule and not once for each find.
struct Search<'f> {
    filter: &'f Filter,
    ahead: Vec<Ahead>,
}

#[derive(Debug, Clone, Copy)]
enum Ahead {
    Unknown,
    Found(usize, usize),
    Nothing,
}

impl<'f> Search<'f> {
    fn new(filter: &'f Filter) -> Self {
        Self {
            filter,
            ahead: vec![Ahead::Unknown; filter.rules.len()],
        }
    }

    /// The first find that begins at `at` or later; of several at one place, that of the first rule.
    fn next(&mut self, text: &str, at: usize) -> Option<Find<'f>> {
        let mut first: Option<Find<'f>> = None;
        for (rule, ahead) in self.filter.rules.iter().zip(&mut self.ahead) {
            let stale = match ahead {
                Ahead::Unknown => true,
                Ahead::Found(start, _) => *start < at,
                Ahead::Nothing => false,
            };
            if stale {
                *ahead = rule
                    .find(text, at)
                    .map_or(Ahead::Nothing, |(start, end)| Ahead::Found(start, end));
            }
            if let Ahead::Found(start, end) = *ahead
                && first.is_none_or(|first| start < first.start)
            {
                first = Some(Find { start, end, rule });
            }
        }
        first
    }
}

/// When a guardrail looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modes {
    /// At the request, before anybody is called.
    pub before: bool,
    /// At the answer, before the client sees it.
    pub after: bool,
    /// At what is stored of both.
    pub logging: bool,
}

/// A judge elsewhere, asked by LiteLLM's generic guardrail API.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Where it is asked.
    pub url: String,
    /// Headers that go along, its credential among them.
    pub headers: Vec<(String, Secret)>,
    /// How long it may take, in milliseconds.
    pub timeout_ms: u64,
    /// What is let through when it does not answer; else nothing is.
    pub fail_open: bool,
    /// Parameters of its own.
    pub params: Map<String, Value>,
}

/// What a guardrail does.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Looks for words and patterns.
    Filter(Filter),
    /// Asks somebody.
    Webhook(Box<Webhook>),
}

/// One guardrail.
#[derive(Debug, Clone)]
pub struct Guardrail {
    /// Its name, by which requests and keys choose it.
    pub name: Arc<str>,
    /// The integration, in LiteLLM's words.
    pub integration: &'static str,
    /// When it looks.
    pub modes: Modes,
    /// As the file has its mode, for telling.
    pub mode: Value,
    /// It looks at every call, chosen or not.
    pub default_on: bool,
    /// What is told about it.
    pub info: Option<Value>,
    /// What it does.
    pub kind: Kind,
}

/// A guardrail that a call is under, with what the request gave it.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Which one.
    pub guardrail: Arc<Guardrail>,
    /// Parameters of the request's own (`extra_body`).
    pub params: Map<String, Value>,
}

/// Every guardrail that a call is under, in order of declaration.
#[derive(Debug, Clone, Default)]
pub struct Guarding {
    /// Them.
    pub chosen: Vec<Chosen>,
    /// Which of them withheld the answer while it was on its way.
    pub withheld_by: OnceLock<Arc<str>>,
}

impl Guarding {
    /// Those that look at one moment.
    pub fn at(&self, moment: fn(&Modes) -> bool) -> impl Iterator<Item = &Chosen> {
        self.chosen
            .iter()
            .filter(move |chosen| moment(&chosen.guardrail.modes))
    }

    /// Their names.
    #[must_use]
    pub fn names(&self) -> Vec<Arc<str>> {
        let names = self
            .chosen
            .iter()
            .map(|chosen| chosen.guardrail.name.clone());
        names.collect()
    }

    /// A text as it may be stored: what is masked anywhere is masked here too.
    #[must_use]
    pub fn clean(&self, text: String) -> String {
        let mut text = text;
        for chosen in &self.chosen {
            let Kind::Filter(filter) = &chosen.guardrail.kind else {
                continue;
            };
            let masks = filter.masks_only();
            let Ok(Cow::Owned(masked)) = masks.apply(&text) else {
                continue;
            };
            text = masked;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::patterns::{PATTERNS, SECRETS};
    use super::*;

    fn filter(names: &[&str], action: Action) -> Filter {
        let rules = names.iter().map(|name| {
            let named = PATTERNS.iter().find(|named| named.name == *name);
            let tag = format!("[{}_REDACTED]", name.to_uppercase());
            Rule::named(named.expect("known"), action, &tag).expect("compiles")
        });
        Filter::new(rules.collect())
    }

    #[test]
    fn every_named_pattern_compiles() {
        for named in PATTERNS.iter().chain(SECRETS) {
            if let Err(error) = Rule::named(named, Action::Mask, "x") {
                panic!("{}: {error}", named.name);
            }
        }
    }

    #[test]
    fn what_is_found_is_replaced_and_the_rest_stays() {
        let filter = filter(&["us_ssn", "email", "credit_card", "ip"], Action::Mask);
        for (text, masked) in [
            ("nothing here, 12:30:45", "nothing here, 12:30:45"),
            (
                "a@b.example, c@d.example",
                "[EMAIL_REDACTED], [EMAIL_REDACTED]",
            ),
            (
                "ssn 123-45-6789 and 000-45-6789",
                "ssn [US_SSN_REDACTED] and 000-45-6789",
            ),
            (
                "card 4532015112830366 2024",
                "card [CREDIT_CARD_REDACTED] 2024",
            ),
            ("no card 4532015112830367", "no card 4532015112830367"),
            (
                "from 10.0.0.1 or 2001:db8::1",
                "from [IP_REDACTED] or [IP_REDACTED]",
            ),
            ("日本 x@y.example 語", "日本 [EMAIL_REDACTED] 語"),
        ] {
            assert_eq!(filter.apply(text).expect("no block"), masked);
        }
    }

    #[test]
    fn what_blocks_is_told_by_name_or_word() {
        let ssn = filter(&["us_ssn"], Action::Block);
        let found = ssn.apply("it is 123-45-6789").expect_err("blocked");
        assert_eq!(*found, Sought::Pattern("us_ssn".into()));
        let word = Rule::keyword("Top Secret", Some("why"), Action::Block, "").expect("a rule");
        let words = Filter::new(vec![word]);
        assert!(words.apply("TOP SECRETS").is_err());
        assert!(words.apply("secret").is_ok());
        assert!(matches!(
            Rule::pattern("x", "a*", Action::Mask, ""),
            Err(BadPattern::Empty)
        ));
        assert!(Rule::pattern("x", "(", Action::Mask, "").is_err());
        assert!(Rule::pattern("x", "(?:a{1000}){1000}", Action::Mask, "").is_err());
    }

    #[test]
    fn secrets_are_known_by_their_forms() {
        let rules = SECRETS
            .iter()
            .map(|named| Rule::named(named, Action::Mask, "[REDACTED]").expect("compiles"));
        let filter = Filter::new(rules.collect());
        for secret in [
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            "sk-ant-api03-abcdefghijklmnopqrstuvwxyz",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----",
            "password: hunter2hunter2",
            "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
        ] {
            let text = format!("here: {secret} ok");
            let masked = filter.apply(&text).expect("no block");
            assert_eq!(masked, "here: [REDACTED] ok", "{secret}");
        }
        for plain in [
            "a sentence about passwords",
            "the secret of my success",
            "key to 42",
        ] {
            assert_eq!(filter.apply(plain).expect("no block"), plain);
        }
    }
}
