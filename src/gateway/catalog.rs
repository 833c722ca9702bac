//! Everything a call needs to know, in one snapshot that is swapped whole.

use super::admit::{CallContext, clean};
use super::cache::CachePolicy;
use super::guard::Guards;
use super::holders::{CallRules, Holder, OwnerParts, OwnerRules, Owners};
pub use super::journal::NamedPrice;
use super::refused::notes_of;
use crate::domain::address::IpRange;
use crate::domain::allow::{captures, matches};
use crate::domain::budget::{Budget, Scope, ScopeKind};
use crate::domain::deployment::{Deployment, Region};
use crate::domain::key::{KeyHash, VirtualKey};
use crate::domain::limit::{Counted, RateLimits};
use crate::domain::owner::Rank;
use crate::domain::price::{Price, PriceState};
use crate::domain::price_table::PictureForm;
use crate::domain::privacy::Privacy;
use crate::domain::record::CallType;
use crate::domain::route_rules::RouteRules;
use crate::domain::routing::{RoutingGroup, RoutingRules};
use crate::domain::time::{Calendar, Micros};
use crate::upstream::Endpoint;
use crate::wire::door::openai::Request;
use crate::wire::json::Object;
use crate::wire::origin::{self, Origin};
use crate::wire::params::Defaults;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// One deployment, ready to be called.
#[derive(Debug)]
pub struct Served {
    /// What it is.
    pub deployment: Deployment,
    /// Where it is, as far as customers are kept to a part of the world.
    pub region: Option<Region>,
    /// Where it is called, or why it cannot be.
    pub endpoint: Result<Endpoint, String>,
    /// Where it serves Anthropic Messages beside its own dialect.
    pub messages: Option<Endpoint>,
    /// What its requests say where clients say nothing.
    pub defaults: Option<Box<Defaults>>,
    /// What may be spent with it.
    pub budget: Option<Budget>,
    /// Its price and the name that rows give it.
    pub price: Option<NamedPrice>,
    /// The same for its pictures, by their form.
    pub pictures: Vec<(PictureForm, NamedPrice)>,
}

/// What is known about the price of a call.
#[derive(Debug, Clone, Copy)]
pub enum Pricing<'a> {
    /// It is counted by this one.
    Priced(&'a NamedPrice),
    /// It costs nothing.
    Free,
    /// Nobody knows.
    Unknown,
}

impl<'a> Pricing<'a> {
    /// The price, if there is one.
    #[must_use]
    pub fn price(self) -> Option<&'a Price> {
        match self {
            Self::Priced((_, price)) => Some(price),
            Self::Free | Self::Unknown => None,
        }
    }
}

impl Served {
    /// Prepares a deployment.
    #[must_use]
    pub fn new(deployment: Deployment) -> Arc<Self> {
        let mut endpoint = match &deployment.handling.mock {
            // It is never called, wherever it is.
            Some(_) => Endpoint::nowhere(),
            None => Endpoint::new(&deployment),
        };
        let model = deployment.provider.model_name(&deployment.upstream_model);
        let defaults = Defaults::of(&deployment, &model).unwrap_or_else(|error| {
            endpoint = Err(format!("its litellm_params cannot be sent: {error}"));
            None
        });
        let messages = messages(&deployment);
        let named = |price: &Arc<Price>| (price.version().into(), price.clone());
        let price = deployment.pricing.price().map(named);
        let pictures = deployment.picture_prices.iter();
        let pictures = pictures
            .map(|(form, price)| (*form, named(price)))
            .collect();
        let region = deployment.region();
        Arc::new(Self {
            region,
            endpoint,
            messages,
            defaults,
            budget: own_budget(&deployment),
            price,
            pictures,
            deployment,
        })
    }

    /// What holds for a kind of work: a price that says nothing about it is none.
    #[must_use]
    pub fn pricing(&self, call_type: CallType) -> Pricing<'_> {
        let named = self.price.as_ref();
        match named.filter(|(_, price)| price.covers(call_type)) {
            Some(named) => Pricing::Priced(named),
            None if self.deployment.pricing == PriceState::Free => Pricing::Free,
            // OpenAI takes nothing for judgements, of whichever model (OpenAI, "Pricing").
            None if call_type == CallType::Moderation
                && self.deployment.provider.name == "openai" =>
            {
                Pricing::Free
            }
            None => Pricing::Unknown,
        }
    }
}

/// What may be spent with one deployment. It is counted among providers, under its id.
fn own_budget(deployment: &Deployment) -> Option<Budget> {
    let (limit, period) = deployment.handling.budget?;
    Some(Budget {
        window_of: None,
        scope: Scope {
            kind: ScopeKind::Provider,
            id: format!("deployment/{}", deployment.id).into(),
        },
        label: format!("Deployment={}", deployment.id).into(),
        limit,
        period: period.map(|span| (span, span.to_string().into())),
        anchor: Micros(0),
        raise: None,
        degrade_to: Vec::new(),
    })
}

/// The endpoint of a deployment's second dialect, with the credential of its first.
fn messages(deployment: &Deployment) -> Option<Endpoint> {
    let base = deployment.api_base.as_deref()?;
    let beside = Deployment {
        api_base: Some(deployment.provider.messages_base(base)?.into()),
        ..deployment.clone()
    };
    Endpoint::new(&beside).ok()
}

/// A key as admission sees it: with everyone it belongs to.
#[derive(Debug)]
pub struct KeyEntry {
    /// The key.
    pub key: VirtualKey,
    /// Its hash in hexadecimal: the id in rows and scopes.
    pub id: Arc<str>,
    /// Whose limits it is under; the key itself comes first.
    pub holders: Vec<Arc<Holder>>,
    /// The organization that it belongs to, by itself or by its team.
    pub organization_id: Option<Arc<str>>,
    /// How far the rights of its user reach.
    pub rank: Rank,
    /// Tags of all its calls: its own and its team's.
    pub tags: Vec<Arc<str>>,
    /// Guardrails of all its calls: its own and its team's.
    pub guardrails: Vec<Arc<str>>,
    /// What else its settings and its team's say about its calls.
    pub rules: CallRules,
}

impl KeyEntry {
    /// Works a key out.
    #[must_use]
    pub fn new(key: VirtualKey, owners: &Owners) -> Self {
        let id: Arc<str> = key.hash.hex().into();
        Self {
            holders: owners.of_key(&key, &id),
            organization_id: owners.organization(&key),
            rank: owners.rank(&key),
            tags: owners.tags(&key),
            guardrails: owners.guardrails(&key),
            rules: owners.call_rules(&key),
            key,
            id,
        }
    }
}

/// What to do about a call whose price nobody knows, when its spend is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unpriced {
    /// Refuse it: spend that is not counted cannot be limited.
    #[default]
    Refuse,
    /// Let it through and count it as zero, visibly.
    Allow,
}

/// What is done about calls that name no session (`missing_session_id`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sessionless {
    /// Nothing.
    #[default]
    Let,
    /// Each is a session of its own.
    Name,
    /// They are refused.
    Refuse,
}

/// How much past its retention is removed at once, and in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PruneRules {
    /// Rows in one transaction.
    pub batch: u32,
    /// Transactions in one go.
    pub batches_max: Option<u32>,
    /// How long one go may take, in microseconds.
    pub micros_max: Option<i64>,
}

/// Who counts as an end user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndUsers {
    /// Whoever is named.
    #[default]
    Named,
    /// Whoever is named and known: a customer, or a user by id or e-mail address.
    Known,
    /// Nobody: nothing is counted for them.
    Nobody,
}

/// Settings that calls obey.
#[derive(Debug, Clone)]
pub struct Policy {
    /// SHA-256 of the master key.
    pub master_key: KeyHash,
    /// Who may connect; everybody when there is nobody on the list.
    pub allowed_ips: Arc<[IpRange]>,
    /// Which routes need no key, are for admins alone, or are there at all.
    pub routes: Arc<RouteRules>,
    /// The model of every call, whatever it asks for (`completion_model`).
    pub forced_model: Option<String>,
    /// Budget of the whole proxy.
    pub max_budget: Option<Budget>,
    /// Budgets of providers, by their names: at its limit a provider is not asked.
    pub provider_budgets: Arc<HashMap<String, Budget>>,
    /// What the operator says about everybody who calls or is called for.
    pub owners: OwnerRules,
    /// Limits of the whole proxy, and the name under which they are counted.
    pub limits: (Arc<str>, RateLimits),
    /// Requests must name their end user.
    pub end_user_required: bool,
    /// Who counts as an end user.
    pub end_users: EndUsers,
    /// Requests may carry no tags of their own.
    pub tags_of_keys_only: bool,
    /// What is kept and told of calls.
    pub privacy: Arc<Privacy>,
    /// Which tokens count for limits per minute.
    pub counted: Counted,
    /// How long a call on a provider's own path may take.
    pub pass_through_timeout_ms: Option<u64>,
    /// OpenAI is told the organization that clients name.
    pub forwards_organization: bool,
    /// A whole answer that nobody waits for any more is given up.
    pub cancels: bool,
    /// What is done about calls that name no session.
    pub sessionless: Sessionless,
    /// Budgets of tags, whether or not somebody made these.
    pub tag_budgets: Arc<HashMap<String, Budget>>,
    /// How much past its retention is removed at once, and in one go.
    pub pruning: PruneRules,
    /// Proxies that say where clients are, where any do (`use_x_forwarded_for`); none named is whoever connects.
    pub trusted_proxies: Option<Arc<[IpRange]>>,
    /// The longest text of a request or an answer that is stored, in characters.
    pub words_chars_max: Option<usize>,
    /// Calls that are refused before anybody is called have rows.
    pub notes_refusals: bool,
    /// Parameters that every request must hold, by dotted path.
    pub required_params: Vec<String>,
    /// What to do about unknown prices under a budget.
    pub unpriced: Unpriced,
    /// Refuse every call whose price is unknown.
    pub refuse_unpriced: bool,
    /// How days and months are cut.
    pub calendar: Calendar,
    /// How long a JSON answer may take, and a stream may be silent, where nothing else is set.
    pub request_timeout_ms: u64,
    /// How long a stream may be silent, where nothing else is set.
    pub stream_timeout_ms: Option<u64>,
    /// How long a stream may last in all.
    pub stream_max_ms: u64,
    /// The longest JSON answer that is accepted, in bytes.
    pub response_bytes_max: usize,
    /// Store the words of calls.
    pub store_payloads: bool,
    /// How long they are kept, in microseconds; none is as long as the rows of their calls.
    pub payloads_kept_micros: Option<i64>,
    /// How long rows of calls are kept, in microseconds; none is for ever.
    pub calls_kept_micros: Option<i64>,
    /// How often what is past that is looked for, in microseconds; none is the usual interval.
    pub pruned_every_micros: Option<i64>,
    /// Calls are tagged with the program that makes them.
    pub tags_agents: bool,
    /// Show the usage chunk to every streaming client.
    pub always_include_usage: bool,
    /// How calls find a deployment, and what follows when it fails.
    pub routing: Arc<RoutingRules>,
    /// Which answers are given again; `None` for none.
    pub cache: Option<CachePolicy>,
}

impl Policy {
    /// The client's name for itself, where rows have it.
    #[must_use]
    pub fn user_agent(&self, context: &CallContext) -> Arc<str> {
        if self.privacy.metadata.has("user_agent") {
            clean(&context.user_agent)
        } else {
            "".into()
        }
    }

    /// Where the client calls from, where rows have it.
    #[must_use]
    pub fn client_ip(&self, context: &CallContext) -> String {
        if self.privacy.metadata.has("requester_ip_address") {
            context.client_ip.clone()
        } else {
            String::new()
        }
    }

    /// What the client notes of the call, where rows have it.
    #[must_use]
    pub fn notes(&self, request: &Request) -> Option<Arc<str>> {
        let kept = self.privacy.metadata.has("spend_logs_metadata");
        kept.then(|| notes_of(request))?
    }
}

/// Makes a deployment of a wildcard into one of a concrete model: its name, price and limits.
pub type Specialise = Arc<dyn Fn(&Deployment, &str) -> Deployment + Send + Sync>;

/// How many concrete models of wildcards are remembered.
const CONCRETE_MAX: usize = 4_096;

/// The snapshot.
pub struct Catalog {
    /// The revision of the database that it shows.
    pub revision: i64,
    /// Settings that calls obey.
    pub policy: Policy,
    /// Everyone whom keys may belong to.
    pub owners: Owners,
    /// What may be said to models and by them.
    pub guards: Guards,
    keys: HashMap<KeyHash, Arc<KeyEntry>>,
    /// Replaced secrets: what they stand for, and until when.
    retired: HashMap<KeyHash, (KeyHash, Micros)>,
    groups: Groups,
    /// Wildcard groups, the most specific first.
    wildcards: Vec<(Arc<str>, Vec<Arc<Served>>)>,
    by_id: HashMap<Arc<str>, Arc<Served>>,
    by_model: HashMap<Arc<str>, Arc<Served>>,
    /// Teams' own deployments, by team and by the name that the team calls them.
    of_teams: HashMap<Arc<str>, Groups>,
    aliases: HashMap<String, Alias>,
    /// One open deployment per provider whose own paths are passed through.
    pass_through: HashMap<&'static str, Arc<Served>>,
    /// The longest path first.
    endpoints: Vec<Arc<PassEndpoint>>,
    specialise: Specialise,
    provider_of: ProviderOf,
    concrete: Mutex<Concrete>,
}

/// Deployments by the name that they answer to.
type Groups = HashMap<Arc<str>, Vec<Arc<Served>>>;

/// Concrete deployments of wildcards, by the wildcard's id and the model.
type Concrete = HashMap<(Arc<str>, String), Arc<Served>>;

/// Tells whose model a bare name is (`gpt-4o` is OpenAI's), when that is known.
pub type ProviderOf = Arc<dyn Fn(&str) -> Option<&'static str> + Send + Sync>;

/// Another name for a group (`model_group_alias`).
#[derive(Debug, Clone)]
pub struct Alias {
    /// The group that it stands for.
    pub model: String,
    /// Left out of model lists.
    pub hidden: bool,
}

/// What a name led to.
#[derive(Debug, Clone)]
pub struct Found {
    /// The group's public name: what allow-lists are asked about besides the name itself.
    pub group: Arc<str>,
    /// Who can answer.
    pub served: Vec<Arc<Served>>,
}

/// A path of the operator's own that is passed on to another service.
#[derive(Debug)]
pub struct PassEndpoint {
    /// The path here, with its slash and without one at the end.
    pub path: String,
    /// Whether what stands below the path is passed on too.
    pub subpaths: bool,
    /// Methods that are passed on; empty means all.
    pub methods: Vec<String>,
    /// Whether the client's own headers go along.
    pub forward_headers: bool,
    /// Parameters of the query where the client names none.
    pub default_query: Vec<(String, String)>,
    /// Whether the client's query goes along.
    pub merge_query: bool,
    /// A header that may carry the client's key.
    pub key_header: Option<String>,
    /// Where it leads, open for any model.
    pub served: Arc<Served>,
}

impl PassEndpoint {
    /// What stands below the endpoint's path; `None` when the path is another one.
    #[must_use]
    pub fn rest<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.path.as_str())?;
        match rest {
            "" | "/" => Some(""),
            _ => rest.strip_prefix('/').filter(|_| self.subpaths),
        }
    }
}

/// What a catalog is made of.
pub struct Parts {
    /// The revision of the database that these were read at.
    pub revision: i64,
    /// Settings that calls obey.
    pub policy: Policy,
    /// Every live key.
    pub keys: Vec<VirtualKey>,
    /// Replaced secrets that are still good: hash, what it stands for, until when.
    pub retired: Vec<(KeyHash, KeyHash, Micros)>,
    /// Everyone whom they may belong to.
    pub owners: OwnerParts,
    /// Every deployment, in order of declaration.
    pub deployments: Vec<Deployment>,
    /// Other names for groups.
    pub aliases: HashMap<String, Alias>,
    /// One open deployment (`openai/*`) per provider whose own paths are passed through.
    pub pass_through: Vec<Deployment>,
    /// Paths of the operator's own that are passed on.
    pub endpoints: Vec<PassEndpoint>,
    /// What may be said to models and by them.
    pub guards: Guards,
    /// How wildcards become concrete.
    pub specialise: Specialise,
    /// Whose model a bare name is.
    pub provider_of: ProviderOf,
}

impl Catalog {
    /// Indexes the parts.
    #[must_use]
    pub fn new(mut parts: Parts) -> Self {
        parts
            .endpoints
            .sort_by_key(|endpoint| std::cmp::Reverse(endpoint.path.len()));
        let mut groups = Groups::new();
        let (mut by_id, mut by_model) = (HashMap::new(), HashMap::new());
        let mut of_teams: HashMap<Arc<str>, Groups> = HashMap::new();
        for deployment in parts.deployments {
            let served = Served::new(deployment);
            let deployment = &served.deployment;
            by_id.insert(deployment.id.clone(), served.clone());
            if let Some(team) = &deployment.team {
                let of_team = of_teams.entry(team.team_id.clone()).or_default();
                let named = of_team.entry(team.public_name.clone()).or_default();
                named.push(served.clone());
                continue;
            }
            for name in [&deployment.litellm_model, &deployment.upstream_model] {
                if !name.contains('*') {
                    by_model
                        .entry(name.clone())
                        .or_insert_with(|| served.clone());
                }
            }
            groups
                .entry(deployment.group.clone())
                .or_default()
                .push(served.clone());
        }
        let wildcards = wildcards(&mut groups);
        add_routing_groups(&mut groups, &parts.policy.routing.groups);
        let owners = Owners::new(
            parts.owners,
            parts.policy.owners.clone(),
            parts.policy.routing.clone(),
        );
        let keys = parts
            .keys
            .into_iter()
            .map(|key| (key.hash, Arc::new(KeyEntry::new(key, &owners))))
            .collect();
        Self {
            revision: parts.revision,
            policy: parts.policy,
            owners,
            guards: parts.guards,
            keys,
            retired: parts
                .retired
                .into_iter()
                .map(|(old, active, end)| (old, (active, end)))
                .collect(),
            groups,
            wildcards,
            by_id,
            by_model,
            of_teams,
            aliases: parts.aliases,
            pass_through: parts
                .pass_through
                .into_iter()
                .map(|deployment| (deployment.provider.name, Served::new(deployment)))
                .collect(),
            endpoints: parts.endpoints.into_iter().map(Arc::new).collect(),
            specialise: parts.specialise,
            provider_of: parts.provider_of,
            concrete: Mutex::default(),
        }
    }

    /// The key with this hash.
    #[must_use]
    pub fn key(&self, hash: &KeyHash) -> Option<&Arc<KeyEntry>> {
        self.keys.get(hash)
    }

    /// Every live key, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<KeyEntry>> {
        self.keys.values()
    }

    /// The key that a replaced secret still stands for.
    #[must_use]
    pub fn retired(&self, hash: &KeyHash, now: Micros) -> Option<&Arc<KeyEntry>> {
        let (active, until) = self.retired.get(hash)?;
        self.keys.get(active).filter(|_| now < *until)
    }

    /// One deployment, by its id.
    #[must_use]
    pub fn served(&self, id: &str) -> Option<Arc<Served>> {
        self.by_id.get(id).cloned()
    }

    /// Whose model a bare name is.
    #[must_use]
    pub fn provider_of(&self, model: &str) -> Option<&'static str> {
        (self.provider_of)(model)
    }

    /// The group that an alias of the router stands for.
    #[must_use]
    pub fn alias(&self, name: &str) -> Option<&Alias> {
        self.aliases.get(name)
    }

    /// Whether any group is a wildcard.
    #[must_use]
    pub fn has_wildcards(&self) -> bool {
        !self.wildcards.is_empty()
    }

    /// Who answers to a name: an exact group, a deployment's id, a wildcard, or the model of a deployment.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Found> {
        if let Some((group, served)) = self.groups.get_key_value(name) {
            return Some(Found {
                group: group.clone(),
                served: served.clone(),
            });
        }
        let by_id = self.by_id.get(name);
        if let Some(served) = by_id.filter(|served| served.deployment.team.is_none()) {
            return Some(Found {
                group: served.deployment.group.clone(),
                served: vec![served.clone()],
            });
        }
        if let Some(found) = self.find_wildcard(name) {
            return Some(found);
        }
        let served = self.by_model.get(name)?;
        Some(Found {
            group: served.deployment.group.clone(),
            served: vec![served.clone()],
        })
    }

    /// The same for a caller of a team, whose own models come first.
    #[must_use]
    pub fn find_for(&self, team: Option<&str>, name: &str) -> Option<Found> {
        let own = team.and_then(|team| self.of_teams.get(team)?.get_key_value(name));
        own.map_or_else(
            || self.find(name),
            |(public, served)| {
                Some(Found {
                    group: public.clone(),
                    served: served.clone(),
                })
            },
        )
    }

    /// The names of a team's own models, in no order.
    pub fn names_of_team(&self, team: &str) -> impl Iterator<Item = &Arc<str>> {
        self.of_teams.get(team).into_iter().flat_map(HashMap::keys)
    }

    /// Tries the name as given, then with the provider that it is known to belong to.
    fn find_wildcard(&self, name: &str) -> Option<Found> {
        let prefixed = (!name.contains('/'))
            .then(|| self.provider_of(name))
            .flatten();
        let prefixed = prefixed.map(|provider| format!("{provider}/{name}"));
        for candidate in [Some(name), prefixed.as_deref()].into_iter().flatten() {
            for (pattern, served) in &self.wildcards {
                let Some(captured) = captures(pattern, candidate) else {
                    continue;
                };
                let concrete: Vec<_> = served
                    .iter()
                    .filter_map(|served| self.concrete(served, candidate, &captured))
                    .collect();
                if !concrete.is_empty() {
                    return Some(Found {
                        group: name.into(),
                        served: concrete,
                    });
                }
            }
        }
        None
    }

    /// The deployment of a wildcard for one concrete name. `None` when the target itself is open and
    /// the name does not say whose model it is.
    fn concrete(&self, served: &Arc<Served>, name: &str, captured: &[&str]) -> Option<Arc<Served>> {
        let deployment = &served.deployment;
        if !deployment.litellm_model.contains('*') {
            return Some(served.clone());
        }
        let target =
            substitute(&deployment.litellm_model, captured).unwrap_or_else(|| name.to_owned());
        let key = (deployment.id.clone(), target);
        let mut concrete = self.concrete.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = concrete.get(&key) {
            return Some(known.clone());
        }
        let made = Served::new((self.specialise)(deployment, &key.1));
        if made.deployment.upstream_model.contains('*') {
            return None;
        }
        if concrete.len() >= CONCRETE_MAX {
            concrete.clear();
        }
        concrete.insert(key, made.clone());
        Some(made)
    }

    /// The operator's own path that a request is on.
    #[must_use]
    pub fn endpoint(&self, path: &str) -> Option<&Arc<PassEndpoint>> {
        self.endpoints
            .iter()
            .find(|endpoint| endpoint.rest(path).is_some())
    }

    /// Who answers on an operator's own path; for one model, or for what names none.
    #[must_use]
    pub fn behind(&self, endpoint: &PassEndpoint, model: Option<&str>) -> Arc<Served> {
        let concrete = model.and_then(|model| self.concrete(&endpoint.served, model, &[model]));
        concrete.unwrap_or_else(|| endpoint.served.clone())
    }

    /// Who answers on a provider's own paths; for one model, or for what names none.
    #[must_use]
    pub fn pass_through(&self, provider: &str, model: Option<&str>) -> Option<Arc<Served>> {
        let open = self.pass_through.get(provider)?;
        match model {
            Some(model) => self.concrete(open, model, &[model]),
            None => Some(open.clone()),
        }
    }

    /// The names of all groups and visible aliases, sorted, wildcards as written.
    #[must_use]
    pub fn names(&self) -> Vec<Arc<str>> {
        let visible = self
            .aliases
            .iter()
            .filter(|(_, alias)| !alias.hidden)
            .map(|(name, _)| name.as_str().into());
        let mut names: Vec<Arc<str>> = self
            .groups
            .keys()
            .cloned()
            .chain(self.wildcards.iter().map(|(name, _)| name.clone()))
            .chain(visible)
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// Every deployment that was declared, in no order.
    pub fn deployments(&self) -> impl Iterator<Item = &Arc<Served>> {
        self.by_id.values()
    }

    /// Access groups of the deployments behind a name. Where several models answer to it, only what is
    /// common to all: who may call one of them may not therefore call the others.
    #[must_use]
    pub fn access_groups(found: &Found) -> Vec<String> {
        let mut of_models: Vec<(&str, Vec<&String>)> = Vec::new();
        for served in &found.served {
            let deployment = &served.deployment;
            let at = of_models
                .iter()
                .position(|(model, _)| *model == &*deployment.group);
            let at = at.unwrap_or_else(|| {
                of_models.push((&deployment.group, Vec::new()));
                of_models.len() - 1
            });
            of_models[at].1.extend(&deployment.access_groups);
        }
        let Some(((_, first), others)) = of_models.split_first() else {
            return Vec::new();
        };
        let common = |group: &&&String| others.iter().all(|(_, groups)| groups.contains(group));
        first
            .iter()
            .filter(common)
            .map(|group| (*group).clone())
            .collect()
    }

    /// The deployments whose sealed words a request brings back, each with all that can read them.
    #[must_use]
    pub fn origins(&self, request: &Object) -> Arc<[Origin]> {
        let named = origin::named(request).into_iter();
        named
            .map(|id| {
                let account = |served: &Served| {
                    let own = &served.deployment;
                    (own.provider.name, own.api_base.clone(), own.api_key.clone())
                };
                let made = self.by_id.get(&*id).map(|served| account(served));
                let readers = self
                    .by_id
                    .iter()
                    .filter(|(_, served)| made == Some(account(served)));
                let readers = readers.map(|(id, _)| id.clone()).collect();
                Origin {
                    id: id.into(),
                    readers,
                }
            })
            .collect()
    }

    /// Whether a wildcard group covers the name.
    #[must_use]
    pub fn covered_by_wildcard(&self, name: &str) -> bool {
        self.wildcards
            .iter()
            .any(|(pattern, _)| matches(pattern, name))
    }
}

/// Lets all members of a routing group answer to its name, too. A model that is declared by that name is
/// called by it still.
fn add_routing_groups(groups: &mut Groups, declared: &[RoutingGroup]) {
    let mut added = Vec::new();
    for group in declared
        .iter()
        .filter(|group| !groups.contains_key(&*group.name))
    {
        // A wildcard has no model of its own that could be asked for by the group's name.
        let members = group.models.iter().filter_map(|model| groups.get(&**model));
        let members: Vec<_> = members.flatten().cloned().collect();
        if !members.is_empty() {
            added.push((Arc::from(group.name.as_str()), members));
        }
    }
    groups.extend(added);
}

/// Takes wildcard groups out, the most specific first.
fn wildcards(groups: &mut Groups) -> Vec<(Arc<str>, Vec<Arc<Served>>)> {
    let wild: Vec<Arc<str>> = groups
        .keys()
        .filter(|name| name.contains('*'))
        .cloned()
        .collect();
    let mut wildcards: Vec<_> = wild
        .into_iter()
        .filter_map(|name| groups.remove(&name).map(|served| (name, served)))
        .collect();
    wildcards.sort_by_key(|(pattern, _)| {
        (
            std::cmp::Reverse(pattern.len()),
            pattern.matches('*').count(),
            pattern.clone(),
        )
    });
    wildcards
}

/// Puts each captured part in the place of one star; `None` when there are more parts than stars.
fn substitute(target: &str, captured: &[&str]) -> Option<String> {
    if captured.len() > target.matches('*').count() {
        return None;
    }
    let mut parts = captured.iter();
    Some(
        target
            .split('*')
            .enumerate()
            .fold(String::new(), |mut text, (index, piece)| {
                if index > 0 {
                    text.push_str(parts.next().unwrap_or(&""));
                }
                text.push_str(piece);
                text
            }),
    )
}

/// Counts only: a catalog holds credentials.
impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (keys, deployments) = (self.keys.len(), self.by_id.len());
        f.debug_struct("Catalog")
            .field("revision", &self.revision)
            .field("keys", &keys)
            .field("deployments", &deployments)
            .finish_non_exhaustive()
    }
}
