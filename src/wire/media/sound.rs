//! How long a sound is, by its file's header.
//!
//! Sources: RIFF WAVE (IBM and Microsoft, 1991), MPEG audio frame header (ISO 11172-3, 13818-3) with the
//! tags `Xing`, `Info` and `VBRI`, ADTS (ISO 13818-7), FLAC format (RFC 9639), Ogg (RFC 3533) with
//! Opus (RFC 7845) and Vorbis, ISO base media file format (14496-12), Matroska (RFC 9559).

use memchr::memmem;

/// How much of a stream's beginning is kept, in bytes.
const HEAD_BYTES_MAX: usize = 8 << 10;
/// How much of its end: an Ogg page is shorter.
const TAIL_BYTES_MAX: usize = 66 << 10;
/// OpenAI's raw samples: 24,000 a second, 16 bits, one channel (OpenAI guide "Text to speech").
const PCM_BYTES_PER_SECOND: u64 = 48_000;

/// What is kept of a sound that passes by.
#[derive(Debug, Default)]
pub struct Sound {
    /// How long it is in bytes.
    pub bytes: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Sound {
    /// Notes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        let room = HEAD_BYTES_MAX - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        let newest = &bytes[bytes.len().saturating_sub(TAIL_BYTES_MAX)..];
        self.tail.extend_from_slice(newest);
        if self.tail.len() > 2 * TAIL_BYTES_MAX {
            self.tail.drain(..self.tail.len() - TAIL_BYTES_MAX);
        }
    }

    /// How long it lasts, in milliseconds. `pcm` says that it is raw samples.
    #[must_use]
    pub fn duration_ms(&self, pcm: bool) -> Option<u64> {
        if pcm {
            return Some(self.bytes.saturating_mul(1_000) / PCM_BYTES_PER_SECOND);
        }
        duration(&self.head, &self.tail, self.bytes)
    }
}

/// How long a whole file lasts, in milliseconds; `None` when its header does not tell.
#[must_use]
pub fn file_duration_ms(file: &[u8]) -> Option<u64> {
    duration(file, file, file.len() as u64)
}

fn duration(head: &[u8], tail: &[u8], total: u64) -> Option<u64> {
    let found = match head {
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ] => wave(head, total),
        [b'f', b'L', b'a', b'C', ..] => flac(head),
        [b'O', b'g', b'g', b'S', ..] => ogg(head, tail),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => matroska(head),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => movie(head).or_else(|| movie(tail)),
        _ => mpeg(head, total),
    };
    found.filter(|ms| *ms > 0)
}

fn bytes<const N: usize>(from: &[u8], at: usize) -> Option<[u8; N]> {
    from.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn le32(from: &[u8], at: usize) -> Option<u64> {
    bytes(from, at).map(|four| u64::from(u32::from_le_bytes(four)))
}

fn be32(from: &[u8], at: usize) -> Option<u64> {
    bytes(from, at).map(|four| u64::from(u32::from_be_bytes(four)))
}

fn be64(from: &[u8], at: usize) -> Option<u64> {
    bytes(from, at).map(u64::from_be_bytes)
}

/// Milliseconds of so many things at so many a second.
fn ms(count: u64, per_second: u64) -> Option<u64> {
    count.saturating_mul(1_000).checked_div(per_second)
}

/// A file that was written as a stream has no length in its header, or the greatest one.
fn wave(head: &[u8], total: u64) -> Option<u64> {
    let mut at = 12;
    let mut rate = None;
    while let (Some(name), Some(size)) = (bytes::<4>(head, at), le32(head, at + 4)) {
        let data = at + 8;
        match &name {
            b"fmt " => rate = le32(head, data + 8),
            b"data" => {
                let left = total.saturating_sub(data as u64);
                let told = if size == 0 { left } else { size.min(left) };
                return ms(told, rate?);
            }
            _ => {}
        }
        // Chunks begin at even places.
        at = data.checked_add(usize::try_from(size + size % 2).ok()?)?;
    }
    None
}

fn flac(head: &[u8]) -> Option<u64> {
    let told = be64(head, 18)?;
    ms(told & 0xf_ffff_ffff, told >> 44)
}

/// The last page says how many samples there are.
fn ogg(head: &[u8], tail: &[u8]) -> Option<u64> {
    let page = memmem::rfind(tail, b"OggS")?;
    let samples = u64::from_le_bytes(bytes(tail, page + 6)?);
    if let Some(opus) = memmem::find(head, b"OpusHead") {
        let skipped = u64::from(u16::from_le_bytes(bytes(head, opus + 10)?));
        return ms(samples.saturating_sub(skipped), 48_000);
    }
    let vorbis = memmem::find(head, b"\x01vorbis")?;
    ms(samples, le32(head, vorbis + 12)?)
}

fn movie(file: &[u8]) -> Option<u64> {
    let at = memmem::find(file, b"mvhd")? + 4;
    let (scale, length) = match file.get(at)? {
        1 => (be32(file, at + 20)?, be64(file, at + 24)?),
        _ => (be32(file, at + 12)?, be32(file, at + 16)?),
    };
    ms(length, scale)
}

/// `Duration` in the segment's information, in units of `TimestampScale` nanoseconds. A recording that
/// was streamed has none.
fn matroska(head: &[u8]) -> Option<u64> {
    let head = &head[..head.len().min(HEAD_BYTES_MAX)];
    let info = &head[memmem::find(head, &[0x15, 0x49, 0xa9, 0x66])?..];
    let scale = memmem::find(info, &[0x2a, 0xd7, 0xb1, 0x83])
        .and_then(|at| be32(info, at + 3))
        .map_or(1_000_000, |scale| scale & 0xff_ffff);
    let at = memmem::find(info, &[0x44, 0x89])?;
    let length = match info.get(at + 2)? {
        0x84 => f64::from(f32::from_be_bytes(bytes(info, at + 3)?)),
        0x88 => f64::from_be_bytes(bytes(info, at + 3)?),
        _ => return None,
    };
    let ms = length * scale as f64 / 1e6;
    (ms.is_finite() && ms >= 0.0).then_some(ms as u64)
}

/// One frame of MPEG audio.
struct Frame {
    bits_per_second: u64,
    samples_per_second: u64,
    samples: u64,
    /// Where a tag stands in it, from its beginning.
    tag: usize,
}

impl Frame {
    fn read(head: &[u8], at: usize) -> Option<Self> {
        const LAYER_1: [u64; 14] = [
            32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448,
        ];
        const LAYER_2: [u64; 14] = [
            32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
        ];
        const LAYER_3: [u64; 14] = [
            32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
        ];
        const LOW_1: [u64; 14] = [
            32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256,
        ];
        const LOW: [u64; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        let [first, second, third, fourth] = bytes(head, at)?;
        let (version, layer) = ((second >> 3) & 3, (second >> 1) & 3);
        if first != 0xff || second & 0xe0 != 0xe0 || version == 1 || layer == 0 {
            return None;
        }
        let full = version == 3;
        let (rates, samples) = match (layer, full) {
            (3, true) => (LAYER_1, 384),
            (3, false) => (LOW_1, 384),
            (2, true) => (LAYER_2, 1_152),
            (2, false) => (LOW, 1_152),
            (_, true) => (LAYER_3, 1_152),
            (_, false) => (LOW, 576),
        };
        let rate = usize::from(third >> 4).checked_sub(1)?;
        let base = [44_100, 48_000, 32_000].get(usize::from((third >> 2) & 3))?;
        let mono = fourth >> 6 == 3;
        Some(Self {
            bits_per_second: rates.get(rate)? * 1_000,
            samples_per_second: match version {
                3 => *base,
                2 => base / 2,
                _ => base / 4,
            },
            samples,
            tag: 4 + match (full, mono) {
                (true, false) => 32,
                (true, true) | (false, false) => 17,
                (false, true) => 9,
            },
        })
    }
}

/// A tag in the first frame tells the number of frames; else the bit rate of the first is that of all.
fn mpeg(head: &[u8], total: u64) -> Option<u64> {
    let start = match head {
        [b'I', b'D', b'3', _, _, _, a, b, c, d, ..] => {
            let size = [a, b, c, d].into_iter();
            size.fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f)) + 10
        }
        _ => 0,
    };
    let near = start..(start + HEAD_BYTES_MAX).min(head.len());
    for at in near {
        if let Some(length) = adts(head, at, total) {
            return Some(length);
        }
        let Some(frame) = Frame::read(head, at) else {
            continue;
        };
        let tag = at + frame.tag;
        let frames = match bytes::<4>(head, tag).as_ref() {
            Some(b"Xing" | b"Info") if be32(head, tag + 4)? & 1 == 1 => be32(head, tag + 8),
            _ if bytes(head, at + 36) == Some(*b"VBRI") => be32(head, at + 50),
            _ => None,
        };
        return match frames.filter(|frames| *frames > 0) {
            Some(frames) => ms(frames * frame.samples, frame.samples_per_second),
            None => ms(total.saturating_sub(at as u64) * 8, frame.bits_per_second),
        };
    }
    None
}

/// Frames of AAC have no table of their lengths: those at hand stand for the rest.
fn adts(head: &[u8], start: usize, total: u64) -> Option<u64> {
    const RATES: [u64; 13] = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025,
        8_000, 7_350,
    ];
    let (mut at, mut frames, mut rate) = (start, 0_u64, 0);
    while let Some([first, second, third, fourth, fifth, sixth]) = bytes(head, at) {
        if first != 0xff || second & 0xf6 != 0xf0 {
            break;
        }
        rate = *RATES.get(usize::from((third >> 2) & 15))?;
        let length =
            usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
        if length < 7 {
            break;
        }
        at += length;
        frames += 1;
    }
    // One alone may be chance.
    if frames < 2 {
        return None;
    }
    let seen = (at - start) as u64;
    let all = total.saturating_sub(start as u64).saturating_mul(frames) / seen;
    ms(all * 1_024, rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(seconds: u32, told: u32) -> Vec<u8> {
        let rate: u32 = 16_000;
        let mut file = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        file.extend([rate, rate * 2].into_iter().flat_map(u32::to_le_bytes));
        file.extend(b"\x02\0\x10\0LIST\x02\0\0\0xxdata");
        file.extend(told.to_le_bytes());
        file.resize(file.len() + (rate * 2 * seconds) as usize, 0);
        file
    }

    #[test]
    fn a_wave_tells_or_is_as_long_as_its_bytes() {
        assert_eq!(file_duration_ms(&wav(3, 32_000 * 3)), Some(3_000));
        assert_eq!(file_duration_ms(&wav(3, u32::MAX)), Some(3_000));
        assert_eq!(file_duration_ms(&wav(2, 0)), Some(2_000));
        let mut sound = Sound::default();
        for part in wav(9, u32::MAX).chunks(1_000) {
            sound.push(part);
        }
        assert_eq!(sound.duration_ms(false), Some(9_000));
        let mut raw = Sound::default();
        raw.push(&vec![0; 24_000]);
        assert_eq!(
            (raw.duration_ms(true), raw.duration_ms(false)),
            (Some(500), None)
        );
    }

    #[test]
    fn mpeg_audio_is_as_long_as_its_rate_or_its_tag_says() {
        // MPEG-1 layer 3, 128 kbit/s, 44.1 kHz, stereo: 16,000 bytes a second.
        let mut file = b"ID3\x04\0\0\0\0\0\x05_____\xff\xfb\x90\0".to_vec();
        file.resize(15 + 32_000, 0);
        assert_eq!(file_duration_ms(&file), Some(2_000));
        file[15 + 36..15 + 48].copy_from_slice(b"Xing\0\0\0\x01\0\0\0\x64");
        assert_eq!(
            file_duration_ms(&file),
            Some(2_612),
            "100 frames of 1,152 samples"
        );
    }

    #[test]
    fn each_container_is_read() {
        let mut flac = b"fLaC\0\0\0\x22".to_vec();
        flac.resize(18, 0);
        flac.extend(((44_100_u64 << 44) + 88_200).to_be_bytes());
        assert_eq!(file_duration_ms(&flac), Some(2_000));

        let mut opus = b"OggS\0\x02\0\0\0\0\0\0\0\0____OpusHead\x01\x01\x38\x01".to_vec();
        opus.extend(b"OggS\0\x04");
        opus.extend((48_000_u64 * 4 + 312).to_le_bytes());
        assert_eq!(file_duration_ms(&opus), Some(4_000));

        let mut mp4 = b"\0\0\0\x10ftypM4A \0\0\0\0mvhd\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        mp4.extend([1_000_u32, 5_500].into_iter().flat_map(u32::to_be_bytes));
        assert_eq!(file_duration_ms(&mp4), Some(5_500));

        let mut webm = vec![0x1a, 0x45, 0xdf, 0xa3, 0x15, 0x49, 0xa9, 0x66];
        webm.extend([0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40, 0x44, 0x89, 0x88]);
        webm.extend(1_234.5_f64.to_be_bytes());
        assert_eq!(file_duration_ms(&webm), Some(1_234));

        // AAC at 24 kHz in frames of 100 bytes.
        let frame = [0xff, 0xf1, 6 << 2, 0, 12, 4 << 5];
        let aac: Vec<u8> = (0..47 * 100)
            .map(|at| *frame.get(at % 100).unwrap_or(&0))
            .collect();
        assert_eq!(file_duration_ms(&aac), Some(2_005));
    }

    #[test]
    fn nothing_makes_it_fail() {
        for head in [
            &b"RIFF\0\0\0\0WAVE"[..],
            b"fLaC",
            b"OggS",
            b"\x1a\x45\xdf\xa3",
            b"abcdftyp",
            b"\xff\xfb",
        ] {
            assert_eq!(file_duration_ms(head), None, "{head:?}");
        }
        assert_eq!(file_duration_ms(&vec![0xff; 20_000]), None);
        assert_eq!(file_duration_ms(b""), None);
    }
}
