//! Ranges of network addresses.

use std::fmt;
use std::net::IpAddr;

/// Addresses that begin with the same bits: one address, or a network such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IpRange {
    first: IpAddr,
    bits: u8,
}

/// An IPv4 address in the clothes of an IPv6 one is the IPv4 address.
fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => six.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

/// The address as a number of so many bits.
fn number(address: IpAddr) -> (u128, u8) {
    match address {
        IpAddr::V4(four) => (u128::from(u32::from(four)), 32),
        IpAddr::V6(six) => (u128::from(six), 128),
    }
}

/// Of a number of `width` bits, the leading ones.
fn leading(number: u128, width: u8, bits: u8) -> u128 {
    let rest = u32::from(width - bits);
    number.checked_shr(rest).unwrap_or(0)
}

impl IpRange {
    /// Reads an address, or an address and a number of bits behind a slash.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
            None => (text, None),
        };
        let first = plain(address.parse().ok()?);
        let (_, width) = number(first);
        let bits = bits.unwrap_or(width);
        (bits <= width).then_some(Self { first, bits })
    }

    /// Whether an address is in the range.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let ((own, width), (other, other_width)) = (number(self.first), number(plain(address)));
        width == other_width && leading(own, width, self.bits) == leading(other, width, self.bits)
    }
}

impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, width) = number(self.first);
        if self.bits == width {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}/{}", self.first, self.bits)
        }
    }
}

/// Whether a list lets an address in; one without entries lets in everybody.
#[must_use]
pub fn lets_in(list: &[IpRange], address: IpAddr) -> bool {
    list.is_empty() || list.iter().any(|range| range.contains(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_begins_alike() {
        let range = |text: &str| IpRange::parse(text).expect("a range");
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        for (text, inside, outside) in [
            ("10.1.2.3", "10.1.2.3", "10.1.2.4"),
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("192.168.1.64/26", "192.168.1.127", "192.168.1.128"),
            ("::ffff:10.0.0.1", "10.0.0.1", "10.0.0.2"),
            ("2001:db8::/32", "2001:db8:1::1", "2001:db9::1"),
            ("10.0.0.1", "::ffff:10.0.0.1", "::1"),
        ] {
            assert!(range(text).contains(address(inside)), "{text} {inside}");
            assert!(!range(text).contains(address(outside)), "{text} {outside}");
        }
        assert!(range("0.0.0.0/0").contains(address("1.2.3.4")));
        assert!(!range("0.0.0.0/0").contains(address("::1")));
        for wrong in [
            "",
            "10.0.0",
            "10.0.0.1/33",
            "10.0.0.1/-1",
            "host",
            "10.0.0.1/x",
        ] {
            assert_eq!(IpRange::parse(wrong), None, "{wrong}");
        }
        assert_eq!(range(" 10.0.0.0/8 ").to_string(), "10.0.0.0/8");
        assert!(lets_in(&[], address("1.2.3.4")));
    }
}
