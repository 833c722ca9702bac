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
    NavItem {
        name: "Playground",
        path: "/ui/playground",
        section: Section::First,
        key: Some("p"),
        least: Rank::Internal,
        icon: "M2.5 3h11v8h-6l-3 2.5V11h-2z",
    },
    NavItem {
        name: "Budgets",
        path: "/ui/budgets",
        section: Section::Gateway,
        key: Some("b"),
        least: Rank::Nobody,
        icon: "M8 2a6 6 0 1 0 6 6H8zM10.5 2.5a6 6 0 0 1 3 3h-3z",
    },
    NavItem {
        name: "Teams",
        path: "/ui/teams",
        section: Section::Gateway,
        key: Some("t"),
        least: Rank::Nobody,
        icon: "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M11 3a2.2 2.2 0 0 1 0 4.2M12 9.7c1.6.5 2.5 1.8 2.5 3.8",
    },
    NavItem {
        name: "Customers & tags",
        path: "/ui/customers",
        section: Section::Gateway,
        key: Some("r"),
        least: Rank::AdminViewer,
        icon: "M2 2.5h5.5l6.500 6.500-5 5L2.500 7.500zM5 5.500h.01",
    },
    NavItem {
        name: "Users",
        path: "/ui/users",
        section: Section::Gateway,
        key: Some("e"),
        least: Rank::AdminViewer,
        icon: "M8 7.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.5 14c0-2.8 2.4-4.5 5.5-4.5s5.5 1.7 5.5 4.5",
    },
    NavItem {
        name: "Audit log",
        path: "/ui/audit",
        section: Section::Observe,
        key: Some("a"),
        least: Rank::AdminViewer,
        icon: "M3.5 2h6l3 3v9h-9zM9.5 2v3h3M6 8h4M6 11h4",
    },
    NavItem {
        name: "Alerts",
        path: "/ui/alerts",
        section: Section::System,
        key: Some("n"),
        least: Rank::AdminViewer,
        icon: "M8 2a4 4 0 0 0-4 4v3l-1.5 2.500h11L12 9V6a4 4 0 0 0-4-4zM6.500 13.500a1.600 1.600 0 0 0 3 0",
    },
    NavItem {
        name: "Health",
        path: "/ui/health",
        section: Section::System,
        key: Some("h"),
        least: Rank::AdminViewer,
        icon: "M1.5 8h3l2-5 3 10 2-5h3",
    },
    NavItem {
        name: "Settings",
        path: "/ui/settings",
        section: Section::System,
        key: Some("s"),
        least: Rank::AdminViewer,
        icon: "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M9 2.7v3.6h3V2.7zM4 9.7v3.6h3V9.7z",
    },
    NavItem {
        name: "Client set-up",
        path: "/ui/setup",
        section: Section::System,
        key: Some("c"),
        least: Rank::Nobody,
        icon: "M5 4 1.5 8 5 12M11 4l3.5 4-3.5 4M9.5 2.5l-3 11",
    },
    NavItem {
        name: "API",
        path: "/ui/api",
        section: Section::System,
        key: None,
        least: Rank::Nobody,
        icon: "M2 3h12v10H2zM2 6h12M5 9h3",
    },
];

/// What the palette offers beside the pages.
pub const ACTIONS: &[(&str, &str)] = &[
    ("New key", "/ui/keys/new"),
    ("Add model", "/ui/models/new"),
    ("Live tail of the log", "/ui/logs?live=1"),
    ("Your account and sessions", "/ui/account"),
];
