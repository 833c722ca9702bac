//! How many tokens a request will use, guessed before the provider counts them.
//!
//! A reservation must not be too small, and may not cost a tokenizer run on every call. Tokenizers
//! of today's models put 3 to 5 bytes of English or code and 2 to 3 bytes of other scripts into one
//! token; the guess below takes the expensive end of both.

/// Bytes of ASCII that one token holds at least, on average over a request.
const ASCII_BYTES_PER_TOKEN: u64 = 3;
/// What a request costs around its text: roles, separators, priming.
const OVERHEAD_TOKENS: u64 = 16;
/// What one embedded image or file is taken for: a large image in high detail.
const BLOB_TOKENS: u64 = 2_000;
const BLOB_MARK: &[u8] = b";base64,";

/// Guesses the input tokens of a JSON request body. Base64 data is counted by the piece, not by
/// the byte.
#[must_use]
pub fn input_tokens(body: &[u8]) -> u64 {
    let mut tokens = OVERHEAD_TOKENS;
    let mut rest = body;
    while let Some(mark) = memchr::memmem::find(rest, BLOB_MARK) {
        tokens += text_tokens(&rest[..mark]) + BLOB_TOKENS;
        let data = &rest[mark + BLOB_MARK.len()..];
        let end = memchr::memchr(b'"', data).unwrap_or(data.len());
        rest = &data[end..];
    }
    tokens + text_tokens(rest)
}

fn text_tokens(text: &[u8]) -> u64 {
    let ascii = text.iter().filter(|byte| byte.is_ascii()).count() as u64;
    let other = text.len() as u64 - ascii;
    // Two tokens for every three bytes of other scripts: most have two or three bytes a character.
    ascii.div_ceil(ASCII_BYTES_PER_TOKEN) + (other * 2).div_ceil(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_counted_on_the_expensive_side() {
        let english = r#"{"messages":[{"role":"user","content":"The quick brown fox jumps over the lazy dog."}]}"#;
        let guess = input_tokens(english.as_bytes());
        // OpenAI's o200k_base counts 17 for this request.
        assert!((17..60).contains(&guess), "{guess}");
        let chinese = "敏捷的棕色狐狸跳过了懒狗".repeat(10);
        // o200k_base: about 13 tokens a sentence.
        assert!(input_tokens(chinese.as_bytes()) >= 130);
    }

    #[test]
    fn an_image_is_one_piece_however_many_bytes_it_has() {
        let image = format!(
            r#"{{"url":"data:image/png;base64,{}"}}"#,
            "A".repeat(1_000_000)
        );
        let guess = input_tokens(image.as_bytes());
        assert!((2_000..2_100).contains(&guess), "{guess}");
    }
}
