//! Names and values of addresses and forms (`application/x-www-form-urlencoded`, WHATWG URL Standard 5).

use std::fmt::Write as _;

/// Pairs in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            (other, ..) => out.push(*other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A text as it stands in a query or in a segment of a path.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

impl Params {
    /// Reads a query or a body. What is no UTF-8 is replaced, not refused.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        Self(pairs.collect())
    }

    /// The first value of a name, trimmed; an empty one is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.raw(name).trim();
        (!value.is_empty()).then_some(value)
    }

    /// The first value of a name as it came, or nothing.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Every value of a name that is not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(known, _)| known == name);
        named
            .map(|(_, value)| value.trim())
            .filter(|v| !v.is_empty())
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn is_on(&self, name: &str) -> bool {
        matches!(self.get(name), Some("on" | "true" | "1" | "yes"))
    }

    /// The same with a name set to one value; an empty value removes it.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs: Vec<_> = self.0.clone();
        pairs.retain(|(known, _)| known != name);
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Self(pairs)
    }

    /// The same without some names.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| !names.contains(&name.as_str()));
        Self(kept.cloned().collect())
    }

    /// Every pair.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Those of them that the others have too.
    #[must_use]
    pub fn named_in(&self, others: &Self) -> Self {
        let shared = self
            .iter()
            .filter(|(name, _)| others.iter().any(|(other, _)| other == *name));
        shared.fold(Self::default(), |all, (name, value)| all.with(name, value))
    }

    /// A path with these as its query.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        let mut out = path.to_owned();
        for (n, (name, value)) in self.iter().enumerate() {
            out.push(if n == 0 { '?' } else { '&' });
            out.push_str(&encoded(name));
            out.push('=');
            out.push_str(&encoded(value));
        }
        out
    }
}

/// A path with a query, from pairs; empty values are left out.
#[must_use]
pub fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    let set = pairs.iter().filter(|(_, value)| !value.is_empty());
    let owned = set.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Params(owned.collect()).at(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let text = "a&b=c+d%20é\u{1f600}\"<>/?#%";
        let query = link("/x", &[("n m", text), ("none", "")]);
        let read = Params::read(query.split_once('?').expect("a query").1);
        assert_eq!(read.raw("n m"), text);
        assert_eq!(read.get("none"), None);
        let read = Params::read("a=1&a=2&b=%zz&c=%4&d&e=+x+");
        assert_eq!(read.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(
            (read.raw("b"), read.raw("c"), read.raw("d")),
            ("%zz", "%4", "")
        );
        assert_eq!(read.get("e"), Some("x"));
        assert_eq!(read.with("a", "3").all("a").collect::<Vec<_>>(), ["3"]);
    }
}
