//! What is said, held to fixtures and to properties: see `golden` for the fixtures' form.
//! `UPDATE=1 cargo test --test wire` writes the expected files anew; read what changed.

#[path = "../fuzz/bodies.rs"]
mod bodies;
mod fixtures;
mod golden;
mod property;
