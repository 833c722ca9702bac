//! The second net: what looks like a secret does not leave, wherever it slipped in.
//!
//! The first net is that secrets are never put into words at all ([`crate::domain::secret::Secret`]).

use regex::{Captures, Regex};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::LazyLock;

/// Shapes of secrets; what stands in `keep` stays. Keys of well-known providers, credentials in
/// headers, in addresses and in JSON, and paths of Slack's hooks.
static SHAPES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?x)",
        r"(?P<keep>\bsk-)[A-Za-z0-9_\-]{8,}",
        r"|\b(?:AIza|gsk_|xai-|hf_|ghp_|xox[abp]-|AKIA|ASIA)[A-Za-z0-9_\-]{10,}",
        r"|(?P<keep2>(?i:bearer|basic)\s+)[A-Za-z0-9._~+/=\-]{6,}",
        r"|(?P<keep3>://[^/\s:@\x22]{1,128}:)[^/\s@\x22]{1,256}(?P<keep4>@)",
        r"|(?P<keep5>hooks\.slack\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/_\-]+",
        r"|(?P<keep6>(?i:api[_-]?key|password|passwd|secret|master_key|authorization|x-goog-api-key)\\?\x22?\s*[:=]\s*\\?\x22?)(?:Bearer\s+)?[^\s\x22\\,;&}]{6,}",
    ))
    .ok()
});

/// The text without what looks like a secret.
#[must_use]
pub fn redacted(text: &str) -> Cow<'_, str> {
    let Some(shapes) = SHAPES.as_ref() else {
        // The pattern is a constant that a test compiles.
        return Cow::Borrowed("");
    };
    shapes.replace_all(text, |found: &Captures<'_>| {
        let kept = |names: &[&str]| -> String {
            let kept = names.iter().filter_map(|name| found.name(name));
            kept.map(|part| part.as_str()).collect()
        };
        let before = kept(&["keep", "keep2", "keep3", "keep5", "keep6"]);
        format!("{before}***{}", kept(&["keep4"]))
    })
}

/// A writer through which no line passes with what looks like a secret.
#[derive(Debug)]
pub struct Net<W>(pub W);

impl<W: Write> Write for Net<W> {
    // Whoever formats events writes each of them at once.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        self.0.write_all(redacted(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_secret_is_left_out_and_the_rest_stays() {
        for (text, left) in [
            ("key sk-abcdefgh1234 failed", "key sk-*** failed"),
            ("Authorization: Bearer abc.def-123", "Authorization: ***"),
            ("bearer abc.def-123 sent", "bearer *** sent"),
            (
                "at postgres://cw:canary@db:5432/x",
                "at postgres://cw:***@db:5432/x",
            ),
            (
                "posted to https://hooks.slack.com/services/T0/B0/canary",
                "posted to https://hooks.slack.com/services/***",
            ),
            (
                r#"{"api_key":"canary-one","model":"m"}"#,
                r#"{"api_key":"***","model":"m"}"#,
            ),
            (
                r#"{\"password\": \"canary-one\"}"#,
                r#"{\"password\": \"***\"}"#,
            ),
            ("AIzaSyCANARY0123456789 and more", "*** and more"),
            ("masked sk-...9f2c stays", "masked sk-...9f2c stays"),
            ("{\"message\":\"no secret\"}", "{\"message\":\"no secret\"}"),
            ("http://127.0.0.1:4000/v1", "http://127.0.0.1:4000/v1"),
        ] {
            assert_eq!(redacted(text), left, "{text}");
        }
    }

    #[test]
    fn a_writer_tells_how_much_it_was_given() {
        let mut net = Net(Vec::new());
        let line = b"a sk-abcdefgh1234 b\n";
        assert_eq!(net.write(line).expect("written"), line.len());
        assert_eq!(net.0, b"a sk-*** b\n");
    }
}
