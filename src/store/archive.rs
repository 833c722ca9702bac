//! Owners that were deleted, as they were then.

use super::Store;
use super::changes::{AuditEntry, Change};
use super::error::StoreError;
use super::filter::{Filter, containing};
use super::owners::{ListOwners, OwnerSort, and_search};
use super::session::{Args, Row};
use crate::domain::money::Nanos;
use crate::domain::owner::OwnerKind;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

/// An owner that was deleted.
#[derive(Clone, Debug)]
pub struct DeletedOwner {
    /// Its id. Another one may have it now.
    pub id: String,
    /// What it was, as the audit log told it: a JSON object.
    pub owner: String,
    /// All that was ever spent for this id.
    pub spend: Nanos,
    /// When it was deleted.
    pub deleted_at: Micros,
    /// By whom.
    pub deleted_by: String,
    /// Who was in it, and as what.
    pub members: Vec<(String, String)>,
}

fn read(row: &Row) -> Result<DeletedOwner, StoreError> {
    let mut row = row.read();
    Ok(DeletedOwner {
        id: row.owned()?,
        owner: row.owned()?,
        spend: Nanos(row.int()?),
        deleted_at: Micros(row.int()?),
        deleted_by: row.owned()?,
        members: Vec::new(),
    })
}

impl Store {
    /// A page of deleted owners of a kind, with their members, and how many there are. Sorted by a time, they
    /// come by that of their deletion; roles and e-mail addresses are not looked at.
    pub async fn list_deleted_owners(
        &self,
        list: &ListOwners,
    ) -> Result<(Vec<DeletedOwner>, u64), StoreError> {
        let like = [&list.alias, &list.search].map(|part| containing(part.as_deref()));
        let mut filter = Filter::default();
        filter.and("o.kind = $", |args| args.text(list.kind.as_str()));
        filter.one_of("o.id", &list.ids);
        filter.one_of("o.organization_id", &list.organization_ids);
        if let Some(user) = &list.member {
            filter.and(
                "EXISTS (SELECT 1 FROM deleted_members m WHERE m.group_kind = o.kind AND m.group_id = o.id \
                 AND m.deleted_at = o.deleted_at AND m.user_id = $",
                |args| args.text(user),
            );
            filter.sql.push(')');
        }
        if list.alias.is_some() {
            filter.any_like(&["o.alias"], &like[0]);
        }
        and_search(&mut filter, list, &["o.alias"], &like[1]);
        let Filter { sql, args } = filter;
        let column = match list.sort_by {
            OwnerSort::Id => "o.id",
            OwnerSort::Alias => "o.alias",
            OwnerSort::Spend => "spend",
            _ => "o.deleted_at",
        };
        let (n, order) = (args.len(), if list.descending { "DESC" } else { "ASC" });
        let page = format!(
            "SELECT o.id, o.owner, COALESCE(t.spend_nanos, 0) AS spend, o.deleted_at, o.deleted_by \
             FROM deleted_owners o LEFT JOIN window_totals t ON t.scope_kind = o.kind AND t.scope_id = o.id \
             AND t.period = 'total' AND t.window_start = 0 WHERE TRUE{sql} \
             ORDER BY {column} {order} NULLS LAST, o.deleted_at, o.id LIMIT ${} OFFSET ${}",
            n + 1,
            n + 2
        );
        let count = format!("SELECT COUNT(*) FROM deleted_owners o WHERE TRUE{sql}");
        let offset = i64::from(list.page.saturating_sub(1)) * i64::from(list.size);
        // One moment for all, so that the count fits the page. The texts are made of constants.
        let mut tx = self.snapshot().await?;
        let total = tx.db().number(AssertSqlSafe(count), args.clone()).await?;
        let args = args.int(i64::from(list.size)).int(offset);
        let rows = tx.db().fetch(AssertSqlSafe(page), args).await?;
        let mut owners: Vec<DeletedOwner> = rows.iter().map(read).collect::<Result<_, _>>()?;
        for owner in &mut owners {
            let args = Args::new()
                .text(list.kind.as_str())
                .text(&owner.id)
                .int(owner.deleted_at.0);
            let members = "SELECT user_id, role FROM deleted_members WHERE group_kind = $1 AND group_id = $2 \
                           AND deleted_at = $3 ORDER BY user_id";
            let rows = tx.db().fetch(members, args).await?;
            let member = |row: &Row| {
                let mut row = row.read();
                Ok((row.owned()?, row.owned()?))
            };
            owner.members = rows.iter().map(member).collect::<Result<_, StoreError>>()?;
        }
        tx.commit().await?;
        Ok((owners, total.unsigned_abs()))
    }
}

impl Change {
    /// Copies an owner and its members to the archive, as the audit entry tells it. False when there is none.
    pub(super) async fn archive_owner(
        &mut self,
        kind: OwnerKind,
        id: &str,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let args = Args::new()
            .text(kind.as_str())
            .text(id)
            .text(audit.before.as_deref().unwrap_or("{}"))
            .int(audit.at.0)
            .text(&audit.actor);
        let copied = self
            .0
            .db()
            .execute(
                "INSERT INTO deleted_owners (kind, id, owner, deleted_at, deleted_by, alias, organization_id) \
                 SELECT kind, id, $3, $4, $5, alias, organization_id FROM owners WHERE kind = $1 AND id = $2",
                args,
            )
            .await?;
        let args = Args::new().text(kind.as_str()).text(id).int(audit.at.0);
        self.0
            .db()
            .execute(
                "INSERT INTO deleted_members (group_kind, group_id, deleted_at, user_id, role) \
                 SELECT group_kind, group_id, $3, user_id, role FROM members WHERE group_kind = $1 AND group_id = $2",
                args,
            )
            .await?;
        Ok(copied > 0)
    }
}
