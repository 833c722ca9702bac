//! `generationConfig`, thinking, service tier, and the members that only Gemini knows.

use super::schema::{as_json_schema, clean};
use super::{Family, Size, camel};
use crate::wire::chat::{ChatRequest, Effort, OutputFormat, Reasoning};
use crate::wire::format::Target;
use serde_json::{Map, Value, json};

/// Members of `GenerationConfig` (Gemini API reference and Vertex AI reference).
const CONFIG: &[&str] = &[
    "candidateCount",
    "stopSequences",
    "maxOutputTokens",
    "temperature",
    "topP",
    "topK",
    "seed",
    "presencePenalty",
    "frequencyPenalty",
    "responseMimeType",
    "responseSchema",
    "responseJsonSchema",
    "_responseJsonSchema",
    "responseLogprobs",
    "logprobs",
    "responseModalities",
    "speechConfig",
    "thinkingConfig",
    "imageConfig",
    "mediaResolution",
    "audioTimestamp",
    "enableEnhancedCivicAnswers",
    "enableAffectiveDialog",
    "routingConfig",
    "modelSelectionConfig",
];

/// Members beside it whose snake_case spelling clients use too.
const TOP: &[&str] = &[
    "safetySettings",
    "cachedContent",
    "generationConfig",
    "toolConfig",
    "labels",
    "serviceTier",
];

/// What the hub has said already; an extra member of that name is not let in over it.
const SAID: &[&str] = &["contents", "systemInstruction", "tools", "model"];

/// Builds `generationConfig`.
pub(super) fn generation(
    request: &ChatRequest,
    target: &Target<'_>,
    family: Family,
) -> Map<String, Value> {
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), value);
        }
    };
    let samples = target.flag("sampling_params") != Some(false);
    // Below 1.0 the third generation is known to loop ("Gemini 3 developer guide", temperature).
    let usual = (family.is_third() && samples).then(|| json!(1.0));
    put(
        "temperature",
        request.temperature.clone().map(Value::Number).or(usual),
    );
    put("topP", request.top_p.clone().map(Value::Number));
    put("topK", request.top_k.map(Value::from));
    put(
        "candidateCount",
        request.choices.filter(|n| *n != 1).map(Value::from),
    );
    put(
        "maxOutputTokens",
        request.max_output_tokens.map(Value::from),
    );
    put(
        "stopSequences",
        (!request.stop.is_empty()).then(|| json!(request.stop)),
    );
    put("seed", request.seed.map(Value::from));
    put(
        "presencePenalty",
        request.presence_penalty.clone().map(Value::Number),
    );
    put(
        "frequencyPenalty",
        request.frequency_penalty.clone().map(Value::Number),
    );
    put(
        "responseLogprobs",
        request.logprobs.filter(|on| *on).map(Value::from),
    );
    put("logprobs", request.top_logprobs.map(Value::from));
    let modalities: Vec<String> = request
        .modalities
        .iter()
        .map(|kind| kind.to_uppercase())
        .collect();
    put(
        "responseModalities",
        (!modalities.is_empty()).then(|| json!(modalities)),
    );
    put("speechConfig", request.audio.as_ref().and_then(speech));
    put(
        "thinkingConfig",
        request
            .reasoning
            .as_ref()
            .and_then(|reasoning| thinking(reasoning, target, family)),
    );
    format(&request.output_format, family, &mut out);
    out
}

/// The form of the answer. From 2.0 on JSON schema is taken as it is.
fn format(wanted: &OutputFormat, family: Family, out: &mut Map<String, Value>) {
    if *wanted == OutputFormat::Text {
        return;
    }
    out.insert("responseMimeType".to_owned(), json!("application/json"));
    if let OutputFormat::JsonSchema { schema, .. } = wanted {
        let (name, schema) = if family.generation >= (2, 0) {
            ("responseJsonSchema", as_json_schema(schema))
        } else {
            ("responseSchema", clean(schema, true).schema)
        };
        out.insert(name.to_owned(), schema);
    }
}

/// OpenAI's `audio` names a voice; the container is always Google's raw PCM.
fn speech(audio: &Value) -> Option<Value> {
    let voice = audio.get("voice")?;
    let voice = voice.as_str().or_else(|| voice.get("id")?.as_str())?;
    Some(json!({ "voiceConfig": { "prebuiltVoiceConfig": { "voiceName": voice } } }))
}

/// Whether the model can think at all.
pub(super) fn thinks(target: &Target<'_>, family: Family) -> bool {
    let usual = family.generation >= (2, 5);
    target.flag("reasoning").unwrap_or(usual)
}

/// `thinkingConfig`: a level from generation 3 on, before that a number of tokens (Gemini API,
/// "Gemini thinking"). `None` where there is nothing to say.
fn thinking(reasoning: &Reasoning, target: &Target<'_>, family: Family) -> Option<Value> {
    let minimal = target
        .flag("minimal_reasoning_effort")
        .unwrap_or(family.size != Size::Pro);
    let least = if minimal { "minimal" } else { "low" };
    if !thinks(target, family) {
        return None;
    }
    Some(match (reasoning, family.is_third()) {
        // The third generation and 2.5 Pro cannot be kept from thinking: the least there is.
        (Reasoning::Off | Reasoning::Budget(0), true) => {
            json!({ "thinkingLevel": least, "includeThoughts": false })
        }
        (Reasoning::Off | Reasoning::Budget(0), false) => {
            let budget = if family.size == Size::Pro { 128 } else { 0 };
            json!({ "thinkingBudget": budget, "includeThoughts": false })
        }
        (Reasoning::Budget(tokens), _) => {
            json!({ "thinkingBudget": tokens, "includeThoughts": true })
        }
        (Reasoning::Adaptive(None), true) => json!({ "includeThoughts": true }),
        (Reasoning::Adaptive(None), false) => {
            json!({ "thinkingBudget": -1, "includeThoughts": true })
        }
        (Reasoning::Effort { effort, .. } | Reasoning::Adaptive(Some(effort)), true) => {
            let level = match effort {
                Effort::Minimal => least,
                Effort::Low => "low",
                // 3 Pro knows only low and high; 3.1 brought medium.
                Effort::Medium if family.generation == (3, 0) && family.size == Size::Pro => "high",
                Effort::Medium => "medium",
                Effort::High | Effort::Xhigh | Effort::Max => "high",
            };
            json!({ "thinkingLevel": level, "includeThoughts": true })
        }
        (Reasoning::Effort { effort, .. } | Reasoning::Adaptive(Some(effort)), false) => {
            let budget = match (effort, family.size) {
                (Effort::Minimal, Size::Flash) => 1,
                (Effort::Minimal, Size::Pro) => 128,
                (Effort::Minimal, Size::FlashLite) => 512,
                (effort, _) => effort.budget(),
            };
            json!({ "thinkingBudget": budget, "includeThoughts": true })
        }
    })
}

/// The tier in Google's words. `auto` leaves it to the account, as it does at OpenAI: naming
/// `priority` for it would buy a dearer tier than was asked for.
pub(super) fn service_tier(wanted: &str) -> Option<String> {
    match wanted.to_lowercase().as_str() {
        "auto" => None,
        "default" | "standard_only" => Some("standard".to_owned()),
        other => Some(other.to_owned()),
    }
}

/// Puts the members that the hub has no place for where they belong, and the operator's on top.
pub(super) fn add_extra(request: &ChatRequest, target: &Target<'_>, body: &mut Value) {
    for (name, raw) in &request.extra {
        let known = camel(name);
        if SAID.contains(&known.as_str()) {
            continue;
        }
        if let Ok(value) = serde_json::from_str::<Value>(raw.get()) {
            merge(body, placed(name, known, value));
        }
    }
    for (name, raw) in &target.deployment.extra_body {
        if let Ok(value) = serde_json::from_str::<Value>(raw) {
            merge(body, placed(name, camel(name), value));
        }
    }
}

fn placed(name: &str, known: String, value: Value) -> Value {
    if CONFIG.contains(&known.as_str()) {
        return json!({ "generationConfig": { known: value } });
    }
    match (known.as_str(), value) {
        ("generationConfig" | "toolConfig", Value::Object(members)) => {
            let members: Map<_, _> = members
                .into_iter()
                .map(|(name, value)| (camel(&name), value))
                .collect();
            json!({ known: members })
        }
        (top, value) if TOP.contains(&top) => json!({ known: value }),
        (_, value) => json!({ name: value }),
    }
}

/// Lays one object over another; what is no object is replaced.
fn merge(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (name, value) in over {
                merge(under.entry(name).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over,
    }
}
