//! Who is in a team or an organization, what each may spend there, and how that is changed.

use super::super::App;
use super::fields::{self, As};
use super::format;
use super::layout::{Page, token};
use super::params::encoded;
use super::parts::{self, Form};
use super::visit::Visit;
use crate::admin::AdminError;
use crate::admin::fields::Fields;
use crate::admin::members::{self, NewMember, Terms};
use crate::admin::spend::Spent;
use crate::domain::owner::{Member, Owner, OwnerKind};
use axum::response::Response;
use maud::{Markup, html};

/// What a member may do there, as fields of a form and as members of a body.
const TERMS: &[(&str, As)] = &[
    ("role", As::Text),
    ("max_budget_in_team", As::Number),
    ("budget_duration", As::Text),
    ("rpm_limit", As::Number),
    ("tpm_limit", As::Number),
    ("allowed_models", As::Names),
];

/// The roles of a group, with what they are called.
fn roles(kind: OwnerKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        OwnerKind::Organization => &[
            ("internal_user", "Member"),
            ("internal_user_viewer", "Looks on"),
            ("org_admin", "Runs the organization"),
        ],
        _ => &[("user", "Member"), ("admin", "Runs the team")],
    }
}

fn role(member: &Member) -> &str {
    let known = roles(member.group);
    let found = known.iter().find(|(name, _)| *name == member.role);
    found.map_or(member.role.as_str(), |(_, words)| *words)
}

/// A group that is shown.
pub struct Group<'a> {
    /// The team or the organization.
    pub owner: &'a Owner,
    /// Its page.
    pub path: String,
    /// Whether the visitor may change who is in it.
    pub runs: bool,
}

/// The members of a group, and the form to add one.
pub async fn card(
    app: &App,
    visit: &Visit,
    group: &Group<'_>,
    form: &Form,
) -> Result<Markup, AdminError> {
    let (owner, now) = (group.owner, app.gateway.now());
    let all = app.store.members_of(owner.kind, &owner.id).await?;
    let spent = members::spent(&app.admin, &all, now).await?;
    let catalog = app.gateway.catalog().clone();
    let known = |member: &Member| {
        let owners = &catalog.owners;
        owners.holder(OwnerKind::User, &member.user_id).is_some()
    };
    let money = if owner.kind == OwnerKind::Team {
        "Spent in the team"
    } else {
        "Spent in it"
    };
    Ok(html! {
        section.card {
            header { h2 { "Members" } span.small.soft { (format::plural(all.len() as i64, "member", "members")) } }
            @if all.is_empty() { div.body { p.soft { "Nobody is in it. Its keys work all the same." } } } @else {
                div.table tabindex="0" role="region" aria-label="Members" { table {
                    thead { tr { th scope="col" { "User" } th.opt scope="col" { "Role" } th scope="col" { (money) } @if group.runs { th scope="col" { span.sr { "Actions" } } } } }
                    tbody { @for (member, spent) in all.iter().zip(&spent) { tr {
                        th scope="row" { div.cut { @if known(member) { a href={ "/ui/users/" (encoded(&member.user_id)) } { (member.user_id) } } @else { span { (member.user_id) } } } }
                        td.opt { (role(member)) }
                        td { (parts::meter(spent.spend, member.limits.max_budget)) }
                        @if group.runs { td.num { (actions(visit, group, member)) } }
                    } } }
                } }
            }
            @if group.runs { div.body { (adding(visit, group, form)) } }
        }
    })
}

fn actions(visit: &Visit, group: &Group<'_>, member: &Member) -> Markup {
    html! {
        div.actions.end {
            a.btn.quiet href={ (group.path) "/members/" (encoded(&member.user_id)) } { "Limits" span.sr { " of " (member.user_id) } }
            form.inline method="post" action={ (group.path) "/members/remove" } {
                (token(&visit.session))
                input type="hidden" name="user_id" value=(member.user_id);
                button.quiet type="submit" { "Remove" span.sr { " " (member.user_id) } }
            }
        }
    }
}

fn adding(visit: &Visit, group: &Group<'_>, form: &Form) -> Markup {
    html! {
        (form.summary())
        form.filters method="post" action={ (group.path) "/members" } {
            (token(&visit.session))
            div.field.wide {
                label for="user" { "User id or e-mail" }
                input id="user" name="user" value=(form.values.raw("user")) autocomplete="off" spellcheck="false"
                    aria-invalid=[form.wrong_with("user").map(|_| "true")];
            }
            (form.choice("role", "Role", "", &parts::options(roles(group.owner.kind))))
            (form.dollars("max_budget_in_team", "Budget in it", ""))
            button type="submit" { "Add" }
        }
    }
}

/// Adds whom a form names.
pub async fn join(app: &App, visit: &Visit, owner: &Owner) -> Result<Member, AdminError> {
    let who = visit.form.get("user").unwrap_or_default().to_owned();
    if who.is_empty() {
        return Err(AdminError::Invalid {
            field: "user".into(),
            message: "Say who is to join".into(),
        });
    }
    let body = fields::new_body(&visit.form, &TERMS[..2]);
    let terms = Terms::read(&Fields(body))?;
    let is_email = who.contains('@') && app.store.get_owner(OwnerKind::User, &who).await?.is_none();
    let new = NewMember {
        user_id: (!is_email).then(|| who.clone()),
        email: is_email.then(|| who.clone()),
        role: visit
            .form
            .get("role")
            .unwrap_or(roles(owner.kind)[0].0)
            .to_owned(),
    };
    let now = app.gateway.now();
    members::add(&app.admin, visit.actor(), owner, &new, terms, now).await
}

/// The form again, with what was wrong; other failures are no matter of it.
pub fn refused(visit: &Visit, error: AdminError) -> Result<Form, AdminError> {
    match error {
        AdminError::AlreadyMember(message) => Ok(Form {
            values: visit.form.clone(),
            wrong: Some(("user".into(), message)),
            theirs: None,
        }),
        other => Form::refused(visit.form.clone(), other),
    }
}

async fn named(app: &App, owner: &Owner, who: &str) -> Result<Member, AdminError> {
    let all = app.store.members_of(owner.kind, &owner.id).await?;
    let found = all.into_iter().find(|member| &*member.user_id == who);
    found.ok_or_else(|| AdminError::NotFound(format!("{who} is not a member here.")))
}

/// Takes out whom a form names; tells who that was.
pub async fn leave(app: &App, visit: &Visit, owner: &Owner) -> Result<String, AdminError> {
    let member = named(app, owner, visit.form.raw("user_id")).await?;
    members::remove(&app.admin, visit.actor(), &member, app.gateway.now()).await?;
    Ok(member.user_id.to_string())
}

fn values(member: &Member) -> Form {
    let limits = &member.limits;
    let whole = |limit: Option<i64>| limit.map_or_else(String::new, |limit| limit.to_string());
    let period = limits
        .budget_period
        .map_or_else(String::new, |span| span.to_string());
    Form::of(&[
        ("role", member.role.clone()),
        ("max_budget_in_team", fields::dollars(limits.max_budget)),
        ("budget_duration", period),
        ("rpm_limit", whole(limits.rpm_limit)),
        ("tpm_limit", whole(limits.tpm_limit)),
        ("allowed_models", member.models.join(", ")),
    ])
}

/// The form of one member's limits.
pub async fn edit(
    app: &App,
    visit: &Visit,
    (group, nav): (&Group<'_>, &str),
    refused: Option<Form>,
) -> Result<Response, AdminError> {
    let member = named(app, group.owner, visit.part("user")).await?;
    let spent =
        members::spent(&app.admin, std::slice::from_ref(&member), app.gateway.now()).await?;
    let spent = spent.first().copied().unwrap_or_default();
    let stored = values(&member);
    let revision = stored.revision();
    let form = refused.unwrap_or(stored);
    let name = group.owner.alias.as_deref().unwrap_or(&group.owner.id);
    let body = html! {
        (parts::head_under((&group.path, name), &format!("{} in {name}", member.user_id), html! { p { (told(&member, spent)) } }, html! {}))
        section.card { div.body {
            (form.summary())
            form.form method="post" action={ (group.path) "/members/" (encoded(&member.user_id)) } {
                (token(&visit.session))
                input type="hidden" name="revision" value=(revision);
                div.row {
                    (form.choice("role", "Role", "", &parts::options(roles(group.owner.kind))))
                    (form.dollars("max_budget_in_team", "Budget in it", "Nothing is no limit of their own."))
                    (form.choice("budget_duration", "Starts again", "", &fields::periods()))
                }
                div.row {
                    (form.number("rpm_limit", "Requests per minute", ""))
                    (form.number("tpm_limit", "Tokens per minute", ""))
                }
                (form.area("allowed_models", "Models", "Names, openai/* or *, separated by commas. None is all that the group has.", ""))
                div.end {
                    button.primary type="submit" { "Save" }
                    a.btn.quiet href=(group.path) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    Ok(Page::new("Member", nav, body).show_form(&form, app, visit))
}

fn told(member: &Member, spent: Spent) -> Markup {
    html! {
        (role(member)) ", spent " (format::money(spent.spend))
        @match member.limits.max_budget { Some(limit) => { " of " (format::money(limit)) } None => "" }
        ", joined " (format::day(&member.created_at.rfc3339()))
    }
}

/// Changes one member's limits: what was done, or the form again with what was wrong.
pub async fn change(
    app: &App,
    visit: &Visit,
    owner: &Owner,
) -> Result<Result<String, Form>, AdminError> {
    let member = named(app, owner, visit.part("user")).await?;
    let stored = values(&member);
    let typed = visit.form.without(&["revision"]);
    if visit.form.raw("revision") != stored.revision() {
        return Ok(Err(Form::stale(typed, stored, "Somebody")));
    }
    let mut body = fields::body(&visit.form, TERMS);
    body.retain(|name, value| name != "role" || !value.is_null());
    let done = match Terms::read(&Fields(body)) {
        Ok(terms) => {
            members::update(&app.admin, visit.actor(), member, terms, app.gateway.now()).await
        }
        Err(error) => Err(error),
    };
    Ok(match done {
        Ok(member) => Ok(format!("The limits of {} are saved.", member.user_id)),
        Err(error) => Err(Form::refused(typed, error)?),
    })
}
