//! What a call used, in buckets that do not overlap, so that each is priced exactly once.

/// Tokens by the way they are billed, and the units of work that is not counted in tokens. Every token
/// field excludes every other: a cached audio token is in `cache_read_audio` and nowhere else. Totals
/// are computed, never stored.
///
/// A unit may stand beside tokens for the same work, as pictures do beside image tokens: a price then
/// counts the tokens, if it has a rate for them, and the unit otherwise, never both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Input tokens read fresh: text, and whatever the provider does not count apart.
    pub input: u64,
    /// Input tokens served from the provider's prompt cache, audio excluded.
    pub cache_read: u64,
    /// Audio input tokens served from the provider's prompt cache.
    pub cache_read_audio: u64,
    /// Input tokens written to the provider's prompt cache for its short lifetime (5 minutes).
    pub cache_write: u64,
    /// Input tokens written to the provider's prompt cache for one hour.
    pub cache_write_1h: u64,
    /// Fresh audio input tokens.
    pub input_audio: u64,
    /// Fresh image input tokens, where the provider counts them apart.
    pub input_image: u64,
    /// Output tokens that the client sees as text or tool calls.
    pub output: u64,
    /// Output tokens spent on reasoning, billed as output unless the model has a rate of its own.
    pub reasoning: u64,
    /// Audio output tokens.
    pub output_audio: u64,
    /// Image output tokens.
    pub output_image: u64,
    /// Pictures that were made.
    pub images: u64,
    /// The pixels of all of them together.
    pub pixels: u64,
    /// How long the sound is that was listened to, in milliseconds.
    pub audio_in_ms: u64,
    /// How long the sound is that was made, in milliseconds.
    pub audio_out_ms: u64,
    /// Characters of text that were read aloud.
    pub characters: u64,
    /// Searches as rerankers bill them: one question over up to a hundred documents.
    pub search_units: u64,
    /// Pages that were read.
    pub pages: u64,
}

impl std::ops::AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        let fields = [
            (&mut self.input, other.input),
            (&mut self.cache_read, other.cache_read),
            (&mut self.cache_read_audio, other.cache_read_audio),
            (&mut self.cache_write, other.cache_write),
            (&mut self.cache_write_1h, other.cache_write_1h),
            (&mut self.input_audio, other.input_audio),
            (&mut self.input_image, other.input_image),
            (&mut self.output, other.output),
            (&mut self.reasoning, other.reasoning),
            (&mut self.output_audio, other.output_audio),
            (&mut self.output_image, other.output_image),
            (&mut self.images, other.images),
            (&mut self.pixels, other.pixels),
            (&mut self.audio_in_ms, other.audio_in_ms),
            (&mut self.audio_out_ms, other.audio_out_ms),
            (&mut self.characters, other.characters),
            (&mut self.search_units, other.search_units),
            (&mut self.pages, other.pages),
        ];
        for (sum, more) in fields {
            *sum = sum.saturating_add(more);
        }
    }
}

impl Usage {
    /// All input tokens: what OpenAI calls `prompt_tokens`.
    #[must_use]
    pub fn prompt_tokens(&self) -> u64 {
        [
            self.input,
            self.cache_read,
            self.cache_read_audio,
            self.cache_write,
            self.cache_write_1h,
            self.input_audio,
            self.input_image,
        ]
        .into_iter()
        .fold(0, u64::saturating_add)
    }

    /// All output tokens, reasoning included: what OpenAI calls `completion_tokens`.
    #[must_use]
    pub fn completion_tokens(&self) -> u64 {
        [
            self.output,
            self.reasoning,
            self.output_audio,
            self.output_image,
        ]
        .into_iter()
        .fold(0, u64::saturating_add)
    }

    /// Input and output together.
    #[must_use]
    pub fn total_tokens(&self) -> u64 {
        self.prompt_tokens()
            .saturating_add(self.completion_tokens())
    }
}

/// Where a row's usage came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UsageSource {
    /// The provider reported it.
    Provider,
    /// The provider reported none; we counted the request and the answer with a tokenizer.
    Counted,
    /// Neither was possible (the process died, say); the figure is a guess between bounds.
    Estimated,
    /// Nothing was used: the call never produced anything billable.
    #[default]
    None,
}

impl UsageSource {
    /// Every source.
    pub const ALL: [Self; 4] = [Self::Provider, Self::Counted, Self::Estimated, Self::None];

    /// The name stored in the ledger.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Counted => "counted",
            Self::Estimated => "estimated",
            Self::None => "none",
        }
    }

    /// Reads the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == text)
    }
}
