//! What an import would do: every thing that it found, beside what is here.

use super::super::{Admin, AdminError, bad, budgets, config, credentials, members, owners, view};
use super::models::{OpenCredential, OpenModel};
use super::open::Opener;
use super::read::{self, Membership, compared};
use super::spend::{self, Spending};
use super::tables::Tables;
use crate::admin::fields::says_nothing;
use crate::admin::spend::Spent;
use crate::config::Changeable;
use crate::domain::access_group::AccessGroup;
use crate::domain::key::VirtualKey;
use crate::domain::owner::{Member, NamedBudget, Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::store::{LitellmRow, RetiredKey, StoredCredential, StoredModel};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The kinds of thing that are taken over, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Limits with names.
    Budget,
    /// Organizations.
    Organization,
    /// Users.
    User,
    /// Teams.
    Team,
    /// Users in teams and organizations.
    Member,
    /// End users.
    Customer,
    /// Tags.
    Tag,
    /// Groups of models.
    AccessGroup,
    /// Virtual keys.
    Key,
    /// Secrets that were replaced and are still good.
    OldSecret,
    /// Providers' credentials.
    Credential,
    /// Models.
    Model,
    /// Settings that are changed while the proxy runs.
    Setting,
    /// What holders spent.
    Spend,
}

impl Kind {
    /// Its name in words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Organization => "organization",
            Self::User => "user",
            Self::Team => "team",
            Self::Member => "member",
            Self::Customer => "customer",
            Self::Tag => "tag",
            Self::AccessGroup => "access group",
            Self::Key => "key",
            Self::OldSecret => "old secret",
            Self::Credential => "credential",
            Self::Model => "model",
            Self::Setting => "setting",
            Self::Spend => "spend",
        }
    }

    fn of_owner(kind: OwnerKind) -> Self {
        match kind {
            OwnerKind::User => Self::User,
            OwnerKind::Team => Self::Team,
            OwnerKind::Organization => Self::Organization,
            OwnerKind::EndUser => Self::Customer,
            OwnerKind::Tag | OwnerKind::AccessGroup => Self::Tag,
        }
    }
}

/// What is to be done with a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It is not here.
    New,
    /// It is here as it was imported before, and changed there since.
    Changed,
    /// It is here as it is there.
    Same,
    /// It was changed, deleted or made here: that stays.
    Left,
}

/// How far an import goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Also over what was changed, deleted or made here.
    pub overwrite: bool,
    /// Without what cannot be read, and what belongs to it.
    pub skip_invalid: bool,
}

/// A thing, ready to be written.
pub(super) enum Thing {
    Budget(NamedBudget),
    Owner(Box<Owner>),
    Member(Box<Member>),
    Group(AccessGroup),
    Key(Box<VirtualKey>),
    Retired(RetiredKey),
    Credential(StoredCredential),
    Model(StoredModel),
    Setting(&'static Changeable, Value),
}

/// A thing and what is to be done with it.
pub(super) struct Step {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) thing: Thing,
    pub(super) action: Action,
}

/// How many things of a kind have which action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// [`Action::New`].
    pub new: usize,
    /// [`Action::Changed`].
    pub changed: usize,
    /// [`Action::Same`].
    pub same: usize,
    /// [`Action::Left`].
    pub left: usize,
}

/// What an import would do.
#[derive(Default)]
pub struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) spending: Vec<Spending>,
    /// What an operator should know: things left alone, and limits that have no effect here.
    pub notes: Vec<String>,
    /// Things that cannot be read, and why.
    pub invalid: Vec<String>,
}

impl Plan {
    /// How many things of each kind have which action; kinds of which there are none are left out.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Kind, Counts> {
        let mut counts: BTreeMap<Kind, Counts> = BTreeMap::new();
        let spending = self
            .spending
            .iter()
            .map(|spending| (Kind::Spend, spending.action()));
        let steps = self.steps.iter().map(|step| (step.kind, step.action));
        for (kind, action) in steps.chain(spending) {
            let of_kind = counts.entry(kind).or_default();
            match action {
                Action::New => of_kind.new += 1,
                Action::Changed => of_kind.changed += 1,
                Action::Same => of_kind.same += 1,
                Action::Left => of_kind.left += 1,
            }
        }
        counts
    }

    /// How many things would be written.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.counts()
            .values()
            .map(|counts| counts.new + counts.changed)
            .sum()
    }
}

/// What is here of a thing: as it is compared, and the digest of how it is stored.
struct Here {
    shown: Value,
    digest: String,
}

/// A digest of how a thing is stored, by which a later import knows it again.
pub(super) fn digest(text: &str) -> String {
    crate::domain::key::KeyHash::of(text).hex()
}

impl Here {
    fn of(shown: Value) -> Self {
        let digest = digest(&shown.to_string());
        Self { shown, digest }
    }

    fn sealed(shown: Value, stored: &str) -> Self {
        Self {
            shown,
            digest: digest(stored),
        }
    }
}

/// Sealed text differs each time it is written: that it is still the same says that nobody wrote it.
pub(super) fn stored_model(model: &StoredModel) -> String {
    format!(
        "{} {} {} {}",
        model.model_name, model.blocked, model.model_info, model.params
    )
}

/// The same of a credential.
pub(super) fn stored_credential(credential: &StoredCredential) -> String {
    format!(
        "{:?} {} {}",
        credential.display_name, credential.info, credential.sealed_values
    )
}

pub(super) fn budget_view(admin: &Admin, budget: &NamedBudget) -> Value {
    compared(Value::Object(budgets::view(budget, Micros(0), admin)))
}

pub(super) fn owner_view(owner: &Owner) -> Value {
    compared(owners::audit_view(owner))
}

pub(super) fn member_view(member: &Member) -> Value {
    compared(Value::Object(members::view(member, Spent::default(), None)))
}

pub(super) fn key_view(key: &VirtualKey) -> Value {
    compared(view::key_audit(key))
}

pub(super) fn member_id(member: &Member) -> String {
    format!(
        "{}/{}/{}",
        member.group.as_str(),
        member.group_id,
        member.user_id
    )
}

/// Everything that is here.
async fn here(admin: &Admin) -> Result<HashMap<(Kind, String), Here>, AdminError> {
    let store = &admin.store;
    let mut here = HashMap::new();
    for budget in store.all_budgets().await? {
        let shown = budget_view(admin, &budget);
        here.insert((Kind::Budget, budget.id.to_string()), Here::of(shown));
    }
    for row in store.all_owners().await? {
        let id = (Kind::of_owner(row.owner.kind), row.owner.id.to_string());
        here.insert(id, Here::of(owner_view(&row.owner)));
    }
    for member in store.all_members().await? {
        here.insert(
            (Kind::Member, member_id(&member)),
            Here::of(member_view(&member)),
        );
    }
    for group in store.access_groups().await? {
        here.insert(
            (Kind::AccessGroup, group.id.clone()),
            Here::of(read::group_view(&group)),
        );
    }
    for row in store.all_keys().await? {
        here.insert(
            (Kind::Key, row.key.hash.hex()),
            Here::of(key_view(&row.key)),
        );
    }
    for retired in store.retired_keys().await? {
        let shown = json!({ "active": retired.active.hex() });
        here.insert((Kind::OldSecret, retired.hash.hex()), Here::of(shown));
    }
    for stored in store.credentials().await? {
        let shown = OpenCredential::view_stored(admin, &stored);
        let kept = Here::sealed(shown, &stored_credential(&stored));
        here.insert((Kind::Credential, stored.name), kept);
    }
    for (section, name, value) in config::stored_settings(&store.settings().await?) {
        here.insert(
            (Kind::Setting, format!("{section}.{name}")),
            Here::of(value),
        );
    }
    for stored in store.models().await? {
        let shown = OpenModel::view_stored(admin, &stored);
        let kept = Here::sealed(shown, &stored_model(&stored));
        here.insert((Kind::Model, stored.id), kept);
    }
    Ok(here)
}

/// Puts a plan together.
struct Planner<'a> {
    admin: &'a Admin,
    options: Options,
    here: HashMap<(Kind, String), Here>,
    imported: HashMap<(String, String), String>,
    plan: Plan,
    /// Things that cannot be read: what belongs to them is not taken over either.
    unreadable: HashSet<(Kind, Arc<str>)>,
}

/// Works out what an import of these tables would do.
pub async fn plan(
    admin: &Admin,
    tables: &Tables,
    opener: &Opener,
    options: Options,
    now: Micros,
) -> Result<Plan, AdminError> {
    let mut planner = Planner {
        admin,
        options,
        here: here(admin).await?,
        imported: admin.store.imported_objects().await?,
        plan: Plan::default(),
        unreadable: HashSet::new(),
    };
    planner.secrets(tables, opener)?;
    let budgets = planner.budgets(tables);
    let owners = planner.owners(tables);
    let members = planner.members(tables, &owners);
    planner.groups(tables);
    let keys = planner.keys(tables, now);
    planner.settings(tables);
    planner.history(tables);
    if !planner.plan.invalid.is_empty() && !options.skip_invalid {
        return Ok(planner.plan);
    }
    let holders = spend::Holders {
        budgets: &budgets,
        owners: &owners,
        members: &members,
        keys: &keys,
    };
    planner.plan.spending = spend::plan(admin, tables, &holders, now).await?;
    let gone = |step: &Step| {
        step.action == Action::Left && !planner.here.contains_key(&(step.kind, step.id.clone()))
    };
    let gone: HashSet<String> = planner
        .plan
        .steps
        .iter()
        .filter(|step| gone(step))
        .map(|step| step.id.clone())
        .collect();
    // What was deleted here has no books to add to.
    planner
        .plan
        .spending
        .retain(|spending| !gone.contains(&*spending.scope.id));
    planner.plan.steps.sort_by_key(|step| step.kind);
    Ok(planner.plan)
}

impl Planner<'_> {
    fn step(&mut self, kind: Kind, id: String, label: &str, shown: &Value, thing: Thing) {
        let key = (kind, id);
        let recorded = self
            .imported
            .get(&(kind.as_str().to_owned(), key.1.clone()));
        let action = match (self.here.get(&key), recorded) {
            (Some(here), _) if here.shown == *shown => Action::Same,
            (None, None) => Action::New,
            (None, Some(_)) if self.options.overwrite => Action::New,
            (Some(here), Some(digest)) if here.digest == *digest => Action::Changed,
            (Some(_), _) if self.options.overwrite => Action::Changed,
            (Some(_), Some(_)) => {
                self.note(format!(
                    "{} {label} was changed here since it was imported, and stays so",
                    kind.as_str()
                ));
                Action::Left
            }
            (Some(_), None) => {
                self.note(format!(
                    "{} {label} is here already and is another, which stays",
                    kind.as_str()
                ));
                Action::Left
            }
            (None, Some(_)) => {
                self.note(format!(
                    "{} {label} was deleted here since it was imported, and stays so",
                    kind.as_str()
                ));
                Action::Left
            }
        };
        self.plan.steps.push(Step {
            kind,
            id: key.1,
            thing,
            action,
        });
    }

    fn note(&mut self, note: String) {
        self.plan.notes.push(note);
    }

    fn invalid(&mut self, kind: Kind, id: &Arc<str>, label: &str, why: &AdminError) {
        self.plan
            .invalid
            .push(format!("{} {label}: {why}", kind.as_str()));
        self.unreadable.insert((kind, id.clone()));
    }

    /// Tells of limits that LiteLLM would hold and nothing here does.
    fn tell_ineffective(&mut self, kind: Kind, label: &str, row: &LitellmRow) {
        let names = read::ineffective(row, read::not_in_force(kind.as_str()));
        if !names.is_empty() {
            self.note(format!(
                "{} {label}: {} has no effect here",
                kind.as_str(),
                names.join(", ")
            ));
        }
    }

    /// Whether something that this belongs to cannot be read.
    fn orphaned(&mut self, kind: Kind, label: &str, owners: &[(Kind, Option<&Arc<str>>)]) -> bool {
        let of = owners
            .iter()
            .find(|(kind, id)| id.is_some_and(|id| self.unreadable.contains(&(*kind, id.clone()))));
        let Some((of, _)) = of else { return false };
        let note = format!(
            "{} {label} is left out: its {} cannot be read",
            kind.as_str(),
            of.as_str()
        );
        self.note(note);
        true
    }

    /// Opens every secret first: when one does not open, nothing else is worth a look.
    fn secrets(&mut self, tables: &Tables, opener: &Opener) -> Result<(), AdminError> {
        let mut shut = Vec::new();
        let open: Vec<_> = tables
            .credentials
            .iter()
            .filter_map(|row| Some((row, super::models::credential(row, opener, &mut shut)?)))
            .collect();
        let models: Vec<_> = tables
            .models
            .iter()
            .filter_map(|row| Some((row, super::models::model(row, opener, &mut shut)?)))
            .collect();
        if !shut.is_empty() {
            return Err(shut_error(&shut));
        }
        let mut known = credentials::Credentials::new();
        for (row, credential) in open {
            let name = credential.name.clone();
            if let Err(why) = credential.check() {
                self.note(format!("credential {name} is left out: {why}"));
                continue;
            }
            known.insert(name.clone(), credential.values.clone());
            let thing = Thing::Credential(credential.seal(self.admin, row)?);
            self.step(
                Kind::Credential,
                name.clone(),
                &name,
                &credential.view(),
                thing,
            );
        }
        for (row, model) in models {
            let label = format!("{} ({})", model.declared.model_name, model.id);
            if self.admin.models.in_file(&model.id) {
                self.note(format!(
                    "model {label} is left out: the configuration file has a model with this id"
                ));
                continue;
            }
            if let Err(why) = model.check(self.admin, &known) {
                self.note(format!("model {label} is left out: {why}"));
                continue;
            }
            let thing = Thing::Model(model.seal(self.admin, row)?);
            self.step(Kind::Model, model.id.clone(), &label, &model.view(), thing);
        }
        Ok(())
    }

    fn budgets(&mut self, tables: &Tables) -> HashMap<Arc<str>, NamedBudget> {
        let mut budgets = HashMap::new();
        for row in &tables.budgets {
            let id = super::row::Row(row).id("budget_id").unwrap_or_default();
            match read::budget(row) {
                Ok(budget) => {
                    self.tell_ineffective(Kind::Budget, &id, row);
                    let shown = budget_view(self.admin, &budget);
                    self.step(
                        Kind::Budget,
                        id.to_string(),
                        &id,
                        &shown,
                        Thing::Budget(budget.clone()),
                    );
                    budgets.insert(id, budget);
                }
                Err(why) => self.invalid(Kind::Budget, &id, &id, &why),
            }
        }
        budgets
    }

    fn owners(&mut self, tables: &Tables) -> Vec<Owner> {
        let aliases: HashMap<i64, &LitellmRow> = tables
            .team_aliases
            .iter()
            .filter_map(|row| Some((row.get("id")?.as_i64()?, row)))
            .collect();
        let of_team = |row: &LitellmRow| {
            let aliases = row
                .get("model_id")
                .and_then(Value::as_i64)
                .and_then(|id| aliases.get(&id));
            read::team(row, aliases.copied())
        };
        let mut all = Vec::new();
        all.extend(tables.organizations.iter().map(|row| {
            (
                row,
                read::organization(row),
                "organization_id",
                OwnerKind::Organization,
            )
        }));
        let people = tables
            .users
            .iter()
            .filter(|row| super::row::Row(row).text("user_id") != Some(spend::PROXY));
        all.extend(people.map(|row| (row, read::user(row), "user_id", OwnerKind::User)));
        all.extend(
            tables
                .teams
                .iter()
                .map(|row| (row, of_team(row), "team_id", OwnerKind::Team)),
        );
        all.extend(
            tables
                .customers
                .iter()
                .map(|row| (row, read::customer(row), "user_id", OwnerKind::EndUser)),
        );
        all.extend(
            tables
                .tags
                .iter()
                .map(|row| (row, read::tag(row), "tag_name", OwnerKind::Tag)),
        );
        let (mut owners, mut addresses) = (Vec::with_capacity(all.len()), HashSet::new());
        for (row, made, id_column, owner_kind) in all {
            let kind = Kind::of_owner(owner_kind);
            let id = super::row::Row(row).id(id_column).unwrap_or_default();
            let mut owner = match made {
                Ok(owner) => owner,
                Err(why) => {
                    self.invalid(kind, &id, &id, &why);
                    continue;
                }
            };
            if self.orphaned(
                kind,
                &id,
                &[
                    (Kind::Budget, owner.budget_id.as_ref()),
                    (Kind::Organization, owner.organization_id.as_ref()),
                ],
            ) {
                self.unreadable.insert((kind, id));
                continue;
            }
            self.tell_ineffective(kind, &id, row);
            let address = owner
                .account
                .email
                .as_ref()
                .map(|email| email.to_lowercase());
            if address.is_some_and(|address| !addresses.insert(address)) {
                owner.account.email = None;
                self.note(format!(
                    "user {id} comes without an e-mail address: another user has the same"
                ));
            }
            let password = super::row::Row(row).text("password");
            if password.is_some_and(|stored| !read::is_hash(stored)) {
                self.note(format!(
                    "user {id} comes without a password: they set a new one"
                ));
            }
            self.step(
                kind,
                id.to_string(),
                &id,
                &owner_view(&owner),
                Thing::Owner(Box::new(owner.clone())),
            );
            owners.push(owner);
        }
        owners
    }

    /// Settings that are kept in the database: those that can be changed here are taken over, the others told.
    fn settings(&mut self, tables: &Tables) {
        for row in &tables.config {
            let row = super::row::Row(row);
            let section = row.text("param_name").unwrap_or_default();
            let values = row.object("param_value");
            if section == "environment_variables" && !values.is_empty() {
                let names: Vec<_> = values.keys().map(String::as_str).collect();
                self.note(format!(
                    "the environment variables {} are not taken over: set them where the proxy is started",
                    names.join(", ")
                ));
                continue;
            }
            for (name, value) in values {
                if says_nothing(&value) {
                    continue;
                }
                let id = format!("{section}.{name}");
                match self.setting(section, &name, &value) {
                    Ok(setting) => {
                        let thing = Thing::Setting(setting, value.clone());
                        self.step(Kind::Setting, id.clone(), &id, &value, thing);
                    }
                    Err(why) => self.note(format!("setting {id} is not taken over: {why}")),
                }
            }
        }
    }

    fn setting(
        &self,
        section: &str,
        name: &str,
        value: &Value,
    ) -> Result<&'static Changeable, String> {
        let setting = Changeable::find(section, name)
            .ok_or("set it in the configuration file, where it has its effect or is reported")?;
        if self.admin.config.in_file(setting).is_some() {
            return Err("the configuration file sets it, and wins".to_owned());
        }
        if value.to_string().contains("os.environ/") {
            return Err("it names a variable, which only the configuration file may".to_owned());
        }
        let alone = vec![(section.to_owned(), name.to_owned(), value.clone())];
        let read = self.admin.config.with(&alone);
        read.map(|_| setting).map_err(|error| error.to_string())
    }

    /// Tells of rows that are not taken over. The books here are sums of rows that each stand for one call,
    /// and a day's row of LiteLLM's stands for many: what each holder spent is taken over as one amount.
    fn history(&mut self, tables: &Tables) {
        for (what, row) in &tables.history {
            let text = |name: &str| {
                row.get(name)
                    .and_then(Value::as_str)
                    .unwrap_or("?")
                    .to_owned()
            };
            let (first, last) = (text("first"), text("last"));
            let count = row.get("rows").and_then(Value::as_i64).unwrap_or(0);
            let spend = row.get("spend").and_then(Value::as_f64).unwrap_or(0.0);
            self.note(format!(
                "{count} {what} from {first} to {last}, ${spend} in all, stay in LiteLLM's database: what each holder \
                 spent is taken over as one amount, the days before are not"
            ));
        }
    }

    fn members(&mut self, tables: &Tables, owners: &[Owner]) -> Vec<Member> {
        let budgets: HashMap<&str, &LitellmRow> = tables
            .budgets
            .iter()
            .filter_map(|row| Some((row.get("budget_id")?.as_str()?, row)))
            .collect();
        let by_id: HashMap<(OwnerKind, &str), &Owner> = owners
            .iter()
            .map(|owner| ((owner.kind, &*owner.id), owner))
            .collect();
        let of_team: HashMap<(&str, &str), &LitellmRow> = tables
            .team_members
            .iter()
            .filter_map(|row| {
                Some((
                    (row.get("team_id")?.as_str()?, row.get("user_id")?.as_str()?),
                    row,
                ))
            })
            .collect();
        let budget_of =
            |row: Option<&LitellmRow>| budgets.get(row?.get("budget_id")?.as_str()?).copied();
        let mut members = Vec::new();
        for row in &tables.teams {
            let Some(team) =
                by_id.get(&(OwnerKind::Team, row["team_id"].as_str().unwrap_or_default()))
            else {
                continue;
            };
            for (user, role) in read::team_roles(row) {
                let row = of_team.get(&(&*team.id, &*user)).copied();
                let membership = Membership {
                    row,
                    budget: budget_of(row),
                };
                members.push(read::member(team, user, role, membership));
            }
        }
        for row in &tables.organization_members {
            let column = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
            let Some(group) = by_id.get(&(OwnerKind::Organization, column("organization_id")))
            else {
                continue;
            };
            let role = Some(column("user_role"))
                .filter(|role| !role.is_empty())
                .unwrap_or("internal_user");
            let membership = Membership {
                row: Some(row),
                budget: budget_of(Some(row)),
            };
            members.push(read::member(
                group,
                column("user_id").into(),
                role.to_owned(),
                membership,
            ));
        }
        members.retain(|member| {
            let label = member_id(member);
            !self.orphaned(
                Kind::Member,
                &label,
                &[
                    (Kind::Budget, member.budget_id.as_ref()),
                    (Kind::User, Some(&member.user_id)),
                ],
            )
        });
        for member in &members {
            let id = member_id(member);
            self.step(
                Kind::Member,
                id.clone(),
                &id,
                &member_view(member),
                Thing::Member(Box::new(member.clone())),
            );
        }
        members
    }

    fn groups(&mut self, tables: &Tables) {
        for group in tables.access_groups.iter().filter_map(read::access_group) {
            let shown = read::group_view(&group);
            self.step(
                Kind::AccessGroup,
                group.id.clone(),
                &group.name.clone(),
                &shown,
                Thing::Group(group),
            );
        }
    }

    fn keys(&mut self, tables: &Tables, now: Micros) -> Vec<VirtualKey> {
        let (mut keys, mut aliases) = (Vec::with_capacity(tables.keys.len()), HashMap::new());
        for ((kind, id), here) in &self.here {
            if let (Kind::Key, Some(alias)) = (kind, here.shown["key_alias"].as_str()) {
                aliases.insert(alias.to_owned(), id.clone());
            }
        }
        for row in &tables.keys {
            let label = super::row::Row(row)
                .text("key_alias")
                .or(super::row::Row(row).text("key_name"))
                .unwrap_or("sk-...")
                .to_owned();
            let mut key = match read::key(row) {
                Ok(Some(key)) => key,
                Ok(None) => continue,
                Err(why) => {
                    self.invalid(Kind::Key, &Arc::default(), &label, &why);
                    continue;
                }
            };
            let owners = [
                (Kind::Budget, key.budget_id.as_ref()),
                (Kind::User, key.user_id.as_ref()),
                (Kind::Team, key.team_id.as_ref()),
                (Kind::Organization, key.organization_id.as_ref()),
            ];
            if self.orphaned(Kind::Key, &label, &owners) {
                continue;
            }
            self.tell_ineffective(Kind::Key, &label, row);
            let id = key.hash.hex();
            if let Some(alias) = key.alias.clone() {
                let first = aliases.entry(alias).or_insert_with(|| id.clone());
                if *first != id {
                    key.alias = None;
                    self.note(format!(
                        "key {} comes without its alias '{label}': another key has it",
                        key.name
                    ));
                }
            }
            self.step(
                Kind::Key,
                id,
                &label,
                &key_view(&key),
                Thing::Key(Box::new(key.clone())),
            );
            keys.push(key);
        }
        let live: HashSet<_> = keys.iter().map(|key| key.hash).collect();
        let retired = tables
            .retired
            .iter()
            .filter_map(|row| read::retired(row, now));
        for retired in retired
            .filter(|retired| live.contains(&retired.active))
            .collect::<Vec<_>>()
        {
            let shown = json!({ "active": retired.active.hex() });
            let id = retired.hash.hex();
            self.step(
                Kind::OldSecret,
                id.clone(),
                &id[..8],
                &shown,
                Thing::Retired(retired),
            );
        }
        keys
    }
}

fn shut_error(shut: &[String]) -> AdminError {
    const SHOWN: usize = 5;
    let more = shut.len().saturating_sub(SHOWN);
    let mut places = shut[..shut.len().min(SHOWN)].join(", ");
    if more > 0 {
        places.push_str(&format!(" and {more} more"));
    }
    bad(
        "salt_key",
        format!(
            "{} of LiteLLM's secrets do not open: {places}. The salt key is not the one that they were sealed with. \
             Nothing was written. Give LiteLLM's LITELLM_SALT_KEY, or the master key that it had when it ran without \
             a salt",
            shut.len()
        ),
    )
}
