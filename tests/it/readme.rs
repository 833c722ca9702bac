//! Every console block of README.md is run, against a throwaway proxy.

use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../README.md");
const COMPOSE: &str = include_str!("../compose.sh");

/// What a block needs that a test cannot have, by how its first command begins.
enum Instead {
    /// The block is run as it is, with these words replaced.
    Run(&'static [(&'static str, &'static str)]),
    /// Containers: `tests/compose.sh` starts them; these are the words there.
    Compose(&'static [&'static str]),
    /// It is what runs this test.
    Itself,
}

/// How blocks are run; those that are not here are run as they are.
const FIXTURES: &[(&str, Instead)] = &[
    (
        "cargo run --release -- serve",
        Instead::Run(&[("cargo run --release -- serve", "cw-proxy serve --check")]),
    ),
    ("tests/run", Instead::Itself),
    (
        "cp volumes/env/.env.template volumes/env/.env",
        Instead::Compose(&[
            "cp volumes/env/.env.template volumes/env/.env",
            "up -d --no-build llm-proxy",
        ]),
    ),
    (
        "ANTHROPIC_BASE_URL=",
        Instead::Run(&[(
            " claude --model claude-sonnet-4-5",
            " sh -c 'curl -fsS $ANTHROPIC_BASE_URL/v1/messages -H \"Authorization: Bearer $ANTHROPIC_AUTH_TOKEN\" -H content-type:application/json -d \"{\\\"model\\\": \\\"local\\\", \\\"max_tokens\\\": 9, \\\"messages\\\": [{\\\"role\\\": \\\"user\\\", \\\"content\\\": \\\"hi\\\"}]}\"'",
        )]),
    ),
];

/// The commands of each console block, in the order of the document.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    for part in text.split("```console\n").skip(1) {
        let block = part.split("```").next().unwrap_or_default();
        let lines = block
            .lines()
            .map(|line| line.strip_prefix("$ ").unwrap_or(line));
        blocks.push(lines.map(|line| format!("{line}\n")).collect());
    }
    blocks
}

#[tokio::test]
async fn every_console_block_does_what_it_says() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .without_env("LITELLM_MASTER_KEY")
        .without_env("LITELLM_SALT_KEY")
        .env("LITELLM_OPENAI_API_KEY", "sk-provider")
        .prepare();
    proxy.restart().await;
    let home = proxy.data_dir().parent().expect("a folder").to_owned();
    let bin = home.join("bin");
    std::fs::create_dir_all(home.join("volumes/env")).expect("folders");
    std::fs::create_dir(&bin).expect("a folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_cw-proxy"), bin.join("cw-proxy"))
        .expect("a link");
    let template = include_str!("../../volumes/env/.env.template");
    std::fs::write(home.join("volumes/env/.env"), template).expect("written");
    let mut run = 0;
    // One shell, so that what one block exports the next one has.
    let mut script = String::from("set -euo pipefail\n");
    for block in blocks(README) {
        let fixture = FIXTURES.iter().find(|(begin, _)| block.starts_with(begin));
        let mut block = match fixture.map(|(_, instead)| instead) {
            None => block,
            Some(Instead::Run(words)) => words
                .iter()
                .fold(block, |block, (from, to)| block.replace(from, to)),
            Some(Instead::Compose(words)) => {
                assert!(
                    words.iter().all(|word| COMPOSE.contains(word)),
                    "tests/compose.sh does not do {block}"
                );
                continue;
            }
            Some(Instead::Itself) => continue,
        };
        block = block
            .replace("openai/llama3.2", "openai/ok")
            .replace("http://localhost:11434/v1", &upstream.base_url())
            .replace("http://localhost:4000", &proxy.url())
            .replace("curl ", "curl -fsS ");
        script += &format!("echo '== {run}'\n{block}");
        run += 1;
    }
    assert!(run >= 5, "the blocks were not found");
    std::fs::write(home.join("readme.sh"), script).expect("written");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command: Command = proxy.program("bash");
    let ran = command
        .arg("readme.sh")
        .current_dir(Path::new(&home))
        .env("PATH", format!("{}:{path}", bin.display()))
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{told}");
}
