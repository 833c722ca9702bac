//! A filter over a text that comes in pieces: what may be part of a find is held back until it is clear.

use super::{Action, Filter, Find, Search, Sought};

/// A find that goes on and on is taken for one at this length, so that no stream is held up for ever.
const FIND_BYTES_MAX: usize = 16 << 10;
/// What is kept of the text that has left, since expressions may look at what stands before.
const BEFORE_BYTES: usize = 64;

/// The part of a text that is not yet clear, with a little of what stood before it.
#[derive(Debug, Default)]
pub struct Window {
    text: String,
    /// Where the part begins that has not left.
    at: usize,
}

impl Window {
    /// Whether something is held back.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.at < self.text.len()
    }

    /// Takes the next piece, and gives what is clear by now. With `last`, that is all of it.
    pub fn push<'f>(
        &mut self,
        filter: &'f Filter,
        piece: &str,
        last: bool,
    ) -> Result<String, &'f Sought> {
        self.text.push_str(piece);
        let mut out = String::new();
        let mut search = Search::new(filter);
        // A find that is no longer than this is found wherever the pieces are cut.
        let held = filter.held_bytes();
        loop {
            let len = self.text.len();
            let clear = if last {
                len
            } else {
                self.floor(len.saturating_sub(held))
            };
            match search.next(&self.text, self.at) {
                Some(find) if last || self.is_final(&find, clear) => {
                    if find.rule.action == Action::Block {
                        return Err(&find.rule.sought);
                    }
                    out.push_str(&self.text[self.at..find.start]);
                    out.push_str(&find.rule.tag);
                    self.at = find.end;
                }
                find => {
                    let until = find.map_or(clear, |find| find.start.min(clear));
                    if until > self.at {
                        out.push_str(&self.text[self.at..until]);
                        self.at = until;
                    }
                    break;
                }
            }
        }
        let gone = self.floor(self.at.saturating_sub(BEFORE_BYTES));
        if gone > BEFORE_BYTES || last {
            self.text.drain(..gone);
            self.at -= gone;
        }
        Ok(out)
    }

    /// Whether nothing that comes can change a find.
    fn is_final(&self, find: &Find<'_>, clear: usize) -> bool {
        find.end <= clear || self.text.len() - find.start > FIND_BYTES_MAX
    }

    /// The beginning of the character at a place.
    fn floor(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::patterns::{PATTERNS, SECRETS};
    use super::*;
    use proptest::prelude::*;

    fn filter() -> Filter {
        let named = PATTERNS
            .iter()
            .filter(|named| matches!(named.name, "email" | "us_ssn" | "credit_card" | "ipv4"))
            .chain(SECRETS);
        let mut rules: Vec<Rule> = named
            .map(|named| {
                let tag = format!("[{}]", named.name);
                Rule::named(named, Action::Mask, &tag).expect("compiles")
            })
            .collect();
        rules.push(
            Rule::keyword("forbidden word", None, Action::Mask, "[KEYWORD]").expect("a rule"),
        );
        Filter::new(rules)
    }

    fn in_pieces(filter: &Filter, text: &str, cuts: &[usize]) -> String {
        let mut window = Window::default();
        let mut out = String::new();
        let mut at = 0;
        let mut cuts = cuts.to_vec();
        cuts.sort_unstable();
        for cut in cuts {
            let mut cut = cut.min(text.len());
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            if cut > at {
                out += &window
                    .push(filter, &text[at..cut], false)
                    .expect("no block");
                at = cut;
            }
        }
        out + &window.push(filter, &text[at..], true).expect("no block")
    }

    fn words() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("hello ".to_owned()),
            Just("me@host.example".to_owned()),
            Just("123-45-6789".to_owned()),
            Just("4532015112830366".to_owned()),
            Just("10.0.0.1".to_owned()),
            Just("ForBidden Word".to_owned()),
            Just("sk-proj-abcdefghijklmnopqrstuvwxyz012345".to_owned()),
            Just("AKIAIOSFODNN7EXAMPLE".to_owned()),
            Just(" 日本語 ".to_owned()),
            Just(", ".to_owned()),
            Just("\n".to_owned()),
            "[a-z0-9 .@-]{0,12}",
        ];
        proptest::collection::vec(word, 0..120).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn wherever_it_is_cut_the_same_is_found(
            text in words(),
            cuts in proptest::collection::vec(0_usize..2_000, 0..60),
        ) {
            thread_local!(static FILTER: Filter = filter());
            FILTER.with(|filter| {
                let whole = filter.apply(&text).expect("no block").into_owned();
                prop_assert_eq!(in_pieces(filter, &text, &cuts), whole);
                Ok(())
            })?;
        }
    }

    #[test]
    fn every_single_byte_may_be_a_piece_and_little_is_held() {
        let filter = filter();
        let text = format!("{}write to me@host.example!", "far away ".repeat(200));
        let cuts: Vec<usize> = (0..text.len()).collect();
        let whole = filter.apply(&text).expect("no block").into_owned();
        assert_eq!(in_pieces(&filter, &text, &cuts), whole);
        let mut window = Window::default();
        let out = window.push(&filter, &text, false).expect("no block");
        assert!(out.len() + filter.held_bytes() + 100 > text.len() && window.holds());
    }

    #[test]
    fn a_find_without_end_is_one_at_some_length() {
        let filter = filter();
        let mut window = Window::default();
        let head = "-----BEGIN PRIVATE KEY-----\n";
        let mut out = window.push(&filter, head, false).expect("no block");
        for _ in 0..40 {
            out += &window
                .push(&filter, &"QUJD\n".repeat(200), false)
                .expect("no block");
        }
        assert!(out.starts_with("[private_key]"), "{out:.60}");
    }

    #[test]
    fn what_blocks_stops_the_text_before_it() {
        let rule = Rule::keyword("stop here", None, Action::Block, "").expect("a rule");
        let filter = Filter::new(vec![rule]);
        let mut window = Window::default();
        let mut out = String::new();
        let mut blocked = false;
        for piece in ["go on, ", "stop ", "he", "re and on"] {
            match window.push(&filter, piece, false) {
                Ok(clear) => out += &clear,
                Err(_) => blocked = true,
            }
        }
        blocked |= window.push(&filter, "", true).is_err();
        assert!(blocked && !out.contains("stop"), "{out}");
    }
}
