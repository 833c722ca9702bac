//! `config check`, `show`, `explain`, `init`, `schema`.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print::{self, Column, Shown};
use super::serve::{check_models, hidden_endpoints};
use super::term;
use super::value;
use crate::config::{CHANGEABLE, Loaded, State, closest, meaning, settings_known};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// One setting or all.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// The setting, by its dotted name, or a part of it
    pub setting: Option<String>,
}

/// Arguments of `config init`.
#[derive(Clone, Debug, clap::Args)]
pub struct InitArgs {
    /// The file
    #[arg(default_value = "volumes/litellm/proxy_config.yaml")]
    pub file: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

const SETTINGS: &[Column] = &[
    ("SETTING", |row| value::word(&row["name"])),
    ("VALUE", |row| value::word(&row["value"])),
];
const EXPLAINED: &[Column] = &[
    SETTINGS[0],
    SETTINGS[1],
    ("FROM", |row| value::word(&row["origin"])),
    ("MEANING", |row| value::word(&row["means"])),
];
const FINDINGS: &[Column] = &[
    ("CHECK", |row| value::word(&row["result"])),
    ("WHAT", |row| value::word(&row["what"])),
];

fn load(globals: &Globals) -> Result<Loaded, Failure> {
    globals.load(globals.overrides())
}

/// Checks the configuration without starting anything.
pub fn check(globals: &Globals) -> Result<(), Failure> {
    let loaded = load(globals)?;
    let (_, wrong) = check_models(&loaded.config);
    let notices = loaded.notices.iter().map(ToString::to_string);
    let notices = notices.chain(hidden_endpoints(&loaded.config));
    let found =
        |result: &'static str| move |what: String| json!({ "result": result, "what": what });
    let mut rows: Vec<Value> = wrong.iter().cloned().map(found("failed")).collect();
    rows.extend(notices.map(found("warning")));
    if rows.is_empty() {
        let file = loaded.file.as_ref().map_or_else(
            || "no configuration file; the defaults hold".to_owned(),
            |file| file.display().to_string(),
        );
        rows.push(json!({ "result": "ok", "what": file }));
    }
    let problems = wrong.len();
    Shown::list(FINDINGS, "what", rows).print(globals, "file")?;
    if problems == 0 {
        return Ok(());
    }
    Err(Failure::invalid(format!(
        "{problems} models cannot be served"
    )))
}

/// What is in force; secrets are masked.
pub fn show(args: &Named, globals: &Globals, explain: bool) -> Result<(), Failure> {
    let loaded = load(globals)?;
    let mut rows: Vec<Value> = loaded
        .report
        .iter()
        .map(|setting| {
            json!({
                "name": setting.name, "value": setting.value, "origin": setting.origin.to_string(),
                "means": meaning(&setting.name),
            })
        })
        .collect();
    if let Some(named) = &args.setting {
        let all: Vec<String> = rows.iter().map(|row| value::word(&row["name"])).collect();
        let exact = rows.iter().any(|row| row["name"] == **named);
        rows.retain(|row| {
            let name = row["name"].as_str().unwrap_or_default();
            name == named || !exact && name.contains(named.as_str())
        });
        if rows.is_empty() {
            let failure = Failure::new(Exit::NotFound, format!("there is no setting '{named}'"));
            return Err(match closest(named, all.iter().map(String::as_str)) {
                Some(meant) => failure.help(format!("did you mean '{meant}'?")),
                None => failure.help("`cw-proxy config show` lists them"),
            });
        }
    }
    let columns = if explain { EXPLAINED } else { SETTINGS };
    let file = loaded.file.as_ref().map(|file| file.display().to_string());
    Shown::list(columns, "value", rows)
        .meta("file", json!(file))
        .print(globals, "file")
}

/// A configuration to begin with. It starts as it is, and says what may be added.
const STARTER: &str = "\
# The configuration of cw-proxy, in LiteLLM's format. `cw-proxy config check` reads it,
# `cw-proxy config schema` describes it for editors.

model_list: []
# - model_name: gpt-5-mini              # the name that clients use
#   litellm_params:
#     model: openai/gpt-5-mini          # provider/model
#     api_key: os.environ/OPENAI_API_KEY
# - model_name: local
#   litellm_params:
#     model: ollama/llama3.2
#     api_base: http://localhost:11434

general_settings: {}
#   master_key: os.environ/LITELLM_MASTER_KEY
#   database_url: os.environ/DATABASE_URL   # SQLite in the data folder without it
#   store_prompts_in_spend_logs: false

litellm_settings: {}
#   max_budget: 100                     # US dollars, for the whole proxy
#   budget_duration: 30d

router_settings: {}
#   num_retries: 2
#   model_group_alias: { fast: gpt-5-mini }
";

/// Writes a configuration to begin with.
pub fn init(args: &InitArgs, globals: &Globals) -> Result<(), Failure> {
    use std::io::Write;
    let path = &args.file;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            Failure::usage(format!("cannot make the folder {}", folder.display())).cause(error)
        })?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if args.force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let written = options
        .open(path)
        .and_then(|mut file| file.write_all(STARTER.as_bytes()));
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Failure::new(
                Exit::Conflict,
                format!("{} is there already", path.display()),
            )
            .help("add --force to write over it"));
        }
        Err(error) => {
            return Err(
                Failure::usage(format!("{} cannot be written", path.display())).cause(error),
            );
        }
    }
    Shown::one("file", json!({ "file": path })).print(globals, "file")?;
    term::hint(globals, "cw-proxy config check   and then   cw-proxy serve");
    Ok(())
}

/// A JSON Schema of the configuration file, for editors.
pub fn schema() -> Result<(), Failure> {
    let mut sections: Map<String, Value> = Map::new();
    for (section, name, state) in settings_known() {
        let known = CHANGEABLE
            .iter()
            .find(|one| one.section == section && one.name == name);
        let mut field = match known.map(|one| one.kind) {
            Some("Boolean") => json!({ "type": ["boolean", "string"] }),
            Some("Integer" | "Float") => json!({ "type": ["number", "string", "null"] }),
            Some("Dictionary") => json!({ "type": "object" }),
            _ => json!({}),
        };
        let words = match state {
            State::InForce => meaning(&whole(section, name)).map(str::to_owned),
            State::NotYet => Some("Accepted; has no effect in this version.".to_owned()),
            State::NotApplicable(why) => Some(format!("Has no effect here: {why}.")),
        };
        if let Some(words) = words {
            field["description"] = json!(words);
        }
        if state != State::InForce {
            field["deprecated"] = json!(true);
        }
        put(&mut sections, section, name, field);
    }
    if let Some(models) = sections.get_mut("model_list") {
        *models = json!({
            "type": "array",
            "description": "Models: the same name again is a second deployment of it.",
            "items": {
                "type": "object",
                "required": ["model_name", "litellm_params"],
                "properties": {
                    "model_name": { "type": "string", "description": "The name that clients use; may hold *." },
                    "litellm_params": {
                        "type": "object",
                        "required": ["model"],
                        "properties": { "model": { "type": "string", "description": "provider/model" } },
                    },
                    "model_info": { "type": "object" },
                },
            },
        });
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cw-proxy's configuration file",
        "type": "object",
        "properties": sections,
    });
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    print::write(&format!("{text}\n"))
}

fn whole(section: &str, name: &str) -> String {
    if section.is_empty() {
        name.to_owned()
    } else {
        format!("{section}.{name}")
    }
}

/// Puts a setting into its section; a section may be inside another one.
fn put(sections: &mut Map<String, Value>, section: &str, name: &str, field: Value) {
    let mut place = sections;
    for part in section.split('.').filter(|part| !part.is_empty()) {
        let inner = place
            .entry(part)
            .or_insert_with(|| json!({ "type": ["object", "null"] }));
        if !inner["properties"].is_object() {
            *inner = json!({ "type": ["object", "null"], "properties": {} });
        }
        let Some(properties) = inner["properties"].as_object_mut() else {
            return;
        };
        place = properties;
    }
    // A section may have been made by a setting of it.
    place.entry(name).or_insert(field);
}
