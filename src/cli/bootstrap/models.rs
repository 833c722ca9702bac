//! Declaring the default models, where there is a secret to call them with.

use super::super::failure::{Exit, Failure};
use super::proxy::Proxy;
use super::report::{Report, State};
use super::settings::Settings;
use crate::config::Env;
use crate::domain::provider::Provider;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const KIND: &str = "model";

/// Declares each default model `provider/model` that nobody has declared.
pub(super) async fn declare(proxy: &Proxy, settings: &Settings, report: &mut Report) {
    if settings.models.is_empty() {
        return;
    }
    let known = match proxy.model_names().await {
        Ok(known) => known,
        Err(failure) => return report.failed(KIND, "default models", failure),
    };
    // What this job puts in there are the proxy's own keys.
    let taken: Vec<&str> = settings.keys.iter().map(|spec| spec.env.as_str()).collect();
    for model in &settings.models {
        if known.contains(model) {
            report.step(KIND, model, State::Unchanged, "");
            continue;
        }
        let body = match declaration(model, &settings.env, &taken) {
            Ok(body) => body,
            Err(why) => {
                report.step(KIND, model, State::Skipped, why);
                continue;
            }
        };
        let declared = if report.dry {
            Ok(())
        } else {
            proxy.new_model(&body).await
        };
        match declared {
            Ok(()) => report.step(KIND, model, State::Declared, ""),
            Err(failure) if is_there(&failure) => report.step(KIND, model, State::Unchanged, ""),
            Err(failure) => report.failed(KIND, model, failure),
        }
    }
}

/// Another job was faster: the id is the same, since it is made of the name.
fn is_there(failure: &Failure) -> bool {
    failure.exit == Exit::Conflict
}

/// What is sent to `/model/new`, or why nothing is.
fn declaration(model: &str, env: &Env, taken: &[&str]) -> Result<Value, String> {
    let (name, upstream) = model
        .split_once('/')
        .ok_or("a name without a provider is declared by whoever knows what it stands for")?;
    let provider =
        Provider::find(name).ok_or_else(|| format!("'{name}' is no provider that is known"))?;
    let own = format!("LITELLM_{}_API_KEY", provider.env_name());
    let mut variables = std::iter::once(own.clone().into()).chain(provider.key_variables());
    let secret = variables.find(|name| env.get(name).is_some() && !taken.contains(&name.as_ref()));
    let secret = secret.ok_or_else(|| format!("{own} is not set"))?;
    let digest = Sha256::digest(model.as_bytes());
    let id: String = digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(json!({
        "model_name": model,
        "litellm_params": {
            "model": upstream,
            "custom_llm_provider": provider.name,
            "api_key": format!("os.environ/{secret}"),
        },
        "model_info": {
            "id": format!("bootstrap-{id}"),
            "provider": provider.name,
            "description": "Declared by cw-proxy bootstrap.",
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_needs_a_provider_and_its_secret() {
        let env = Env::of([
            ("LITELLM_OPENAI_API_KEY", "sk-a"),
            ("OPENAI_API_KEY", "sk-b"),
            ("GROQ_API_KEY", "g"),
        ]);
        let made = declaration("openai/gpt-5", &env, &["OPENAI_API_KEY"]).expect("a declaration");
        assert_eq!(
            made["litellm_params"]["api_key"],
            "os.environ/LITELLM_OPENAI_API_KEY"
        );
        assert_eq!(made["litellm_params"]["model"], "gpt-5");
        assert_eq!(
            made,
            declaration("openai/gpt-5", &env, &["OPENAI_API_KEY"]).expect("the same")
        );
        let groq = declaration("groq/x/y", &env, &["OPENAI_API_KEY"]).expect("a declaration");
        assert_eq!(groq["litellm_params"]["api_key"], "os.environ/GROQ_API_KEY");
        for (model, why) in [
            ("gpt-5", "without a provider"),
            ("nobody/x", "no provider"),
            ("anthropic/x", "LITELLM_ANTHROPIC_API_KEY is not set"),
        ] {
            assert!(
                declaration(model, &env, &["OPENAI_API_KEY"])
                    .expect_err(model)
                    .contains(why),
                "{model}"
            );
        }
        let only_virtual = Env::of([("OPENAI_API_KEY", "sk-virtual")]);
        assert!(declaration("openai/gpt-5", &only_virtual, &["OPENAI_API_KEY"]).is_err());
    }
}
