//! Pictures, sound, judgements and ranks: what OpenAI-alikes serve beside text.
//!
//! Bodies and answers are passed as they are, except that the model's name is put right and what the
//! call used is read; ranks alone are said anew, since each provider says them in its own way.
//!
//! - `form`: uploads (`multipart/form-data`), taken apart and put together without copying files
//! - `answer`: whole answers, and what they tell about their cost
//! - `stream`: events and bytes that are passed on as they come
//! - `sound`: how long a sound is, by its file's header
//! - `rerank`: ranks, for every provider in one shape
//! - `body`: JSON requests

pub mod answer;
pub mod body;
pub mod form;
pub mod rerank;
pub mod sound;
pub mod stream;

pub use answer::{Told, seen, whole};
pub use form::{Form, Upload};
