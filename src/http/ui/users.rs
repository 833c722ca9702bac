//! Users: their role, their money, their keys and teams, and the password with which they come in here.

use super::super::App;
use super::super::error::Problem;
use super::Fresh;
use super::budgets;
use super::fields::{self, As, LIMITS};
use super::format;
use super::frame::Frame;
use super::layout::{Page, token};
use super::onboarding;
use super::once::{self, Once};
use super::params::{encoded, link};
use super::parts::{self, Form};
use super::table::UiRoute;
use super::teams::{limit_facts, models, pager, search, spend_card};
use super::visit::{Visit, redirect, redirect_telling};
use crate::admin::AdminError;
use crate::admin::invitations;
use crate::admin::owners::{self, OwnerSpend};
use crate::admin::users::{self, UserChange};
use crate::domain::budget::ScopeKind;
use crate::domain::owner::{Member, OwnerKind, Rank, Role};
use crate::domain::secret::Secret;
use crate::store::{ListOwners, OwnerSort};
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::AdminViewer, |app, visit| {
        Box::pin(show(app, visit))
    }),
    UiRoute::page("/ui/users/new", Rank::Admin, |app, visit| {
        Box::pin(async move {
            let form = Form::of(&[("user_role", "internal_user".into())]);
            Ok(form_page(&app, &visit, &form, None))
        })
    }),
    UiRoute::form("/ui/users/new", Rank::Admin, |app, visit| {
        Box::pin(create(app, visit))
    }),
    UiRoute::page("/ui/users/{id}", Rank::Nobody, |app, visit| {
        Box::pin(detail(app, visit, Form::default()))
    }),
    UiRoute::page("/ui/users/{id}/edit", Rank::Admin, |app, visit| {
        Box::pin(edit(app, visit))
    }),
    UiRoute::form("/ui/users/{id}/edit", Rank::Admin, |app, visit| {
        Box::pin(update(app, visit))
    }),
    UiRoute::form("/ui/users/{id}/password", Rank::Admin, |app, visit| {
        Box::pin(password(app, visit))
    }),
    UiRoute::form("/ui/users/{id}/invite", Rank::Admin, |app, visit| {
        Box::pin(invite(app, visit))
    }),
    UiRoute::page("/ui/users/{id}/invitation", Rank::Admin, |app, visit| {
        Box::pin(invitation(app, visit))
    }),
    UiRoute::form("/ui/users/{id}/delete", Rank::Admin, |app, visit| {
        Box::pin(delete(app, visit))
    }),
];

const PATH: &str = "/ui/users";
const PAGE: u32 = 50;
const FIELDS: &[(&str, As)] = &[
    ("user_alias", As::Text),
    ("user_email", As::Text),
    ("user_role", As::Text),
    ("models", As::Names),
];

fn name(row: &OwnerSpend) -> &str {
    let owner = &row.owner;
    let named = owner.alias.as_deref().or(owner.account.email.as_deref());
    named.unwrap_or(&owner.id)
}

/// What a role lets somebody do, in words.
fn role_words(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::ProxyAdmin) => "Admin",
        Some(Role::ProxyAdminViewer) => "Viewer",
        Some(Role::InternalUser) => "Key owner",
        Some(Role::InternalUserViewer) | None => "Own keys, view only",
    }
}

fn roles() -> Vec<(String, String)> {
    Role::ALL
        .iter()
        .rev()
        .map(|role| (role.as_str().to_owned(), role_words(Some(*role)).to_owned()))
        .collect()
}

async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let page = visit
        .query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .max(1);
    let list = ListOwners {
        page,
        size: PAGE,
        search: visit.query.get("search").map(str::to_owned),
        sort_by: OwnerSort::Spend,
        descending: true,
        ..ListOwners::of(OwnerKind::User)
    };
    let (rows, count) = owners::list(&app.admin, &list, now).await?;
    let actions = html! { @if visit.is_admin() { a.btn.primary href="/ui/users/new" data-key="n" { "New user" } } };
    let body = html! {
        (parts::head("Users", html! { p { "People and services that keys belong to. Those with a password can sign in here." } }, actions))
        (search(PATH, &visit.query))
        section.card {
            @if rows.is_empty() {
                @if visit.query.get("search").is_some() {
                    (parts::empty("No user fits", "Try a part of the name or of the address.", html! { a.btn href=(PATH) { "Show all" } }))
                } @else {
                    (parts::empty("No users yet", "A user has a role, and may have keys, a budget over all of them, and a password for these pages.",
                        html! { @if visit.is_admin() { a.btn.primary href="/ui/users/new" { "New user" } } }))
                }
            } @else {
                div.table tabindex="0" role="region" aria-label="Users" { table {
                    thead { tr { th scope="col" { "User" } th.opt scope="col" { "Role" } th scope="col" { "Spent" } th.opt scope="col" { "Models" } th.opt scope="col" { "Signs in" } } }
                    tbody { @for row in &rows {
                        @let href = format!("/ui/users/{}", encoded(&row.owner.id));
                        tr data-href=(href) {
                            th scope="row" { div.cut { a href=(href) { (name(row)) } } span.sub.break { (row.owner.account.email.as_deref().unwrap_or(&row.owner.id)) } }
                            td.opt { (role_words(row.owner.account.role)) }
                            td { (parts::meter(row.spent.spend, row.owner.limits.max_budget)) }
                            td.opt { (models(&row.owner.models)) }
                            td.opt { @if row.owner.account.password_hash.is_some() { "Yes" } @else { span.faint { "No" } } }
                        }
                    } }
                } }
                (pager(PATH, &visit.query, page, count, PAGE))
            }
        }
    };
    Ok(Page::new("Users", PATH, body).show(&app, &visit))
}

async fn found(app: &App, visit: &Visit) -> Result<OwnerSpend, AdminError> {
    let id = visit.part("id");
    if !visit.actor().sees_all() && !visit.actor().is_user(id) {
        return Err(AdminError::NotFound(format!("User {id} not found")));
    }
    users::get(&app.admin, id, app.gateway.now()).await
}

async fn detail(app: Arc<App>, visit: Visit, form: Form) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    let now = app.gateway.now();
    let id = &row.owner.id;
    let teams = app.store.memberships(id).await.map_err(AdminError::from)?;
    let path = format!("/ui/users/{}", encoded(id));
    let actions = html! {
        a.btn href=(link("/ui/keys", &[("user", id)])) { "Keys" }
        a.btn href=(link("/ui/logs", &[("user", id), ("range", "7d")])) { "Log" }
        @if visit.is_admin() { a.btn href=(link("/ui/keys/new", &[("user", id)])) { "New key" } }
        @if visit.is_admin() { a.btn.primary href={ (path) "/edit" } data-key="e" { "Edit" } }
    };
    let chart = spend_card(&app, &visit, &path, ("user", id)).await?;
    let body = html! {
        (parts::head_under((PATH, "Users"), name(&row), html! { p { (role_words(row.owner.account.role)) " · " code.break { (id) } } }, actions))
        (chart)
        div.grid-2 {
            (parts::card("Limits", budgets::raising(&visit, ScopeKind::User, id, name(&row), row.owner.limits.max_budget), limit_facts(&row, now)))
            (teams_card(&app, &teams).await?)
        }
        @if visit.is_admin() { div.grid-2 {
            (password_card(&visit, &row, &path, &form))
            (delete_card(&visit, &row, &path))
        } }
    };
    let page = Page::new(name(&row), PATH, body);
    Ok(page.show_form(&form, &app, &visit))
}

async fn teams_card(app: &App, teams: &[Member]) -> Result<Markup, AdminError> {
    let mut named = Vec::with_capacity(teams.len());
    for member in teams {
        let row = app.store.get_owner(member.group, &member.group_id).await?;
        let alias = row.and_then(|row| row.owner.alias);
        named.push((member, alias.unwrap_or_else(|| member.group_id.to_string())));
    }
    Ok(parts::card(
        "Teams",
        html! {},
        html! {
            @if teams.is_empty() { p.soft { "In no team." } } @else { ul {
                @for (member, name) in named {
                    li { @if member.group == OwnerKind::Team {
                        a href={ "/ui/teams/" (encoded(&member.group_id)) } { (name) }
                    } @else { "Organization " (name) }
                    " " span.soft { (member.role) }
                    @if let Some(limit) = member.limits.max_budget { span.soft { ", up to " (format::money(limit)) } } }
                }
            } }
        },
    ))
}

fn password_card(visit: &Visit, row: &OwnerSpend, path: &str, form: &Form) -> Markup {
    let has = row.owner.account.password_hash.is_some();
    let who = row.owner.account.email.as_deref().unwrap_or(&row.owner.id);
    parts::card(
        "Password",
        html! {},
        html! {
            p.soft { @if has { "They can sign in here. A new password ends all their sessions." } @else { "With a password they can sign in here as " strong { (who) } "." } }
            (form.summary())
            form.form method="post" action={ (path) "/password" } {
                (token(&visit.session))
                (form.input("password", "password", "New password", "At least eight characters.", ""))
                div.end { button type="submit" { @if has { "Change" } @else { "Give" } } }
            }
            form.form method="post" action={ (path) "/invite" } {
                (token(&visit.session))
                (once::field())
                p.soft { "Or let them choose it: an invitation is a link that works once, for a week." }
                div.end { button type="submit" { "Invite" } }
            }
        },
    )
}

/// Under which name an invitation waits to be shown.
fn invitation_of(visit: &Visit, row: &OwnerSpend) -> String {
    format!("{} invitation {}", visit.session.id_hash, row.owner.id)
}

/// Makes a link, and sends the browser to where it is shown: a reload of that page makes none anew.
async fn invite(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    let to = format!("{PATH}/{}/invitation", encoded(&row.owner.id));
    let once = format!("{} {}", visit.session.id_hash, visit.form.raw("once"));
    if app.ui.take(&once).is_err() {
        return Ok(redirect(&to));
    }
    let now = app.gateway.now();
    let made = invitations::create(&app.admin, visit.actor(), &row.owner.id, now).await;
    let (id, made) = match made {
        Ok(made) => made,
        Err(error) => {
            app.ui.sent.invalidate(&once);
            return Err(error.into());
        }
    };
    let address = link(onboarding::PATH, &[("invitation_id", &id)]);
    let fresh = Fresh {
        secret: Secret::new(format!("{}{address}", visit.base_url())),
        done: "invited",
        until: made.expires_at,
    };
    let kept = invitation_of(&visit, &row);
    app.ui.secrets.insert(kept, Arc::new(fresh));
    Ok(redirect(&to))
}

/// The link that this session just had made; the second time there is nothing to show.
async fn invitation(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    let back = format!("{PATH}/{}", encoded(&row.owner.id));
    let Some(made) = app.ui.secrets.remove(&invitation_of(&visit, &row)) else {
        return Ok(redirect_telling(
            &back,
            "The invitation was shown before, and is kept nowhere. If it is lost, make another.",
        ));
    };
    let body = html! {
        (parts::head_under((&back, name(&row)), "Invitation", html! { p { "For " strong { (name(&row)) } ". It is shown here only." } }, html! {}))
        section.card { div.body {
            p { "Send them this link. It works once, until " (format::time(made.until)) "." }
            (parts::copyable("invitation", made.secret.expose()))
            div.actions { a.btn.primary href=(back) { "Back to the user" } }
        } }
    };
    Ok(Page::new("Invitation", PATH, body).show(&app, &visit))
}

fn delete_card(visit: &Visit, row: &OwnerSpend, path: &str) -> Markup {
    parts::card(
        "Delete",
        html! {},
        html! {
            p.soft { "Their personal keys go with them. What they spent stays in the ledger. Type " strong { (name(row)) } " to go on." }
            form.form method="post" action={ (path) "/delete" } {
                (token(&visit.session))
                div.field { label for="typed" { "Name" } input id="typed" name="typed" autocomplete="off" data-typed=(name(row)); }
                div.end { button.danger.primary type="submit" { "Delete" } }
            }
        },
    )
}

fn form_page(app: &App, visit: &Visit, form: &Form, of: Option<&OwnerSpend>) -> Response {
    let page = |row: &OwnerSpend| format!("{PATH}/{}", encoded(&row.owner.id));
    let frame = Frame {
        one: "user",
        list: (PATH, "Users"),
        nav: PATH,
        about: "",
        of: of.map(|row| (&row.owner, page(row), name(row))),
    };
    let before = html! {
        div.row {
            @if of.is_none() { (form.text("user_id", "Id", "Nothing makes one.", "ann")) }
            (form.text("user_alias", "Name", "", "Ann"))
            (form.input("email", "user_email", "E-mail", "", "ann@example.org"))
        }
        (form.choice("user_role", "Role", "Admins do everything, viewers see everything; key owners make keys for themselves.", &roles()))
        (form.area("models", "Models of personal keys", "Names, openai/* or *, separated by commas. None is all.", ""))
    };
    frame.show(app, visit, form, (before, html! {}))
}

/// A change of one user.
fn named_change(id: &str, mut body: Map<String, Value>) -> Result<UserChange, AdminError> {
    body.insert("user_id".into(), json!(id));
    UserChange::read(body)
}

fn all_fields() -> Vec<(&'static str, As)> {
    FIELDS.iter().chain(LIMITS).copied().collect()
}

async fn create(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let once = match Once::begin(&app, &visit, PATH) {
        Ok(once) => once,
        Err(sent) => return Ok(*sent),
    };
    let mut body = fields::new_body(&visit.form, &all_fields());
    body.insert("auto_create_key".into(), json!(false));
    if let Some(id) = visit.form.get("user_id") {
        body.insert("user_id".into(), json!(id));
    }
    let made = match UserChange::read(body) {
        Ok(change) => users::create(&app.admin, visit.actor(), change, app.gateway.now()).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((row, _)) => {
            let to = format!("/ui/users/{}", encoded(&row.owner.id));
            once.made(&to);
            Ok(redirect_telling(
                &to,
                &format!(
                    "{} is there. Make a key for them, or give them a password below.",
                    name(&row)
                ),
            ))
        }
        Err(error) => {
            once.failed();
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(form_page(&app, &visit, &form, None))
        }
    }
}

/// A user as the form shows them.
fn stored(row: &OwnerSpend) -> Form {
    let account = &row.owner.account;
    let mut values = fields::limits(&row.owner.limits);
    values.push(("user_alias", row.owner.alias.clone().unwrap_or_default()));
    values.push(("user_email", account.email.clone().unwrap_or_default()));
    let role = account.role.unwrap_or(Role::InternalUserViewer);
    values.push(("user_role", role.as_str().to_owned()));
    values.push(("models", row.owner.models.join(", ")));
    Form::of(&values)
}

async fn edit(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    Ok(form_page(&app, &visit, &stored(&row), Some(&row)))
}

async fn update(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    if visit.form.raw("revision") != row.owner.updated_at.0.to_string() {
        let form = Form::stale(visit.form.clone(), stored(&row), &row.owner.updated_by);
        return Ok(form_page(&app, &visit, &form, Some(&row)));
    }
    let body = fields::body(&visit.form, &all_fields());
    let changed = match named_change(&row.owner.id, body) {
        Ok(change) => users::update(&app.admin, visit.actor(), change, app.gateway.now()).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(row) => Ok(redirect_telling(
            &format!("/ui/users/{}", encoded(&row.owner.id)),
            "Saved.",
        )),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(form_page(&app, &visit, &form, Some(&row)))
        }
    }
}

async fn password(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    let body = fields::body(&visit.form, &[("password", As::Text)]);
    let given = match named_change(&row.owner.id, body) {
        Ok(change) => users::update(&app.admin, visit.actor(), change, app.gateway.now()).await,
        Err(error) => Err(error),
    };
    match given {
        Ok(_) => {
            let to = format!("/ui/users/{}", encoded(&row.owner.id));
            Ok(redirect_telling(&to, "The password is set."))
        }
        Err(error) => {
            let form = Form::refused(visit.form.without(&["password"]), error)?;
            detail(app, visit, form).await
        }
    }
}

async fn delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    if visit.form.raw("typed") != name(&row) {
        return Err(Problem::detail(
            400,
            "The name that was typed is not the user's. Nothing was deleted.",
        ));
    }
    users::delete(
        &app.admin,
        visit.actor(),
        &[row.owner.id.to_string()],
        app.gateway.now(),
    )
    .await?;
    Ok(redirect_telling(PATH, &format!("{} is gone.", name(&row))))
}
