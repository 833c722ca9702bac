//! How long the server takes for each page over a large ledger on SQLite: `cargo bench --bench ui`.
//!
//! `CW_UI_ROWS` calls (a million when it is not set) of thirty days are put into a database, the built proxy
//! is started on it, and each page is asked for as often as `TIMES` says. `CW_UI_DATABASE` names a file that
//! is kept: it is filled when it is not there, and used as it is when it is. `CW_UI_FILL=1` stops after that.

#[path = "../tests/ui/fill.rs"]
mod fill;

use cw_proxy::domain::key::KeyHash;
use cw_proxy::domain::time::Micros;
use cw_proxy::store::{CallFilter, Durability, OpenOptions, Start, Store};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const ROWS: usize = 1_000_000;
const TIMES: usize = 15;
/// What a page may take, as the requirement says.
const MOST: Duration = Duration::from_millis(200);
const MASTER: &str = "sk-benchmark-benchmark-benchmark";

fn now() -> Micros {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("a clock");
    Micros(since.as_micros() as i64)
}

async fn open(path: &Path) -> Store {
    let options = OpenOptions {
        durability: Durability::default(),
        create: true,
        now: now(),
    };
    Store::open(&path.display().to_string(), options)
        .await
        .expect("a database")
}

/// A process that ends with its owner.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn serve(database: &Path, home: &Path, port: u16) -> Server {
    let config = home.join("config.yaml");
    std::fs::write(&config, "model_list: []\n").expect("a config");
    let child = Command::new(env!("CARGO_BIN_EXE_cw-proxy"))
        .args(["serve", "--host", "127.0.0.1", "--port", &port.to_string()])
        .env_clear()
        .env("LITELLM_MASTER_KEY", MASTER)
        .env("LITELLM_SALT_KEY", "sk-salt-of-the-page-tests-0123456789")
        .env("CONFIG_FILE_PATH", &config)
        .env("CW_PROXY_DATA_DIR", home.join("data"))
        .env("DATABASE_URL", format!("sqlite://{}", database.display()))
        .env("RUST_LOG", "error")
        .stdout(Stdio::null())
        .spawn()
        .expect("the proxy");
    Server(child)
}

/// The pages, with what is found in the ledger put into their addresses.
async fn pages(store: &Store) -> Vec<String> {
    let newest = store
        .explore_calls(&CallFilter::default(), &Start::Newest, 1)
        .await
        .expect("calls");
    let id = newest.rows[0].intent.request_id.to_string();
    let key = KeyHash::of("sk-demo-fuzzing-workers-0123456789abcdef0000").hex();
    let mut pages: Vec<String> = [
        "/ui",
        "/ui?range=24h",
        "/ui?range=30d",
        "/ui/keys",
        "/ui/keys?search=rev",
        "/ui/models",
        "/ui/logs",
        "/ui/logs?range=30d",
        "/ui/logs?range=30d&status=failed",
        "/ui/logs?range=30d&model=mistral-large",
        "/ui/logs?range=30d&key=ci",
        "/ui/logs?range=30d&error=context%20length",
        "/ui/logs?range=30d&error=nowhere",
        "/ui/logs?range=30d&cost=0.1",
        "/ui/logs?range=30d&tag=experiment",
        "/ui/logs?range=30d&session=session-7",
        "/ui/usage",
        "/ui/usage?range=24h&by=key",
        "/ui/usage?by=key&compare=1",
        "/ui/usage?by=tag",
        "/ui/usage?by=day&metric=tokens",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.push(format!("/ui/keys/{key}"));
    pages.push(format!("/ui/logs?call={id}"));
    pages.push(format!("/ui/logs?request={id}"));
    pages.push(
        "/ui/logs?range=30d&before=".to_owned() + &format!("{}-x", now().0 - 15 * 86_400_000_000),
    );
    pages
}

async fn session(client: &reqwest::Client, base: &str) -> String {
    let login = client
        .post(format!("{base}/ui/login"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("password={MASTER}"));
    for _ in 0..300 {
        if let Ok(answer) = login.try_clone().expect("a request").send().await {
            let cookie = answer.headers().get("set-cookie").expect("a session");
            let text = cookie.to_str().expect("a text");
            return text.split(';').next().expect("a pair").to_owned();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the proxy does not start");
}

#[tokio::main]
async fn main() {
    let rows = std::env::var("CW_UI_ROWS").ok();
    let rows = rows.and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let home = tempfile::tempdir().expect("a folder");
    let database = std::env::var_os("CW_UI_DATABASE").map(PathBuf::from);
    let database = database.unwrap_or_else(|| home.path().join("ledger.db"));
    if !database.exists() {
        let began = Instant::now();
        let store = open(&database).await;
        fill::fill(&store, rows, now()).await;
        store.close().await;
        println!(
            "{rows} calls written in {:.1} s",
            began.elapsed().as_secs_f64()
        );
    }
    if std::env::var_os("CW_UI_FILL").is_some() {
        return;
    }
    let store = open(&database).await;
    let pages = pages(&store).await;
    store.close().await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let port = TcpListener::bind(("127.0.0.1", 0))
        .and_then(|socket| socket.local_addr())
        .expect("a port")
        .port();
    let _server = serve(&database, home.path(), port);
    let base = format!("http://127.0.0.1:{port}");
    let client = reqwest::Client::builder()
        .tls_certs_only([])
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let cookie = session(&client, &base).await;
    println!("{:>8} {:>8} {:>8}  page", "median", "worst", "KiB");
    let mut over = 0;
    for page in pages {
        let mut took = Vec::new();
        let mut size = 0;
        for _ in 0..TIMES {
            let began = Instant::now();
            let request = client
                .get(format!("{base}{page}"))
                .header("cookie", &cookie);
            let answer = request.send().await.expect("an answer");
            assert_eq!(answer.status(), 200, "{page}");
            size = answer.bytes().await.expect("a body").len();
            took.push(began.elapsed());
        }
        took.sort();
        let (median, worst) = (took[TIMES / 2], took[TIMES - 1]);
        over += usize::from(worst > MOST);
        let mark = if worst > MOST { " over" } else { "" };
        println!(
            "{:>5.1} ms {:>5.1} ms {:>8.1}  {page}{mark}",
            median.as_secs_f64() * 1e3,
            worst.as_secs_f64() * 1e3,
            size as f64 / 1024.0
        );
    }
    println!("{over} pages took more than {} ms once", MOST.as_millis());
}
