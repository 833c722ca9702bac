//! JSON requests for pictures, speech and judgements: the client's members with the provider's name of
//! the model, less what is the gateway's own.

use crate::domain::deployment::Deployment;
use crate::wire::door::openai::is_control;
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;

/// What becomes of one parameter: the operator's members win over the client's, whose win over the
/// operator's defaults.
pub(super) fn passes(deployment: &Deployment, name: &str) -> bool {
    let extra = deployment.extra_body.iter().any(|(extra, _)| extra == name);
    name != "model" && !is_control(name) && !extra
}

/// The operator's own members: defaults that the client did not give, then those that win.
pub(super) fn added<'a>(
    deployment: &'a Deployment,
    given: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let defaults = deployment.default_params.iter();
    defaults
        .filter(move |(name, _)| !given(name) && passes(deployment, name))
        .chain(&deployment.extra_body)
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Writes the body for the provider.
#[must_use]
pub fn request(asked: &Object, deployment: &Deployment, model: &str) -> Bytes {
    let mut out = ObjectWriter::with_capacity(asked.text().len());
    out.string("model", model);
    for (name, value) in asked.iter() {
        if value != "null" && passes(deployment, name) {
            out.raw(name, value);
        }
    }
    for (name, value) in added(deployment, |name| asked.has(name)) {
        out.raw(name, value);
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateways_own_members_stay_and_the_operators_win() {
        let mut deployment = Deployment::sample("openai", "gpt-image-1");
        deployment.default_params = vec![
            ("quality".into(), "\"low\"".into()),
            ("size".into(), "\"1024x1024\"".into()),
        ];
        deployment.extra_body = vec![("moderation".into(), "\"low\"".into())];
        let asked = Bytes::from_static(
            br#"{"model":"public","prompt":"a cat","n":2,"size":"256x256","tags":["a"],"moderation":"auto","user":null}"#,
        );
        let asked = Object::parse(asked).expect("an object");
        assert_eq!(
            request(&asked, &deployment, "gpt-image-1"),
            r#"{"model":"gpt-image-1","prompt":"a cat","n":2,"size":"256x256","quality":"low","moderation":"low"}"#
        );
    }
}
