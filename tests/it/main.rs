//! The integration tests, in one crate: it is linked once, and what is shared in [`common`] is
//! used or reported as unused for all of them together.

mod common;
mod rig;
