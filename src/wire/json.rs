//! A JSON object whose members are known by place, not by value.
//!
//! A gateway changes two or three members of a body and must not disturb the rest: order, number
//! spelling and unknown members survive because they are copied as bytes, never re-serialized.

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// A JSON object and where its top-level members stand in it. Of a repeated name only the last
/// member counts, as in every common parser, and only it is written out again.
#[derive(Debug, Clone)]
pub struct Object {
    text: Bytes,
    members: Vec<Member>,
}

#[derive(Debug, Clone)]
struct Member {
    name: Name,
    value: Range<usize>,
}

#[derive(Debug, Clone)]
enum Name {
    /// Written without escapes: it stands in the text.
    Plain(Range<usize>),
    /// Written with escapes: here is what it means.
    Escaped(String),
}

/// Why a text is not a JSON object, with the parser's words and place.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotAnObject(#[from] serde_json::Error);

impl Object {
    /// Finds the members of a JSON object. The whole text is checked for being JSON.
    pub fn parse(text: Bytes) -> Result<Self, NotAnObject> {
        let members = serde_json::from_slice::<Places<'_>>(&text)?.locate(&text);
        Ok(Self { text, members })
    }

    /// The raw JSON of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let member = self.member(name)?;
        Some(slice(&self.text, &member.value))
    }

    /// Looks at names alone: of a long conversation nothing is read to find another member.
    fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| match &member.name {
            Name::Plain(range) => self.text[range.clone()] == *name.as_bytes(),
            Name::Escaped(escaped) => escaped == name,
        })
    }

    /// Whether the member is there and not `null`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let member = self.member(name);
        member.is_some_and(|member| self.text[member.value.clone()] != *b"null")
    }

    /// A member read as a Rust value; `None` when it is absent or of another type.
    #[must_use]
    pub fn read<'a, T: Deserialize<'a>>(&'a self, name: &str) -> Option<T> {
        self.get(name)
            .and_then(|raw| serde_json::from_str(raw).ok())
    }

    /// The members in order: name and raw JSON.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().map(|member| {
            let name = match &member.name {
                Name::Plain(range) => slice(&self.text, range),
                Name::Escaped(name) => name.as_str(),
            };
            (name, slice(&self.text, &member.value))
        })
    }

    /// The bytes that were parsed.
    #[must_use]
    pub fn text(&self) -> &Bytes {
        &self.text
    }
}

fn slice<'a>(text: &'a Bytes, range: &Range<usize>) -> &'a str {
    // Every range was cut from a `&str` that serde_json had checked.
    std::str::from_utf8(&text[range.clone()]).unwrap_or_default()
}

/// Writes a JSON object member by member from raw parts.
#[derive(Debug)]
pub struct ObjectWriter(Vec<u8>);

impl ObjectWriter {
    /// Begins an object of about this many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        let mut text = Vec::with_capacity(bytes + 64);
        text.push(b'{');
        Self(text)
    }

    /// Adds a member whose value is JSON already.
    pub fn raw(&mut self, name: &str, value: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        write_string(&mut self.0, name);
        self.0.push(b':');
        self.0.extend_from_slice(value.as_bytes());
    }

    /// Adds a member whose value is a string.
    pub fn string(&mut self, name: &str, value: &str) {
        self.raw(name, "");
        write_string(&mut self.0, value);
    }

    /// Ends the object.
    #[must_use]
    pub fn finish(mut self) -> Bytes {
        self.0.push(b'}');
        Bytes::from(self.0)
    }
}

/// Appends a JSON string, quoted and escaped.
pub fn write_string(out: &mut Vec<u8>, text: &str) {
    if text
        .bytes()
        .all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\')
    {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // Writing a string to a Vec cannot fail.
        let _ = serde_json::to_writer(out, text);
    }
}

/// Names and values as slices of the text that is being parsed.
struct Places<'a>(Vec<(PlaceName<'a>, &'a RawValue)>);

enum PlaceName<'a> {
    Borrowed(&'a str),
    Owned(String),
}

impl Places<'_> {
    fn locate(self, text: &[u8]) -> Vec<Member> {
        let base = text.as_ptr() as usize;
        let range = |part: &str| {
            let start = part.as_ptr() as usize - base;
            start..start + part.len()
        };
        let place = |(name, value): (PlaceName<'_>, &RawValue)| Member {
            name: match name {
                PlaceName::Borrowed(name) => Name::Plain(range(name)),
                PlaceName::Owned(name) => Name::Escaped(name),
            },
            value: range(value.get()),
        };
        self.0.into_iter().map(place).collect()
    }
}

impl<'de> Deserialize<'de> for Places<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PlacesVisitor)
    }
}

struct PlacesVisitor;

impl<'de> Visitor<'de> for PlacesVisitor {
    type Value = Places<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members: Vec<(PlaceName<'de>, &'de RawValue)> = Vec::with_capacity(12);
        while let Some(name) = map.next_key::<PlaceName<'de>>()? {
            let value = map.next_value()?;
            match members
                .iter_mut()
                .find(|(known, _)| known.as_str() == name.as_str())
            {
                Some(earlier) => earlier.1 = value,
                None => members.push((name, value)),
            }
            if members.len() > MEMBERS_MAX {
                return Err(A::Error::custom("more than 1024 members"));
            }
        }
        Ok(Places(members))
    }
}

/// A request has a few dozen members; finding repeats is quadratic, so there is an end.
const MEMBERS_MAX: usize = 1024;

impl PlaceName<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(name) => name,
            Self::Owned(name) => name,
        }
    }
}

impl<'de> Deserialize<'de> for PlaceName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = PlaceName<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member name")
            }

            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(PlaceName::Borrowed(name))
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(PlaceName::Owned(name.to_owned()))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &'static str) -> Object {
        Object::parse(Bytes::from_static(text.as_bytes())).expect("an object")
    }

    #[test]
    fn members_keep_their_spelling_and_order() {
        let object = object(r#" {"z": 1.50, "a":{"b" : [1,2]} , "s":"\u00e9"} "#);
        let members: Vec<_> = object.iter().collect();
        assert_eq!(
            members,
            [
                ("z", "1.50"),
                ("a", r#"{"b" : [1,2]}"#),
                ("s", r#""\u00e9""#)
            ]
        );
        assert_eq!(object.read::<String>("s").as_deref(), Some("é"));
    }

    #[test]
    fn a_repeated_or_escaped_name_cannot_hide_a_member() {
        let object = object(r#"{"model":"cheap","x":0,"mod\u0065l":"dear"}"#);
        assert_eq!(object.read::<String>("model").as_deref(), Some("dear"));
        assert_eq!(object.iter().count(), 2);
    }

    #[test]
    fn only_whole_objects_pass() {
        for text in [
            "",
            "[]",
            "null",
            "{",
            r#"{"a":}"#,
            r#"{"a":1}x"#,
            "{\"a\":\"\u{1}\"}",
        ] {
            assert!(
                Object::parse(Bytes::copy_from_slice(text.as_bytes())).is_err(),
                "{text:?}"
            );
        }
        assert!(Object::parse(Bytes::from_static(b"{\"a\":\"\xff\"}")).is_err());
    }

    #[test]
    fn writing_escapes_names_and_strings() {
        let mut writer = ObjectWriter::with_capacity(0);
        writer.raw("a\"b", "[1]");
        writer.string("s", "line\nbreak");
        assert_eq!(writer.finish(), &br#"{"a\"b":[1],"s":"line\nbreak"}"#[..]);
    }
}
