//! Whose limits a call is under: its key, and everyone that the key belongs to.
//!
//! All of it is worked out when a catalog is made. A call walks one short list.

use crate::config::RouterSettings;
use crate::domain::access_group::AccessGroup;
use crate::domain::allow::{AllowList, matches};
use crate::domain::budget::{Budget, Scope, ScopeKind};
use crate::domain::deployment::Region;
use crate::domain::key::VirtualKey;
use crate::domain::limit::{DayLimit, RateLimits};
use crate::domain::limits::{Limits, ModelLimits};
use crate::domain::money::Nanos;
use crate::domain::owner::{Member, NamedBudget, Owner, OwnerKind, Rank, Role};
use crate::domain::route_rules::PassRules;
use crate::domain::routing::RoutingRules;
use crate::domain::time::Span;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Somebody with limits.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Where its spend is counted.
    pub scope: Scope,
    /// What its rate limits are called in headers and refusals: `api_key`, `user`, `team`, …
    pub descriptor: &'static str,
    /// Under which name its rate limits are counted: no two holders share it.
    pub rate_id: Arc<str>,
    /// Refused while true.
    pub blocked: bool,
    /// Models that it may call. Empty means all.
    pub models: Vec<String>,
    /// Models that its budget lets it call, where that says so: a model must be on both lists.
    pub also: Vec<String>,
    /// Names that stand for other models when it calls.
    pub aliases: BTreeMap<String, String>,
    /// What its spend may not exceed, over all models.
    pub budgets: Vec<Budget>,
    /// Where its spend raises an alert.
    pub soft_budget: Option<Budget>,
    /// What it may do per minute and at once, over all models.
    pub rates: RateLimits,
    /// How many tokens it may use in a day, over all models.
    pub day: Option<DayLimit>,
    /// Limits for single models.
    pub of_models: Vec<OfModel>,
    /// Limits for calls that carry a tag.
    pub of_tags: Vec<OfTag>,
    /// Of end users: the model of calls that name none.
    pub default_model: Option<String>,
    /// Of end users: where those must be who answer.
    pub region: Option<Region>,
}

/// Limits of a holder for its calls that carry a tag.
#[derive(Clone, Debug)]
pub struct OfTag {
    /// The tag.
    pub tag: String,
    /// What may be done with it per minute.
    pub rates: RateLimits,
    /// Under which name that is counted: `<holder>#<tag>`.
    pub rate_id: Arc<str>,
    /// `tag_per_key`, `tag_per_team`, …
    pub descriptor: &'static str,
}

/// Limits of a holder for the models that fit a pattern.
#[derive(Clone, Debug)]
pub struct OfModel {
    /// A name, or a pattern with stars.
    pub pattern: String,
    /// What may be spent on them.
    pub budget: Option<Budget>,
    /// What may be done with them per minute.
    pub rates: RateLimits,
    /// Under which name that is counted: `<holder>:<pattern>`.
    pub rate_id: Arc<str>,
    /// `model_per_key`, `model_per_team`, …
    pub descriptor: &'static str,
}

impl Holder {
    fn new(scope: Scope, label: &str, limits: &Limits) -> Self {
        let [descriptor, model_descriptor, tag_descriptor] = descriptors(scope.kind);
        let rate_id: Arc<str> = match scope.kind {
            ScopeKind::Key => scope.id.clone(),
            kind => format!("{}:{}", kind.as_str(), scope.id).into(),
        };
        let label: Arc<str> = label.into();
        let mut budgets = limits.model_budgets(&scope, &label);
        let of_models = limits.more.models.iter().map(|(pattern, of_model)| {
            let own = budgets.iter().position(|(named, _)| named == pattern);
            OfModel {
                pattern: pattern.clone(),
                budget: own.map(|index| budgets.swap_remove(index).1),
                rates: rates_of(*of_model),
                rate_id: format!("{rate_id}:{pattern}").into(),
                descriptor: model_descriptor,
            }
        });
        let of_tags = limits.more.tags.iter().map(|(tag, limit)| OfTag {
            tag: tag.clone(),
            rates: RateLimits {
                requests_per_minute: Some(*limit),
                ..RateLimits::default()
            },
            rate_id: format!("{rate_id}#{tag}").into(),
            descriptor: tag_descriptor,
        });
        Self {
            of_models: of_models.collect(),
            of_tags: of_tags.collect(),
            budgets: limits.budgets(&scope, &label),
            soft_budget: limits.soft_budget(&scope, &label),
            rates: limits.rates(),
            day: limits
                .more
                .tokens_per_day
                .map(|tokens| DayLimit::new(scope.clone(), tokens)),
            scope,
            descriptor,
            rate_id,
            blocked: false,
            models: Vec::new(),
            also: limits.more.allowed_models.clone(),
            aliases: BTreeMap::new(),
            default_model: None,
            region: None,
        }
    }

    /// Whether it says anything about which models and deployments are called.
    fn chooses(&self) -> bool {
        self.lists().next().is_some() || self.default_model.is_some() || self.region.is_some()
    }

    /// The lists of models that leave any out; a model must be on all of them.
    pub fn lists(&self) -> impl Iterator<Item = AllowList<'_>> {
        let lists = [AllowList(&self.models), AllowList(&self.also)];
        lists.into_iter().filter(|list| !list.is_open())
    }

    /// What its spend may not exceed, over all models and for single ones.
    pub fn all_budgets(&self) -> impl Iterator<Item = &Budget> {
        let of_models = self.of_models.iter();
        let of_models = of_models.filter_map(|of_model| of_model.budget.as_ref());
        self.budgets.iter().chain(of_models)
    }

    /// Limits for the model that is called by any of these names.
    pub fn of_model<'a>(&'a self, names: [&'a str; 2]) -> impl Iterator<Item = &'a OfModel> {
        self.of_models.iter().filter(move |of_model| {
            let fits = |name: &str| matches(&of_model.pattern, name);
            names.into_iter().any(fits)
        })
    }
}

fn rates_of(limits: ModelLimits) -> RateLimits {
    RateLimits {
        requests_per_minute: limits.rpm_limit,
        tokens_per_minute: limits.tpm_limit,
        parallel_requests: None,
    }
}

/// LiteLLM's words in `x-ratelimit-…` headers and in refusals.
fn descriptors(kind: ScopeKind) -> [&'static str; 3] {
    match kind {
        ScopeKind::Key => ["api_key", "model_per_key", "tag_per_key"],
        ScopeKind::User => ["user", "model_per_user", "tag_per_user"],
        ScopeKind::Team => ["team", "model_per_team", "tag_per_team"],
        ScopeKind::TeamMember => [
            "team_member",
            "model_per_team_member",
            "tag_per_team_member",
        ],
        ScopeKind::Organization => [
            "organization",
            "model_per_organization",
            "tag_per_organization",
        ],
        ScopeKind::OrganizationMember => [
            "organization_member",
            "model_per_organization_member",
            "tag_per_organization_member",
        ],
        ScopeKind::EndUser => ["end_user", "model_per_end_user", "tag_per_end_user"],
        ScopeKind::Tag => ["tag", "model_per_tag", "tag_per_tag"],
        ScopeKind::AccessGroup => [
            "access_group",
            "model_per_access_group",
            "tag_per_access_group",
        ],
        ScopeKind::Global | ScopeKind::Model | ScopeKind::Provider => [PROXY, "model", "tag"],
    }
}

/// What limits of the whole proxy are called in headers and refusals.
pub const PROXY: &str = "proxy";

/// The note of a team whose calls' words are kept nowhere.
pub const NO_LOGGING: &str = "disable_logging";

/// Whether a team's notes say so.
fn is_silent(notes: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Notes {
        #[serde(default)]
        disable_logging: bool,
    }
    notes.contains(NO_LOGGING)
        && serde_json::from_str::<Notes>(notes).is_ok_and(|notes| notes.disable_logging)
}

/// The tags among somebody's notes.
#[must_use]
pub fn noted_tags(notes: &str) -> Vec<Arc<str>> {
    #[derive(serde::Deserialize)]
    struct Notes {
        #[serde(default)]
        tags: Vec<String>,
    }
    if !notes.contains("\"tags\"") {
        return Vec::new();
    }
    serde_json::from_str::<Notes>(notes)
        .map(|notes| notes.tags.into_iter().map(Into::into).collect())
        .unwrap_or_default()
}

/// The guardrails among somebody's notes and settings.
#[must_use]
pub fn noted_guardrails(notes: &str, extra: &str) -> Vec<Arc<str>> {
    #[derive(serde::Deserialize)]
    struct Notes {
        #[serde(default)]
        guardrails: Option<Vec<String>>,
    }
    let noted = [notes, extra].into_iter().filter_map(|text| {
        let text = Some(text).filter(|text| text.contains("\"guardrails\""))?;
        serde_json::from_str::<Notes>(text).ok()?.guardrails
    });
    let mut names: Vec<Arc<str>> = noted.flatten().map(Into::into).collect();
    names.dedup();
    names
}

/// What the operator says about everybody.
#[derive(Clone, Debug, Default)]
pub struct OwnerRules {
    /// A user's budgets hold for their keys in teams too (`apply_user_budget_to_team_keys`).
    pub user_budget_in_teams: bool,
    /// What may be spent for an end user who has no budget of their own (`max_end_user_budget`).
    pub end_user_budget: Option<Nanos>,
    /// How often that starts again (`end_user_budget_duration`).
    pub end_user_period: Option<Span>,
    /// Parameters that requests of service accounts must hold (`service_account_settings`).
    pub service_account_params: Vec<String>,
    /// A named budget that holds in its place (`max_end_user_budget_id`).
    pub end_user_budget_id: Option<String>,
}

/// What the settings of a key and its team say about its calls.
#[derive(Clone, Debug, Default)]
pub struct CallRules {
    /// Parameters that its requests must hold, by dotted path.
    pub required: Vec<String>,
    /// Tokens of output that a call is taken to have that names no limit.
    pub output_tokens: Option<u64>,
    /// The same by model.
    pub output_tokens_of: BTreeMap<String, u64>,
    /// The guardrails for everybody do not look at its calls.
    pub no_global_guardrails: bool,
    /// What holds for end users whom it names and nobody made.
    pub guests: Option<Limits>,
    /// Which pass-through paths it may call, where that is said.
    pub passes: Option<Box<PassRules>>,
    /// How its calls find a deployment, where that is not as everybody's do.
    pub routing: Option<Arc<RoutingRules>>,
    /// How long its calls may take, in milliseconds, where a request says nothing.
    pub timeout_ms: Option<u64>,
}

/// The same as it is stored among other settings.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct StoredRules {
    enforced_params: Option<Vec<String>>,
    default_estimated_output_tokens: Option<u64>,
    default_estimated_output_tokens_per_model: Option<BTreeMap<String, u64>>,
    disable_global_guardrails: Option<bool>,
    end_user_budget_id: Option<String>,
    allowed_passthrough_routes: Option<Vec<String>>,
    denied_passthrough_routes: Option<Vec<String>>,
    router_settings: Option<serde_json::Map<String, serde_json::Value>>,
}

impl StoredRules {
    fn read(extra: &str) -> Self {
        match extra {
            "" | "{}" => Self::default(),
            text => serde_json::from_str(text).unwrap_or_default(),
        }
    }
}

/// The rules as settings have them; `None` where they change none.
fn over(settings: &RouterSettings, rules: &Arc<RoutingRules>) -> Option<Arc<RoutingRules>> {
    settings
        .changes_rules()
        .then(|| Arc::new(settings.over(rules)))
}

/// The router's aliases of a key or a team are names that stand for other models, as its own aliases are.
fn add_aliases(aliases: &mut BTreeMap<String, String>, settings: &RouterSettings) {
    for (name, model) in &settings.aliases {
        aliases.entry(name.clone()).or_insert_with(|| model.clone());
    }
}

/// Which pass-through paths a key may call, by its own lists and its team's.
fn pass_rules(own: &StoredRules, team: &StoredRules) -> Option<Box<PassRules>> {
    let allowed = [own, team].map(|rules| rules.allowed_passthrough_routes.as_ref());
    let allowed = allowed
        .into_iter()
        .flatten()
        .filter(|list| !list.is_empty());
    let denied = [own, team].map(|rules| rules.denied_passthrough_routes.as_ref());
    let rules = PassRules {
        allowed: allowed.cloned().collect(),
        denied: denied.into_iter().flatten().flatten().cloned().collect(),
    };
    (rules != PassRules::default()).then(|| Box::new(rules))
}

/// What an end user's settings say, as they are stored.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct StoredCustomer {
    default_model: Option<String>,
    allowed_model_region: Option<String>,
}

impl StoredCustomer {
    fn read(extra: &str) -> Self {
        match extra {
            "" | "{}" => Self::default(),
            text => serde_json::from_str(text).unwrap_or_default(),
        }
    }
}

/// What the database says about owners.
#[derive(Debug, Default)]
pub struct OwnerParts {
    /// Users, teams, organizations, end users, tags.
    pub owners: Vec<Owner>,
    /// Who belongs to what.
    pub members: Vec<Member>,
    /// Limits with names.
    pub budgets: Vec<NamedBudget>,
    /// Models that keys and teams can be given.
    pub access_groups: Vec<AccessGroup>,
}

/// Places in groups of one kind, by user, then by group.
type Members = HashMap<Arc<str>, HashMap<Arc<str>, Arc<Holder>>>;

/// Everyone whom keys may belong to.
#[derive(Debug, Default)]
pub struct Owners {
    holders: HashMap<OwnerKind, HashMap<Arc<str>, Arc<Holder>>>,
    /// By user, then by team or organization.
    members: HashMap<OwnerKind, Members>,
    /// The organization of a team.
    organizations: HashMap<Arc<str>, Arc<str>>,
    roles: HashMap<Arc<str>, Role>,
    /// Tags of all calls of a team.
    team_tags: HashMap<Arc<str>, Vec<Arc<str>>>,
    /// Guardrails of all calls of a team.
    team_guardrails: HashMap<Arc<str>, Vec<Arc<str>>>,
    /// Teams whose calls' words are kept nowhere.
    silent_teams: HashSet<Arc<str>>,
    /// E-mail addresses of users, in small letters.
    emails: HashSet<String>,
    /// Settings of a team that say something about its calls.
    team_rules: HashMap<Arc<str>, StoredRules>,
    /// The router's settings that a team has of its own, and the rules as they are with them.
    team_routing: HashMap<Arc<str>, (RouterSettings, Option<Arc<RoutingRules>>)>,
    /// The rules for everybody.
    routing: Arc<RoutingRules>,
    rules: OwnerRules,
    /// What holds for end users who have no budget of their own.
    guests: Option<Limits>,
    budgets: HashMap<Arc<str>, Limits>,
    granted: Granted,
    /// Somebody's end users are kept to models or regions.
    end_users_choose: bool,
}

/// Which access groups there are, and to whom they are given.
#[derive(Debug, Default)]
struct Granted {
    models: HashMap<String, Vec<String>>,
    to_keys: HashMap<String, Vec<String>>,
    to_teams: HashMap<String, Vec<String>>,
}

impl Granted {
    fn new(groups: Vec<AccessGroup>) -> Self {
        let mut granted = Self::default();
        for group in groups {
            for (ids, to) in [
                (group.key_ids, &mut granted.to_keys),
                (group.team_ids, &mut granted.to_teams),
            ] {
                for id in ids {
                    to.entry(id).or_default().push(group.id.clone());
                }
            }
            granted.models.insert(group.id, group.models);
        }
        granted
    }

    /// A list of models with those of the groups that its owner was given, or names (`extra`). A list
    /// that leaves every model open stays so.
    fn widen(&self, list: &mut Vec<String>, given: Option<&Vec<String>>, extra: &str) {
        #[derive(serde::Deserialize)]
        struct Named {
            #[serde(default)]
            access_group_ids: Option<Vec<String>>,
        }
        if list.is_empty() || self.models.is_empty() {
            return;
        }
        let named = serde_json::from_str::<Named>(extra);
        let named = named.ok().and_then(|named| named.access_group_ids);
        let groups = given.into_iter().chain(&named).flatten();
        let models: Vec<String> = groups
            .filter_map(|id| self.models.get(id))
            .flatten()
            .cloned()
            .collect();
        list.extend(models);
    }
}

impl Owners {
    /// Works them out.
    #[must_use]
    pub fn new(parts: OwnerParts, rules: OwnerRules, routing: Arc<RoutingRules>) -> Self {
        let mut owners = Self {
            budgets: parts
                .budgets
                .into_iter()
                .map(|budget| (budget.id, budget.limits))
                .collect(),
            granted: Granted::new(parts.access_groups),
            rules,
            routing,
            ..Self::default()
        };
        owners.guests = owners.limits_of_guests();
        let mut budgets = owners.budgets.values();
        owners.end_users_choose = budgets.any(|budget| !budget.more.allowed_models.is_empty());
        for owner in parts.owners {
            owners.add(owner);
        }
        for member in &parts.members {
            owners.add_member(member);
        }
        owners
    }

    fn limits_of_guests(&self) -> Option<Limits> {
        let named = self.rules.end_user_budget_id.as_deref();
        let named = named.and_then(|id| self.budgets.get(id)).cloned();
        named.or_else(|| {
            Some(Limits {
                max_budget: Some(self.rules.end_user_budget?),
                budget_period: self.rules.end_user_period,
                ..Limits::default()
            })
        })
    }

    /// Somebody whom a call names as its end user and whom nobody made; `None` where nothing is said
    /// about such.
    #[must_use]
    pub fn guest(&self, id: &Arc<str>, rules: Option<&CallRules>) -> Option<Holder> {
        let of_key = rules.and_then(|rules| rules.guests.as_ref());
        let limits = of_key.or(self.guests.as_ref())?;
        let scope = Scope {
            kind: ScopeKind::EndUser,
            id: id.clone(),
        };
        Some(Holder::new(scope, &format!("End User={id}"), limits))
    }

    /// An end user who is kept to models or a region, or whose calls have a usual model.
    #[must_use]
    pub fn end_user_who_chooses(
        &self,
        id: &Arc<str>,
        rules: Option<&CallRules>,
    ) -> Option<Cow<'_, Holder>> {
        let found = match self.holder(OwnerKind::EndUser, id) {
            Some(holder) => Some(Cow::Borrowed(&**holder)),
            None => self.guest(id, rules).map(Cow::Owned),
        };
        found.filter(|holder| holder.chooses())
    }

    /// Whether there are any such.
    #[must_use]
    pub fn end_users_choose(&self) -> bool {
        self.end_users_choose
    }

    /// What the settings of a key and its team say about its calls.
    #[must_use]
    pub fn call_rules(&self, key: &VirtualKey) -> CallRules {
        let own = StoredRules::read(&key.extra);
        let none = StoredRules::default();
        let team = key.team_id.as_ref();
        let team = team
            .and_then(|team| self.team_rules.get(team))
            .unwrap_or(&none);
        let passes = pass_rules(&own, team);
        let mut of_models = team
            .default_estimated_output_tokens_per_model
            .clone()
            .unwrap_or_default();
        of_models.extend(
            own.default_estimated_output_tokens_per_model
                .unwrap_or_default(),
        );
        let budget = own.end_user_budget_id.as_deref();
        let of_team = key.team_id.as_ref();
        let of_team = of_team.and_then(|team| self.team_routing.get(team));
        let settings = own.router_settings.as_ref().map(RouterSettings::read);
        let of_team_rules = of_team.and_then(|(_, rules)| rules.clone());
        let own_rules = settings.as_ref().and_then(|settings| {
            // Its own settings count before its team's.
            over(settings, of_team_rules.as_ref().unwrap_or(&self.routing))
        });
        let own_timeout = settings.as_ref().and_then(|settings| settings.timeout_ms);
        CallRules {
            passes,
            routing: own_rules.or(of_team_rules),
            timeout_ms: own_timeout
                .or_else(|| of_team.and_then(|(settings, _)| settings.timeout_ms)),
            required: {
                let mut required = own.enforced_params.unwrap_or_default();
                if key.metadata.contains("\"service_account_id\"") {
                    required.extend(self.rules.service_account_params.iter().cloned());
                }
                required
            },
            output_tokens: own
                .default_estimated_output_tokens
                .or(team.default_estimated_output_tokens),
            output_tokens_of: of_models,
            no_global_guardrails: own.disable_global_guardrails == Some(true)
                || team.disable_global_guardrails == Some(true),
            guests: budget.and_then(|id| self.budgets.get(id)).cloned(),
        }
    }

    /// Tags of all calls of a key: its own and its team's.
    #[must_use]
    pub fn tags(&self, key: &VirtualKey) -> Vec<Arc<str>> {
        let mut tags = noted_tags(&key.metadata);
        let team = key
            .team_id
            .as_ref()
            .and_then(|team| self.team_tags.get(team));
        for tag in team.into_iter().flatten() {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        tags
    }

    /// Guardrails of all calls of a key: its own and its team's.
    #[must_use]
    pub fn guardrails(&self, key: &VirtualKey) -> Vec<Arc<str>> {
        let mut names = noted_guardrails(&key.metadata, &key.extra);
        let team = key.team_id.as_ref();
        let team = team.and_then(|team| self.team_guardrails.get(team));
        for name in team.into_iter().flatten() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    fn add(&mut self, mut owner: Owner) {
        if owner.kind == OwnerKind::Team {
            if is_silent(&owner.metadata) {
                self.silent_teams.insert(owner.id.clone());
            }
            let guardrails = noted_guardrails(&owner.metadata, &owner.extra);
            if !guardrails.is_empty() {
                self.team_guardrails.insert(owner.id.clone(), guardrails);
            }
            let tags = noted_tags(&owner.metadata);
            if !tags.is_empty() {
                self.team_tags.insert(owner.id.clone(), tags);
            }
            let rules = StoredRules::read(&owner.extra);
            if let Some(said) = &rules.router_settings {
                let settings = RouterSettings::read(said);
                let routing = over(&settings, &self.routing);
                add_aliases(&mut owner.aliases, &settings);
                self.team_routing
                    .insert(owner.id.clone(), (settings, routing));
            }
            self.team_rules.insert(owner.id.clone(), rules);
            let given = self.granted.to_teams.get(&*owner.id);
            self.granted.widen(&mut owner.models, given, &owner.extra);
        }
        let mut limits = self.limits(&owner.limits, owner.budget_id.as_ref());
        let guests = self.guests.as_ref().filter(|_| {
            owner.kind == OwnerKind::EndUser
                && owner.budget_id.is_none()
                && limits.max_budget.is_none()
        });
        if let Some(guests) = guests {
            limits = limits.or(guests);
        }
        let name = owner.alias.as_deref().unwrap_or(&owner.id);
        let label = match owner.kind {
            OwnerKind::User => format!("User={}", owner.id),
            OwnerKind::Team => format!("Team={}", owner.id),
            OwnerKind::Organization => format!("Organization={name}"),
            OwnerKind::EndUser => format!("End User={}", owner.id),
            OwnerKind::Tag => format!("Tag={}", owner.id),
            OwnerKind::AccessGroup => format!("ModelAccessGroup={}", owner.id),
        };
        let mut holder = Holder {
            blocked: owner.blocked,
            models: owner.models,
            aliases: owner.aliases,
            ..Holder::new(
                Scope {
                    kind: owner.kind.scope_kind(),
                    id: owner.id.clone(),
                },
                &label,
                &limits,
            )
        };
        if let Some(email) = &owner.account.email {
            self.emails.insert(email.to_lowercase());
        }
        if owner.kind == OwnerKind::EndUser {
            let said = StoredCustomer::read(&owner.extra);
            let region = said.allowed_model_region.as_deref();
            holder.region = region.and_then(Region::of);
            holder.default_model = said.default_model.filter(|model| !model.is_empty());
            self.end_users_choose |= holder.chooses();
        }
        if let Some(role) = owner.account.role {
            self.roles.insert(owner.id.clone(), role);
        }
        if let (OwnerKind::Team, Some(organization)) = (owner.kind, owner.organization_id) {
            self.organizations.insert(owner.id.clone(), organization);
        }
        let of_kind = self.holders.entry(owner.kind).or_default();
        of_kind.insert(owner.id, Arc::new(holder));
    }

    fn add_member(&mut self, member: &Member) {
        let limits = self.limits(&member.limits, member.budget_id.as_ref());
        let scope = member.scope();
        let label = match member.group {
            OwnerKind::Organization => format!("OrganizationMember={}", scope.id),
            _ => format!("TeamMember={}", scope.id),
        };
        let mut holder = Holder {
            models: member.models.clone(),
            ..Holder::new(scope, &label, &limits)
        };
        // Their own list is what a budget of their own would say.
        if !holder.models.is_empty() {
            holder.also.clear();
        }
        self.members
            .entry(member.group)
            .or_default()
            .entry(member.user_id.clone())
            .or_default()
            .insert(member.group_id.clone(), Arc::new(holder));
    }

    fn limits(&self, own: &Limits, budget: Option<&Arc<str>>) -> Limits {
        match budget.and_then(|id| self.budgets.get(id)) {
            Some(named) => own.clone().or(named),
            None => own.clone(),
        }
    }

    /// Every owner and every member, in no order.
    pub fn everyone(&self) -> impl Iterator<Item = &Arc<Holder>> {
        let owners = self.holders.values().flat_map(HashMap::values);
        let members = self.members.values().flat_map(HashMap::values);
        owners.chain(members.flat_map(HashMap::values))
    }

    /// Whether the words of a team's calls are kept nowhere.
    #[must_use]
    pub fn is_silent(&self, team: Option<&str>) -> bool {
        team.is_some_and(|team| self.silent_teams.contains(team))
    }

    /// Whether a name stands for somebody: a customer's id, or a user's id or e-mail address.
    #[must_use]
    pub fn is_somebody(&self, name: &str) -> bool {
        self.holder(OwnerKind::EndUser, name).is_some()
            || self.holder(OwnerKind::User, name).is_some()
            || self.emails.contains(&name.to_lowercase())
    }

    /// One owner, if it is known.
    #[must_use]
    pub fn holder(&self, kind: OwnerKind, id: &str) -> Option<&Arc<Holder>> {
        self.holders.get(&kind)?.get(id)
    }

    /// How far the rights of a key's user reach.
    #[must_use]
    pub fn rank(&self, key: &VirtualKey) -> Rank {
        let user = key.user_id.as_ref();
        match user.and_then(|user| self.holder(OwnerKind::User, user)) {
            Some(user) => self.roles.get(&user.scope.id).copied().into(),
            None => Rank::Nobody,
        }
    }

    /// The organization that a key belongs to, by itself or by its team.
    #[must_use]
    pub fn organization(&self, key: &VirtualKey) -> Option<Arc<str>> {
        let by_team = || self.organizations.get(key.team_id.as_ref()?).cloned();
        key.organization_id.clone().or_else(by_team)
    }

    /// A key and everyone it belongs to, the key first.
    #[must_use]
    pub fn of_key(&self, key: &VirtualKey, id: &Arc<str>) -> Vec<Arc<Holder>> {
        let mut holders = vec![Arc::new(self.key_holder(key, id))];
        let user = key.user_id.as_ref();
        let owner = |kind, id: Option<&Arc<str>>| id.and_then(|id| self.holder(kind, id)).cloned();
        if let Some(user) = owner(OwnerKind::User, user) {
            // A user's money and models are for personal keys; in a team the team's count.
            holders.push(match key.team_id {
                None => user,
                Some(_) if self.rules.user_budget_in_teams => Self::without_models(user),
                Some(_) => Arc::new(Holder {
                    blocked: user.blocked,
                    rates: user.rates,
                    day: user.day.clone(),
                    ..Holder::new(user.scope.clone(), "", &Limits::default())
                }),
            });
        }
        holders.extend(owner(OwnerKind::Team, key.team_id.as_ref()));
        let member = |kind, group: Option<&Arc<str>>| {
            let (user, group) = user.zip(group)?;
            self.members.get(&kind)?.get(user)?.get(group).cloned()
        };
        holders.extend(member(OwnerKind::Team, key.team_id.as_ref()));
        let organization = self.organization(key);
        let organization = organization.as_ref();
        holders.extend(owner(OwnerKind::Organization, organization));
        holders.extend(member(OwnerKind::Organization, organization));
        holders
    }

    /// A user under whose money a key of a team is; the models are the team's.
    fn without_models(user: Arc<Holder>) -> Arc<Holder> {
        if user.models.is_empty() && user.also.is_empty() && user.aliases.is_empty() {
            return user;
        }
        Arc::new(Holder {
            models: Vec::new(),
            also: Vec::new(),
            aliases: BTreeMap::new(),
            ..(*user).clone()
        })
    }

    fn key_holder(&self, key: &VirtualKey, id: &Arc<str>) -> Holder {
        let scope = Scope {
            kind: ScopeKind::Key,
            id: id.clone(),
        };
        let label = format!(
            "Key={} ({})",
            key.alias.as_deref().unwrap_or("key"),
            key.name
        );
        let limits = self.limits(&key.limits, key.budget_id.as_ref());
        let mut models = key.models.clone();
        let given = self.granted.to_keys.get(&**id);
        self.granted.widen(&mut models, given, &key.extra);
        let mut aliases = key.aliases.clone();
        if let Some(said) = StoredRules::read(&key.extra).router_settings {
            add_aliases(&mut aliases, &RouterSettings::read(&said));
        }
        Holder {
            blocked: key.blocked,
            models,
            aliases,
            ..Holder::new(scope, &label, &limits)
        }
    }
}
