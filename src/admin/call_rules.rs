//! Settings of keys and teams that say something about their calls beside limits; and what is to be done in
//! place of fields that have no effect here.

use super::fields::{Change, Field, Fields, Kind, says_nothing};
use super::{Actor, Admin, AdminError, access_groups, bad};
use crate::config::RouterSettings;
use crate::domain::key::VirtualKey;
use crate::domain::limits::Limits;
use crate::domain::owner::{Owner, OwnerKind};
use crate::domain::time::{Micros, Span};
use crate::store::{ListKeys, ListOwners};
use serde_json::{Map, Value};

/// Words of `rpm_limit_type` and `tpm_limit_type`.
const LIMIT_TYPES: &[&str] = &["guaranteed_throughput", "best_effort_throughput", "dynamic"];
/// Pass-through paths that may be called, and that may not.
const PASSES_ALLOWED: &str = "allowed_passthrough_routes";
const PASSES_DENIED: &str = "denied_passthrough_routes";
/// What counts in place of the router's settings.
const ROUTER_SETTINGS: &str = "router_settings";
/// How long keys live that members of a team make.
pub const MEMBER_KEY_DURATION: &str = "team_member_key_duration";

/// The word that sets a part of a team's limit aside.
const GUARANTEED: &str = "guaranteed_throughput";

/// Those of keys.
pub const OF_KEYS: &[Field] = &[
    Field::new(
        "enforced_params",
        Kind::Texts,
        "Parameters that each request must hold, by dotted path.",
    ),
    Field::new(
        "end_user_budget_id",
        Kind::Text,
        "A named budget for each end user whom its calls name and nobody made.",
    ),
];

/// Those of keys and teams alike.
pub const OF_BOTH: &[Field] = &[
    Field::new(
        "rpm_limit_type",
        Kind::Word(LIMIT_TYPES),
        "`guaranteed_throughput`: no more than the `rpm_limit` of a key's team, or of a team's organization, is promised to all of them together.",
    ),
    Field::new(
        "tpm_limit_type",
        Kind::Word(LIMIT_TYPES),
        "The same for `tpm_limit`.",
    ),
    Field::new(
        PASSES_ALLOWED,
        Kind::Texts,
        "Pass-through paths that may be called (`/anthropic`, `/openai/v1/files/*`), with what is below them; empty means all.",
    ),
    Field::new(
        PASSES_DENIED,
        Kind::Texts,
        "Pass-through paths that may not be called, with what is below them.",
    ),
    Field::new(
        ROUTER_SETTINGS,
        Kind::Object,
        "Settings of the router for these calls: num_retries, timeout, retry_policy, fallbacks, context_window_fallbacks, content_policy_fallbacks, model_group_alias.",
    ),
    Field::new(
        "default_estimated_output_tokens",
        Kind::Integer,
        "Output tokens that count towards `tpm_limit` before a call that names no limit of its own.",
    ),
    Field::new(
        "default_estimated_output_tokens_per_model",
        Kind::IntegerMap,
        "The same for single models.",
    ),
    Field::new(
        "disable_global_guardrails",
        Kind::Flag,
        "Guardrails that look at every call (`default_on`) do not look at these.",
    ),
];

/// Whose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Nobody's.
    Nobodys,
    /// Keys'.
    Keys,
    /// Teams'.
    Teams,
    /// Keys' and teams'.
    Both,
}

impl Whose {
    /// Whether keys are among them.
    #[must_use]
    pub fn keys(self) -> bool {
        matches!(self, Self::Keys | Self::Both)
    }

    /// Whether teams are among them.
    #[must_use]
    pub fn teams(self) -> bool {
        matches!(self, Self::Teams | Self::Both)
    }
}

/// A setting that is kept with a key or a team as it is said.
#[derive(Clone, Copy)]
pub struct Kept {
    name: &'static str,
    /// Who has it.
    pub of: Whose,
    /// On whom only admins set it: it takes a call out of somebody's sight or limits.
    pub reserved: Whose,
    /// Answers show it among the notes, as LiteLLM does.
    pub noted: bool,
    /// It goes along with keys that are made with a key: their calls are held to it too.
    pub inherited: bool,
}

const fn kept(name: &'static str, of: Whose) -> Kept {
    Kept {
        name,
        of,
        reserved: Whose::Nobodys,
        noted: false,
        inherited: false,
    }
}

impl Kept {
    const fn reserved(self, reserved: Whose) -> Self {
        Self { reserved, ..self }
    }

    const fn noted(self) -> Self {
        Self {
            noted: true,
            ..self
        }
    }

    const fn inherited(self) -> Self {
        Self {
            inherited: true,
            ..self
        }
    }
}

/// All that is kept. The gateway puts it in force, but for `config`, `permissions` and
/// `allowed_cache_controls`, which change nothing.
#[rustfmt::skip]
const KEPT: &[Kept] = &[
    kept(access_groups::IDS, Whose::Both).reserved(Whose::Both),
    kept("guardrails", Whose::Both).reserved(Whose::Teams).inherited(),
    kept("config", Whose::Keys),
    kept("permissions", Whose::Keys),
    kept("allowed_cache_controls", Whose::Keys),
    kept("team_member_permissions", Whose::Teams),
    kept("default_team_member_models", Whose::Teams),
    kept("enforced_params", Whose::Keys).reserved(Whose::Keys).noted().inherited(),
    kept("end_user_budget_id", Whose::Keys).reserved(Whose::Keys).noted().inherited(),
    kept("rpm_limit_type", Whose::Both).reserved(Whose::Both).noted(),
    kept("tpm_limit_type", Whose::Both).reserved(Whose::Both).noted(),
    kept(PASSES_ALLOWED, Whose::Both).reserved(Whose::Both).noted().inherited(),
    kept(PASSES_DENIED, Whose::Both).reserved(Whose::Both).noted().inherited(),
    kept(ROUTER_SETTINGS, Whose::Both).inherited(),
    kept(MEMBER_KEY_DURATION, Whose::Teams).reserved(Whose::Teams).noted(),
    kept("default_estimated_output_tokens", Whose::Both).noted().inherited(),
    kept("default_estimated_output_tokens_per_model", Whose::Both).noted().inherited(),
    kept("disable_global_guardrails", Whose::Both).reserved(Whose::Both).noted().inherited(),
];

/// The names of those that are kept and of which this is true.
#[must_use]
pub fn names(which: fn(&Kept) -> bool) -> Vec<&'static str> {
    let those = KEPT.iter().filter(|kept| which(kept));
    those.map(|kept| kept.name).collect()
}

/// Refuses values that could have no effect.
pub fn check(fields: &Fields) -> Result<(), AdminError> {
    for (name, limit) in [
        ("rpm_limit_type", "rpm_limit"),
        ("tpm_limit_type", "tpm_limit"),
    ] {
        let said = fields.word(name, LIMIT_TYPES, |word| Some(word.to_owned()))?;
        if said.as_ref().is_some_and(|word| word == "dynamic") {
            return Err(bad(
                name,
                format!(
                    "{name} 'dynamic' is not supported: limits here hold whatever the load is. Leave it out, or raise {limit}."
                ),
            ));
        }
    }
    let one = "default_estimated_output_tokens";
    let of_models = "default_estimated_output_tokens_per_model";
    let negative = |tokens: &i64| *tokens < 0;
    if fields.integer(one)?.as_ref().is_some_and(negative) {
        return Err(bad(one, format!("{one} cannot be negative.")));
    }
    let said = fields.integer_map(of_models)?;
    if said
        .as_ref()
        .is_some_and(|models| models.values().any(negative))
    {
        return Err(bad(of_models, format!("{of_models} cannot be negative.")));
    }
    let paths = fields.texts("enforced_params")?.value().unwrap_or_default();
    if paths.iter().any(|path| path.split('.').any(str::is_empty)) {
        return Err(bad(
            "enforced_params",
            "Each of enforced_params is a name such as 'user', or a path such as 'metadata.generation_name'.",
        ));
    }
    fields.flag("disable_global_guardrails")?;
    fields.text("end_user_budget_id")?;
    for name in [PASSES_ALLOWED, PASSES_DENIED] {
        let paths = fields.texts(name)?.value().unwrap_or_default();
        if let Some(odd) = paths.iter().find(|path| !path.starts_with('/')) {
            return Err(bad(
                name,
                format!(
                    "'{odd}' in {name} is no path: write '/anthropic', or '/openai/v1/files/*'."
                ),
            ));
        }
    }
    if let Change::Set(life) = fields.text(MEMBER_KEY_DURATION)? {
        Span::parse(&life)?;
    }
    match fields.object(ROUTER_SETTINGS)? {
        Change::Set(said) => router_settings(&said),
        Change::Clear | Change::Keep => Ok(()),
    }
}

/// Refuses settings of the router that one caller cannot have.
fn router_settings(said: &Map<String, Value>) -> Result<(), AdminError> {
    let said = said.iter().filter(|(_, value)| !says_nothing(value));
    for (name, value) in said {
        let problem = match RouterSettings::check(name, value) {
            Ok(()) => continue,
            Err(problem) => problem,
        };
        return Err(bad(
            ROUTER_SETTINGS,
            match problem {
                Some(must_be) => format!("router_settings.{name} {must_be}."),
                None => format!(
                    "'router_settings.{name}' is not supported on keys and teams and would have no effect. Of the router's \
                     settings they may have {}; set the others for everybody in router_settings of the configuration.",
                    RouterSettings::NAMES.join(", ")
                ),
            },
        ));
    }
    Ok(())
}

/// Notes that come back from an answer hold these settings: they are taken out of the notes.
pub fn from_notes(body: &mut Map<String, Value>) {
    let limits = ["model_rpm_limit", "model_tpm_limit", "tag_rpm_limit"];
    for name in names(|kept| kept.noted).into_iter().chain(limits) {
        let notes = body.get_mut("metadata").and_then(Value::as_object_mut);
        if let Some(said) = notes.and_then(|notes| notes.remove(name)) {
            body.entry(name).or_insert(said);
        }
    }
}

/// Takes them out of stored fields that are shown by themselves.
#[must_use]
pub fn taken(extra: &mut Map<String, Value>) -> Map<String, Value> {
    let noted = names(|kept| kept.noted).into_iter();
    let taken = noted.filter_map(|name| extra.remove_entry(name));
    taken.filter(|(_, value)| !value.is_null()).collect()
}

/// The limits of which a part can be promised: what says so, and the limit.
const PROMISES: [(&str, &str); 2] = [
    ("rpm_limit_type", "rpm_limit"),
    ("tpm_limit_type", "tpm_limit"),
];

/// Whether a part of a limit is promised to somebody, by their stored settings.
fn promised(extra: &str, kind: &str) -> bool {
    let extra: Map<String, Value> = serde_json::from_str(extra).unwrap_or_default();
    extra.get(kind).and_then(Value::as_str) == Some(GUARANTEED)
}

fn limit_of(limits: &Limits, limit: &str) -> Option<i64> {
    match limit {
        "rpm_limit" => limits.rpm_limit,
        _ => limits.tpm_limit,
    }
}

/// Somebody's own limits, with the settings that say whether they are promised.
type Promise<'a> = (&'a Limits, &'a str);

/// Refuses what is promised beyond what there is. `whose` and `others` are words for the message.
fn require_promised(
    own: Promise<'_>,
    given: &[Promise<'_>],
    most: &Limits,
    (noun, others, whose): (&str, &str, &str),
) -> Result<(), AdminError> {
    for (kind, limit) in PROMISES {
        if !promised(own.1, kind) {
            continue;
        }
        let own = limit_of(own.0, limit).ok_or_else(|| {
            bad(
                limit,
                format!("{kind} guaranteed_throughput needs {limit} on the {noun}."),
            )
        })?;
        let given: i64 = given
            .iter()
            .filter(|(_, extra)| promised(extra, kind))
            .filter_map(|(limits, _)| limit_of(limits, limit))
            .sum();
        let most = limit_of(most, limit).unwrap_or(i64::MAX);
        if own.saturating_add(given) > most {
            return Err(bad(
                limit,
                format!(
                    "{limit} {own} and the {given} that other {others} are guaranteed are more than the {whose}'s \
                     {limit} of {most}. Lower it, or raise the {whose}'s."
                ),
            ));
        }
    }
    Ok(())
}

/// Refuses a key that is promised more of its team's limits than there is.
pub async fn require_room(admin: &Admin, key: &VirtualKey) -> Result<(), AdminError> {
    if !PROMISES.iter().any(|(kind, _)| promised(&key.extra, kind)) {
        return Ok(());
    }
    let Some(team_id) = key.team_id.as_deref() else {
        return Err(bad(
            "team_id",
            "guaranteed_throughput is a part of a team's limit: name a team_id, or leave it out.",
        ));
    };
    let team = admin.store.get_owner(OwnerKind::Team, team_id).await?;
    let Some(team) = team.map(|row| row.owner) else {
        return Ok(());
    };
    let of_team = ListKeys {
        team_ids: vec![team_id.to_owned()],
        size: u32::MAX,
        ..ListKeys::default()
    };
    let others = admin.store.list_keys(&of_team).await?.rows;
    let others = others.iter().filter(|row| row.key.hash != key.hash);
    let others: Vec<Promise<'_>> = others
        .map(|row| (&row.key.limits, row.key.extra.as_str()))
        .collect();
    let words = ("key", &*format!("keys of team {team_id}"), "team");
    require_promised((&key.limits, &key.extra), &others, &team.limits, words)
}

/// The same for a team and its organization's limits.
pub async fn require_room_of_team(admin: &Admin, team: &Owner) -> Result<(), AdminError> {
    if !PROMISES.iter().any(|(kind, _)| promised(&team.extra, kind)) {
        return Ok(());
    }
    let Some(id) = team.organization_id.as_deref() else {
        return Err(bad(
            "organization_id",
            "guaranteed_throughput of a team is a part of its organization's limit: name an organization_id, or leave it out.",
        ));
    };
    let organization = admin.store.get_owner(OwnerKind::Organization, id).await?;
    let Some(organization) = organization.map(|row| row.owner) else {
        return Ok(());
    };
    let most = organization.budget_id.as_deref();
    let most = admin.effective(&organization.limits, most).await?;
    let of_organization = ListOwners {
        organization_ids: vec![id.to_owned()],
        size: u32::MAX,
        ..ListOwners::of(OwnerKind::Team)
    };
    let others = admin.store.list_owners(&of_organization).await?.rows;
    let others = others.iter().filter(|row| row.owner.id != team.id);
    let others: Vec<Promise<'_>> = others
        .map(|row| (&row.owner.limits, row.owner.extra.as_str()))
        .collect();
    let words = (
        "team",
        &*format!("teams of organization {id}"),
        "organization",
    );
    require_promised((&team.limits, &team.extra), &others, &most, words)
}

/// Ends a key that a member makes for a team when the team's keys of members end
/// (`team_member_key_duration`), and refuses one that would live longer.
pub async fn end_with_team(
    admin: &Admin,
    actor: &Actor,
    key: &mut VirtualKey,
    now: Micros,
) -> Result<(), AdminError> {
    let Some(team) = key.team_id.as_deref().filter(|_| !actor.is_admin()) else {
        return Ok(());
    };
    let row = admin.store.get_owner(OwnerKind::Team, team).await?;
    let extra: Map<String, Value> = row
        .and_then(|row| serde_json::from_str(&row.owner.extra).ok())
        .unwrap_or_default();
    let life = extra.get(MEMBER_KEY_DURATION).and_then(Value::as_str);
    let Some((life, span)) = life.and_then(|life| Some((life, Span::parse(life).ok()?))) else {
        return Ok(());
    };
    let end = span.after(now);
    if key.expires_at.is_some_and(|at| at > end) {
        return Err(bad(
            "duration",
            format!(
                "Keys that members make in team {team} live {life} at most (team_member_key_duration): give a shorter \
                 duration, or none."
            ),
        ));
    }
    key.expires_at.get_or_insert(end);
    Ok(())
}

/// What to do in place of a field that has no effect here.
#[must_use]
pub fn remedy(name: &str) -> &'static str {
    let found = REMEDIES.iter().find(|(names, _)| names.contains(&name));
    found.map_or("Leave it out.", |(_, remedy)| remedy)
}

const REMEDIES: &[(&[&str], &str)] = &[
    (
        &["auto_rotate", "rotation_interval"],
        "A secret that nobody asks for could be handed to nobody safely: call /key/{key}/regenerate with grace_period \
         when the key is to change.",
    ),
    (
        &["throttle_on_budget_exceeded"],
        "It would let calls pass max_budget, only slower, and max_budget holds here. Set degrade_to: a cheaper model \
         serves calls beyond it.",
    ),
    (
        &["budget_reset_at"],
        "A budget starts again by its budget_duration, in the calendar of litellm_settings.timezone and budget_reset_time; \
         what was spent counts in the window that it was spent in, so no other moment can be chosen.",
    ),
    (
        &["agent_id", "project_id"],
        "Use team_id or organization_id.",
    ),
    (
        &["enable_prompt_caching"],
        "Mark what is to be cached with cache_control in the request.",
    ),
    (
        &["send_invite_email"],
        "No mail is sent: hand the key over yourself.",
    ),
    (
        &[
            "enforced_batch_output_expires_after",
            "enforced_file_expires_after",
        ],
        "Say expires_after in the request.",
    ),
    (
        &[
            "object_permission",
            "mcp_rpm_limit",
            "allowed_vector_store_indexes",
            "policies",
            "prompts",
        ],
        "What it is about is not served here: leave it out.",
    ),
];

/// Refuses fields that would have no effect, by name.
pub fn refuse_ineffective(fields: &Fields, names: &[&'static str]) -> Result<(), AdminError> {
    match fields.said(names) {
        Some(name) => Err(AdminError::BadRequest {
            param: Some(name),
            message: format!(
                "'{name}' is not supported by this version of cw-proxy and would have no effect. {}",
                remedy(name)
            ),
        }),
        None => Ok(()),
    }
}
