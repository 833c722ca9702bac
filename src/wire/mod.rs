//! What is said: translation between bytes and meaning. Pure: no clock, no network, no logs.
//!
//! [`door`] is what clients speak, [`mod@format`] what providers speak. Where both sides speak the same
//! dialect, [`relay`] passes bytes and changes only what must change; [`media`] does the same for
//! pictures, sound and ranks.

pub mod chat;
pub mod count;
pub mod door;
pub mod fault;
pub mod format;
pub mod frame;
pub mod json;
pub mod media;
pub mod native;
pub mod origin;
pub mod params;
pub mod reader;
pub mod relay;
pub mod response_id;
pub mod seals;
pub mod shape;
pub mod supported;
pub mod translate;
pub mod whole;
