//! Tools, whether they must be called, and the form of the answer.

use super::request::Family;
use crate::wire::chat::{CacheMark, ChatRequest, OutputFormat, Part, Tool, ToolChoice};
use crate::wire::format::anthropic::shared::{
    ANSWER_TOOL, clean, forces, has_tool_blocks, object_schema, strict_schema,
};
use crate::wire::format::{Notes, Target, WireError};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The longest name and id that Converse takes.
const NAME_CHARS_MAX: usize = 64;

/// Writes tools and notes which names were changed.
pub(super) struct Tools<'a> {
    notes: &'a mut Notes,
    family: Family,
}

impl<'a> Tools<'a> {
    pub(super) fn new(notes: &'a mut Notes, family: Family) -> Self {
        Self { notes, family }
    }

    /// Writes `toolConfig`, and `outputConfig` where the model has structured output of its own.
    pub(super) fn write(
        &mut self,
        asked: &ChatRequest,
        target: &Target<'_>,
        thinks: bool,
        body: &mut Map<String, Value>,
    ) -> Result<(), WireError> {
        let blocks = has_tool_blocks(&asked.turns);
        let barred = asked.tool_choice == Some(ToolChoice::None);
        // Converse has no word for tools that may not be called, but wants them beside their blocks.
        let mut listed = if barred && !blocks {
            Vec::new()
        } else {
            self.list(asked, target)?
        };
        let mut choice = self
            .choice(asked, thinks)
            .filter(|_| !listed.is_empty() && asked.parallel_tool_calls != Some(false));
        if let OutputFormat::JsonSchema {
            name,
            description,
            schema,
            ..
        } = &asked.output_format
        {
            if target.supports("native_structured_output") {
                let schema = strict_schema(schema).to_string();
                let mut form = json!({ "schema": schema, "name": name });
                if let Some(description) = description {
                    form["description"] = json!(description);
                }
                let form = json!({ "type": "json_schema", "structure": { "jsonSchema": form } });
                body.insert("outputConfig".into(), json!({ "textFormat": form }));
            } else {
                choice = self.answer_choice(listed.is_empty(), thinks);
                listed.push(self.answer_tool(schema));
            }
        }
        if listed.is_empty() && blocks {
            listed.push(
                json!({ "toolSpec": { "name": "dummy_tool", "description": "Not to be called.",
                "inputSchema": { "json": { "type": "object", "properties": {} } } } }),
            );
        }
        if !listed.is_empty() {
            let mut config = json!({ "tools": listed });
            if let Some(choice) = choice {
                config["toolChoice"] = choice;
            }
            body.insert("toolConfig".into(), config);
        }
        Ok(())
    }

    fn list(&mut self, asked: &ChatRequest, target: &Target<'_>) -> Result<Vec<Value>, WireError> {
        let mut listed = Vec::with_capacity(asked.tools.len());
        for tool in &asked.tools {
            match tool {
                Tool::Function {
                    name,
                    description,
                    parameters,
                    strict,
                    cache,
                } => {
                    let mut spec = json!({ "name": self.sent_name(name) });
                    // An empty one is refused.
                    if let Some(text) = description.as_deref().filter(|text| !text.is_empty()) {
                        spec["description"] = json!(text);
                    }
                    let mut schema = object_schema(parameters.as_ref());
                    if *strict == Some(true) && target.supports("native_structured_output") {
                        schema = strict_schema(&schema);
                        spec["strict"] = json!(true);
                    }
                    spec["inputSchema"] = json!({ "json": schema });
                    listed.push(json!({ "toolSpec": spec }));
                    listed.extend(cache.map(cache_point));
                }
                Tool::Hosted(_) if target.drop_params => {}
                Tool::Hosted(said) => {
                    return Err(WireError::Unsayable(format!(
                        "the tool of type {} is run by another provider; Bedrock takes only functions. Leave \
                         it out, or set `drop_params: true`",
                        said["type"]
                    )));
                }
            }
        }
        Ok(listed)
    }

    fn choice(&mut self, asked: &ChatRequest, thinks: bool) -> Option<Value> {
        Some(match asked.tool_choice.as_ref()? {
            forced if thinks && forces(forced) => json!({ "auto": {} }),
            ToolChoice::Auto => json!({ "auto": {} }),
            ToolChoice::None => return None,
            ToolChoice::Required => json!({ "any": {} }),
            ToolChoice::Named(name) => json!({ "tool": { "name": self.sent_name(name) } }),
        })
    }

    /// The answer's tool is the one to be called, as far as the model can be made to.
    fn answer_choice(&self, alone: bool, thinks: bool) -> Option<Value> {
        match self.family {
            _ if thinks || !alone => Some(json!({ "auto": {} })),
            Family::Claude | Family::Nova => Some(json!({ "tool": { "name": ANSWER_TOOL } })),
            Family::Mistral => Some(json!({ "any": {} })),
            _ => None,
        }
    }

    fn answer_tool(&mut self, schema: &Value) -> Value {
        self.notes.answer_tool = Some(ANSWER_TOOL.to_owned());
        json!({ "toolSpec": { "name": ANSWER_TOOL, "description": "Give your answer by calling this tool.",
            "inputSchema": { "json": object_schema(Some(schema)) } } })
    }

    /// The name as Converse takes it; what is changed is noted.
    pub(super) fn sent_name<'n>(&mut self, name: &'n str) -> Cow<'n, str> {
        let sent = short(name);
        if let Cow::Owned(sent) = &sent
            && !self.notes.names.iter().any(|(known, _)| known == sent)
        {
            self.notes.names.push((sent.clone(), name.to_owned()));
        }
        sent
    }
}

/// A name or an id in Converse's letters and length. A long one is cut, and its checksum keeps it apart
/// from others that begin alike.
pub(super) fn short(name: &str) -> Cow<'_, str> {
    let sent = clean(name);
    if sent.len() <= NAME_CHARS_MAX {
        return sent;
    }
    let sum = crc32fast::hash(name.as_bytes());
    Cow::Owned(format!("{}_{sum:08x}", &sent[..NAME_CHARS_MAX - 9]))
}

/// What marks the end of what is to be kept in the prompt cache.
pub(super) fn cache_point(mark: CacheMark) -> Value {
    match mark {
        CacheMark::Ephemeral => json!({ "cachePoint": { "type": "default" } }),
        CacheMark::Hour => json!({ "cachePoint": { "type": "default", "ttl": "1h" } }),
    }
}

/// The mark on a part.
pub(super) fn cache_of(part: &Part) -> Option<CacheMark> {
    match part {
        Part::Text { cache, .. }
        | Part::Image { cache, .. }
        | Part::Document { cache, .. }
        | Part::ToolResult { cache, .. } => *cache,
        Part::ToolCall(call) => call.cache,
        _ => None,
    }
}
