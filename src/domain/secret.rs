//! A value that must not be shown.

use std::fmt;
use zeroize::Zeroize;

/// Text that never appears in `Debug`, has no `Display`, and is wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Takes the text in.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Each call is a place where a secret leaves: keep them few.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Enough to recognise it by, never enough to use it: `sk-...9f2c`. Short secrets show nothing.
    #[must_use]
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

/// Masks any secret text the way [`Secret::masked`] does.
#[must_use]
pub fn mask(text: &str) -> String {
    let prefix = if text.starts_with("sk-") { "sk-" } else { "" };
    let count = text.chars().count();
    if count < prefix.len() + 12 {
        return format!("{prefix}...");
    }
    let tail: String = text.chars().skip(count - 4).collect();
    format!("{prefix}...{tail}")
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_and_the_mask_only_the_end() {
        let secret = Secret::new("sk-abcdefghijklmnop9f2c");
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.masked(), "sk-...9f2c");
        assert_eq!(Secret::new("sk-short").masked(), "sk-...");
        assert_eq!(Secret::new("AIzaSyEXAMPLEEXAMPLE").masked(), "...MPLE");
    }
}
