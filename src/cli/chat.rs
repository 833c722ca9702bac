//! `chat`: a smoke test of a model from a terminal.

use super::back_end::{Ask, Reply};
use super::failure::Failure;
use super::globals::Globals;
use super::print::{self, Output};
use super::secret_input;
use super::target::{Target, refused};
use super::term;
use crate::domain::secret::Secret;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Arguments of `chat`.
#[derive(Clone, Debug, clap::Args)]
pub struct ChatArgs {
    /// The model [default: the only one]
    pub model: Option<String>,
    /// What to say; - reads it from standard input
    #[arg(long, short = 'm', value_name = "TEXT")]
    pub message: Option<String>,
    /// Print the answer as it comes
    #[arg(long, conflicts_with = "no_stream")]
    pub stream: bool,
    /// Print the answer when it is complete
    #[arg(long)]
    pub no_stream: bool,
    /// What the model is told before
    #[arg(long, value_name = "TEXT")]
    pub system: Option<String>,
    /// The most tokens of the answer
    #[arg(long, value_name = "TOKENS")]
    pub max_tokens: Option<u32>,
    /// Call as this virtual key: -, @FILE, or the key itself, which other users can see while this runs
    #[arg(long, value_name = "KEY", conflicts_with = "key_file")]
    pub key: Option<String>,
    /// File that holds the virtual key to call as
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

/// Says it, and prints what comes back.
pub async fn run(args: ChatArgs, globals: &Globals) -> Result<(), Failure> {
    let key = secret_input::given(
        globals,
        "--key",
        args.key.as_ref(),
        args.key_file.as_ref(),
        false,
    )?;
    if args.message.is_none() && !term::may_ask(globals) {
        return Err(Failure::usage("--message is missing")
            .help("give -m TEXT, or -m - to read it from standard input"));
    }
    let key = key.map(Secret::new);
    let target = Target::choose_as(globals, true, key.as_ref()).await?;
    // Nobody types a message only to learn that there is nobody to send it to.
    let model = match args.model {
        Some(model) => model,
        None => only_model(&target, key.clone()).await?,
    };
    let message = match args.message.as_deref() {
        Some("-") => secret_input::from_stdin("the message")?,
        Some(text) => text.to_owned(),
        None => term::required(None, "Message", "--message", globals)?,
    };
    let system = args
        .system
        .map(|text| json!({ "role": "system", "content": text }));
    let said = json!({ "role": "user", "content": message });
    let messages: Vec<Value> = system.into_iter().chain([said]).collect();
    let form = print::output(globals);
    let screen = form == Output::Table && !globals.quiet && globals.field.is_none();
    let stream = args.stream || screen && !args.no_stream;
    let mut body = json!({ "model": model, "messages": messages, "stream": stream });
    if stream {
        body["stream_options"] = json!({ "include_usage": true });
    }
    if let Some(most) = args.max_tokens {
        body["max_tokens"] = json!(most);
    }
    let ask = Ask::new(Method::POST, "/v1/chat/completions")
        .json(&body)
        .with_key(key.clone());
    let mut reply = target.open(&ask).await?;
    if !reply.is_good() {
        let text = reply.text().await?;
        let body: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        return Err(unanswered(&target, key, &model, reply.status, &body).await);
    }
    let cost = header(&reply, "x-litellm-response-cost");
    let (answer, usage) = if stream {
        streamed(&mut reply).await?
    } else {
        let text = reply.text().await?;
        let whole: Value = serde_json::from_str(&text).unwrap_or_default();
        if globals.field.is_some() || !matches!(form, Output::Table | Output::Plain) {
            let meta =
                json!({ "backend": target.backend(), "cost": cost, "call_id": reply.call_id() });
            return print::rows(globals, &[], &[], &whole, &meta);
        }
        let content = whole["choices"][0]["message"]["content"].clone();
        print::write(&clean(content.as_str().unwrap_or_default()))?;
        (
            content.as_str().unwrap_or_default().to_owned(),
            whole["usage"].clone(),
        )
    };
    if !answer.ends_with('\n') {
        print::write("\n")?;
    }
    let tokens = |name: &str| usage[name].as_u64().unwrap_or(0);
    let cost = cost.map_or_else(String::new, |cost| format!(", ${cost}"));
    term::note(
        globals,
        &format!(
            "{model}: {} tokens in, {} out{cost} (call {})",
            tokens("prompt_tokens"),
            tokens("completion_tokens"),
            reply.call_id()
        ),
    );
    Ok(())
}

fn header(reply: &Reply, name: &str) -> Option<String> {
    let value = reply.headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// The models that may be called.
async fn models(target: &Target, key: Option<Secret>) -> Vec<String> {
    let ask = Ask::new(Method::GET, "/v1/models").with_key(key);
    let listed = target.ask(&ask).await.unwrap_or_default();
    let models = listed["data"].as_array().into_iter().flatten();
    models
        .filter_map(|model| model["id"].as_str().map(str::to_owned))
        .collect()
}

/// The names that deployments are declared with, patterns like `openai/*` among them: `/v1/models` writes
/// hundreds where such a pattern stands.
async fn declared(target: &Target, key: Option<Secret>) -> Vec<String> {
    let ask = Ask::new(Method::GET, "/v1/model/info").with_key(key.clone());
    let told = target.ask(&ask).await.unwrap_or_default();
    let told = told["data"].as_array().into_iter().flatten();
    let names = told.filter_map(|model| model["model_name"].as_str().map(str::to_owned));
    let names: BTreeSet<String> = names.collect();
    if names.is_empty() {
        return models(target, key).await;
    }
    let (patterns, mut names): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|name| name.contains('*'));
    names.extend(patterns);
    names
}

async fn only_model(target: &Target, key: Option<Secret>) -> Result<String, Failure> {
    let mut known = declared(target, key).await;
    match known.as_slice() {
        [only] if !only.contains('*') => Ok(known.remove(0)),
        [] => {
            Err(Failure::usage("MODEL is missing").help("`cw-proxy model list` shows the models"))
        }
        _ => {
            known.truncate(20);
            Err(Failure::usage("MODEL is missing")
                .help(format!("choose one: {}", known.join(", "))))
        }
    }
}

/// A no, with the model that was probably meant.
async fn unanswered(
    target: &Target,
    key: Option<Secret>,
    model: &str,
    status: u16,
    body: &Value,
) -> Failure {
    let failure = refused(status, body);
    let known = models(target, key).await;
    if known.iter().any(|name| name == model) {
        return failure;
    }
    match crate::config::closest(model, known.iter().map(String::as_str)) {
        Some(meant) => failure.help(format!("did you mean '{meant}'?")),
        None => failure,
    }
}

/// Prints the words of a stream as they come; all of them, and the usage at its end.
async fn streamed(reply: &mut Reply) -> Result<(String, Value), Failure> {
    let (mut buffer, mut answer, mut usage) = (Vec::new(), String::new(), Value::Null);
    while let Some(chunk) = reply.chunk().await? {
        buffer.extend_from_slice(&chunk);
        while let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = buffer.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            let Some(data) = line.trim_end().strip_prefix("data:") else {
                continue;
            };
            let Ok(event) = serde_json::from_str::<Value>(data.trim()) else {
                continue;
            };
            if event["error"].is_object() {
                return Err(refused(502, &event));
            }
            if event["usage"].is_object() {
                usage = event["usage"].clone();
            }
            if let Some(words) = event["choices"][0]["delta"]["content"].as_str() {
                print::write(&clean(words))?;
                answer.push_str(words);
            }
        }
    }
    Ok((answer, usage))
}

/// A model's words without what could steer the terminal; lines stay lines.
fn clean(words: &str) -> String {
    let mut parts = words.split('\n').map(print::shown);
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |text, part| text + "\n" + &part)
}
