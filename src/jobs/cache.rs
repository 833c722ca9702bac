//! The database behind the memory of answers that are given again.
//!
//! Questions and changes have a queue each, so that a question never waits behind a write.

use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::gateway::cache::{Change, Ends, Kept, Lookup};
use crate::store::{CachedAnswer, Store};
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

const PRUNE_INTERVAL: Duration = Duration::from_secs(60);
/// Rows removed in one transaction, so that nobody waits long behind it.
const PRUNE_BATCH: u32 = 500;
/// What all kept answers may take in the database, in bytes; beyond it, those that expire first go.
const BYTES_MAX: i64 = 512 << 20;

/// Serves both queues until stopped; what is waiting to be kept then is kept.
pub async fn run(gateway: Arc<Gateway>, store: Store, stop: CancellationToken) {
    let Some(Ends { lookups, changes }) = gateway.cache.ends() else {
        return;
    };
    tokio::join!(
        answer(lookups, &store, &stop),
        change(changes, &store, &stop),
        prune(&gateway, &store, &stop),
    );
}

async fn answer(mut lookups: Receiver<Lookup>, store: &Store, stop: &CancellationToken) {
    loop {
        let asked = tokio::select! {
            asked = lookups.recv() => asked,
            () = stop.cancelled() => return,
        };
        let Some(Lookup { key, now, found }) = asked else {
            return;
        };
        // Whoever asked has given up, which is what a slow database comes to.
        if found.is_closed() {
            continue;
        }
        let kept = store.cached_answer(&key.hex(), now).await;
        let kept = kept.unwrap_or_else(|error| {
            tracing::warn!(%error, "a kept answer cannot be read");
            None
        });
        let _ = found.send(kept.map(|kept| Kept {
            body: Bytes::from(kept.body),
            deployment_id: kept.deployment_id.into(),
            stored_at: kept.stored_at,
            expires_at: kept.expires_at,
        }));
    }
}

async fn change(mut changes: Receiver<Change>, store: &Store, stop: &CancellationToken) {
    loop {
        let changed = tokio::select! {
            changed = changes.recv() => changed,
            () = stop.cancelled() => break,
        };
        match changed {
            Some(changed) => make(changed, store).await,
            None => return,
        }
    }
    while let Ok(changed) = changes.try_recv() {
        make(changed, store).await;
    }
}

async fn make(change: Change, store: &Store) {
    let made = match change {
        Change::Keep(key, kept) => keep(&key.hex(), &kept, store).await,
        Change::Forget(keys, done) => {
            for key in keys {
                if let Err(error) = store.forget_answer(&key.hex()).await {
                    return told(&error);
                }
            }
            let _ = done.send(());
            Ok(())
        }
        Change::Flush(done) => store.forget_answers().await.map(|_| {
            let _ = done.send(());
        }),
    };
    if let Err(error) = made {
        told(&error);
    }
}

fn told(error: &crate::store::StoreError) {
    tracing::warn!(%error, "kept answers cannot be changed in the database");
}

async fn keep(key: &str, kept: &Kept, store: &Store) -> Result<(), crate::store::StoreError> {
    // Sound and what else is no text stays in memory alone.
    let Ok(body) = std::str::from_utf8(&kept.body) else {
        return Ok(());
    };
    if body.contains('\0') {
        return Ok(());
    }
    let answer = CachedAnswer {
        key: key.to_owned(),
        body: body.to_owned(),
        deployment_id: kept.deployment_id.to_string(),
        stored_at: kept.stored_at,
        expires_at: kept.expires_at,
    };
    store.cache_answer(&answer).await
}

async fn prune(gateway: &Gateway, store: &Store, stop: &CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PRUNE_INTERVAL) => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = prune_once(gateway.now(), store, stop).await {
            tracing::warn!(%error, "kept answers past their time cannot be removed");
        }
    }
}

async fn prune_once(
    now: Micros,
    store: &Store,
    stop: &CancellationToken,
) -> Result<(), crate::store::StoreError> {
    while !stop.is_cancelled() && store.prune_answers(now, PRUNE_BATCH).await? > 0 {}
    while !stop.is_cancelled() && store.cached_bytes().await? > BYTES_MAX {
        if store.prune_answers(Micros(i64::MAX), PRUNE_BATCH).await? == 0 {
            break;
        }
    }
    Ok(())
}
