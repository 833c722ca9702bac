//! The lines of a batch's input: each a request, with the model that it asks.

use super::super::error::Problem;
use bytes::Bytes;
use serde_json::Value;

/// The most requests in one batch, which is OpenAI's own limit.
const LINES_MAX: usize = 50_000;

fn wrong(line: usize, why: &str) -> Problem {
    Problem::new(
        400,
        Some("invalid_request_error"),
        Some("file"),
        format!("Line {line} of the batch {why}."),
    )
}

fn each(file: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = file.split(|byte| *byte == b'\n').enumerate();
    lines
        .map(|(index, line)| (index + 1, line.trim_ascii()))
        .filter(|(_, line)| !line.is_empty())
}

/// The models that are asked, each once, in order of appearance.
pub(super) fn models(file: &Bytes) -> Result<Vec<String>, Problem> {
    let mut models: Vec<String> = Vec::new();
    for (count, (number, line)) in each(file).enumerate() {
        if count == LINES_MAX {
            return Err(wrong(
                number,
                &format!("is one too many: {LINES_MAX} requests may be in a batch"),
            ));
        }
        let said: Value =
            serde_json::from_slice(line).map_err(|_| wrong(number, "is not a JSON object"))?;
        let model = said["body"]["model"]
            .as_str()
            .ok_or_else(|| wrong(number, "names no model in its body"))?;
        if !models.iter().any(|known| known == model) {
            models.push(model.to_owned());
        }
    }
    if models.is_empty() {
        return Err(wrong(1, "is missing: the file is empty"));
    }
    Ok(models)
}

/// The same lines with other names of models, where there are any.
pub(super) fn renamed(
    file: &Bytes,
    rename: impl Fn(&str) -> Option<String>,
) -> Result<Bytes, Problem> {
    let mut out = Vec::with_capacity(file.len());
    for (number, line) in each(file) {
        let mut said: Value =
            serde_json::from_slice(line).map_err(|_| wrong(number, "is not a JSON object"))?;
        let model = said["body"]["model"].as_str().unwrap_or_default();
        match rename(model).filter(|other| other != model) {
            Some(other) => {
                said["body"]["model"] = other.into();
                out.extend_from_slice(said.to_string().as_bytes());
            }
            None => out.extend_from_slice(line),
        }
        out.push(b'\n');
    }
    Ok(Bytes::from(out))
}
