//! The files that pages load: one stylesheet, a few modules, one picture. Each is in the binary, and its
//! address holds a hash of its content, so that browsers keep it for good.

use super::visit::Asking;
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct File {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
}

const JS: &str = "text/javascript; charset=utf-8";

const FILES: &[File] = &[
    File {
        name: "ui.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("assets/ui.css"),
    },
    File {
        name: "icon.svg",
        kind: "image/svg+xml",
        text: include_str!("assets/icon.svg"),
    },
    File {
        name: "app.js",
        kind: JS,
        text: include_str!("assets/app.js"),
    },
    File {
        name: "tail.js",
        kind: JS,
        text: include_str!("assets/tail.js"),
    },
    File {
        name: "playground.js",
        kind: JS,
        text: include_str!("assets/playground.js"),
    },
];

/// Where each file is, by its name.
static PATHS: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let path = |file: &File| {
        let digest = Sha256::digest(file.text.as_bytes());
        let hash: String = digest[..6]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let (stem, ending) = file.name.split_once('.').unwrap_or((file.name, ""));
        (file.name, format!("/ui/assets/{stem}.{hash}.{ending}"))
    };
    FILES.iter().map(path).collect()
});

/// The address of a file.
#[must_use]
pub fn path(name: &str) -> &'static str {
    let found = PATHS.iter().find(|(known, _)| *known == name);
    debug_assert!(found.is_some(), "there is no file {name}");
    found.map_or("/ui/assets/none", |(_, path)| path)
}

/// Answers the address of a file.
pub async fn serve(asking: Asking) -> Response {
    let asked = asking.parts.uri.path();
    let named = PATHS.iter().find(|(_, path)| path == asked);
    let file = named.and_then(|(name, _)| FILES.iter().find(|file| file.name == *name));
    let Some(file) = file else {
        return super::super::error::Problem::detail(404, "Not Found").into_response();
    };
    let mut response = Response::new(Body::from(Bytes::from_static(file.text.as_bytes())));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}
