//! Who is in a team: `/team/member_*`, `/team/{team_id}/member*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use super::teams::{TEAM, members_of, shown};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::members::{self, NewMember, Terms};
use crate::admin::owners::{self, OwnerSpend};
use crate::admin::view::TimeForm;
use crate::admin::{AdminError, limits, spend, teams as operations};
use crate::domain::money::Nanos;
use crate::domain::owner::{Member, OwnerKind, Rank};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const JOIN: &[Field] = &[Field::required(
    "member",
    Kind::OneOrMore,
    "Who: `{user_id, user_email, role}`, or a list of them.",
)];
const JOIN_MANY: &[Field] = &[Field::required(
    "members",
    Kind::Objects,
    "Who: a list of `{user_id, user_email, role}`.",
)];
const WHO: &[Field] = &[
    Field::new("user_id", Kind::Text, "Who."),
    Field::new("user_email", Kind::Text, "Who, by e-mail address."),
];
const ROLE: &[Field] = &[Field::new(
    "role",
    Kind::Word(&["admin", "user"]),
    "What they are in the team.",
)];
const RESET: &[Field] = &[Field::new(
    "reset_to",
    Kind::Number,
    "The spend that is left, in US dollars; zero without.",
)];

/// The operations on members of teams.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/team/member_add",
        Rank::Nobody,
        "Adds users to a team.",
        |app, given| Box::pin(member_add(app, given)),
    )
    .body(&[TEAM, JOIN, members::BUDGET_IN_TEAM, members::TERMS]),
    Managed::post(
        "/team/bulk_member_add",
        Rank::Nobody,
        "Adds many users to a team.",
        |app, given| Box::pin(bulk_member_add(app, given)),
    )
    .body(&[TEAM, JOIN_MANY, members::BUDGET_IN_TEAM, members::TERMS]),
    Managed::post(
        "/team/member_update",
        Rank::Nobody,
        "Changes what a member may do.",
        |app, given| Box::pin(member_update(app, given)),
    )
    .body(&[TEAM, WHO, ROLE, members::BUDGET_IN_TEAM, members::TERMS]),
    Managed::post(
        "/team/member_delete",
        Rank::Nobody,
        "Takes a member out, with the keys that are theirs there.",
        |app, given| Box::pin(member_delete(app, given)),
    )
    .body(&[TEAM, WHO]),
    Managed::post(
        "/team/{team_id}/member/{user_id}/reset_spend",
        Rank::Admin,
        "Lowers what a member has spent in the team.",
        |app, given| Box::pin(reset_member(app, given)),
    )
    .body(&[RESET])
    .body_optional(),
    Managed::get(
        "/team/{team_id}/members/me",
        Rank::Nobody,
        "Tells about the caller's own membership.",
        |app, given| Box::pin(me(app, given)),
    ),
];

fn new_members(fields: &Fields, name: &str) -> Result<Vec<NewMember>, Problem> {
    let wrong = || AdminError::Invalid {
        field: name.to_owned(),
        message: "Input should be an object with 'user_id' or 'user_email', or a list of them"
            .into(),
    };
    let objects: Vec<&Map<String, Value>> = match fields.0.get(name) {
        Some(Value::Object(one)) => vec![one],
        Some(Value::Array(many)) => many
            .iter()
            .map(|one| one.as_object().ok_or_else(wrong))
            .collect::<Result<_, _>>()?,
        _ => return Err(wrong().into()),
    };
    Ok(objects
        .into_iter()
        .map(NewMember::read)
        .collect::<Result<_, _>>()?)
}

async fn join(
    app: &App,
    given: &Given,
    fields: &Fields,
    name: &str,
) -> Result<Map<String, Value>, Problem> {
    let id = fields.required("team_id")?;
    let now = app.gateway.now();
    let team = operations::run_by(&app.admin, &given.actor, &id, now).await?;
    let terms = Terms {
        role: None,
        ..Terms::read(fields)?
    };
    let (mut users, mut joined) = (Vec::new(), Vec::new());
    for new in new_members(fields, name)? {
        let member = members::add(
            &app.admin,
            &given.actor,
            &team.owner,
            &new,
            terms.clone(),
            now,
        )
        .await?;
        if let Some(user) = owners::get(&app.admin, OwnerKind::User, &member.user_id, now).await? {
            users.push(Value::Object(crate::admin::users::view(
                &user,
                std::slice::from_ref(&id),
                TimeForm::Zulu,
            )));
        }
        joined.push(member);
    }
    let mut fields = shown(app, &team).await?;
    fields.insert("updated_users".into(), json!(users));
    fields.insert(
        "updated_team_memberships".into(),
        json!(members::views(&app.admin, &joined, now).await?),
    );
    Ok(fields)
}

async fn member_add(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    Ok(Reply::ok(Value::Object(
        join(&app, &given, &fields, "member").await?,
    )))
}

async fn bulk_member_add(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let team = fields.required("team_id")?;
    let members = fields.objects("members")?.value().unwrap_or_default();
    let (mut results, mut done) = (Vec::new(), 0);
    for member in &members {
        let mut one = fields.0.clone();
        one.insert("member".into(), json!(member));
        let (user, email) = (member.get("user_id"), member.get("user_email"));
        results.push(match join(&app, &given, &Fields(one), "member").await {
            Ok(_) => {
                done += 1;
                json!({ "user_id": user, "user_email": email, "success": true, "error": null })
            }
            Err(problem) => json!({ "user_id": user, "user_email": email, "success": false, "error": problem.body }),
        });
    }
    let total = results.len();
    Ok(Reply::ok(json!({
        "team_id": team, "results": results, "total_requested": total, "successful_additions": done, "failed_additions": total - done,
    })))
}

/// The member whom a request names, in a team that the caller runs.
async fn named(app: &App, given: &Given, fields: &Fields) -> Result<(OwnerSpend, Member), Problem> {
    let id = fields.required("team_id")?;
    let team = operations::run_by(&app.admin, &given.actor, &id, app.gateway.now()).await?;
    let member = members::find(&app.admin, OwnerKind::Team, &id, fields).await?;
    let member =
        member.ok_or_else(|| Problem::detail(400, json!({ "error": "User not found in team" })))?;
    Ok((team, member))
}

async fn member_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let (team, member) = named(&app, &given, &fields).await?;
    let member = members::update(
        &app.admin,
        &given.actor,
        member,
        Terms::read(&fields)?,
        app.gateway.now(),
    )
    .await?;
    let shown = limits::view(&member.limits, TimeForm::Zulu);
    Ok(Reply::ok(json!({
        "team_id": &*team.owner.id,
        "user_id": &*member.user_id,
        "user_email": fields.0.get("user_email"),
        "role": member.role,
        "max_budget_in_team": member.limits.max_budget.map(Nanos::usd),
        "budget_duration": shown["budget_duration"],
        "tpm_limit": member.limits.tpm_limit,
        "rpm_limit": member.limits.rpm_limit,
        "allowed_models": member.models,
        "temp_budget_increase": shown["temp_budget_increase"],
        "temp_budget_expiry": shown["temp_budget_expiry"],
    })))
}

async fn member_delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let (team, member) = named(&app, &given, &fields).await?;
    members::remove(&app.admin, &given.actor, &member, app.gateway.now()).await?;
    Ok(Reply::ok(Value::Object(shown(&app, &team).await?)))
}

async fn member_at(app: &App, team: &str, user: &str) -> Result<Member, Problem> {
    let members = members_of(app, team).await?;
    let member = members.into_iter().find(|member| &*member.user_id == user);
    member.ok_or_else(|| {
        AdminError::Missing(format!("User {user} is not a member of team {team}")).into()
    })
}

async fn reset_member(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let target = limits::money(&Fields(given.body()), "reset_to")?
        .value()
        .unwrap_or_default();
    let member = member_at(&app, given.part("team_id"), given.part("user_id")).await?;
    let now = app.gateway.now();
    let before = members::spent(&app.admin, std::slice::from_ref(&member), now).await?[0];
    if target > before.spend {
        return Err(Problem::detail(
            400,
            json!({ "error": format!("reset_to must be at most the current spend of {}.", before.spend.usd()) }),
        ));
    }
    let limits = app
        .admin
        .effective(&member.limits, member.budget_id.as_deref())
        .await?;
    spend::correct(&app.admin, &member.scope(), &limits, target, now).await?;
    let object = ("team", &*member.group_id);
    spend::note(&app.admin, &given.actor, object, target, now).await?;
    Ok(Reply::ok(json!({
        "team_id": &*member.group_id, "user_id": &*member.user_id, "spend": target.usd(), "previous_spend": before.spend.usd(),
        "max_budget": limits.max_budget.map(Nanos::usd),
    })))
}

async fn me(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let own = given
        .actor
        .user_id()
        .map(ToString::to_string)
        .unwrap_or_default();
    let member = member_at(&app, given.part("team_id"), &own).await?;
    let mut views = members::views(&app.admin, &[member], app.gateway.now()).await?;
    Ok(Reply::ok(views.remove(0)))
}
