//! Google's token service and Vertex AI's rule that its tokens come along.

use super::providers::{Seen, json_answer};
use axum::body::Body;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use serde_json::{Value, json};

/// A key that signs nothing but these tests.
const KEY: &str = include_str!("../../fixtures/google/key-of-the-tests.pem");
/// What the token service gives.
const TOKEN: &str = "ya29.token-of-the-tests";

/// A service account whose tokens come from this address.
pub(crate) fn service_account(root: &str) -> Value {
    json!({ "type": "service_account", "project_id": "crash-1", "private_key_id": "k1", "private_key": KEY,
        "client_email": "proxy@crash-1.iam.gserviceaccount.com", "token_uri": format!("{root}/token") })
}

/// Gives a token for a claim that the account's key signed.
pub(super) fn token(seen: &Seen) -> Response {
    match claims(seen) {
        Ok(_) => json_answer(
            &json!({ "access_token": TOKEN, "expires_in": 3599, "token_type": "Bearer" }),
        ),
        Err(why) => Response::builder()
            .status(400)
            .header("content-type", "application/json")
            .body(Body::from(
                json!({ "error": "invalid_grant", "error_description": why }).to_string(),
            ))
            .expect("an answer"),
    }
}

fn claims(seen: &Seen) -> Result<Value, String> {
    let form = String::from_utf8_lossy(&seen.body).into_owned();
    let field = |name: &str| {
        form.split('&')
            .find_map(|pair| pair.strip_prefix(&format!("{name}=")).map(str::to_owned))
    };
    if field("grant_type").as_deref()
        != Some("urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")
    {
        return Err(format!("the grant type is wrong: {form}"));
    }
    let assertion = field("assertion").ok_or("no assertion")?;
    let (signed, signature) = assertion.rsplit_once('.').ok_or("no signature")?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| "no base64")?;
    let der: String = KEY
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let key = RsaKeyPair::from_pkcs8(&STANDARD.decode(der).expect("base64")).expect("a key");
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public());
    public
        .verify(signed.as_bytes(), &signature)
        .map_err(|_| "the signature is wrong")?;
    let (_, claims) = signed.split_once('.').ok_or("no claims")?;
    let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| "no base64")?;
    let claims: Value = serde_json::from_slice(&claims).map_err(|_| "no JSON")?;
    let lasts = claims["exp"]
        .as_u64()
        .zip(claims["iat"].as_u64())
        .map(|(exp, iat)| exp - iat);
    if claims["iss"] != "proxy@crash-1.iam.gserviceaccount.com" || lasts != Some(3_600) {
        return Err(format!("the claims are wrong: {claims}"));
    }
    Ok(claims)
}

/// Refuses a request that comes without the token.
pub(super) fn refused(seen: &Seen) -> Option<Response> {
    if seen.header("authorization") == format!("Bearer {TOKEN}") {
        return None;
    }
    let body = json!({ "error": { "code": 401, "message": "Request had invalid authentication credentials.", "status": "UNAUTHENTICATED" } });
    let answer = Response::builder()
        .status(401)
        .header("content-type", "application/json");
    Some(
        answer
            .body(Body::from(body.to_string()))
            .expect("an answer"),
    )
}
