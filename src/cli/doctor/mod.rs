//! `doctor`: everything that can be checked without spending money, and what to do about it.

mod files;
mod providers;

use super::assemble;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::pages::counted;
use super::print::{Column, Shown};
use super::target::{api_key, client, running};
use super::term::{self, Progress};
use super::value;
use crate::config::{Loaded, Notice};
use crate::domain::deployment::Deployment;
use crate::domain::price::PriceState;
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::http::ui::format;
use crate::store::Store;
use serde_json::{Value, json};
use std::time::Duration;

/// Arguments of `doctor`.
#[derive(Clone, Debug, clap::Args)]
pub struct DoctorArgs {
    /// Set the modes of files that others can read
    #[arg(long)]
    pub fix: bool,
    /// Ask no provider
    #[arg(long)]
    pub no_providers: bool,
}

/// What a check found.
#[derive(Clone, Debug)]
pub struct Finding {
    check: &'static str,
    result: Outcome,
    what: String,
    fix: Option<String>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Ok,
    Warning,
    Failed,
    Skipped,
}

impl Finding {
    fn new(check: &'static str, result: Outcome, what: impl Into<String>) -> Self {
        Self {
            check,
            result,
            what: what.into(),
            fix: None,
        }
    }

    fn ok(check: &'static str, what: impl Into<String>) -> Self {
        Self::new(check, Outcome::Ok, what)
    }

    fn warning(check: &'static str, what: impl Into<String>) -> Self {
        Self::new(check, Outcome::Warning, what)
    }

    fn failed(check: &'static str, what: impl Into<String>) -> Self {
        Self::new(check, Outcome::Failed, what)
    }

    fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    fn data(&self) -> Value {
        let result = match self.result {
            Outcome::Ok => "ok",
            Outcome::Warning => "warning",
            Outcome::Failed => "failed",
            Outcome::Skipped => "skipped",
        };
        json!({ "check": self.check, "result": result, "what": self.what, "fix": self.fix })
    }
}

const COLUMNS: &[Column] = &[
    ("RESULT", |row| value::word(&row["result"])),
    ("WHAT", |row| {
        format!(
            "{}: {}",
            value::word(&row["check"]),
            value::word(&row["what"])
        )
    }),
    ("FIX", |row| super::print::text(&row["fix"])),
];

/// Checks, and fails when something is wrong.
pub async fn run(args: DoctorArgs, globals: &Globals) -> Result<(), Failure> {
    let progress = Progress::spin(globals, "looking");
    let mut findings = Vec::new();
    let loaded = match globals.load(globals.overrides()) {
        Ok(loaded) => {
            findings.extend(config(&loaded));
            Some(loaded)
        }
        Err(failure) => {
            let cause = failure.cause.unwrap_or_default();
            findings.push(
                Finding::failed("config", format!("{}: {cause}", failure.error))
                    .fix("cw-proxy config check"),
            );
            None
        }
    };
    if let Some(loaded) = &loaded {
        findings.extend(files::check(loaded, args.fix));
        let running = running(&loaded.config.server.data_dir).await;
        let url = running.as_ref().map(|note| note.url.clone());
        let data_dir = Some(loaded.config.server.data_dir.as_path());
        let kept = || api_key(globals, &globals.env().ok()?, data_dir).ok();
        let key = loaded.config.master_key.clone().or_else(kept);
        findings.extend(proxy(globals, url, key.as_ref()).await);
        match assemble::open_store(&loaded.config, false).await {
            Ok(store) => {
                let place = store.place();
                findings.push(Finding::ok(
                    "database",
                    format!("{place} opens, its layout is current"),
                ));
                findings.extend(disk(&store).await);
                findings.extend(clock(&store).await);
                let deployments = deployments(loaded, &store, &mut findings).await;
                findings.extend(prices(&deployments));
                if !args.no_providers {
                    findings.extend(providers::check(&deployments, globals.wait()).await);
                }
            }
            Err(failure) => {
                let usual =
                    "cw-proxy serve makes it at its first start; see also cw-proxy db status";
                let fix = failure.help.as_deref().unwrap_or(usual).to_owned();
                findings.push(Finding::failed("database", failure.error).fix(fix));
            }
        }
    }
    drop(progress);
    let failed = findings
        .iter()
        .filter(|one| one.result == Outcome::Failed)
        .count();
    let warned = findings
        .iter()
        .filter(|one| one.result == Outcome::Warning)
        .count();
    let rows = findings.iter().map(Finding::data).collect();
    Shown::list(COLUMNS, "result", rows)
        .meta("failed", json!(failed))
        .meta("warnings", json!(warned))
        .footer(format!("{failed} failed, {warned} warnings."))
        .print(globals, "database")?;
    if failed > 0 {
        return Err(Failure::new(
            Exit::Unhealthy,
            format!("{} failed", counted(failed, "check").trim_end_matches('.')),
        ));
    }
    if warned > 0 {
        term::hint(globals, "see the FIX column");
    }
    Ok(())
}

fn config(loaded: &Loaded) -> Vec<Finding> {
    let (_, wrong) = super::serve::check_models(&loaded.config);
    let mut findings: Vec<Finding> = wrong
        .into_iter()
        .map(|what| {
            Finding::failed("config", what).fix("correct the model in the configuration file")
        })
        .collect();
    let weak = |notice: &&Notice| matches!(notice, Notice::WeakSecret { .. });
    let secrets: Vec<_> = loaded.notices.iter().filter(weak).collect();
    for notice in &secrets {
        findings.push(
            Finding::warning("secrets", notice.to_string())
                .fix("openssl rand -hex 32 makes a good one"),
        );
    }
    if secrets.is_empty() {
        let set = loaded.config.master_key.is_some() || loaded.config.salt_key.is_some();
        let what = if set {
            "the master key and the salt key that are set are long enough"
        } else {
            "none are set; the proxy makes its own, which are long enough"
        };
        findings.push(Finding::ok("secrets", what));
    }
    for notice in loaded.notices.iter().filter(|notice| !weak(notice)) {
        findings.push(Finding::warning("config", notice.to_string()));
    }
    let file = loaded.file.as_ref().map_or_else(
        || "no file; the defaults hold".to_owned(),
        |file| format!("{} is valid", file.display()),
    );
    findings.push(Finding::ok("config", file));
    findings
}

/// Clocks that differ by more make budgets and limits differ.
const CLOCK_SECONDS_MAX: i64 = 5;

async fn proxy(globals: &Globals, url: Option<String>, key: Option<&Secret>) -> Vec<Finding> {
    let named = globals
        .env()
        .ok()
        .and_then(|env| super::target::named_url(globals, &env));
    let Some(url) = named.or(url) else {
        return vec![Finding::new(
            "proxy",
            Outcome::Skipped,
            "none runs on this data folder",
        )];
    };
    let fix = "see its log; cw-proxy health --ready";
    let Ok(client) = client(Duration::from_secs(3)) else {
        return Vec::new();
    };
    let Ok(answer) = client.get(format!("{url}/health/readiness")).send().await else {
        return vec![
            Finding::failed("proxy", format!("{url} does not answer")).fix("cw-proxy serve"),
        ];
    };
    let date = answer
        .headers()
        .get("date")
        .and_then(|date| date.to_str().ok());
    let theirs = date.and_then(http_date);
    let mut findings = Vec::new();
    if answer.status().is_success() {
        findings.push(Finding::ok("proxy", format!("{url} is ready")));
    } else {
        findings.push(Finding::failed("proxy", format!("{url} is not ready")).fix(fix));
    }
    findings.extend(refused_rows(&client, &url, key).await);
    if let Some(theirs) = theirs {
        let apart = (theirs.0 - assemble::now().0).abs() / 1_000_000;
        if apart > CLOCK_SECONDS_MAX {
            findings.push(
                Finding::warning(
                    "clock",
                    format!("the proxy's clock is {apart} s away from this machine's"),
                )
                .fix("set both by NTP"),
            );
        }
    }
    findings
}

/// Rows of refused calls that a running proxy did not write, where its master key is at hand.
async fn refused_rows(
    client: &reqwest::Client,
    url: &str,
    key: Option<&Secret>,
) -> Option<Finding> {
    let asked = client
        .get(format!("{url}/health/readiness/details"))
        .bearer_auth(key?.expose());
    let answer = asked.send().await.ok()?.text().await.ok()?;
    let told: Value = serde_json::from_str(&answer).ok()?;
    let dropped = told["refused_rows_dropped"].as_u64()?;
    Some(if dropped == 0 {
        Finding::ok(
            "refused rows",
            "every refused call since the start has its row",
        )
    } else {
        Finding::warning(
            "refused rows",
            format!(
                "{dropped} refused calls since the start have no row: there were too many at once"
            ),
        )
        .fix("somebody floods the proxy: see the rows of refused calls in cw-proxy logs")
    })
}

/// `Mon, 30 Nov 2026 04:00:00 GMT`.
fn http_date(text: &str) -> Option<Micros> {
    let at = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(Micros(at.timestamp().as_microsecond()))
}

/// Where SQLite is, it is the disk of this machine that fills up.
async fn disk(store: &Store) -> Option<Finding> {
    let volume = store.volume()?;
    let (database, log) = store.size_bytes().await.unwrap_or_default();
    let what = format!(
        "{} of {} free; the database has {}, its log {}",
        format::bytes(volume.free),
        format::bytes(volume.total),
        format::bytes(database),
        format::bytes(log.unwrap_or_default())
    );
    Some(if volume.is_low() {
        Finding::warning("disk", what).fix(
            "make room: calls are refused when none is left; \
             general_settings.maximum_spend_logs_retention_period keeps rows for a shorter time",
        )
    } else {
        Finding::ok("disk", what)
    })
}

/// The clock went back when the ledger knows of calls to come.
async fn clock(store: &Store) -> Vec<Finding> {
    let now = assemble::now();
    let later = crate::store::ListCalls {
        page: 1,
        size: 1,
        from: Some(Micros(now.0 + CLOCK_SECONDS_MAX * 1_000_000)),
        until: Some(Micros(i64::MAX)),
        ..crate::store::ListCalls::default()
    };
    match store.list_calls(&later).await {
        Ok((_, 0)) => vec![Finding::ok(
            "clock",
            format!("{} UTC, and no call is from the future", value::minute(now)),
        )],
        Ok((_, count)) => vec![
            Finding::failed(
                "clock",
                format!("{count} calls on record are from the future: the clock went back"),
            )
            .fix("set the clock by NTP; budgets count those calls in windows to come"),
        ],
        Err(error) => vec![Finding::failed("database", error.to_string()).fix("cw-proxy db check")],
    }
}

/// Every deployment, of the file and of the database; those that cannot be made are told.
async fn deployments(
    loaded: &Loaded,
    store: &Store,
    findings: &mut Vec<Finding>,
) -> Vec<Deployment> {
    let config = &loaded.config;
    let made = async {
        let (salt, _) = assemble::salt_key(config)?;
        let declarations = assemble::declarations(config, store, &salt).await?;
        let stored = store.models().await?;
        let credentials = store.credentials().await?;
        Ok::<_, Failure>((declarations.all(&stored, &credentials), declarations))
    };
    match made.await {
        Ok(((declared, wrong), declarations)) => {
            findings.extend(wrong.into_iter().map(|what| {
                Finding::failed("models", what)
                    .fix("cw-proxy model get ID, then update or delete it")
            }));
            let built = declared
                .iter()
                .filter_map(|one| declarations.build(one).ok());
            built.collect()
        }
        Err(failure) => {
            let help = failure.help.clone().unwrap_or_default();
            findings.push(Finding::failed("secrets", failure.error).fix(help));
            Vec::new()
        }
    }
}

fn prices(deployments: &[Deployment]) -> Vec<Finding> {
    let concrete = || {
        deployments
            .iter()
            .filter(|one| !one.litellm_model.contains('*'))
    };
    let unknown: Vec<&Deployment> = concrete()
        .filter(|one| matches!(one.pricing, PriceState::Unknown))
        .collect();
    if unknown.is_empty() {
        return vec![Finding::ok(
            "prices",
            format!("known for all {} models", concrete().count()),
        )];
    }
    let finding = |one: &&Deployment| {
        Finding::warning(
            "prices",
            format!(
                "nobody knows what '{}' ({}) costs; it is refused where spend is limited",
                one.group, one.litellm_model
            ),
        )
        .fix(format!(
            "cw-proxy model price {} --input USD --output-price USD, or --free",
            one.group
        ))
    };
    unknown.iter().map(finding).collect()
}
