//! How long the server takes for each page, and for each report of the management API, over a large ledger
//! on SQLite: `cargo bench --bench ui`.
//!
//! `CW_UI_ROWS` calls (a million when it is not set) of thirty days, by ten thousand keys, are put into a
//! database, the built proxy is started on it, and each address is asked for once, and then as often as
//! `CW_UI_TIMES` says. Told are the first time, the median and the worst of the others, and the processor
//! time of the server (of all its threads, on Linux), which other work on the machine does not lengthen.
//! Of streams and of large files it is the time to the first part. Reports that are told part by part are read
//! to their end: their times are those to the first part, their processor time is that of the whole.
//!
//! `CW_UI_DAYS` is another number of days. `CW_UI_DATABASE` names a file that is kept: it is filled when it is not there, and used as it is when it
//! is. `CW_UI_FILL=1` stops after that. `CW_UI_ONLY` asks only for addresses that contain it. With
//! `CW_UI_LIMIT_MS` the run fails when the median of any address is over that.

#[path = "../tests/ui/fill.rs"]
mod fill;

use cw_proxy::domain::key::KeyHash;
use cw_proxy::domain::time::Micros;
use cw_proxy::http::manage::table::Verb;
use cw_proxy::store::{CallFilter, Durability, OpenOptions, Start, Store};
use serde_json::Value;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const ROWS: usize = 1_000_000;
/// Keys beside the busy ones.
const KEYS: usize = 10_000;
const TIMES: usize = 15;
/// What a page may take, in milliseconds, as the requirement says.
const MOST_MS: u64 = 200;
const MASTER: &str = "sk-benchmark-benchmark-benchmark";
const DAY: i64 = 86_400_000_000;

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
    std::fs::write(&config, CONFIG).expect("a config");
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

const CONFIG: &str = "model_list:
  - model_name: gpt-4o
    litellm_params: { model: openai/gpt-4o, api_key: sk-none }
  - model_name: llama-local
    litellm_params: { model: ollama/llama3.1, api_base: http://127.0.0.1:9 }
general_settings:
  store_model_in_db: true
";

/// Until when an answer is read, and what its time is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// The end; the time is that of all of it.
    End,
    /// The end; the time is that to the first part.
    EndOfParts,
    /// The first part.
    FirstPart,
}

/// Reports that are told part by part.
const IN_PARTS: &[&str] = &[
    "/aggregated",
    "/cache_hits",
    "group_by=team",
    "group_by=customer",
    "/spend/logs?start_date",
];

/// What is asked for: an address, and how much of the answer belongs to it.
struct Asked {
    address: String,
    /// Until when it is read.
    read: Until,
    /// What is posted.
    body: Option<&'static str>,
}

impl Asked {
    fn page(address: impl Into<String>) -> Self {
        let address = address.into();
        let read = if address.contains("/export") || address.contains("/tail") {
            Until::FirstPart
        } else if IN_PARTS.iter().any(|part| address.contains(part)) {
            Until::EndOfParts
        } else {
            Until::End
        };
        Self {
            address,
            read,
            body: None,
        }
    }

    fn post(address: impl Into<String>, body: &'static str) -> Self {
        Self {
            body: Some(body),
            ..Self::page(address)
        }
    }
}

/// Things in the ledger that addresses name.
struct Named {
    busy_key: String,
    rare_key: String,
    call: String,
    response: String,
    session: String,
    model: String,
    budget: String,
    organization: String,
    invitation: String,
    today: String,
    month_ago: String,
    two_weeks_ago: i64,
}

/// Pages that answer something else than a page, or are of things that nothing here has made.
const NOT_ASKED: &[&str] = &[
    "/onboarding/get_token",
    "/ui/keys/{id}/secret",
    "/ui/users/{id}/invitation",
    "/ui/logs/{id}/payload",
    "/ui/teams/{id}/members/{user}",
    "/ui/organizations/of/{id}/members/{user}",
    "/ui/assets/{file}",
    "/ui/",
    "/ui/{*rest}",
    "/sso/key/generate",
    "/fallback/login",
    "/.well-known/litellm-ui-config",
    "/litellm/.well-known/litellm-ui-config",
];

/// Whether an address is one of a route.
fn is_of(route: &str, address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let (route, path) = (route.split('/'), path.split('/'));
    route.clone().count() == path.clone().count()
        && route
            .zip(path)
            .all(|(own, asked)| own.starts_with('{') || own == asked)
}

/// Every page, from the list of routes: one that is added has to be added here.
fn pages(named: &Named) -> Vec<Asked> {
    let mut all = plain_pages(named);
    all.extend(usage_pages());
    all.extend(log_pages(named));
    for route in cw_proxy::http::ui::routes() {
        let is_page = route.verb == Verb::Get && !NOT_ASKED.contains(&route.path);
        let asked = all.iter().any(|asked| is_of(route.path, &asked.address));
        assert!(!is_page || asked, "{} is not measured", route.path);
    }
    all
}

fn plain_pages(named: &Named) -> Vec<Asked> {
    let (key, rare, model, budget) = (
        &named.busy_key,
        &named.rare_key,
        &named.model,
        &named.budget,
    );
    let mut all: Vec<String> = [
        "/ui",
        "/ui?range=24h",
        "/ui?range=30d",
        "/ui?range=month",
        "/ui/login",
        "/ui/account",
        "/ui/keys",
        "/ui/keys?page=150",
        "/ui/keys?sort=spend",
        "/ui/keys?sort=name&order=asc",
        "/ui/keys?sort=budget",
        "/ui/keys?search=rev",
        "/ui/keys?search=nowhere",
        "/ui/keys?state=active",
        "/ui/keys?team=platform",
        "/ui/keys/new",
        "/ui/models",
        "/ui/models/new",
        "/ui/budgets",
        "/ui/budgets?kind=key&search=code",
        "/ui/budgets/new",
        "/ui/budgets/boost",
        "/ui/teams",
        "/ui/teams?search=rare",
        "/ui/teams/new",
        "/ui/teams/research",
        "/ui/teams/research/edit",
        "/ui/users",
        "/ui/users?search=rare",
        "/ui/users/new",
        "/ui/users/dana@example.com",
        "/ui/users/dana@example.com/edit",
        "/ui/alerts",
        "/ui/api",
        "/ui/audit",
        "/ui/audit?kind=key&action=created",
        "/ui/audit?actor=nobody",
        "/ui/audit/export",
        "/ui/health",
        "/ui/playground",
        "/ui/playground/cost?model=gpt-4o&input=1000&output=1000",
        "/ui/settings",
        "/ui/setup",
        "/ui/models/credentials",
        "/ui/organizations",
        "/ui/organizations/new",
        "/ui/customers",
        "/ui/customers/new",
        "/ui/customers/of/customer-3",
        "/ui/customers/of/customer-3/edit",
        "/ui/tags",
        "/ui/tags/new",
        "/ui/tags/of/prod",
        "/ui/tags/of/prod/edit",
    ]
    .map(str::to_owned)
    .to_vec();
    for path in ["", "/edit", "/rotate", "/delete"] {
        all.push(format!("/ui/keys/{key}{path}"));
    }
    for range in ["24h", "7d"] {
        all.push(format!("/ui/keys/{key}?range={range}"));
    }
    all.push(format!("/ui/keys/{rare}"));
    all.push(format!("/ui/onboarding?invitation_id={}", named.invitation));
    for path in ["", "/edit", "/delete"] {
        all.push(format!("/ui/models/{model}{path}"));
    }
    all.push(format!("/ui/budgets/edit/{budget}"));
    for path in ["", "/edit"] {
        all.push(format!("/ui/organizations/of/{}{path}", named.organization));
    }
    all.into_iter().map(Asked::page).collect()
}

fn usage_pages() -> Vec<Asked> {
    let from = Micros(now().0 - 89 * DAY).day();
    let spans = [
        "range=24h",
        "range=7d",
        "range=30d",
        &format!("from={from}"),
    ];
    let mut all = vec![
        "/ui/usage".to_owned(),
        "/ui/usage?by=day&metric=tokens".to_owned(),
        "/ui/usage?by=key&metric=time".to_owned(),
        "/ui/usage/export.csv?by=key".to_owned(),
        "/ui/usage/export.jsonl?by=key&range=24h".to_owned(),
    ];
    for span in spans {
        for by in [
            "day",
            "model",
            "provider",
            "key",
            "user",
            "team",
            "organization",
            "customer",
            "tag",
            "operation",
        ] {
            all.push(format!("/ui/usage?{span}&by={by}"));
        }
    }
    for by in ["day", "key", "customer", "tag"] {
        all.push(format!("/ui/usage?range=7d&by={by}&compare=1"));
    }
    all.into_iter().map(Asked::page).collect()
}

fn log_pages(named: &Named) -> Vec<Asked> {
    let (key, session) = (&named.busy_key, &named.session);
    let mut all: Vec<String> = [
        "/ui/logs",
        "/ui/logs?range=7d",
        "/ui/logs?range=30d",
        "/ui/logs?status=failed",
        "/ui/logs?tag=prod",
        "/ui/logs/tail",
        "/ui/logs/sessions",
        "/ui/logs/sessions?range=30d",
        "/ui/logs/sessions?range=30d&key=fuzzing-workers&model=gpt-4o",
        "/ui/logs/export.csv?range=30d",
        "/ui/logs/export.jsonl?range=30d&error=nowhere",
    ]
    .map(str::to_owned)
    .to_vec();
    let filters = [
        "status=ok",
        "status=failed",
        "status=timed_out",
        "model=mistral-large",
        "model=no-such-model",
        "provider=mistral",
        "provider=nobody",
        "key=ci",
        "key=fuzzing-workers",
        "team=research",
        "user=dana@example.com",
        "tag=experiment",
        "tag=no-such-tag",
        "customer=customer-3",
        "cost=0.1",
        "cost=900",
        "took=15s",
        "took=2000s",
        "kind=stream",
        "kind=cached",
        "operation=aembedding",
        "operation=aspeech",
        "error=context%20length",
        "error=nowhere",
        "status=failed&key=ci",
        "status=failed&model=claude-opus",
        "key=fuzzing-workers&model=mistral-large",
        "key=fuzzing-workers&model=no-such-model",
        "key=fuzzing-workers&tag=prod&status=ok&kind=stream",
        "team=research&user=dana@example.com",
        "customer=customer-3&status=failed",
        "user=dana@example.com&error=nowhere",
    ];
    all.extend(filters.map(|filter| format!("/ui/logs?range=30d&{filter}")));
    let deep = format!("{}-x", named.two_weeks_ago);
    for filter in [
        "",
        "&key=fuzzing-workers",
        "&status=failed",
        "&tag=prod",
        "&error=nowhere",
    ] {
        all.push(format!("/ui/logs?range=30d&before={deep}{filter}"));
    }
    all.push(format!("/ui/logs?range=30d&after={deep}"));
    all.push(format!("/ui/logs?range=30d&session={session}"));
    all.push(format!("/ui/logs?range=24h&key={key}"));
    for id in [&named.call, &named.response, &"no-such-id".to_owned()] {
        all.push(format!("/ui/logs?request={id}"));
    }
    all.push(format!("/ui/logs?call={}", named.call));
    all.into_iter().map(Asked::page).collect()
}

/// The reports of the management API.
fn reports(named: &Named) -> Vec<Asked> {
    let (key, call) = (&named.busy_key, &named.call);
    let dates = format!("start_date={}&end_date={}", named.month_ago, named.today);
    let mut all: Vec<String> = [
        "/global/spend",
        "/global/spend/logs",
        "/global/spend/keys",
        "/global/spend/models",
        "/global/spend/provider",
        "/global/spend/teams",
        "/global/activity",
        "/global/activity/model",
        "/global/activity/exceptions",
        "/global/activity/exceptions/deployment",
        "/global/activity/cache_hits",
        "/global/spend/tags",
        "/global/spend/all_tag_names",
        "/spend/tags",
        "/global/all_end_users",
        "/spend/keys",
        "/spend/users",
        "/spend/logs",
        "/tag/distinct",
        "/tag/summary",
        "/tag/dau",
        "/tag/wau",
        "/tag/mau",
        "/key/list?size=100&return_full_object=true",
        "/key/list?page=90&size=100",
        "/user/list",
        "/team/list",
        "/v2/team/list",
        "/tag/list",
        "/audit?page_size=50",
        "/team/info?team_id=research",
        "/user/info?user_id=dana@example.com",
    ]
    .map(str::to_owned)
    .to_vec();
    for by in ["team", "customer", "api_key", "user", "organization"] {
        all.push(format!("/global/spend/report?{dates}&group_by={by}"));
    }
    for owner in ["user", "team", "tag", "organization", "customer", "gateway"] {
        all.push(format!("/{owner}/daily/activity?{dates}"));
    }
    for owner in ["user", "team", "tag", "customer"] {
        all.push(format!("/{owner}/daily/activity/aggregated?{dates}"));
    }
    all.push(format!("/user/daily/activity?{dates}&api_key={key}"));
    all.push(format!("/team/spend/by_user?team_id=research&{dates}"));
    all.push(format!("/spend/logs?{dates}&api_key={key}"));
    all.push(format!("/spend/logs?{dates}"));
    all.push(format!("/spend/logs?request_id={call}"));
    all.push(format!(
        "/spend/logs/session/ui?session_id={}",
        named.session
    ));
    for filter in [
        "",
        "&page=9000",
        "&status_filter=failure",
        "&model=mistral-large",
        "&team_id=research",
        "&end_user=customer-3",
        "&user_id=dana@example.com&model=no-such-model",
    ] {
        all.push(format!("/spend/logs/v2?{dates}{filter}"));
    }
    all.push(format!("/spend/logs/v2?{dates}&api_key={key}"));
    all.push(format!("/spend/logs/v2?{dates}&api_key={key}&page=2000"));
    all.push(format!("/key/info?key={key}"));
    let mut all: Vec<Asked> = all.into_iter().map(Asked::page).collect();
    all.push(Asked::post("/global/spend/end_users", "{}"));
    all
}

/// Finds and makes what addresses name.
async fn named(store: &Store, server: &Talk) -> Named {
    let now = now();
    let newest = store
        .explore_calls(&CallFilter::default(), &Start::Newest, 1)
        .await
        .expect("calls");
    let session = store
        .explore_calls(&CallFilter::default(), &Start::Newest, 500)
        .await
        .expect("calls");
    let session = session
        .rows
        .iter()
        .find_map(|call| call.intent.session_id.clone());
    let call = &newest.rows[0];
    let model = server
        .post(
            "/model/new",
            r#"{"model_name":"gpt-4o-mini","litellm_params":{"model":"openai/gpt-4o-mini","api_key":"sk-none"}}"#,
        )
        .await;
    let budget = server.post("/budget/new", r#"{"max_budget":10}"#).await;
    // Of a kept file they may be there already.
    server
        .post("/customer/new", r#"{"user_id":"customer-3"}"#)
        .await;
    server.post("/tag/new", r#"{"name":"prod"}"#).await;
    let organization = r#"{"organization_alias":"measured"}"#;
    let organization = server.post("/organization/new", organization).await;
    let invited = r#"{"user_id":"dana@example.com"}"#;
    let invitation = server.post("/invitation/new", invited).await;
    let text = |value: &Value| value.as_str().expect("an id").to_owned();
    Named {
        busy_key: KeyHash::of("sk-demo-fuzzing-workers-0123456789abcdef0000").hex(),
        rare_key: KeyHash::of(&fill::rare_secret(77)).hex(),
        call: call.intent.request_id.to_string(),
        response: call.response_id.clone(),
        session: session.expect("a session").to_string(),
        model: text(&model["model_id"]),
        budget: text(&budget["budget_id"]),
        organization: text(&organization["organization_id"]),
        invitation: text(&invitation["id"]),
        today: now.day(),
        month_ago: Micros(now.0 - 30 * DAY).day(),
        two_weeks_ago: now.0 - 15 * DAY,
    }
}

/// Talks with the proxy.
struct Talk {
    client: reqwest::Client,
    base: String,
    cookie: String,
    process: u32,
}

/// What one answer took.
#[derive(Clone, Copy)]
struct Took {
    wall: Duration,
    cpu: Duration,
    bytes: usize,
}

impl Talk {
    async fn to(base: String, process: u32) -> Self {
        let client = reqwest::Client::builder()
            .tls_certs_only([])
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        let login = client
            .post(format!("{base}/ui/login"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("password={MASTER}"));
        for _ in 0..3_000 {
            if let Ok(answer) = login.try_clone().expect("a request").send().await {
                let cookie = answer.headers().get("set-cookie").expect("a session");
                let text = cookie.to_str().expect("a text");
                let cookie = text.split(';').next().expect("a pair").to_owned();
                return Self {
                    client,
                    base,
                    cookie,
                    process,
                };
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the proxy does not start");
    }

    fn request(&self, asked: &Asked) -> reqwest::RequestBuilder {
        let url = format!("{}{}", self.base, asked.address);
        let request = match asked.body {
            Some(body) => self
                .client
                .post(url)
                .header("content-type", "application/json")
                .body(body),
            None => self.client.get(url),
        };
        if asked.address.starts_with("/ui") {
            request.header("cookie", &self.cookie)
        } else {
            request.bearer_auth(MASTER)
        }
    }

    async fn post(&self, address: &str, body: &'static str) -> Value {
        let answer = self.request(&Asked::post(address, body)).send().await;
        let text = answer.expect("an answer").text().await.expect("a body");
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{address}: {text}"))
    }

    async fn ask(&self, asked: &Asked) -> Took {
        let (began, before) = (Instant::now(), cpu_time(self.process));
        let mut answer = self.request(asked).send().await.expect("an answer");
        let status = answer.status();
        let mut bytes = 0;
        let mut first = None;
        while let Some(part) = answer.chunk().await.expect("a body") {
            bytes += part.len();
            first.get_or_insert_with(|| began.elapsed());
            if asked.read == Until::FirstPart {
                break;
            }
        }
        let wall = match first {
            Some(first) if asked.read != Until::End => first,
            _ => began.elapsed(),
        };
        assert!(status.is_success(), "{}: {status}", asked.address);
        Took {
            wall,
            cpu: cpu_time(self.process).saturating_sub(before),
            bytes,
        }
    }
}

/// What all threads of a process have computed so far; nothing where the system does not tell.
fn cpu_time(process: u32) -> Duration {
    let threads = std::fs::read_dir(format!("/proc/{process}/task"));
    let nanos = threads.into_iter().flatten().filter_map(|thread| {
        let stat = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        stat.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanos.sum())
}

fn number(name: &str, default: usize) -> usize {
    let set = std::env::var(name).ok();
    set.and_then(|set| set.parse().ok()).unwrap_or(default)
}

/// Asks for each address and prints a line of it. Tells how many were over the limit.
async fn measure(server: &Talk, title: &str, all: &[Asked], limit: Duration) -> usize {
    let times = number("CW_UI_TIMES", TIMES).max(1);
    let only = std::env::var("CW_UI_ONLY").unwrap_or_default();
    println!("\n{title}, in milliseconds");
    println!(
        "{:>8} {:>8} {:>8} {:>8} {:>9}  address",
        "first", "median", "worst", "CPU", "KiB"
    );
    let mut over = 0;
    for asked in all.iter().filter(|asked| asked.address.contains(&only)) {
        let first = server.ask(asked).await;
        let mut took = Vec::with_capacity(times);
        for _ in 0..times {
            took.push(server.ask(asked).await);
        }
        took.sort_by_key(|one| one.wall);
        let (median, worst) = (took[times / 2].wall, took[times - 1].wall);
        took.sort_by_key(|one| one.cpu);
        let cpu = took[times / 2].cpu;
        let is_over = median > limit;
        over += usize::from(is_over);
        let mark = match (is_over, worst > limit || first.wall > limit) {
            (true, _) => "OVER",
            (false, true) => "once over",
            (false, false) => "",
        };
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{:>8.1} {:>8.1} {:>8.1} {:>8.1} {:>9.1}  {} {mark}",
            ms(first.wall),
            ms(median),
            ms(worst),
            ms(cpu),
            first.bytes as f64 / 1024.0,
            asked.address
        );
    }
    over
}

#[tokio::main]
async fn main() {
    let home = tempfile::tempdir().expect("a folder");
    let database = std::env::var_os("CW_UI_DATABASE").map(PathBuf::from);
    let database = database.unwrap_or_else(|| home.path().join("ledger.db"));
    if !database.exists() {
        let calls = number("CW_UI_ROWS", ROWS);
        let store = open(&database).await;
        let traffic = fill::Traffic {
            calls,
            rare_keys: number("CW_UI_KEYS", KEYS),
            now: now(),
            days: number("CW_UI_DAYS", 30) as i64,
        };
        let took = fill::fill(&store, &traffic).await.as_secs_f64();
        store.close().await;
        let bytes = std::fs::metadata(&database).expect("a file").len();
        println!(
            "{calls} calls committed in {took:.1} s: {:.0} a second, {} bytes each in the file",
            calls as f64 / took,
            bytes / calls.max(1) as u64
        );
    }
    if std::env::var_os("CW_UI_FILL").is_some() {
        return;
    }
    let _ = rustls::crypto::ring::default_provider().install_default();
    let port = TcpListener::bind(("127.0.0.1", 0))
        .and_then(|socket| socket.local_addr())
        .expect("a port")
        .port();
    let server = serve(&database, home.path(), port);
    let talk = Talk::to(format!("http://127.0.0.1:{port}"), server.0.id()).await;
    let store = open(&database).await;
    let named = named(&store, &talk).await;
    store.close().await;
    let limit_ms = std::env::var("CW_UI_LIMIT_MS").ok();
    let limit_ms: Option<u64> = limit_ms.and_then(|limit| limit.parse().ok());
    let limit = Duration::from_millis(limit_ms.unwrap_or(MOST_MS));
    let mut over = measure(&talk, "Pages", &pages(&named), limit).await;
    over += measure(&talk, "Reports", &reports(&named), limit).await;
    println!("\n{over} addresses took more than {} ms", limit.as_millis());
    drop(server);
    if limit_ms.is_some() && over > 0 {
        std::process::exit(1);
    }
}
