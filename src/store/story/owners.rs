//! Owners, members and named budgets: kept, listed, archived with what is theirs.

use super::*;
use crate::domain::limits::{ModelLimits, SpendLimit};
use crate::domain::owner::{Member, NamedBudget, Owner, OwnerKind, Role};
use crate::store::{ListOwners, OwnerSort};

fn owner(kind: OwnerKind, id: &str) -> Owner {
    let mut owner = Owner::new(kind, id, "ada", NOW);
    owner.alias = Some(format!("{id}'s alias"));
    owner.limits.max_budget = Some(Nanos(7));
    owner.limits.more = MoreLimits {
        soft_budget: Some(Nanos(3)),
        budgets: vec![SpendLimit {
            limit: Nanos(2),
            period: Span::parse("1d").ok(),
        }],
        models: [(
            "gpt*".to_owned(),
            ModelLimits {
                rpm_limit: Some(1),
                ..ModelLimits::default()
            },
        )]
        .into(),
        raise: None,
        degrade_to: Some("gpt-4o-mini".into()),
        fallbacks: [("gpt*".to_owned(), vec!["small".to_owned()])].into(),
        tags: [("batch".to_owned(), 4)].into(),
        allowed_models: vec!["gpt*".to_owned()],
        tokens_per_day: Some(9),
    };
    owner
}

fn member(team: &str, user: &str) -> Member {
    Member {
        group: OwnerKind::Team,
        group_id: team.into(),
        user_id: user.into(),
        role: "user".into(),
        models: vec!["gpt".into()],
        limits: Limits::default(),
        budget_id: Some("b".into()),
        created_at: NOW,
        updated_at: NOW,
    }
}

async fn ids(store: &Store, list: &ListOwners) -> (String, u64) {
    let page = store.list_owners(list).await.expect("a page");
    let ids: Vec<&str> = page.rows.iter().map(|row| &*row.owner.id).collect();
    (ids.join(" "), page.total_count)
}

async fn listed(store: &Store) {
    store
        .put_member(&member("u1", "u2"), &entry("created", 3))
        .await
        .expect("a member");
    let list = ListOwners::of(OwnerKind::User);
    let by = |change: fn(&mut ListOwners)| {
        let mut list = list.clone();
        change(&mut list);
        list
    };
    let said = |text: &str, count: u64| (text.to_owned(), count);
    assert_eq!(
        ids(store, &by(|list| list.sort_by = OwnerSort::Id)).await,
        said("u2 u1", 2)
    );
    assert_eq!(ids(store, &by(|list| list.size = 1)).await.1, 2);
    assert_eq!(
        ids(store, &by(|list| list.search = Some("EXAMPLE".into()))).await,
        said("u1", 1)
    );
    assert_eq!(
        ids(store, &by(|list| list.role = Some(Role::InternalUser))).await,
        said("u1", 1)
    );
    assert_eq!(
        ids(store, &by(|list| list.ids = vec!["u2".into()])).await,
        said("u2", 1)
    );
    let mut teams = ListOwners::of(OwnerKind::Team);
    teams.member = Some("u2".into());
    teams.organization_ids = vec!["org".into()];
    assert_eq!(ids(store, &teams).await, said("u1", 1));
}

#[tokio::test]
async fn owners_are_kept_listed_and_archived() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut user = owner(OwnerKind::User, "u1");
        user.account.email = Some("Ada@Example.org".into());
        user.account.role = Some(Role::InternalUser);
        store
            .insert_owner(&user, &entry("created", 1))
            .await
            .expect("a user");
        let again = store.insert_owner(&user, &entry("created", 1)).await;
        assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
        let mut other = owner(OwnerKind::User, "u2");
        other.account.email = Some("ada@example.ORG".into());
        let taken = store.insert_owner(&other, &entry("created", 1)).await;
        assert!(
            matches!(taken, Err(StoreError::Conflict(_))),
            "an address in any case: {taken:?}"
        );
        other.account.email = None;
        store
            .insert_owner(&other, &entry("created", 1))
            .await
            .expect("another user");
        // The same id is free among teams.
        let mut team = owner(OwnerKind::Team, "u1");
        team.organization_id = Some("org".into());
        store
            .insert_owner(&team, &entry("created", 1))
            .await
            .expect("a team");

        let found = store
            .get_user_by_email("ADA@example.org")
            .await
            .expect("a look")
            .expect("it");
        assert_eq!(found.owner.limits, user.limits);
        assert_eq!(found.owner.account.role, Some(Role::InternalUser));
        assert_eq!(found.spend, Nanos::ZERO);

        user.blocked = true;
        user.updated_at = NOW.plus_millis(5);
        store
            .update_owner(None, &user, &entry("updated", 2))
            .await
            .expect("a change");
        let missing = owner(OwnerKind::Tag, "nope");
        let missing = store
            .update_owner(None, &missing, &entry("updated", 2))
            .await;
        assert!(matches!(missing, Err(StoreError::NotFound)));
        assert!(
            store
                .get_owner(OwnerKind::User, "u1")
                .await
                .expect("a look")
                .expect("it")
                .owner
                .blocked
        );

        listed(&store).await;
        let mut theirs = key("sk-theirs-0000000", Some("theirs"));
        theirs.user_id = Some("u2".into());
        store
            .insert_key(&theirs, &entry("created", 4))
            .await
            .expect("a key");
        store
            .delete_owner(OwnerKind::User, "u2", &entry("deleted", 5))
            .await
            .expect("gone");
        assert!(store.get_key(&theirs.hash).await.expect("a look").is_none());
        let archived = store
            .get_deleted_key(&theirs.hash)
            .await
            .expect("a look")
            .expect("archived");
        assert_eq!(archived.row.key.limits, theirs.limits);
        assert!(
            store
                .members_of(OwnerKind::Team, "u1")
                .await
                .expect("members")
                .is_empty()
        );
        let twice = store
            .delete_owner(OwnerKind::User, "u2", &entry("deleted", 6))
            .await;
        assert!(matches!(twice, Err(StoreError::NotFound)));
    }
}

#[tokio::test]
async fn members_and_named_budgets_are_kept() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut one = member("t", "u");
        store
            .put_member(&one, &entry("created", 1))
            .await
            .expect("a member");
        one.role = "admin".into();
        one.limits.max_budget = Some(Nanos(5));
        store
            .put_member(&one, &entry("updated", 2))
            .await
            .expect("a change");
        let told = store.memberships("u").await.expect("memberships");
        assert_eq!(
            (told.len(), &*told[0].role, told[0].limits.max_budget),
            (1, "admin", Some(Nanos(5)))
        );
        let mut theirs = key("sk-member-00000000", None);
        theirs.user_id = Some("u".into());
        theirs.team_id = Some("t".into());
        store
            .insert_key(&theirs, &entry("created", 3))
            .await
            .expect("a key");
        store
            .delete_member(OwnerKind::Team, "t", "u", &entry("deleted", 4))
            .await
            .expect("gone");
        assert!(store.get_key(&theirs.hash).await.expect("a look").is_none());
        assert!(store.all_members().await.expect("members").is_empty());

        let mut budget = NamedBudget {
            id: "b".into(),
            limits: owner(OwnerKind::Tag, "x").limits,
            created_at: NOW,
            updated_at: NOW,
            created_by: "ada".into(),
            updated_by: "ada".into(),
        };
        store
            .insert_budget(&budget, &entry("created", 5))
            .await
            .expect("a budget");
        let again = store.insert_budget(&budget, &entry("created", 5)).await;
        assert!(
            matches!(again, Err(StoreError::Conflict(Unique::Id))),
            "{again:?}"
        );
        budget.limits.rpm_limit = Some(9);
        store
            .update_budget(None, &budget, &entry("updated", 6))
            .await
            .expect("a change");
        let told = store.get_budget("b").await.expect("a look").expect("it");
        assert_eq!(told.limits, budget.limits);
        assert_eq!(store.all_budgets().await.expect("budgets").len(), 1);
        store
            .delete_budget("b", &entry("deleted", 7))
            .await
            .expect("gone");
        let twice = store.delete_budget("b", &entry("deleted", 8)).await;
        assert!(matches!(twice, Err(StoreError::NotFound)));
    }
}
