//! Answers that come in. A whole answer has the shape of one event of a stream, so both take the
//! same way.

use super::answer::{self, Chunk};
use super::code_text;
use super::fault::fault_in_stream;
use super::usage::UsageBody;
use crate::wire::chat::{ChatResponse, Collector, Delta, Event, Finish, Part, Source};
use crate::wire::fault::Fault;
use crate::wire::format::{Flow, Frame, Notes};
use serde_json::{Value, json};

/// So much of an answer is kept, in bytes, for telling where in it its sources belong.
const TEXT_BYTES_MAX: usize = 4 << 20;

/// Reads a whole answer.
pub fn response(body: &[u8], notes: &Notes) -> Result<ChatResponse, Fault> {
    let mut decoder = Decoder::new(notes.clone());
    let mut events = Vec::new();
    let frame = Frame {
        event: "",
        data: body,
    };
    decoder.frame(frame, &mut events)?;
    if !decoder.spoke {
        return Err(invalid("it has neither candidates nor a reason for that"));
    }
    decoder.close(&mut events);
    let mut response = Collector::of(events);
    for part in response
        .answers
        .iter_mut()
        .flat_map(|answer| &mut answer.parts)
    {
        hear(part);
    }
    Ok(response)
}

/// Sound comes inline like a picture; what it is its type tells.
fn hear(part: &mut Part) {
    if let Part::Image {
        source: Source::Base64 { media_type, data },
        ..
    } = part
        && let Some(format) = media_type.strip_prefix("audio/")
    {
        let format = if format.starts_with("L16") || format.starts_with("pcm") {
            "pcm16"
        } else {
            format
        };
        *part = Part::Audio {
            format: format.to_owned(),
            data: std::mem::take(data),
        };
    }
}

fn invalid(why: &str) -> Fault {
    Fault::connection(
        "upstream_invalid_response",
        502,
        format!("Gemini's answer cannot be read: {why}"),
    )
}

/// Reads a streamed answer. Every event is a `GenerateContentResponse` with the next parts; nothing
/// marks the last one, so an answer is known to be complete when the bytes end after a reason to.
#[derive(Debug, Default)]
pub struct Decoder {
    notes: Notes,
    id: String,
    started: bool,
    /// Something was said that an answer can be made of.
    spoke: bool,
    blocked: bool,
    answers: Vec<Candidate>,
    /// All tokens told so far: a later figure may be partial.
    total: u64,
    tier: Option<&'static str>,
}

#[derive(Debug, Default)]
struct Candidate {
    index: u32,
    calls: u32,
    text: String,
    finish: Option<Finish>,
    grounding: Option<Value>,
    citations: Option<Value>,
}

impl Decoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(notes: Notes) -> Self {
        Self {
            notes,
            ..Self::default()
        }
    }

    /// Takes the next event.
    pub fn frame(&mut self, frame: Frame<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        let data = frame.data.trim_ascii();
        if data.is_empty() || data == b"[DONE]" {
            return Ok(Flow::More);
        }
        if data.starts_with(b"[") {
            // Errors come wrapped in an array at times; answers never do with `alt=sse`.
            return Err(fault_in_stream(data).unwrap_or_else(|| invalid("an array")));
        }
        let chunk: Chunk =
            serde_json::from_slice(data).map_err(|error| invalid(&error.to_string()))?;
        if chunk.error.is_some() {
            return Err(fault_in_stream(data).unwrap_or_else(|| invalid("an empty error")));
        }
        self.chunk(chunk, out);
        Ok(Flow::More)
    }

    /// The bytes ended.
    pub fn end(&mut self, out: &mut Vec<Event>) -> Result<(), Fault> {
        let complete = if self.answers.is_empty() {
            self.blocked
        } else {
            self.answers.iter().all(|answer| answer.finish.is_some())
        };
        if !complete {
            return Err(Fault::connection(
                "upstream_truncated",
                502,
                "Gemini's stream ended in the middle of the answer.",
            ));
        }
        self.close(out);
        Ok(())
    }

    fn chunk(&mut self, chunk: Chunk, out: &mut Vec<Event>) {
        if !self.started && (chunk.response_id.is_some() || chunk.model_version.is_some()) {
            self.started = true;
            self.id = chunk.response_id.unwrap_or_default();
            out.push(Event::Start {
                id: self.id.clone(),
                model: chunk.model_version.unwrap_or_default(),
            });
        }
        for (at, candidate) in chunk.candidates.into_iter().flatten().enumerate() {
            self.candidate(candidate.index.unwrap_or(at as u32), candidate, out);
            self.spoke = true;
        }
        if chunk
            .prompt_feedback
            .is_some_and(|feedback| feedback.block_reason.is_some())
        {
            self.blocked = true;
            self.spoke = true;
        }
        let told = chunk.usage_metadata;
        if let Some(told) = told.and_then(|raw| serde_json::from_str::<UsageBody>(raw.get()).ok()) {
            self.usage(&told, out);
        }
    }

    fn usage(&mut self, told: &UsageBody, out: &mut Vec<Event>) {
        let searched = self
            .answers
            .iter()
            .filter_map(|answer| answer.grounding.as_ref())
            .any(answer::is_searched);
        if let Some(usage) = told.usage(searched)
            && usage.total_tokens() >= self.total
        {
            self.total = usage.total_tokens();
            self.spoke = true;
            out.push(Event::Usage(usage));
        }
        if let Some(tier) = told.tier()
            && self.tier != Some(tier)
        {
            self.tier = Some(tier);
            out.push(Event::ServiceTier(tier.to_owned()));
        }
    }

    fn candidate(&mut self, index: u32, said: answer::Candidate, out: &mut Vec<Event>) {
        let known = self.answers.iter().position(|of| of.index == index);
        let at = known.unwrap_or_else(|| {
            self.answers.push(Candidate {
                index,
                ..Candidate::default()
            });
            self.answers.len() - 1
        });
        let state = &mut self.answers[at];
        let mut emit = |delta| {
            out.push(Event::Delta {
                answer: index,
                delta,
            });
        };
        let parts = said.content.and_then(|content| content.parts);
        for part in parts.into_iter().flatten() {
            state.part(part, &self.id, &self.notes, &mut emit);
        }
        if let Some(logprobs) = said.logprobs_result.as_ref().and_then(answer::logprobs) {
            emit(Delta::Logprobs(logprobs));
        }
        state.grounding = said.grounding_metadata.or(state.grounding.take());
        state.citations = said.citation_metadata.or(state.citations.take());
        if let Some(reason) = said.finish_reason {
            state.finish = Some(answer::finish(&reason));
        }
    }

    /// Says what is only known at the end: sources, and why each answer ended. Some versions repeat
    /// `STOP` on every event, so the last reason counts.
    fn close(&mut self, out: &mut Vec<Event>) {
        if self.answers.is_empty() {
            let finish = self.blocked.then_some(Finish::ContentFilter);
            self.answers.push(Candidate {
                finish,
                ..Candidate::default()
            });
        }
        for state in &mut self.answers {
            let (grounding, citations) = (state.grounding.take(), state.citations.take());
            let found = answer::annotations(grounding.as_ref(), citations.as_ref(), &state.text);
            out.extend(found.into_iter().map(|source| Event::Delta {
                answer: state.index,
                delta: Delta::Annotation(source),
            }));
            let finish = match state.finish.unwrap_or_default() {
                Finish::Stop if state.calls > 0 => Finish::ToolCalls,
                finish => finish,
            };
            out.push(Event::Finish {
                answer: state.index,
                finish,
                stop_sequence: None,
            });
        }
    }
}

impl Candidate {
    fn part(
        &mut self,
        part: answer::Part,
        response_id: &str,
        notes: &Notes,
        emit: &mut impl FnMut(Delta),
    ) {
        let seal = part.thought_signature.filter(|seal| !seal.is_empty());
        if let Some(call) = part.function_call {
            return self.call(call, seal, response_id, notes, emit);
        }
        let text = part.text.filter(|text| !text.is_empty());
        match text {
            Some(text) if part.thought == Some(true) => emit(Delta::Thinking(text)),
            Some(text) => self.say(text, emit),
            None => {}
        }
        let code = part
            .executable_code
            .map(|code| json!({ "executableCode": code }));
        let result = part
            .code_execution_result
            .map(|result| json!({ "codeExecutionResult": result }));
        for said in [code, result].iter().flatten().filter_map(code_text) {
            self.say(said, emit);
        }
        if let Some(blob) = part.inline_data {
            emit(Delta::Image {
                media_type: blob.mime_type,
                data: blob.data,
            });
        }
        if let Some(seal) = seal {
            emit(Delta::ThinkingSignature(seal));
        }
    }

    fn say(&mut self, text: String, emit: &mut impl FnMut(Delta)) {
        if self.text.len() < TEXT_BYTES_MAX {
            self.text.push_str(&text);
        }
        emit(Delta::Text(text));
    }

    /// A call comes whole. Where Google gives it no id it gets one that no other call of the
    /// conversation has: the answer's id and the call's place in it.
    fn call(
        &mut self,
        call: answer::FunctionCall,
        signature: Option<String>,
        response_id: &str,
        notes: &Notes,
        emit: &mut impl FnMut(Delta),
    ) {
        let number = self.calls;
        self.calls += 1;
        let made = || {
            let mut id = "call_".to_owned();
            if !response_id.is_empty() {
                id.push_str(response_id);
                id.push('_');
            }
            if self.index > 0 {
                id.push_str(&format!("{}_", self.index));
            }
            id + &number.to_string()
        };
        emit(Delta::ToolStart {
            call: number,
            id: call.id.filter(|id| !id.is_empty()).unwrap_or_else(made),
            name: notes.client_name(&call.name).to_owned(),
            signature,
        });
        let args = call.args.map_or_else(
            || "{}".to_owned(),
            |args| match args.get() {
                "null" => "{}".to_owned(),
                text => text.to_owned(),
            },
        );
        emit(Delta::ToolArguments {
            call: number,
            json: args,
        });
    }
}
