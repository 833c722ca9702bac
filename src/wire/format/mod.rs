//! What providers speak: requests out, answers and refusals in.

pub mod openai;
