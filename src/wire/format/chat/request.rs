//! The hub's request as a chat completion request.

use crate::domain::record::CallType;
use crate::wire::chat::{
    CacheMark, ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall,
    ToolChoice, Turn,
};
use crate::wire::door::openai::{Controls, Request};
use crate::wire::format::{Notes, Outgoing, Target, WireError, openai};
use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The longest name of a function that OpenAI takes, in bytes.
const NAME_BYTES_MAX: usize = 64;
/// How much of a longer name is kept before its hash.
const NAME_BYTES_KEPT: usize = 55;
/// Said in place of a result that is only to be seen.
const SHOWN_BELOW: &str = "(shown in the next message)";
/// Providers that take the model's earlier thoughts back, as `reasoning_content`.
const TAKES_THOUGHTS: &[&str] = &[
    "deepseek",
    "hosted_vllm",
    "vllm",
    "openrouter",
    "litellm_proxy",
    "moonshot",
    "zai",
];
/// Providers that pass marks for the prompt cache on to models that know them.
const TAKES_CACHE_MARKS: &[&str] = &["openrouter", "litellm_proxy", "vercel_ai_gateway"];

/// Writes the request; the rules of the provider's row are applied as to a client of this dialect.
pub fn request(asked: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let mut writer = Writer {
        target,
        notes: Notes::default(),
        marks: TAKES_CACHE_MARKS.contains(&target.deployment.provider.name),
        thoughts: TAKES_THOUGHTS.contains(&target.deployment.provider.name),
    };
    let body = writer.body(asked)?;
    let as_client = client_request(&body, asked, target)?;
    let (body, mut dropped) = openai::request(&as_client, target.deployment, target.model)?;
    writer.notes.dropped.append(&mut dropped);
    Ok(Outgoing {
        path: openai::path_of(target.deployment, target.model, CallType::Chat),
        body,
        headers: Vec::new(),
        notes: writer.notes,
    })
}

/// The body as if a client of this dialect had sent it, for the gate that such clients pass.
fn client_request(
    body: &Value,
    asked: &ChatRequest,
    target: &Target<'_>,
) -> Result<Request, WireError> {
    let text = Bytes::from(body.to_string());
    let object = Object::parse(text).map_err(|error| WireError::Unsayable(error.to_string()))?;
    Ok(Request {
        deployment: None,
        tags: Vec::new(),
        session_id: None,
        call_type: CallType::Chat,
        model: None,
        model_from_path: false,
        stream: asked.stream,
        include_usage: true,
        max_output_tokens: asked.max_output_tokens,
        choices: asked.choices.unwrap_or(1),
        end_user: asked.user.clone(),
        controls: Controls {
            drop_params: Some(target.drop_params),
            allowed_openai_params: target.allowed[0].to_vec(),
            ..Controls::default()
        },
        headers: Vec::new(),
        forwarded: None,
        origins: std::sync::Arc::default(),
        form: None,
        keeper: None,
        guarding: None,
        object,
    })
}

struct Writer<'a> {
    target: &'a Target<'a>,
    notes: Notes,
    marks: bool,
    thoughts: bool,
}

impl Writer<'_> {
    fn body(&mut self, asked: &ChatRequest) -> Result<Value, WireError> {
        let mut body = Map::new();
        // Tools first: their names are needed in the conversation.
        let tools = self.tools(&asked.tools)?;
        body.insert(
            "messages".into(),
            Value::Array(self.messages(&asked.turns)?),
        );
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                body.insert(name.to_owned(), value);
            }
        };
        put("stream", asked.stream.then_some(Value::Bool(true)));
        put("tools", (!tools.is_empty()).then(|| Value::Array(tools)));
        put(
            "tool_choice",
            asked
                .tool_choice
                .as_ref()
                .map(|choice| self.tool_choice(choice)),
        );
        put(
            "parallel_tool_calls",
            asked.parallel_tool_calls.map(Value::Bool),
        );
        put("max_tokens", asked.max_output_tokens.map(Value::from));
        put("temperature", asked.temperature.clone().map(Value::Number));
        put("top_p", asked.top_p.clone().map(Value::Number));
        put("top_k", asked.top_k.map(Value::from));
        put("stop", (!asked.stop.is_empty()).then(|| json!(asked.stop)));
        put("seed", asked.seed.map(Value::from));
        put("n", asked.choices.map(Value::from));
        put(
            "presence_penalty",
            asked.presence_penalty.clone().map(Value::Number),
        );
        put(
            "frequency_penalty",
            asked.frequency_penalty.clone().map(Value::Number),
        );
        put("logit_bias", asked.logit_bias.clone());
        put("logprobs", asked.logprobs.map(Value::Bool));
        put("top_logprobs", asked.top_logprobs.map(Value::from));
        put("response_format", output_format(&asked.output_format));
        put(
            "reasoning_effort",
            self.reasoning(asked.reasoning.as_ref())?,
        );
        put("user", asked.user.clone().map(Value::String));
        put(
            "service_tier",
            asked.service_tier.clone().map(Value::String),
        );
        put(
            "modalities",
            (!asked.modalities.is_empty()).then(|| json!(asked.modalities)),
        );
        put("audio", asked.audio.clone());
        put("web_search_options", asked.web_search.clone());
        put("verbosity", asked.verbosity.clone().map(Value::String));
        for (name, raw) in asked.openai.iter().chain(&asked.extra) {
            put(name, serde_json::from_str(raw.get()).ok());
        }
        Ok(Value::Object(body))
    }

    fn reasoning(&self, wish: Option<&Reasoning>) -> Result<Option<Value>, WireError> {
        let effort = match wish {
            None => return Ok(None),
            Some(Reasoning::Off) => {
                return Ok(self
                    .target
                    .supports("none_reasoning_effort")
                    .then(|| json!("none")));
            }
            Some(Reasoning::Effort { effort, .. } | Reasoning::Adaptive(Some(effort))) => *effort,
            Some(Reasoning::Adaptive(None)) => Effort::Medium,
            Some(Reasoning::Budget(tokens)) => Effort::of_budget(*tokens),
        };
        if self.target.deployment.lacks("reasoning") {
            if self.target.drop_params {
                return Ok(None);
            }
            return Err(WireError::Unsupported {
                provider: self.target.deployment.provider.name,
                model: self.target.model.to_owned(),
                params: vec!["reasoning_effort".to_owned()],
            });
        }
        // A word that the model does not know falls to the nearest that every reasoning model knows.
        let word = match effort {
            Effort::Max if self.target.supports("max_reasoning_effort") => Effort::Max,
            Effort::Max | Effort::Xhigh if self.target.supports("xhigh_reasoning_effort") => {
                Effort::Xhigh
            }
            Effort::Max | Effort::Xhigh => Effort::High,
            Effort::Minimal if self.target.flag("minimal_reasoning_effort") == Some(false) => {
                Effort::Low
            }
            effort => effort,
        };
        Ok(Some(json!(word.as_str())))
    }

    fn tools(&mut self, tools: &[Tool]) -> Result<Vec<Value>, WireError> {
        let mut said = Vec::with_capacity(tools.len());
        for tool in tools {
            match tool {
                Tool::Function {
                    name,
                    description,
                    parameters,
                    strict,
                    cache,
                } => {
                    let empty = || json!({ "type": "object", "properties": {} });
                    let mut function = json!({
                        "name": self.sent_name(name),
                        "parameters": parameters.clone().unwrap_or_else(empty),
                    });
                    if let Some(description) = description {
                        function["description"] = json!(description);
                    }
                    if let Some(strict) = strict {
                        function["strict"] = json!(strict);
                    }
                    let mut tool = json!({ "type": "function", "function": function });
                    self.mark(&mut tool, *cache);
                    said.push(tool);
                }
                Tool::Hosted(tool) => {
                    if !self.target.drop_params {
                        return Err(WireError::Unsayable(format!(
                            "the tool of type {} is run by another provider; {} takes only functions. Leave \
                             it out, or set `drop_params: true`",
                            tool["type"], self.target.deployment.provider.name
                        )));
                    }
                }
            }
        }
        Ok(said)
    }

    fn tool_choice(&mut self, choice: &ToolChoice) -> Value {
        match choice {
            ToolChoice::Auto => json!("auto"),
            ToolChoice::None => json!("none"),
            ToolChoice::Required => json!("required"),
            ToolChoice::Named(name) => {
                json!({ "type": "function", "function": { "name": self.sent_name(name) } })
            }
        }
    }

    /// The name as the provider takes it; what is changed is noted.
    fn sent_name<'n>(&mut self, name: &'n str) -> Cow<'n, str> {
        if name.len() <= NAME_BYTES_MAX {
            return Cow::Borrowed(name);
        }
        let cut = (0..=NAME_BYTES_KEPT)
            .rev()
            .find(|at| name.is_char_boundary(*at));
        let hash = Sha256::digest(name.as_bytes());
        let hash: String = hash[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        let sent = format!("{}_{hash}", &name[..cut.unwrap_or(0)]);
        if !self.notes.names.iter().any(|(known, _)| *known == sent) {
            self.notes.names.push((sent.clone(), name.to_owned()));
        }
        Cow::Owned(sent)
    }

    fn mark(&self, part: &mut Value, cache: Option<CacheMark>) {
        match cache {
            Some(CacheMark::Ephemeral) if self.marks => {
                part["cache_control"] = json!({ "type": "ephemeral" });
            }
            Some(CacheMark::Hour) if self.marks => {
                part["cache_control"] = json!({ "type": "ephemeral", "ttl": "1h" });
            }
            _ => {}
        }
    }

    fn messages(&mut self, turns: &[Turn]) -> Result<Vec<Value>, WireError> {
        let mut messages = Vec::with_capacity(turns.len());
        for turn in turns {
            if turn.role == Role::Assistant {
                messages.push(self.assistant(turn));
                continue;
            }
            // Results stand in messages of their own, before what the user says beside them. They hold
            // texts only; what is to be seen in them the user shows.
            let mut rest: Vec<&Part> = Vec::new();
            for part in &turn.parts {
                if let Part::ToolResult {
                    call_id,
                    parts,
                    is_error,
                    ..
                } = part
                {
                    let (texts, shown): (Vec<&Part>, Vec<&Part>) =
                        parts.iter().partition(|part| is_words(part));
                    messages.push(self.tool_result(
                        call_id,
                        &texts,
                        *is_error,
                        !shown.is_empty(),
                    )?);
                    rest.extend(shown);
                }
            }
            let said = |part: &&Part| !matches!(part, Part::ToolResult { .. });
            rest.extend(turn.parts.iter().filter(said));
            if rest.is_empty() && !turn.parts.is_empty() {
                continue;
            }
            let role = match turn.role {
                Role::System => "system",
                Role::Developer => "developer",
                _ => "user",
            };
            let mut message = json!({ "role": role, "content": self.content(&rest)? });
            if let Some(name) = &turn.name {
                message["name"] = json!(name);
            }
            messages.push(message);
        }
        Ok(messages)
    }

    fn assistant(&mut self, turn: &Turn) -> Value {
        let (mut said, mut thought, mut calls) = (String::new(), String::new(), Vec::new());
        for part in &turn.parts {
            match part {
                Part::Text { text, .. } | Part::Refusal { text } => said.push_str(text),
                Part::Thinking { text, .. } => thought.push_str(text),
                Part::ToolCall(call) => calls.push(self.call(call)),
                // Only its provider can read it, and an answer holds no files.
                _ => {}
            }
        }
        let content = (!said.is_empty() || calls.is_empty()).then_some(said);
        let mut message = json!({ "role": "assistant", "content": content });
        if self.thoughts && !thought.is_empty() {
            message["reasoning_content"] = json!(thought);
        }
        if !calls.is_empty() {
            message["tool_calls"] = Value::Array(calls);
        }
        message
    }

    fn call(&mut self, call: &ToolCall) -> Value {
        let arguments = if call.arguments.trim().is_empty() {
            "{}"
        } else {
            &call.arguments
        };
        json!({
            "id": call.id, "type": "function",
            "function": { "name": self.sent_name(&call.name), "arguments": arguments },
        })
    }

    fn tool_result(
        &self,
        call_id: &str,
        parts: &[&Part],
        is_error: bool,
        shows: bool,
    ) -> Result<Value, WireError> {
        let mut content = self.content(parts)?;
        if parts.is_empty() && shows {
            content = json!(SHOWN_BELOW);
        }
        // The dialect has no word for a failed tool, so the text says it.
        if let (true, Value::String(said)) = (is_error, &content) {
            content = json!(format!("Error: {said}"));
        }
        Ok(json!({ "role": "tool", "tool_call_id": call_id, "content": content }))
    }

    /// Plain text as a text, anything else as parts.
    fn content(&self, parts: &[&Part]) -> Result<Value, WireError> {
        if let [Part::Text { text, cache }] = parts
            && (cache.is_none() || !self.marks)
        {
            return Ok(json!(text));
        }
        if parts.is_empty() {
            return Ok(json!(""));
        }
        let said: Result<Vec<Value>, WireError> =
            parts.iter().map(|part| self.part(part)).collect();
        said.map(Value::Array)
    }

    fn part(&self, part: &Part) -> Result<Value, WireError> {
        Ok(match part {
            Part::Text { text, cache } => {
                let mut said = json!({ "type": "text", "text": text });
                self.mark(&mut said, *cache);
                said
            }
            Part::Refusal { text } | Part::Thinking { text, .. } => {
                json!({ "type": "text", "text": text })
            }
            Part::Image {
                source,
                detail,
                cache,
            } => {
                let mut image = json!({ "url": source.to_url().ok_or_else(|| uploaded("image"))? });
                if let Some(detail) = detail {
                    image["detail"] = json!(detail);
                }
                let mut said = json!({ "type": "image_url", "image_url": image });
                self.mark(&mut said, *cache);
                said
            }
            Part::Document { source, name, .. } => document(source, name.as_deref()),
            Part::Audio { data, format } => {
                json!({ "type": "input_audio", "input_audio": { "data": data, "format": format } })
            }
            Part::Video { source } => json!({
                "type": "video_url", "video_url": { "url": source.to_url().ok_or_else(|| uploaded("video"))? },
            }),
            Part::RedactedThinking { .. } | Part::ToolCall(_) | Part::ToolResult { .. } => {
                json!({ "type": "text", "text": "" })
            }
        })
    }
}

fn is_words(part: &Part) -> bool {
    matches!(
        part,
        Part::Text { .. }
            | Part::Refusal { .. }
            | Part::Document {
                source: Source::Text { .. },
                ..
            }
    )
}

fn uploaded(kind: &str) -> WireError {
    WireError::Unsayable(format!(
        "the {kind} was uploaded to another provider, which this one cannot read: send its data or a URL"
    ))
}

fn document(source: &Source, name: Option<&str>) -> Value {
    match source {
        Source::Text { text } => json!({ "type": "text", "text": text }),
        Source::File { id } => json!({ "type": "file", "file": { "file_id": id } }),
        source => json!({ "type": "file", "file": {
            "filename": name.unwrap_or("document.pdf"), "file_data": source.to_url(),
        } }),
    }
}

fn output_format(format: &OutputFormat) -> Option<Value> {
    match format {
        OutputFormat::Text => None,
        OutputFormat::JsonObject => Some(json!({ "type": "json_object" })),
        OutputFormat::JsonSchema {
            name,
            description,
            schema,
            strict,
        } => {
            let mut inner = json!({ "name": name, "schema": schema });
            if let Some(description) = description {
                inner["description"] = json!(description);
            }
            if let Some(strict) = strict {
                inner["strict"] = json!(strict);
            }
            Some(json!({ "type": "json_schema", "json_schema": inner }))
        }
    }
}
