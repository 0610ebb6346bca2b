import { createHash } from 'node:crypto';
import type { Context } from '../../shared/interactions/context.ts';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import type { Locators } from '../../shared/interactions/locators.ts';
import type { Frame } from '../../shared/interactions/screenshots.ts';
import { newId } from '../../shared/new-id.ts';
import { samplePicture } from './sample-picture.ts';

export const VIEWPORT = { width: 1280, height: 800, devicePixelRatio: 1 };
export const ORIGIN = { x: 0, y: 0 };

type Place = { site: string; startedAt: number; sessionId: string; pictures: Map<string, Buffer> };

/** A click on the link of a product, its picture put into `place.pictures`. */
export function sampleClick(place: Place, name: string, index: number): Interaction {
  const at = place.startedAt + 2_000 + index * 5_000;
  const url = `https://${place.site}/lamps?page=${index + 1}`;
  const picture = samplePicture({
    width: VIEWPORT.width,
    height: VIEWPORT.height,
    rgb: colourOf(`${place.site} ${name}`),
  });
  const sha256 = createHash('sha256').update(picture).digest('hex');
  place.pictures.set(sha256, picture);
  const frame: Frame = {
    sha256,
    at: at - 400,
    width: VIEWPORT.width,
    height: VIEWPORT.height,
    redactions: 0,
    blank: false,
  };
  return {
    id: newId(at),
    sessionId: place.sessionId,
    pageId: newId(at - 1_000),
    sequence: 0,
    tabId: 1,
    frameId: 0,
    action: { type: 'click', at, isTrusted: true, point: { x: 320, y: 240 }, button: 'left', count: 1, modifiers: [] },
    locators: sampleLocators(name),
    context: sampleContext(url, name),
    screenshots: {
      before: { ...frame, stalenessMs: 400, domChanged: false },
      after: { ...frame, at: at + 900 },
      burst: [],
    },
    state: {
      url: { before: url, after: `${url}#opened` },
      dom: { added: 12, removed: 3, attributes: 4, texts: 0 },
      scroll: { before: ORIGIN, after: ORIGIN },
      focus: { before: null, after: null },
      dialogs: { opened: [], closed: [] },
      cart: null,
      announcements: [],
      validation: [],
      settleMs: 640,
      settled: true,
    },
    intent: { label: 'inspect', text: `Open ${name}`, confidence: 0.8, source: 'rules', criterionId: null },
  };
}

export const boxOfLink = { x: 300, y: 230, width: 200, height: 24 };

function sampleLocators(name: string): Locators {
  const record = { tested: 1, found: 1, wrong: 0 };
  return {
    target: { ref: 'e2', tag: 'a', role: 'link', name, box: boxOfLink },
    framePath: [],
    shadowDepth: 0,
    candidates: [
      { kind: 'role', selector: `role=link[name="${name}"]`, matches: 1, reliability: 0.9, record },
      { kind: 'css', selector: 'main > ul > li:nth-child(1) > a', matches: 1, reliability: 0.5, record },
    ],
    fingerprint: {
      tag: 'a',
      role: 'link',
      name,
      text: name,
      attributes: { href: '/lamp' },
      classes: ['card'],
      landmark: 'main',
      heading: 'Lamps',
      neighbours: ['Lamps', '49.00'],
      index: 0,
      box: boxOfLink,
    },
  };
}

function sampleContext(url: string, name: string): Context {
  return {
    page: {
      url,
      title: 'Lamps',
      kind: 'category',
      language: 'en',
      viewport: VIEWPORT,
      scroll: ORIGIN,
      structure: {
        landmarks: [{ role: 'main', name: '' }],
        headings: [{ level: 1, text: 'Lamps' }],
        forms: [],
        lists: [{ name: 'Lamps', items: 3 }],
      },
    },
    products: [
      {
        name,
        url,
        price: 49,
        currency: 'EUR',
        availability: 'in-stock',
        brand: null,
        rating: 4.5,
        sku: null,
        source: 'json-ld',
      },
    ],
    cart: { count: 0, total: null, currency: 'EUR', items: null },
    snapshot: `[e1] heading "Lamps"\n[e2] link "${name}"\n[e3] button "Add to cart"`,
    elements: [{ ref: 'e2', role: 'link', name, box: boxOfLink }],
    nearby: ['heading Lamps'],
    ancestry: ['li', 'ul list', 'main main'],
    readAgeMs: 120,
  };
}

function colourOf(text: string): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(text).digest();
  return [red, green, blue];
}
