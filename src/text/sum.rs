//! Exact sums of numbers of any length, digit by digit as on paper.
//!
//! It costs a few nanoseconds a digit and needs no arithmetic on wide integers, which would cost the
//! widget more bytes than this file.

use std::cmp::Ordering;

use super::number::Finite;

/// Decimal digits from the lowest on, the first `scale` of them behind the point.
#[derive(Debug, Clone, Default)]
struct Digits {
    digits: Vec<u8>,
    scale: usize,
}

impl Digits {
    fn rescale(&mut self, scale: usize) {
        if scale > self.scale {
            self.digits.splice(0..0, std::iter::repeat_n(0, scale - self.scale));
            self.scale = scale;
        }
    }

    fn add(&mut self, number: Finite<'_>) {
        let lowest = number.magnitude - number.digits().count() as i64;
        self.rescale(usize::try_from(-lowest).unwrap_or(0));
        let mut at = usize::try_from(self.scale as i64 + lowest).unwrap_or(0);
        let mut carry = 0;
        let mut digits = number.digits().rev();
        loop {
            let digit = digits.next();
            if digit.is_none() && carry == 0 {
                return;
            }
            if at >= self.digits.len() {
                self.digits.resize(at + 1, 0);
            }
            if let Some(place) = self.digits.get_mut(at) {
                let sum = *place + digit.unwrap_or(0) + carry;
                (*place, carry) = (sum % 10, sum / 10);
            }
            at += 1;
        }
    }

    fn digit(&self, at: usize) -> u8 {
        self.digits.get(at).copied().unwrap_or(0)
    }
}

/// A sum that grows.
#[derive(Debug, Clone, Default)]
pub struct Sum {
    /// What is above zero and, without its sign, what is below.
    sides: [Digits; 2],
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, number: Finite<'_>) {
        if let Some(side) = self.sides.get_mut(usize::from(number.negative)) {
            side.add(number);
        }
    }

    /// The sum in plain digits: no exponent, no zero more than needed.
    pub fn text(&self) -> String {
        let (negative, total) = self.total();
        write(negative, &total)
    }

    /// The sum divided by `count`, to `places` digits behind the point or as many as the sum has, if
    /// these are more; half is rounded away from zero. `None` for a count of 0.
    pub fn average(&self, count: u64, places: usize) -> Option<String> {
        let (negative, mut total) = self.total();
        total.rescale(places);
        let mut rest = 0_u64;
        for digit in total.digits.iter_mut().rev() {
            let dividend = rest * 10 + u64::from(*digit);
            *digit = dividend.checked_div(count)? as u8;
            rest = dividend % count;
        }
        let mut carry = u8::from(count > 0 && rest * 2 >= count);
        for digit in &mut total.digits {
            let sum = *digit + carry;
            (*digit, carry) = (sum % 10, sum / 10);
        }
        total.digits.push(carry);
        Some(write(negative, &total)).filter(|_| count > 0)
    }

    /// What is above zero less what is below, and whether that is below zero.
    fn total(&self) -> (bool, Digits) {
        let [mut plus, mut minus] = self.sides.clone();
        plus.rescale(minus.scale);
        minus.rescale(plus.scale);
        let length = plus.digits.len().max(minus.digits.len());
        let order =
            (0..length).rev().map(|at| plus.digit(at)).cmp((0..length).rev().map(|at| minus.digit(at)));
        let negative = order == Ordering::Less;
        if negative {
            std::mem::swap(&mut plus, &mut minus);
        }
        let mut borrow = 0;
        for (at, place) in plus.digits.iter_mut().enumerate() {
            let less = minus.digit(at) + borrow;
            borrow = u8::from(*place < less);
            *place = *place + 10 * borrow - less;
        }
        (negative, plus)
    }
}

fn write(negative: bool, number: &Digits) -> String {
    let length = number.digits.iter().rposition(|digit| *digit > 0).map_or(0, |last| last + 1);
    let skipped = number.digits.iter().position(|digit| *digit > 0).unwrap_or(0).min(number.scale);
    let mut text = String::from(if negative && length > 0 { "-" } else { "" });
    let whole = length.max(number.scale + 1);
    for at in (skipped..whole).rev() {
        // Zeros behind the point of a number that is zero.
        if length == 0 && at < number.scale {
            break;
        }
        if at + 1 == number.scale {
            text.push('.');
        }
        text.push(char::from(b'0' + number.digit(at)));
    }
    text
}
