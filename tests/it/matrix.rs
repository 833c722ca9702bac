//! The table in the README of what works between which client and which provider: every cell is tried,
//! and is right or refused with a reason. `UPDATE=1 cargo test --test it matrix` writes it anew.

use crate::common::providers::{CACHED, INPUT, OUTPUT, Providers};
use crate::common::proxy::Proxy;
use crate::doors::{MODELS, asked, proxy, read};
use serde_json::{Value, json};
use std::fs;

/// The doors' names, and what their clients call them.
const DOORS: [(&str, &str); 5] = [
    ("chat", "chat completions"),
    (
        "completions",
        "completions, which know no tools, pictures or schemas",
    ),
    ("messages", "Messages"),
    ("responses", "Responses"),
    ("gemini", "`generateContent`"),
];

/// The providers of [`MODELS`].
const PROVIDERS: [&str; 10] = [
    "OpenAI-alike",
    "OpenAI",
    "OpenAI by Responses",
    "Anthropic",
    "Gemini",
    "Ollama",
    "Cohere",
    "Bedrock",
    "Vertex AI",
    "Claude on Vertex AI",
];

const FEATURES: [&str; 9] = [
    "text",
    "stream",
    "error",
    "tools",
    "a forced tool",
    "a schema",
    "pictures",
    "pictures by address",
    "documents",
];

const ADDRESS: &str = "https://pictures.example/a.png";

const DATA: &str = "iVBORw0KGgo=";

/// What a client of this door asks to try this; `None` when its dialect has no word for it.
fn trial(door: &str, model: &str, feature: &str) -> Option<(String, Value)> {
    let text = if feature == "error" {
        "fail-with-429"
    } else {
        "hi"
    };
    let (path, mut body) = asked(door, model, feature == "stream", text);
    if !feature.contains("tool")
        && let Some(members) = body.as_object_mut()
    {
        members.remove("tools");
    }
    let content = content(door, feature, text);
    let schema = json!({ "type": "object", "properties": { "q": { "type": "string" } }, "required": ["q"],
        "additionalProperties": false });
    match (door, feature) {
        (_, "text" | "stream" | "error") => {}
        ("completions", _) => return None,
        (_, "tools") => {}
        ("chat" | "responses", "a forced tool") => body["tool_choice"] = json!("required"),
        ("messages", "a forced tool") => body["tool_choice"] = json!({ "type": "any" }),
        (_, "a forced tool") => {
            body["toolConfig"] = json!({ "functionCallingConfig": { "mode": "ANY" } });
        }
        ("chat", "a schema") => {
            body["response_format"] = json!({ "type": "json_schema",
                "json_schema": { "name": "q", "schema": schema, "strict": true } });
        }
        ("messages", "a schema") => {
            body["output_config"] =
                json!({ "format": { "type": "json_schema", "schema": schema } });
        }
        ("responses", "a schema") => {
            body["text"] = json!({ "format": { "type": "json_schema", "name": "q", "schema": schema, "strict": true } });
        }
        (_, "a schema") => {
            body["generationConfig"] =
                json!({ "responseMimeType": "application/json", "responseJsonSchema": schema });
        }
        ("responses", _) => body["input"] = json!([{ "role": "user", "content": content }]),
        ("gemini", _) => body["contents"][0]["parts"] = content,
        _ => body["messages"][0]["content"] = content,
    }
    Some((path, body))
}

/// A user's words with a picture or a document beside them.
fn content(door: &str, feature: &str, text: &str) -> Value {
    let picture = format!("data:image/png;base64,{DATA}");
    let document = format!("data:application/pdf;base64,{DATA}");
    let mime = if feature == "documents" {
        "application/pdf"
    } else {
        "image/png"
    };
    let beside = match (door, feature) {
        ("chat", "documents") => {
            json!({ "type": "file", "file": { "filename": "a.pdf", "file_data": document } })
        }
        ("chat", "pictures") => json!({ "type": "image_url", "image_url": { "url": picture } }),
        ("chat", _) => json!({ "type": "image_url", "image_url": { "url": ADDRESS } }),
        ("messages", "pictures by address") => {
            json!({ "type": "image", "source": { "type": "url", "url": ADDRESS } })
        }
        ("messages", _) => {
            let kind = mime
                .split('/')
                .next()
                .map(|kind| kind.replace("application", "document"));
            json!({ "type": kind, "source": { "type": "base64", "media_type": mime, "data": DATA } })
        }
        ("responses", "documents") => {
            json!({ "type": "input_file", "filename": "a.pdf", "file_data": document })
        }
        ("responses", "pictures") => json!({ "type": "input_image", "image_url": picture }),
        ("responses", _) => json!({ "type": "input_image", "image_url": ADDRESS }),
        (_, "pictures by address") => {
            json!({ "fileData": { "mimeType": mime, "fileUri": ADDRESS } })
        }
        _ => json!({ "inlineData": { "mimeType": mime, "data": DATA } }),
    };
    let words = match door {
        "responses" => json!({ "type": "input_text", "text": text }),
        "gemini" => json!({ "text": text }),
        _ => json!({ "type": "text", "text": text }),
    };
    json!([words, beside])
}

/// Whether it works as far as the client can ask for it, or why not.
async fn tried(
    proxy: &Proxy,
    providers: &Providers,
    (door, model, feature): (&str, &str, &str),
) -> Result<(), String> {
    let Some((path, body)) = trial(door, model, feature) else {
        return Ok(());
    };
    let before = providers.seen().len();
    let reply = proxy.post(&path, &body).await;
    let text = reply.text();
    let case = format!("{door} {model} {feature}: {text}");
    if feature == "error" {
        assert_eq!(
            (reply.status, providers.seen().len()),
            (429, before + 1),
            "{case}"
        );
        assert!(
            text.contains("This is the provider's own message."),
            "{case}"
        );
        return Ok(());
    }
    if reply.status == 400 {
        assert_eq!(
            providers.seen().len(),
            before,
            "refused before it was asked: {case}"
        );
        let told: Value = serde_json::from_str(&text).expect("JSON");
        let why = told["error"]["message"].as_str().expect("a reason");
        let (_, why) = why.split_once(": ").expect("a class and a reason");
        return Err(why.to_owned());
    }
    assert_eq!(reply.status, 200, "{case}");
    let (said, name, arguments, input, output) = read(door, feature == "stream", &text);
    let expected = if feature == "a schema" {
        "{\"q\":\"x\"}"
    } else {
        "Hello"
    };
    assert_eq!(said, expected, "{case}");
    assert_eq!((input, output), (INPUT + CACHED, OUTPUT), "{case}");
    if feature.contains("tool") {
        let arguments: Value = serde_json::from_str(&arguments).expect("arguments");
        assert_eq!(
            (name.as_str(), arguments),
            ("lookup", json!({ "q": "x" })),
            "{case}"
        );
    }
    let sent = match feature {
        "pictures" | "documents" => DATA,
        "pictures by address" => ADDRESS,
        "a schema" => "\"q\"",
        _ => "",
    };
    let asked = String::from_utf8_lossy(&providers.last().body).into_owned();
    assert!(asked.replace('\\', "").contains(sent), "{case}: {asked}");
    Ok(())
}

/// A cell's text; reasons become notes.
fn cell(results: &[Result<(), String>], notes: &mut Vec<String>) -> String {
    if results.iter().all(Result::is_ok) {
        return "all".to_owned();
    }
    let told = FEATURES
        .iter()
        .zip(results)
        .filter_map(|(feature, result)| {
            let why = result.as_ref().err()?;
            let known = notes.iter().position(|note| note == why);
            let number = known.unwrap_or_else(|| {
                notes.push(why.clone());
                notes.len() - 1
            });
            Some(format!("{feature} ({})", number + 1))
        });
    format!("all but {}", told.collect::<Vec<_>>().join(", "))
}

#[tokio::test]
async fn the_matrix_of_clients_and_providers_is_true() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let mut notes = Vec::new();
    let mut table = format!(
        "| client \\ provider | {} |\n|{}\n",
        PROVIDERS.join(" | "),
        "---|".repeat(PROVIDERS.len() + 1)
    );
    for (door, title) in DOORS {
        table += &format!("| {title} |");
        for model in MODELS {
            let mut results = Vec::new();
            for feature in FEATURES {
                results.push(tried(&proxy, &providers, (door, model, feature)).await);
            }
            table += &format!(" {} |", cell(&results, &mut notes));
        }
        table.push('\n');
    }
    for (number, note) in notes.iter().enumerate() {
        table += &format!("\n({}) {note}\n", number + 1);
    }
    hold(&table);
}

/// Holds the README to the table, or writes it there.
fn hold(table: &str) {
    const BEGIN: &str = "<!-- matrix: written by tests/it/matrix.rs -->\n";
    const END: &str = "<!-- end of matrix -->";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(path).expect("a README");
    let (before, rest) = readme.split_once(BEGIN).expect("a place for the table");
    let (stored, after) = rest.split_once(END).expect("the table's end");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, [before, BEGIN, table, END, after].concat()).expect("written");
        return;
    }
    assert!(
        stored == table,
        "the table in README.md is out of date: run UPDATE=1 cargo test --test it matrix\n{table}"
    );
}
