//! Pictures, sound, judgements and ranks: how they are asked for, what they may cost, what they used.
//!
//! | work | its unit | told by |
//! |---|---|---|
//! | pictures | image tokens, else pictures by size and quality, else pixels | `usage`, else the answer's list |
//! | speech | characters, or tokens in and sound out | the text; `usage` of an event stream, else the bytes |
//! | transcription | seconds, or tokens | `usage`, `duration`, else the file's header, else its length |
//! | ranks | search units, or tokens | `meta.billed_units`, `usage`, else the documents |
//! | judgements | tokens, mostly at no price | `usage`, else counted |

use super::call::{Begun, Deadlines, open_stream};
use super::catalog::{NamedPrice, Pricing, Served};
use super::refusal::Refusal;
use crate::domain::estimate;
use crate::domain::picture::Picture;
use crate::domain::price::{Price, ServiceTier};
use crate::domain::provider::Dialect;
use crate::domain::record::CallType;
use crate::domain::usage::{Usage, UsageSource};
use crate::upstream::Response;
use crate::wire::count;
use crate::wire::door::openai::Request;
use crate::wire::fault::Fault;
use crate::wire::media::stream::EventRelay;
use crate::wire::media::{self, Upload, body, rerank, sound};
use crate::wire::reader::Reader;
use crate::wire::relay::Seen;
use bytes::Bytes;
use http::HeaderValue;
use tokio::time::Instant;

/// Sound that is spoken slowly: characters a second.
const CHARACTERS_PER_SECOND: u64 = 10;
/// Tokens of a second of sound that is made (OpenAI guide "Managing costs": one each 50 ms).
const TOKENS_PER_SECOND_OUT: u64 = 20;
/// The same of sound that is listened to: one each 100 ms.
const TOKENS_PER_SECOND_IN: u64 = 10;
/// Words of a fast speaker, in tokens a second.
const SPOKEN_TOKENS_PER_SECOND: u64 = 6;
/// A file whose length in seconds nobody knows, in bytes a second: what voice recorders write.
const BYTES_PER_SECOND: u64 = 4_000;
/// The same for what is set aside of a budget: the least that speech is packed into.
const BYTES_PER_SECOND_MIN: u64 = 1_500;
/// What a picture that is sent comes to at most, in tokens: one of 1024 × 1536 in high fidelity.
const TOKENS_PER_PICTURE_IN: u64 = 6_500;

/// Whether the provider of a deployment can be asked for this work, and in which way.
pub(super) fn require_served(call_type: CallType, served: &Served) -> Result<(), Refusal> {
    let deployment = &served.deployment;
    let provider = deployment.provider;
    let base = deployment.api_base.as_deref();
    let serves = match (provider.dialect, call_type) {
        // OpenAI's own API ranks nothing; servers behind another address may.
        (Dialect::OpenAi, CallType::Rerank) => {
            provider.name != "openai" || base != provider.base_url
        }
        (Dialect::Azure, CallType::Rerank | CallType::Moderation) => provider.name == "azure_ai",
        (Dialect::OpenAi | Dialect::Azure, _) | (Dialect::Cohere, CallType::Rerank) => true,
        _ => false,
    };
    if serves {
        return Ok(());
    }
    Err(Refusal::NotItsWork {
        provider: provider.name,
        work: call_type.work(),
    })
}

/// Writes the request: a body, or a form.
pub(super) fn request(
    request: &Request,
    served: &Served,
    model: &str,
) -> Result<(Bytes, Option<Upload>), Refusal> {
    let deployment = &served.deployment;
    if request.call_type == CallType::Rerank {
        rerank::check(&request.object)?;
        let drops = request.controls.drop_params.or(deployment.drop_params);
        let drops = drops.unwrap_or(false);
        return Ok((
            rerank::request(&request.object, deployment, model, drops)?,
            None,
        ));
    }
    let Some(form) = &request.form else {
        return Ok((body::request(&request.object, deployment, model), None));
    };
    let lists = [
        &request.controls.additional_drop_params,
        &deployment.additional_drop_params,
    ];
    let dropped = |name: &str| {
        lists
            .iter()
            .any(|list| list.iter().any(|entry| entry == name))
    };
    Ok((Bytes::new(), Some(form.upload(deployment, model, dropped))))
}

/// Reads an answer as it begins: events and sound as they come, anything else whole.
pub(super) async fn begin(
    request: &Request,
    mut response: Response,
    client_model: Option<&str>,
    deadlines: Deadlines,
    deadline: Instant,
    bytes_max: usize,
) -> Result<Begun, Fault> {
    let media_type = response.header("content-type").to_ascii_lowercase();
    let call_type = request.call_type;
    let reader = match call_type {
        CallType::Rerank | CallType::Moderation => None,
        _ if media_type.starts_with("text/event-stream") => {
            Some(Reader::Events(Box::new(EventRelay::new(call_type))))
        }
        CallType::Speech => Some(Reader::Sound(Box::default())),
        _ => None,
    };
    if let Some(reader) = reader {
        let open = open_stream(response, reader, deadlines).await?;
        return Ok(Begun::Stream(Box::new(open)));
    }
    let body = response.whole(bytes_max, deadline).await?;
    let whole = if call_type == CallType::Rerank {
        let id = uuid::Uuid::new_v4().to_string();
        rerank::whole(&body, &request.object, &id)?
    } else {
        media::whole(call_type, &media_type, body, client_model)?
    };
    Ok(Begun::Whole(Box::new(whole)))
}

/// The media type of an answer that is neither JSON nor events, where it is of a kind that was asked for.
#[must_use]
pub(super) fn content_type(call_type: CallType, headers: &http::HeaderMap) -> Option<HeaderValue> {
    let told = headers.get(http::header::CONTENT_TYPE);
    let text = told
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kinds: &[&str] = match call_type {
        CallType::Speech => &["audio/", "text/event-stream"],
        CallType::Transcription | CallType::Translation => &[
            "text/plain",
            "text/vtt",
            "application/x-subrip",
            "application/srt",
        ],
        _ => return None,
    };
    match told.filter(|_| kinds.iter().any(|kind| text.starts_with(kind))) {
        Some(told) => Some(told.clone()),
        None if call_type == CallType::Speech => {
            Some(HeaderValue::from_static("application/octet-stream"))
        }
        None if text.is_empty() || text.contains("json") || text.starts_with("text/event") => None,
        None => Some(HeaderValue::from_static("text/plain; charset=utf-8")),
    }
}

impl Served {
    /// What holds for pictures of a form. `tokens` says whether they are counted in tokens.
    fn picture_pricing(&self, call_type: CallType, picture: &Picture, tokens: bool) -> Pricing<'_> {
        let own = self.pricing(call_type);
        let settled = match own {
            Pricing::Free => true,
            Pricing::Priced((_, price)) => tokens && price.counts_output_tokens(),
            Pricing::Unknown => false,
        };
        if settled {
            return own;
        }
        let names = picture.names();
        let mut listed = names.iter().filter_map(|name| {
            let of_name = move |(form, _): &&(&str, NamedPrice)| form == name;
            self.pictures.iter().find(of_name)
        });
        if let Some((_, named)) = listed.next() {
            return Pricing::Priced(named);
        }
        match own {
            Pricing::Unknown => self.dearest_picture().map_or(own, Pricing::Priced),
            known => known,
        }
    }

    /// The price of the dearest form, for pictures of a form that is not listed.
    fn dearest_picture(&self) -> Option<&NamedPrice> {
        let cost = |price: &Price| {
            let usage = Usage {
                images: 1,
                pixels: Picture::default().pixels(),
                ..Usage::default()
            };
            price.cost(&usage, ServiceTier::Standard).total
        };
        let named = self.pictures.iter().map(|(_, named)| named);
        named.max_by_key(|(_, price)| cost(price))
    }
}

fn asked_picture(request: &Request) -> Picture {
    let text = |name| request.object.read::<String>(name);
    Picture::read(text("size").as_deref(), text("quality").as_deref())
}

fn characters(request: &Request) -> u64 {
    let text = request.object.read::<String>("input");
    text.map_or(0, |text| text.chars().count() as u64)
}

/// How many pictures come with a request, in its form or named in its JSON.
fn sent_pictures(request: &Request) -> u64 {
    let count = match &request.form {
        Some(form) => form.files("image").count(),
        None => {
            let named = request
                .object
                .read::<Vec<&serde_json::value::RawValue>>("images");
            named.map_or(1, |named| named.len())
        }
    };
    count as u64
}

fn file(request: &Request) -> Option<&Bytes> {
    request.form.as_ref()?.files("file").next()
}

/// The price that holds for a call before it is made, and the most that it may use.
pub(super) fn bound<'s>(
    request: &Request,
    served: &'s Served,
    input_tokens: u64,
) -> (Pricing<'s>, Usage) {
    let picture = asked_picture(request);
    let pricing = if request.call_type.makes_images() {
        served.picture_pricing(request.call_type, &picture, true)
    } else {
        served.pricing(request.call_type)
    };
    let mut usage = Usage {
        input: input_tokens,
        ..Usage::default()
    };
    match request.call_type {
        CallType::Speech => {
            usage.characters = characters(request);
            usage.audio_out_ms = usage.characters * 1_000 / CHARACTERS_PER_SECOND;
            usage.output_audio = sound_tokens(pricing, usage.audio_out_ms);
        }
        CallType::Transcription | CallType::Translation => {
            let ms = file(request).map_or(0, |file| {
                let least = file.len() as u64 * 1_000 / BYTES_PER_SECOND_MIN;
                sound::file_duration_ms(file).unwrap_or(least)
            });
            usage.audio_in_ms = ms;
            usage.input_audio = ms * TOKENS_PER_SECOND_IN / 1_000;
            usage.output = ms * SPOKEN_TOKENS_PER_SECOND / 1_000;
        }
        CallType::Rerank => {
            usage.search_units = rerank::search_units(&request.object);
            // The question is read anew with each document.
            let query = request.object.get("query").unwrap_or_default();
            let documents = request
                .object
                .read::<Vec<&serde_json::value::RawValue>>("documents");
            let documents = documents.map_or(0, |documents| documents.len() as u64);
            usage.input += estimate::input_tokens(query.as_bytes()) * documents;
        }
        call_type if call_type.makes_images() => {
            if call_type != CallType::ImageGeneration {
                usage.input_image = sent_pictures(request) * TOKENS_PER_PICTURE_IN;
            }
            usage.images = request.choices;
            usage.pixels = request.choices.saturating_mul(picture.pixels());
            usage.output_image = request.choices.saturating_mul(picture.tokens());
        }
        _ => {}
    }
    (pricing, usage)
}

/// Sound that is made, in tokens, where the price has no rate for its seconds.
fn sound_tokens(pricing: Pricing<'_>, ms: u64) -> u64 {
    let by_tokens = pricing.price().is_some_and(|price| {
        let rates = price.rates(0, ServiceTier::Standard);
        rates.second_out.0 == 0 && rates.output_audio.0 > 0
    });
    if by_tokens {
        ms * TOKENS_PER_SECOND_OUT / 1_000
    } else {
        0
    }
}

/// What a call used, how we know, and the price by which it is counted when that is not the
/// deployment's own.
pub(super) type Measured = ((Usage, UsageSource), Option<NamedPrice>);

/// Works out what an answer used. `delivered` says that it was an answer, whole or in part.
pub(super) async fn measure(
    request: &Request,
    served: &Served,
    seen: &mut Seen,
    delivered: bool,
) -> Measured {
    let told = seen.told.take().unwrap_or_default();
    if !delivered && seen.reported.is_none() {
        return ((Usage::default(), UsageSource::None), None);
    }
    let call_type = request.call_type;
    let mut usage = seen
        .reported
        .map_or_else(Usage::default, |reported| reported.usage);
    let mut source = match seen.reported {
        Some(_) => UsageSource::Provider,
        None => UsageSource::Counted,
    };
    let pricing = served.pricing(call_type);
    match call_type {
        CallType::Speech => {
            usage.characters = characters(request);
            if seen.reported.is_none() {
                source = speech(request, served, pricing, &told, &mut usage).await;
            }
        }
        CallType::Transcription | CallType::Translation => {
            if usage.total_tokens() == 0 && usage.audio_in_ms == 0 {
                source = heard(request, &told, &mut usage);
            }
            if usage.total_tokens() == 0 && pricing.price().is_some_and(wants_tokens) {
                usage.input_audio = usage.audio_in_ms * TOKENS_PER_SECOND_IN / 1_000;
                usage.output = usage.audio_in_ms * SPOKEN_TOKENS_PER_SECOND / 2_000;
                source = UsageSource::Estimated;
            }
        }
        CallType::Rerank => {
            usage.search_units = told
                .search_units
                .unwrap_or_else(|| rerank::search_units(&request.object));
            if told.search_units.is_some() {
                source = UsageSource::Provider;
            } else if seen.reported.is_none() && pricing.price().is_some_and(wants_tokens) {
                usage.input = counted(request, served).await;
            }
        }
        CallType::Moderation if seen.reported.is_none() => {
            usage.input = counted(request, served).await;
        }
        _ if call_type.makes_images() => {
            return drawn(request, served, &told, usage, (source, seen.finished));
        }
        _ => {}
    }
    ((usage, source), None)
}

/// Whether sound and searches are priced by tokens alone.
fn wants_tokens(price: &Price) -> bool {
    let rates = price.rates(0, ServiceTier::Standard);
    rates.second_in.0 == 0 && rates.search.0 == 0 && rates.input.0.max(rates.input_audio.0) > 0
}

async fn counted(request: &Request, served: &Served) -> u64 {
    let (call_type, object) = (request.call_type, request.object.clone());
    let model = served.deployment.upstream_model.clone();
    let counted =
        tokio::task::spawn_blocking(move || count::input_tokens(call_type, &model, &object));
    // The counter can only fail by panicking; then the guess stands.
    counted
        .await
        .unwrap_or_else(|_| estimate::input_tokens(request.object.text()))
}

async fn speech(
    request: &Request,
    served: &Served,
    pricing: Pricing<'_>,
    told: &media::Told,
    usage: &mut Usage,
) -> UsageSource {
    let pcm = request.object.read::<&str>("response_format") == Some("pcm");
    let heard = told.sound.as_ref().and_then(|sound| sound.duration_ms(pcm));
    let guess = || usage.characters * 1_000 / CHARACTERS_PER_SECOND;
    usage.audio_out_ms = heard.unwrap_or_else(guess);
    usage.output_audio = sound_tokens(pricing, usage.audio_out_ms);
    let rates = pricing
        .price()
        .map(|price| price.rates(0, ServiceTier::Standard));
    let by_sound = rates.is_some_and(|rates| rates.second_out.0 > 0 || rates.output_audio.0 > 0);
    if rates.is_some_and(|rates| rates.input.0 > 0) {
        usage.input = counted(request, served).await;
    }
    if by_sound && (heard.is_none() || usage.output_audio > 0) {
        UsageSource::Estimated
    } else {
        UsageSource::Counted
    }
}

/// How long a file is that was sent.
fn heard(request: &Request, told: &media::Told, usage: &mut Usage) -> UsageSource {
    if let Some(ms) = told.audio_in_ms {
        usage.audio_in_ms = ms;
        return UsageSource::Provider;
    }
    let Some(file) = file(request) else {
        return UsageSource::None;
    };
    match sound::file_duration_ms(file) {
        Some(ms) => {
            usage.audio_in_ms = ms;
            UsageSource::Counted
        }
        None => {
            usage.audio_in_ms = file.len() as u64 * 1_000 / BYTES_PER_SECOND;
            UsageSource::Estimated
        }
    }
}

fn drawn(
    request: &Request,
    served: &Served,
    told: &media::Told,
    mut usage: Usage,
    (mut source, finished): (UsageSource, bool),
) -> Measured {
    let asked = asked_picture(request);
    let answered = Picture::read(told.size.as_deref(), told.quality.as_deref());
    let picture = Picture {
        size: answered.size.or(asked.size),
        quality: answered.quality.or(asked.quality),
    };
    // A stream that was left is billed all the same: the provider draws on.
    let images = if told.images == 0 && !finished {
        source = UsageSource::Estimated;
        request.choices
    } else {
        told.images
    };
    if images == 0 && usage.total_tokens() == 0 {
        return ((Usage::default(), UsageSource::None), None);
    }
    usage.images = images;
    usage.pixels = images.saturating_mul(picture.pixels());
    let tokens = usage.completion_tokens() > 0;
    let pricing = served.picture_pricing(request.call_type, &picture, tokens);
    let Pricing::Priced(named) = pricing else {
        return ((usage, source), None);
    };
    if !tokens && named.1.counts_output_tokens() && !named.1.counts_pictures() {
        usage.input = estimate::input_tokens(request.object.text());
        usage.output_image = images.saturating_mul(picture.tokens());
        usage.input_image = match request.call_type {
            CallType::ImageGeneration => 0,
            _ => sent_pictures(request) * TOKENS_PER_PICTURE_IN,
        };
        source = UsageSource::Estimated;
    }
    let own = served
        .price
        .as_ref()
        .is_some_and(|(version, _)| *version == named.0);
    ((usage, source), (!own).then(|| named.clone()))
}
