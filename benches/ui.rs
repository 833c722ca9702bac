//! How long the pages take on a large ledger: `cargo bench --bench ui`, with `CW_UI_ROWS` calls (a million
//! when it is not set). `CW_UI_FILL=PATH cargo bench --bench ui` fills a database at that path and stops.

#[path = "../tests/ui/fill.rs"]
mod fill;

use cw_proxy::domain::time::Micros;
use cw_proxy::store::{Durability, OpenOptions, Store};
use std::path::Path;
use std::time::SystemTime;

fn now() -> Micros {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("a clock");
    Micros(since.as_micros() as i64)
}

async fn filled(path: &Path, rows: usize) {
    let options = OpenOptions {
        durability: Durability::default(),
        create: true,
        now: now(),
    };
    let store = Store::open(&path.display().to_string(), options)
        .await
        .expect("a database");
    fill::fill(&store, rows, now()).await;
    store.close().await;
}

#[tokio::main]
async fn main() {
    let rows = std::env::var("CW_UI_ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok());
    if let Some(path) = std::env::var_os("CW_UI_FILL") {
        filled(Path::new(&path), rows.unwrap_or(40_000)).await;
    }
}
