use super::*;
use crate::domain::deployment::Deployment;
use crate::domain::price::PriceState;
use crate::domain::price_table::{ModelFacts, PriceTable};
use crate::wire::media::answer::usage;
use crate::wire::media::{Form, Told};
use std::sync::Arc;

/// A deployment at its listed price.
fn served(provider: &str, model: &str) -> Arc<Served> {
    let mut deployment = Deployment::sample(provider, model);
    deployment.pricing = PriceState::listed(deployment.facts.and_then(ModelFacts::price));
    let pictures = PriceTable::bundled().picture_prices(provider, model);
    let pictures = pictures
        .into_iter()
        .map(|(form, price)| (form, Arc::new(price)));
    deployment.picture_prices = pictures.collect();
    Served::new(deployment)
}

fn asked(call_type: CallType, body: &str) -> Request {
    let body = Bytes::copy_from_slice(body.as_bytes());
    Request::parse_to_count(call_type, None, body).expect("a request")
}

fn cost(served: &Served, call_type: CallType, measured: &Measured) -> i64 {
    let ((usage, _), price) = measured;
    let own = served.pricing(call_type).price();
    let price = price.as_ref().map(|(_, price)| &**price).or(own);
    let price = price.expect("a price");
    price.cost(usage, ServiceTier::Standard).total.0
}

async fn drew(served: &Served, body: &str, images: u64, finished: bool) -> Measured {
    let told = Told {
        images,
        ..Told::default()
    };
    let mut seen = Seen {
        finished,
        told: Some(Box::new(told)),
        ..Seen::default()
    };
    let request = asked(CallType::ImageGeneration, body);
    measure(&request, served, &mut seen, true).await
}

#[tokio::test]
async fn pictures_without_usage_are_counted_as_well_as_can_be() {
    let kind = CallType::ImageGeneration;
    let gpt = served("openai", "gpt-image-1");
    let low = r#"{"prompt":"p","size":"1024x1024","quality":"low"}"#;
    let drawn = drew(&gpt, low, 2, true).await;
    assert_eq!(
        cost(&gpt, kind, &drawn),
        22_000_000,
        "listed by size and quality"
    );
    assert_eq!(drawn.0.1, UsageSource::Counted);

    let drawn = drew(&gpt, r#"{"prompt":"p"}"#, 1, true).await;
    assert_eq!(
        (drawn.0.0.output_image, drawn.0.1),
        (4_160, UsageSource::Estimated)
    );
    assert!(
        cost(&gpt, kind, &drawn) > 166_000_000,
        "by tokens that nobody told"
    );

    let azure = served("azure", "dall-e-3");
    let drawn = drew(&azure, r#"{"prompt":"p","size":"512x512"}"#, 1, true).await;
    // 512 × 512 pixels at the dearest rate, that of a square in `hd`.
    assert_eq!(cost(&azure, kind, &drawn), 21_999_990);

    let left = drew(&gpt, low, 0, false).await;
    assert_eq!(
        (left.0.0.images, left.0.1),
        (1, UsageSource::Estimated),
        "left, not undone"
    );
    let none = drew(&gpt, low, 0, true).await;
    assert_eq!(none.0, (Usage::default(), UsageSource::None));
}

#[tokio::test]
async fn sound_without_usage_is_counted_in_what_its_price_knows() {
    let kind = CallType::Transcription;
    let form = "--b\r\ncontent-disposition: form-data; name=file; filename=a.bin\r\n\r\n";
    let body = [form.as_bytes(), &[7; 8_000], b"\r\n--b--"].concat();
    let form = Form::parse(&body.into(), "multipart/form-data; boundary=b").expect("a form");
    let request = Request::parse_form(kind, "/x", None, form).expect("a request");
    let heard = |served: Arc<Served>| {
        let request = request.clone();
        async move {
            measure(&request, &served, &mut Seen::default(), true)
                .await
                .0
        }
    };
    let (used, source) = heard(served("openai", "whisper-1")).await;
    assert_eq!((used.audio_in_ms, source), (2_000, UsageSource::Estimated));
    assert_eq!(used.total_tokens(), 0);
    let (used, source) = heard(served("azure", "gpt-4o-transcribe")).await;
    assert_eq!(
        (used.input_audio, used.output),
        (20, 6),
        "no rate for seconds"
    );
    assert_eq!(source, UsageSource::Estimated);
    // Tokens are told, seconds are billed.
    let by_second = served("azure", "gpt-transcribe");
    let told = usage(kind, r#"{"input_tokens":20,"output_tokens":5}"#);
    let mut seen = Seen {
        reported: told,
        ..Seen::default()
    };
    let billed = measure(&request, &by_second, &mut seen, true).await;
    assert_eq!(cost(&by_second, kind, &billed), 150_000, "2 s at 7.5e-5");
    let (whisper, mut seen) = (served("openai", "whisper-1"), Seen::default());
    let failed = measure(&request, &whisper, &mut seen, false).await;
    assert_eq!(failed.0.1, UsageSource::None);
}

#[test]
fn what_may_be_used_is_no_less_than_what_is() {
    let bound = |provider, model, kind, body: &str| {
        let (served, request) = (served(provider, model), asked(kind, body));
        let (pricing, usage) = bound(&request, &served, 10);
        let price = pricing.price().expect("a price");
        price.cost(&usage, ServiceTier::Standard).total.0
    };
    let low = r#"{"prompt":"p","n":2,"size":"1024x1024","quality":"low"}"#;
    let drawn = bound("openai", "gpt-image-1", CallType::ImageGeneration, low);
    assert_eq!(drawn, 2 * 272 * 40_000 + 10 * 5_000);
    let hd = r#"{"prompt":"p","size":"1024x1024","quality":"hd"}"#;
    let drawn = bound("azure", "dall-e-3", CallType::ImageGeneration, hd);
    assert_eq!(drawn, 87_999_958);
    let said = bound(
        "openai",
        "tts-1",
        CallType::Speech,
        r#"{"input":"hello world"}"#,
    );
    assert_eq!(said, 165_000);
    let said = bound(
        "openai",
        "gpt-4o-mini-tts",
        CallType::Speech,
        r#"{"input":"hello world"}"#,
    );
    assert_eq!(said, 10 * 600 + 275_000, "11 characters in 1.1 s");
    let many = format!(r#"{{"query":"q","documents":[{}1]}}"#, "1,".repeat(100));
    let ranked = bound("cohere", "rerank-v3.5", CallType::Rerank, &many);
    assert_eq!(ranked, 4_000_000, "101 documents are two searches");
}
