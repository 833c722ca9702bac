//! Waiting for the proxy.

use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::target::client;
use super::settings::Settings;
use indicatif::ProgressBar;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

/// How long one question may take.
const ASK: Duration = Duration::from_secs(3);
/// Between two questions.
const PAUSE: Duration = Duration::from_millis(250);

/// Asks `/health/liveliness` until it answers 200. Who has to wait is told so: on a terminal by something
/// that moves, else by a line when it begins and one when it is over.
pub(super) async fn until_healthy(
    settings: &Settings,
    deadline: Instant,
    globals: &Globals,
) -> Result<(), Failure> {
    let client = client(ASK)?;
    let url = format!("{}/health/liveliness", settings.url);
    let (shown, began) = (!globals.quiet, Instant::now());
    let progress = (shown && stderr().is_terminal()).then(ProgressBar::new_spinner);
    let mut told = !shown || progress.is_some();
    let mut waited = false;
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
        if !told {
            let most = deadline.saturating_duration_since(began).as_secs_f64();
            eprintln!("waiting for {}, at most {most:.0} s: {why}", settings.url);
            (told, waited) = (true, true);
        }
        tokio::time::sleep(PAUSE).await;
    };
    if let Some(bar) = progress {
        bar.finish_and_clear();
    }
    if waited && outcome.is_ok() {
        let took = began.elapsed().as_secs_f64();
        eprintln!("{} is healthy after {took:.1} s", settings.url);
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
