//! Tools that other dialects have no words for: those in a namespace, and those that take a text.
//!
//! Elsewhere a tool is a function with one name. A tool in a namespace is offered under both names
//! joined, a custom tool as a function with one argument, and a call of either is told in this dialect's
//! own words. Shapes: OpenAI API reference, "Create a model response", tools `namespace` and `custom`,
//! output items `function_call` (its `namespace`) and `custom_tool_call`.

use serde_json::{Value, json};

/// The only argument of a function that stands for a tool which takes a text.
pub(super) const INPUT: &str = "input";

/// A tool and what it goes by elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Called {
    /// The function's name elsewhere.
    pub(super) function: String,
    /// The namespace in which it is.
    pub(super) namespace: Option<String>,
    /// Its own name.
    pub(super) name: String,
    /// It takes a text.
    pub(super) custom: bool,
}

/// The tools of a request that go by something else elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(Vec<Called>);

impl Names {
    /// Finds them. Two tools never get one name.
    pub(super) fn of(tools: &[Value]) -> Self {
        let text = |tool: &Value, name: &str| tool[name].as_str().unwrap_or_default().to_owned();
        let is = |tool: &Value, kind: &str| tool["type"] == kind;
        let mut taken: Vec<String> = tools
            .iter()
            .filter(|tool| is(tool, "function"))
            .map(|tool| text(tool, "name"))
            .collect();
        let mut named = Vec::new();
        let mut add = |namespace: Option<String>, tool: &Value| {
            let name = text(tool, "name");
            let plain = joined(namespace.as_deref(), &name);
            let mut function = plain.clone();
            for number in 2.. {
                if !taken.contains(&function) {
                    break;
                }
                function = format!("{plain}_{number}");
            }
            taken.push(function.clone());
            named.push(Called {
                function,
                namespace,
                name,
                custom: is(tool, "custom"),
            });
        };
        for tool in tools {
            if is(tool, "namespace") {
                let members = tool["tools"].as_array().map_or(&[][..], Vec::as_slice);
                for member in members {
                    add(Some(text(tool, "name")), member);
                }
            } else if is(tool, "custom") {
                add(None, tool);
            }
        }
        Self(named)
    }

    /// What a tool goes by elsewhere. One that is no longer offered keeps the name that it would have.
    pub(super) fn function(&self, namespace: Option<&str>, name: &str) -> String {
        self.0
            .iter()
            .find(|called| called.namespace.as_deref() == namespace && called.name == name)
            .map_or_else(|| joined(namespace, name), |called| called.function.clone())
    }

    /// The tool that a model called. Models leave out the namespace now and then: where only one tool has
    /// that name it is meant.
    pub(super) fn called(&self, function: &str) -> Option<&Called> {
        let exact = self.0.iter().find(|called| called.function == function);
        let mut alike = self.0.iter().filter(|called| called.name == function);
        exact.or_else(|| alike.next().filter(|_| alike.next().is_none()))
    }
}

/// Namespaces of MCP servers end in the sign that joins.
fn joined(namespace: Option<&str>, name: &str) -> String {
    match namespace {
        None => name.to_owned(),
        Some(space) if space.ends_with("__") => format!("{space}{name}"),
        Some(space) => format!("{space}__{name}"),
    }
}

/// The schema of the arguments that stand for a text, and what must be known of the text.
pub(super) fn text_schema(format: &Value) -> Value {
    let rule = match (format["syntax"].as_str(), format["definition"].as_str()) {
        (Some(syntax), Some(definition)) => {
            format!(
                "The whole input as one text, which this {syntax} grammar describes:\n{definition}"
            )
        }
        _ => "The whole input as one text.".to_owned(),
    };
    json!({
        "type": "object",
        "properties": { INPUT: { "type": "string", "description": rule } },
        "required": [INPUT],
        "additionalProperties": false,
    })
}

/// The text in the arguments of such a call; what is no such object is the text itself.
pub(super) fn text_of(arguments: &str) -> String {
    serde_json::from_str::<Value>(arguments)
        .ok()
        .and_then(|said| said[INPUT].as_str().map(str::to_owned))
        .unwrap_or_else(|| arguments.to_owned())
}
