//! AWS Signature Version 4.
//!
//! Source: AWS Identity and Access Management User Guide, "Create a signed AWS API request"; tests: the
//! "AWS Signature Version 4 test suite".

use crate::domain::aws::AwsCredentials;
use hmac::{Hmac, Mac as _};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Signs requests with one key for one service in one region.
#[derive(Debug, Clone)]
pub(super) struct Signer {
    pub(super) credentials: AwsCredentials,
    pub(super) region: String,
    pub(super) service: &'static str,
}

impl Signer {
    /// Adds date, session token and signature to the headers. `moment` is UTC as `20150830T123600Z`.
    /// Signed are the host, the type of the content and AWS's own headers; others may still change.
    pub(super) fn sign(
        &self,
        method: &str,
        url: &reqwest::Url,
        headers: &mut HeaderMap,
        body: &[u8],
        moment: &str,
    ) -> Result<(), String> {
        let credentials = &self.credentials;
        headers.insert("x-amz-date", value("the date", moment)?);
        if let Some(token) = &credentials.session_token {
            let mut token = value("aws_session_token", token.expose())?;
            token.set_sensitive(true);
            headers.insert("x-amz-security-token", token);
        }
        let host = url.host_str().unwrap_or_default();
        let host = url
            .port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let mut signed: Vec<(&str, String)> = headers
            .iter()
            .filter(|(name, _)| is_signed(name))
            .map(|(name, value)| {
                let value = value.to_str().unwrap_or_default();
                let words: Vec<&str> = value.split_ascii_whitespace().collect();
                (name.as_str(), words.join(" "))
            })
            .collect();
        signed.push(("host", host));
        signed.sort_unstable();
        let names: Vec<&str> = signed.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let mut canonical = format!(
            "{method}\n{}\n{}\n",
            encoded(url.path(), true),
            query(url.query().unwrap_or_default())
        );
        for (name, value) in &signed {
            let _ = writeln!(canonical, "{name}:{value}");
        }
        let _ = write!(canonical, "\n{names}\n{:x}", Sha256::digest(body));
        let date = moment.get(..8).unwrap_or(moment);
        let scope = format!("{date}/{}/{}/aws4_request", self.region, self.service);
        let text = format!(
            "{ALGORITHM}\n{moment}\n{scope}\n{:x}",
            Sha256::digest(&canonical)
        );
        let signature = hex(&mac(&self.key(date), &text));
        let line = format!(
            "{ALGORITHM} Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
            credentials.access_key_id.expose()
        );
        let mut line = value("aws_access_key_id", &line)?;
        line.set_sensitive(true);
        headers.insert(AUTHORIZATION, line);
        Ok(())
    }

    /// The key of one day.
    fn key(&self, date: &str) -> Vec<u8> {
        let secret = ["AWS4", self.credentials.secret_access_key.expose()].concat();
        [date, &self.region, self.service, "aws4_request"]
            .iter()
            .fold(secret.into_bytes(), |key, part| mac(&key, part))
    }
}

fn is_signed(name: &HeaderName) -> bool {
    name.as_str() == "content-type" || name.as_str().starts_with("x-amz-")
}

fn value(name: &str, text: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(text)
        .map_err(|_| format!("{name} holds a character that no header may hold"))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Percent-encodes what is not unreserved. The path of a URL, encoded already, is so encoded twice,
/// as every service but S3 has it; of a query's parts `%` is kept, which are to be encoded once.
fn encoded(text: &str, is_path: bool) -> String {
    let kept = if is_path { b'/' } else { b'%' };
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || byte == kept {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    if is_path && out.is_empty() {
        out.push('/');
    }
    out
}

fn query(query: &str) -> String {
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (encoded(name, false), encoded(value, false))
        })
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::Secret;

    /// A case: method, path and query, type of the content, body, session token.
    type Case<'a> = (&'a str, &'a str, &'a str, &'a str, Option<&'a str>);

    fn signature((method, path, media, body, token): Case<'_>) -> String {
        let signer = Signer {
            credentials: AwsCredentials {
                access_key_id: Secret::new("AKIDEXAMPLE"),
                secret_access_key: Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                session_token: token.map(Secret::new),
            },
            region: "us-east-1".to_owned(),
            service: "service",
        };
        let url = format!("https://example.amazonaws.com{path}");
        let url = reqwest::Url::parse(&url).expect("a URL");
        let mut headers = HeaderMap::new();
        if !media.is_empty() {
            headers.insert("content-type", value("type", media).expect("a value"));
        }
        signer
            .sign(
                method,
                &url,
                &mut headers,
                body.as_bytes(),
                "20150830T123600Z",
            )
            .expect("signed");
        let line = headers["authorization"].to_str().expect("text");
        assert!(
            line.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/"),
            "{line}"
        );
        line.rsplit('=').next().unwrap_or_default().to_owned()
    }

    /// The suite's cases by their names.
    #[test]
    fn the_test_suites_signatures_come_out() {
        let form = "application/x-www-form-urlencoded";
        for (name, case, expected) in [
            (
                "get-vanilla",
                ("GET", "/", "", "", None),
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
            ),
            (
                "post-vanilla",
                ("POST", "/", "", "", None),
                "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
            ),
            (
                "get-vanilla-query-order-key-case",
                ("GET", "/?Param2=value2&Param1=value1", "", "", None),
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
            ),
            (
                "post-x-www-form-urlencoded",
                ("POST", "/", form, "Param1=value1", None),
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            ),
        ] {
            assert_eq!(signature(case), expected, "{name}");
        }
    }

    #[test]
    fn paths_are_encoded_twice_and_tokens_signed() {
        assert_eq!(
            encoded("/model/a.b-v1%3A0/converse", true),
            "/model/a.b-v1%253A0/converse"
        );
        let plain = signature(("POST", "/", "", "", None));
        let with_token = signature(("POST", "/", "", "", Some("token")));
        assert_ne!(plain, with_token);
    }
}
