//! What operators change: keys, models, settings.

use super::*;

#[tokio::test]
async fn keys_are_made_found_changed_and_archived() {
    for stage in stages().await {
        let store = stage.open().await;
        let first = key("sk-1", Some("ci"));
        store
            .insert_key(&first, &entry("created", 1))
            .await
            .expect("inserts");
        let taken = store
            .insert_key(&key("sk-2", Some("ci")), &entry("created", 2))
            .await;
        assert!(
            matches!(taken, Err(StoreError::Conflict(Unique::Alias))),
            "{taken:?}"
        );
        let taken = store
            .insert_key(&key("sk-1", Some("other")), &entry("created", 3))
            .await;
        assert!(
            matches!(taken, Err(StoreError::Conflict(Unique::Id))),
            "{taken:?}"
        );
        assert_eq!(
            store.revision().await.expect("reads"),
            1,
            "what failed left no trace"
        );
        assert_eq!(store.changes(10).await.expect("reads").len(), 1);

        let found = store
            .get_key(&first.hash)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(format!("{:?}", found.key), format!("{first:?}"));
        assert_eq!(found.spend, Nanos::ZERO);
        let by_alias = store
            .get_key_by_alias("ci")
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(by_alias.key.hash, first.hash);

        let mut changed = first.clone();
        changed.blocked = true;
        changed.alias = None;
        changed.limits.budget_period = None;
        store
            .update_key((&first.hash, None), &changed, &entry("updated", 4))
            .await
            .expect("updates");
        let found = store
            .get_key(&first.hash)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(format!("{:?}", found.key), format!("{changed:?}"));
        let nobody = KeyHash::of("sk-nobody");
        let missing = store
            .update_key(
                (&nobody, None),
                &key("sk-nobody", None),
                &entry("updated", 5),
            )
            .await;
        assert!(matches!(missing, Err(StoreError::NotFound)));

        let mut writer = store.ledger_writer();
        writer
            .commit(&[price(), done(1, &first.hash.hex())])
            .await
            .expect("commits");
        store
            .delete_key(&first.hash, &entry("deleted", 6))
            .await
            .expect("deletes");
        assert!(store.get_key(&first.hash).await.expect("reads").is_none());
        let missing = store.delete_key(&first.hash, &entry("deleted", 7)).await;
        assert!(matches!(missing, Err(StoreError::NotFound)));
        let archived = store
            .get_deleted_key(&first.hash)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(
            (archived.deleted_at, &*archived.deleted_by),
            (Micros(6), "ada")
        );
        assert_eq!(archived.row.spend, record(1, "").cost);
        assert_eq!(format!("{:?}", archived.row.key), format!("{changed:?}"));
        let page = store
            .list_deleted_keys(&ListKeys::default())
            .await
            .expect("lists");
        assert_eq!((page.rows.len(), page.total_count), (1, 1));
        assert_eq!(store.revision().await.expect("reads"), 3);
        let log = store.changes(10).await.expect("reads");
        assert_eq!(
            log.iter().map(|e| &*e.action).collect::<Vec<_>>(),
            ["deleted", "updated", "created"]
        );
    }
}

#[tokio::test]
async fn keys_are_listed_in_pages_by_filter_and_order() {
    for stage in stages().await {
        let store = stage.open().await;
        for n in 0..12_i64 {
            let alias = (n != 5).then(|| format!("key_{n:02}"));
            let mut key = key(&format!("sk-{n}"), alias.as_deref());
            key.created_at = Micros(NOW.0 + n);
            key.expires_at = (n < 3).then_some(Micros(n));
            key.limits.max_budget = (n > 9).then_some(Nanos(n));
            key.team_id = Some(["red", "blue", "green"][n as usize % 3].into());
            key.user_id = (n != 7).then(|| "Ada".into());
            store
                .insert_key(&key, &entry("created", n))
                .await
                .expect("inserts");
        }
        let aliases = async |list: ListKeys| {
            let page = store.list_keys(&list).await.expect("lists");
            let aliases: Vec<_> = page
                .rows
                .into_iter()
                .map(|row| row.key.alias.unwrap_or_default())
                .collect();
            (aliases.join(" "), page.total_count)
        };
        let list = || ListKeys {
            size: 5,
            ..ListKeys::default()
        };
        let said = |text: &str, count| (text.to_owned(), count);
        assert_eq!(
            aliases(list()).await,
            said("key_11 key_10 key_09 key_08 key_07", 12)
        );
        assert_eq!(
            aliases(ListKeys { page: 3, ..list() }).await,
            said("key_01 key_00", 12)
        );
        assert_eq!(aliases(ListKeys { page: 4, ..list() }).await, said("", 12));
        let by_alias = ListKeys {
            sort_by: KeySort::Alias,
            descending: false,
            page: 3,
            ..list()
        };
        assert_eq!(
            aliases(by_alias).await,
            said("key_11 ", 12),
            "a key without alias comes last"
        );
        let by_budget = ListKeys {
            sort_by: KeySort::MaxBudget,
            size: 2,
            ..list()
        };
        assert_eq!(aliases(by_budget).await, said("key_11 key_10", 12));
        let part = ListKeys {
            alias: Some("Y_1".into()),
            substring: true,
            ..list()
        };
        assert_eq!(
            aliases(part).await,
            said("key_11 key_10", 2),
            "the underscore is no wildcard"
        );
        let whole = ListKeys {
            alias: Some("key_1".into()),
            ..list()
        };
        assert_eq!(aliases(whole).await, said("", 0));
        let search = ListKeys {
            search: Some("RED".into()),
            ..list()
        };
        assert_eq!(
            aliases(search).await,
            said("key_09 key_06 key_03 key_00", 4)
        );
        let teams = ListKeys {
            team_ids: vec!["red".into(), "blue".into()],
            expired: Some((true, Micros(1))),
            ..list()
        };
        assert_eq!(aliases(teams).await, said("key_01 key_00", 2));
        let alive = ListKeys {
            expired: Some((false, NOW)),
            user_id: Some("Ada".into()),
            size: 1,
            ..list()
        };
        assert_eq!(aliases(alive).await, said("key_11", 8));
        let hash = KeyHash::of("sk-5").hex();
        let by_hash = ListKeys {
            hash: Some(hash),
            created_by: Some("admin".into()),
            ..list()
        };
        assert_eq!(aliases(by_hash).await, said("", 1));
        assert_eq!(store.all_keys().await.expect("reads").len(), 12);
    }
}

#[tokio::test]
async fn a_few_keys_are_looked_for_without_the_others() {
    for stage in stages().await {
        let store = stage.open().await;
        for n in [5, 11] {
            let written = store
                .insert_key(&key(&format!("sk-{n}"), None), &entry("created", n))
                .await;
            written.expect("inserts");
        }
        let [known, other, unknown] = ["sk-5", "sk-11", "sk-of-a-provider"].map(KeyHash::of);
        let among = store.keys_among(&[known, unknown, other, known]).await;
        assert_eq!(among.expect("reads"), [known, other].into());
        let none = store.keys_among(&[]).await.expect("reads");
        assert!(none.is_empty(), "nobody asked for all of them");
    }
}

#[tokio::test]
async fn models_and_settings_are_kept() {
    for stage in stages().await {
        let store = stage.open().await;
        let model = StoredModel {
            id: "m1".into(),
            model_name: "fast".into(),
            params: "cw1:sealed".into(),
            model_info: "{}".into(),
            blocked: false,
            created_at: NOW,
            updated_at: NOW,
            created_by: "ada".into(),
            updated_by: "ada".into(),
        };
        store
            .insert_model(&model, &entry("created", 1))
            .await
            .expect("inserts");
        let taken = store.insert_model(&model, &entry("created", 2)).await;
        assert!(matches!(taken, Err(StoreError::Conflict(Unique::Id))));
        let changed = StoredModel {
            blocked: true,
            model_name: "slow".into(),
            ..model.clone()
        };
        store
            .update_model(None, &changed, &entry("updated", 3))
            .await
            .expect("updates");
        assert_eq!(
            store.get_model("m1").await.expect("reads"),
            Some(changed.clone())
        );
        assert_eq!(store.models().await.expect("reads"), [changed]);
        store
            .delete_model("m1", &entry("deleted", 4))
            .await
            .expect("deletes");
        assert_eq!(store.get_model("m1").await.expect("reads"), None);
        let gone = store.update_model(None, &model, &entry("updated", 5)).await;
        assert!(matches!(gone, Err(StoreError::NotFound)));
        let gone = store.delete_model("m1", &entry("deleted", 6)).await;
        assert!(matches!(gone, Err(StoreError::NotFound)));

        assert_eq!(store.get_setting("ui").await.expect("reads"), None);
        for value in ["on", "off"] {
            store
                .set_setting("ui", value, &entry("updated", 7))
                .await
                .expect("sets");
        }
        assert_eq!(
            store.get_setting("ui").await.expect("reads").as_deref(),
            Some("off")
        );
        let id = store.install_id().await.expect("an id");
        assert_eq!(stage.open().await.install_id().await.expect("an id"), id);
        assert_eq!(store.settings().await.expect("reads").len(), 2);
        assert_eq!(store.revision().await.expect("reads"), 5);
    }
}

#[tokio::test]
async fn credentials_and_access_groups_are_kept() {
    for stage in stages().await {
        let store = stage.open().await;
        let credential = StoredCredential {
            name: "shared".into(),
            display_name: None,
            info: "{}".into(),
            sealed_values: "cw1:sealed".into(),
            created_at: NOW,
            updated_at: NOW,
            created_by: "ada".into(),
            updated_by: "ada".into(),
        };
        let made = store
            .insert_credential(&credential, &entry("created", 1))
            .await;
        made.expect("inserts");
        let taken = store
            .insert_credential(&credential, &entry("created", 2))
            .await;
        assert!(matches!(taken, Err(StoreError::Conflict(Unique::Id))));
        let changed = StoredCredential {
            display_name: Some("Shared".into()),
            ..credential.clone()
        };
        let written = store
            .update_credential(None, &changed, &entry("updated", 3))
            .await;
        written.expect("updates");
        let found = store.get_credential("shared").await.expect("reads");
        assert_eq!(found, Some(changed.clone()));
        assert_eq!(store.credentials().await.expect("reads"), [changed]);
        let removed = store
            .delete_credential("shared", &entry("deleted", 4))
            .await;
        removed.expect("deletes");
        let gone = store
            .delete_credential("shared", &entry("deleted", 5))
            .await;
        assert!(matches!(gone, Err(StoreError::NotFound)));
        let gone = store
            .update_credential(None, &credential, &entry("updated", 6))
            .await;
        assert!(matches!(gone, Err(StoreError::NotFound)));

        let group = AccessGroup {
            id: "g1".into(),
            name: "more".into(),
            description: Some("x".into()),
            models: vec!["gpt-*".into()],
            key_ids: vec!["k".into()],
            team_ids: Vec::new(),
            created_at: NOW,
            updated_at: NOW,
            created_by: "ada".into(),
            updated_by: "ada".into(),
        };
        let made = store
            .insert_access_group(&group, &entry("created", 7))
            .await;
        made.expect("inserts");
        let same_name = AccessGroup {
            id: "g2".into(),
            ..group.clone()
        };
        let taken = store
            .insert_access_group(&same_name, &entry("created", 8))
            .await;
        assert!(matches!(taken, Err(StoreError::Conflict(Unique::Alias))));
        let changed = AccessGroup {
            team_ids: vec!["red".into()],
            ..group.clone()
        };
        let written = store
            .update_access_group(None, &changed, &entry("updated", 9))
            .await;
        written.expect("updates");
        let found = store.get_access_group("g1").await.expect("reads");
        assert_eq!(found, Some(changed.clone()));
        assert_eq!(store.access_groups().await.expect("reads"), [changed]);
        let removed = store.delete_access_group("g1", &entry("deleted", 10)).await;
        removed.expect("deletes");
        let gone = store.delete_access_group("g1", &entry("deleted", 11)).await;
        assert!(matches!(gone, Err(StoreError::NotFound)));
        assert_eq!(store.revision().await.expect("reads"), 6);
    }
}
