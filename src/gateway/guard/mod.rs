//! What may be said: requests are looked at before anybody is called, answers before the client sees them.
//!
//! | what happens | the client sees | the ledger |
//! |---|---|---|
//! | a request is blocked | 400 in its own dialect | the row of a refusal: nobody was called |
//! | a request is masked | its answer | as any call; what is stored of it is masked too |
//! | a whole answer is blocked | 400 in its own dialect | the row of a call that was paid |
//! | a stream is blocked | what came before, then an error event | `client_left` with status 400: the provider's connection is closed, what came is paid |
//! | a judge does not answer | 503, unless it may fail open | as above |

mod after;
mod lines;
mod look;
mod recording;
mod stream;
mod walk;
mod webhook;

use super::admit::CallContext;
use super::authenticate::Caller;
use super::catalog::{Catalog, Served};
use super::pass::{PassAnswer, PassCall, PassTarget};
use super::refusal::Refusal;
use super::{Answer, Gateway};
use crate::domain::guardrail::{Chosen, Guarding, Guardrail};
use crate::wire::door::openai::{Rejection, Request};
use crate::wire::json::Object;
use after::{after, after_own};
use bytes::Bytes;
use look::look;
use serde_json::{Map, Value};
use std::sync::Arc;
use webhook::Side;

/// A guardrail that a request asks for, with parameters of its own.
type Named = (String, Map<String, Value>);

/// Every guardrail that is declared.
#[derive(Debug, Clone, Default)]
pub struct Guards(Vec<Arc<Guardrail>>);

/// Whose words are looked at.
#[derive(Debug, Clone)]
struct Whose {
    caller: Caller,
    end_user: Option<String>,
    call_id: Arc<str>,
}

impl Guards {
    /// These ones.
    #[must_use]
    pub fn new(guardrails: Vec<Arc<Guardrail>>) -> Self {
        Self(guardrails)
    }

    /// Whether none is declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Guardrail>> {
        self.0.iter()
    }

    /// Those that a call is under: the ones for everybody, those of its key, its team and its model, and
    /// those that it asks for. The ones for everybody are left out where they are not `everybodys`. A name
    /// that nobody declared is refused, since somebody relies on it.
    fn choose(
        &self,
        under: &[Arc<str>],
        named: &[Named],
        everybodys: bool,
    ) -> Result<Guarding, Refusal> {
        let asked = named.iter().map(|(name, _)| name.as_str());
        for name in asked.chain(under.iter().map(|name| &**name)) {
            if !self.0.iter().any(|guardrail| &*guardrail.name == name) {
                return Err(unknown(name));
            }
        }
        let chosen = self.0.iter().filter_map(|guardrail| {
            let asked = named.iter().find(|(name, _)| *name == *guardrail.name);
            let looks = guardrail.default_on && everybodys
                || asked.is_some()
                || under.contains(&guardrail.name);
            looks.then(|| Chosen {
                guardrail: guardrail.clone(),
                params: asked.map(|(_, params)| params.clone()).unwrap_or_default(),
            })
        });
        Ok(Guarding {
            chosen: chosen.collect(),
            ..Guarding::default()
        })
    }
}

fn unknown(name: &str) -> Refusal {
    Refusal::Rejected(Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: Some("guardrails"),
        message: format!(
            "There is no guardrail '{name}', which the request, its key, its team or its model names. Guardrails are declared in \
             the configuration file, under 'guardrails'."
        ),
    })
}

/// The guardrails that a request asks for: names, or names with parameters.
fn named(object: &Object) -> Result<Vec<Named>, Refusal> {
    #[derive(serde::Deserialize)]
    struct Notes {
        guardrails: Option<Value>,
    }
    let noted = |name: &str| {
        let raw = object.get(name).filter(|raw| raw.contains("guardrails"))?;
        serde_json::from_str::<Notes>(raw).ok()?.guardrails
    };
    let asked = object.read::<Value>("guardrails");
    let lists = asked
        .into_iter()
        .chain(noted("metadata"))
        .chain(noted("litellm_metadata"))
        .filter(|list| !list.is_null());
    let wrong = || {
        Refusal::Rejected(Rejection {
            status: 400,
            error_type: "invalid_request_error",
            param: Some("guardrails"),
            message: "'guardrails' must be a list of names, or of {name: {\"extra_body\": {...}}}."
                .to_owned(),
        })
    };
    let mut named = Vec::new();
    for list in lists {
        for item in list.as_array().ok_or_else(wrong)? {
            match item {
                Value::String(name) => named.push((name.clone(), Map::new())),
                Value::Object(members) => named.extend(members.iter().map(|(name, given)| {
                    let params = given.get("extra_body").and_then(Value::as_object);
                    (name.clone(), params.cloned().unwrap_or_default())
                })),
                _ => return Err(wrong()),
            }
        }
    }
    Ok(named)
}

/// Makes a call under its guardrails.
pub(super) async fn call(
    gateway: &Arc<Gateway>,
    caller: Caller,
    context: CallContext,
    mut request: Request,
    served: &[Arc<Served>],
) -> Result<Answer, Refusal> {
    if gateway.catalog().guards.is_empty() {
        // A request may name one all the same.
        guarding(gateway, &caller, &request, served)?;
        return gateway.call_routed(caller, context, request).await;
    }
    let guarding = guarding(gateway, &caller, &request, served)?;
    let whose = Whose::of(&caller, &context, &request);
    if let Some(guarding) = guarding {
        before(gateway, &guarding, &whose, &mut request).await?;
        request.guarding = Some(guarding);
    }
    let call_type = request.call_type;
    let mut answer = gateway.call_routed(caller, context, request).await?;
    // Whoever answered may have brought guardrails of its own.
    let Some(guarding) = answer.meta.guarding.take() else {
        return Ok(answer);
    };
    answer.meta.guardrails = guarding.names();
    after(gateway, &guarding, &whose, call_type, answer).await
}

/// Lets the guardrails look of deployments that a request was sent to from another model. The request as
/// they leave it; `None` where there are none that have not looked.
pub(super) async fn on_arrival(
    gateway: &Gateway,
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
    served: &[Arc<Served>],
) -> Result<Option<Request>, Refusal> {
    let own = served.iter().flat_map(|one| &one.deployment.guardrails);
    let looked = request.guarding.as_ref();
    let looked = |name: &Arc<str>| {
        looked.is_some_and(|guarding| {
            let mut chosen = guarding.chosen.iter();
            chosen.any(|chosen| chosen.guardrail.name == *name)
        })
    };
    let unseen: Vec<Arc<str>> = own.filter(|name| !looked(name)).cloned().collect();
    if unseen.is_empty() {
        return Ok(None);
    }
    let mut more = catalog.guards.choose(&unseen, &[], false)?;
    more.chosen
        .retain(|chosen| unseen.contains(&chosen.guardrail.name));
    let mut request = request.clone();
    let whose = Whose::of(caller, context, &request);
    before(gateway, &more, &whose, &mut request).await?;
    let earlier = request.guarding.iter();
    let earlier = earlier.flat_map(|guarding| guarding.chosen.iter().cloned());
    request.guarding = Some(Arc::new(Guarding {
        chosen: earlier.chain(more.chosen).collect(),
        ..Guarding::default()
    }));
    Ok(Some(request))
}

/// Passes a call on under its guardrails.
pub(super) async fn pass(
    gateway: &Arc<Gateway>,
    caller: Caller,
    context: CallContext,
    mut call: PassCall,
) -> Result<PassAnswer, Refusal> {
    let endpoint = match &call.target {
        PassTarget::Endpoint(endpoint) => std::slice::from_ref(&endpoint.served),
        PassTarget::Kept { served, .. } => std::slice::from_ref(served),
        PassTarget::Provider(_) => &[],
    };
    let guarding = guarding(gateway, &caller, &call.request, endpoint)?;
    let Some(guarding) = guarding else {
        return gateway.pass_routed(caller, context, call).await;
    };
    let whose = Whose::of(&caller, &context, &call.request);
    before_own(gateway, &guarding, &whose, &mut call).await?;
    call.request.guarding = Some(guarding.clone());
    let call_type = call.request.call_type;
    let mut answer = gateway.pass_routed(caller, context, call).await?;
    answer.guardrails = guarding.names();
    after_own(gateway, &guarding, &whose, call_type, answer).await
}

impl Gateway {
    /// Tries one guardrail on a text, as if it were a request: what it makes of it, or its no.
    pub async fn try_guardrail(&self, name: &str, text: String) -> Result<String, Refusal> {
        let catalog = self.catalog().clone();
        let mut guarding = catalog
            .guards
            .choose(&[], &[(name.to_owned(), Map::new())], true)?;
        guarding
            .chosen
            .retain(|chosen| *chosen.guardrail.name == *name);
        for chosen in &mut guarding.chosen {
            let mut guardrail = (*chosen.guardrail).clone();
            guardrail.modes.before = true;
            chosen.guardrail = Arc::new(guardrail);
        }
        let whose = Whose {
            caller: Caller::Master,
            end_user: None,
            call_id: "".into(),
        };
        let mut value = Value::String(text);
        look(self, &guarding, &whose, Side::Request, &mut value).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }
}

/// What a call is under; `None` when that is nothing.
fn guarding(
    gateway: &Gateway,
    caller: &Caller,
    request: &Request,
    served: &[Arc<Served>],
) -> Result<Option<Arc<Guarding>>, Refusal> {
    guarding_of(gateway, caller, &named(&request.object)?, served)
}

/// The same for what is asked for by these names.
fn guarding_of(
    gateway: &Gateway,
    caller: &Caller,
    named: &[Named],
    served: &[Arc<Served>],
) -> Result<Option<Arc<Guarding>>, Refusal> {
    let of_key = caller.key().map(|entry| entry.guardrails.as_slice());
    let of_models = served.iter().map(|served| &served.deployment.guardrails);
    let under: Vec<Arc<str>> = of_key
        .into_iter()
        .flatten()
        .chain(of_models.flatten())
        .cloned()
        .collect();
    let spared = caller
        .key()
        .is_some_and(|entry| entry.rules.no_global_guardrails);
    let guarding = gateway.catalog().guards.choose(&under, named, !spared)?;
    Ok((!guarding.chosen.is_empty()).then(|| Arc::new(guarding)))
}

impl Whose {
    /// Of a call whose request names no end user.
    fn plain(caller: &Caller, context: &CallContext) -> Self {
        Self {
            caller: caller.clone(),
            end_user: context.end_user.clone(),
            call_id: context.call_id.clone(),
        }
    }

    fn of(caller: &Caller, context: &CallContext, request: &Request) -> Self {
        let end_user = context.end_user.clone();
        Self {
            caller: caller.clone(),
            end_user: end_user.or_else(|| request.end_user.clone()),
            call_id: context.call_id.clone(),
        }
    }
}

fn looks_before(guarding: &Guarding) -> bool {
    guarding.at(|modes| modes.before).next().is_some()
}

fn looks_after(guarding: &Guarding) -> bool {
    guarding.at(|modes| modes.after).next().is_some()
}

/// Looks at a request, and replaces what it must not say.
async fn before(
    gateway: &Gateway,
    guarding: &Guarding,
    whose: &Whose,
    request: &mut Request,
) -> Result<(), Refusal> {
    if !looks_before(guarding) {
        return Ok(());
    }
    let Ok(mut value) = serde_json::from_slice::<Value>(request.object.text()) else {
        return Err(unreadable());
    };
    if !look(gateway, guarding, whose, Side::Request, &mut value).await? {
        return Ok(());
    }
    if let (Some(form), Value::Object(members)) = (&request.form, &value) {
        request.form = Some(Arc::new(form.with_texts(members)));
    }
    request.object = object_of(&value)?;
    Ok(())
}

/// The same where the body goes on as it is.
async fn before_own(
    gateway: &Gateway,
    guarding: &Guarding,
    whose: &Whose,
    call: &mut PassCall,
) -> Result<(), Refusal> {
    if call.request.form.is_some() {
        let before_mask = call.request.object.text().clone();
        before(gateway, guarding, whose, &mut call.request).await?;
        if let (false, Some(form)) = (
            before_mask == call.request.object.text(),
            &call.request.form,
        ) {
            call.own.body = form.body();
        }
        return Ok(());
    }
    // What is neither JSON nor a form is a file or nothing.
    let Ok(mut value) = serde_json::from_slice::<Value>(&call.own.body) else {
        return Ok(());
    };
    let asked = value.as_object_mut();
    let mut changed = asked.is_some_and(|members| members.remove("guardrails").is_some());
    if looks_before(guarding) {
        changed |= look(gateway, guarding, whose, Side::Request, &mut value).await?;
    }
    if changed {
        call.own.body = Bytes::from(value.to_string());
        if value.is_object() {
            call.request.object = object_of(&value)?;
        }
    }
    Ok(())
}

fn object_of(value: &Value) -> Result<Object, Refusal> {
    // It was an object, and still is one.
    Object::parse(Bytes::from(value.to_string())).map_err(|_| Refusal::Internal)
}

fn unreadable() -> Refusal {
    Refusal::Rejected(Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: Some("request_body"),
        message: "The request cannot be looked at by the guardrails it is under: a number in it is beyond all bounds."
            .to_owned(),
    })
}
