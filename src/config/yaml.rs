//! YAML into a tree of JSON values, within bounds.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::fmt;

/// The longest text accepted, in bytes.
pub(super) const MAX_BYTES: usize = 4 << 20;
/// How large the tree may grow once aliases are followed, in bytes of text plus [`NODE_BYTES`] each.
const MAX_TREE_BYTES: usize = 16 << 20;
const NODE_BYTES: usize = 32;

/// Reads one document whose root is a mapping; an empty one is an empty mapping.
///
/// Aliases and merge keys (`<<`) are followed as far as the size allows. A key that stands twice is
/// refused, since one of the two would be ignored; so are tags. Errors name line and column, and
/// never repeat a value.
pub(super) fn read(text: &str) -> Result<Map<String, Value>, String> {
    if text.len() > MAX_BYTES {
        return Err("is larger than 4 MiB".to_owned());
    }
    let room = Cell::new(MAX_TREE_BYTES);
    let tree = Tree(&room).deserialize(serde_yaml::Deserializer::from_str(text));
    match tree {
        Ok(Value::Object(root)) => Ok(root),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err("is not a mapping of settings".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Builds the tree, taking what it uses from the room that is left.
#[derive(Clone, Copy)]
struct Tree<'r>(&'r Cell<usize>);

impl Tree<'_> {
    fn take<E: serde::de::Error>(self, text_bytes: usize) -> Result<(), E> {
        let left = self.0.get().checked_sub(text_bytes + NODE_BYTES);
        self.0
            .set(left.ok_or_else(|| E::custom("the aliases unfold into too much"))?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain YAML without tags")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.take(0)?;
        Ok(Value::Null)
    }

    /// An empty document.
    fn visit_none<E: serde::de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        self.take(0)?;
        Ok(value.into())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.take(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.take(0)?;
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        self.take(0)?;
        Ok(value.into())
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.take(value.len())?;
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.take(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.take(0)?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let key = match key {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(value) => value.to_string(),
                _ => return Err(A::Error::custom("a key is not a plain text")),
            };
            let value = entries.next_value_seed(self)?;
            if key == "<<" {
                merged.push(value);
            } else if map.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format!("the key '{key}' stands twice")));
            }
        }
        for value in merged {
            merge(&mut map, value).map_err(A::Error::custom)?;
        }
        Ok(map.into())
    }
}

/// Adds the members of a merge key's mapping, or list of mappings, that are not there already.
fn merge(map: &mut Map<String, Value>, from: Value) -> Result<(), &'static str> {
    match from {
        Value::Object(other) => {
            for (key, value) in other {
                map.entry(key).or_insert(value);
            }
            Ok(())
        }
        Value::Array(others) => others.into_iter().try_for_each(|other| merge(map, other)),
        _ => Err("'<<' merges only mappings"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::fmt::Write as _;

    #[test]
    fn plain_yaml_becomes_json() {
        let text =
            "a: [1, 2.5, 'x', true, null]\nb: &base {k: 1}\nc:\n  <<: *base\n  d: 2\n429: x\n";
        let expected = json!({
            "a": [1, 2.5, "x", true, null], "b": {"k": 1}, "c": {"d": 2, "k": 1}, "429": "x",
        });
        assert_eq!(Value::Object(read(text).expect("readable")), expected);
        assert_eq!(read("# nothing\n"), Ok(Map::new()));
    }

    #[test]
    fn what_is_not_plain_is_refused_without_repeating_it() {
        for (text, why) in [
            ("- canary\n", "not a mapping"),
            ("a: canary\na: canary\n", "'a' stands twice"),
            ("a: !!python/object:os.system canary\n", ""),
            ("a: !Tag canary\n", "plain YAML"),
            ("a: [canary\n", "line"),
            ("a: *canary\n", "line"),
        ] {
            // `!!python/…` is a tag that a text may carry unread; it must not become more than text.
            match read(text) {
                Err(told) => assert!(
                    told.contains(why) && !told.contains("canary"),
                    "{text}: {told}"
                ),
                Ok(tree) => assert_eq!(Value::Object(tree), json!({"a": "canary"})),
            }
        }
    }

    #[test]
    fn alias_bombs_are_refused() {
        let mut laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for n in 1..12 {
            let before = format!("*a{}", n - 1);
            let list = [before.as_str(); 9].join(", ");
            writeln!(laughs, "a{n}: &a{n} [{list}]").expect("written");
        }
        assert!(read(&laughs).is_err());
        let large = "x".repeat(1 << 20);
        let aliases = "  - *big\n".repeat(100);
        assert!(read(&format!("big: &big {large}\nlist:\n{aliases}")).is_err());
        assert!(read(&"a".repeat(MAX_BYTES + 1)).is_err());
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
