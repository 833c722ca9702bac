//! What operators put over and under a client's request: parameters that are taken out, defaults
//! where the client says nothing, and members that win over both.

use super::chat::{ChatRequest, OutputFormat, Part, Role, Turn};
use super::door::chat;
use super::door::openai::{Controls, Rejection};
use super::format::{Format, Target, WireError};
use super::json::{Object, ObjectWriter};
use crate::domain::deployment::Deployment;
use bytes::Bytes;
use serde_json::Value;

/// A deployment's defaults, said once in every way in which they may be needed.
#[derive(Debug)]
pub struct Defaults {
    /// For requests that are said anew.
    pub hub: ChatRequest,
    /// For Anthropic's own dialect: members and raw JSON.
    pub messages: Vec<(String, String)>,
    /// For Google's.
    pub gemini: Vec<(String, String)>,
    /// For OpenAI's Responses.
    pub responses: Vec<(String, String)>,
}

/// Why defaults cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadDefaults {
    /// A value is of the wrong type.
    #[error("{}", .0.message)]
    Type(Rejection),
    /// The provider has no word for one.
    #[error(transparent)]
    Unsayable(#[from] WireError),
}

impl Defaults {
    /// Reads the defaults of a deployment, which are in OpenAI's words; `None` when there are none.
    pub fn of(deployment: &Deployment, model: &str) -> Result<Option<Box<Self>>, BadDefaults> {
        if deployment.default_params.is_empty() {
            return Ok(None);
        }
        let mut out = ObjectWriter::with_capacity(256);
        for (name, raw) in &deployment.default_params {
            out.raw(name, raw);
        }
        let object = Object::parse(out.finish()).map_err(|error| {
            BadDefaults::Type(Rejection {
                status: 400,
                error_type: "invalid_request_error",
                param: None,
                message: error.to_string(),
            })
        })?;
        let hub = chat::parse(&object).map_err(BadDefaults::Type)?;
        let own = Format::of(deployment);
        let native = |format: Format, speaks: bool| {
            if speaks {
                said(format, &hub, deployment, model, own != Some(format))
            } else {
                Ok(Vec::new())
            }
        };
        let openai = matches!(own, Some(Format::Chat | Format::Responses));
        let messages =
            own == Some(Format::Anthropic) || deployment.provider.quirks.messages_path.is_some();
        Ok(Some(Box::new(Self {
            messages: native(Format::Anthropic, messages)?,
            gemini: native(Format::Gemini, own == Some(Format::Gemini))?,
            responses: native(Format::Responses, openai)?,
            hub,
        })))
    }
}

/// The members that a format makes of the defaults, beside those that every request has. A dialect
/// that the provider speaks beside its own need not have a word for all of them.
fn said(
    format: Format,
    defaults: &ChatRequest,
    deployment: &Deployment,
    model: &str,
    beside: bool,
) -> Result<Vec<(String, String)>, WireError> {
    const ALWAYS: &[&str] = &["model", "messages", "contents", "input", "stream", "store"];
    let mut asked = defaults.clone();
    asked.turns = vec![user("-")];
    let controls = Controls {
        drop_params: beside.then_some(true),
        ..Controls::default()
    };
    let outgoing = format.request(&asked, &Target::new(deployment, model, &controls))?;
    let capped = defaults.max_output_tokens.is_some();
    let body = Object::parse(outgoing.body).ok();
    let members = body.iter().flat_map(Object::iter);
    Ok(members
        // Anthropic's format always names a cap.
        .filter(|(name, _)| !ALWAYS.contains(name) && (*name != "max_tokens" || capped))
        .map(|(name, raw)| (name.to_owned(), raw.to_owned()))
        .collect())
}

/// Fills what a request leaves open.
pub fn fill(asked: &mut ChatRequest, defaults: &ChatRequest) {
    macro_rules! gaps {
        ($($field:ident),*) => {
            $(if asked.$field.is_none() {
                asked.$field.clone_from(&defaults.$field);
            })*
        };
    }
    macro_rules! empty {
        ($($field:ident),*) => {
            $(if asked.$field.is_empty() {
                asked.$field.clone_from(&defaults.$field);
            })*
        };
    }
    gaps!(
        tool_choice,
        parallel_tool_calls,
        max_output_tokens,
        temperature,
        top_p,
        top_k,
        seed,
        choices,
        presence_penalty,
        frequency_penalty,
        logit_bias,
        logprobs,
        top_logprobs,
        reasoning,
        user,
        service_tier,
        audio,
        web_search,
        verbosity
    );
    empty!(tools, stop, modalities);
    if asked.output_format == OutputFormat::Text {
        asked.output_format.clone_from(&defaults.output_format);
    }
    for (ours, theirs) in [
        (&mut asked.openai, &defaults.openai),
        (&mut asked.extra, &defaults.extra),
    ] {
        for (name, raw) in theirs {
            if !ours.iter().any(|(known, _)| known == name) {
                ours.push((name.clone(), raw.clone()));
            }
        }
    }
}

/// Changes what the provider would refuse for its form, where the operator allows it.
pub fn modify(asked: &mut ChatRequest, deployment: &Deployment, format: Format) {
    if !deployment.modify_params {
        return;
    }
    if let (Some(cap), Some(most)) = (asked.max_output_tokens, deployment.max_output_tokens) {
        asked.max_output_tokens = Some(cap.min(most));
    }
    let instructs = |turn: &Turn| matches!(turn.role, Role::System | Role::Developer);
    let needs_user = matches!(format, Format::Anthropic | Format::Bedrock | Format::Gemini);
    if needs_user && asked.turns.iter().all(instructs) {
        asked.turns.push(user("Please continue."));
    }
}

fn user(text: &str) -> Turn {
    Turn {
        role: Role::User,
        parts: vec![Part::Text {
            text: text.to_owned(),
            cache: None,
        }],
        name: None,
    }
}

/// Lays an operator's members over a body; of one name only the operator's stays.
#[must_use]
pub fn overlay(body: Bytes, members: &[(String, String)]) -> Bytes {
    if members.is_empty() {
        return body;
    }
    let Ok(object) = Object::parse(body.clone()) else {
        return body;
    };
    let mut out = ObjectWriter::with_capacity(body.len());
    let theirs = |name: &str| members.iter().any(|(known, _)| known == name);
    for (name, raw) in object.iter().filter(|(name, _)| !theirs(name)) {
        out.raw(name, raw);
    }
    for (name, raw) in members {
        out.raw(name, raw);
    }
    out.finish()
}

/// A default for a member that the client may have said in part: of objects the parts that it left
/// open, of anything else nothing.
#[must_use]
pub fn under(asked: &str, default: &str) -> Option<String> {
    let asked: Value = serde_json::from_str(asked).ok()?;
    let Value::Object(mut both) = serde_json::from_str(default).ok()? else {
        return None;
    };
    both.extend(asked.as_object()?.clone());
    Some(Value::Object(both).to_string())
}

/// A request without what operator or client listed to be dropped; `None` when nothing of it is there.
///
/// Paths are LiteLLM's: `user`, `response_format.json_schema.strict`, `tools[*].input_examples`,
/// `tools[0].strict`.
#[must_use]
pub fn without(object: &Object, lists: [&[String]; 2]) -> Option<Object> {
    let mut paths = lists.into_iter().flatten().map(|path| steps(path));
    let first = paths.next()?;
    let paths: Vec<Vec<Step<'_>>> = std::iter::once(first).chain(paths).collect();
    let paths: Vec<&[Step<'_>]> = paths.iter().map(Vec::as_slice).collect();
    let mut changed = false;
    let mut out = ObjectWriter::with_capacity(object.text().len());
    for (name, raw) in object.iter() {
        let inner = below(&paths, |step| *step == Step::Member(name));
        if inner.iter().any(|rest| rest.is_empty()) {
            changed = true;
            continue;
        }
        let left = (!inner.is_empty())
            .then(|| serde_json::from_str::<Value>(raw).ok())
            .flatten()
            .and_then(|mut value| prune(&mut value, &inner).then_some(value));
        match left {
            Some(value) => {
                changed = true;
                out.raw(name, &value.to_string());
            }
            None => out.raw(name, raw),
        }
    }
    changed.then(|| Object::parse(out.finish()).ok()).flatten()
}

/// One step into a value.
#[derive(Debug, PartialEq)]
enum Step<'a> {
    Member(&'a str),
    Item(usize),
    Each,
}

fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let mut pieces = part.split('[');
        steps.extend(
            pieces
                .next()
                .filter(|name| !name.is_empty())
                .map(Step::Member),
        );
        for index in pieces {
            let index = index.trim_end_matches(']');
            steps.push(match index.parse() {
                Ok(number) => Step::Item(number),
                Err(_) if index == "*" => Step::Each,
                Err(_) => Step::Member(index),
            });
        }
    }
    steps
}

/// What is left of the paths that begin with this step. An empty one ends here.
fn below<'p, 'a>(
    paths: &[&'p [Step<'a>]],
    here: impl Fn(&Step<'a>) -> bool,
) -> Vec<&'p [Step<'a>]> {
    let rest = |path: &&'p [Step<'a>]| match path.split_first() {
        Some((step, rest)) if here(step) => Some(rest),
        _ => None,
    };
    paths.iter().filter_map(rest).collect()
}

/// Removes what the paths lead to, all in one walk: an index means the place that an item had before
/// any was removed. Whether there was anything. A path through something else leads nowhere.
fn prune(value: &mut Value, paths: &[&[Step<'_>]]) -> bool {
    let mut changed = false;
    let mut keep = |inner: &mut Value, paths: &[&[Step<'_>]]| {
        let ends = paths.iter().any(|path| path.is_empty());
        changed |= ends || (!paths.is_empty() && prune(inner, paths));
        !ends
    };
    match value {
        // Members keep their order: prompts are cached by it.
        Value::Object(members) => members
            .retain(|name, inner| keep(inner, &below(paths, |step| *step == Step::Member(name)))),
        Value::Array(items) => {
            let mut places = 0..;
            items.retain_mut(|inner| {
                let at = places.next();
                let here = |step: &Step<'_>| match step {
                    Step::Item(index) => at == Some(*index),
                    Step::Each => true,
                    Step::Member(_) => false,
                };
                keep(inner, &below(paths, here))
            });
        }
        _ => {}
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: &Value) -> Object {
        Object::parse(Bytes::from(value.to_string())).expect("an object")
    }

    #[test]
    fn listed_paths_are_dropped_and_the_rest_keeps_its_bytes() {
        let text = r#"{"temperature":1.00,"user":"u","tools":[{"a":1,"b":2},{"a":3}],"x":{"y":{"z":1},"w":2}}"#;
        let asked = Object::parse(Bytes::from_static(text.as_bytes())).expect("an object");
        let drop = |paths: &[&str]| {
            let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
            without(&asked, [&paths, &[]])
                .map(|left| String::from_utf8_lossy(left.text()).into_owned())
        };
        assert_eq!(drop(&[]), None);
        assert_eq!(
            drop(&["absent", "x.absent", "user.deep", "tools[7].a"]),
            None
        );
        assert_eq!(
            drop(&["user", "tools[*].a", "x.y.z"]).as_deref(),
            Some(r#"{"temperature":1.00,"tools":[{"b":2},{}],"x":{"y":{},"w":2}}"#)
        );
        assert_eq!(
            drop(&["tools[0]", "x"]).as_deref(),
            Some(r#"{"temperature":1.00,"user":"u","tools":[{"a":3}]}"#)
        );
        // Places are those of the client's list, whatever else is dropped from it.
        for paths in [["tools[0]", "tools[1].a"], ["tools[1].a", "tools[0]"]] {
            assert_eq!(
                drop(&[paths[0], paths[1], "temperature", "x"]).as_deref(),
                Some(r#"{"user":"u","tools":[{}]}"#)
            );
        }
        for paths in [["tools[0]", "tools[1]"], ["tools[*]", "tools[0]"]] {
            assert_eq!(
                drop(&[paths[0], paths[1], "temperature", "x"]).as_deref(),
                Some(r#"{"user":"u","tools":[]}"#)
            );
        }
    }

    #[test]
    fn defaults_fill_gaps_and_nothing_else() {
        let read = |value: Value| chat::parse(&object(&value)).expect("accepted");
        let defaults = read(
            json!({ "temperature": 0.5, "max_tokens": 9, "stop": "x", "num_ctx": 7, "store": true,
            "response_format": { "type": "json_object" }, "reasoning_effort": "low" }),
        );
        let mut asked = read(
            json!({ "temperature": 1, "num_ctx": 8, "messages": [{ "role": "user", "content": "q" }] }),
        );
        fill(&mut asked, &defaults);
        assert_eq!(
            asked
                .temperature
                .as_ref()
                .map(ToString::to_string)
                .as_deref(),
            Some("1")
        );
        assert_eq!(
            (asked.max_output_tokens, &asked.stop[..]),
            (Some(9), &["x".to_owned()][..])
        );
        assert_eq!(asked.output_format, OutputFormat::JsonObject);
        assert!(asked.reasoning.is_some());
        let extra: Vec<_> = asked
            .extra
            .iter()
            .map(|(name, raw)| (name.as_str(), raw.get()))
            .collect();
        assert_eq!(extra, [("num_ctx", "8")]);
        assert_eq!(asked.openai[0].0, "store");
    }

    #[test]
    fn defaults_are_said_in_the_dialects_that_a_deployment_speaks() {
        let mut deployment = Deployment::sample("anthropic", "claude-sonnet-4-5");
        assert!(Defaults::of(&deployment, "m").expect("none").is_none());
        deployment.default_params = vec![
            ("stop".into(), r#""end""#.into()),
            ("temperature".into(), "0.5".into()),
        ];
        let defaults = Defaults::of(&deployment, "m")
            .expect("sayable")
            .expect("some");
        assert_eq!(
            defaults.messages,
            [
                ("temperature".into(), "0.5".into()),
                ("stop_sequences".into(), r#"["end"]"#.into())
            ]
        );
        assert!(defaults.gemini.is_empty() && defaults.responses.is_empty());
        let mut deployment = Deployment::sample("gemini", "gemini-2.5-pro");
        deployment.default_params = vec![("max_tokens".into(), "7".into())];
        let defaults = Defaults::of(&deployment, "m")
            .expect("sayable")
            .expect("some");
        let config = defaults
            .gemini
            .iter()
            .find(|(name, _)| name == "generationConfig");
        assert_eq!(
            config.map(|(_, raw)| raw.as_str()),
            Some(r#"{"maxOutputTokens":7}"#)
        );
        let mut deployment = Deployment::sample("anthropic", "claude-sonnet-4-5");
        deployment.default_params = vec![("seed".into(), "7".into())];
        let why = Defaults::of(&deployment, "m")
            .expect_err("no word for it")
            .to_string();
        assert!(why.contains("seed"), "{why}");
        deployment.default_params = vec![("temperature".into(), r#""hot""#.into())];
        let why = Defaults::of(&deployment, "m")
            .expect_err("no number")
            .to_string();
        assert!(why.contains("temperature"), "{why}");
    }

    #[test]
    fn an_operators_members_win_and_parts_fill_objects() {
        let body = Bytes::from_static(br#"{"a":1,"b":2}"#);
        let over = [
            ("b".to_owned(), "3".to_owned()),
            ("c".to_owned(), "4".to_owned()),
        ];
        assert_eq!(&overlay(body.clone(), &over)[..], br#"{"a":1,"b":3,"c":4}"#);
        assert_eq!(overlay(body.clone(), &[]), body);
        assert_eq!(
            under(r#"{"a":1}"#, r#"{"a":2,"b":3}"#).as_deref(),
            Some(r#"{"a":1,"b":3}"#)
        );
        assert_eq!(under("1", r#"{"a":2}"#), None);
        assert_eq!(under("{}", "2"), None);
    }
}
