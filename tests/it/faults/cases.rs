//! The table of misbehaviours and of what each must lead to.

/// The rows of the table of malformed upstreams. All of them can befall a provider that speaks OpenAI's
/// dialect.
pub(super) const ROWS: [&str; 24] = [
    "M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10", "M11", "M12", "M13",
    "M14", "M15", "M16", "M17", "M18", "M19", "M20", "M21", "M22", "M23", "M24",
];

/// What a client gets.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told {
    /// Status 200 and the whole answer, billed by what the provider reports.
    Whole,
    /// The same, billed by our own count, since what the provider reports is not credible.
    Counted,
    /// An error with this status and type; nothing is billed.
    No(u16, &'static str),
    /// Status 200, a part of the answer, then an error event with this status and type, and no end
    /// mark; the part is billed.
    Cut(u16, &'static str),
}

/// Where a provider is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The scripted one.
    Scripted,
    /// A port where nobody listens.
    Closed,
    /// A port where connections are made, and then nobody reads, answers or closes.
    Deaf,
}

/// One misbehaviour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    /// The row of the table.
    pub(super) row: &'static str,
    /// Where it happens.
    pub(super) place: Place,
    /// What the scripted provider is told, and the model's public name.
    pub(super) script: &'static str,
    /// What becomes of a JSON answer.
    pub(super) json: Told,
    /// What becomes of a stream.
    pub(super) stream: Told,
}

const fn case(row: &'static str, script: &'static str, json: Told, stream: Told) -> Case {
    Case {
        row,
        place: Place::Scripted,
        script,
        json,
        stream,
    }
}

const fn both(row: &'static str, script: &'static str, told: Told) -> Case {
    case(row, script, told, told)
}

const fn elsewhere(row: &'static str, place: Place, script: &'static str, told: Told) -> Case {
    Case {
        place,
        ..both(row, script, told)
    }
}

use Told::{Counted, Cut, No, Whole};

const SILENT: Told = No(504, "upstream_timeout");
const STOPPED: Told = Cut(504, "upstream_timeout");
const NO_HTTP: Told = No(502, "upstream_protocol");
const BROKEN: Told = No(502, "upstream_truncated");
const BROKEN_OFF: Told = Cut(502, "upstream_truncated");
const INVALID: Told = No(502, "upstream_invalid_response");
const GONE_BAD: Told = Cut(502, "upstream_invalid_response");

/// Every misbehaviour, for a JSON answer and for a stream.
#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    elsewhere("M01", Place::Closed, "closed", No(502, "upstream_connect")),
    both("M02", "fault/m02", SILENT),
    both("M03", "fault/m03", SILENT),
    elsewhere("M04", Place::Deaf, "deaf", SILENT),
    both("M04", "fault/m04", SILENT),
    both("M05", "fault/m05", NO_HTTP),
    case("M06", "fault/m06", BROKEN, BROKEN_OFF),
    case("M07", "fault/m07a", INVALID, BROKEN_OFF),
    case("M07", "fault/m07b", INVALID, BROKEN_OFF),
    case("M08", "fault/m08a", BROKEN, BROKEN_OFF),
    case("M08", "fault/m08b", BROKEN, BROKEN_OFF),
    case("M08", "fault/m08c", BROKEN, BROKEN_OFF),
    case("M08", "fault/m08d", BROKEN, BROKEN_OFF),
    // The end of the stream is told by its own mark, so the missing last chunk hides nothing.
    case("M08", "fault/m08e", BROKEN, Whole),
    case("M09", "fault/m09", BROKEN, Whole),
    both("M10", "fault/m10a", Whole),
    case("M10", "fault/m10b", INVALID, GONE_BAD),
    both("M11", "fault/m11a", NO_HTTP),
    both("M11", "fault/m11b", NO_HTTP),
    // RFC 9112, 2.2 lets a recipient take a lone LF for the end of a line.
    both("M11", "fault/m11c", Whole),
    both("M11", "fault/m11d", NO_HTTP),
    both("M11", "fault/m11e", NO_HTTP),
    both("M12", "fault/m12a", NO_HTTP),
    both("M12", "fault/m12b", NO_HTTP),
    both("M13", "fault/m13a", INVALID),
    both("M13", "fault/m13b", INVALID),
    both("M13", "fault/m13c", INVALID),
    both("M13", "fault/m13d", INVALID),
    both("M13", "fault/m13e", INVALID),
    both("M13", "fault/m13f", INVALID),
    both("M14", "fault/m14", Whole),
    both("M15", "fault/m15a", INVALID),
    both("M15", "fault/m15b", INVALID),
    both("M15", "fault/m15c", INVALID),
    // A byte order mark before an event stream is allowed; before JSON it is not.
    case("M15", "fault/m15d", INVALID, Whole),
    // As JSON it is merely a long answer. Of the stream nothing but its role had come.
    case("M16", "fault/m16?mib=4", Whole, INVALID),
    both("M17", "fault/m17", SILENT),
    case("M18", "fault/m18a", INVALID, GONE_BAD),
    both("M18", "fault/m18b", Whole),
    both("M18", "fault/m18c", Whole),
    both("M18", "fault/m18d", Whole),
    both("M18", "fault/m18e", Whole),
    both("M18", "fault/m18f", Whole),
    both("M18", "fault/m18g", Whole),
    both("M19", "fault/m19a", INVALID),
    case("M19", "fault/m19b", INVALID, BROKEN),
    both("M19", "fault/m19c", INVALID),
    both("M19", "fault/m19d", INVALID),
    both("M19", "fault/m19e", INVALID),
    both("M20", "fault/m20a", No(429, "requests")),
    both("M20", "fault/m20b", No(429, "requests")),
    case("M20", "fault/m20c", No(429, "requests"), Cut(429, "requests")),
    both("M20", "fault/m20a?code=503", No(503, "requests")),
    both("M20", "fault/m20a?code=odd&type=odd", No(502, "odd")),
    both("M21", "fault/m21a", Counted),
    both("M21", "fault/m21b", Counted),
    both("M21", "fault/m21c", Counted),
    both("M21", "fault/m21d", Counted),
    both("M21", "fault/m21e", Whole),
    both("M21", "fault/m21f", Whole),
    both("M22", "fault/m22a", No(502, "internal_server_error")),
    both("M22", "fault/m22b", No(502, "internal_server_error")),
    both("M22", "fault/m22c", No(502, "internal_server_error")),
    both("M23", "fault/m23a", No(429, "requests")),
    both("M23", "fault/m23b", No(503, "server_error")),
    both("M23", "fault/m23c", No(429, "requests")),
    both("M23", "fault/m23d", No(503, "server_error")),
    both("M23", "fault/m23e", No(502, "upstream_authentication")),
    both("M23", "fault/m23f", No(418, "invalid_request_error")),
    both("M23", "fault/m23g", No(599, "server_error")),
    both("M23", "fault/m23h", SILENT),
    case("M24", "fault/m24a?every_ms=5", SILENT, STOPPED),
    // A token every 29 s is a silence of 29 s after the first.
    case("M24", "fault/m24b", SILENT, STOPPED),
];
