//! How clients are set up: what to type for each tool, with this proxy's address and a model of the caller's.

use super::super::App;
use super::layout::Page;
use super::parts::{self, Form};
use super::table::UiRoute;
use super::visit::Visit;
use crate::domain::owner::Rank;
use axum::response::Response;
use maud::{Markup, html};

/// Its route.
pub const ROUTES: &[UiRoute] = &[UiRoute::page(PATH, Rank::Nobody, |app, visit| {
    Box::pin(async move { Ok(show(&app, &visit)) })
})];

const PATH: &str = "/ui/setup";
/// Models that the page offers, at most.
const MODELS_MAX: usize = 500;
/// What stands for a key that only its holder knows.
const SOME_KEY: &str = "sk-…";

/// What to type for one tool.
pub struct Recipe {
    /// For addresses and labels.
    pub id: &'static str,
    /// The tool.
    pub name: &'static str,
    /// What should be known.
    pub about: &'static str,
    /// What to type.
    pub code: String,
}

/// A text between single quotes of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text between double quotes of Python, JavaScript and TOML.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What to type for every tool. `base` has no slash at its end; `key` is the secret where it is known.
#[must_use]
pub fn recipes(base: &str, model: &str, key: Option<&str>) -> Vec<Recipe> {
    let key = key.unwrap_or(SOME_KEY);
    let (shell_key, shell_model) = (quoted(key), quoted(model));
    let (key, model_text) = (string(key), string(model));
    let (v1, root) = (string(&format!("{base}/v1")), string(base));
    let body =
        serde_json::json!({ "model": model, "messages": [{ "role": "user", "content": "Hello" }] });
    let body = quoted(&body.to_string());
    vec![
        Recipe {
            id: "curl",
            name: "curl",
            about: "The shortest way to see that it works.",
            code: format!(
                "curl {base}/v1/chat/completions \\\n  -H \"Authorization: Bearer $CW_KEY\" \\\n  -H 'Content-Type: application/json' \\\n  -d {body}\n\n# with the key in the environment:\nexport CW_KEY={shell_key}"
            ),
        },
        Recipe {
            id: "openai-python",
            name: "OpenAI SDK, Python",
            about: "Two lines change: the address and the key.",
            code: format!(
                "from openai import OpenAI\n\nclient = OpenAI(base_url={v1}, api_key={key})\nanswer = client.chat.completions.create(\n    model={model_text},\n    messages=[{{\"role\": \"user\", \"content\": \"Hello\"}}],\n)\nprint(answer.choices[0].message.content)"
            ),
        },
        Recipe {
            id: "openai-node",
            name: "OpenAI SDK, Node",
            about: "The same in JavaScript.",
            code: format!(
                "import OpenAI from \"openai\";\n\nconst client = new OpenAI({{ baseURL: {v1}, apiKey: {key} }});\nconst answer = await client.chat.completions.create({{\n  model: {model_text},\n  messages: [{{ role: \"user\", content: \"Hello\" }}],\n}});\nconsole.log(answer.choices[0].message.content);"
            ),
        },
        Recipe {
            id: "claude-code",
            name: "Claude Code",
            about: "Any model here answers it, Anthropic's or not. The small model is for its side tasks.",
            code: format!(
                "export ANTHROPIC_BASE_URL={base}\nexport ANTHROPIC_AUTH_TOKEN={shell_key}\nexport ANTHROPIC_SMALL_FAST_MODEL={shell_model}\nclaude --model {shell_model}"
            ),
        },
        Recipe {
            id: "codex",
            name: "Codex",
            about: "In ~/.codex/config.toml. Codex speaks the Responses API, which works with every model here.",
            code: format!(
                "model = {model_text}\nmodel_provider = \"cw\"\n\n[model_providers.cw]\nname = \"cw-proxy\"\nbase_url = {v1}\nenv_key = \"CW_KEY\"\nwire_api = \"responses\"\n\n# then, in the shell: export CW_KEY={shell_key}"
            ),
        },
        Recipe {
            id: "litellm",
            name: "LiteLLM SDK",
            about: "The prefix tells the SDK that a proxy is there; it is taken off again here.",
            code: format!(
                "import litellm\n\nanswer = litellm.completion(\n    model={},\n    api_base={root},\n    api_key={key},\n    messages=[{{\"role\": \"user\", \"content\": \"Hello\"}}],\n)",
                string(&format!("litellm_proxy/{model}"))
            ),
        },
        Recipe {
            id: "anthropic-python",
            name: "Anthropic SDK, Python",
            about: "Messages, streams, tools and thinking, whoever answers.",
            code: format!(
                "from anthropic import Anthropic\n\nclient = Anthropic(base_url={root}, api_key={key})\nanswer = client.messages.create(\n    model={model_text},\n    max_tokens=1024,\n    messages=[{{\"role\": \"user\", \"content\": \"Hello\"}}],\n)"
            ),
        },
        Recipe {
            id: "google-genai",
            name: "Google GenAI SDK",
            about: "generateContent, whoever answers.",
            code: format!(
                "from google import genai\n\nclient = genai.Client(api_key={key}, http_options={{\"base_url\": {root}}})\nanswer = client.models.generate_content(model={model_text}, contents=\"Hello\")"
            ),
        },
        Recipe {
            id: "cli",
            name: "cw-proxy run",
            about: "Sets the variables of every tool above for one command, after a look whether the key is good.",
            code: format!("cw-proxy run --key ALIAS -- claude --model {shell_model}"),
        },
    ]
}

/// A model to begin with, of these names: one that chats where there is one, and never a pattern.
#[must_use]
pub fn first_model(app: &App, names: &[String]) -> Option<String> {
    let catalog = app.gateway.catalog().clone();
    let chats = |name: &str| {
        let mut served = catalog
            .deployments()
            .filter(|served| *served.deployment.group == *name);
        served.any(|served| {
            let mode = served.deployment.mode.as_deref();
            matches!(mode.unwrap_or("chat"), "chat" | "responses")
        })
    };
    let mut single = names.iter().filter(|name| !name.contains('*'));
    let first = single.clone().find(|name| chats(name));
    first.or_else(|| single.next()).cloned()
}

/// The recipes, one below the other, each to be copied.
#[must_use]
pub fn shown(recipes: &[Recipe]) -> Markup {
    html! {
        @for recipe in recipes {
            (parts::card(recipe.name, html! {}, html! {
                p.soft { (recipe.about) }
                (parts::copyable(recipe.id, &recipe.code))
            }))
        }
    }
}

fn show(app: &App, visit: &Visit) -> Response {
    let catalog = app.gateway.catalog().clone();
    let mut names: Vec<String> = catalog
        .names()
        .iter()
        .map(ToString::to_string)
        .filter(|name| !name.contains('*'))
        .collect();
    names.sort_unstable();
    names.truncate(MODELS_MAX);
    let model = visit.query.get("model").map(str::to_owned);
    let model = model
        .or_else(|| first_model(app, &names))
        .unwrap_or_else(|| "MODEL".to_owned());
    let options: Vec<(String, String)> = names
        .iter()
        .map(|name| (name.clone(), name.clone()))
        .collect();
    let form = Form::of(&[("model", model.clone())]);
    let recipes = recipes(&visit.base_url(), &model, None);
    let body = html! {
        (parts::head("Client set-up", html! { p {
            "What to type for each tool. Put a key in place of " code { (SOME_KEY) } "; its secret is shown once, when it is made."
        } }, html! { @if visit.may_change() { a.btn.primary href="/ui/keys/new" { "New key" } } }))
        form.filters method="get" action=(PATH) {
            (form.choice("model", "Model", "", &options))
            button type="submit" { "Show" }
        }
        nav.chips aria-label="Tools" {
            @for recipe in &recipes { a.chip href={ "#" (recipe.id) } { (recipe.name) } }
        }
        div.grid-2 { (shown(&recipes)) }
    };
    Page::new("Client set-up", PATH, body).show(app, visit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_leaves_its_quotes() {
        let odd = "a'b\"c$(x)`y`\\";
        for recipe in recipes("http://h:1", odd, Some("sk-'x")) {
            let shell = recipe.code.contains(&quoted(odd));
            let text = recipe.code.contains(&string(odd)) || recipe.code.contains("litellm_proxy/");
            let json = recipe.id == "curl";
            assert!(shell || text || json, "{}", recipe.code);
        }
        assert_eq!(quoted("a'b"), r"'a'\''b'");
    }
}
