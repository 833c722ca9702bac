//! Who answers: from the name in a request to deployments in the order in which they are tried.

use super::Gateway;
use super::admit::{self, CallContext};
use super::affinity::{self, Marks};
use super::authenticate::Caller;
use super::catalog::{Catalog, Found, KeyEntry, PassEndpoint, Served};
use super::holders::Holder;
use super::refusal::{NoDeployment, Refusal};
use super::strategy::{Wish, choose};
use super::tags;
use crate::domain::allow::{AllowList, Named};
use crate::domain::budget::ScopeKind;
use crate::domain::estimate;
use crate::domain::record::CallType;
use crate::wire::door::openai::{Rejection, Request};
use std::borrow::Cow;
use std::sync::Arc;

/// The model that judges where nobody names one.
pub const USUAL_JUDGE: &str = "omni-moderation-latest";

/// The deployments for one call.
#[derive(Debug)]
pub struct Plan {
    /// The name that the client is shown: what it asked for.
    pub group: Arc<str>,
    /// Who is tried, in this order; never empty.
    pub served: Vec<Arc<Served>>,
    /// How many deployments the group has, those included that are left out for now.
    pub size: usize,
    /// The call may go nowhere else, whatever was heard of its deployment.
    pub pinned: bool,
    /// What the call belongs to, where calls that belong together keep to a deployment.
    pub marks: Marks,
}

impl Plan {
    /// A plan of one deployment, and no other.
    #[must_use]
    pub fn to(group: &str, served: Arc<Served>) -> Self {
        Self {
            group: group.into(),
            served: vec![served],
            size: 1,
            pinned: true,
            marks: Marks::default(),
        }
    }

    /// Keeps to the deployment that the request continues an answer of.
    fn only(
        mut self,
        deployment: &str,
        catalog: &Catalog,
        in_region: bool,
    ) -> Result<Self, Refusal> {
        let of_group = |served: &Arc<Served>| {
            let mut own = self.served.iter();
            // Where an end user is kept to a region, those that are left are all in it.
            own.any(|own| {
                own.deployment.group == served.deployment.group
                    && (!in_region || own.region == served.region)
            })
        };
        let Some(served) = catalog.served(deployment).filter(of_group) else {
            return Err(Refusal::Rejected(Rejection {
                status: 400,
                error_type: "invalid_request_error",
                param: Some("previous_response_id"),
                message: "previous_response_id belongs to another model. Continue with the model that made it, or send the whole conversation in 'input'.".to_owned(),
            }));
        };
        self.served = vec![served];
        self.pinned = true;
        Ok(self)
    }
}

/// Who answers a request: its model, and those of the model's deployments that may be asked now, in the
/// order in which they are.
pub fn route(
    gateway: &Gateway,
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
) -> Result<Plan, Refusal> {
    let plan = everyone(catalog, caller, context, request)?;
    match &request.deployment {
        Some(deployment) => {
            let end_user = end_user(catalog, caller, context, request);
            let in_region = end_user.is_some_and(|holder| holder.region.is_some());
            plan.only(deployment, catalog, in_region)
        }
        None => ordered(gateway, catalog, caller, context, request, plan),
    }
}

/// The same for a model that the request does not name.
pub fn route_to(
    gateway: &Gateway,
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
    model: &str,
) -> Result<Plan, Refusal> {
    let end_user = end_user(catalog, caller, context, request);
    let asker = (caller, end_user.as_deref());
    let plan = called(catalog, asker, context.route, request, model)?;
    ordered(gateway, catalog, caller, context, request, plan)
}

fn ordered(
    gateway: &Gateway,
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
    mut plan: Plan,
) -> Result<Plan, Refusal> {
    let rules = &catalog.policy.routing;
    let filters_tags = request.controls.filters_tags.unwrap_or(rules.tags.enabled);
    let tags = filters_tags.then(|| tags::named(caller, context, Some(request)));
    let counted = rules.pre_call_checks;
    let wish = Wish {
        group: &plan.group,
        tags: tags.as_deref(),
        user_agent: &context.user_agent,
        input_tokens: if counted {
            estimate::input_tokens(request.object.text())
        } else {
            0
        },
        stream: request.stream,
    };
    let names = [&*plan.group, &*plan.served[0].deployment.group];
    let affinity = rules.affinity_for(names);
    if affinity.by_content {
        affinity::keep_readers(&mut plan.served, &request.origins);
    }
    plan.served = within_budgets(gateway, catalog, plan.served, &plan.group)?;
    let now = gateway.now();
    let group = plan.group.clone();
    plan.served = choose(&gateway.health, rules, plan.served, &wish, now)?;
    if affinity.is_on() {
        let session = context.session_id.as_deref();
        plan.marks = affinity::marks(affinity, caller, request, session, &group);
        let ttl = affinity.ttl_seconds;
        gateway
            .affinity
            .prefer(&plan.marks, ttl, &mut plan.served, now);
    }
    Ok(plan)
}

/// Leaves out whose provider has spent its budget.
fn within_budgets(
    gateway: &Gateway,
    catalog: &Catalog,
    served: Vec<Arc<Served>>,
    group: &str,
) -> Result<Vec<Arc<Served>>, Refusal> {
    let budgets = &catalog.policy.provider_budgets;
    if budgets.is_empty() && served.iter().all(|one| one.budget.is_none()) {
        return Ok(served);
    }
    let mut over = None;
    let within = |one: &Arc<Served>| {
        let provider = one.deployment.provider.name;
        let of_provider = budgets.get(provider).map(|budget| (budget, provider));
        let own = one
            .budget
            .as_ref()
            .map(|budget| (budget, &*budget.scope.id));
        let hit = of_provider
            .into_iter()
            .chain(own)
            .find_map(|(budget, whose)| {
                let (window, resets_at) = budget.window(&catalog.policy.calendar, gateway.now());
                // What calls in flight hold counts, or many at once would go where there is no room for them.
                let (spent, reserved) = gateway.ledger.balance(&window);
                let hit = NoDeployment::ProviderBudget {
                    group: group.to_owned(),
                    provider: whose.to_owned(),
                    spent,
                    limit: budget.limit,
                    resets_at,
                };
                (spent + reserved >= budget.limit).then_some(hit)
            });
        let free = hit.is_none();
        over = hit.or(over.take());
        free
    };
    let left: Vec<Arc<Served>> = served.into_iter().filter(within).collect();
    match over {
        Some(over) if left.is_empty() => Err(Refusal::NoDeployment(Box::new(over))),
        _ => Ok(left),
    }
}

/// Resolves the model of a request, and checks that the caller may use it. All its deployments are in
/// the plan, in no order.
pub fn everyone(
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
) -> Result<Plan, Refusal> {
    let end_user = end_user(catalog, caller, context, request);
    let end_user = end_user.as_deref();
    let route = context.route;
    let named = |model: &&String| !model.is_empty();
    let usual = || end_user.and_then(|holder| holder.default_model.as_ref());
    let forced = catalog.policy.forced_model.as_ref();
    let asked = forced.or_else(|| request.model.as_ref().filter(named).or_else(usual));
    let Some(asked) = asked.filter(named) else {
        return Err(unknown(catalog, route, request.model.clone()));
    };
    called(catalog, (caller, end_user), route, request, asked)
}

/// The end user of a call, where they are kept to models or a region, or have a usual model.
fn end_user<'c>(
    catalog: &'c Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
) -> Option<Cow<'c, Holder>> {
    if !catalog.owners.end_users_choose() {
        return None;
    }
    let named = admit::end_user(catalog, context, Some(request))?;
    let rules = caller.key().map(|entry| &entry.rules);
    catalog.owners.end_user_who_chooses(&named, rules)
}

/// The lists that a model must be on: those of the caller's key and of everyone it belongs to, and those of
/// the end user.
fn lists<'a>(
    caller: &'a Caller,
    end_user: Option<&'a Holder>,
) -> impl Iterator<Item = (ScopeKind, AllowList<'a>)> {
    let own = caller.key().into_iter().flat_map(|entry| limited(entry));
    let theirs = end_user.into_iter().flat_map(Holder::lists);
    own.chain(theirs.map(|list| (ScopeKind::EndUser, list)))
}

/// Leaves out who is not in the region that an end user is kept to.
fn in_region(
    served: &mut Vec<Arc<Served>>,
    group: &str,
    end_user: Option<&Holder>,
) -> Result<(), Refusal> {
    let kept = end_user.and_then(|holder| Some((holder, holder.region?)));
    let Some((holder, region)) = kept else {
        return Ok(());
    };
    served.retain(|served| served.region == Some(region));
    if served.is_empty() {
        return Err(Refusal::NoDeployment(Box::new(NoDeployment::Region {
            group: group.to_owned(),
            end_user: holder.scope.id.clone(),
            region: region.as_str(),
        })));
    }
    Ok(())
}

/// What an end user is kept to, for a call whose deployment is settled.
pub fn require_end_user(
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
    plan: &mut Plan,
) -> Result<(), Refusal> {
    let Some(holder) = end_user(catalog, caller, context, request) else {
        return Ok(());
    };
    let deployment = &plan.served[0].deployment;
    let (provider, group) = (deployment.provider.name, plan.group.clone());
    let full = format!("{provider}/{group}");
    for list in holder.lists() {
        let named = |name, provider| Named {
            name,
            provider,
            groups: &deployment.access_groups,
        };
        let allowed = list.allows(named(&group, Some(provider))) || list.allows(named(&full, None));
        // Words that name no model are nobody's.
        if request.model.is_some() && !allowed {
            return Err(Refusal::ModelNotAllowed {
                whose: ScopeKind::EndUser,
                model: group.to_string(),
            });
        }
    }
    in_region(&mut plan.served, &group, Some(&holder))
}

fn called(
    catalog: &Catalog,
    (caller, end_user): (&Caller, Option<&Holder>),
    route: &str,
    request: &Request,
    asked: &str,
) -> Result<Plan, Refusal> {
    let (name, found) = resolve(catalog, caller, asked);
    let found = found.or_else(|| usual_judge(catalog, request, global_alias(catalog, &name)));
    require_on(
        catalog,
        lists(caller, end_user),
        asked,
        &name,
        found.as_ref(),
    )?;
    let found = found.ok_or_else(|| unknown(catalog, route, Some(asked.to_owned())));
    let mut found = found?;
    in_region(&mut found.served, asked, end_user)?;
    Ok(Plan {
        group: asked.into(),
        size: found.served.len(),
        served: found.served,
        pinned: false,
        marks: Marks::default(),
    })
}

/// Follows aliases from the name in a request: the name as the caller's own aliases have it, and who
/// answers to it.
fn resolve(catalog: &Catalog, caller: &Caller, asked: &str) -> (String, Option<Found>) {
    let name = own_alias(caller, asked);
    let target = global_alias(catalog, &name);
    let team = caller.key().and_then(|entry| entry.key.team_id.as_deref());
    let found = catalog.find_for(team, target);
    if found.is_some() {
        return (name, found);
    }
    // Some programs leave the SDK's own prefix for this proxy on the name.
    match asked.strip_prefix("litellm_proxy/") {
        Some(bare) if !bare.is_empty() => resolve(catalog, caller, bare),
        _ => (name, found),
    }
}

fn global_alias<'n>(catalog: &'n Catalog, name: &'n str) -> &'n str {
    let alias = catalog.alias(name);
    alias.map_or(name, |alias| alias.model.as_str())
}

/// Who would answer to a name, if the caller may use it.
#[must_use]
pub fn reach(catalog: &Catalog, caller: &Caller, asked: &str) -> Option<Found> {
    let (name, found) = resolve(catalog, caller, asked);
    require_model(catalog, caller, asked, &name, found.as_ref()).ok()?;
    found
}

/// Resolves a call on a provider's own path. The model need not be declared, but the caller must be
/// allowed to use it, under its own name or with the provider before it.
pub fn pass_route(
    catalog: &Catalog,
    caller: &Caller,
    provider: &'static str,
    model: Option<&str>,
    only_reads: bool,
) -> Result<Plan, Refusal> {
    let served = catalog
        .pass_through(provider, model)
        .ok_or_else(|| Refusal::UnknownModel {
            route: format!("/{provider}"),
            model: model.map(str::to_owned),
            wildcards: false,
        })?;
    let open = model.is_none() && only_reads;
    if !open {
        require_own_model(catalog, caller, provider, model.unwrap_or(provider))?;
    }
    let name = model.unwrap_or(provider);
    Ok(Plan::to(name, served))
}

/// Refuses a model of a provider that the caller may not call.
fn require_own_model(
    catalog: &Catalog,
    caller: &Caller,
    provider: &'static str,
    name: &str,
) -> Result<(), Refusal> {
    let Some(entry) = caller.key() else {
        return Ok(());
    };
    let full = format!("{provider}/{name}");
    let found = catalog.find(name);
    let groups = found
        .as_ref()
        .map(Catalog::access_groups)
        .unwrap_or_default();
    for (whose, list) in limited(entry) {
        let allows = |name: &str, provider| {
            list.allows(Named {
                name,
                provider,
                groups: &groups,
            })
        };
        if !allows(name, Some(provider)) && !allows(&full, None) {
            return Err(Refusal::ModelNotAllowed {
                whose,
                model: name.to_owned(),
            });
        }
    }
    Ok(())
}

impl Gateway {
    /// Whether a caller may call a model, by the name that clients use.
    pub fn may_call(&self, caller: &Caller, model: &str) -> Result<(), Refusal> {
        let catalog = self.catalog();
        require_model(&catalog, caller, model, model, catalog.find(model).as_ref())
    }

    /// Whether a caller may ask a deployment for a model, by a name of ours or of the provider's.
    pub fn may_ask(&self, caller: &Caller, served: &Served, model: &str) -> Result<(), Refusal> {
        let catalog = self.catalog();
        if catalog.find(model).is_some() {
            return self.may_call(caller, model);
        }
        require_own_model(&catalog, caller, served.deployment.provider.name, model)
    }
}

/// Who keeps what is asked about: the deployment's group must be one that the caller may call.
pub fn kept_route(
    catalog: &Catalog,
    caller: &Caller,
    served: &Arc<Served>,
) -> Result<Plan, Refusal> {
    let group = &served.deployment.group;
    let found = Found {
        group: group.clone(),
        served: vec![served.clone()],
    };
    // What is open for any model is asked about single ones elsewhere.
    if !group.contains('*') {
        require_model(catalog, caller, group, group, Some(&found))?;
    }
    Ok(Plan::to(group, served.clone()))
}

/// Who answers on a path of the operator's own. A model that the request names must be one that the
/// caller may call; a request that names none is no call of a model.
pub fn endpoint_route(
    catalog: &Catalog,
    caller: &Caller,
    endpoint: &PassEndpoint,
    model: Option<&str>,
) -> Result<Plan, Refusal> {
    let served = catalog.behind(endpoint, model);
    if let Some(model) = model {
        require_own_model(catalog, caller, served.deployment.provider.name, model)?;
    }
    Ok(Plan::to(model.unwrap_or(&endpoint.path), served))
}

/// OpenAI's judge, whom everybody may ask for nothing, without being declared: with the credential for
/// OpenAI's own paths.
fn usual_judge(catalog: &Catalog, request: &Request, name: &str) -> Option<Found> {
    if request.call_type != CallType::Moderation || name != USUAL_JUDGE {
        return None;
    }
    let served = catalog.pass_through("openai", Some(name))?;
    served.deployment.api_key.as_ref()?;
    Some(Found {
        group: name.into(),
        served: vec![served],
    })
}

fn unknown(catalog: &Catalog, route: &str, model: Option<String>) -> Refusal {
    Refusal::UnknownModel {
        route: route.to_owned(),
        model,
        wildcards: catalog.has_wildcards(),
    }
}

/// Follows an alias of the key or of whom it belongs to: one step, so no ring can form.
fn own_alias(caller: &Caller, asked: &str) -> String {
    let own = caller.key().and_then(|entry| {
        let mut holders = entry.holders.iter();
        holders.find_map(|holder| holder.aliases.get(asked))
    });
    own.map_or(asked, String::as_str).to_owned()
}

/// The allow-lists that leave out any model: of the key and of everyone it belongs to. All must agree.
fn limited(entry: &KeyEntry) -> impl Iterator<Item = (ScopeKind, AllowList<'_>)> {
    let holders = entry.holders.iter();
    holders.flat_map(|holder| holder.lists().map(|list| (holder.scope.kind, list)))
}

/// Each allow-list is asked about the name and about the group that it led to, so that no other
/// spelling of a model gets round it.
fn require_model(
    catalog: &Catalog,
    caller: &Caller,
    asked: &str,
    name: &str,
    found: Option<&Found>,
) -> Result<(), Refusal> {
    require_on(catalog, lists(caller, None), asked, name, found)
}

/// The same for any lists.
fn require_on<'a>(
    catalog: &Catalog,
    lists: impl Iterator<Item = (ScopeKind, AllowList<'a>)>,
    asked: &str,
    name: &str,
    found: Option<&Found>,
) -> Result<(), Refusal> {
    let mut limited = lists.peekable();
    if limited.peek().is_none() {
        return Ok(());
    }
    let groups = found.map(Catalog::access_groups).unwrap_or_default();
    let of_team = found
        .and_then(|found| found.served.first())
        .is_some_and(|served| served.deployment.team.is_some());
    for (whose, list) in limited {
        // What a team owns it may use.
        if of_team && whose == ScopeKind::Team {
            continue;
        }
        let allows = |name: &str| {
            list.allows(Named {
                name,
                provider: catalog.provider_of(name),
                groups: &groups,
            })
        };
        if !allows(name) && !found.is_some_and(|found| allows(&found.group)) {
            return Err(Refusal::ModelNotAllowed {
                whose,
                model: asked.to_owned(),
            });
        }
    }
    Ok(())
}
