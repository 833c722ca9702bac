//! The providers' secrets under the providers' own names, for whatever reads `.env.litellm`.

use super::super::env_file;
use super::super::failure::{Exit, Failure};
use super::report::{Report, State};
use super::settings::{PATIENCE, Settings, how, unwritable};
use crate::config::Env;

const KIND: &str = "secret";
const PREFIX: &str = "LITELLM_";
const SUFFIX: &str = "_API_KEY";
/// Not a provider's: what clients of the proxy call themselves by.
const CLIENT: &str = "LITELLM_PROXY_API_KEY";

/// `LITELLM_<P>_API_KEY` becomes `<P>_API_KEY`. Other lines of the file are not touched.
pub(super) fn secrets(settings: &Settings, report: &mut Report) {
    let pairs = pairs(&settings.env);
    let file = settings.litellm_env_file.display().to_string();
    if pairs.is_empty() {
        report.step(
            KIND,
            &file,
            State::Skipped,
            "no LITELLM_<PROVIDER>_API_KEY is set",
        );
        return;
    }
    let before = match env_file::read(&settings.litellm_env_file) {
        Ok(before) => before.unwrap_or_default(),
        Err(error) => return report.failed(KIND, &file, unwritable(&error)),
    };
    let state = |(name, value): &(String, String)| match before.get(name) {
        Ok(Some(now)) if now == *value => State::Unchanged,
        _ => State::Written,
    };
    let states: Vec<State> = pairs.iter().map(state).collect();
    let mut note = String::new();
    if !report.dry && states.contains(&State::Written) {
        let made = before == env_file::Text::default();
        let written = env_file::change(
            &settings.litellm_env_file,
            Some(&settings.env_file_or_folder()),
            PATIENCE,
            |text| {
                if made {
                    text.comment("Written by `cw-proxy bootstrap` from the environment file beside it: change that one.");
                }
                pairs
                    .iter()
                    .try_for_each(|(name, value)| text.set(name, value))
            },
        );
        match written {
            Ok(((), saved)) => note = how(saved),
            Err(error) => {
                return report.failed(KIND, &file, unwritable(&error));
            }
        }
        for ((name, _), _) in pairs
            .iter()
            .zip(&states)
            .filter(|(_, state)| **state == State::Written)
        {
            report.file_changed(&settings.litellm_env_file, name);
        }
    }
    for ((name, _), state) in pairs.iter().zip(states) {
        report.step(KIND, &format!("{name} in {file}"), state, note.clone());
    }
}

fn pairs(env: &Env) -> Vec<(String, String)> {
    let secrets = env.names().filter(|name| *name != CLIENT);
    let pair = |name: &str| {
        let own = name.strip_prefix(PREFIX)?;
        own.strip_suffix(SUFFIX)
            .filter(|provider| !provider.is_empty())?;
        Some((own.to_owned(), env.get(name)?.to_owned()))
    };
    secrets.filter_map(pair).collect()
}

/// Kept apart so that no message of another kind is made of it.
impl From<&env_file::EnvFileError> for Failure {
    fn from(error: &env_file::EnvFileError) -> Self {
        use env_file::EnvFileError::{Contended, Io, Locked, Missing, NotAFile, Text};
        let exit = match error {
            Missing(_) | NotAFile(..) | Text { .. } => Exit::Invalid,
            Locked(..) | Contended(_) => Exit::Conflict,
            Io { .. } => Exit::Failed,
        };
        Self::new(exit, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_secrets_and_nothing_else() {
        let env = Env::of([
            ("LITELLM_OPENAI_API_KEY", "sk-a"),
            ("LITELLM_NANO_GPT_API_KEY", "sk-b"),
            ("LITELLM_GROQ_API_KEY", " "),
            ("LITELLM_PROXY_API_KEY", "sk-c"),
            ("LITELLM_MASTER_KEY", "sk-d"),
            ("LITELLM_API_KEY", "sk-e"),
            ("OPENAI_API_KEY", "sk-f"),
        ]);
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            pairs(&env),
            [
                own("NANO_GPT_API_KEY", "sk-b"),
                own("OPENAI_API_KEY", "sk-a")
            ]
        );
    }
}
