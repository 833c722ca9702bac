//! Names of tools: OpenAI takes letters, digits, `_` and `-`, at most 64 of them.

use crate::wire::format::Notes;
use std::borrow::Cow;

const LENGTH_MAX: usize = 64;

/// What is kept of a name that does not fit, before its mark.
const KEPT: usize = 55;

/// The name as it is sent; one that had to be changed is noted so that the answer can be read.
pub(super) fn sent<'n>(name: &'n str, notes: &mut Notes) -> Cow<'n, str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.len() <= LENGTH_MAX && name.chars().all(fits) {
        return Cow::Borrowed(name);
    }
    let kept: String = name
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .take(KEPT)
        .collect();
    let sent = format!("{kept}_{:08x}", mark(name));
    if !notes.names.iter().any(|(known, _)| *known == sent) {
        notes.names.push((sent.clone(), name.to_owned()));
    }
    Cow::Owned(sent)
}

/// Tells names with the same beginning apart (FNV-1a).
fn mark(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
