//! The scripts that make shells ask. Those of clap where they do; Bash's is our own, since clap's loses
//! a colon within a word, and spreads candidates that hold `*`.

use super::VARIABLE;
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Zsh};
use clap_complete::{Generator, Shell};

const NAME: &str = "cw-proxy";
const BASH: &str = r#"_cw_proxy() {
    local program=${1/#\~/$HOME} candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <(CW_PROXY_COMPLETE=bash "$program" -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}
if [[ ${BASH_VERSINFO[0]} -gt 4 || ${BASH_VERSINFO[0]} -eq 4 && ${BASH_VERSINFO[1]} -ge 4 ]]; then
    complete -o bashdefault -o nosort -F _cw_proxy cw-proxy
else
    complete -o bashdefault -F _cw_proxy cw-proxy
fi
"#;
/// A file of zsh's `fpath` is run as the function itself at the first Tab.
const ZSH_LOADED: &str = r#"if [ "$funcstack[1]" = "_cw-proxy" ]; then
    _clap_dynamic_completer_cw_proxy "$@"
else
    compdef _clap_dynamic_completer_cw_proxy cw-proxy
fi"#;

/// The script of one shell.
#[must_use]
pub fn completion(shell: Shell) -> String {
    let clap: &dyn EnvCompleter = match shell {
        Shell::Bash => return BASH.to_owned(),
        Shell::Elvish => &Elvish,
        Shell::Fish => &Fish,
        Shell::PowerShell => &Powershell,
        _ => &Zsh,
    };
    let mut text = Vec::new();
    // Memory takes whatever is written.
    let _ = clap.write_registration(VARIABLE, NAME, NAME, NAME, &mut text);
    let text = String::from_utf8_lossy(&text);
    let text = text.trim();
    match text.rsplit_once("\ncompdef ") {
        Some((functions, _)) => format!("{functions}\n{ZSH_LOADED}\n"),
        None => format!("{text}\n"),
    }
}

/// The name that the shell looks for the script under.
#[must_use]
pub fn file_name(shell: Shell) -> String {
    shell.file_name(NAME)
}

/// A candidate for zsh, which splits value and description at a colon.
pub(super) fn described(value: &str, help: Option<&str>) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\");
    let value = escaped(value).replace(':', "\\:");
    match help {
        Some(help) => format!("{value}:{}", escaped(help)),
        None => value,
    }
}
