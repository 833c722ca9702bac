//! The admin pages as browsers meet them: who gets in, what each may do, and that nothing stored becomes
//! part of a page's own code.

mod again;
mod holders;
mod operate;
mod pages;
mod rights;
mod session;
mod sheet;
mod stale;
mod ways;

use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use reqwest::Method;
use serde_json::json;

/// What a browser keeps: one session, and nothing else.
pub(crate) struct Browser<'a> {
    proxy: &'a Proxy,
    pub(crate) cookie: String,
}

/// A form as it is sent.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let part = |text: &str| {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect::<String>()
    };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", part(name), part(value)));
    pairs.collect::<Vec<_>>().join("&")
}

async fn send(
    proxy: &Proxy,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    form: Option<&str>,
) -> Reply {
    let mut request = http::client().request(method, format!("{}{path}", proxy.url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(form) = form {
        request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
    }
    Reply::read(request.send().await.expect("an answer")).await
}

/// The session that an answer gives, as `name=value`.
fn given(reply: &Reply) -> Option<String> {
    let all = reply.headers.get_all("set-cookie").iter();
    let mut all = all.filter_map(|value| value.to_str().ok());
    let cookie = all.find(|value| value.contains("cw_session="))?;
    let pair = cookie.split(';').next()?;
    (!pair.ends_with('=')).then(|| pair.to_owned())
}

async fn try_login(proxy: &Proxy, name: &str, password: &str) -> Reply {
    let form = encoded(&[("username", name), ("password", password)]);
    send(proxy, Method::POST, "/ui/login", &[], Some(&form)).await
}

impl<'a> Browser<'a> {
    pub(crate) async fn login(proxy: &'a Proxy, name: &str, password: &str) -> Self {
        let reply = try_login(proxy, name, password).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        Self {
            proxy,
            cookie: given(&reply).expect("a session"),
        }
    }

    pub(crate) async fn operator(proxy: &'a Proxy) -> Self {
        Self::login(proxy, "crashwise", "crashwise123").await
    }

    async fn get(&self, path: &str) -> Reply {
        send(
            self.proxy,
            Method::GET,
            path,
            &[("cookie", &self.cookie)],
            None,
        )
        .await
    }

    /// The token that forms of this session carry.
    async fn token(&self) -> String {
        let page = self.get("/ui/account").await;
        assert_eq!(page.status, 200, "{}", page.text());
        let text = page.text();
        let from = text
            .split_once("name=\"form_token\" value=\"")
            .expect("a form")
            .1;
        from.split_once('"').expect("its end").0.to_owned()
    }

    /// Sends a form as a page of this session would.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let token = self.token().await;
        let mut all = vec![("form_token", token.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(path, &all, &[]).await
    }

    async fn post_raw(&self, path: &str, fields: &[(&str, &str)], more: &[(&str, &str)]) -> Reply {
        let mut headers = vec![("cookie", self.cookie.as_str())];
        headers.extend_from_slice(more);
        send(
            self.proxy,
            Method::POST,
            path,
            &headers,
            Some(&encoded(fields)),
        )
        .await
    }

    /// Whether the session is still good.
    pub(crate) async fn is_in(&self) -> bool {
        self.get("/ui/account").await.status == 200
    }
}

/// Makes a user with a role and a password.
async fn user(proxy: &Proxy, id: &str, role: &str, password: &str) {
    let body =
        json!({ "user_id": id, "user_role": role, "password": password, "auto_create_key": false });
    let made = proxy.post("/user/new", &body).await;
    assert_eq!(made.status, 200, "{}", made.text());
}
