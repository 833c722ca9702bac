//! Whether a call may begin: a place in the queue, rate limits, budgets; all of them or none.

use super::Gateway;
use super::authenticate::Caller;
use super::catalog::{Catalog, EndUsers, Pricing, Served, Sessionless, Unpriced};
use super::holders::{Holder, PROXY};
use super::journal::{NoPlace, Places};
use super::ledger::{DayWanted, Estimate, NoRoom, PlaceWanted, RatePlaces, Reservation, Wants};
use super::media;
use super::refusal::{BudgetHit, Refusal};
use super::route::Plan;
use super::tags::{self, AgentTags};
use crate::domain::budget::{Budget, Scope, ScopeKind, WindowKey};
use crate::domain::estimate;
use crate::domain::limit::{LimitHit, RateLimits, Remaining};
use crate::domain::money::Nanos;
use crate::domain::owner::OwnerKind;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallType, MASTER_KEY_ID};
use crate::domain::time::Micros;
use crate::domain::usage::Usage;
use crate::telemetry::Trace;
use crate::wire::door::openai::{Rejection, Request};
use std::cell::OnceCell;
use std::sync::Arc;

/// Everything that a call holds while it runs. Dropping it gives all of it back.
#[derive(Debug)]
pub struct Permit {
    /// The two places in the journal.
    pub places: Places,
    /// What is on record first.
    pub intent: Box<CallIntent>,
    /// Money set aside.
    pub reservation: Reservation,
    /// Places within the rate limits of everyone the call is under.
    pub rate_places: RatePlaces,
    /// The request that it belongs to.
    pub trace: Arc<Trace>,
}

/// What the HTTP side knows about a call besides its body.
#[derive(Debug, Clone)]
pub struct CallContext {
    /// The operation as errors name it (`/chat/completions`).
    pub route: &'static str,
    /// The call id that the client is told; its own, when it sent one.
    pub call_id: Arc<str>,
    /// The end user named in a header, which counts before the body's.
    pub end_user: Option<String>,
    /// Tags named in a header.
    pub tags: Vec<String>,
    /// Tags made of headers that the operator chose.
    pub header_tags: Vec<String>,
    /// A header wants the words of the call hidden, or expressly not.
    pub words_hidden: Option<bool>,
    /// A deadline named in a header, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// The same for the silence of a stream.
    pub stream_timeout_ms: Option<u64>,
    /// A number of retries named in a header.
    pub num_retries: Option<u32>,
    /// The session named in a header, which counts before the body's.
    pub session_id: Option<String>,
    /// The client's own name for itself.
    pub user_agent: String,
    /// Where the client calls from.
    pub client_ip: String,
    /// The request that the call belongs to.
    pub trace: Arc<Trace>,
}

impl CallContext {
    /// Every tag that headers name.
    pub fn given_tags(&self) -> impl Iterator<Item = &String> {
        self.tags.iter().chain(&self.header_tags)
    }

    /// What is known of a call that no client made.
    #[must_use]
    pub fn own(route: &'static str, call_id: Arc<str>) -> Self {
        Self {
            route,
            call_id,
            end_user: None,
            tags: Vec::new(),
            header_tags: Vec::new(),
            words_hidden: None,
            timeout_ms: None,
            stream_timeout_ms: None,
            num_retries: None,
            session_id: None,
            user_agent: String::new(),
            client_ip: String::new(),
            trace: Trace::detached(),
        }
    }
}

/// Who wants what.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The snapshot.
    pub catalog: &'a Catalog,
    /// Who calls.
    pub caller: &'a Caller,
    /// What is known besides the body.
    pub context: &'a CallContext,
    /// The request.
    pub request: &'a Request,
    /// Who is asked.
    pub plan: &'a Plan,
    /// Models that budgets at their limit have sent the call to: those budgets refuse it no more.
    pub spared: &'a [Arc<str>],
    /// What time it is.
    pub now: Micros,
}

/// Admits a call, or says what is in the way.
pub fn admit(gateway: &Gateway, wanted: &Wanted<'_>) -> Result<Permit, Refusal> {
    let guest = Guest::default();
    let under = Under::of(wanted, &guest)?;
    let (estimate, input_tokens) = estimated(wanted, &under)?;
    take(
        gateway,
        wanted,
        &under,
        &under.days,
        (estimate, input_tokens),
    )
}

/// Admits a call that costs nothing by its nature, such as reading a list: rate limits apply, and it is
/// on record.
pub fn admit_free(gateway: &Gateway, wanted: &Wanted<'_>) -> Result<Permit, Refusal> {
    let guest = Guest::default();
    let under = Under::of(wanted, &guest)?;
    let input_tokens = estimate::input_tokens(wanted.request.object.text());
    take(gateway, wanted, &under, &under.days, (None, input_tokens))
}

/// Admits what is done already and has only to be counted, such as a batch: no day is asked whether there is
/// room in it.
pub fn admit_done(gateway: &Gateway, wanted: &Wanted<'_>) -> Result<Permit, Refusal> {
    let guest = Guest::default();
    let under = Under::of(wanted, &guest)?;
    take(gateway, wanted, &under, &[], (None, 0))
}

/// What admission would look at for a call, and what it would say, nothing being taken: the same lists
/// and the same arithmetic as [`admit`].
#[derive(Debug)]
pub struct Weighed {
    /// What the call may cost at most; `None` for one that is free.
    pub estimate: Option<Estimate>,
    /// Why there is no estimate, or the call's customer is refused.
    pub refusal: Option<Refusal>,
    /// Each rate limit that it is under: what it is called, whose it is, the limits, and what would be
    /// left or which is in the way.
    pub places: Vec<WeighedPlace>,
    /// Each budget that it is under, in the order in which they are asked, and whether there is room.
    pub budgets: Vec<WeighedBudget>,
}

/// A rate limit and how a call fares in it.
#[derive(Debug)]
pub struct WeighedPlace {
    /// What it is called in refusals.
    pub descriptor: &'static str,
    /// Whose it is.
    pub id: String,
    /// The limits.
    pub limits: RateLimits,
    /// Of a limit on tokens per day, which stands alone: the limit, and what would be left of it.
    pub day: Option<(i64, Option<i64>)>,
    /// What would be left, or what is in the way.
    pub room: Result<Remaining, LimitHit>,
}

/// A budget and how a call fares in it.
#[derive(Debug)]
pub struct WeighedBudget {
    /// The numbers.
    pub standing: BudgetHit,
    /// Whose it is.
    pub scope: Scope,
    /// How often it starts again.
    pub period: Option<Arc<str>>,
    /// Whether there is room.
    pub room: bool,
}

/// Weighs a call without letting it in.
#[must_use]
pub fn weigh(gateway: &Gateway, wanted: &Wanted<'_>) -> Weighed {
    let now = wanted.now;
    let input_tokens = estimate::input_tokens(wanted.request.object.text());
    let mut weighed = Weighed {
        estimate: None,
        refusal: None,
        places: Vec::new(),
        budgets: Vec::new(),
    };
    let guest = Guest::default();
    let under = match Under::of(wanted, &guest) {
        Ok(under) => under,
        Err(refusal) => {
            weighed.refusal = Some(refusal);
            return weighed;
        }
    };
    match estimated(wanted, &under) {
        Ok((estimate, _)) => weighed.estimate = estimate,
        Err(refusal) => weighed.refusal = Some(refusal),
    }
    let of_minute = minute_tokens(wanted, input_tokens);
    let tokens = tokens(wanted, input_tokens);
    let place = |place: &PlaceWanted<'_>| WeighedPlace {
        descriptor: place.descriptor,
        id: place.id.to_string(),
        limits: place.limits,
        day: None,
        room: gateway.ledger.weigh_place(place, of_minute, now),
    };
    weighed.places = under.places.iter().map(place).collect();
    let calendar = &wanted.catalog.policy.calendar;
    weighed.places.extend(under.days.iter().map(|day| {
        let left = gateway.ledger.weigh_day(day, tokens, calendar, now);
        WeighedPlace {
            descriptor: day.descriptor,
            id: day.id.to_string(),
            limits: RateLimits::default(),
            day: Some((day.limit.tokens, left.ok())),
            room: left.map(|_| Remaining::default()),
        }
    }));
    // A call that costs nothing asks no budget.
    let free = weighed.estimate.is_none() && weighed.refusal.is_none();
    let nothing = Estimate {
        nanos: Nanos::ZERO,
        bounded: true,
    };
    let estimate = weighed.estimate.unwrap_or(nothing);
    let budget = |budget: &&Budget| {
        let (standing, room) = gateway.ledger.weigh(budget, estimate, calendar, now);
        WeighedBudget {
            standing,
            scope: budget.scope.clone(),
            period: budget.period.as_ref().map(|(_, written)| written.clone()),
            room: room || free,
        }
    };
    weighed.budgets = under.budgets.iter().map(budget).collect();
    weighed
}

/// Lets a call that is under way into another group: what it holds is given back, and what the other
/// group asks for is taken. On a refusal nothing is reserved any more.
pub fn readmit(
    gateway: &Gateway,
    wanted: &Wanted<'_>,
    intent: &mut CallIntent,
    places: &mut RatePlaces,
    reservation: &mut Option<Reservation>,
) -> Result<(), Refusal> {
    let guest = Guest::default();
    let under = Under::of(wanted, &guest)?;
    let (estimate, input_tokens) = estimated(wanted, &under)?;
    let calendar = &wanted.catalog.policy.calendar;
    let held = reservation.take();
    let tokens = tokens(wanted, input_tokens);
    let wants = Wants {
        budgets: under.asked(estimate.is_some()),
        estimate: estimate.unwrap_or_default(),
        days: &under.days,
        tokens,
    };
    let reserved = gateway
        .ledger
        .change(held, &wants, calendar, wanted.now)
        .map_err(|no| under.refused(no))?;
    // After the budgets, so that their no counts no request.
    places
        .change(
            &under.places,
            minute_tokens(wanted, input_tokens),
            wanted.now,
        )
        .map_err(|(index, hit)| under.refused(NoRoom::Place(index, hit)))?;
    intent.model_group = clean(&wanted.plan.group);
    intent.windows = windows(wanted, &under).into();
    intent.reserved = reserved.amount();
    intent.estimated_input_tokens = input_tokens;
    intent.price_version = price_version(wanted.plan);
    *reservation = Some(reserved);
    Ok(())
}

fn estimated(wanted: &Wanted<'_>, under: &Under<'_>) -> Result<(Option<Estimate>, u64), Refusal> {
    let input_tokens = estimate::input_tokens(wanted.request.object.text());
    let Wanted {
        catalog,
        request,
        plan,
        ..
    } = *wanted;
    let estimate = estimate_cost(catalog, request, plan, &under.budgets, input_tokens)?;
    Ok((estimate, input_tokens))
}

/// The tokens that a call is taken to use: what comes in, and what may come out or,
/// where nobody says, what its key's settings expect.
fn tokens(wanted: &Wanted<'_>, input: u64) -> u64 {
    let expected = || {
        let rules = &wanted.caller.key()?.rules;
        let of_model = rules.output_tokens_of.get(&*wanted.plan.group).copied();
        of_model.or(rules.output_tokens)
    };
    let output = wanted.request.max_output_tokens.or_else(expected);
    input.saturating_add(output.unwrap_or(0))
}

/// The same as far as it counts for limits per minute (`token_rate_limit_type`).
fn minute_tokens(wanted: &Wanted<'_>, input: u64) -> u64 {
    let output = tokens(wanted, input).saturating_sub(input);
    wanted.catalog.policy.counted.of(input, output)
}

/// Refuses a request without a parameter that the operator, or the caller's key, asks for
/// (`enforced_params`), or that names no end user where it must (`enforce_user_param`).
pub fn require_params(
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
) -> Result<(), Refusal> {
    let missing = |message: String| {
        Refusal::Rejected(Rejection {
            status: 400,
            error_type: "bad_request_error",
            param: None,
            message,
        })
    };
    let nameless = context.end_user.is_none() && request.end_user.is_none();
    if catalog.policy.end_user_required && nameless {
        let message =
            "BadRequest please pass param=user in request body. 'enforce_user_param' asks for it.";
        return Err(missing(message.to_owned()));
    }
    tags::require_none(&catalog.policy, context, Some(request))?;
    let of_key = caller.key().map(|entry| entry.rules.required.as_slice());
    let required = catalog.policy.required_params.iter();
    let mut required = required.chain(of_key.unwrap_or_default());
    match required.find(|path| !holds(request, path)) {
        None => Ok(()),
        Some(path) => Err(missing(format!(
            "BadRequest please pass param={path} in request body. This is a required param"
        ))),
    }
}

/// Gives a call without a session one of its own, or refuses it (`missing_session_id`).
pub fn require_session(
    catalog: &Catalog,
    context: &mut CallContext,
    request: &Request,
) -> Result<(), Refusal> {
    if session(context, Some(request)).is_some() {
        return Ok(());
    }
    match catalog.policy.sessionless {
        Sessionless::Let => Ok(()),
        Sessionless::Name => {
            context.session_id = Some(uuid::Uuid::new_v4().to_string());
            Ok(())
        }
        Sessionless::Refuse => Err(Refusal::Rejected(Rejection {
            status: 400,
            error_type: "bad_request_error",
            param: Some("session_id"),
            message: "BadRequest please name the session of the call, in the header x-litellm-session-id or as \
                      metadata.session_id. 'missing_session_id' asks for it."
                .to_owned(),
        })),
    }
}

/// Whether a request says anything at a dotted path.
fn holds(request: &Request, path: &str) -> bool {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let Some(raw) = request.object.get(first) else {
        return false;
    };
    if rest.is_empty() {
        return raw.trim() != "null";
    }
    let value = serde_json::from_str::<serde_json::Value>(raw).unwrap_or_default();
    let pointer = format!("/{}", rest.replace('.', "/"));
    value
        .pointer(&pointer)
        .is_some_and(|found| !found.is_null())
}

/// The limits of an end user whom nobody made, where there are any.
type Guest = OnceCell<Option<Holder>>;

fn rate_limited(descriptor: &'static str, id: &str, hit: LimitHit) -> Refusal {
    let prefix = format!("{descriptor}:");
    let id = id.strip_prefix(&prefix).unwrap_or(id);
    Refusal::RateLimited {
        descriptor,
        id: id.to_owned(),
        hit,
    }
}

fn price_version(plan: &Plan) -> Arc<str> {
    let price = plan.served[0].price.as_ref();
    price.map_or_else(|| "".into(), |(version, _)| version.clone())
}

fn take(
    gateway: &Gateway,
    wanted: &Wanted<'_>,
    under: &Under<'_>,
    days: &[DayWanted<'_>],
    (estimate, input_tokens): (Option<Estimate>, u64),
) -> Result<Permit, Refusal> {
    let Wanted {
        catalog,
        caller,
        context,
        request,
        plan,
        now,
        ..
    } = *wanted;
    let places = gateway
        .journal
        .places()
        .map_err(|no_place| match no_place {
            NoPlace::Full => Refusal::Overloaded {
                calls_max: gateway.journal.calls_max(),
            },
            NoPlace::Closed => Refusal::Draining,
        })?;
    let tokens = tokens(wanted, input_tokens);
    let calendar = &catalog.policy.calendar;
    let wants = Wants {
        budgets: under.asked(estimate.is_some()),
        estimate: estimate.unwrap_or_default(),
        days,
        tokens,
    };
    let (rate_places, reservation) = gateway
        .ledger
        .let_in(
            (&under.places, minute_tokens(wanted, input_tokens)),
            &wants,
            calendar,
            now,
        )
        .map_err(|no| under.refused(no))?;
    let end_user = under.end_user.clone();
    let windows = windows(wanted, under);
    let key = caller.key().map(|entry| &entry.key);
    let intent = CallIntent {
        request_id: uuid::Uuid::now_v7().to_string().into(),
        call_id: context.call_id.clone(),
        started_at: now,
        call_type: request.call_type,
        stream: request.stream,
        key_id: caller
            .key()
            .map_or_else(|| MASTER_KEY_ID.into(), |entry| entry.id.clone()),
        user_id: key.and_then(|key| key.user_id.clone()),
        team_id: key.and_then(|key| key.team_id.clone()),
        org_id: caller.key().and_then(|entry| entry.organization_id.clone()),
        end_user,
        tags: tags::of_row(caller, context, Some(request), &under.agent),
        session_id: session(context, Some(request)),
        user_agent: catalog.policy.user_agent(context),
        degraded_from: None,
        model_group: clean(&plan.group),
        windows: windows.into(),
        reserved: reservation.amount(),
        estimated_input_tokens: input_tokens,
        price_version: price_version(plan),
    };
    Ok(Permit {
        places,
        intent: Box::new(intent),
        reservation,
        rate_places,
        trace: context.trace.clone(),
    })
}

/// What the client says that the call is part of.
pub(super) fn session(context: &CallContext, request: Option<&Request>) -> Option<Arc<str>> {
    let of_body = request.and_then(|request| request.session_id.as_ref());
    let named = context.session_id.as_ref().or(of_body);
    named
        .map(|session| clean(session))
        .filter(|session| !session.is_empty())
}

/// The end user of a call, as far as the operator has any (`validate_end_user_id_in_db`,
/// `disable_end_user_cost_tracking`).
pub(super) fn end_user(
    catalog: &Catalog,
    context: &CallContext,
    request: Option<&Request>,
) -> Option<Arc<str>> {
    let of_body = request.and_then(|request| request.end_user.as_ref());
    let named = clean(context.end_user.as_ref().or(of_body)?);
    let counts = match catalog.policy.end_users {
        EndUsers::Named => true,
        EndUsers::Known => catalog.owners.is_somebody(&named),
        EndUsers::Nobody => false,
    };
    counts.then_some(named)
}

/// Texts from outside, as they may be stored: no control characters, bounded length.
#[must_use]
pub fn clean(text: &str) -> Arc<str> {
    const CHARS_MAX: usize = 256;
    text.chars()
        .filter(|c| !c.is_control())
        .take(CHARS_MAX)
        .collect::<String>()
        .into()
}

/// Whose limits a call is under, with those for its model.
struct Under<'a> {
    end_user: Option<Arc<str>>,
    /// Tags of the program that calls.
    agent: AgentTags,
    /// Tags of the call and access groups of its model that have limits or are counted.
    marks: Vec<&'a Scope>,
    /// Those that may refuse it.
    budgets: Vec<&'a Budget>,
    /// Those at their limit that have sent it to a cheaper model: it is counted in them.
    spared: Vec<&'a Budget>,
    places: Vec<PlaceWanted<'a>>,
    days: Vec<DayWanted<'a>>,
    /// Where spend raises an alert.
    soft: Vec<&'a Budget>,
}

impl<'a> Under<'a> {
    fn of(wanted: &Wanted<'a>, guest: &'a Guest) -> Result<Self, Refusal> {
        let Wanted {
            catalog,
            caller,
            context,
            request,
            plan,
            spared,
            ..
        } = *wanted;
        let end_user = end_user(catalog, context, Some(request));
        let known = end_user
            .as_ref()
            .and_then(|user| catalog.owners.holder(OwnerKind::EndUser, user));
        if let Some(blocked) = known.filter(|holder| holder.blocked) {
            return Err(Refusal::BlockedOwner {
                kind: ScopeKind::EndUser,
                id: blocked.scope.id.clone(),
            });
        }
        let rules = caller.key().map(|entry| &entry.rules);
        let unknown = end_user.as_ref().filter(|_| known.is_none());
        let guest = unknown.and_then(|user| {
            let made = guest.get_or_init(|| catalog.owners.guest(user, rules));
            made.as_ref()
        });
        let known = known.map(|known| &**known).or(guest);
        let own = caller.key().map(|entry| entry.holders.as_slice());
        let own = own.unwrap_or_default().iter().map(|holder| &**holder);
        let agent = tags::of_agent(&catalog.policy, context);
        let carries = |tag: &str| {
            let own = caller.key().map(|entry| entry.tags.as_slice());
            let mut own = own.unwrap_or_default().iter().chain(agent.iter().flatten());
            let mut given = context.given_tags().chain(&request.tags);
            own.any(|own| **own == *tag) || given.any(|given| given == tag)
        };
        let mut under = Self {
            end_user,
            agent: agent.clone(),
            marks: Vec::new(),
            budgets: Vec::with_capacity(4),
            spared: Vec::new(),
            places: Vec::with_capacity(4),
            days: Vec::new(),
            soft: Vec::new(),
        };
        let names = [&*plan.group, &*plan.served[0].deployment.group];
        let (proxy, limits) = &catalog.policy.limits;
        under.place(proxy, PROXY, *limits);
        for holder in own.chain(known) {
            under.add(holder, names);
            for of_tag in &holder.of_tags {
                if carries(&of_tag.tag) {
                    under.place(&of_tag.rate_id, of_tag.descriptor, of_tag.rates);
                }
            }
        }
        under.tag(catalog, caller, context, request, names);
        under.groups(catalog, plan, names);
        under.budgets.extend(&catalog.policy.max_budget);
        if !spared.is_empty() {
            let sent = |budget: &&Budget| {
                let mut to = budget.degrade_to.iter();
                to.any(|to| spared.contains(to))
            };
            let budgets = std::mem::take(&mut under.budgets);
            (under.spared, under.budgets) = budgets.into_iter().partition(sent);
        }
        Ok(under)
    }

    /// What is said to a call that there is no room for.
    fn refused(&self, no: NoRoom) -> Refusal {
        match no {
            NoRoom::Budget(hit) => Refusal::OverBudget(hit),
            NoRoom::Place(index, hit) => {
                let place = &self.places[index];
                rate_limited(place.descriptor, place.id, hit)
            }
            NoRoom::Day(index, hit) => {
                let day = &self.days[index];
                rate_limited(day.descriptor, day.id, hit)
            }
        }
    }

    /// The budgets that are asked: none for a call that costs nothing.
    fn asked(&self, costs: bool) -> &[&'a Budget] {
        if costs { &self.budgets } else { &[] }
    }

    /// Puts the call under its tags: the key's, the team's, those that the client names, and its program's.
    fn tag(
        &mut self,
        catalog: &'a Catalog,
        caller: &'a Caller,
        context: &CallContext,
        request: &Request,
        names: [&'a str; 2],
    ) {
        let own = caller.key().map(|entry| entry.tags.as_slice());
        let own = own.unwrap_or_default().iter().map(|tag| &**tag);
        let agent = self.agent.clone();
        let given = context.tags.iter().chain(&context.header_tags);
        let given = given.chain(&request.tags).map(String::as_str);
        let of_agent = agent.iter().flatten().map(|tag| &**tag);
        for tag in own.chain(given).chain(of_agent) {
            if let Some(budget) = catalog.policy.tag_budgets.get(tag)
                && !self.budgets.iter().any(|one| one.scope == budget.scope)
            {
                self.budgets.push(budget);
            }
            // Tags that nobody made are words, without limits or totals.
            let Some(holder) = catalog.owners.holder(OwnerKind::Tag, tag) else {
                continue;
            };
            self.mark(holder, names);
        }
    }

    /// Puts the call under the access groups of whoever may answer it.
    fn groups(&mut self, catalog: &'a Catalog, plan: &'a Plan, names: [&'a str; 2]) {
        let words = plan.served.iter();
        for word in words.flat_map(|served| &served.deployment.access_groups) {
            if let Some(holder) = catalog.owners.holder(OwnerKind::AccessGroup, word) {
                self.mark(holder, names);
            }
        }
    }

    fn mark(&mut self, holder: &'a Holder, names: [&'a str; 2]) {
        if !self.marks.contains(&&holder.scope) {
            self.marks.push(&holder.scope);
            self.add(holder, names);
        }
    }

    fn add(&mut self, holder: &'a Holder, names: [&'a str; 2]) {
        self.budgets.extend(&holder.budgets);
        self.soft.extend(&holder.soft_budget);
        self.place(&holder.rate_id, holder.descriptor, holder.rates);
        self.days.extend(holder.day.iter().map(|limit| DayWanted {
            id: &holder.rate_id,
            descriptor: holder.descriptor,
            limit,
        }));
        for of_model in holder.of_model(names) {
            self.budgets.extend(&of_model.budget);
            self.place(&of_model.rate_id, of_model.descriptor, of_model.rates);
        }
    }

    fn place(&mut self, id: &'a Arc<str>, descriptor: &'static str, limits: RateLimits) {
        if !limits.is_unlimited() {
            self.places.push(PlaceWanted {
                id,
                descriptor,
                limits,
            });
        }
    }
}

/// Where the spend of the whole proxy is counted.
#[must_use]
pub fn global_scope() -> Scope {
    Scope {
        kind: ScopeKind::Global,
        id: "".into(),
    }
}

/// What the call may cost at most; `None` when it is free and no budget need be asked.
fn estimate_cost(
    catalog: &Catalog,
    request: &Request,
    plan: &Plan,
    budgets: &[&Budget],
    input_tokens: u64,
) -> Result<Option<Estimate>, Refusal> {
    let policy = &catalog.policy;
    let mut most: Option<Estimate> = None;
    for served in &plan.served {
        let (pricing, usage, bounded) = most_used(request, served, input_tokens);
        let next = match pricing {
            Pricing::Free => continue,
            Pricing::Unknown => {
                let scope = budgets.first().map(|budget| budget.label.to_string());
                let allowed = policy.unpriced == Unpriced::Allow && !policy.refuse_unpriced;
                match scope {
                    Some(scope) if !allowed => {
                        return Err(Refusal::Unpriced {
                            model: plan.group.to_string(),
                            scope,
                        });
                    }
                    None if policy.refuse_unpriced => {
                        return Err(Refusal::Unpriced {
                            model: plan.group.to_string(),
                            scope: String::new(),
                        });
                    }
                    _ => Estimate {
                        nanos: Nanos::ZERO,
                        bounded: true,
                    },
                }
            }
            Pricing::Priced((_, price)) => Estimate {
                nanos: price.cost(&usage, tier(request)).total,
                bounded,
            },
        };
        most = Some(most.map_or(next, |most| Estimate {
            nanos: most.nanos.max(next.nanos),
            bounded: most.bounded && next.bounded,
        }));
    }
    Ok(most)
}

fn tier(request: &Request) -> ServiceTier {
    let named = request.object.read::<&str>("service_tier");
    named.map_or(ServiceTier::Standard, ServiceTier::parse)
}

/// What a call may cost at most with one deployment; `None` when it is free there.
#[must_use]
pub fn estimate_at(request: &Request, served: &Arc<Served>, input_tokens: u64) -> Option<Estimate> {
    let (pricing, usage, bounded) = most_used(request, served, input_tokens);
    match pricing {
        Pricing::Free => None,
        Pricing::Unknown => Some(Estimate::default()),
        Pricing::Priced((_, price)) => Some(Estimate {
            nanos: price.cost(&usage, tier(request)).total,
            bounded,
        }),
    }
}

/// The price of a call and the most that it may use; false where that has no known end.
fn most_used<'s>(
    request: &Request,
    served: &'s Arc<Served>,
    input_tokens: u64,
) -> (Pricing<'s>, Usage, bool) {
    if request.call_type.is_media() {
        let (pricing, usage) = media::bound(request, served, input_tokens);
        return (pricing, usage, true);
    }
    let (input, output) = usage_bound(request, served, input_tokens);
    let usage = Usage {
        input,
        output: output.unwrap_or(0),
        ..Usage::default()
    };
    (served.pricing(request.call_type), usage, output.is_some())
}

/// The most tokens that go in and come out; `None` for an answer without a known end.
fn usage_bound(request: &Request, served: &Arc<Served>, input_tokens: u64) -> (u64, Option<u64>) {
    let deployment = &served.deployment;
    let input = deployment
        .max_input_tokens
        .map_or(input_tokens, |most| input_tokens.min(most));
    if request.call_type == CallType::Embedding {
        return (input, Some(0));
    }
    let most = match (request.max_output_tokens, deployment.max_output_tokens) {
        (Some(asked), Some(model)) => Some(asked.min(model)),
        (asked, model) => asked.or(model),
    };
    (input, most.map(|most| most.saturating_mul(request.choices)))
}

/// Everybody whom a call belongs to, the whole proxy first.
pub(super) fn lifetimes<'a>(
    caller: &'a Caller,
    end_user: Option<&'a Arc<str>>,
) -> impl Iterator<Item = Scope> + 'a {
    let entry = caller.key();
    let key = entry.map(|entry| &entry.key);
    let user = key.and_then(|key| key.user_id.as_ref());
    let team = key.and_then(|key| key.team_id.as_ref());
    let owned = [
        (ScopeKind::Key, entry.map(|entry| &entry.id)),
        (ScopeKind::User, user),
        (ScopeKind::Team, team),
        (
            ScopeKind::Organization,
            entry.and_then(|entry| entry.organization_id.as_ref()),
        ),
        (ScopeKind::EndUser, end_user),
    ];
    let owned = owned.into_iter().filter_map(|(kind, id)| {
        let id = id?.clone();
        Some(Scope { kind, id })
    });
    let holders = entry.map(|entry| entry.holders.as_slice());
    let members = holders.unwrap_or_default().iter().filter(|holder| {
        let kind = holder.scope.kind;
        matches!(kind, ScopeKind::TeamMember | ScopeKind::OrganizationMember)
    });
    let members = members.map(|holder| holder.scope.clone());
    std::iter::once(global_scope()).chain(owned).chain(members)
}

/// Every total that the call counts towards: lifetimes of all it belongs to, and budget windows.
fn windows(wanted: &Wanted<'_>, under: &Under<'_>) -> Vec<WindowKey> {
    let Wanted {
        catalog,
        caller,
        now,
        ..
    } = *wanted;
    let mut windows: Vec<WindowKey> = lifetimes(caller, under.end_user.as_ref())
        .chain(under.marks.iter().map(|scope| (*scope).clone()))
        .map(WindowKey::lifetime)
        .collect();
    let budgets = under.budgets.iter().chain(&under.spared);
    for budget in budgets.chain(&under.soft) {
        let (window, _) = budget.window(&catalog.policy.calendar, now);
        if !windows.contains(&window) {
            windows.push(window);
        }
    }
    for day in &under.days {
        let (window, _) = day.limit.window(&catalog.policy.calendar, now);
        if !windows.contains(&window) {
            windows.push(window);
        }
    }
    windows
}
