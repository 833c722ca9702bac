//! Waiting for the proxy.

use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::target::client;
use super::settings::Settings;
use indicatif::ProgressBar;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long one question may take.
const ASK: Duration = Duration::from_secs(3);
/// Between two questions.
const PAUSE: Duration = Duration::from_millis(250);

/// Asks `/health/liveliness` until it answers 200.
pub(super) async fn until_healthy(
    settings: &Settings,
    deadline: Instant,
    globals: &Globals,
) -> Result<(), Failure> {
    let client = client(ASK)?;
    let url = format!("{}/health/liveliness", settings.url);
    let shown = !globals.quiet && std::io::stderr().is_terminal();
    let progress = shown.then(ProgressBar::new_spinner);
    if let Some(bar) = &progress {
        bar.set_message(format!("waiting for {}", settings.url));
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    let outcome = loop {
        let answer = client.get(&url).send().await;
        let why = match answer {
            Ok(response) if response.status().is_success() => break Ok(()),
            Ok(response) => format!("it answers {}", response.status().as_u16()),
            Err(error) if error.is_timeout() => "it does not answer".to_owned(),
            Err(_) => "the connection fails".to_owned(),
        };
        if Instant::now() + PAUSE >= deadline {
            break Err(why);
        }
        tokio::time::sleep(PAUSE).await;
    };
    if let Some(bar) = progress {
        bar.finish_and_clear();
    }
    outcome.map_err(|why| {
        Failure::new(
            Exit::Unreachable,
            format!(
                "the proxy at {} is not healthy after {} s",
                settings.url,
                settings.wait.as_secs_f64()
            ),
        )
        .cause(why)
        .help(
            "see its log; name another proxy with --url or PROXY_BASE_URL, wait longer with --wait",
        )
    })
}
