//! Uploads: `multipart/form-data` (RFC 7578), taken apart into slices of the one buffer that holds the
//! body, and put together again of the same slices, so that a file is in memory once.

use super::body::{added, passes};
use crate::domain::deployment::Deployment;
use crate::wire::door::openai::Rejection;
use crate::wire::json::ObjectWriter;
use bytes::Bytes;
use memchr::memmem::Finder;

/// The most fields that a form may have.
const PARTS_MAX: usize = 128;
/// The longest head of a field, in bytes.
const HEAD_BYTES_MAX: usize = 8 << 10;
/// RFC 2046 allows no more.
const BOUNDARY_BYTES_MAX: usize = 70;

/// Fields whose text is a number or a truth value, and is read as such.
const TYPED: &[&str] = &[
    "n",
    "output_compression",
    "partial_images",
    "request_timeout",
    "stream",
    "stream_timeout",
    "temperature",
    "timeout",
    "drop_params",
];

/// A form that was uploaded.
#[derive(Debug)]
pub struct Form {
    boundary: String,
    parts: Vec<Part>,
}

/// One field of a form.
#[derive(Debug)]
struct Part {
    name: String,
    file: Option<String>,
    /// Its headers as they came, without the empty line.
    head: Bytes,
    data: Bytes,
}

/// A form on its way out.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The media type, with the boundary.
    pub content_type: String,
    /// The body, in pieces.
    pub pieces: Vec<Bytes>,
}

fn refused(message: impl Into<String>) -> Rejection {
    Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: Some("request_body"),
        message: message.into(),
    }
}

/// Whether a media type is that of a form.
#[must_use]
pub fn is_form(content_type: &str) -> bool {
    let media = content_type.split(';').next().unwrap_or_default();
    media.trim().eq_ignore_ascii_case("multipart/form-data")
}

impl Form {
    /// Takes a body apart.
    pub fn parse(body: &Bytes, content_type: &str) -> Result<Self, Rejection> {
        let boundary = parameter(content_type, "boundary")
            .filter(|text| is_boundary(text))
            .ok_or_else(|| {
                refused("The content-type of the form names no boundary that it may have.")
            })?;
        let cut = || refused("The form breaks off before its last boundary.");
        let first = format!("--{boundary}");
        let between = format!("\r\n--{boundary}");
        let between = Finder::new(&between);
        let mut at = if body.starts_with(first.as_bytes()) {
            first.len()
        } else {
            // Text before the first boundary is allowed, and means nothing.
            between.find(body).ok_or_else(cut)? + between.needle().len()
        };
        let mut parts = Vec::new();
        loop {
            let rest = &body[at..];
            if rest.starts_with(b"--") {
                return Ok(Self { boundary, parts });
            }
            let line = rest.windows(2).position(|pair| pair == b"\r\n");
            let line = line.ok_or_else(cut)? + 2;
            let start = at + line;
            let end = start + between.find(&body[start..]).ok_or_else(cut)?;
            if parts.len() == PARTS_MAX {
                return Err(refused(format!(
                    "The form has more than {PARTS_MAX} fields."
                )));
            }
            parts.push(part(body.slice(start..end))?);
            at = end + between.needle().len();
        }
    }

    /// The form as the members of an object: its texts, and of each file its name and length.
    #[must_use]
    pub fn object(&self) -> Bytes {
        let mut out = ObjectWriter::with_capacity(256);
        for part in &self.parts {
            let text = match part.file {
                None => std::str::from_utf8(&part.data).ok(),
                Some(_) => None,
            };
            match text {
                Some(text) if TYPED.contains(&&*part.name) && is_value(text) => {
                    out.raw(&part.name, text);
                }
                Some(text) => out.string(&part.name, text),
                None => {
                    let name = part.file.as_deref().unwrap_or_default();
                    let told = serde_json::json!({ "filename": name, "bytes": part.data.len() });
                    out.raw(&part.name, &told.to_string());
                }
            }
        }
        out.finish()
    }

    /// Every file: the name of its field, and its contents.
    pub fn all_files(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.parts
            .iter()
            .filter(|part| part.file.is_some())
            .map(|part| (part.name.as_str(), &part.data))
    }

    /// The form with other texts in its fields; files stay as they are.
    #[must_use]
    pub fn with_texts(&self, texts: &serde_json::Map<String, serde_json::Value>) -> Self {
        let parts = self.parts.iter().map(|part| {
            let text = texts
                .get(&part.name)
                .and_then(serde_json::Value::as_str)
                .filter(|_| part.file.is_none());
            Part {
                name: part.name.clone(),
                file: part.file.clone(),
                head: part.head.clone(),
                data: text.map_or_else(
                    || part.data.clone(),
                    |text| Bytes::copy_from_slice(text.as_bytes()),
                ),
            }
        });
        Self {
            boundary: self.boundary.clone(),
            parts: parts.collect(),
        }
    }

    /// The form as a body again, under the boundary that it came with.
    #[must_use]
    pub fn body(&self) -> Bytes {
        self.with_file("", &Bytes::new(), &[]).1
    }

    /// The text of a field that is no file.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let named = |part: &&Part| part.file.is_none() && *part.name == *name;
        let part = self.parts.iter().find(named)?;
        std::str::from_utf8(&part.data).ok()
    }

    /// The form with other contents of one file and without some fields: its media type and its body.
    #[must_use]
    pub fn with_file(&self, file: &str, contents: &Bytes, without: &[&str]) -> (String, Bytes) {
        let mut body = Vec::with_capacity(contents.len() + 1_024);
        for part in self
            .parts
            .iter()
            .filter(|part| !without.contains(&&*part.name))
        {
            body.extend_from_slice(format!("--{}\r\n", self.boundary).as_bytes());
            body.extend_from_slice(&part.head);
            body.extend_from_slice(b"\r\n\r\n");
            let other = part.file.is_some() && *part.name == *file;
            body.extend_from_slice(if other { contents } else { &part.data });
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        let media = format!("multipart/form-data; boundary={}", self.boundary);
        (media, Bytes::from(body))
    }

    /// The files under a name (`image` and `image[]` are the same).
    pub fn files<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Bytes> {
        let named = move |part: &&Part| part.name.strip_suffix("[]").unwrap_or(&part.name) == name;
        self.parts
            .iter()
            .filter(|part| part.file.is_some())
            .filter(named)
            .map(|part| &part.data)
    }

    /// The form for the provider: its fields without those that are the gateway's own or `dropped`, with
    /// the provider's name of the model.
    #[must_use]
    pub fn upload(
        &self,
        deployment: &Deployment,
        model: &str,
        dropped: impl Fn(&str) -> bool,
    ) -> Upload {
        let mut pieces = Vec::with_capacity(self.parts.len() * 2 + 2);
        // A model's name may be the client's; a line's end in it would begin another field.
        let model: String = model.chars().filter(|c| !c.is_control()).collect();
        pieces.push(self.text_field("model", &model));
        for part in &self.parts {
            if !passes(deployment, &part.name) || dropped(&part.name) {
                continue;
            }
            let mut head = Vec::with_capacity(part.head.len() + self.boundary.len() + 8);
            head.extend_from_slice(b"--");
            head.extend_from_slice(self.boundary.as_bytes());
            head.extend_from_slice(b"\r\n");
            head.extend_from_slice(&part.head);
            head.extend_from_slice(b"\r\n\r\n");
            pieces.push(head.into());
            pieces.push(part.data.clone());
            pieces.push(Bytes::from_static(b"\r\n"));
        }
        let given = |name: &str| self.parts.iter().any(|part| part.name == name);
        for (name, value) in added(deployment, given) {
            // A form knows texts only: what is no string is written as its JSON.
            let text = serde_json::from_str::<String>(value);
            pieces.push(self.text_field(name, text.as_deref().unwrap_or(value)));
        }
        pieces.push(format!("--{}--\r\n", self.boundary).into());
        Upload {
            content_type: format!("multipart/form-data; boundary=\"{}\"", self.boundary),
            pieces,
        }
    }

    fn text_field(&self, name: &str, value: &str) -> Bytes {
        let boundary = &self.boundary;
        format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .into()
    }
}

/// RFC 2046, section 5.1.1: what a boundary may hold.
fn is_boundary(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&byte);
    (1..=BOUNDARY_BYTES_MAX).contains(&text.len())
        && !text.ends_with(' ')
        && text.bytes().all(allowed)
}

/// Whether a text is a number or a truth value as JSON writes it.
fn is_value(text: &str) -> bool {
    matches!(text, "true" | "false") || serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// Splits a field into head and data. A field without headers begins with its empty line.
fn part(field: Bytes) -> Result<Part, Rejection> {
    let within = &field[..field.len().min(HEAD_BYTES_MAX)];
    let (head, data) = if field.starts_with(b"\r\n") {
        (0, 2)
    } else {
        let end = within.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.ok_or_else(|| refused("A field of the form has no end of its headers."))?;
        (end, end + 4)
    };
    let head = field.slice(..head);
    let text = String::from_utf8_lossy(&head);
    let disposition = text.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let ours = name.trim().eq_ignore_ascii_case("content-disposition");
        ours.then_some(value)
    });
    let disposition = disposition.unwrap_or_default();
    let name = parameter(disposition, "name").filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| refused("A field of the form has no name."))?;
    Ok(Part {
        name,
        file: parameter(disposition, "filename").or_else(|| parameter(disposition, "filename*")),
        data: field.slice(data..),
        head,
    })
}

/// A parameter of a header's value, with or without quotes.
fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (text, after) = match after.trim_start().strip_prefix('"') {
            Some(quoted) => quoted_text(quoted),
            None => {
                let (text, after) = after.split_once(';').unwrap_or((after, ""));
                (text.trim().to_owned(), after)
            }
        };
        if name
            .trim()
            .trim_start_matches(';')
            .trim()
            .eq_ignore_ascii_case(wanted)
        {
            return Some(text);
        }
        rest = after;
    }
}

/// Reads up to the closing quote; gives what follows it too.
fn quoted_text(text: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (out, &text[at + 1..]),
            '\\' => out.extend(chars.next().map(|(_, c)| c)),
            c => out.push(c),
        }
    }
    (out, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; charset=utf-8; boundary=\"b 1\"";

    fn body(text: &str) -> Bytes {
        Bytes::from(text.replace('\n', "\r\n"))
    }

    fn sample() -> Bytes {
        body(
            "--b 1\nContent-Disposition: form-data; name=\"model\"\n\npublic\n--b 1\nContent-Disposition: \
             form-data; name=\"file\"; filename=\"a \\\"b\\\".wav\"\nContent-Type: audio/wav\n\n\u{0}\u{1}--b\n\
             --b 1\ncontent-disposition: form-data; name=stream\n\ntrue\n--b 1\ncontent-disposition: form-data; \
             name=prompt\n\n1984\n--b 1\ncontent-disposition: form-data; name=tags\n\nx\n--b 1--\n",
        )
    }

    #[test]
    fn a_form_is_read_and_put_together_again() {
        let form = Form::parse(&sample(), TYPE).expect("a form");
        assert_eq!(
            form.object(),
            r#"{"model":"public","file":{"filename":"a \"b\".wav","bytes":5},"stream":true,"prompt":"1984","tags":"x"}"#
        );
        let files: Vec<_> = form.files("file").collect();
        assert_eq!(files, [&Bytes::from_static(b"\0\x01--b")]);

        let mut deployment = Deployment::sample("openai", "whisper-1");
        deployment.default_params = vec![
            ("language".into(), "\"en\"".into()),
            ("temperature".into(), "0.5".into()),
        ];
        let upload = form.upload(&deployment, "whisper-1\r\n", |name| name == "prompt");
        assert_eq!(upload.content_type, "multipart/form-data; boundary=\"b 1\"");
        let again = Form::parse(&upload.pieces.concat().into(), &upload.content_type);
        assert_eq!(
            again.expect("a form").object(),
            r#"{"model":"whisper-1","file":{"filename":"a \"b\".wav","bytes":5},"stream":true,"language":"en","temperature":0.5}"#
        );
    }

    #[test]
    fn what_is_no_form_is_refused() {
        let whole = sample();
        for end in [0, 3, 40, whole.len() - 5] {
            assert!(
                Form::parse(&whole.slice(..end), TYPE).is_err(),
                "cut at {end}"
            );
        }
        assert!(Form::parse(&whole, "multipart/form-data").is_err());
        let odd = "multipart/form-data; boundary=\"b\\\"1\"";
        assert!(Form::parse(&whole, odd).is_err());
        let nameless = body("--b\ncontent-disposition: form-data\n\nx\n--b--\n");
        assert!(Form::parse(&nameless, "multipart/form-data; boundary=b").is_err());
        assert!(is_form("Multipart/Form-Data; boundary=x") && !is_form("application/json"));
    }

    #[test]
    fn a_preamble_and_an_empty_form_are_allowed() {
        let text = body("hello\n--b\n\nx\n--b--");
        assert!(
            Form::parse(&text, "multipart/form-data; boundary=b").is_err(),
            "no name"
        );
        let empty = body("--b--\n");
        let form = Form::parse(&empty, "multipart/form-data; boundary=b").expect("a form");
        assert_eq!(form.object(), "{}");
    }
}
