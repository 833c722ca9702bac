//! What such a call may cost, and what it used.

#[cfg(test)]
mod tests;

use crate::domain::estimate;
use crate::domain::picture::Picture;
use crate::domain::price::{Price, ServiceTier};
use crate::domain::record::CallType;
use crate::domain::usage::{Usage, UsageSource};
use crate::gateway::catalog::{NamedPrice, Pricing, Served};
use crate::wire::count;
use crate::wire::door::openai::Request;
use crate::wire::media::{self, rerank, sound};
use crate::wire::relay::Seen;
use bytes::Bytes;

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
pub(in crate::gateway) fn bound<'s>(
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
pub(in crate::gateway) type Measured = ((Usage, UsageSource), Option<NamedPrice>);

/// Works out what an answer used. `delivered` says that it was an answer, whole or in part.
pub(in crate::gateway) async fn measure(
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
            // Some tell tokens of what they bill by the second.
            let by_tokens = pricing.price().is_none_or(Price::counts_input_tokens);
            let told_tokens = by_tokens && usage.total_tokens() > 0;
            if !told_tokens && usage.audio_in_ms == 0 {
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
