//! Headers in which clients name the end user of a call.
//!
//! LiteLLM: `general_settings.user_header_mappings`, a list of `header_name` and `litellm_user_role`
//! (`customer` or `internal_user`), and the older `user_header_name` with one header.

use super::notice::Notice;
use super::read::{Reader, Source};
use serde_json::Value;

const MAPPINGS: &str = "general_settings.user_header_mappings";
/// Whoever can set a header would otherwise choose who pays.
const KEY_DECIDES: &str = "has no effect: the user of a call is its key's owner here, whatever a header says. The role \
                           `customer` names the end user";

/// The headers, in the order in which they count.
pub(super) fn headers(reader: &mut Reader<'_>) -> Vec<String> {
    let mut named = mapped(reader);
    let older: Option<String> = reader.maybe(Source::file("general_settings.user_header_name"));
    named.extend(older);
    named
}

fn mapped(reader: &mut Reader<'_>) -> Vec<String> {
    let Some((value, origin)) = reader.find(&Source::file(MAPPINGS)) else {
        return Vec::new();
    };
    let listed = match &value {
        Value::Null => return Vec::new(),
        Value::Array(listed) => listed.as_slice(),
        // LiteLLM takes one without its list too.
        one => std::slice::from_ref(one),
    };
    let mut named = Vec::new();
    for (at, one) in listed.iter().enumerate() {
        let header = one["header_name"].as_str();
        match (header, one["litellm_user_role"].as_str()) {
            (Some(header), Some("customer")) => named.push(header.to_owned()),
            (Some(_), Some("internal_user")) => {
                let place = reader
                    .file
                    .map(|file| file.place(&format!("{MAPPINGS}[{at}]")));
                reader.notices.extend(place.map(|place| Notice::Remark {
                    place,
                    remark: KEY_DECIDES.to_owned(),
                }));
            }
            _ => {
                let wanted = "must be a list of header_name and litellm_user_role, which is customer or internal_user";
                reader.invalid(MAPPINGS, origin, wanted.to_owned());
                return Vec::new();
            }
        }
    }
    reader.note(MAPPINGS, value.to_string(), origin);
    named
}
