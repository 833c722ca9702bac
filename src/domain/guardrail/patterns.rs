//! Named patterns: personal data under the names that LiteLLM's content filter knows, and secrets.
//!
//! Each is a regular expression that runs in linear time, and where that is not enough, a check of what it
//! found. The forms of credentials are those that their issuers document.

use super::check;

/// A pattern that has a name.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// Its name.
    pub name: &'static str,
    /// What it looks for.
    pub regex: &'static str,
    /// What a find must pass to count.
    pub check: Option<fn(&str) -> bool>,
}

const fn plain(name: &'static str, regex: &'static str) -> Named {
    let check = None;
    Named { name, regex, check }
}

const fn checked(name: &'static str, regex: &'static str, check: fn(&str) -> bool) -> Named {
    let check = Some(check);
    Named { name, regex, check }
}

/// Personal data and what else a filter may name.
#[rustfmt::skip]
pub const PATTERNS: &[Named] = &[
    checked("us_ssn", r"\b\d{3}-\d{2}-\d{4}\b", check::social_security),
    plain("email", r"(?i)\b[a-z0-9._%+\-]+@(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,24}\b"),
    plain("phone", r"(?:\+\d{1,3}[ .\-]?)?(?:\(\d{2,4}\)|\b\d{2,4})[ .\-]\d{3,4}[ .\-]\d{3,4}\b"),
    plain("us_phone", r"(?:\+1[ .\-]?)?(?:\([2-9]\d{2}\)[ .\-]?|\b[2-9]\d{2}[ .\-])\d{3}[ .\-]\d{4}\b"),
    checked("credit_card", r"\b(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6(?:011|[45]\d{2})|35\d{2})(?:[ \-]?\d{4}){3}\b|\b3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5}\b|\b\d{13,19}\b", check::luhn),
    checked("visa", r"\b4\d{3}(?:[ \-]?\d{4}){3}\b", check::luhn),
    checked("mastercard", r"\b(?:5[1-5]\d{2}|2[2-7]\d{2})(?:[ \-]?\d{4}){3}\b", check::luhn),
    checked("amex", r"\b3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5}\b", check::luhn),
    checked("discover", r"\b6(?:011|5\d{2})(?:[ \-]?\d{4}){3}\b", check::luhn),
    checked("iban", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", check::iban),
    checked("ip", r"(?i)\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}", check::ip),
    checked("ip_address", r"(?i)\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}", check::ip),
    checked("ipv4", r"\b(?:\d{1,3}\.){3}\d{1,3}\b", check::ip),
    checked("ipv6", r"(?i)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}", check::ip),
    plain("mac_address", r"(?i)\b[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5}\b"),
    plain("url", r#"(?i)\bhttps?://[^\s<>"']+"#),
    plain("aws_access_key", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    plain("aws_secret_key", r#"(?i)\baws.{0,20}?(?:secret|key).{0,20}?[=:"' ]+[a-z0-9/+]{40}\b"#),
    plain("github_token", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b"),
    plain("slack_token", r"\bxox[abeoprs]-[A-Za-z0-9\-]{10,250}\b"),
    plain("generic_api_key", r#"(?i)\b(?:api[_\-]?key|access[_\-]?token|secret[_\-]?key)\b["']?\s*[:=]\s*["']?[a-z0-9_\-./+]{16,200}"#),
];

/// Credentials, as `hide-secrets` looks for them.
#[rustfmt::skip]
pub const SECRETS: &[Named] = &[
    plain("private_key", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\:,\-]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\z)"),
    plain("aws_access_key", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    plain("aws_secret_key", r#"(?i)\baws.{0,20}?(?:secret|key).{0,20}?[=:"' ]+[a-z0-9/+]{40}\b"#),
    plain("github_token", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b"),
    plain("gitlab_token", r"\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat)-[A-Za-z0-9_\-]{20,100}"),
    plain("anthropic_key", r"\bsk-ant-[A-Za-z0-9_\-]{20,200}"),
    plain("openai_key", r"\bsk-(?:proj-|svcacct-|admin-|or-v1-)?[A-Za-z0-9_\-]{20,200}"),
    plain("google_api_key", r"\bAIza[A-Za-z0-9_\-]{35}"),
    plain("google_oauth_token", r"\bya29\.[A-Za-z0-9_\-]{20,500}"),
    plain("slack_token", r"\bxox[abeoprs]-[A-Za-z0-9\-]{10,250}\b"),
    plain("slack_app_token", r"\bxapp-\d-[A-Za-z0-9\-]{20,250}\b"),
    plain("slack_webhook", r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_\-]{20,150}"),
    plain("discord_webhook", r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/\d{10,25}/[A-Za-z0-9_\-]{40,120}"),
    plain("stripe_key", r"\b(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{20,250}\b"),
    plain("json_web_token", r"\beyJ[A-Za-z0-9_\-]{10,2000}\.eyJ[A-Za-z0-9_\-]{10,4000}\.[A-Za-z0-9_\-]{10,1000}"),
    plain("npm_token", r"\bnpm_[A-Za-z0-9]{36}\b"),
    plain("pypi_token", r"\bpypi-[A-Za-z0-9_\-]{50,400}"),
    plain("huggingface_token", r"\bhf_[A-Za-z0-9]{30,60}\b"),
    plain("groq_key", r"\bgsk_[A-Za-z0-9]{40,80}\b"),
    plain("xai_key", r"\bxai-[A-Za-z0-9]{60,120}\b"),
    plain("replicate_token", r"\br8_[A-Za-z0-9]{37}\b"),
    plain("perplexity_key", r"\bpplx-[A-Za-z0-9]{40,60}\b"),
    plain("sendgrid_key", r"\bSG\.[A-Za-z0-9_\-]{16,32}\.[A-Za-z0-9_\-]{32,64}"),
    plain("mailgun_key", r"\bkey-[0-9a-f]{32}\b"),
    plain("twilio_key", r"\bSK[0-9a-f]{32}\b"),
    plain("telegram_token", r"\b\d{8,10}:AA[A-Za-z0-9_\-]{33}\b"),
    plain("digitalocean_token", r"\bdo[oprt]_v1_[0-9a-f]{64}\b"),
    plain("databricks_token", r"\bdapi[0-9a-f]{32}\b"),
    plain("doppler_token", r"\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9_.\-]{40,60}"),
    plain("linear_key", r"\blin_(?:api|oauth)_[A-Za-z0-9]{32,64}\b"),
    plain("new_relic_key", r"\bNR(?:AK|JS|II|RA|SP)-[A-Za-z0-9\-]{19,64}\b"),
    plain("postman_key", r"\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b"),
    plain("shopify_token", r"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b"),
    plain("square_token", r"\b(?:sq0[a-z]{3}-[A-Za-z0-9_\-]{22,43}|EAAA[A-Za-z0-9_\-]{60})\b"),
    plain("atlassian_token", r"\bATATT3[A-Za-z0-9_\-=]{50,250}"),
    plain("vault_token", r"\bhv[sbr]\.[A-Za-z0-9_\-]{24,250}"),
    plain("azure_storage_key", r"(?i)\bAccountKey=[A-Za-z0-9+/]{86}=="),
    plain("age_key", r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b"),
    plain("url_password", r#"(?i)\b[a-z][a-z0-9+.\-]{1,20}://[^\s:/@"']{1,100}:[^\s/@"']{1,200}@"#),
    plain("assigned_secret", r#"(?i)\b[a-z0-9_\-]{0,40}(?:password|passwd|secret|api[_\-]?key|apikey|auth[_\-]?token|access[_\-]?token|private[_\-]?token)["']?\s{0,5}[:=]{1,2}>?\s{0,5}["']?[^\s"',;<>{}\[\]()]{8,200}"#),
];

/// The longest find of a pattern, in bytes, where it is bounded and short.
#[must_use]
pub fn longest(name: &str) -> Option<usize> {
    Some(match name {
        "us_ssn" | "mac_address" => 24,
        "phone" | "us_phone" | "credit_card" | "visa" | "mastercard" | "amex" | "discover" => 32,
        "ip" | "ip_address" | "ipv4" | "ipv6" | "iban" => 64,
        _ => return None,
    })
}
