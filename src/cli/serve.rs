//! `serve`: the gateway.

use super::assemble::{self, Proxy};
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::reload::{self, Reloader};
use super::run_file::RunFile;
use super::secret_file::Kind;
use crate::config::{Config, Loaded, Overrides};
use crate::http::{self, Live};
use crate::jobs;
use crate::store::Store;
use crate::telemetry;
use crate::telemetry::Observer;
use crate::telemetry::observer::Heard;
use crate::telemetry::otel::Otel;
use crate::upstream::tls;
use arc_swap::ArcSwap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Run the gateway.
///
/// Without a configuration file and without a database it starts with SQLite below the data
/// directory, and makes a master key there.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ServeArgs {
    /// Address to listen on [default: 0.0.0.0]
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<String>,
    /// Port to listen on; 0 takes any free one [default: 4000]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Serve metrics on this address too, without a key
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<String>,
    /// Check configuration and models, show what is in force and where it came from, then exit
    #[arg(long)]
    pub check: bool,
    /// LiteLLM's flag for a detailed log
    #[arg(long = "detailed_debug", alias = "debug", hide = true)]
    pub detailed_debug: bool,
    /// LiteLLM's flag for several processes; one serves on every core
    #[arg(long = "num_workers", value_name = "NUMBER", hide = true)]
    pub num_workers: Option<u32>,
}

/// How long the end waits for what is still to be told.
const TELL_WAIT: Duration = telemetry::teller::END_WAIT.saturating_add(Duration::from_secs(1));

/// Runs it until SIGTERM or SIGINT, then lets open answers end.
pub async fn run(args: ServeArgs, globals: &Globals) -> Result<(), Failure> {
    let overrides = Overrides {
        host: args.host,
        port: args.port,
        metrics_listen: args.metrics_listen,
        ..globals.overrides()
    };
    let loaded = Arc::new(globals.load(overrides)?);
    if args.check {
        return check(&loaded);
    }
    let env = globals.env()?;
    let levels = env
        .get("RUST_LOG")
        .or_else(|| env.get("LITELLM_LOG"))
        .map(str::to_ascii_lowercase);
    let levels = levels.or_else(|| args.detailed_debug.then(|| "debug".to_owned()));
    telemetry::log::start(levels.as_deref());
    for notice in &loaded.notices {
        tracing::warn!("{notice}");
    }
    if args.num_workers.is_some_and(|number| number > 1) {
        tracing::warn!("--num_workers: one process serves on every core, so this has no effect");
    }
    let config = &loaded.config;
    for hidden in hidden_endpoints(config) {
        tracing::warn!("{hidden}");
    }
    let listener = bind(config).await?;
    let store = assemble::open_store(config, true).await?;
    let stop_by = Arc::new(OnceLock::new());
    let (live, jobs) = start(&loaded, &store, &stop_by).await?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    if config.ui.is_default && !address.ip().is_loopback() {
        tracing::warn!(
            "the admin pages at /ui open with the documented name and password, to anybody who can reach {address}: \
             set UI_USERNAME and UI_PASSWORD"
        );
    }
    let note = leave_note(config, address);
    tracing::info!(%address, database = %store.place(), "cw-proxy {} is ready", env!("CARGO_PKG_VERSION"));

    let (grace, draining) = (config.server.drain_grace, live.load().gateway.clone());
    let asked = async move {
        stopped().await;
        // It is asked for once.
        let _ = stop_by.set(Instant::now() + grace);
        tracing::info!(
            grace_seconds = grace.as_secs(),
            "stopping: no new work, open answers end"
        );
        draining.drain();
    };
    let drained = http::server::serve(listener, http::live_router(&live), asked, grace).await;
    end(live, jobs, drained, grace).await;
    // What a checkpoint leaves behind, the next start reads from the log.
    let _ = store.checkpoint().await;
    store.close().await;
    if let Some(note) = note {
        let _ = note.remove(&config.server.data_dir);
    }
    Ok(())
}

/// What runs beside the server.
struct Jobs {
    stop: CancellationToken,
    committing: JoinHandle<()>,
    telling: JoinHandle<()>,
    scraping: Option<JoinHandle<()>>,
    keeping: Vec<JoinHandle<()>>,
}

/// Pass-through endpoints that nobody can reach, since the proxy has a route of its own there.
pub(super) fn hidden_endpoints(config: &Config) -> impl Iterator<Item = String> {
    let hidden = config.endpoints.iter().map(|endpoint| &endpoint.path);
    hidden.filter(|path| crate::http::unserved::is_served(path)).map(|path| {
        format!("general_settings.pass_through_endpoints: {path} is served by the proxy itself, so the endpoint is never reached; choose another path")
    })
}

/// Puts the proxy together, closes what the last process left open, and starts the jobs.
async fn start(
    loaded: &Arc<Loaded>,
    store: &Store,
    stop_by: &Arc<OnceLock<Instant>>,
) -> Result<(Live, Jobs), Failure> {
    let config = &loaded.config;
    let (master_key, master_made) = assemble::master_key(config)?;
    let (salt, salt_made) = assemble::salt_key(config)?;
    tell_secrets(config, master_made, salt_made);
    let mut writer = store.ledger_writer();
    let Proxy {
        app,
        entries,
        build,
        reloads,
        heard,
    } = assemble::proxy(config, store.clone(), &master_key, &salt).await?;
    let gateway = &app.gateway;
    let recovered = jobs::recover(store, &mut writer, &gateway.ledger, assemble::now()).await?;
    if recovered.calls > 0 {
        tracing::warn!(
            calls = recovered.calls,
            cost = %recovered.cost,
            "calls that the last process left open are on record as interrupted"
        );
    }
    let stop = CancellationToken::new();
    let telling = tell(config, heard, &gateway.observer)?;
    let build = Arc::new(Mutex::new(build));
    let live: Live = Arc::new(ArcSwap::new(app.clone()));
    let scraping = scrape_beside(config, &live, &stop).await?;
    let reloader = Reloader {
        live: live.clone(),
        build: build.clone(),
        salt,
        started: loaded.clone(),
        in_force: loaded.clone(),
    };
    let committing = jobs::commit::run(
        entries,
        writer,
        gateway.journal.clone(),
        gateway.ledger.clone(),
    );
    let watch = jobs::alerts::Watch {
        gateway: gateway.clone(),
        store: store.clone(),
        settings: assemble::alert_settings(&live),
        messenger: app.messenger.clone(),
        stop_by: stop_by.clone(),
    };
    let keeping = vec![
        tokio::spawn(jobs::alerts::run(watch, stop.clone())),
        tokio::spawn(jobs::refresh::run(
            gateway.clone(),
            store.clone(),
            build,
            stop.clone(),
        )),
        tokio::spawn(reload::run(reloader, reloads, stop.clone())),
        tokio::spawn(jobs::cache::run(
            gateway.clone(),
            store.clone(),
            stop.clone(),
        )),
        tokio::spawn(jobs::health_checks::run(
            app.checks.clone(),
            looks_after(&live),
            stop.clone(),
        )),
        tokio::spawn(jobs::upkeep::checkpoint(store.clone(), stop.clone())),
        tokio::spawn(jobs::upkeep::prune(
            gateway.clone(),
            store.clone(),
            app.pruning.clone(),
            stop.clone(),
        )),
    ];
    Ok((
        live,
        Jobs {
            stop,
            committing: tokio::spawn(committing),
            telling,
            scraping,
            keeping,
        },
    ))
}

/// How models are looked after under the configuration that is in force.
fn looks_after(live: &Live) -> jobs::health_checks::Asks {
    let (often, app) = (live.clone(), live.clone());
    jobs::health_checks::Asks {
        every: Box::new(move || often.load().health.every),
        round: Box::new(move || Box::pin(http::manage::checks::round(app.load_full()))),
    }
}

/// Starts whoever tells what happens.
fn tell(config: &Config, heard: Heard, observer: &Observer) -> Result<JoinHandle<()>, Failure> {
    let otel = Otel::start(&config.otel, tls::config_as).map_err(Failure::invalid)?;
    observer.delivers(otel.deliveries.clone());
    let (metrics, pulse) = (observer.metrics.clone(), observer.pulse.clone());
    Ok(tokio::spawn(telemetry::teller::run(
        heard, metrics, pulse, otel,
    )))
}

/// Serves metrics on an address of their own, when one is set.
async fn scrape_beside(
    config: &Config,
    live: &Live,
    stop: &CancellationToken,
) -> Result<Option<JoinHandle<()>>, Failure> {
    let Some(address) = &config.metrics.listen else {
        return Ok(None);
    };
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Failure::new(
            Exit::Failed,
            format!("cannot listen on {address} for metrics"),
        )
        .cause(error)
        .help("--metrics-listen takes an address and a port, such as 127.0.0.1:9100")
    })?;
    tracing::info!(address, "metrics are served here too");
    let (router, stop) = (http::metrics::alone(live), stop.clone());
    Ok(Some(tokio::spawn(async move {
        let stopped = async move { stop.cancelled().await };
        http::server::serve(listener, router, stopped, Duration::from_secs(1)).await;
    })))
}

/// The one order of ending: open calls, then the jobs, then the journal, which is committed whole.
async fn end(live: Live, jobs: Jobs, drained: bool, grace: Duration) {
    let app = live.load_full();
    app.gateway.calls.close();
    let wait = if drained {
        grace
    } else {
        Duration::from_secs(1)
    };
    let ended = tokio::time::timeout(wait, app.gateway.calls.wait()).await;
    if !drained || ended.is_err() {
        tracing::warn!(
            "some answers did not end within the grace; they are on record as interrupted"
        );
    }
    jobs.stop.cancel();
    for job in jobs.keeping {
        // A job that panicked has been told by the log already.
        let _ = job.await;
    }
    if let Some(scraping) = jobs.scraping {
        let _ = scraping.await;
    }
    let observer = app.gateway.observer.clone();
    // The journal ends when nobody holds it any more.
    drop((app, live));
    if tokio::time::timeout(Duration::from_secs(10), jobs.committing)
        .await
        .is_err()
    {
        tracing::error!("the ledger's writer did not end in time");
    }
    let told = async {
        observer.end().await;
        // It has told by the log if it panicked.
        let _ = jobs.telling.await;
    };
    if tokio::time::timeout(TELL_WAIT, told).await.is_err() {
        tracing::warn!("not all that happened could be told in time");
    }
}

async fn bind(config: &Config) -> Result<TcpListener, Failure> {
    let (host, port) = (&config.server.host, config.server.port);
    TcpListener::bind((host.as_str(), port))
        .await
        .map_err(|error| {
            Failure::new(Exit::Failed, format!("cannot listen on {host}:{port}"))
                .cause(error)
                .help("another process may have the port; choose one with --port or PORT")
        })
}

/// Resolves at the first SIGTERM or SIGINT. A second one ends the process at once.
async fn stopped() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        // Without signals there is no way to be asked.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::warn!("stopping at once");
        std::process::exit(Exit::Interrupted as i32);
    });
}

/// Says where the secrets are that were made, never what they are.
fn tell_secrets(config: &Config, master_made: bool, salt_made: bool) {
    let path = |kind: Kind| kind.path(&config.server.data_dir).display().to_string();
    if master_made {
        tracing::warn!(
            "no LITELLM_MASTER_KEY is set: a master key was made, it is in {}",
            path(Kind::Master)
        );
    }
    if salt_made {
        tracing::warn!(
            "no LITELLM_SALT_KEY is set: a salt key was made, it is in {}; keep it with your backups",
            path(Kind::Salt)
        );
    }
}

/// Leaves a note for commands on this machine. A data directory that cannot be written is no reason
/// not to serve.
fn leave_note(config: &Config, address: SocketAddr) -> Option<RunFile> {
    let host = if address.ip().is_unspecified() {
        "127.0.0.1".to_owned()
    } else {
        address.ip().to_string()
    };
    let host = if host.contains(':') {
        format!("[{host}]")
    } else {
        host
    };
    let note = RunFile {
        pid: std::process::id(),
        url: format!("http://{host}:{}", address.port()),
        started: assemble::now().rfc3339(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let data_dir = &config.server.data_dir;
    let written = std::fs::create_dir_all(data_dir).and_then(|()| note.write(data_dir));
    match written {
        Ok(()) => Some(note),
        Err(error) => {
            tracing::warn!(%error, "commands on this machine will not find the server by themselves");
            None
        }
    }
}

/// Shows what is in force and what is odd; fails when a model cannot be served.
fn check(loaded: &Loaded) -> Result<(), Failure> {
    let mut text = String::new();
    let file = loaded
        .file
        .as_ref()
        .map_or_else(|| "none".to_owned(), |path| path.display().to_string());
    // Writing to a String cannot fail.
    let _ = writeln!(text, "configuration file: {file}\n");
    let width = loaded
        .report
        .iter()
        .map(|setting| setting.name.len())
        .max()
        .unwrap_or(0);
    for setting in &loaded.report {
        let _ = writeln!(
            text,
            "{:width$}  {}  ({})",
            setting.name, setting.value, setting.origin
        );
    }
    let (models, wrong) = check_models(&loaded.config);
    let _ = write!(text, "\nmodels:\n{models}");
    let notices = loaded.notices.iter().map(ToString::to_string);
    let notices: Vec<String> = notices.chain(hidden_endpoints(&loaded.config)).collect();
    if !notices.is_empty() {
        let _ = writeln!(text, "\nnotices:");
        for notice in &notices {
            let _ = writeln!(text, "  {notice}");
        }
    }
    print!("{text}");
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::invalid("some models cannot be served").cause(wrong.join("\n")))
}

pub(super) fn check_models(config: &Config) -> (String, Vec<String>) {
    use crate::config;
    use crate::domain::price::PriceState;
    let (mut text, mut wrong) = (String::new(), Vec::new());
    let prices = crate::domain::price_table::PriceTable::bundled();
    let defaults = config.defaults(std::time::SystemTime::now());
    for declared in config
        .models
        .iter()
        .flat_map(|declared| config::expand(declared, &config.providers))
    {
        match config::deployment(&declared, &config.providers, prices, &defaults) {
            Ok(deployment) => {
                let price = match &deployment.pricing {
                    PriceState::Priced(_) => "priced",
                    PriceState::Free => "free",
                    PriceState::Unknown => "price unknown",
                };
                let base = deployment.api_base.as_deref().unwrap_or("no address");
                let key = deployment.api_key.as_ref().map_or_else(
                    || "no key".to_owned(),
                    crate::domain::secret::Secret::masked,
                );
                let _ = writeln!(
                    text,
                    "  {} -> {} at {base} ({key}, {price})",
                    deployment.group, deployment.litellm_model
                );
            }
            Err(error) => wrong.push(format!("{}: {error}", declared.model_name)),
        }
    }
    if text.is_empty() {
        text.push_str("  none\n");
    }
    (text, wrong)
}
