import type { Locale } from './locales.ts';
import { makeUpPerson, type Person, type Slot } from './make-up-person.ts';
import { variants, type Variant } from './variants.ts';

export type Channel =
  | 'page text'
  | 'account page'
  | 'account, not recognised'
  | 'confirmation'
  | 'title'
  | 'accessible name'
  | 'url path'
  | 'url query'
  | 'url fragment';

/** A text with somebody's data in it, as a page shows it. */
export type Planted = {
  channel: Channel;
  locale: string;
  variant: string;
  text: string;
  person: Person;
  /** What of the person stands in it: each is a planting. */
  slots: Slot[];
};

/** Addresses in which shops carry what they know. */
const addresses: Readonly<Record<'url path' | 'url query' | 'url fragment', readonly string[]>> = {
  'url path': [
    'https://shop.example/account/{email}/orders',
    'https://shop.example/orders/{order}',
    'https://shop.example/u/{username}',
    'https://shop.example/profile/{name}',
    'https://shop.example/track/{order}/{postcode}',
    'https://shop.example/wishlist-of-{first}-{last}',
  ],
  'url query': [
    'https://shop.example/welcome?email={email}&page=2',
    'https://shop.example/search?q={name}',
    'https://shop.example/search?q={phone}',
    'https://shop.example/stores?near={postcode}',
    'https://shop.example/checkout?name={name}&street={street}&city={city}',
    'https://shop.example/verify?code={otp}&user={username}',
  ],
  'url fragment': [
    'https://shop.example/#email={email}',
    'https://shop.example/#/profile/{username}',
    'https://shop.example/app#/orders/{order}',
    'https://shop.example/#{email}',
  ],
};

/** All texts of one made-up person, each in the ways of writing that change it. */
export function plantingsOf(locale: Locale): { person: Person; planted: Planted[] } {
  const person = makeUpPerson(locale);
  const { page, account, confirmation, title, label } = locale.phrases;
  const places: [Channel, readonly string[]][] = [
    ['page text', page],
    ['account page', account],
    ['account, not recognised', [...account, ...confirmation]],
    ['confirmation', confirmation],
    ['title', title],
    ['accessible name', label],
    ['url path', addresses['url path']],
    ['url query', addresses['url query']],
    ['url fragment', addresses['url fragment']],
  ];
  const planted = places.flatMap(([channel, phrases]) =>
    phrases.flatMap((phrase) => {
      const seen = new Set<string>();
      return variants.flatMap((variant): Planted[] => {
        if (
          channel.startsWith('url') &&
          !['as it is', 'lower case', 'dashes', 'without accents'].includes(variant.name)
        )
          return [];
        const { text, slots } = fill(phrase, { person, variant, locale, isUrl: channel.startsWith('url') });
        if (slots.length === 0 || seen.has(text)) return [];
        seen.add(text);
        return [{ channel, locale: locale.code, variant: variant.name, text, person, slots }];
      });
    }),
  );
  return { person, planted };
}

type Filling = { person: Person; variant: Variant; locale: Locale; isUrl: boolean };

function fill(phrase: string, { person, variant, isUrl }: Filling): { text: string; slots: Slot[] } {
  const slots: Slot[] = [];
  const text = phrase.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === 'idLabel') return person.idLabel;
    const slot = name as Slot; // the phrases name nothing else
    slots.push(slot);
    const written = variant.slots.includes(slot) ? variant.write(person[slot], slot, person) : person[slot];
    return isUrl ? encodeURIComponent(written) : written;
  });
  return { text, slots };
}
