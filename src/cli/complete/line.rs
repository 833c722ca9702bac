//! Bash's command line, which it hands over as text: cut into words as the shell would, and candidates
//! written so that they can be put into it.

/// Where Bash cuts words beside white space: it replaces only what is behind the last of them.
const BREAKS: [char; 2] = [':', '='];

/// The words of an unfinished line without their quotes, the last one is the one that is being typed;
/// and that one as it was typed.
pub(super) fn split(line: &str) -> (Vec<String>, String) {
    let mut raw = vec![String::new()];
    let (mut quote, mut escaped) = (None, false);
    for c in line.trim_start().chars() {
        let word = raw.last_mut().expect("there is always one");
        if escaped {
            escaped = false;
            word.push(c);
            continue;
        }
        match (quote, c) {
            (None, ' ' | '\t' | '\n') => {
                if !word.is_empty() {
                    raw.push(String::new());
                }
                continue;
            }
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None | Some('"'), '\\') => escaped = true,
            _ => {}
        }
        word.push(c);
    }
    let typed = raw.last().cloned().unwrap_or_default();
    // Variables that are set for the one command.
    let set = |word: &String| {
        let name = word.split_once('=').map(|(name, _)| name);
        name.is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
        })
    };
    let words = raw.iter().skip_while(|word| set(word));
    (words.map(|word| unquoted(word)).collect(), typed)
}

/// A word as the program gets it: without quotes and backslashes.
pub(super) fn unquoted(word: &str) -> String {
    let mut plain = String::new();
    let mut quote = None;
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None | Some('"'), '\\') => plain.extend(rest.next()),
            _ => plain.push(c),
        }
    }
    plain
}

/// What Bash puts in the place of `current`, which was written as `typed`.
pub(super) fn inserted(value: &str, current: &str, typed: &str) -> String {
    if typed.starts_with(['\'', '"']) {
        return value.to_owned();
    }
    let behind = current.rfind(BREAKS).map(|at| &current[..=at]);
    let value = behind
        .and_then(|kept| value.strip_prefix(kept))
        .unwrap_or(value);
    value.chars().fold(String::new(), |mut text, c| {
        let plain = c.is_alphanumeric() || "-_./:=,+@%^".contains(c);
        if !plain {
            text.push('\\');
        }
        text.push(c);
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_as_the_shell_cuts_it() {
        for (line, words) in [
            ("cw-proxy ", &["cw-proxy", ""][..]),
            ("  cw-proxy key  get a", &["cw-proxy", "key", "get", "a"]),
            ("A=1 B= cw-proxy key", &["cw-proxy", "key"]),
            (
                r"cw-proxy key get task-agent\ de",
                &["cw-proxy", "key", "get", "task-agent de"],
            ),
            (
                "cw-proxy key get 'task-agent de",
                &["cw-proxy", "key", "get", "task-agent de"],
            ),
            (
                "cw-proxy -m \"a 'b\" key:x",
                &["cw-proxy", "-m", "a 'b", "key:x"],
            ),
            ("", &[""]),
        ] {
            assert_eq!(split(line).0, words, "{line}");
        }
    }

    #[test]
    fn what_is_put_in_is_quoted_and_begins_where_the_shell_replaces() {
        assert_eq!(
            inserted("task-agent default", "ta", "ta"),
            r"task-agent\ default"
        );
        assert_eq!(
            inserted("task-agent default", "ta", "'ta"),
            "task-agent default"
        );
        assert_eq!(inserted("key:mine", "key:m", "key:m"), "mine");
        assert_eq!(inserted("--url=a", "--url=", "--url="), "a");
        assert_eq!(inserted("$(rm)", "", ""), r"\$\(rm\)");
    }
}
