import type { Faker } from '@faker-js/faker';

/** Numbers that states give to people: made up, with the check digits that real ones have. Not of `shared/`, which is measured. */
export type MadeUpId = { label: string; value: string };

const digitsOf = (faker: Faker, count: number): number[] =>
  Array.from({ length: count }, () => faker.number.int({ min: 0, max: 9 }));
const weigh = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);

const makers: Readonly<Record<string, (faker: Faker) => MadeUpId>> = {
  US: (faker) => ({
    label: 'Social security number',
    value: `${faker.number.int({ min: 101, max: 665 })}-${faker.number.int({ min: 11, max: 99 })}-${faker.number.int({ min: 1001, max: 9999 })}`,
  }),
  GB: (faker) => ({
    label: 'National Insurance number',
    value: `JK ${faker.string.numeric(2)} ${faker.string.numeric(2)} ${faker.string.numeric(2)} ${faker.helpers.arrayElement(['A', 'B', 'C', 'D'])}`,
  }),
  DE: (faker) => ({ label: 'Steuer-ID', value: steuerId(faker) }),
  FR: (faker) => ({ label: 'Numéro de sécurité sociale', value: nir(faker) }),
  ES: (faker) => {
    const number = faker.number.int({ min: 10_000_000, max: 99_999_999 });
    return { label: 'DNI', value: `${number}${'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}` };
  },
  NL: (faker) => ({ label: 'Burgerservicenummer', value: bsn(faker) }),
  BR: (faker) => ({ label: 'CPF', value: cpf(faker) }),
  IT: (faker) => ({ label: 'Codice fiscale', value: codiceFiscale(faker) }),
  JP: (faker) => ({ label: 'マイナンバー', value: myNumber(faker) }),
  PL: (faker) => ({ label: 'PESEL', value: pesel(faker) }),
  SE: (faker) => ({ label: 'Personnummer', value: personnummer(faker) }),
};

export function madeUpId(faker: Faker, region: string): MadeUpId {
  const make = makers[region];
  if (make === undefined) throw new Error(`nobody has made up numbers for ${region}`);
  return make(faker);
}

/** ISO 7064, MOD 11,10. */
function steuerId(faker: Faker): string {
  const digits = [faker.number.int({ min: 1, max: 9 }), ...digitsOf(faker, 9)];
  let product = 10;
  for (const digit of digits) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  const all = [...digits, (11 - product) % 10].join('');
  return `${all.slice(0, 2)} ${all.slice(2, 5)} ${all.slice(5, 8)} ${all.slice(8)}`;
}

function nir(faker: Faker): string {
  const two = (low: number, high: number): string => String(faker.number.int({ min: low, max: high })).padStart(2, '0');
  const parts = [String(faker.number.int({ min: 1, max: 2 })), two(40, 99), two(1, 12), two(1, 95)];
  const head = [...parts, faker.string.numeric(3), faker.string.numeric(3)];
  return [...head, String(97 - Number(BigInt(head.join('')) % 97n)).padStart(2, '0')].join(' ');
}

function bsn(faker: Faker): string {
  for (;;) {
    const digits = [faker.number.int({ min: 1, max: 9 }), ...digitsOf(faker, 7)];
    const last = weigh(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    if (last < 10) return [...digits, last].join('');
  }
}

function cpf(faker: Faker): string {
  const digits = digitsOf(faker, 9);
  for (const length of [10, 11]) {
    const weights = Array.from({ length: length - 1 }, (_, index) => length - index);
    const rest = weigh(digits, weights) % 11;
    digits.push(rest < 2 ? 0 : 11 - rest);
  }
  const all = digits.join('');
  return `${all.slice(0, 3)}.${all.slice(3, 6)}.${all.slice(6, 9)}-${all.slice(9)}`;
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function codiceFiscale(faker: Faker): string {
  const letters = (count: number): string => faker.string.fromCharacters('BCDFGLMNPRSTV', count);
  const day = String(faker.number.int({ min: 1, max: 28 })).padStart(2, '0');
  const head = `${letters(6)}${faker.string.numeric(2)}${faker.string.fromCharacters('ABCDEHLMPRST', 1)}${day}${faker.string.fromCharacters('ABCDEFGHIL', 1)}${faker.string.numeric(3)}`;
  const sum = Array.from(head).reduce((total, character, index) => {
    const place = /\d/.test(character) ? Number(character) : (character.codePointAt(0) ?? 0) - 65;
    return total + (index % 2 === 0 ? (ODD[place] ?? 0) : place);
  }, 0);
  return head + String.fromCodePoint(65 + (sum % 26));
}

function myNumber(faker: Faker): string {
  const digits = digitsOf(faker, 11);
  const rest = weigh(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  const all = [...digits, rest <= 1 ? 0 : 11 - rest].join('');
  return `${all.slice(0, 4)} ${all.slice(4, 8)} ${all.slice(8)}`;
}

function birthDigits(faker: Faker): number[] {
  const born = faker.date.birthdate({ min: 30, max: 70, mode: 'age', refDate: '2026-01-01' }).toISOString();
  return Array.from(born.slice(2, 10).replaceAll('-', ''), Number);
}

function pesel(faker: Faker): string {
  const digits = [...birthDigits(faker), ...digitsOf(faker, 4)];
  return [...digits, (10 - (weigh(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10].join('');
}

function personnummer(faker: Faker): string {
  const digits = [...birthDigits(faker), ...digitsOf(faker, 3)];
  const sum = digits.reduce((total, digit, index) => {
    const weighted = index % 2 === 0 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  const all = [...digits, (10 - (sum % 10)) % 10].join('');
  return `${all.slice(0, 6)}-${all.slice(6)}`;
}
