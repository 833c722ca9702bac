//! What clients speak: parse what they ask, render what they are told.

pub mod openai;
