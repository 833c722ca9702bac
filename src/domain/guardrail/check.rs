//! Checks that tell a number of one kind from any other.

/// The digits of a find.
fn digits(text: &str) -> impl DoubleEndedIterator<Item = u32> + '_ {
    text.chars().filter_map(|c| c.to_digit(10))
}

/// Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(text: &str) -> bool {
    let mut sum = 0;
    let mut all_same = true;
    let first = digits(text).next();
    for (index, digit) in digits(text).rev().enumerate() {
        all_same &= Some(digit) == first;
        sum += match digit * (1 + index as u32 % 2) {
            double if double > 9 => double - 9,
            plain => plain,
        };
    }
    sum % 10 == 0 && !all_same
}

/// Whether a number of this form was ever given out (Social Security Administration: no area 000, 666
/// or 900 and above, no group 00, no serial 0000).
pub(super) fn social_security(text: &str) -> bool {
    let mut parts = text.split('-');
    let (area, group, serial) = (parts.next(), parts.next(), parts.next());
    let area = area.unwrap_or_default();
    area != "000"
        && area != "666"
        && !area.starts_with('9')
        && group != Some("00")
        && serial != Some("0000")
}

/// Whether the check digits fit (ISO 13616, ISO 7064 MOD 97-10).
pub(super) fn iban(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    if !(15..=34).contains(&letters.len()) {
        return false;
    }
    let (head, rest) = letters.split_at(4);
    let value = rest.iter().chain(head).try_fold(0_u32, |value, letter| {
        let digit = letter.to_digit(36)?;
        let shifted = if digit > 9 { value * 100 } else { value * 10 };
        Some((shifted + digit) % 97)
    });
    value == Some(1)
}

/// Whether it is an address of the internet protocol.
pub(super) fn ip(text: &str) -> bool {
    text.parse::<std::net::IpAddr>()
        .is_ok_and(|address| !address.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_apart() {
        for good in [
            "4532015112830366",
            "3782-822463-10005",
            "5425 2334 3010 9903",
        ] {
            assert!(luhn(good), "{good}");
        }
        for bad in ["4532015112830367", "1234567890123456", "0000000000000000"] {
            assert!(!luhn(bad), "{bad}");
        }
        assert!(social_security("123-45-6789"));
        for bad in [
            "000-45-6789",
            "666-45-6789",
            "987-65-4321",
            "123-00-6789",
            "123-45-0000",
        ] {
            assert!(!social_security(bad), "{bad}");
        }
        assert!(iban("GB82 WEST 1234 5698 7654 32") && iban("DE89370400440532013000"));
        assert!(!iban("GB82 WEST 1234 5698 7654 33") && !iban("DE89"));
        assert!(ip("10.1.2.3") && ip("2001:db8::1"));
        assert!(!ip("999.1.1.1") && !ip("::") && !ip("12:30:45"));
    }
}
