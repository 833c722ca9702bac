//! Ranks: one request and one answer for clients, whoever ranks.
//!
//! Clients speak as to Cohere's first version, which is what LiteLLM's proxy takes and gives:
//! `{model, query, documents, top_n, return_documents}` and `{id, results: [{index, relevance_score,
//! document?}], meta}`. Sources of the providers' own shapes: the comments in the table of providers.

use super::answer::{Told, usage};
use super::body::{added, passes};
use crate::domain::deployment::Deployment;
use crate::domain::record::CallType;
use crate::wire::door::openai::Rejection;
use crate::wire::fault::Fault;
use crate::wire::format::WireError;
use crate::wire::format::openai::fault;
use crate::wire::json::{Object, ObjectWriter, write_string};
use crate::wire::relay::{Seen, Whole, error_in_success, invalid};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

/// How many documents one search unit is for (Cohere, "How does Cohere's pricing work").
const DOCUMENTS_PER_SEARCH: u64 = 100;

/// Refuses what no provider could rank.
pub fn check(asked: &Object) -> Result<(), Rejection> {
    let no = |param, must_be: &str| Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: Some(param),
        message: format!("/rerank: '{param}' must be {must_be}."),
    };
    if asked.read::<String>("query").is_none() {
        return Err(no("query", "a string"));
    }
    match documents(asked) {
        Some(documents) if !documents.is_empty() => Ok(()),
        _ => Err(no(
            "documents",
            "an array with at least one string or object",
        )),
    }
}

fn documents(asked: &Object) -> Option<Vec<&RawValue>> {
    asked.read("documents")
}

/// The search units that a request comes to, where nobody tells them.
#[must_use]
pub fn search_units(asked: &Object) -> u64 {
    let count = documents(asked).map_or(0, |documents| documents.len() as u64);
    count.div_ceil(DOCUMENTS_PER_SEARCH).max(1)
}

/// The text of a document: itself, its `text`, or all that it says.
fn text(document: &RawValue) -> String {
    #[derive(Deserialize)]
    struct Text {
        text: String,
    }
    let raw = document.get();
    serde_json::from_str::<String>(raw)
        .or_else(|_| serde_json::from_str::<Text>(raw).map(|object| object.text))
        .unwrap_or_else(|_| raw.to_owned())
}

/// Writes the body for the provider. `drops` says whether what it does not take is left out, or refused.
pub fn request(
    asked: &Object,
    deployment: &Deployment,
    model: &str,
    drops: bool,
) -> Result<Bytes, WireError> {
    let takes = &deployment.provider.quirks.rerank;
    let mut out = ObjectWriter::with_capacity(asked.text().len());
    out.string("model", model);
    for (name, value) in asked.iter() {
        if value == "null" || !passes(deployment, name) {
            continue;
        }
        match name {
            "top_n" | "top_k" => out.raw(takes.top, value),
            "documents" if !takes.objects => {
                let mut list = Vec::with_capacity(value.len());
                for document in documents(asked).unwrap_or_default() {
                    list.push(if list.is_empty() { b'[' } else { b',' });
                    if document.get().starts_with('"') {
                        list.extend_from_slice(document.get().as_bytes());
                    } else {
                        write_string(&mut list, &text(document));
                    }
                }
                list.push(b']');
                out.raw(name, &String::from_utf8_lossy(&list));
            }
            // Not taken, but done here.
            "return_documents" if !takes.returns => {}
            "rank_fields" if !takes.rank_fields && drops => {}
            "rank_fields" if !takes.rank_fields => {
                return Err(WireError::Unsupported {
                    provider: deployment.provider.name,
                    model: model.to_owned(),
                    params: vec![name.to_owned()],
                });
            }
            name => out.raw(name, value),
        }
    }
    for (name, value) in added(deployment, |name| asked.has(name)) {
        out.raw(name, value);
    }
    Ok(out.finish())
}

#[derive(Deserialize)]
struct Answer<'a> {
    id: Option<String>,
    #[serde(borrow, alias = "data")]
    results: Option<Vec<Hit<'a>>>,
    #[serde(borrow)]
    meta: Option<&'a RawValue>,
    #[serde(borrow)]
    usage: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Hit<'a> {
    index: usize,
    #[serde(borrow, alias = "score")]
    relevance_score: &'a RawValue,
    #[serde(borrow)]
    document: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Meta {
    billed_units: Option<Billed>,
}

#[derive(Deserialize)]
struct Billed {
    search_units: Option<f64>,
}

/// Says the provider's answer in the clients' shape. `id` is for answers that have none.
pub fn whole(body: &Bytes, asked: &Object, id: &str) -> Result<Whole, Fault> {
    let answer: Answer<'_> = serde_json::from_slice(body)
        .map_err(|why| invalid(&format!("is no list of ranks: {why}")))?;
    let Some(results) = answer.results else {
        return Err(match answer.error {
            Some(error) if error.get() == "null" || error.get().starts_with('"') => {
                fault(502, None, body)
            }
            Some(error) => error_in_success(error.get(), body),
            None => invalid("has no 'results'"),
        });
    };
    let wanted = asked.read("return_documents").unwrap_or(false);
    let given = documents(asked).filter(|_| wanted).unwrap_or_default();
    let mut list = String::with_capacity(body.len());
    for hit in &results {
        list.push(if list.is_empty() { '[' } else { ',' });
        let mut out = ObjectWriter::with_capacity(64);
        out.raw("index", &hit.index.to_string());
        out.raw("relevance_score", hit.relevance_score.get());
        let theirs = hit.document.filter(|document| document.get() != "null");
        if let Some(document) = theirs.or_else(|| given.get(hit.index).copied()) {
            match document.get() {
                raw if raw.starts_with('"') => out.raw("document", &format!("{{\"text\":{raw}}}")),
                raw => out.raw("document", raw),
            }
        }
        list.push_str(&String::from_utf8_lossy(&out.finish()));
    }
    list.push_str(if list.is_empty() { "[]" } else { "]" });

    let reported = answer
        .usage
        .and_then(|told| usage(CallType::Rerank, told.get()));
    let meta = answer.meta.filter(|meta| meta.get() != "null");
    let billed = meta.and_then(|meta| serde_json::from_str::<Meta>(meta.get()).ok()?.billed_units);
    let units = billed.and_then(|billed| billed.search_units);
    let units = units.filter(|units| *units > 0.0 && *units < 1e9);
    let id = answer.id.as_deref().unwrap_or(id);
    let mut out = ObjectWriter::with_capacity(list.len() + 128);
    out.string("id", id);
    out.raw("results", &list);
    match (meta, reported) {
        (Some(meta), _) => out.raw("meta", meta.get()),
        (None, Some(told)) => {
            let tokens = told.usage.total_tokens();
            let meta = json!({ "billed_units": { "total_tokens": tokens },
                "tokens": { "input_tokens": told.usage.prompt_tokens() } });
            out.raw("meta", &meta.to_string());
        }
        (None, None) => {
            let meta = json!({ "billed_units": { "search_units": search_units(asked) } });
            out.raw("meta", &meta.to_string());
        }
    }
    let told = Told {
        search_units: units.map(|units| units.ceil() as u64),
        ..Told::default()
    };
    let seen = Seen {
        finished: true,
        content: true,
        answered: true,
        response_id: id.to_owned(),
        reported,
        told: Some(Box::new(told)),
        ..Seen::default()
    };
    Ok(Whole {
        body: out.finish(),
        seen,
    })
}

/// The same of an answer whose request is not known.
pub(super) fn seen(body: &Bytes) -> Result<Whole, Fault> {
    let nothing = Object::parse(Bytes::from_static(b"{}"));
    let nothing = nothing.map_err(|why| invalid(&why.to_string()))?;
    whole(body, &nothing, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ASKED: &str = r#"{"model":"public","query":"q","documents":["a",{"text":"b"},{"title":"c"}],"top_n":2,"return_documents":true,"tags":[]}"#;

    fn object(text: &str) -> Object {
        Object::parse(Bytes::copy_from_slice(text.as_bytes())).expect("an object")
    }

    fn sent(provider: &str) -> String {
        let deployment = Deployment::sample(provider, "m");
        let body = request(&object(ASKED), &deployment, "m", false).expect("a request");
        String::from_utf8(body.to_vec()).expect("UTF-8")
    }

    /// Requests as each provider's API reference has them.
    #[test]
    fn each_provider_is_asked_in_its_own_words() {
        let texts = r#""documents":["a","b","{\"title\":\"c\"}"]"#;
        assert_eq!(
            sent("cohere"),
            format!(r#"{{"model":"m","query":"q",{texts},"top_n":2}}"#)
        );
        assert_eq!(
            sent("voyage"),
            format!(r#"{{"model":"m","query":"q",{texts},"top_k":2,"return_documents":true}}"#)
        );
        for provider in ["jina_ai", "together_ai", "infinity", "hosted_vllm"] {
            assert_eq!(
                sent(provider),
                r#"{"model":"m","query":"q","documents":["a",{"text":"b"},{"title":"c"}],"top_n":2,"return_documents":true}"#,
                "{provider}"
            );
        }
        let fields = object(r#"{"query":"q","documents":["a"],"rank_fields":["x"]}"#);
        let cohere = Deployment::sample("cohere", "m");
        assert!(request(&fields, &cohere, "m", false).is_err());
        assert!(request(&fields, &cohere, "m", true).is_ok());
    }

    fn read(body: &str) -> (Value, Seen) {
        let body = Bytes::copy_from_slice(body.as_bytes());
        let whole = whole(&body, &object(ASKED), "made").expect("an answer");
        (
            serde_json::from_slice(&whole.body).expect("JSON"),
            whole.seen,
        )
    }

    #[test]
    fn answers_come_in_one_shape() {
        let (said, seen) = read(
            r#"{"id":"r1","results":[{"index":1,"relevance_score":0.9900},{"index":0,"relevance_score":0.1}],
                "meta":{"api_version":{"version":"2"},"billed_units":{"search_units":1}}}"#,
        );
        let expected = json!({ "id": "r1", "results": [
            { "index": 1, "relevance_score": 0.99, "document": { "text": "b" } },
            { "index": 0, "relevance_score": 0.1, "document": { "text": "a" } }],
            "meta": { "api_version": { "version": "2" }, "billed_units": { "search_units": 1 } } });
        assert_eq!(said, expected, "Cohere's");
        assert_eq!(seen.told.expect("told").search_units, Some(1));

        let (said, seen) = read(
            r#"{"object":"list","data":[{"relevance_score":0.5,"index":2,"document":"c"}],"model":"rerank-2","usage":{"total_tokens":26}}"#,
        );
        let expected = json!({ "id": "made",
            "results": [{ "index": 2, "relevance_score": 0.5, "document": { "text": "c" } }],
            "meta": { "billed_units": { "total_tokens": 26 }, "tokens": { "input_tokens": 26 } } });
        assert_eq!(said, expected, "Voyage's");
        assert_eq!(seen.reported.expect("usage").usage.input, 26);

        let (said, _) = read(
            r#"{"model":"j","results":[{"index":0,"relevance_score":1,"document":{"text":"a"}}],"usage":{"total_tokens":9,"prompt_tokens":9}}"#,
        );
        assert_eq!(said["results"][0]["document"]["text"], "a", "Jina's");
        assert_eq!(said["meta"]["tokens"]["input_tokens"], 9);
    }

    #[test]
    fn what_is_no_rank_is_refused() {
        for (body, status) in [
            ("[]", 502),
            ("{}", 502),
            (r#"{"error":{"message":"slow","code":429}}"#, 429),
            (r#"{"error":"bad"}"#, 502),
        ] {
            let no = whole(
                &Bytes::copy_from_slice(body.as_bytes()),
                &object(ASKED),
                "x",
            );
            assert_eq!(no.expect_err(body).status, status, "{body}");
        }
        assert!(check(&object(ASKED)).is_ok());
        for body in [
            r#"{"query":1,"documents":["a"]}"#,
            r#"{"query":"q","documents":[]}"#,
            r#"{"query":"q","documents":"a"}"#,
        ] {
            assert!(check(&object(body)).is_err(), "{body}");
        }
        let many = format!(r#"{{"query":"q","documents":[{}1]}}"#, "1,".repeat(100));
        assert_eq!(search_units(&object(&many)), 2);
    }
}
