//! The job that owns the running configuration: reads it anew when it is asked to, by a request or by
//! SIGHUP, and swaps it whole or leaves all as it was.

use super::assemble::{self, Kept, Settled};
use super::failure::Failure;
use super::serve::hidden_endpoints;
use crate::admin::Actor;
use crate::admin::config::stored_settings;
use crate::admin::reload::{self, Reloaded, Request};
use crate::config::{self, Change, Loaded};
use crate::domain::secret::Secret;
use crate::http::Live;
use crate::jobs::refresh::{self, Builder};
use crate::store::StoredCredential;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// As the audit log names whoever sent the signal.
const SIGNAL_ACTOR: &str = "SIGHUP";

/// The running configuration, and what it takes to make another one of it.
pub struct Reloader {
    /// What requests are answered by.
    pub live: Live,
    /// How catalogs are made; the refresh job shares it.
    pub build: Builder,
    /// Opens what is stored.
    pub salt: Secret,
    /// What the proxy was started with: what cannot change while it runs is as it was then.
    pub started: Arc<Loaded>,
    /// What is in force.
    pub in_force: Arc<Loaded>,
}

/// Serves requests and signals until stopped.
pub async fn run(
    mut reloader: Reloader,
    mut requests: mpsc::Receiver<Request>,
    stop: CancellationToken,
) {
    let Ok(mut hangup) = signal(SignalKind::hangup()) else {
        tracing::error!("SIGHUP cannot be received, so the configuration cannot be reloaded");
        return;
    };
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = hangup.recv() => {
                // What came of it is in the log.
                let _ = reloader.reload(&Actor::master(SIGNAL_ACTOR), false).await;
            }
            request = requests.recv() => {
                let Some(request) = request else { return };
                let outcome = reloader.reload(&request.actor, request.dry_run).await;
                // Whoever asked may have left.
                let _ = request.reply.send(outcome);
            }
        }
    }
}

impl Reloader {
    /// Reads, checks, compares, and swaps unless this is a dry run.
    async fn reload(&mut self, actor: &Actor, dry_run: bool) -> Result<Reloaded, Vec<String>> {
        let outcome = self.try_reload(actor, dry_run).await;
        match &outcome {
            Err(reasons) => {
                for reason in reasons {
                    tracing::error!(by = actor.name, "the configuration is refused: {reason}");
                }
            }
            Ok(reloaded) if reloaded.applied => tell(actor, reloaded),
            Ok(_) => {}
        }
        outcome
    }

    async fn try_reload(&mut self, actor: &Actor, dry_run: bool) -> Result<Reloaded, Vec<String>> {
        let base = self.in_force.config.base.clone();
        let read = tokio::task::spawn_blocking(move || config::reread(&base)).await;
        let read = read.map_err(|_| vec!["reading it failed".to_owned()])?;
        let new =
            read.map_err(|error| error.0.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        let settled = self.settle(&new).await?;
        let changes = self.changes(&new);
        let notices = new.notices.iter().map(ToString::to_string);
        let notices = notices.chain(hidden_endpoints(&new.config)).collect();
        if !dry_run {
            self.swap(settled, actor, &changes)
                .await
                .map_err(|error| vec![error])?;
            self.in_force = Arc::new(new);
        }
        Ok(Reloaded {
            applied: !dry_run,
            changes,
            notices,
        })
    }

    /// Works the new configuration out; every reason why it cannot serve is told.
    async fn settle(&self, new: &Loaded) -> Result<Settled, Vec<String>> {
        let store = &self.live.load().store.clone();
        let failed = |failure: Failure| {
            let cause = failure.cause.map(|cause| format!(": {cause}"));
            vec![format!("{}{}", failure.error, cause.unwrap_or_default())]
        };
        let broken = |error| failed(Failure::from(error));
        let stored = stored_settings(&store.settings().await.map_err(broken)?);
        if let Err(error) = new.config.base.with(&stored) {
            let told = |problem| format!("a setting that was changed through the API: {problem}");
            return Err(error.0.iter().map(told).collect());
        }
        let (master_key, _) = assemble::master_key(&new.config).map_err(failed)?;
        let settled = assemble::settle(&new.config, store, &master_key, &self.salt)
            .await
            .map_err(failed)?;
        let credentials = store.credentials().await.map_err(broken)?;
        let wrong = wrong(&settled, &credentials);
        // They are left out and told, as at the start.
        let ignored = settled.config.operator.ignores_invalid_models;
        if wrong.is_empty() || ignored {
            Ok(settled)
        } else {
            Err(wrong)
        }
    }

    /// What becomes different now, and what would at the next start.
    fn changes(&self, new: &Loaded) -> Vec<Change> {
        let now = config::changes(&self.in_force, new).into_iter();
        let later = config::changes(&self.started, new).into_iter();
        let mut changes: Vec<Change> = now
            .filter(|change| change.waits.is_none())
            .chain(later.filter(|change| change.waits.is_some()))
            .collect();
        changes.sort_by(|one, other| one.name.cmp(&other.name));
        changes
    }

    /// Puts it in force. All that can fail comes first.
    async fn swap(
        &self,
        settled: Settled,
        actor: &Actor,
        changes: &[Change],
    ) -> Result<(), String> {
        let mut build = self.build.lock().await;
        let old = self.live.load_full();
        let catalog = refresh::read(&old.store, &settled.build).await;
        let catalog = catalog.map_err(|error| format!("the database cannot be read: {error}"))?;
        if !changes.is_empty() {
            let recorded = reload::record(&old.admin, actor, changes, assemble::now()).await;
            recorded.map_err(|error| format!("the change cannot be put on record: {error}"))?;
        }
        build.clone_from(&settled.build);
        let app = assemble::app(&settled, Kept::of(&old));
        old.gateway.set_catalog(catalog);
        self.live.store(Arc::new(app));
        Ok(())
    }
}

/// Models and paths of the file that cannot be served.
fn wrong(settled: &Settled, credentials: &[StoredCredential]) -> Vec<String> {
    let (declared, mut wrong) = settled.models.all(&[], credentials);
    for model in &declared {
        if let Err(error) = settled.models.build(model) {
            wrong.push(format!("model '{}': {error}", model.model_name));
        }
    }
    for endpoint in &settled.config.endpoints {
        if let Err(error) = settled.models.build(&endpoint.target) {
            wrong.push(format!("pass-through endpoint {}: {error}", endpoint.path));
        }
    }
    wrong
}

fn tell(actor: &Actor, reloaded: &Reloaded) {
    for change in &reloaded.changes {
        let value = |side: &Option<(String, _)>| {
            side.as_ref()
                .map_or("-".to_owned(), |(value, _)| value.clone())
        };
        let (before, after) = (value(&change.before), value(&change.after));
        match change.waits {
            None => tracing::info!(setting = change.name, before, after, "changed"),
            Some(reason) => tracing::warn!(
                setting = change.name,
                before,
                after,
                "changed in the file, and holds from the next start: {reason}"
            ),
        }
    }
    for notice in &reloaded.notices {
        tracing::warn!("{notice}");
    }
    let changes = reloaded.changes.len();
    tracing::info!(by = actor.name, changes, "the configuration was reloaded");
}
