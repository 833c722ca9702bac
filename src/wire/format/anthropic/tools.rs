//! Tools: the client's functions, the provider's own, and the names that must be changed.

use super::request::forces;
use crate::wire::chat::{CacheMark, ChatRequest, Tool, ToolChoice};
use crate::wire::format::{Notes, Target, WireError};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The tool by which models without structured output give it.
pub(in crate::wire::format) const ANSWER_TOOL: &str = "json_tool_call";
/// The longest name that the API takes.
const NAME_CHARS_MAX: usize = 128;

/// Tools that Anthropic runs or defines, by the beginnings of their types, and the beta each needs.
const HOSTED: &[(&str, &str)] = &[
    ("bash_20241022", "computer-use-2024-10-22"),
    ("bash_", ""),
    ("code_execution_20250522", "code-execution-2025-05-22"),
    ("code_execution_", "code-execution-2025-08-25"),
    ("computer_20241022", "computer-use-2024-10-22"),
    ("computer_20250124", "computer-use-2025-01-24"),
    ("computer_", "computer-use-2025-11-24"),
    ("custom", ""),
    ("mcp_toolset", "mcp-client-2025-11-20"),
    ("memory_", "context-management-2025-06-27"),
    ("text_editor_20241022", "computer-use-2024-10-22"),
    ("text_editor_", ""),
    ("tool_search_tool_", "advanced-tool-use-2025-11-20"),
    ("web_fetch_", "web-fetch-2025-09-10"),
    ("web_search_", ""),
];

/// Whether structured output must be asked for by a tool.
pub(super) fn is_answer_tool_needed(target: &Target<'_>) -> bool {
    !target.supports("native_structured_output")
}

/// Writes tools and notes which names were changed.
pub(super) struct Tools<'a> {
    notes: &'a mut Notes,
}

impl<'a> Tools<'a> {
    pub(super) fn new(notes: &'a mut Notes) -> Self {
        Self { notes }
    }

    pub(super) fn list(
        &mut self,
        asked: &ChatRequest,
        target: &Target<'_>,
        betas: &mut Vec<&'static str>,
    ) -> Result<Vec<Value>, WireError> {
        let mut listed = Vec::with_capacity(asked.tools.len());
        for tool in &asked.tools {
            match tool {
                Tool::Function {
                    name,
                    description,
                    parameters,
                    cache,
                    ..
                } => {
                    let mut said = json!({
                        "type": "custom",
                        "name": self.sent_name(name),
                        "input_schema": object_schema(parameters.as_ref()),
                    });
                    if let Some(description) = description {
                        said["description"] = json!(description);
                    }
                    mark(&mut said, *cache);
                    listed.push(said);
                }
                Tool::Hosted(said) => {
                    let kind = said["type"].as_str().unwrap_or_default();
                    match HOSTED.iter().find(|(start, _)| kind.starts_with(start)) {
                        Some((_, beta)) => {
                            if !beta.is_empty() {
                                betas.push(beta);
                            }
                            listed.push(said.clone());
                        }
                        None if target.drop_params => {}
                        None => {
                            return Err(WireError::Unsayable(format!(
                                "Anthropic has no tool of type '{kind}'. Leave it out, or set `drop_params: true`"
                            )));
                        }
                    }
                }
            }
        }
        listed.extend(asked.web_search.as_ref().map(web_search));
        Ok(listed)
    }

    pub(super) fn choice(&mut self, asked: &ChatRequest, thinks: bool) -> Option<Value> {
        let mut choice = match &asked.tool_choice {
            None => None,
            Some(forced) if thinks && forces(forced) => Some(json!({ "type": "auto" })),
            Some(ToolChoice::Auto) => Some(json!({ "type": "auto" })),
            Some(ToolChoice::None) => Some(json!({ "type": "none" })),
            Some(ToolChoice::Required) => Some(json!({ "type": "any" })),
            Some(ToolChoice::Named(name)) => {
                Some(json!({ "type": "tool", "name": self.sent_name(name) }))
            }
        };
        if asked.parallel_tool_calls == Some(false) && !asked.tools.is_empty() {
            let said = choice.get_or_insert_with(|| json!({ "type": "auto" }));
            if said["type"] != "none" {
                said["disable_parallel_tool_use"] = json!(true);
            }
        }
        choice.filter(|_| !asked.tools.is_empty())
    }

    pub(super) fn answer_tool(&mut self, schema: &Value) -> Value {
        self.notes.answer_tool = Some(ANSWER_TOOL.to_owned());
        json!({
            "type": "custom", "name": ANSWER_TOOL,
            "description": "Give your answer by calling this tool.",
            "input_schema": object_schema(Some(schema)),
        })
    }

    /// The name as the API takes it; what is changed is noted.
    pub(super) fn sent_name<'n>(&mut self, name: &'n str) -> Cow<'n, str> {
        let sent = clean(name);
        if let Cow::Owned(sent) = &sent
            && !self.notes.names.iter().any(|(known, _)| known == sent)
        {
            self.notes.names.push((sent.clone(), name.to_owned()));
        }
        sent
    }
}

/// Letters, digits, `_` and `-`, at most 128 of them: what names and ids may have.
pub(in crate::wire::format) fn clean(name: &str) -> Cow<'_, str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.len() <= NAME_CHARS_MAX && name.chars().all(fits) {
        return Cow::Borrowed(name);
    }
    let kept = name.chars().take(NAME_CHARS_MAX);
    let sent: String = kept.map(|c| if fits(c) { c } else { '_' }).collect();
    Cow::Owned(if sent.is_empty() {
        "_".to_owned()
    } else {
        sent
    })
}

/// Writes the prompt cache's mark.
pub(super) fn mark(block: &mut Value, cache: Option<CacheMark>) {
    match cache {
        None => {}
        Some(CacheMark::Ephemeral) => block["cache_control"] = json!({ "type": "ephemeral" }),
        Some(CacheMark::Hour) => {
            block["cache_control"] = json!({ "type": "ephemeral", "ttl": "1h" });
        }
    }
}

pub(in crate::wire::format) fn object_schema(parameters: Option<&Value>) -> Value {
    let given = parameters.filter(|schema| schema.is_object());
    let mut schema = given
        .cloned()
        .unwrap_or_else(|| json!({ "properties": {} }));
    if schema.get("type").is_none() {
        schema["type"] = json!("object");
    }
    if schema["type"] == "object" && schema.get("properties").is_none() {
        schema["properties"] = json!({});
    }
    schema
}

/// OpenAI's `web_search_options` as Anthropic's tool. How much is searched is a number of searches here.
fn web_search(options: &Value) -> Value {
    let mut tool = json!({ "type": "web_search_20250305", "name": "web_search" });
    let uses = match options["search_context_size"].as_str() {
        Some("low") => Some(1),
        Some("medium") => Some(5),
        Some("high") => Some(10),
        _ => options["max_uses"].as_u64(),
    };
    if let Some(uses) = uses {
        tool["max_uses"] = json!(uses);
    }
    if let Some(place) = options["user_location"]["approximate"].as_object() {
        let mut place = place.clone();
        place.insert("type".into(), json!("approximate"));
        tool["user_location"] = Value::Object(place);
    }
    tool
}
