//! The little language in a model's name: `name?knob=value&knob=value`.

/// Every knob there is; any other is refused, since a misspelt one would test nothing.
const KNOWN: &[&str] = &[
    // The answer: tokens, their spread over chunks, and the time it takes.
    "prompt",
    "cached",
    "completion",
    "reasoning",
    "chunks",
    "first_ms",
    "delay_ms",
    "finish",
    // Its form: where usage goes, tool calls, text beyond ASCII, the provider's own price.
    "usage",
    "tools",
    "utf8",
    "cost",
    "dimensions",
    // Produce `completion` tokens although the request asked for fewer.
    "ignore_cap",
    // Errors: header, code and type; and whether the caller's key is repeated in the message.
    "retry_after",
    "retry_at",
    "code",
    "type",
    "echo_key",
    // Faults: how often they happen, the pace of those that drag on, the size of those that swell.
    "times",
    "every_ms",
    "mib",
];

/// A behaviour's name and its knobs.
pub(super) struct Knobs {
    name: String,
    pairs: Vec<(String, String)>,
}

impl Knobs {
    /// Reads a model's name.
    pub(super) fn parse(model: &str) -> Result<Self, String> {
        let (name, query) = model.split_once('?').unwrap_or((model, ""));
        let mut pairs = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, "1"));
            if !KNOWN.contains(&key) {
                return Err(format!("the test upstream has no knob `{key}`"));
            }
            pairs.push((key.to_owned(), value.to_owned()));
        }
        Ok(Self {
            name: name.to_owned(),
            pairs,
        })
    }

    /// The part before the question mark.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The text of a knob, if it is set.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// A whole number, or `default` where the knob is not set.
    pub(super) fn number(&self, key: &str, default: u64) -> Result<u64, String> {
        self.text(key).map_or(Ok(default), |text| {
            text.parse()
                .map_err(|_| format!("knob `{key}` takes a whole number, not `{text}`"))
        })
    }

    /// Whether a switch is on.
    pub(super) fn on(&self, key: &str) -> bool {
        self.text(key).is_some_and(|text| text != "0")
    }
}
