//! Carrying out a plan.

use super::super::spend::adjustment;
use super::super::{Actor, Admin, AdminError, config};
use super::plan::{
    Action, Plan, Step, Thing, budget_view, digest, key_view, member_view, owner_view,
    stored_credential, stored_model,
};
use super::read;
use super::spend::Spending;
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use crate::store::{Entry, LedgerWriter};
use serde_json::{Value, json};

/// Holders whose spend is written in one transaction.
const SPENDING_AT_ONCE: usize = 200;

/// Writes what is new and what has changed. `told` hears how many things are done.
///
/// No proxy may run on this database meanwhile: its memory would not learn of the spend.
pub async fn carry_out(
    admin: &Admin,
    actor: &Actor,
    plan: &Plan,
    now: Micros,
    mut told: impl FnMut(usize),
) -> Result<(), AdminError> {
    let mut done = 0;
    let pending = |action: Action| matches!(action, Action::New | Action::Changed);
    for step in &plan.steps {
        match step.action {
            Action::New | Action::Changed => {
                let digest = write(admin, actor, step, now).await?;
                admin
                    .store
                    .note_imported(step.kind.as_str(), &step.id, &digest)
                    .await?;
                done += 1;
                told(done);
            }
            Action::Same | Action::Left => {}
        }
    }
    let mut writer = admin.store.ledger_writer();
    let spending: Vec<&Spending> = plan
        .spending
        .iter()
        .filter(|spending| pending(spending.action()))
        .collect();
    for some in spending.chunks(SPENDING_AT_ONCE) {
        add(admin, &mut writer, some, now).await?;
        done += some.len();
        told(done);
    }
    Ok(writer.close().await?)
}

/// Writes one thing; tells the digest of how it is stored.
async fn write(
    admin: &Admin,
    actor: &Actor,
    step: &Step,
    now: Micros,
) -> Result<String, AdminError> {
    let store = &admin.store;
    let new = step.action == Action::New;
    let shown: Value = match &step.thing {
        Thing::Budget(budget) => budget_view(admin, budget),
        Thing::Owner(owner) => owner_view(owner),
        Thing::Member(member) => member_view(member),
        Thing::Group(group) => read::group_view(group),
        Thing::Key(key) => key_view(key),
        Thing::Retired(retired) => json!({ "active": retired.active.hex() }),
        Thing::Credential(credential) => json!({ "credential_name": credential.name }),
        Thing::Model(model) => json!({ "model_name": model.model_name }),
        Thing::Setting(_, value) => value.clone(),
    };
    let digest = match &step.thing {
        Thing::Credential(credential) => digest(&stored_credential(credential)),
        Thing::Model(model) => digest(&stored_model(model)),
        _ => digest(&shown.to_string()),
    };
    let object = match &step.thing {
        Thing::Owner(owner) => owner.kind.as_str(),
        Thing::Retired(_) => "key",
        Thing::Group(_) => "access_group",
        _ => step.kind.as_str(),
    };
    let audit = Admin::audit(
        actor,
        now,
        "imported",
        (object, &step.id),
        (None, Some(shown)),
    );
    if let Thing::Setting(setting, value) = &step.thing {
        let values = vec![(*setting, value.clone())];
        config::set(admin, actor, values, now).await?;
        return Ok(digest);
    }
    match &step.thing {
        Thing::Setting(..) => Ok(()),
        Thing::Budget(budget) if new => store.insert_budget(budget, &audit).await,
        Thing::Budget(budget) => store.update_budget(None, budget, &audit).await,
        Thing::Owner(owner) if new => store.insert_owner(owner, &audit).await,
        Thing::Owner(owner) => {
            // A password that was set here since is the one that its user knows.
            let mut owner = (**owner).clone();
            let here = store.get_owner(owner.kind, &owner.id).await?;
            let known = here.and_then(|row| row.owner.account.password_hash);
            owner.account.password_hash = known.or(owner.account.password_hash);
            store.update_owner(None, &owner, &audit).await
        }
        Thing::Member(member) => store.put_member(member, &audit).await,
        Thing::Group(group) if new => store.insert_access_group(group, &audit).await,
        Thing::Group(group) => store.update_access_group(None, group, &audit).await,
        Thing::Key(key) if new => store.insert_key(key, &audit).await,
        Thing::Key(key) => store.update_key((&key.hash, None), key, &audit).await,
        Thing::Retired(retired) => store.put_retired_key(retired, &audit).await,
        Thing::Credential(credential) if new => store.insert_credential(credential, &audit).await,
        Thing::Credential(credential) => store.update_credential(None, credential, &audit).await,
        Thing::Model(model) if new => store.insert_model(model, &audit).await,
        Thing::Model(model) => store.update_model(None, model, &audit).await,
    }
    .map_err(|error| AdminError::BadRequest {
        param: None,
        message: format!("{} {}: {error}", step.kind.as_str(), step.id),
    })?;
    Ok(digest)
}

/// Adds what some holders spent. The rows have ids that follow from what they add: after a crash between
/// the books and the note of it, the next import writes the same rows, which change nothing.
async fn add(
    admin: &Admin,
    writer: &mut LedgerWriter,
    spending: &[&Spending],
    now: Micros,
) -> Result<(), AdminError> {
    let mut rows = Vec::with_capacity(spending.len());
    for one in spending {
        let lifetime = vec![WindowKey::lifetime(one.scope.clone())];
        let moves = [
            ("lifetime", lifetime, one.lifetime_delta()),
            (
                "window",
                one.window.clone().into_iter().collect(),
                one.window_delta(),
            ),
        ];
        for (what, windows, by) in moves {
            if by != Nanos::ZERO && !windows.is_empty() {
                let text = format!("{what} {:?} {:?} {:?}", one.scope, one.before, one.after);
                let id = format!("import-{}", &digest(&text)[..32]);
                rows.push(Entry::Final(adjustment(&id, &one.scope, windows, by, now)));
            }
        }
    }
    writer.commit(&rows).await?;
    let notes: Vec<_> = spending
        .iter()
        .map(|one| (one.scope.clone(), one.after.clone()))
        .collect();
    Ok(admin.store.note_imported_spend(&notes).await?)
}
