//! Opening, migrating, checkpointing.

use super::*;

#[tokio::test]
async fn migrations_run_once_or_not_at_all() {
    for stage in stages().await {
        let store = Store::connect(&stage.url, options(true))
            .await
            .expect("connects");
        let broken = Migration {
            version: 9_998,
            name: "broken",
            sql: "CREATE TABLE half (a BIGINT); CREATE TABLE half (a BIGINT);",
        };
        let with = |more: Migration| [MIGRATIONS, &[more]].concat();
        let refused = Store::open(&stage.url, options(false)).await.err();
        assert!(
            matches!(refused, Some(StoreError::Missing(_))),
            "{refused:?}"
        );

        migrate::run(&store, &with(broken), true, NOW)
            .await
            .expect_err("the second step fails");
        let refused = Store::open(&stage.url, options(false)).await.err();
        assert!(
            matches!(refused, Some(StoreError::Missing(_))),
            "nothing is left: {refused:?}"
        );

        stage.open().await;
        stage.open().await;
        assert_eq!(
            number(&store, "SELECT COUNT(*) FROM schema_migrations").await,
            MIGRATIONS.len() as i64
        );
        migrate::run(&store, &with(broken), true, NOW)
            .await
            .expect_err("fails again");
        assert_eq!(
            number(&store, "SELECT COUNT(*) FROM schema_migrations").await,
            MIGRATIONS.len() as i64
        );

        let good = Migration {
            version: 9_999,
            name: "later",
            sql: "CREATE TABLE later (a BIGINT)",
        };
        migrate::run(&store, &with(good), false, NOW)
            .await
            .expect("migrates");
        let newer = Store::open(&stage.url, options(true)).await.err();
        assert!(
            matches!(newer, Some(StoreError::Newer { found: 9_999, .. })),
            "{newer:?}"
        );
        run(&store, "DELETE FROM schema_migrations WHERE version = 9999").await;
        run(&store, "UPDATE schema_migrations SET sha256 = 'other'").await;
        let edited = Store::open(&stage.url, options(true)).await.err();
        assert!(matches!(edited, Some(StoreError::Edited(1))), "{edited:?}");
    }
}

#[tokio::test]
async fn two_processes_may_open_an_empty_database_at_once() {
    for stage in stages().await {
        let opened = tokio::join!(stage.open(), stage.open(), stage.open());
        assert_eq!(number(&opened.2, "SELECT n FROM revision").await, 0);
    }
}

#[tokio::test]
async fn a_file_is_looked_at_before_it_is_taken_for_a_database() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = path_in(&directory);
    let open = async |create| {
        Store::open(path.to_str().expect("a path"), options(create))
            .await
            .err()
    };
    assert!(matches!(open(false).await, Some(StoreError::Missing(_))));
    assert!(!path.exists());
    std::fs::write(&path, "").expect("writes");
    assert!(matches!(open(false).await, Some(StoreError::Missing(_))));
    std::fs::write(&path, "model_list:\n  - model_name: gpt-4o\n").expect("writes");
    assert!(matches!(open(true).await, Some(StoreError::Corrupt(_))));
    std::fs::write(
        &path,
        [b"SQLite format 3\0".as_slice(), &[7; 8_000]].concat(),
    )
    .expect("writes");
    let refused = open(true).await;
    assert!(
        matches!(refused, Some(StoreError::Corrupt(_))),
        "{refused:?}"
    );
    std::fs::remove_file(&path).expect("removes");

    let other = Store::connect(path.to_str().expect("a path"), options(true))
        .await
        .expect("opens");
    run(&other, "CREATE TABLE recipes (a BIGINT)").await;
    assert!(matches!(open(true).await, Some(StoreError::Foreign(_))));

    for url in ["mysql://ada:secret@db/x", "sqlite::memory:", "sqlite:", ""] {
        let error = Store::open(url, options(true)).await.err();
        assert!(
            matches!(error, Some(StoreError::BadUrl { .. })),
            "{url}: {error:?}"
        );
        assert!(!format!("{error:?}").contains("secret"));
    }
    let nowhere = directory.path().join("no/such/directory.db");
    let error = Store::open(nowhere.to_str().expect("a path"), options(true))
        .await
        .err();
    assert!(matches!(error, Some(StoreError::File { .. })), "{error:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_claim_is_private_even_when_an_open_one_was_there() {
    use std::os::unix::fs::PermissionsExt;
    for earlier in [None, Some(0o644)] {
        let directory = tempfile::tempdir().expect("a directory");
        let path = path_in(&directory);
        let claim = directory.path().join("proxy.db-ledger");
        if let Some(mode) = earlier {
            std::fs::write(&claim, "").expect("written");
            std::fs::set_permissions(&claim, std::fs::Permissions::from_mode(mode))
                .expect("opened up");
        }
        let store = Store::open(&format!("sqlite://{}", path.display()), options(true))
            .await
            .expect("opens");
        let mut writer = store.ledger_writer();
        writer
            .recover(Micros(0), |_| (Usage::default(), Nanos::ZERO))
            .await
            .expect("claims");
        let mode = std::fs::metadata(&claim)
            .expect("a claim")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "earlier: {earlier:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_private_and_its_log_stays_short() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().expect("a directory");
    let path = path_in(&directory);
    let store = Store::open(&format!("sqlite://{}", path.display()), options(true))
        .await
        .expect("opens");
    let mut writer = store.ledger_writer();
    for round in 0..20 {
        let batch: Vec<_> = (0..500).map(|n| done(round * 1_000 + n, "k1")).collect();
        writer.commit(&batch).await.expect("commits");
    }
    for file in ["proxy.db", "proxy.db-wal"] {
        let mode = std::fs::metadata(directory.path().join(file))
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let before = store.checkpoint().await.expect("checkpoints");
    assert!(
        before.wal_bytes > 4_000_000,
        "the writer does not checkpoint: {before:?}"
    );
    assert_eq!((before.behind_bytes, before.restarted), (0, false));
    writer
        .commit(&[done(900_000, "k1")])
        .await
        .expect("commits");
    let after = store.checkpoint().await.expect("checkpoints");
    assert!(after.wal_bytes < 200_000, "the log starts again: {after:?}");
    store.check_integrity().await.expect("is whole");
    writer.close().await.expect("closes");
    store.close().await;
    assert!(
        !Path::new(&format!("{}-wal", path.display())).exists(),
        "a clean end leaves one file"
    );
    let _: Arc<str> = store.place().into();
}
