//! M02 to M14: what is wrong is the connection, the head or the framing.

use std::time::Duration;

use super::super::answer::Answer;
use super::super::bombs;
use super::super::knobs::Knobs;
use super::super::log::Tokens;
use super::super::script::{Body, Part, Step, chunk};
use super::super::tongues;
use super::super::wire::Kind;

type Planned = Option<Result<Vec<Step>, String>>;

/// Long enough for the client to take in what was sent before a reset makes the kernel drop it.
const BEFORE_RESET: Duration = Duration::from_millis(50);

/// The steps of a fault of this module, or none if it is another module's.
pub(super) fn steps(id: &str, answer: &Answer, knobs: &Knobs) -> Planned {
    let body = answer.body();
    let steps = match id {
        "m02" => vec![Step::Silence],
        "m03" => return Some(drip(&body, knobs)),
        "m04" => vec![Step::Deaf],
        "m05" => vec![Step::Reset],
        "m06" => cut(&body, &[Step::Pause(BEFORE_RESET), Step::Reset]),
        "m07" | "m07a" => cut(&body, &[Step::bytes("0\r\n\r\n"), Step::Close]),
        "m07b" => body.half().unframed(),
        "m08" | "m08a" => torn(&body),
        "m08b" => cut(&body, &[Step::bytes("zz\r\nno\r\n0\r\n\r\n"), Step::Close]),
        "m08c" => cut(&body, &[Step::bytes("-1\r\nno\r\n0\r\n\r\n"), Step::Close]),
        "m08d" => cut(
            &body,
            &[Step::bytes("fffffffffffffffffff\r\nno"), Step::Close],
        ),
        "m08e" => ended(body.chunks(), [Step::Close]),
        "m09" => ended(body.counted(100), [Step::Close]),
        "m10" | "m10a" => smuggled(&body, 0),
        "m10b" => smuggled(
            &body,
            -(body.bytes().len() as isize - inside(&body.bytes())),
        ),
        "m12" | "m12a" => large_head(&body, 200, 8 << 10),
        "m12b" => large_head(&body, 1, 1 << 20),
        "m13" | "m13a" => encoded(&body, "gzip", bombs::gzip()),
        "m13b" => encoded(&body, "br", bombs::brotli()),
        "m13c" => encoded(&body, "zstd", bombs::zstd()),
        "m13d" => encoded(&body, "gzip, gzip", bombs::nested()),
        "m13e" => encoded(&body, "gzip", body.bytes()),
        "m13f" => encoded(&body, "x-rot13", body.bytes()),
        "m14" => split(answer),
        _ => return head(id, &body).map(Ok),
    };
    Some(Ok(steps))
}

/// Half of the bytes, and then up to the inside of an object: an end between two events is another fault.
fn inside(bytes: &[u8]) -> isize {
    let half = bytes.len() / 2;
    let more = bytes[half..].iter().position(|byte| *byte == b'{');
    (half + more.map_or(0, |at| at + 1)) as isize
}

/// M11: heads that two parsers read in two ways, or that are none.
fn head(id: &str, body: &Body) -> Option<Vec<Step>> {
    let bytes = body.bytes();
    let length = bytes.len();
    let chunked = [chunk(&bytes), b"0\r\n\r\n".to_vec()].concat();
    let (head, bytes) = match id {
        "m11" | "m11a" => (
            body.head(&format!(
                "content-length: {length}\r\ntransfer-encoding: chunked"
            )),
            chunked,
        ),
        "m11b" => {
            let short = length / 2;
            let both = format!("content-length: {short}\r\ncontent-length: {length}");
            (body.head(&both), bytes)
        }
        "m11c" => (
            body.head(&format!("content-length: {length}"))
                .replace("\r\n", "\n"),
            bytes,
        ),
        "m11d" => (
            "SMTP ready 220\r\ncontent-length: 2\r\n\r\n".to_owned(),
            b"{}".to_vec(),
        ),
        "m11e" => (String::new(), bytes),
        _ => return None,
    };
    let bytes = [head.into_bytes(), bytes].concat();
    Some(vec![Step::Send(bytes, body.tokens()), Step::Close])
}

fn ended(mut steps: Vec<Step>, end: impl IntoIterator<Item = Step>) -> Vec<Step> {
    steps.extend(end);
    steps
}

/// Half of the answer in good chunks, and then the end that is given.
fn cut(body: &Body, end: &[Step]) -> Vec<Step> {
    let end = end.iter().map(|step| match step {
        Step::Send(bytes, tokens) => Step::Send(bytes.clone(), *tokens),
        Step::Pause(time) => Step::Pause(*time),
        Step::Reset => Step::Reset,
        _ => Step::Close,
    });
    ended(body.half().chunks(), end)
}

/// M08a: the connection ends inside a chunk.
fn torn(body: &Body) -> Vec<Step> {
    let mut steps = body.half().chunks();
    if let Some(Step::Send(bytes, _)) = steps.last_mut() {
        bytes.truncate(bytes.len() / 2);
    }
    ended(steps, [Step::Close])
}

/// M03: the head, a byte at a time.
fn drip(body: &Body, knobs: &Knobs) -> Result<Vec<Step>, String> {
    let every = Duration::from_millis(knobs.number("every_ms", 1000)?);
    let bytes = body.bytes();
    let head = body.head(&format!("content-length: {}", bytes.len()));
    let mut steps: Vec<Step> = head
        .bytes()
        .flat_map(|byte| [Step::bytes([byte]), Step::Pause(every)])
        .collect();
    steps.push(Step::Send(bytes, body.tokens()));
    Ok(steps)
}

/// M10: what follows the declared length looks like the answer to the next request. The connection
/// stays open, so that a client that uses it again is found out.
fn smuggled(body: &Body, lie: isize) -> Vec<Step> {
    let stolen = body.with_bytes(r#"{"smuggled":true}"#).counted(0);
    let after = stolen.into_iter().filter_map(|step| match step {
        Step::Send(bytes, _) => Some(Step::bytes(bytes)),
        _ => None,
    });
    ended(body.counted(lie), after)
}

/// M12: so many header lines of such a length.
fn large_head(body: &Body, lines: usize, length: usize) -> Vec<Step> {
    let bytes = body.bytes();
    let filler: Vec<String> = (0..lines)
        .map(|line| format!("x-filler-{line}: {}", "a".repeat(length)))
        .collect();
    let framing = format!("{}\r\ncontent-length: {}", filler.join("\r\n"), bytes.len());
    vec![
        Step::bytes(body.head(&framing)),
        Step::Send(bytes, body.tokens()),
        Step::Close,
    ]
}

/// M13: bytes under a content encoding that nobody asked for.
fn encoded(body: &Body, coding: &str, bytes: Vec<u8>) -> Vec<Step> {
    let framing = format!(
        "content-encoding: {coding}\r\ncontent-length: {}",
        bytes.len()
    );
    vec![
        Step::bytes(body.head(&framing)),
        Step::Send(bytes, body.tokens()),
    ]
}

/// An event whose lines end in CR LF, where it has lines.
fn wide(kind: Kind, data: &str) -> Vec<u8> {
    let framed = tongues::framed(kind, data);
    if kind == Kind::Converse {
        return framed;
    }
    let text = String::from_utf8_lossy(&framed).replace("\r\n", "\n");
    text.replace('\n', "\r\n").into_bytes()
}

/// M14: the same as `ok?utf8=1`, but every byte is a chunk and a write of its own.
fn split(answer: &Answer) -> Vec<Step> {
    let mut body = if answer.stream {
        answer.events(|data| wide(answer.kind, data))
    } else {
        answer.body()
    };
    body.parts = body
        .parts
        .into_iter()
        .flat_map(|part| {
            let count = part.bytes.len();
            part.bytes
                .into_iter()
                .enumerate()
                .map(move |(index, byte)| Part {
                    bytes: vec![byte],
                    // An event counts when it is complete.
                    tokens: if index + 1 == count {
                        part.tokens
                    } else {
                        Tokens::default()
                    },
                })
        })
        .collect();
    ended(body.chunks(), [Step::bytes("0\r\n\r\n")])
}
