import { launchBrowser } from '../../e2e/harness/launch-browser.ts';
import { joinOffline } from '../../e2e/harness/participant.ts';
import type { OpenArchive } from '../../e2e/harness/read-archive.ts';
import { interaction } from '../../shared/interactions/interaction.ts';
import { findPersonalThoroughly } from '../../shared/privacy/find-personal-thoroughly.ts';
import { textsIn } from '../../shared/privacy/mask-known.ts';
import { regionOf } from '../../shared/privacy/region-of.ts';
import type { Locale } from './locales.ts';
import { findTelling, searchable } from './look-for.ts';
import { makeUpPerson, slotsOf, type Person, type Slot } from './make-up-person.ts';
import { openEyes, picturesOf, type Eyes } from './read-pictures.ts';
import { searchArchive, type ArchiveLeak } from './search-archive.ts';
import { shopPages, type ShopPages } from './shop-pages.ts';
import { shopSession, type Shopped } from './shop-session.ts';
import type { Tally } from './tally.ts';
import { tellingParts } from './telling-parts.ts';

export type SessionsResult = { interactions: number; pictures: number; detectionMs: number };

/**
 * One session for each locale with the built extension in Chromium, sealed, opened and searched: texts in every
 * disguise, pictures by OCR. What is planted in pixels is what the OCR reads of the pages themselves.
 */
export async function measureSessions(locales: readonly Locale[], seed: number, tally: Tally): Promise<SessionsResult> {
  const result: SessionsResult = { interactions: 0, pictures: 0, detectionMs: 0 };
  const browser = await launchBrowser();
  const eyes = await openEyes();
  try {
    await joinOffline(browser, ['recording', 'training']);
    for (const locale of locales) {
      locale.faker.seed(seed);
      const { person, shop } = drawPerson(locale);
      const shopped = await shopSession(browser, shop, person);
      const slots = [...new Set(shop.planted.map(({ slot }) => slot))];
      const texts = searchArchive(shopped.archive, person, slots);
      const pixels = locale.latin ? await readPixels(eyes, shopped, person) : { planted: [], leaks: [], pictures: 0 };
      const planted = [...shop.planted, ...pixels.planted.map((slot) => ({ channel: 'pixels' as const, slot }))];
      record(locale, planted, [...texts, ...pixels.leaks], tally);
      result.pictures += pixels.pictures;
      result.interactions += shopped.archive.interactions.length;
      result.detectionMs += detectionMs(shopped.archive, locale);
      console.log(
        `${locale.code}: ${shopped.archive.interactions.length} interactions, ${pixels.pictures} pictures read`,
      );
    }
  } finally {
    await eyes.close();
    await browser.close();
  }
  return result;
}

/** Draws until no part of the person is a word of the shop's own: what is found then is theirs. */
function drawPerson(locale: Locale): { person: Person; shop: ShopPages } {
  for (;;) {
    const person = makeUpPerson(locale);
    const shop = shopPages(locale, person);
    const own = searchable(shop.harmless);
    if (!slotsOf(person).some((slot) => slot !== 'cvc' && findTelling(own, tellingParts(person, slot))))
      return { person, shop };
  }
}

function record(locale: Locale, planted: ShopPages['planted'], leaks: readonly ArchiveLeak[], tally: Tally): void {
  const all = new Map([...planted, ...leaks].map(({ channel, slot }) => [`${channel} ${slot}`, { channel, slot }]));
  for (const { channel, slot } of all.values()) {
    const leak = leaks.find((each) => each.channel === channel && each.slot === slot);
    tally.add({ locale: locale.code, variant: 'on pages', channel, slot, leak });
  }
}

async function readPixels(
  eyes: Eyes,
  { archive, screens }: Shopped,
  person: Person,
): Promise<{ planted: Slot[]; leaks: ArchiveLeak[]; pictures: number }> {
  const read = async (pictures: readonly Buffer[]): Promise<string[]> => {
    const texts: string[] = [];
    for (const picture of pictures) texts.push(await eyes.read(picture));
    return texts;
  };
  const pictures = await picturesOf(archive);
  const [shown, kept] = [await read(screens), await read(pictures)];
  const slotsIn = (texts: readonly string[]): Slot[] => {
    const text = searchable(texts.join('\n'));
    return slotsOf(person).filter(
      (slot) => slot !== 'cvc' && findTelling(text, tellingParts(person, slot)) !== undefined,
    );
  };
  const leaks = slotsIn(kept).map((slot): ArchiveLeak => {
    const text = kept.find((each) => findTelling(searchable(each), tellingParts(person, slot))) ?? '';
    return { channel: 'pixels', slot, part: person[slot], in: text.slice(0, 200) };
  });
  return { planted: slotsIn(shown), leaks, pictures: pictures.length };
}

/** What looking thoroughly through the texts of every interaction takes. */
function detectionMs({ interactions }: OpenArchive, locale: Locale): number {
  const from = performance.now();
  for (const each of interactions) {
    for (const text of textsIn(interaction, each)) findPersonalThoroughly(text, { region: regionOf(locale) });
  }
  return performance.now() - from;
}
