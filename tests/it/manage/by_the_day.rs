//! Reports that are told day by day while they leave: that they hold what the ledger does, over several days.

use super::{near, told};
use crate::common::postgres;
use crate::common::proxy::Proxy;
use cw_proxy::domain::time::Micros;
use cw_proxy::store::{CallFilter, Durability, OpenOptions, Start, Store};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

#[path = "../../ui/fill.rs"]
mod fill;

/// What the tests know of a call.
struct Call {
    day: String,
    key: String,
    user: String,
    team: String,
    model: String,
    end_user: String,
    tags: Vec<String>,
    dollars: f64,
}

impl Call {
    fn who(&self) -> String {
        let named = if self.user.is_empty() {
            &self.key
        } else {
            &self.user
        };
        named.clone()
    }
}

/// Fills a database with the calls of five days and reads them back.
async fn filled(url: &str, now: Micros) -> Vec<Call> {
    let options = OpenOptions {
        durability: Durability::default(),
        create: true,
        now,
    };
    let store = Store::open(url, options).await.expect("a database");
    let traffic = fill::Traffic {
        calls: 2_000,
        rare_keys: 40,
        now,
        days: 5,
    };
    fill::fill(&store, &traffic).await;
    let mut calls = Vec::new();
    let (all, mut start) = (CallFilter::default(), Start::Newest);
    loop {
        let page = store.explore_calls(&all, &start, 500).await;
        let page = page.expect("calls");
        for call in &page.rows {
            let intent = &call.intent;
            let text = |id: &Option<std::sync::Arc<str>>| id.as_deref().unwrap_or_default().into();
            calls.push(Call {
                day: intent.started_at.day(),
                key: intent.key_id.to_string(),
                user: text(&intent.user_id),
                team: text(&intent.team_id),
                model: call.model.to_string(),
                end_user: text(&intent.end_user),
                tags: intent.tags.iter().map(ToString::to_string).collect(),
                dollars: call.cost.usd(),
            });
        }
        let Some(last) = page.rows.last().filter(|_| page.more) else {
            break;
        };
        start = Start::OlderThan(cw_proxy::store::Cursor {
            at: last.ended_at,
            id: last.intent.request_id.to_string(),
        });
    }
    store.close().await;
    assert_eq!(calls.len(), 2_000);
    calls
}

type Sums = BTreeMap<Vec<String>, f64>;

fn summed(calls: &[Call], by: impl Fn(&Call) -> Vec<Vec<String>>) -> Sums {
    let mut sums = Sums::new();
    for call in calls {
        for key in by(call) {
            *sums.entry(key).or_default() += call.dollars;
        }
    }
    sums
}

fn same(told: &Sums, expected: &Sums, what: &str) {
    assert_eq!(
        told.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>(),
        "{what}"
    );
    for (key, dollars) in expected {
        let told = told[key];
        assert!(
            (told - dollars).abs() < 1e-7,
            "{what} {key:?}: {told}, not {dollars}"
        );
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn dollars(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[tokio::test]
async fn reports_of_many_days_add_up_to_the_ledger() {
    let home = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", home.path().join("filled.db").display());
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = Micros(now.expect("a clock").as_micros() as i64);
    for url in [Some(file), postgres::database().await]
        .into_iter()
        .flatten()
    {
        let calls = filled(&url, now).await;
        let proxy = Proxy::builder().env("DATABASE_URL", &url).start().await;
        let range = format!("start_date=2020-01-01&end_date={}", now.day());
        by_the_day(&proxy, &calls, &range).await;
        activity(&proxy, &calls, &range).await;
        customers(&proxy, &calls, &range).await;
        for (path, days) in [("dau", 1), ("wau", 7), ("mau", 30)] {
            users_of_tags(&proxy, &calls, now, path, days).await;
        }
    }
}

/// `/spend/logs` with dates, and the report of teams.
async fn by_the_day(proxy: &Proxy, calls: &[Call], range: &str) {
    let days = told(proxy, &format!("/spend/logs?{range}")).await;
    let mut sums = Sums::new();
    let mut order = Vec::new();
    for day in list(&days) {
        let name = text(&day["startTime"]);
        order.push(name.clone());
        for part in ["users", "models"] {
            for (id, spend) in day[part].as_object().expect("sums") {
                sums.insert(vec![name.clone(), part.into(), id.clone()], dollars(spend));
            }
        }
        for (id, spend) in day.as_object().expect("a day") {
            if id.len() == 64 {
                sums.insert(
                    vec![name.clone(), "keys".into(), id.clone()],
                    dollars(spend),
                );
            }
        }
    }
    let expected = summed(calls, |call| {
        let of = |part: &str, id: &str| vec![call.day.clone(), part.to_owned(), id.to_owned()];
        vec![
            of("users", &call.user),
            of("models", &call.model),
            of("keys", &call.key),
        ]
    });
    same(&sums, &expected, "/spend/logs");
    assert!(order.len() >= 5 && order.is_sorted(), "{order:?}");
    let one = told(
        proxy,
        &format!("/spend/logs?{range}&api_key={}", calls[0].key),
    )
    .await;
    let of_key = summed(calls, |call| {
        let asked = call.key == calls[0].key;
        asked.then(|| vec![call.day.clone()]).into_iter().collect()
    });
    let days = list(&one).iter();
    let days = days.map(|day| (vec![text(&day["startTime"])], dollars(&day["spend"])));
    same(&days.collect(), &of_key, "/spend/logs of a key");

    let report = told(
        proxy,
        &format!("/global/spend/report?{range}&group_by=team"),
    )
    .await;
    let mut sums = Sums::new();
    for day in list(&report) {
        let name = text(&day["group_by_day"]);
        let name = name.strip_suffix("T00:00:00+00:00").expect("a day");
        for team in list(&day["teams"]) {
            let parts: f64 = list(&team["metadata"])
                .iter()
                .map(|line| dollars(&line["spend"]))
                .sum();
            assert!((parts - dollars(&team["total_spend"])).abs() < 1e-7);
            for line in list(&team["metadata"]) {
                let of = [&team["team_name"], &line["api_key"], &line["model"]].map(text);
                let of = std::iter::once(name.to_owned()).chain(of).collect();
                sums.insert(of, dollars(&line["spend"]));
            }
        }
    }
    let expected = summed(calls, |call| {
        let of = [&call.day, &call.team, &call.key, &call.model].map(Clone::clone);
        let named = !call.team.is_empty();
        named.then(|| of.to_vec()).into_iter().collect()
    });
    same(&sums, &expected, "teams");
}

/// Activity without pages, and that pages add up to it.
async fn activity(proxy: &Proxy, calls: &[Call], range: &str) {
    for (noun, of) in [
        (
            "user",
            (|call| vec![call.user.clone()]) as fn(&Call) -> Vec<String>,
        ),
        ("customer", |call| vec![call.end_user.clone()]),
        ("tag", |call| call.tags.clone()),
    ] {
        let path = format!("/{noun}/daily/activity");
        let whole = told(proxy, &format!("{path}/aggregated?{range}")).await;
        let mut sums = Sums::new();
        for day in list(&whole["results"]) {
            for (id, of) in day["breakdown"]["entities"].as_object().expect("sums") {
                let spend = dollars(&of["metrics"]["spend"]);
                sums.insert(vec![text(&day["date"]), id.clone()], spend);
            }
        }
        let expected = summed(calls, |call| {
            let named = of(call).into_iter().filter(|id| !id.is_empty());
            named.map(|id| vec![call.day.clone(), id]).collect()
        });
        same(&sums, &expected, noun);
        let paged = told(proxy, &format!("{path}?{range}&page_size=1000")).await;
        assert_eq!(paged["metadata"]["total_pages"], 1, "{noun}");
        assert_eq!(paged["results"], whole["results"], "{noun}");
        assert_eq!(
            paged["metadata"]["total_spend"], whole["metadata"]["total_spend"],
            "{noun}"
        );
        assert_eq!(
            paged["metadata"]["total_api_requests"],
            whole["metadata"]["total_api_requests"]
        );
    }
    let nobody = told(
        proxy,
        &format!("/user/daily/activity/aggregated?{range}&user_ids=nobody"),
    )
    .await;
    assert_eq!(nobody["results"], json!([]));
    assert!(near(&nobody["metadata"]["total_spend"], 0.0), "{nobody}");
    let path = "/user/daily/activity/aggregated?start_date=1990-01-01&end_date=1990-02-01";
    let before = told(proxy, path).await;
    assert_eq!(before["results"], json!([]));
}

async fn customers(proxy: &Proxy, calls: &[Call], range: &str) {
    let report = told(
        proxy,
        &format!("/global/spend/report?{range}&group_by=customer"),
    )
    .await;
    let mut sums = Sums::new();
    for customer in list(&report) {
        let mut whole = 0.0;
        for line in list(&customer["metadata"]) {
            let of = [&customer["customer"], &line["api_key"], &line["model"]].map(text);
            whole += dollars(&line["spend"]);
            sums.insert(of.to_vec(), dollars(&line["spend"]));
        }
        assert!((whole - dollars(&customer["total_spend"])).abs() < 1e-7);
    }
    let expected = summed(calls, |call| {
        let of = [&call.end_user, &call.key, &call.model].map(Clone::clone);
        let named = !call.end_user.is_empty();
        named.then(|| of.to_vec()).into_iter().collect()
    });
    same(&sums, &expected, "customers");
    let hits = told(proxy, &format!("/global/activity/cache_hits?{range}")).await;
    let keys: BTreeSet<String> = list(&hits)
        .iter()
        .map(|row| text(&row["api_key"]))
        .collect();
    let all: BTreeSet<String> = calls.iter().map(|call| call.key.clone()).collect();
    assert_eq!(keys, all);
    let rows = list(&hits)
        .iter()
        .filter_map(|row| row["total_rows"].as_u64());
    assert_eq!(rows.sum::<u64>(), 2_000);
}

async fn users_of_tags(proxy: &Proxy, calls: &[Call], now: Micros, path: &str, stretch: i64) {
    const DAY: i64 = 86_400_000_000;
    let number = |day: &str| Micros::parse(day).expect("a day").0 / DAY;
    let mut users: BTreeMap<(i64, String), BTreeSet<String>> = BTreeMap::new();
    for call in calls {
        for tag in &call.tags {
            let back = (now.0 / DAY - number(&call.day)) / stretch;
            let of = users.entry((back, tag.clone())).or_default();
            of.insert(call.who());
        }
    }
    let expected: Vec<Value> = users
        .into_iter()
        .map(|((back, tag), users)| {
            let end = now.0 / DAY - back * stretch;
            let day = |number: i64| Micros(number * DAY).day();
            json!({ "tag": tag, "active_users": users.len(), "date": day(end),
                    "period_start": day(end - stretch + 1), "period_end": day(end) })
        })
        .collect();
    let active = told(proxy, &format!("/tag/{path}")).await;
    assert_eq!(active["results"], json!(expected), "{path}");
    let one = told(proxy, &format!("/tag/{path}?tags=prod")).await;
    let of_one = expected.iter().filter(|row| row["tag"] == "prod");
    assert_eq!(one["results"], json!(of_one.collect::<Vec<_>>()), "{path}");
}
