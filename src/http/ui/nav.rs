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
pub const NAV: &[NavItem] = &[
    NavItem {
        name: "Overview",
        path: "/ui",
        section: Section::First,
        key: Some("o"),
        least: Rank::Nobody,
        icon: "M2 9h5V2H2zM9 14h5V7H9zM2 14h5v-3H2zM9 5h5V2H9z",
    },
    NavItem {
        name: "Keys",
        path: "/ui/keys",
        section: Section::Gateway,
        key: Some("k"),
        least: Rank::Nobody,
        icon: "M8 11a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM7.200 8.800l6.300-6.300M11 5l2 2",
    },
    NavItem {
        name: "Models",
        path: "/ui/models",
        section: Section::Gateway,
        key: Some("m"),
        least: Rank::Nobody,
        icon: "M8 1.500 14 4.800v6.400L8 14.500l-6-3.300V4.800zM2 4.800l6 3.300 6-3.300M8 8.100v6.400",
    },
    NavItem {
        name: "Usage",
        path: "/ui/usage",
        section: Section::Observe,
        key: Some("u"),
        least: Rank::Nobody,
        icon: "M2 14h12M4 14V9M8 14V3M12 14V6.500",
    },
    NavItem {
        name: "Logs",
        path: "/ui/logs",
        section: Section::Observe,
        key: Some("l"),
        least: Rank::Nobody,
        icon: "M2 3.500h12M2 8h12M2 12.500h8",
    },
];

/// What the palette offers beside the pages.
pub const ACTIONS: &[(&str, &str)] = &[
    ("New key", "/ui/keys/new"),
    ("Add model", "/ui/models/new"),
    ("Live tail of the log", "/ui/logs?live=1"),
    ("Your account and sessions", "/ui/account"),
];
