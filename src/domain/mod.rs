//! What things are: values and the rules that hold between them.
//!
//! Nothing here waits, reads a clock, touches a file or knows a wire format. Time enters as a
//! parameter, money is whole nano-dollars, and every type can be tested by calling it.

pub mod access_group;
pub mod address;
pub mod alert;
pub mod allow;
pub mod attempt;
pub mod aws;
pub mod budget;
pub mod deployment;
pub mod entra;
pub mod estimate;
pub mod google;
pub mod guardrail;
pub mod handling;
pub mod key;
pub mod limit;
pub mod limits;
pub mod login;
pub mod money;
pub mod otel;
pub mod owner;
pub mod picture;
pub mod price;
pub mod price_table;
pub mod privacy;
pub mod provider;
pub mod record;
pub mod route_rules;
pub mod routing;
pub mod secret;
pub mod time;
pub mod usage;
