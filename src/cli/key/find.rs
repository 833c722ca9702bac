//! Finding one key by whatever an operator has of it.

use super::super::failure::{Exit, Failure};
use super::super::secret_input::from_stdin;
use super::super::target::Target;
use crate::config::closest;
use crate::domain::key::KeyHash;
use serde_json::{Value, json};

/// What is given, or what standard input holds for `-`.
pub fn secret_or_name(given: &str) -> Result<String, Failure> {
    if given == "-" {
        return from_stdin("the key");
    }
    Ok(given.to_owned())
}

/// The key with this alias, hash, secret or hint, as the API tells of it.
pub async fn find(target: &Target, given: &str) -> Result<Value, Failure> {
    let given = secret_or_name(given)?;
    let hash = match KeyHash::from_hex(&given) {
        Some(hash) => Some(hash.hex()),
        None if given.starts_with("sk-...") => return by_hint(target, &given).await,
        // A secret stays out of addresses, which proxies on the way may log.
        None if given.starts_with("sk-") => Some(KeyHash::of(&given).hex()),
        None => None,
    };
    let filter = match &hash {
        Some(hash) => ("key_hash", Some(hash.as_str())),
        None => ("key_alias", Some(given.as_str())),
    };
    let query = [("return_full_object", Some("true")), filter];
    let mut listed = target.get("/key/list", &query).await?;
    match listed["keys"].as_array_mut().and_then(Vec::pop) {
        Some(key) => Ok(key),
        None if hash.is_some() => Err(Failure::new(Exit::NotFound, "nobody has this key")),
        None => Err(unknown(target, &given).await),
    }
}

async fn by_hint(target: &Target, hint: &str) -> Result<Value, Failure> {
    let query = [
        ("return_full_object", Some("true")),
        ("search", Some(hint)),
        ("size", Some("2")),
    ];
    let mut listed = target.get("/key/list", &query).await?;
    let found = listed["keys"].as_array_mut();
    match found.map(|keys| (keys.len(), keys.pop())) {
        Some((1, Some(key))) => Ok(key),
        Some((2.., _)) => Err(Failure::usage(format!("more than one key is {hint}"))
            .help("name it by alias or hash; `cw-proxy key list -o json` has both")),
        _ => Err(Failure::new(
            Exit::NotFound,
            format!("there is no key {hint}"),
        )),
    }
}

/// No key has this alias; perhaps a similar one does.
async fn unknown(target: &Target, alias: &str) -> Failure {
    let failure = Failure::new(Exit::NotFound, format!("there is no key '{alias}'"));
    let page = [("size", Some("100"))];
    let known = target.get("/key/aliases", &page).await.unwrap_or(json!({}));
    let known = super::super::value::texts(&known["aliases"]);
    match closest(alias, known.iter().map(String::as_str)) {
        Some(meant) => failure.help(format!("did you mean '{meant}'?")),
        None => failure.help("`cw-proxy key list` shows those that there are"),
    }
}
