//! The text of an environment file: entries in their order, each kept letter by letter until its value
//! is set.

use std::fmt;

/// What is odd about a text or a value. Values are not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Its bytes are no text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// A quote is not closed.
    #[error("the quote that begins in line {0} is not closed")]
    OpenQuote(usize),
    /// The value of this line cannot be read.
    #[error("line {0} is not NAME=value; put values with spaces, '$' or '#' in single quotes")]
    Unreadable(usize),
    /// A value that one line cannot hold.
    #[error("a value with a line break or a NUL cannot be written to an environment file")]
    ManyLines,
    /// A value that shells and Docker would not read alike, however it is written.
    #[error("a value with both ' and ` cannot be written so that shells and Docker read the same")]
    TwoReadings,
    /// Not the name of a variable.
    #[error("names of variables are letters, digits and '_', and begin with no digit")]
    BadName,
}

/// The text of an environment file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    entries: Vec<Entry>,
}

/// One line, or several when a quoted value spans them, with their line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    text: String,
    /// The line that it begins in, from 1.
    line: usize,
    /// The variable that it sets, and where its value stands in the text.
    sets: Option<(String, std::ops::Range<usize>)>,
}

impl Text {
    /// Takes a text apart.
    pub fn parse(bytes: &[u8]) -> Result<Self, TextError> {
        let text = std::str::from_utf8(bytes).map_err(|_| TextError::NotText)?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut rest = text;
        let mut line = 1;
        while !rest.is_empty() {
            let (sets, length) = entry(rest, line)?;
            let (own, after) = rest.split_at(length);
            entries.push(Entry {
                text: own.to_owned(),
                line,
                sets,
            });
            line += own.matches('\n').count();
            rest = after;
        }
        Ok(Self { entries })
    }

    /// Every variable that is set, in the order of the file; a name may come twice.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let sets = self.entries.iter().filter_map(|entry| entry.sets.as_ref());
        sets.map(|(name, _)| name.as_str())
    }

    /// The value of a variable; of several the last, which containers get too.
    pub fn get(&self, name: &str) -> Result<Option<String>, TextError> {
        let own = |entry: &&Entry| entry.sets.as_ref().is_some_and(|(set, _)| set == name);
        let Some(entry) = self.entries.iter().rev().find(own) else {
            return Ok(None);
        };
        let read = dotenvy::from_read_iter(entry.text.trim_start_matches('\u{feff}').as_bytes())
            .next()
            .and_then(Result::ok);
        let (_, value) = read.ok_or(TextError::Unreadable(entry.line))?;
        Ok(Some(value))
    }

    /// Sets a variable: wherever it is set already, else in a new line at the end. What stands around
    /// the value stays.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), TextError> {
        if !is_name(name) {
            return Err(TextError::BadName);
        }
        let written = quoted(value)?;
        let unchanged = self
            .get(name)
            .is_ok_and(|now| now.as_deref() == Some(value));
        let mut found = false;
        for entry in &mut self.entries {
            let Some((_, place)) = entry.sets.as_mut().filter(|(set, _)| set == name) else {
                continue;
            };
            found = true;
            if !unchanged {
                entry.text.replace_range(place.clone(), &written);
                place.end = place.start + written.len();
            }
        }
        if !found {
            self.append(name, &written);
        }
        Ok(())
    }

    /// Puts a comment at the end; each line of it becomes a line.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.push(format!("# {line}"), None);
        }
    }

    fn append(&mut self, name: &str, written: &str) {
        let start = name.len() + 1;
        let sets = (name.to_owned(), start..start + written.len());
        self.push(format!("{name}={written}"), Some(sets));
    }

    fn push(&mut self, line: String, sets: Option<(String, std::ops::Range<usize>)>) {
        let windows = |entry: &Entry| entry.text.ends_with("\r\n");
        let end = if self.entries.first().is_some_and(windows) {
            "\r\n"
        } else {
            "\n"
        };
        if let Some(last) = self
            .entries
            .last_mut()
            .filter(|last| !last.text.ends_with('\n'))
        {
            last.text.push_str(end);
        }
        let number = self
            .entries
            .last()
            .map_or(1, |last| last.line + last.text.matches('\n').count());
        self.entries.push(Entry {
            text: line + end,
            line: number,
            sets,
        });
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries
            .iter()
            .try_for_each(|entry| f.write_str(&entry.text))
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

type Sets = Option<(String, std::ops::Range<usize>)>;

/// What the text begins with: the variable that it sets, and how long it is.
fn entry(text: &str, line: usize) -> Result<(Sets, usize), TextError> {
    let line_end = text.find('\n').map_or(text.len(), |at| at + 1);
    let first = &text[..line_end];
    let Some(equals) = first.find('=') else {
        return Ok((None, line_end));
    };
    let name = first[..equals].trim_start_matches('\u{feff}').trim();
    let name = name
        .strip_prefix("export")
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .map_or(name, str::trim_start);
    if !is_name(name) {
        return Ok((None, line_end));
    }
    let blank = first[equals + 1..]
        .chars()
        .take_while(|c| *c == ' ' || *c == '\t')
        .count();
    let start = equals + 1 + blank;
    let value = &text[start..];
    let end = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            start + quote_end(value, quote).ok_or(TextError::OpenQuote(line))?
        }
        _ => start + bare_end(&text[start..line_end]),
    };
    let length = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    Ok((Some((name.to_owned(), start..end)), length))
}

/// Where a quoted value ends, its closing quote included.
fn quote_end(value: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in value.char_indices().skip(1) {
        match c {
            // In single quotes a backslash is a backslash.
            '\\' if quote == '"' && !escaped => escaped = true,
            _ if c == quote && !escaped => return Some(at + 1),
            _ => escaped = false,
        }
    }
    None
}

/// Where a value without quotes ends: before a comment, and before the blanks at the end of the line.
fn bare_end(value: &str) -> usize {
    let comment = value
        .char_indices()
        .find(|(at, c)| *c == '#' && (*at == 0 || value[..*at].ends_with([' ', '\t'])));
    let value = comment.map_or(value, |(at, _)| &value[..at]);
    value.trim_end().len()
}

/// A value as shells, Docker and this program all read it back.
fn quoted(value: &str) -> Result<String, TextError> {
    if value.contains(['\n', '\r', '\0']) {
        return Err(TextError::ManyLines);
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@%+=,~-*".contains(c);
    if value.chars().all(plain) {
        return Ok(value.to_owned());
    }
    if !value.contains('\'') {
        return Ok(format!("'{value}'"));
    }
    if value.contains('`') {
        return Err(TextError::TwoReadings);
    }
    let mut written = String::from("\"");
    for c in value.chars() {
        if matches!(c, '"' | '\\' | '$') {
            written.push('\\');
        }
        written.push(c);
    }
    written.push('"');
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_value_changes() {
        let before = "# a comment\n\nexport A = 1   # why\nB='x # y'\n\nC=\"two\nA=not this\nlines\" # end\nA=again";
        let mut text = Text::parse(before.as_bytes()).expect("text");
        assert_eq!(text.to_string(), before);
        assert_eq!(text.names().collect::<Vec<_>>(), ["A", "B", "C", "A"]);
        text.set("A", "sk-new").expect("set");
        text.set("B", "it's $5").expect("set");
        text.set("D", "a b").expect("set");
        assert_eq!(
            text.to_string(),
            "# a comment\n\nexport A = sk-new   # why\nB=\"it's \\$5\"\n\nC=\"two\nA=not this\nlines\" # end\n\
             A=sk-new\nD='a b'\n"
        );
        for (name, value) in [("A", "sk-new"), ("B", "it's $5"), ("D", "a b")] {
            assert_eq!(
                text.get(name).expect("readable").as_deref(),
                Some(value),
                "{name}"
            );
        }
        assert_eq!(text.get("NONE"), Ok(None));
    }

    #[test]
    fn what_was_written_is_read_back_by_everybody() {
        for value in [
            "", "sk-a_b.c", "a b", "#x", "a'b", "a\"b", "$HOME", "a\\b", "é", "'\"\\$#", "`id`",
        ] {
            let mut text = Text::default();
            text.set("X", value).expect("set");
            let again = Text::parse(text.to_string().as_bytes()).expect("text");
            assert_eq!(again.get("X").expect("readable").as_deref(), Some(value));
            let shell = std::process::Command::new("sh")
                .args(["-c", &format!("{text}\nprintf %s \"$X\"")])
                .output()
                .expect("a shell");
            assert_eq!(String::from_utf8_lossy(&shell.stdout), value);
        }
    }

    #[test]
    fn odd_texts_and_values() {
        let mut text = Text::parse(b"\xef\xbb\xbfA=1\r\nB=2 \r\n").expect("text");
        text.set("A", "3").expect("set");
        text.set("C", "4").expect("set");
        assert_eq!(text.to_string(), "\u{feff}A=3\r\nB=2 \r\nC=4\r\n");
        assert_eq!(text.set("A", "a\nB=evil"), Err(TextError::ManyLines));
        assert_eq!(text.set("A", "'`"), Err(TextError::TwoReadings));
        assert_eq!(text.set("A B", "1"), Err(TextError::BadName));
        assert_eq!(Text::parse(b"A=1\nB='x\n"), Err(TextError::OpenQuote(2)));
        assert_eq!(Text::parse(b"\xff"), Err(TextError::NotText));
        let bad = Text::parse(b"A=1\nB=x y\n").expect("text");
        assert_eq!(bad.get("B"), Err(TextError::Unreadable(2)));
        let comment = Text::parse(b"OPENAI_API_KEY=  # later\n").expect("text");
        assert_eq!(
            comment.get("OPENAI_API_KEY").expect("readable").as_deref(),
            Some("")
        );
    }
}
