//! `api`: any request to the API, with the administrator's credential, on either back end.

use super::back_end::Ask;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print::{self, Output};
use super::secret_input;
use super::target::{Target, refused, with_query};
use bytes::Bytes;
use reqwest::Method;
use serde_json::{Map, Value, json};

/// Send any request to the API, authenticated
///
/// With -f and GET or DELETE the fields go into the query, else into a JSON body. The answer is
/// printed as it comes; -o json puts it into {"data": …, "meta": …} as other commands do.
#[derive(Clone, Debug, clap::Args)]
pub struct ApiArgs {
    /// The method: GET, POST, PUT, PATCH, DELETE
    pub method: String,
    /// Path and query: /key/info?key=…
    pub path: String,
    /// A field; the value is JSON, or else text, or a file's content as @FILE
    #[arg(short = 'f', long = "field-value", value_name = "NAME=VALUE")]
    pub fields: Vec<String>,
    /// The body: JSON, @FILE, or @- for standard input
    #[arg(short = 'd', long, value_name = "JSON", conflicts_with = "fields")]
    pub data: Option<String>,
    /// A further header
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    pub headers: Vec<String>,
    /// Also print status and headers, on stderr
    #[arg(short, long)]
    pub include: bool,
    /// Ask for page after page and print the items of all, for answers that have pages
    #[arg(long)]
    pub paginate: bool,
}

/// Sends it.
pub async fn run(args: ApiArgs, globals: &Globals) -> Result<(), Failure> {
    let method: Method = args
        .method
        .to_ascii_uppercase()
        .parse()
        .map_err(|_| Failure::usage(format!("'{}' is no method", args.method)))?;
    if !args.path.starts_with('/') {
        return Err(
            Failure::usage(format!("'{}' is no path of the API", args.path))
                .help(format!("did you mean '/{}'?", args.path)),
        );
    }
    let ask = request(&args, method)?;
    let writes = ask.method != Method::GET;
    let target = Target::choose(globals, writes).await?;
    if args.paginate {
        return paginate(&target, &ask, globals).await;
    }
    let mut reply = target.open(&ask).await?;
    if args.include {
        eprintln!("{}", reply.status);
        for (name, value) in &reply.headers {
            eprintln!("{name}: {}", String::from_utf8_lossy(value.as_bytes()));
        }
    }
    if !reply.is_good() {
        let text = reply.text().await?;
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        return Err(refused(reply.status, &body).cause(format!("HTTP status {}", reply.status)));
    }
    if globals.output.is_some_and(|form| form != Output::Plain) || globals.field.is_some() {
        let text = reply.text().await?;
        let data: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        return show(globals, &target, &data);
    }
    let mut ended = true;
    while let Some(chunk) = reply.chunk().await? {
        ended = chunk.ends_with(b"\n");
        print::bytes(&chunk)?;
    }
    if ended {
        return Ok(());
    }
    print::write("\n")
}

fn show(globals: &Globals, target: &Target, data: &Value) -> Result<(), Failure> {
    let meta = json!({ "backend": target.backend() });
    let lines = match data {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| vec![name.clone(), print::text(value)])
            .collect(),
        Value::Array(items) => items.iter().map(|item| vec![print::text(item)]).collect(),
        one => vec![vec![print::text(one)]],
    };
    print::rows(globals, &[], &lines, data, &meta)
}

fn request(args: &ApiArgs, method: Method) -> Result<Ask, Failure> {
    let mut ask = Ask::new(method, args.path.clone());
    for header in &args.headers {
        let (name, value) = header
            .split_once(':')
            .ok_or_else(|| Failure::usage(format!("'{header}' is not NAME: VALUE")))?;
        ask.headers
            .push((name.trim().to_owned(), value.trim().to_owned()));
    }
    if let Some(text) = &args.data {
        let text = secret_input::text_or_file(text)?;
        ask.body = Some(("application/json", Bytes::from(text)));
        return Ok(ask);
    }
    let fields = pairs(&args.fields)?;
    if fields.is_empty() {
        return Ok(ask);
    }
    if matches!(ask.method, Method::GET | Method::DELETE) {
        let texts: Vec<(&str, String)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), print::text(value)))
            .collect();
        let given: Vec<(&str, Option<&str>)> = texts
            .iter()
            .map(|(name, value)| (*name, Some(value.as_str())))
            .collect();
        ask.path = with_query(&ask.path, &given);
        return Ok(ask);
    }
    Ok(ask.json(&Value::Object(fields)))
}

/// `NAME=VALUE`, the value being JSON, or else text; `@FILE` is a file's content.
pub fn pairs(given: &[String]) -> Result<Map<String, Value>, Failure> {
    let pair = |text: &String| {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| Failure::usage(format!("'{text}' is not NAME=VALUE")))?;
        let value = secret_input::text_or_file(value)?;
        let read = serde_json::from_str(&value).unwrap_or_else(|_| json!(value));
        Ok((name.to_owned(), read))
    };
    given.iter().map(pair).collect()
}

/// The most pages that are asked for.
const PAGES_MAX: u32 = 10_000;

async fn paginate(target: &Target, ask: &Ask, globals: &Globals) -> Result<(), Failure> {
    let mut items = Vec::new();
    for page in 1..=PAGES_MAX {
        let page_text = page.to_string();
        let mut next = ask.clone();
        next.path = with_query(&ask.path, &[("page", Some(&page_text))]);
        let answer = target.ask(&next).await?;
        let found = match &answer {
            Value::Object(members) => members.values().find_map(Value::as_array),
            other => other.as_array(),
        };
        let Some(found) = found else {
            return Err(Failure::new(Exit::Failed, "the answer has no pages"));
        };
        items.extend(found.iter().cloned());
        let pages = answer["total_pages"].as_u64().unwrap_or(1);
        if found.is_empty() || u64::from(page) >= pages {
            break;
        }
    }
    let data = Value::Array(items);
    if globals.output.is_none() && globals.field.is_none() {
        return print::write(&format!("{data}\n"));
    }
    show(globals, target, &data)
}
