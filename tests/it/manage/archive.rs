//! Teams and keys that were deleted: who deleted them, when, and what they had spent.

use super::{CALL_USD, called, done, get_as, near, proxies, told, user};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

fn ids(listed: &Value) -> Vec<&str> {
    let listed = listed.as_array().expect("teams").iter();
    listed
        .map(|team| team["team_id"].as_str().expect("an id"))
        .collect()
}

#[tokio::test]
async fn deleted_teams_and_keys_are_listed_as_they_were() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let ann = user(&proxy, "ann", Some("internal_user")).await;
        let ben = user(&proxy, "ben", Some("internal_user")).await;
        for (id, alias) in [
            ("t-one", "Reds"),
            ("t-two", "Blues"),
            ("other", "t-one-ish"),
        ] {
            let team = json!({
                "team_id": id, "team_alias": alias, "max_budget": 5, "models": ["gpt"],
                "model_aliases": { "fast": "gpt" }, "metadata": { "k": id },
                "members_with_roles": [{ "user_id": "ann", "role": "admin" }],
            });
            done(&proxy, "/team/new", &team).await;
        }
        let fields = json!({ "team_id": "t-one", "key_alias": "of-t-one" });
        let key = proxy.key(&fields).await;
        assert_eq!(called(&proxy, &key).await, 200);
        assert_eq!(told(&proxy, "/team/list?status=deleted").await, json!([]));
        done(&proxy, "/team/delete", &json!({ "team_ids": ["t-one"] })).await;
        assert_eq!(called(&proxy, &key).await, 401);
        done(&proxy, "/team/delete", &json!({ "team_ids": ["t-two"] })).await;

        let listed = told(&proxy, "/team/list?status=deleted").await;
        assert_eq!(ids(&listed), ["t-two", "t-one"], "the latest first");
        let team = &listed[1];
        let known = (
            &team["team_alias"],
            &team["deleted_by"],
            &team["metadata"],
            &team["model_aliases"],
            &team["members_with_roles"][0]["user_id"],
        );
        assert_eq!(
            known,
            (
                &json!("Reds"),
                &json!("default_user_id"),
                &json!({ "k": "t-one" }),
                &json!({ "fast": "gpt" }),
                &json!("ann")
            ),
            "{team}"
        );
        assert!(near(&team["spend"], CALL_USD), "{team}");
        assert!(near(&team["max_budget"], 5.0), "{team}");
        let at = team["deleted_at"].as_str().expect("a time");
        assert!(at.ends_with('Z') && at > team["created_at"].as_str().expect("a time"));
        assert_eq!(ids(&told(&proxy, "/team/list").await), ["other"]);

        let page = told(&proxy, "/v2/team/list?status=deleted&page_size=1&page=2").await;
        assert_eq!(
            (&page["total"], &page["total_pages"], ids(&page["teams"])),
            (&json!(2), &json!(2), vec!["t-one"])
        );
        let sorted = "/v2/team/list?status=deleted&sort_by=spend&sort_order=desc";
        assert_eq!(
            ids(&told(&proxy, sorted).await["teams"]),
            ["t-one", "t-two"]
        );
        let wrong = proxy.get("/v2/team/list?status=gone").await;
        assert_eq!(wrong.status, 400, "{}", wrong.text());
        let wrong = proxy
            .get("/v2/team/list?status=deleted&sort_by=max_budget")
            .await;
        assert_eq!(wrong.status, 400, "{}", wrong.text());

        searched(&proxy).await;

        // Whoever was in them sees them.
        let own = get_as(&proxy, &ann, "/team/list?status=deleted&user_id=ann").await;
        assert_eq!(ids(&own.json()), ["t-two", "t-one"]);
        let own = get_as(&proxy, &ben, "/team/list?status=deleted&user_id=ben").await;
        assert_eq!(own.json(), json!([]));
        let all = get_as(&proxy, &ben, "/team/list?status=deleted").await;
        assert_eq!(all.status, 401, "{}", all.text());

        // The same id may live and die again.
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t-one", "team_alias": "Again" }),
        )
        .await;
        done(&proxy, "/team/delete", &json!({ "team_ids": ["t-one"] })).await;
        let again = told(&proxy, "/v2/team/list?status=deleted&team_id=t-one").await;
        let aliases = again["teams"].as_array().expect("teams");
        let aliases: Vec<_> = aliases.iter().map(|team| &team["team_alias"]).collect();
        assert_eq!(aliases, [&json!("Again"), &json!("Reds")]);

        let path = "/key/list?status=deleted&return_full_object=true";
        let keys = told(&proxy, path).await;
        let key = &keys["keys"][0];
        assert_eq!(
            (&key["key_alias"], &key["deleted_by"], &keys["total_count"]),
            (&json!("of-t-one"), &json!("default_user_id"), &json!(1)),
            "{keys}"
        );
        assert!(near(&key["spend"], CALL_USD), "{key}");
        let gone = proxy.get("/key/list?status=gone").await;
        assert_eq!(gone.status, 400, "{}", gone.text());
    }
}

/// An id is searched whole, or by its beginning; an alias by any part.
async fn searched(proxy: &Proxy) {
    for (query, found) in [
        ("search=t-one", &["t-one"][..]),
        ("search=t-o", &[]),
        ("search=t-&search_team_id_match=prefix", &["t-one", "t-two"]),
        ("search=-one&search_team_id_match=prefix", &[]),
        ("search=lue", &["t-two"]),
        ("team_alias=red", &["t-one"]),
    ] {
        let path = format!("/v2/team/list?status=deleted&sort_by=team_id&{query}");
        assert_eq!(ids(&told(proxy, &path).await["teams"]), found, "{query}");
    }
    let found = told(proxy, "/v2/team/list?search=t-one").await;
    assert_eq!(ids(&found["teams"]), ["other"], "by its alias");
    let found = told(proxy, "/v2/team/list?search=oth").await;
    assert_eq!(ids(&found["teams"]), [""; 0], "not by a part of its id");
}
