import type { PrivateValue, PrivateValueKind } from '../../shared/privacy/private-value.ts';
import type { Locale } from './locales.ts';
import { madeUpId } from './made-up-ids.ts';

/** What a shop may know of somebody. Every value is made up. */
export type Slot =
  | 'prefix'
  | 'first'
  | 'last'
  | 'name'
  | 'email'
  | 'phone'
  | 'street'
  | 'city'
  | 'postcode'
  | 'dob'
  | 'username'
  | 'id'
  | 'iban'
  | 'bic'
  | 'card'
  | 'cardEnd'
  | 'cvc'
  | 'expiry'
  | 'otp'
  | 'order';
export type Person = Readonly<Record<Slot, string>> & { idLabel: string };

/** Drawn from the locale's own names, streets and numbers; seed the locale's faker before. */
export function makeUpPerson({ faker, language, region, latin }: Locale): Person {
  const first = faker.person.firstName();
  const last = faker.person.lastName();
  const id = madeUpId(faker, region);
  const card = luhnNumber(faker.helpers.arrayElement(['4', '51', '55', '6011', '50']), 16, (count) =>
    faker.string.numeric(count),
  );
  const dob = faker.date.birthdate({ min: 20, max: 80, mode: 'age', refDate: '2026-01-01' });
  const local = latin ? `${first}.${last}` : faker.internet.username();
  return {
    prefix: faker.person.prefix(),
    first,
    last,
    name: latin ? `${first} ${last}` : `${last} ${first}`,
    email: faker.internet.email({ firstName: ascii(local), lastName: '', provider: 'mail.example' }),
    phone: faker.phone.number({ style: 'national' }),
    street: faker.location.streetAddress(),
    city: faker.location.city(),
    postcode: faker.location.zipCode(),
    dob: dob.toLocaleDateString(language, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }),
    username: `${ascii(first).slice(0, 5).toLowerCase() || 'user'}_${faker.string.alpha({ length: 4, casing: 'lower' })}${faker.number.int({ min: 10, max: 999 })}`,
    id: id.value,
    idLabel: id.label,
    iban: faker.finance.iban({ formatted: true, countryCode: 'DE' }),
    bic: `${faker.string.fromCharacters('BCDFGHKLMN', 4)}DE${faker.string.fromCharacters('BCDFGHKLMN', 1)}${faker.number.int({ min: 2, max: 9 })}XXX`,
    card: card.replaceAll(/(\d{4})(?=\d)/g, '$1 '),
    cardEnd: card.slice(-4),
    cvc: faker.finance.creditCardCVV(),
    expiry: `${String(faker.number.int({ min: 1, max: 12 })).padStart(2, '0')}/${faker.number.int({ min: 27, max: 34 })}`,
    otp: faker.string.numeric(6),
    order: `${faker.string.numeric(3)}-${faker.string.numeric(7)}-${faker.string.numeric(7)}`,
  };
}

export function slotsOf({ idLabel: _idLabel, ...slots }: Person): Slot[] {
  return Object.keys(slots) as Slot[]; // everything else of a person
}

/** What may be remembered of what was typed into forms, and as what. */
const LEARNED: Readonly<Partial<Record<Slot, PrivateValueKind>>> = {
  first: 'name',
  last: 'name',
  email: 'email',
  phone: 'phone',
  street: 'address',
  city: 'address',
  postcode: 'address',
  dob: 'date-of-birth',
  username: 'username',
};

/** What the device has learned of somebody when the session is sealed. */
export function learnedOf(person: Person): PrivateValue[] {
  return slotsOf(person).flatMap((slot) => {
    const kind = LEARNED[slot];
    return kind === undefined ? [] : [{ kind, value: person[slot] }];
  });
}

function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[^\w.-]/g, '')
    .replaceAll(/^[.]|[.]$/g, '');
}

/** Ends in the digit that ISO/IEC 7812 asks for. */
function luhnNumber(prefix: string, length: number, numeric: (count: number) => string): string {
  const head = prefix + numeric(length - 1 - prefix.length);
  const sum = Array.from(head)
    .toReversed()
    .reduce((total, digit, index) => {
      const weighted = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
      return total + (weighted > 9 ? weighted - 9 : weighted);
    }, 0);
  return head + String((10 - (sum % 10)) % 10);
}
