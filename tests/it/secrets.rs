//! Replacing the proxy's own secrets, and looking after its database.

use crate::chat::priced;
use crate::common::http;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

async fn status(proxy: &Proxy, key: &str) -> u16 {
    http::get(&format!("{}/key/list", proxy.url()), key)
        .await
        .status
}

#[tokio::test]
async fn the_master_key_is_replaced_while_the_proxy_runs_and_the_old_one_stays_dead() {
    let upstream = Upstream::start();
    // With the keys that it makes for itself, as a stack from the template has it.
    let mut proxy = Proxy::builder()
        .without_env("LITELLM_MASTER_KEY")
        .without_env("LITELLM_SALT_KEY")
        .env("LITELLM_MASTER_KEY", "")
        .prepare();
    proxy.restart().await;
    let shown = || {
        proxy
            .cli(["secrets", "show-master"])
            .stdout
            .trim()
            .to_owned()
    };
    let old = shown();
    let base = upstream.base_url();
    let declared = [
        "model",
        "new",
        "local",
        "--model",
        "openai/ok",
        "--api-base",
        &base,
        "--free",
        "--api-key",
        "sk-canary",
    ];
    assert_eq!(proxy.cli(declared).code, Some(0));

    let rotated = proxy.cli(["secrets", "rotate-master"]);
    assert_eq!(rotated.code, Some(0), "{}", rotated.stderr);
    let new = shown();
    assert!(
        !rotated.stdout.contains(&new) && rotated.stdout.contains("master.key"),
        "{}",
        rotated.stdout
    );
    assert_ne!(old, new);
    assert_eq!(
        (status(&proxy, &old).await, status(&proxy, &new).await),
        (401, 200)
    );
    let body = json!({ "model": "local", "messages": [{ "role": "user", "content": "hi" }] });
    assert_eq!(
        proxy
            .post_as(&new, "/v1/chat/completions", &body)
            .await
            .status,
        200,
        "what was sealed opens"
    );

    // An environment that still has the old one brings it back to life at no restart.
    std::fs::write(proxy.data_dir().join("master.key"), &old).expect("written");
    proxy.restart().await;
    assert_eq!(
        (status(&proxy, &old).await, status(&proxy, &new).await),
        (401, 200)
    );
    assert!(
        proxy.stderr().contains("was replaced and stays dead"),
        "{}",
        proxy.stderr()
    );

    // It goes back where it was when the proxy refuses.
    let refused = proxy.cli(["secrets", "rotate-master"]);
    assert_eq!(refused.code, Some(4), "{}", refused.stderr);
    assert_eq!(
        std::fs::read_to_string(proxy.data_dir().join("master.key"))
            .expect("a key")
            .trim(),
        old
    );
}

#[tokio::test]
async fn litellms_own_call_replaces_the_master_key_for_its_holder_alone() {
    let proxy = Proxy::builder().start().await;
    let old = proxy.master_key().to_owned();
    let new = "sk-the-next-master-key-0123456789";
    let admin = proxy.key(&json!({ "key_alias": "other" })).await;
    let body = json!({ "key": old, "new_master_key": new });
    assert!(proxy.post_as(&admin, "/key/regenerate", &body).await.status >= 400);
    for wrong in [
        json!({ "key": admin, "new_master_key": new }),
        json!({ "key": old, "new_master_key": "sk-1234" }),
        json!({ "key": old, "new_master_key": old }),
    ] {
        assert_eq!(
            proxy.post("/key/regenerate", &wrong).await.status,
            400,
            "{wrong}"
        );
    }
    let replaced = proxy.post("/key/regenerate", &body).await;
    assert_eq!(replaced.status, 200, "{}", replaced.text());
    assert_eq!(
        (status(&proxy, &old).await, status(&proxy, new).await),
        (401, 200)
    );
}

#[tokio::test]
async fn the_master_key_of_an_environment_file_is_replaced_there() {
    let proxy = Proxy::builder().start().await;
    let file = proxy.data_dir().join("own.env");
    std::fs::write(&file, "# keep\nLITELLM_MASTER_KEY=x\n").expect("written");
    let refused = proxy.cli(["secrets", "rotate-master"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("--env-file"), "{}", refused.stderr);
    let rotated = proxy.cli([
        "secrets",
        "rotate-master",
        "-q",
        "--env-file",
        file.to_str().expect("a name"),
    ]);
    assert_eq!(rotated.code, Some(0), "{}", rotated.stderr);
    let new = rotated.stdout.trim();
    assert_eq!(
        std::fs::read_to_string(&file).expect("text"),
        format!("# keep\nLITELLM_MASTER_KEY={new}\n")
    );
    assert_eq!(
        (
            status(&proxy, proxy.master_key()).await,
            status(&proxy, new).await
        ),
        (401, 200)
    );
    // A job in a container: the file is named by its environment, and holds the key that is in force.
    let elsewhere = proxy.data_dir().join("elsewhere");
    std::fs::create_dir(&elsewhere).expect("a folder");
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_cw-proxy"))
        .args(["secrets", "rotate-master", "-q"])
        .env_clear()
        .env("ENV_FILE_PATH", &file)
        .env("PROXY_BASE_URL", proxy.url())
        .current_dir(elsewhere)
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{told}");
    let newest = String::from_utf8_lossy(&ran.stdout).trim().to_owned();
    assert_eq!(
        std::fs::read_to_string(&file).expect("text"),
        format!("# keep\nLITELLM_MASTER_KEY={newest}\n")
    );
    assert_eq!(
        (status(&proxy, new).await, status(&proxy, &newest).await),
        (401, 200)
    );
}

#[tokio::test]
async fn everything_sealed_opens_after_another_salt_key() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder().without_env("LITELLM_SALT_KEY").prepare();
    proxy.restart().await;
    let base = upstream.base_url();
    let declared = [
        "model",
        "new",
        "local",
        "--model",
        "openai/ok",
        "--api-base",
        &base,
        "--free",
        "--api-key",
        "sk-canary",
    ];
    assert_eq!(proxy.cli(declared).code, Some(0));
    let credential = json!({ "credential_name": "c", "credential_values": { "api_key": "sk-canary" }, "credential_info": {} });
    assert_eq!(proxy.post("/credentials", &credential).await.status, 200);
    let running = proxy.cli(["secrets", "rekey"]);
    assert_eq!(running.code, Some(5), "{}", running.stderr);
    let salt = proxy.data_dir().join("salt.key");
    let old = std::fs::read_to_string(&salt).expect("a salt");
    proxy.term().await;
    let rekeyed = proxy.cli(["secrets", "rekey", "-o", "json"]);
    assert_eq!(rekeyed.code, Some(0), "{}", rekeyed.stderr);
    let told: Value = serde_json::from_str(&rekeyed.stdout).expect("JSON");
    assert_eq!(
        told["data"]["sealed"], 4,
        "a model, a credential, the check, what marks ids: {told}"
    );
    assert_ne!(std::fs::read_to_string(&salt).expect("a salt"), old);
    assert!(!proxy.data_dir().join("salt.key.next").exists());
    proxy.restart().await;
    let body = json!({ "model": "local", "messages": [{ "role": "user", "content": "hi" }] });
    assert_eq!(proxy.post("/v1/chat/completions", &body).await.status, 200);

    // The old one is refused, and killed before the last step the command ends what it began.
    proxy.term().await;
    let new = std::fs::read_to_string(&salt).expect("a salt");
    std::fs::write(proxy.data_dir().join("salt.key.next"), &new).expect("written");
    std::fs::write(&salt, &old).expect("written");
    proxy.spawn();
    let failed = proxy.exit().await;
    assert!(
        failed.code == Some(6) && failed.stderr.contains("salt.key.next"),
        "{}",
        failed.stderr
    );
    assert_eq!(proxy.cli(["secrets", "rekey"]).code, Some(0));
    assert_eq!(std::fs::read_to_string(&salt).expect("a salt"), new);
    proxy.restart().await;
}

#[tokio::test]
async fn a_copy_is_made_while_it_runs_and_put_back_when_it_does_not() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    let key = proxy.key(&json!({ "key_alias": "before" })).await;
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    assert_eq!(
        proxy
            .post_as(&key, "/v1/chat/completions", &body)
            .await
            .status,
        200
    );
    let copy = proxy.data_dir().join("copy.db");
    let copy = copy.to_str().expect("a name");
    let made = proxy.cli(["db", "backup", copy]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert!(made.stderr.contains("salt key"));
    assert_eq!(
        proxy.cli(["db", "backup", copy]).code,
        Some(5),
        "nothing is overwritten unasked"
    );
    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(copy).expect("a file"));
    assert_eq!(mode & 0o777, 0o600);
    proxy.key(&json!({ "key_alias": "after" })).await;

    let status = proxy.cli(["db", "status", "-o", "json"]);
    let status: Value = serde_json::from_str(&status.stdout).expect("JSON");
    assert_eq!(
        (&status["data"]["kind"], &status["data"]["pending"]),
        (&json!("SQLite"), &json!(0))
    );
    assert_eq!(status["data"]["proxy"], proxy.url());
    assert_eq!(
        proxy
            .cli(["db", "migrate", "--dry-run", "--exit-code"])
            .code,
        Some(0)
    );
    for command in [&["db", "restore", copy][..], &["db", "vacuum"]] {
        let refused = proxy.cli(command);
        assert_eq!(refused.code, Some(5), "{}", refused.stderr);
        assert!(
            refused.stderr.contains("a proxy runs"),
            "{}",
            refused.stderr
        );
    }
    let checked = proxy.cli(["db", "check"]);
    assert_eq!(checked.code, Some(0), "{}", checked.stderr);

    proxy.term().await;
    let garbage = proxy.data_dir().join("garbage.db");
    std::fs::write(&garbage, "no database at all").expect("written");
    assert_ne!(
        proxy
            .cli(["db", "restore", garbage.to_str().expect("a name")])
            .code,
        Some(0)
    );
    assert_eq!(proxy.cli(["db", "vacuum"]).code, Some(0));
    let restored = proxy.cli(["db", "restore", copy]);
    assert_eq!(restored.code, Some(0), "{}", restored.stderr);
    proxy.restart().await;
    let aliases = proxy.get("/key/list?return_full_object=true").await.text();
    assert!(
        aliases.contains("before") && !aliases.contains("\"after\""),
        "{aliases}"
    );
    assert_eq!(
        proxy
            .post_as(&key, "/v1/chat/completions", &body)
            .await
            .status,
        200
    );
    let kept = std::fs::read_dir(proxy.data_dir())
        .expect("a folder")
        .flatten();
    let kept = kept.filter(|entry| {
        entry
            .file_name()
            .to_string_lossy()
            .contains("before-restore")
    });
    assert_eq!(kept.count(), 1, "what was there can be put back");
}

#[tokio::test]
async fn the_arguments_of_litellms_image_start_it() {
    let proxy = Proxy::builder().prepare();
    let config = proxy.config();
    let config = config.to_str().expect("a name");
    let checked = proxy.cli([
        "--config",
        config,
        "--port",
        "4000",
        "--detailed_debug",
        "--check",
    ]);
    assert_eq!(checked.code, Some(0), "{}", checked.stderr);
    assert!(
        checked.stdout.contains("configuration file"),
        "{}",
        checked.stdout
    );
    assert_eq!(proxy.cli(["--nonsense"]).code, Some(2));
}

#[tokio::test]
async fn a_virtual_key_in_a_providers_variable_is_sent_to_nobody() {
    let upstream = Upstream::start();
    let own = "sk-of-this-proxy-0123456789";
    let mut proxy = Proxy::builder()
        .deployment(json!({ "model_name": "gpt", "litellm_params": { "model": "openai/ok" } }))
        .env("OPENAI_API_KEY", own)
        .env("OPENAI_API_BASE", &upstream.base_url())
        .start()
        .await;
    proxy.key(&json!({ "key": own })).await;
    proxy.restart().await;
    assert!(
        proxy
            .stderr()
            .contains("OPENAI_API_KEY holds a virtual key"),
        "{}",
        proxy.stderr()
    );
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    proxy.post("/v1/chat/completions", &body).await;
    let asked = upstream.log().exchanges();
    assert!(
        asked
            .iter()
            .all(|one| one.header("authorization").is_none())
    );
}
