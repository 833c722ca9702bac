//! Amazon's names: regions, Bedrock's model ids, and what requests are signed with.

use super::secret::Secret;

/// What requests to AWS are signed with.
#[derive(Clone, Debug)]
pub struct AwsCredentials {
    /// Names the key; not secret by itself, but it names an account.
    pub access_key_id: Secret,
    /// The key.
    pub secret_access_key: Secret,
    /// Comes with keys that hold for a while only.
    pub session_token: Option<Secret>,
}

/// How a deployment on AWS is reached.
#[derive(Clone, Debug, Default)]
pub struct Aws {
    /// The region; `None` when nobody named one.
    pub region: Option<String>,
    /// The key; `None` when there is none, or a bearer token goes in its place.
    pub credentials: Option<AwsCredentials>,
}

/// Whether a text has the shape of a region (`us-east-1`, `us-gov-west-1`). Regions become parts of
/// host names, so nothing else is let through.
#[must_use]
pub fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let letters = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    match parts.split_last() {
        Some((number, names)) => {
            names.len() >= 2
                && names.iter().all(letters)
                && !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit())
        }
        None => false,
    }
}

/// The route that LiteLLM's names begin with; Converse serves them all.
const ROUTES: [&str; 2] = ["converse/", "invoke/"];

/// A declared model as region, where it names one, and id at Bedrock
/// (`converse/us-west-2/anthropic.claude-v2` or an ARN).
#[must_use]
pub fn region_and_model(declared: &str) -> (Option<&str>, &str) {
    let route = ROUTES.iter().find_map(|route| declared.strip_prefix(route));
    let model = route.unwrap_or(declared);
    if model.starts_with("arn:") {
        return (
            model.split(':').nth(3).filter(|part| is_region(part)),
            model,
        );
    }
    match model.split_once('/') {
        Some((region, id)) if is_region(region) => (Some(region), id),
        _ => (None, model),
    }
}

/// Where Bedrock's models are in a region (AWS General Reference, "Amazon Bedrock endpoints and
/// quotas").
#[must_use]
pub fn bedrock_base(region: &str) -> String {
    let end = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("https://bedrock-runtime.{region}.amazonaws.com{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_told_from_anything_else() {
        for region in [
            "us-east-1",
            "us-gov-west-1",
            "ap-southeast-2",
            "us-isob-east-1",
        ] {
            assert!(is_region(region), "{region}");
        }
        for other in [
            "",
            "us",
            "us-east",
            "US-EAST-1",
            "evil.com/us-east-1",
            "us-east-1.evil",
            "a--1",
        ] {
            assert!(!is_region(other), "{other}");
        }
    }

    #[test]
    fn a_models_name_may_bring_route_and_region() {
        let arn = "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.amazon.nova-pro-v1:0";
        for (declared, told) in [
            ("amazon.nova-pro-v1:0", (None, "amazon.nova-pro-v1:0")),
            (
                "converse/us.amazon.nova-pro-v1:0",
                (None, "us.amazon.nova-pro-v1:0"),
            ),
            (
                "us-west-2/anthropic.claude-v2",
                (Some("us-west-2"), "anthropic.claude-v2"),
            ),
            (
                "invoke/us-west-2/anthropic.claude-v2",
                (Some("us-west-2"), "anthropic.claude-v2"),
            ),
            (arn, (Some("eu-west-1"), arn)),
            ("custom/name", (None, "custom/name")),
        ] {
            assert_eq!(region_and_model(declared), told);
        }
        assert_eq!(
            bedrock_base("us-east-1"),
            "https://bedrock-runtime.us-east-1.amazonaws.com"
        );
    }
}
