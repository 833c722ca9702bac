//! A search of the web that is offered among other tools.

use super::openai::families;
use super::{Format, Target};
use crate::wire::chat::{ChatRequest, ToolChoice};

/// The request without its search, where that is one tool among others, need not be used, and the provider
/// is not known to have one beside functions: agents offer it whoever answers, as Codex does. A search that is
/// all a request is about stays, and is refused by name.
///
/// Gemini refuses its search beside functions, unless it may tell of calls that other dialects have no words
/// for (Gemini API, "Combine built-in tools and function calling").
pub(super) fn without_offer(
    format: Format,
    asked: &ChatRequest,
    target: &Target<'_>,
) -> Option<ChatRequest> {
    const NAME: &str = "web_search_options";
    let optional = matches!(
        asked.tool_choice,
        None | Some(ToolChoice::Auto | ToolChoice::None)
    );
    let allowed = || {
        target
            .allowed
            .iter()
            .any(|list| list.iter().any(|name| name == NAME))
    };
    if asked.web_search.is_none() || asked.tools.is_empty() || !optional || allowed() {
        return None;
    }
    let has = match format {
        Format::Anthropic | Format::Responses => target.flag("web_search") != Some(false),
        Format::Chat => {
            target.supports("web_search")
                && !families::refuses(target.deployment, target.model, NAME, None)
        }
        Format::Gemini | Format::Ollama | Format::Cohere | Format::Bedrock => false,
    };
    (!has).then(|| ChatRequest {
        web_search: None,
        ..asked.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deployment::Deployment;
    use crate::wire::chat::{Part, Role, Tool, Turn};
    use crate::wire::door::openai::Controls;
    use crate::wire::format::WireError;
    use serde_json::{Value, json};

    fn sent(
        provider: &str,
        model: &str,
        asked: &ChatRequest,
    ) -> Result<(Value, Vec<String>), WireError> {
        let deployment = Deployment::sample(provider, model);
        let controls = Controls::default();
        let target = Target::new(&deployment, model, &controls);
        let format = Format::of(&deployment).expect("a chat");
        let outgoing = format.request(asked, &target)?;
        let body = serde_json::from_slice(&outgoing.body).expect("JSON");
        Ok((body, outgoing.notes.dropped))
    }

    #[test]
    fn an_offer_goes_only_to_whoever_has_a_search() {
        let offer = ChatRequest {
            turns: vec![Turn {
                role: Role::User,
                parts: vec![Part::text("hi")],
                name: None,
            }],
            web_search: Some(json!({})),
            tools: vec![Tool::Function {
                name: "f".to_owned(),
                description: None,
                parameters: None,
                strict: None,
                cache: None,
            }],
            ..ChatRequest::default()
        };
        for (provider, model, kept) in [
            ("anthropic", "claude-sonnet-4-5", true),
            ("gemini", "gemini-2.5-flash", false),
            ("groq", "llama-3.3-70b-versatile", false),
            ("deepseek", "deepseek-chat", false),
            ("openai", "gpt-5-mini", false),
            ("ollama_chat", "llama3", false),
            ("cohere_chat", "command-r-plus", false),
        ] {
            let (body, dropped) = sent(provider, model, &offer).expect("a request");
            let said = body.to_string();
            let told = ["web_search", "googleSearch"]
                .iter()
                .any(|name| said.contains(name));
            assert_eq!(told, kept, "{model}: {said}");
            assert_eq!(dropped.contains(&"web_search".to_owned()), !kept, "{model}");
        }
        // A search that must be used, or is all there is, is not left out in silence.
        let must = ChatRequest {
            tool_choice: Some(ToolChoice::Required),
            ..offer.clone()
        };
        let alone = ChatRequest {
            tools: Vec::new(),
            ..offer
        };
        assert!(sent("cohere_chat", "command-r-plus", &must).is_err());
        assert!(sent("cohere_chat", "command-r-plus", &alone).is_err());
        let (body, _) = sent("gemini", "gemini-2.5-flash", &alone).expect("a request");
        assert!(body.to_string().contains("googleSearch"), "{body}");
    }
}
