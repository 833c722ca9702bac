//! Small bodies that decompress to 32 MiB of spaces (a JSON text may begin with any number).
//!
//! They are written by hand from the formats' documents, since nothing else here compresses.

/// What each of them decompresses to.
const DECODED: u32 = 32 << 20;
/// The CRC-32 of that many spaces.
const CRC: u32 = 0xdc78_a288;

/// RFC 1952 and 1951: one Huffman block in which 258 spaces take 2 bits, ratio about 1:1000.
pub(super) fn gzip() -> Vec<u8> {
    let mut out = GZIP_HEAD.to_vec();
    let mut bits = Bits::default();
    bits.put(0b1, 1); // The last block,
    bits.put(0b10, 2); // with Huffman codes of its own:
    bits.put(286 - 257, 5); // lengths for 286 literals and lengths,
    bits.put(0, 5); // for 1 distance (that many less one),
    bits.put(18 - 4, 4); // and for 18 code lengths, which come in a fixed odd order:
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
        bits.put(
            match symbol {
                18 => 1,
                1 | 2 => 2,
                _ => 0,
            },
            3,
        );
    }
    // Symbol 18 (code 0) is a run of 11 to 138 zeros; 1 is code 10 and 2 is code 11, which are
    // sent with their first bit first, so here they read from the right.
    let zeros = |bits: &mut Bits, count: u32| {
        bits.put(0, 1);
        bits.put(count - 11, 7);
    };
    zeros(&mut bits, 32);
    bits.put(0b11, 2); // A space has 2 bits,
    zeros(&mut bits, 138);
    zeros(&mut bits, 85);
    bits.put(0b11, 2); // so has the end of the block,
    zeros(&mut bits, 28);
    bits.put(0b01, 2); // a repetition of length 258 has 1 bit,
    bits.put(0b01, 2); // and so has the only distance, 1.
    let copies = (DECODED - 1) / 258;
    let rest = DECODED - copies * 258;
    for _ in 0..rest {
        bits.put(0b01, 2); // A space: code 10.
    }
    for _ in 0..copies {
        bits.put(0, 2);
    }
    bits.put(0b11, 2); // The end: code 11.
    out.extend(bits.finish());
    out.extend(CRC.to_le_bytes());
    out.extend(DECODED.to_le_bytes());
    out
}

/// A gzip file with a gzip bomb inside; the outer one merely stores it.
pub(super) fn nested() -> Vec<u8> {
    let inner = gzip();
    let mut out = GZIP_HEAD.to_vec();
    let mut chunks = inner.chunks(0xffff).peekable();
    while let Some(chunk) = chunks.next() {
        let length = chunk.len() as u16;
        out.push(u8::from(chunks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(chunk);
    }
    out.extend(crc(&inner).to_le_bytes());
    out.extend((inner.len() as u32).to_le_bytes());
    out
}

/// RFC 8878: a frame of 256 blocks, each of them one space 128 Ki times, ratio 1:32000.
pub(super) fn zstd() -> Vec<u8> {
    const BLOCK: u32 = 128 << 10;
    const RUN: u32 = 1;
    // Magic number, no checksum or size, a window of 128 KiB.
    let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 7 << 3];
    for block in 1..=DECODED / BLOCK {
        let last = u32::from(block == DECODED / BLOCK);
        out.extend(&(last | (RUN << 1) | (BLOCK << 3)).to_le_bytes()[..3]);
        out.push(b' ');
    }
    out
}

/// RFC 7932; these few bytes come from a compressor, ratio 1:1200000.
pub(super) fn brotli() -> Vec<u8> {
    vec![
        0xcf, 0xff, 0xff, 0x7f, 0xf8, 0x25, 0x40, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x3f, 0xff,
        0xff, 0xff, 0xf1, 0x4b, 0x00, 0xc4, 0x61, 0x01, 0x80, 0xee, 0xfd, 0x3f,
    ]
}

/// Magic number, deflate, no flags, no time, no hint, an unknown system.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// Bits, the lowest first, as deflate packs them.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, width: u32) {
        self.held |= value << self.count;
        self.count += width;
        while self.count >= 8 {
            self.out.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.out.push(self.held as u8);
        }
        self.out
    }
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
        }
        sum
    })
}
