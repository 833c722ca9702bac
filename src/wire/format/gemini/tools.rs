//! Tools: declarations, the names they may have, tools that Google runs, and the choice among them.

use super::schema::{as_json_schema, clean};
use super::{Family, camel};
use crate::wire::chat::{ChatRequest, Part, Tool, ToolChoice};
use crate::wire::format::{Target, WireError};
use serde_json::{Map, Value, json};

/// The longest name of a function.
const NAME_BYTES_MAX: usize = 64;

/// The names that are sent: letters, digits, `_`, `.`, `:` and `-`, beginning with a letter or `_`
/// (Gemini API reference, `FunctionDeclaration.name`). Others are rewritten, and the answer's reader
/// writes them back.
pub(super) struct Names(Vec<(String, String)>);

impl Names {
    /// Finds every name in the request that must be rewritten.
    pub(super) fn of(request: &ChatRequest) -> Self {
        let declared = request.tools.iter().filter_map(|tool| match tool {
            Tool::Function { name, .. } => Some(name),
            Tool::Hosted(_) => None,
        });
        let parts = request.turns.iter().flat_map(|turn| &turn.parts);
        let called = parts.filter_map(|part| match part {
            Part::ToolCall(call) => Some(&call.name),
            _ => None,
        });
        let chosen = request
            .tool_choice
            .iter()
            .filter_map(|choice| match choice {
                ToolChoice::Named(name) => Some(name),
                _ => None,
            });
        let all: Vec<&String> = declared.chain(called).chain(chosen).collect();
        let mut names: Vec<(String, String)> = Vec::new();
        for name in &all {
            if is_sayable(name) || names.iter().any(|(_, client)| client == *name) {
                continue;
            }
            let taken = |sent: &str| {
                all.iter().any(|other| *other == sent) || names.iter().any(|(s, _)| s == sent)
            };
            let sent = rewrite(name, taken);
            names.push((sent, (*name).clone()));
        }
        Self(names)
    }

    /// The name to send for the client's.
    pub(super) fn sent<'n>(&'n self, client: &'n str) -> &'n str {
        let found = self.0.iter().find(|(_, name)| name == client);
        found.map_or(client, |(sent, _)| sent)
    }

    /// What the answer's reader must know.
    pub(super) fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }
}

fn is_sayable(name: &str) -> bool {
    name.len() <= NAME_BYTES_MAX
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(is_name_byte)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-')
}

fn rewrite(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let good = |c: char| u8::try_from(c).is_ok_and(is_name_byte);
    let mut base: String = name
        .chars()
        .map(|c| if good(c) { c } else { '_' })
        .collect();
    if !base.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        base.insert(0, '_');
    }
    base.truncate(NAME_BYTES_MAX);
    let mut sent = base.clone();
    let mut count = 2_u32;
    while taken(&sent) {
        let suffix = format!("_{count}");
        sent.clone_from(&base);
        sent.truncate(NAME_BYTES_MAX - suffix.len());
        sent.push_str(&suffix);
        count += 1;
    }
    sent
}

/// Writes `tools` and `toolConfig` into the body.
pub(super) fn write(
    request: &ChatRequest,
    target: &Target<'_>,
    family: Family,
    names: &Names,
    body: &mut Map<String, Value>,
) -> Result<(), WireError> {
    let mut functions = Vec::new();
    let mut hosted_tools: Vec<(String, Value)> = Vec::new();
    for tool in &request.tools {
        match tool {
            Tool::Function {
                name,
                description,
                parameters,
                ..
            } => functions.push(declaration(
                names.sent(name),
                description.as_deref(),
                parameters.as_ref(),
                family,
            )),
            Tool::Hosted(value) => match hosted(value) {
                Some(tool) => hosted_tools.push(tool),
                None if target.drop_params => {}
                None => return Err(WireError::Unsayable(unknown_tool(value))),
            },
        }
    }
    if request.web_search.is_some() && !hosted_tools.iter().any(|(name, _)| name == SEARCH) {
        hosted_tools.push((SEARCH.to_owned(), json!({})));
    }
    let has_functions = !functions.is_empty();
    let mut tools = Vec::new();
    if has_functions {
        tools.push(json!({ "functionDeclarations": functions }));
    }
    tools.extend(
        hosted_tools
            .into_iter()
            .map(|(name, config)| json!({ name: config })),
    );
    if !tools.is_empty() {
        body.insert("tools".to_owned(), Value::Array(tools));
    }
    // Without functions a choice among them is refused.
    if let (true, Some(choice)) = (has_functions, &request.tool_choice) {
        let config = match choice {
            ToolChoice::Auto => json!({ "mode": "AUTO" }),
            ToolChoice::None => json!({ "mode": "NONE" }),
            ToolChoice::Required => json!({ "mode": "ANY" }),
            ToolChoice::Named(name) => {
                json!({ "mode": "ANY", "allowedFunctionNames": [names.sent(name)] })
            }
        };
        body.insert(
            "toolConfig".to_owned(),
            json!({ "functionCallingConfig": config }),
        );
    }
    Ok(())
}

/// One declaration. `parameters` takes a subset of JSON schema and every model knows it;
/// `parametersJsonSchema` takes the rest (both documented, one excludes the other), so it is used
/// where the subset would lose something.
fn declaration(
    name: &str,
    description: Option<&str>,
    parameters: Option<&Value>,
    family: Family,
) -> Value {
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(name));
    if let Some(description) = description {
        out.insert("description".to_owned(), json!(description));
    }
    if let Some(schema) = parameters.filter(|schema| has_content(schema)) {
        let cleaned = clean(schema, false);
        if cleaned.lossy && family.generation >= (2, 0) {
            out.insert("parametersJsonSchema".to_owned(), as_json_schema(schema));
        } else {
            out.insert("parameters".to_owned(), cleaned.schema);
        }
    }
    Value::Object(out)
}

/// Whether a schema of arguments says more than "an object": one without properties is refused, and
/// a function without arguments is declared without parameters.
fn has_content(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| {
        let empty = |name: &str| {
            let of = members.get(name).and_then(Value::as_object);
            of.is_none_or(Map::is_empty)
        };
        let composed = ["$ref", "anyOf", "oneOf", "allOf"];
        !(empty("properties")
            && empty("additionalProperties")
            && empty("patternProperties")
            && !composed.iter().any(|name| members.contains_key(*name)))
    })
}

const SEARCH: &str = "googleSearch";

/// Members of Google's `Tool` that are tools of its own.
const HOSTED: &[&str] = &[
    SEARCH,
    "googleSearchRetrieval",
    "enterpriseWebSearch",
    "codeExecution",
    "urlContext",
    "googleMaps",
    "fileSearch",
    "computerUse",
    "retrieval",
];

/// The same tool under the names of other dialects, by the beginning of `type`.
const KINDRED: &[(&str, &str)] = &[
    ("web_search", SEARCH),
    ("google_search", SEARCH),
    ("code_execution", "codeExecution"),
    ("code_interpreter", "codeExecution"),
    ("web_fetch", "urlContext"),
    ("url_context", "urlContext"),
    ("google_maps", "googleMaps"),
];

/// A tool that Google runs: its member of `Tool`, and its settings.
fn hosted(value: &Value) -> Option<(String, Value)> {
    let members = value.as_object()?;
    let native = members.iter().find_map(|(name, config)| {
        let name = camel(name);
        let config = if config.is_object() {
            config.clone()
        } else {
            json!({})
        };
        HOSTED.contains(&name.as_str()).then_some((name, config))
    });
    native.or_else(|| {
        let kind = members.get("type")?.as_str()?;
        let own = HOSTED.iter().find(|name| **name == kind);
        let kindred = KINDRED.iter().find(|(start, _)| kind.starts_with(start));
        let name = own.or(kindred.map(|(_, name)| name))?;
        Some(((*name).to_owned(), json!({})))
    })
}

fn unknown_tool(value: &Value) -> String {
    let kind = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or("unknown");
    format!("Gemini has no tool of type '{kind}'. Leave it out, or set `drop_params: true`.")
}
