//! Which Compose services read an environment file: containers keep the values they were made with.

use super::report::Changed;
use super::settings::Settings;
use serde_yaml::Value;
use std::path::Path;

/// What has to be started anew.
pub(super) struct Restart {
    /// The services, as far as a Compose file tells.
    pub(super) services: Vec<String>,
    /// The same for people.
    pub(super) words: String,
}

/// The services that read one of these files.
pub(super) fn that_read(changed: &[Changed], settings: &Settings) -> Restart {
    let mut services: Vec<String> = settings
        .compose_files
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .flat_map(|text| readers(&text, changed))
        .collect();
    services.sort();
    services.dedup();
    let files: Vec<_> = changed
        .iter()
        .map(|changed| changed.path.display().to_string())
        .collect();
    let files = files.join(" and ");
    let words = if services.is_empty() {
        format!(
            "Changed: {files}. Containers keep the values they were made with: recreate the services that read it \
             with `docker compose up -d SERVICE`."
        )
    } else {
        format!(
            "Changed: {files}. Next: docker compose up -d {}",
            services.join(" ")
        )
    };
    Restart { services, words }
}

fn readers(compose: &str, changed: &[Changed]) -> Vec<String> {
    let Ok(Value::Mapping(file)) = serde_yaml::from_str::<Value>(compose) else {
        return Vec::new();
    };
    let Some(Value::Mapping(services)) = file.get("services") else {
        return Vec::new();
    };
    services
        .iter()
        .filter(|(_, service)| changed.iter().any(|changed| reads(service, changed)))
        .filter_map(|(name, _)| Some(name.as_str()?.to_owned()))
        .collect()
}

/// Whether a service has one of the changed variables from that file, and not from its own `environment`.
fn reads(service: &Value, changed: &Changed) -> bool {
    let sets = |name: &str| match service.get("environment") {
        Some(Value::Mapping(own)) => own.contains_key(name),
        Some(Value::Sequence(own)) => own
            .iter()
            .filter_map(Value::as_str)
            .any(|line| line.split('=').next() == Some(name)),
        _ => false,
    };
    env_files(service).any(|file| same(&changed.path, file))
        && !changed.variables.iter().all(|name| sets(name))
}

/// `env_file` is a path, a list of paths, or a list of `{path: …}`.
fn env_files(service: &Value) -> impl Iterator<Item = &str> {
    let files: Vec<&Value> = match service.get("env_file") {
        Some(Value::Sequence(files)) => files.iter().collect(),
        Some(file) => vec![file],
        None => Vec::new(),
    };
    files
        .into_iter()
        .filter_map(|file| file.as_str().or_else(|| file.get("path")?.as_str()))
}

/// A job in a container has the folder under another path, so the names are what is compared.
fn same(path: &Path, named: &str) -> bool {
    path.file_name() == Path::new(named).file_name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_env_file_is_understood() {
        let compose = "services:\n  a: {env_file: ./volumes/env/.env}\n  b: {env_file: [other.env, volumes/env/.env]}\n  \
                       c: {env_file: [{path: .env, required: false}]}\n  d: {image: x}\n  e: {env_file: .env.litellm}\n  \
                       f: {env_file: .env, environment: {KEY: x}}\n  g: {env_file: .env, environment: [KEY=x]}\n";
        let changed = [Changed {
            path: "/env/.env".into(),
            variables: vec!["KEY".to_owned()],
        }];
        assert_eq!(readers(compose, &changed), ["a", "b", "c"]);
        assert!(readers("services: [", &changed).is_empty());
        assert!(readers("a: 1", &changed).is_empty());
    }
}
