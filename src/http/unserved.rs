//! Paths that LiteLLM's proxy serves and this version does not: they say so, instead of looking like a
//! misspelt address.

use super::dialect::door_of_path;
use super::error::Problem;
use axum::response::Response;

/// The beginnings of these paths, without `/v1`.
const UNSERVED: &[&str] = &[
    "a2a/",
    "agents",
    "assistants",
    "audio/",
    "batches",
    "containers",
    "evals",
    "files",
    "fine_tuning/",
    "images/",
    "indexes",
    "interactions",
    "mcp",
    "memory",
    "messages/",
    "moderations",
    "ocr",
    "queue/",
    "rag/",
    "realtime",
    "rerank",
    "responses/",
    "search",
    "skills",
    "threads",
    "vector_stores",
    "videos",
];

/// Answers a path that has no route.
pub async fn answer(request: axum::extract::Request) -> Response {
    let path = request.uri().path();
    let bare = path.trim_start_matches('/');
    let bare = ["v1/", "v2/", "v1beta/"]
        .iter()
        .find_map(|version| bare.strip_prefix(version))
        .unwrap_or(bare);
    let problem = if UNSERVED.iter().any(|start| is_below(bare, start)) {
        Problem::new(
            501,
            Some("not_implemented_error"),
            None,
            format!(
                "{path} is not served by this version. Providers' own paths may reach it: /openai/v1/…, \
                 /anthropic/…, /gemini/…"
            ),
        )
    } else {
        Problem::detail(404, "Not Found")
    };
    problem.through(door_of_path(path)).into_response()
}

/// Whether a path is the named one or lies below it.
fn is_below(path: &str, start: &str) -> bool {
    let named = start.trim_end_matches('/');
    path.strip_prefix(named)
        .is_some_and(|rest| rest.is_empty() && !start.ends_with('/') || rest.starts_with('/'))
}
