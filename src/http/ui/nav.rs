//! The entries of the navigation. A page is listed when it is there, and not before.

use crate::domain::owner::Rank;

/// A part of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Where one begins.
    First,
    /// What is given out.
    Gateway,
    /// What happens.
    Observe,
    /// What holds.
    System,
}

impl Section {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::First, Self::Gateway, Self::Observe, Self::System];

    /// Its heading.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::First => None,
            Self::Gateway => Some("Gateway"),
            Self::Observe => Some("Observe"),
            Self::System => Some("System"),
        }
    }
}

/// One entry.
#[derive(Clone, Copy, Debug)]
pub struct NavItem {
    /// What it is called.
    pub name: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// Under which heading.
    pub section: Section,
    /// The key that goes there after `g`.
    pub key: Option<&'static str>,
    /// The least rank that sees it.
    pub least: Rank,
    /// Its picture: the path of a stroke in a box of 16.
    pub icon: &'static str,
}

/// Every entry, in order.
pub const NAV: &[NavItem] = &[NavItem {
    name: "Overview",
    path: "/ui",
    section: Section::First,
    key: Some("o"),
    least: Rank::Nobody,
    icon: "M2 9h5V2H2zM9 14h5V7H9zM2 14h5v-3H2zM9 5h5V2H9z",
}];

/// What the palette offers beside the pages.
pub const ACTIONS: &[(&str, &str)] = &[("Your account and sessions", "/ui/account")];
