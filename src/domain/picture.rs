//! Pictures as they are asked for: size and quality, which decide what they cost.

/// The pixels of a picture whose size nobody names: 1024 × 1024.
const USUAL_PIXELS: u64 = 1 << 20;

/// The form of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels, when named.
    pub size: Option<(u64, u64)>,
    /// `low`, `hd`, …, when named and not left to the provider.
    pub quality: Option<String>,
}

impl Picture {
    /// Reads the two as requests and answers name them: `1024x1536`, `high`; `auto` names nothing.
    #[must_use]
    pub fn read(size: Option<&str>, quality: Option<&str>) -> Self {
        let number = |text: &str| {
            text.parse()
                .ok()
                .filter(|side| (1..=1 << 16).contains(side))
        };
        let size = size.and_then(|size| size.split_once('x'));
        Self {
            size: size.and_then(|(width, height)| Some((number(width)?, number(height)?))),
            quality: quality
                .filter(|quality| !quality.is_empty() && *quality != "auto")
                .map(str::to_owned),
        }
    }

    /// How many pixels it has.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        self.size
            .map_or(USUAL_PIXELS, |(width, height)| width * height)
    }

    /// Under which names a price for it may be listed, the most precise first.
    #[must_use]
    pub fn names(&self) -> [String; 2] {
        let (width, height) = self.size.unwrap_or((1_024, 1_024));
        let quality = self.quality.as_deref().unwrap_or("standard");
        let size = format!("{width}-x-{height}");
        [format!("{quality}/{size}"), size]
    }

    /// The tokens that it is made of, where a model counts pictures in tokens and does not tell: 272,
    /// 1,056 or 4,160 for a square of 1,024 by its quality, others by their pixels (OpenAI guide "Image
    /// generation", "Cost and latency"). Of an unnamed quality the dearest is taken.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        let square = match self.quality.as_deref() {
            Some("low") => 272,
            Some("medium" | "standard") => 1_056,
            _ => 4_160,
        };
        (square * self.pixels()).div_ceil(USUAL_PIXELS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_quality_are_read_and_counted() {
        let tall = Picture::read(Some("1024x1536"), Some("medium"));
        assert_eq!(tall.tokens(), 1_584, "as OpenAI's table has it");
        assert_eq!(tall.names()[0], "medium/1024-x-1536");
        let auto = Picture::read(Some("auto"), Some("auto"));
        assert_eq!(auto, Picture::default());
        assert_eq!((auto.pixels(), auto.tokens()), (1 << 20, 4_160));
        assert_eq!(auto.names(), ["standard/1024-x-1024", "1024-x-1024"]);
        assert_eq!(Picture::read(Some("0x9999999"), None).size, None);
    }
}
