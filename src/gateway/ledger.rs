//! Spend and limits in memory: what is spent, what is reserved, what has room.
//!
//! Spent figures are set, never added: the writer tells the new absolute total of each row it
//! committed, so memory and database cannot drift. Reservations are made and released here only.

use super::refusal::BudgetHit;
use crate::domain::budget::{Budget, LIFETIME, Total, WindowKey};
use crate::domain::limit::{DayLimit, LimitHit, LimitKind, RateLimits, RateState, Remaining};
use crate::domain::money::Nanos;
use crate::domain::time::{Calendar, Micros};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One row of the totals, as admission sees it.
#[derive(Debug, Clone, Copy, Default)]
struct Balance {
    spent: Nanos,
    reserved: Nanos,
    /// A call is in flight whose highest cost does not fit into what is left.
    overhang: bool,
    /// Tokens that were used.
    tokens: i64,
    /// Tokens that calls in flight are taken to use; counted where tokens are limited.
    tokens_reserved: i64,
}

impl Balance {
    /// How much a call would set aside within a limit, and whether that is less than it may cost; `None`
    /// when it is not let in.
    fn room(&self, limit: Nanos, estimate: Estimate) -> Option<(Nanos, bool)> {
        let left = limit - self.spent - self.reserved;
        let fits = estimate.bounded && estimate.nanos <= left;
        if left <= Nanos::ZERO || !fits && self.overhang {
            return None;
        }
        Some((if fits { estimate.nanos } else { left }, !fits))
    }

    /// How many tokens are left of a limit once a call has its own; `None` when it is not let in. The first
    /// call is, however many it asks for: as with limits per minute, it would never find room.
    fn tokens_left(&self, limit: i64, tokens: i64) -> Option<i64> {
        let taken = self.tokens.saturating_add(self.tokens_reserved);
        if taken >= limit || taken > 0 && tokens > limit - taken {
            return None;
        }
        Some(limit.saturating_sub(taken).saturating_sub(tokens).max(0))
    }

    /// How a budget stands with a call that asks for room in it.
    fn of(
        self,
        budget: &Budget,
        estimate: Estimate,
        limit: Nanos,
        resets_at: Option<Micros>,
    ) -> BudgetHit {
        BudgetHit {
            scope: budget.scope.kind,
            id: budget.scope.id.clone(),
            label: budget.label.clone(),
            window_of: budget.window_of.clone(),
            spent: self.spent,
            reserved: self.reserved,
            estimate: estimate.nanos,
            limit,
            resets_at,
            degrade_to: budget.degrade_to.clone(),
        }
    }
}

/// What a call may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// The most that it is expected to cost.
    pub nanos: Nanos,
    /// Whether that is a limit: a call without a cap on its output has none.
    pub bounded: bool,
}

/// Nothing.
impl Default for Estimate {
    fn default() -> Self {
        Self {
            nanos: Nanos::ZERO,
            bounded: true,
        }
    }
}

/// Spend and limits of everyone.
#[derive(Debug, Default)]
pub struct Ledger {
    balances: Mutex<HashMap<WindowKey, Balance>>,
    rates: Mutex<HashMap<Arc<str>, RateState>>,
}

/// Money and tokens of the day set aside for one call; given back when dropped.
#[derive(Debug)]
pub struct Reservation {
    ledger: Arc<Ledger>,
    held: Vec<Held>,
    /// What was left of each limit on tokens per day.
    days: Vec<PlaceHeld>,
}

#[derive(Debug)]
struct Held {
    window: WindowKey,
    amount: Nanos,
    overhang: bool,
    tokens: i64,
}

/// What a call asks for beside places within the limits of a minute.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wants<'a> {
    /// The budgets that must have room.
    pub budgets: &'a [&'a Budget],
    /// For how much.
    pub estimate: Estimate,
    /// The limits on tokens per day that must have room.
    pub days: &'a [DayWanted<'a>],
    /// For how many.
    pub tokens: u64,
}

impl Wants<'_> {
    /// Nothing that needs a look at balances.
    fn nothing(&self) -> bool {
        self.budgets.is_empty() && self.days.is_empty()
    }
}

/// One holder's limit on tokens per day, as a call asks for room in it.
#[derive(Debug, Clone, Copy)]
pub struct DayWanted<'a> {
    /// Whose it is, as refusals name them: the name that their other limits are counted under.
    pub id: &'a Arc<str>,
    /// What their limits are called in headers and refusals.
    pub descriptor: &'static str,
    /// The limit.
    pub limit: &'a DayLimit,
}

/// One holder's rate limits, as a call asks for a place in them.
#[derive(Debug, Clone, Copy)]
pub struct PlaceWanted<'a> {
    /// Under which name they are counted.
    pub id: &'a Arc<str>,
    /// What they are called in headers and refusals.
    pub descriptor: &'static str,
    /// The limits.
    pub limits: RateLimits,
}

/// Places within the rate limits of everyone a call is under; given back when dropped, corrected by
/// what was used.
#[derive(Debug)]
pub struct RatePlaces {
    ledger: Arc<Ledger>,
    held: Vec<PlaceHeld>,
    estimated_tokens: i64,
    taken_at: Micros,
    /// What was really used, once known.
    pub used_tokens: i64,
}

/// Why a call is not let in.
#[derive(Debug)]
pub enum NoRoom {
    /// A budget is in the way.
    Budget(Box<BudgetHit>),
    /// A rate limit is, by its place in the list of those that were asked for.
    Place(usize, LimitHit),
    /// A limit on tokens per day is, by its place in the list of those.
    Day(usize, LimitHit),
}

/// One of the places, and what was left after it was taken.
#[derive(Debug, Clone)]
pub struct PlaceHeld {
    id: Arc<str>,
    /// What the limits are called in headers.
    pub descriptor: &'static str,
    /// The limits.
    pub limits: RateLimits,
    /// What is left of them.
    pub remaining: Remaining,
    /// Of a limit on tokens per day, which stands alone: the limit, and what is left of it.
    pub day: Option<(i64, i64)>,
}

impl RatePlaces {
    /// Takes places in these limits in place of those that are held, where they are others; all of them or
    /// none.
    pub fn change(
        &mut self,
        wanted: &[PlaceWanted<'_>],
        tokens: u64,
        now: Micros,
    ) -> Result<(), (usize, LimitHit)> {
        let holds = |place: &PlaceWanted<'_>| self.held.iter().any(|held| held.id == *place.id);
        let (indices, new): (Vec<usize>, Vec<PlaceWanted<'_>>) = wanted
            .iter()
            .enumerate()
            .filter(|(_, place)| !holds(place))
            .map(|(index, place)| (index, *place))
            .unzip();
        let taken = self.ledger.take_places(&new, tokens, now);
        let mut taken = taken.map_err(|(index, hit)| (indices[index], hit))?;
        let stays = |held: &PlaceHeld| wanted.iter().any(|place| *place.id == held.id);
        let (stay, go): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.held).into_iter().partition(stays);
        let mut rates = self.ledger.lock_rates();
        for place in &go {
            if let Some(state) = rates.get_mut(&place.id) {
                state.give_back(self.estimated_tokens, 0, self.taken_at);
            }
        }
        // Those that were taken now are corrected by the same estimate as those that stay.
        for place in &taken.held {
            if let Some(state) = rates.get_mut(&place.id) {
                state.correct(taken.estimated_tokens, self.estimated_tokens);
            }
        }
        drop(rates);
        self.held = stay;
        self.held.append(&mut taken.held);
        Ok(())
    }

    /// What was left of each holder's limits when the call was let in.
    #[must_use]
    pub fn held(&self) -> &[PlaceHeld] {
        &self.held
    }
}

/// Looks for room in every budget; what is to be held in each.
fn room_in(
    balances: &HashMap<WindowKey, Balance>,
    budgets: &[&Budget],
    estimate: Estimate,
    calendar: &Calendar,
    now: Micros,
) -> Result<Vec<Held>, Box<BudgetHit>> {
    let mut held = Vec::with_capacity(budgets.len());
    for budget in budgets {
        let (window, resets_at) = budget.window(calendar, now);
        let balance = balances.get(&window).copied().unwrap_or_default();
        let limit = budget.limit_at(now);
        let Some((amount, overhang)) = balance.room(limit, estimate) else {
            return Err(Box::new(balance.of(budget, estimate, limit, resets_at)));
        };
        held.push(Held {
            window,
            amount,
            overhang,
            tokens: 0,
        });
    }
    Ok(held)
}

/// Looks for room in every limit on tokens per day; what is to be held in each, and what is left of each then.
fn days_in(
    balances: &HashMap<WindowKey, Balance>,
    wanted: &[DayWanted<'_>],
    tokens: u64,
    calendar: &Calendar,
    now: Micros,
) -> Result<(Vec<Held>, Vec<PlaceHeld>), (usize, LimitHit)> {
    let tokens = i64::try_from(tokens).unwrap_or(i64::MAX);
    let (mut held, mut days) = (Vec::new(), Vec::new());
    for (index, day) in wanted.iter().enumerate() {
        let (window, ends_at) = day.limit.window(calendar, now);
        let limit = day.limit.tokens;
        let balance = balances.get(&window).copied().unwrap_or_default();
        let Some(left) = balance.tokens_left(limit, tokens) else {
            let hit = LimitHit {
                kind: LimitKind::DayTokens,
                limit,
                retry_at: ends_at,
            };
            return Err((index, hit));
        };
        held.push(Held {
            window,
            amount: Nanos::ZERO,
            overhang: false,
            tokens,
        });
        days.push(PlaceHeld {
            id: day.id.clone(),
            descriptor: day.descriptor,
            limits: RateLimits::default(),
            remaining: Remaining::default(),
            day: Some((limit, left)),
        });
    }
    Ok((held, days))
}

/// What is to be held of money and of tokens, if there is room for all.
fn all_in(
    balances: &HashMap<WindowKey, Balance>,
    wants: &Wants<'_>,
    calendar: &Calendar,
    now: Micros,
) -> Result<(Vec<Held>, Vec<PlaceHeld>), NoRoom> {
    let mut held =
        room_in(balances, wants.budgets, wants.estimate, calendar, now).map_err(NoRoom::Budget)?;
    let days = days_in(balances, wants.days, wants.tokens, calendar, now);
    let (of_days, days) = days.map_err(|(index, hit)| NoRoom::Day(index, hit))?;
    held.extend(of_days);
    Ok((held, days))
}

fn hold(balances: &mut HashMap<WindowKey, Balance>, held: &[Held]) {
    for hold in held {
        let balance = balances.entry(hold.window.clone()).or_default();
        balance.reserved += hold.amount;
        balance.overhang |= hold.overhang;
        balance.tokens_reserved = balance.tokens_reserved.saturating_add(hold.tokens);
    }
}

/// Takes a place within each of the limits, or in none.
fn places_in(
    rates: &mut HashMap<Arc<str>, RateState>,
    wanted: &[PlaceWanted<'_>],
    tokens: i64,
    now: Micros,
) -> Result<Vec<PlaceHeld>, (usize, LimitHit)> {
    let mut held: Vec<PlaceHeld> = Vec::with_capacity(wanted.len());
    for (index, place) in wanted.iter().enumerate() {
        let state = rates.entry(place.id.clone()).or_default();
        match state.take(&place.limits, tokens, now) {
            Ok(remaining) => held.push(PlaceHeld {
                id: place.id.clone(),
                descriptor: place.descriptor,
                limits: place.limits,
                remaining,
                day: None,
            }),
            Err(hit) => {
                for taken in &held {
                    if let Some(state) = rates.get_mut(&taken.id) {
                        state.undo(tokens);
                    }
                }
                return Err((index, hit));
            }
        }
    }
    Ok(held)
}

impl Ledger {
    /// Lets a call in: a place within each rate limit, and room in every budget and day, or nothing of either.
    /// Budgets are asked first, and all in one step, so that a refusal by one counts nothing with the others.
    pub fn let_in(
        self: &Arc<Self>,
        (wanted, tokens): (&[PlaceWanted<'_>], u64),
        wants: &Wants<'_>,
        calendar: &Calendar,
        now: Micros,
    ) -> Result<(RatePlaces, Reservation), NoRoom> {
        let estimated_tokens = i64::try_from(tokens).unwrap_or(i64::MAX);
        // Always in this order. What nobody limits needs no lock.
        let mut rates = (!wanted.is_empty()).then(|| self.lock_rates());
        let mut balances = (!wants.nothing()).then(|| self.lock());
        let (money, days) = match &balances {
            Some(balances) => all_in(balances, wants, calendar, now)?,
            None => Default::default(),
        };
        let places = match &mut rates {
            Some(rates) => places_in(rates, wanted, estimated_tokens, now)
                .map_err(|(index, hit)| NoRoom::Place(index, hit))?,
            None => Vec::new(),
        };
        if let Some(balances) = &mut balances {
            hold(balances, &money);
        }
        drop(balances);
        drop(rates);
        let rate_places = RatePlaces {
            ledger: self.clone(),
            held: places,
            estimated_tokens,
            taken_at: now,
            used_tokens: 0,
        };
        let reservation = Reservation {
            ledger: self.clone(),
            held: money,
            days,
        };
        Ok((rate_places, reservation))
    }

    /// Reserves an estimate in every budget or in none.
    ///
    /// A call that fits is let in. A call that does not fit is still let in while something is left
    /// and no other such call is in flight: it reserves all that is left, so that together the calls
    /// in flight can exceed a budget by one call at most.
    pub fn reserve(
        self: &Arc<Self>,
        budgets: &[&Budget],
        estimate: Estimate,
        calendar: &Calendar,
        now: Micros,
    ) -> Result<Reservation, Box<BudgetHit>> {
        self.reserve_anew(None, budgets, estimate, calendar, now)
    }

    /// The same for a call that holds money already: that is given back first, in the same step.
    pub fn reserve_anew(
        self: &Arc<Self>,
        before: Option<Reservation>,
        budgets: &[&Budget],
        estimate: Estimate,
        calendar: &Calendar,
        now: Micros,
    ) -> Result<Reservation, Box<BudgetHit>> {
        let wants = Wants {
            budgets,
            estimate,
            ..Wants::default()
        };
        self.set_aside(before, &wants, |balances| {
            let held = room_in(balances, budgets, estimate, calendar, now)?;
            Ok((held, Vec::new()))
        })
    }

    /// The same for money and tokens of the day.
    pub fn change(
        self: &Arc<Self>,
        before: Option<Reservation>,
        wants: &Wants<'_>,
        calendar: &Calendar,
        now: Micros,
    ) -> Result<Reservation, NoRoom> {
        self.set_aside(before, wants, |balances| {
            all_in(balances, wants, calendar, now)
        })
    }

    fn set_aside<E>(
        self: &Arc<Self>,
        before: Option<Reservation>,
        wants: &Wants<'_>,
        find: impl FnOnce(&HashMap<WindowKey, Balance>) -> Result<(Vec<Held>, Vec<PlaceHeld>), E>,
    ) -> Result<Reservation, E> {
        let (mut held, mut days) = Default::default();
        let mut given_back =
            before.map_or_else(Vec::new, |mut before| std::mem::take(&mut before.held));
        if !wants.nothing() || !given_back.is_empty() {
            let mut balances = self.lock();
            for hold in given_back.drain(..) {
                release(&mut balances, &hold);
            }
            (held, days) = find(&balances)?;
            hold(&mut balances, &held);
        }
        Ok(Reservation {
            ledger: self.clone(),
            held,
            days,
        })
    }

    /// How a budget stands, and whether a call of this cost would find room in it now. Sets nothing
    /// aside.
    #[must_use]
    pub fn weigh(
        &self,
        budget: &Budget,
        estimate: Estimate,
        calendar: &Calendar,
        now: Micros,
    ) -> (BudgetHit, bool) {
        let (window, resets_at) = budget.window(calendar, now);
        let balance = self.lock().get(&window).copied().unwrap_or_default();
        let limit = budget.limit_at(now);
        let standing = balance.of(budget, estimate, limit, resets_at);
        (standing, balance.room(limit, estimate).is_some())
    }

    /// What would be left of rate limits after one more call, or which of them is in the way. Takes no
    /// place.
    pub fn weigh_place(
        &self,
        place: &PlaceWanted<'_>,
        tokens: u64,
        now: Micros,
    ) -> Result<Remaining, LimitHit> {
        let state = self.lock_rates().get(place.id).copied();
        let tokens = i64::try_from(tokens).unwrap_or(i64::MAX);
        state.unwrap_or_default().take(&place.limits, tokens, now)
    }

    /// What would be left of a limit on tokens per day after one more call, or that it is in the way. Sets
    /// nothing aside.
    pub fn weigh_day(
        &self,
        day: &DayWanted<'_>,
        tokens: u64,
        calendar: &Calendar,
        now: Micros,
    ) -> Result<i64, LimitHit> {
        let balances = self.lock();
        let found = days_in(&balances, std::slice::from_ref(day), tokens, calendar, now);
        let (_, days) = found.map_err(|(_, hit)| hit)?;
        Ok(days[0].day.map_or(0, |(_, left)| left))
    }

    /// Takes over committed totals and releases the reservations of the calls they include, in one
    /// step: no admission can see money or tokens twice or not at all.
    pub fn settle(&self, totals: &[(WindowKey, Total)], released: Vec<Reservation>) {
        let mut balances = self.lock();
        for (window, total) in totals {
            let balance = match balances.get_mut(window) {
                Some(balance) => balance,
                None => balances.entry(window.clone()).or_default(),
            };
            (balance.spent, balance.tokens) = (total.spent, total.tokens);
        }
        for mut reservation in released {
            for hold in reservation.held.drain(..) {
                release(&mut balances, &hold);
            }
        }
    }

    /// What was spent in a window, as far as it is committed.
    #[must_use]
    pub fn spent(&self, window: &WindowKey) -> Nanos {
        self.lock()
            .get(window)
            .map_or(Nanos::ZERO, |balance| balance.spent)
    }

    /// What was spent in a window and what calls in flight hold of it, at one moment.
    #[must_use]
    pub fn balance(&self, window: &WindowKey) -> (Nanos, Nanos) {
        self.lock()
            .get(window)
            .map_or((Nanos::ZERO, Nanos::ZERO), |balance| {
                (balance.spent, balance.reserved)
            })
    }

    /// What is reserved over all windows and how many rows are held: for metrics and tests.
    #[must_use]
    pub fn reserved(&self) -> (Nanos, usize) {
        let balances = self.lock();
        (
            balances.values().map(|balance| balance.reserved).sum(),
            balances.len(),
        )
    }

    /// Takes a place within each of the limits, or in none. A refusal tells which one is in the way.
    pub fn take_places(
        self: &Arc<Self>,
        wanted: &[PlaceWanted<'_>],
        tokens: u64,
        now: Micros,
    ) -> Result<RatePlaces, (usize, LimitHit)> {
        let estimated_tokens = i64::try_from(tokens).unwrap_or(i64::MAX);
        let held = if wanted.is_empty() {
            Vec::new()
        } else {
            places_in(&mut self.lock_rates(), wanted, estimated_tokens, now)?
        };
        Ok(RatePlaces {
            ledger: self.clone(),
            held,
            estimated_tokens,
            taken_at: now,
            used_tokens: 0,
        })
    }

    /// Forgets windows that are over, to keep memory bounded. `before` is older than any window that
    /// is still open; lifetime rows and rows with reservations stay.
    pub fn forget(&self, before: Micros) {
        self.lock().retain(|window, balance| {
            &*window.period == LIFETIME
                || window.start >= before
                || balance.reserved > Nanos::ZERO
                || balance.tokens_reserved > 0
        });
    }

    // A panic while a lock is held cannot leave a balance half changed, so poison is no reason to stop.
    fn lock(&self) -> MutexGuard<'_, HashMap<WindowKey, Balance>> {
        self.balances.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_rates(&self) -> MutexGuard<'_, HashMap<Arc<str>, RateState>> {
        self.rates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn release(balances: &mut HashMap<WindowKey, Balance>, hold: &Held) {
    if let Some(balance) = balances.get_mut(&hold.window) {
        balance.reserved = balance.reserved - hold.amount;
        balance.overhang &= !hold.overhang;
        balance.tokens_reserved = balance.tokens_reserved.saturating_sub(hold.tokens);
    }
}

impl Reservation {
    /// The most that is held in one window: what the intent says was reserved.
    #[must_use]
    pub fn amount(&self) -> Nanos {
        self.held
            .iter()
            .map(|hold| hold.amount)
            .max()
            .unwrap_or(Nanos::ZERO)
    }

    /// Holds what another one holds too.
    pub fn join(&mut self, mut other: Self) {
        self.held.append(&mut other.held);
    }

    /// What was left of each limit on tokens per day when the call was let in.
    #[must_use]
    pub fn days(&self) -> &[PlaceHeld] {
        &self.days
    }

    /// The windows in which money is held.
    pub fn windows(&self) -> impl Iterator<Item = &WindowKey> {
        self.held.iter().map(|hold| &hold.window)
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if !self.held.is_empty() {
            let mut balances = self.ledger.lock();
            for hold in &self.held {
                release(&mut balances, hold);
            }
        }
    }
}

impl Drop for RatePlaces {
    fn drop(&mut self) {
        if !self.held.is_empty() {
            let mut rates = self.ledger.lock_rates();
            for place in &self.held {
                if let Some(state) = rates.get_mut(&place.id) {
                    state.give_back(self.estimated_tokens, self.used_tokens, self.taken_at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::budget::{Scope, ScopeKind};

    fn budget(id: &str, limit: i64) -> Budget {
        let scope = Scope {
            kind: ScopeKind::Key,
            id: id.into(),
        };
        Budget {
            window_of: None,
            scope,
            label: id.into(),
            limit: Nanos(limit),
            period: None,
            anchor: Micros(0),
            raise: None,
            degrade_to: Vec::new(),
        }
    }

    fn reserve(
        ledger: &Arc<Ledger>,
        budgets: &[Budget],
        nanos: i64,
        bounded: bool,
    ) -> Result<Reservation, Box<BudgetHit>> {
        let budgets: Vec<&Budget> = budgets.iter().collect();
        ledger.reserve(
            &budgets,
            Estimate {
                nanos: Nanos(nanos),
                bounded,
            },
            &Calendar::default(),
            Micros(1),
        )
    }

    #[test]
    fn all_budgets_or_none() {
        let ledger = Arc::new(Ledger::default());
        let (wide, narrow) = (budget("wide", 100), budget("narrow", 10));
        let first = reserve(&ledger, &[wide.clone(), narrow.clone()], 10, true).expect("fits");
        let hit = reserve(&ledger, &[wide.clone(), narrow.clone()], 10, true)
            .expect_err("narrow is full");
        assert_eq!(
            (&*hit.label, hit.reserved, hit.limit),
            ("narrow", Nanos(10), Nanos(10))
        );
        assert_eq!(
            ledger.reserved().0,
            Nanos(20),
            "the refused call left nothing behind"
        );
        drop(first);
        assert_eq!(ledger.reserved().0, Nanos::ZERO);
    }

    #[test]
    fn one_call_may_overhang_and_only_one() {
        let ledger = Arc::new(Ledger::default());
        let budgets = [budget("k", 100)];
        let small = reserve(&ledger, &budgets, 60, true).expect("fits");
        let overhanging = reserve(&ledger, &budgets, 60, true).expect("the last call may exceed");
        assert!(
            reserve(&ledger, &budgets, 1, true).is_err(),
            "all is reserved"
        );
        drop(small);
        assert!(
            reserve(&ledger, &budgets, 61, true).is_err(),
            "a second overhanging call waits"
        );
        assert!(
            reserve(&ledger, &budgets, 60, true).is_ok(),
            "what fits is let in"
        );
        drop(overhanging);
        assert!(
            reserve(&ledger, &budgets, 1, false).is_ok(),
            "an unbounded call takes all that is left"
        );
    }

    #[test]
    fn settling_sets_what_is_spent_and_frees_what_was_reserved() {
        let ledger = Arc::new(Ledger::default());
        let budgets = [budget("k", 100)];
        let reservation = reserve(&ledger, &budgets, 50, true).expect("fits");
        let window = WindowKey::lifetime(budgets[0].scope.clone());
        let total = |spent| Total {
            spent: Nanos(spent),
            tokens: 0,
        };
        ledger.settle(&[(window.clone(), total(30))], vec![reservation]);
        assert_eq!(
            (ledger.spent(&window), ledger.reserved().0),
            (Nanos(30), Nanos::ZERO)
        );
        ledger.settle(&[(window.clone(), total(100))], Vec::new());
        assert_eq!(
            reserve(&ledger, &budgets, 0, true)
                .expect_err("spent")
                .spent,
            Nanos(100)
        );
    }

    #[test]
    fn a_place_in_all_rate_limits_or_in_none() {
        let ledger = Arc::new(Ledger::default());
        let limits = |requests| RateLimits {
            requests_per_minute: Some(requests),
            ..RateLimits::default()
        };
        let (wide, narrow): (Arc<str>, Arc<str>) = ("wide".into(), "narrow".into());
        let wanted = [(&wide, 10), (&narrow, 1)].map(|(id, requests)| PlaceWanted {
            id,
            descriptor: "team",
            limits: limits(requests),
        });
        let first = ledger.take_places(&wanted, 5, Micros(1)).expect("room");
        let left: Vec<_> = first
            .held()
            .iter()
            .map(|held| held.remaining.requests)
            .collect();
        assert_eq!(left, [Some(9), Some(0)]);
        let (index, _) = ledger.take_places(&wanted, 5, Micros(1)).expect_err("full");
        assert_eq!(index, 1);
        let again = ledger
            .take_places(&wanted[..1], 5, Micros(1))
            .expect("room");
        let left = again.held()[0].remaining.requests;
        assert_eq!(left, Some(8), "the refused call was not counted");
    }

    #[test]
    fn a_budgets_no_counts_no_request_and_a_limits_no_holds_no_money() {
        let ledger = Arc::new(Ledger::default());
        let (id, calendar): (Arc<str>, _) = ("k".into(), Calendar::default());
        let wanted = [PlaceWanted {
            id: &id,
            descriptor: "api_key",
            limits: RateLimits {
                requests_per_minute: Some(1),
                ..RateLimits::default()
            },
        }];
        let (broke, rich) = (budget("broke", 0), budget("rich", 100));
        let ask = |budget: &Budget| {
            let wants = Wants {
                budgets: &[budget],
                estimate: Estimate {
                    nanos: Nanos(10),
                    bounded: true,
                },
                ..Wants::default()
            };
            ledger.let_in((&wanted, 5), &wants, &calendar, Micros(1))
        };
        for _ in 0..3 {
            assert!(matches!(ask(&broke), Err(NoRoom::Budget(_))));
        }
        let first = ask(&rich).expect("its one request is left");
        assert!(matches!(ask(&rich), Err(NoRoom::Place(0, _))));
        assert_eq!(ledger.reserved().0, Nanos(10), "the first call's alone");
        assert!(
            matches!(ask(&broke), Err(NoRoom::Budget(_))),
            "a budget is asked first"
        );
        drop(first);
        assert_eq!(ledger.reserved().0, Nanos::ZERO);
    }

    #[test]
    fn tokens_of_a_day_are_held_counted_once_and_free_again_tomorrow() {
        const DAY: i64 = 86_400_000_000;
        let ledger = Arc::new(Ledger::default());
        let (id, calendar): (Arc<str>, _) = ("k".into(), Calendar::default());
        let limit = DayLimit::new(budget("k", 0).scope, 100);
        let days = [DayWanted {
            id: &id,
            descriptor: "api_key",
            limit: &limit,
        }];
        let ask = |before, tokens, now| {
            let wants = Wants {
                days: &days,
                tokens,
                ..Wants::default()
            };
            ledger.change(before, &wants, &calendar, Micros(now))
        };
        let first = ask(None, 60, DAY + 5).expect("room");
        assert_eq!(first.days()[0].day, Some((100, 40)));
        let Err(NoRoom::Day(0, hit)) = ask(None, 41, DAY + 6) else {
            panic!("41 tokens do not fit into 40");
        };
        assert_eq!(
            (hit.kind, hit.limit, hit.retry_at),
            (LimitKind::DayTokens, 100, Micros(2 * DAY))
        );
        let first = ask(Some(first), 90, DAY + 7).expect("what it holds is its own to change");
        let (window, _) = limit.window(&calendar, Micros(DAY + 7));
        let used = |tokens| Total {
            spent: Nanos::ZERO,
            tokens,
        };
        ledger.settle(&[(window.clone(), used(10))], vec![first]);
        drop(ask(None, 90, DAY + 8).expect("ten were used of the ninety"));
        ledger.settle(&[(window, used(100))], Vec::new());
        assert!(ask(None, 0, DAY + 9).is_err(), "nothing is left today");
        let tomorrow = ask(None, 500, 2 * DAY).expect("the first call may ask for more");
        assert!(ask(None, 1, 2 * DAY).is_err(), "and it holds the whole day");
        drop(tomorrow);
    }

    #[test]
    fn two_hundred_at_once_never_exceed_by_more_than_one_call() {
        let ledger = Arc::new(Ledger::default());
        let limit = 1_000_000;
        let spent = Arc::new(Mutex::new(0_i64));
        let dearest = 30_000;
        std::thread::scope(|threads| {
            for thread in 0..200_i64 {
                let (ledger, spent) = (ledger.clone(), spent.clone());
                threads.spawn(move || {
                    let budgets = [budget("k", limit)];
                    for round in 0..50_i64 {
                        let cost = (thread * 7_919 + round * 104_729) % dearest;
                        let Ok(reservation) = reserve(&ledger, &budgets, dearest, round % 3 > 0)
                        else {
                            continue;
                        };
                        let mut total = spent.lock().expect("no panic");
                        *total += cost;
                        let window = WindowKey::lifetime(budgets[0].scope.clone());
                        let spent = Total {
                            spent: Nanos(*total),
                            tokens: 0,
                        };
                        ledger.settle(&[(window, spent)], vec![reservation]);
                    }
                });
            }
        });
        let total = *spent.lock().expect("no panic");
        assert!(
            total > limit - dearest && total <= limit + dearest,
            "{total}"
        );
        assert_eq!(ledger.reserved().0, Nanos::ZERO);
    }
}
