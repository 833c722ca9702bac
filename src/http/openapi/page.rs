//! The page at `/`: every operation, for people. It loads nothing from anywhere.

use super::{Operation, operations};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// The page, made once.
pub static PAGE: LazyLock<String> = LazyLock::new(|| page(&operations()));

const STYLE: &str = "\
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent);--soft:color-mix(in srgb,currentColor 65%,transparent)}\
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem}\
h1{margin:.5rem 0}h2{margin:2rem 0 .25rem;font-size:1.1rem}\
p{margin:.25rem 0;color:var(--soft)}a{color:LinkText}\
ul{list-style:none;margin:0;padding:0}\
li{border-top:1px solid var(--line);padding:.5rem 0;display:grid;grid-template-columns:4.5rem 1fr;gap:0 .5rem}\
li p{grid-column:2}code{font:.9rem ui-monospace,monospace;overflow-wrap:anywhere}\
b{font:600 .8rem ui-monospace,monospace;padding-top:.15rem}\
nav{display:flex;flex-wrap:wrap;gap:.25rem .75rem;margin:1rem 0}\
@media(max-width:40rem){li{grid-template-columns:1fr}li p{grid-column:1}}";

fn page(operations: &[Operation]) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>cw-proxy</title><style>{STYLE}</style></head><body>\
         <h1>cw-proxy</h1><p>An LLM gateway with the API of LiteLLM's proxy. Send your key as \
         <code>Authorization: Bearer sk-…</code>. All of this for programs: \
         <a href=\"openapi.json\">openapi.json</a>.</p><nav aria-label=\"Groups\">"
    );
    let mut tags: Vec<&str> = operations.iter().map(|one| &*one.tag).collect();
    tags.dedup();
    // Writing to a String cannot fail.
    for tag in &tags {
        let tag = escaped(tag);
        let _ = write!(page, "<a href=\"#{tag}\">{tag}</a>");
    }
    page.push_str("</nav><main>");
    for tag in tags {
        let name = escaped(tag);
        let _ = write!(page, "<h2 id=\"{name}\">{name}</h2><ul>");
        for one in operations.iter().filter(|one| one.tag == tag) {
            let who = one.who.map_or("Anybody, without a key.".to_owned(), |who| {
                format!("For {who}.")
            });
            let _ = write!(
                page,
                "<li><b>{}</b><code>{}</code><p>{} {}</p></li>",
                one.method.to_ascii_uppercase(),
                escaped(&one.path),
                escaped(one.summary),
                escaped(&who),
            );
        }
        page.push_str("</ul>");
    }
    page.push_str("</main></body></html>");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_lists_everything_and_loads_nothing() {
        for one in operations() {
            assert!(PAGE.contains(&escaped(&one.path)), "{}", one.path);
        }
        for outside in ["<script", "src=", "http://", "https://", "@import"] {
            assert!(!PAGE.contains(outside), "{outside}");
        }
        assert_eq!(escaped("<a & \"b\">"), "&lt;a &amp; &quot;b&quot;&gt;");
    }
}
