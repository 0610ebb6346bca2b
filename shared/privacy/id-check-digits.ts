import { passesLuhn } from './check-digits.ts';

const digitsOf = (text: string): number[] => Array.from(text.replaceAll(/\D/g, ''), Number);

function weighed(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

/** Germany's tax number for people: ISO 7064, MOD 11,10, over eleven digits. */
export function passesSteuerId(text: string): boolean {
  const digits = digitsOf(text);
  let product = 10;
  for (const digit of digits.slice(0, 10)) product = (((digit + product) % 10 || 10) * 2) % 11;
  return digits.length === 11 && (11 - product) % 10 === digits[10];
}

/** France's social security number: the last two digits are 97 minus the rest of the first thirteen, Corsica's 2A as 19, 2B as 18. */
export function passesNir(text: string): boolean {
  const compact = text.replaceAll(/[^\dAB]/gi, '').toUpperCase();
  const numbered = compact.slice(0, 13).replace('2A', '19').replace('2B', '18');
  if (compact.length !== 15 || !/^\d{13}$/.test(numbered)) return false;
  return 97 - (Number(numbered) % 97) === Number(compact.slice(13));
}

/** Spain's DNI and NIE: the letter by the number modulo 23, X, Y and Z as 0, 1 and 2. */
export function passesDni(text: string): boolean {
  const compact = text.replaceAll(/[^A-Za-z\d]/g, '').toUpperCase();
  const number = Number(compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === compact.at(-1);
}

/** Brazil's CPF: two digits, each by the ones before it, weighted down to 2, modulo 11. */
export function passesCpf(text: string): boolean {
  const digits = digitsOf(text);
  return (
    digits.length === 11 &&
    new Set(digits).size > 1 &&
    [9, 10].every((count) => {
      const rest = weighed(
        digits,
        Array.from({ length: count }, (_, index) => count + 1 - index),
      );
      return ((rest * 10) % 11) % 10 === digits[count];
    })
  );
}

const ODD_PLACES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Italy's codice fiscale: the last letter by the other fifteen characters (D.M. 23.12.1976, table of odd places). */
export function passesCodiceFiscale(text: string): boolean {
  const sum = Array.from(text.toUpperCase().slice(0, 15)).reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : (character.codePointAt(0) ?? 0) - 65;
    return total + (index % 2 === 0 ? (ODD_PLACES[value] ?? 0) : value);
  }, 0);
  return String.fromCodePoint(65 + (sum % 26)) === text.toUpperCase().at(-1);
}

/** Sweden's personnummer, Luhn over its last ten digits; Denmark's and Finland's begin with a date as well. */
export function passesPersonnummer(text: string): boolean {
  const ten = text.replaceAll(/\D/g, '').slice(-10);
  const [month, day] = [Number(ten.slice(2, 4)), Number(ten.slice(4, 6)) % 60];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && passesLuhn(ten);
}
