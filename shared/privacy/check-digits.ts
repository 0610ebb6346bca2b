/** ISO/IEC 7812-1, annex B: every second digit from the right doubled, digits summed, divisible by ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the first four characters to the end, letters as 10 to 35, the number modulo 97 is 1. */
export function passesMod97(iban: string): boolean {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

/** GS1 General Specifications, 7.9: weights 3 and 1 from the right, for GTIN-8, -12 (UPC), -13 (EAN) and -14. */
export function passesGtin(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    sum += Number(digits[digits.length - 1 - index]) * (index % 2 === 1 ? 3 : 1);
  }
  return sum % 10 === 0;
}
