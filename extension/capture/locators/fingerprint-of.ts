import type { Box } from '../../../shared/geometry.ts';
import type { Fingerprint } from '../../../shared/interactions/locators.ts';
import { parentOf } from '../dom/composed-tree.ts';
import { beginningOf, textOf } from '../dom/text-of.ts';
import { nameOf } from '../names/name-of.ts';
import { roleOf } from '../names/role-of.ts';
import { isField } from '../fields/read-field.ts';
import { isGenerated, stableClasses, stemsOf } from './is-generated.ts';
import type { Scope } from './scope.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';
import { surroundingsOf } from './surroundings-of.ts';

const KEPT =
  /^(id|name|type|role|href|src|alt|title|placeholder|for|rel|autocomplete|inputmode|itemprop|aria-(label|haspopup|controls|expanded|pressed|checked|selected|current)|data-.+)$/;
const LANDMARKS = /^(banner|navigation|main|complementary|contentinfo|search|form|region|dialog|alertdialog)$/;

/** The facts by which a target is known again when all selectors fail. Every text in it is masked. */
export function fingerprintOf(
  target: Element,
  seen: { role: string | null; name: string; box: Box | null },
  { masker }: Scope,
): Fingerprint {
  const landmark = landmarkOf(target);
  const heading = headingOf(target);
  return {
    tag: plain(target).localName.slice(0, 100),
    role: seen.role,
    name: masker.text(seen.name),
    text: isField(target) ? '' : masker.text(textOf(target, 120)),
    attributes: attributesOf(target, { masker }),
    classes: classesOf(target).map((name) => name.slice(0, 100)),
    landmark: landmark === undefined ? null : masker.text(landmark).slice(0, 100),
    heading: heading === undefined ? null : masker.text(heading),
    neighbours: [...neighboursOf(target), ...itemOf(target, heading)].map((text) => masker.text(text)),
    index: indexOf(target),
    box: seen.box,
    surroundings: surroundingsOf(target, masker),
  };
}

/** Lasting classes, and of those that a build made unique the lasting stem. */
function classesOf(target: Element): string[] {
  return [...stableClasses(target), ...stemsOf(target)].slice(0, 8);
}

function attributesOf(target: Element, { masker }: Pick<Scope, 'masker'>): Record<string, string> {
  const kept: Record<string, string> = {};
  let count = 0;
  for (const { name, value } of plain(target).attributes) {
    if (count >= 20 || value === '' || value.length > 300 || name.length > 100 || !KEPT.test(name)) continue;
    if ((name === 'id' || name === 'aria-controls' || name === 'for' || name.startsWith('data-')) && isGenerated(value))
      continue;
    kept[name] = name === 'href' || name === 'src' ? masker.url(absolute(value)) : masker.text(value);
    count++;
  }
  return kept;
}

function absolute(url: string): string {
  return URL.canParse(url, plainDocument().baseURI) ? new URL(url, plainDocument().baseURI).href : url;
}

function landmarkOf(target: Element): string | undefined {
  for (let element = parentOf(target); element !== null; element = parentOf(element)) {
    const role = roleOf(element);
    if (role !== null && LANDMARKS.test(role)) return `${role} ${nameOf(element, role)}`.trim();
  }
  return undefined;
}

/** The heading of the smallest part of the page around the target that has one. */
function headingOf(target: Element): string | undefined {
  let element = parentOf(target);
  for (let step = 0; element !== null && step < 8; step++) {
    const heading = plain(element).querySelector('h1,h2,h3,h4,h5,h6,[role=heading]');
    if (heading !== null) return textOf(heading, 120);
    element = parentOf(element);
  }
  return undefined;
}

function neighboursOf(target: Element): string[] {
  const { parentElement } = plain(target);
  const around = [target, ...(parentElement === null ? [] : [parentElement])].flatMap((element) => {
    const { previousElementSibling, nextElementSibling } = plain(element);
    return [previousElementSibling, nextElementSibling];
  });
  return around.flatMap((element) => {
    if (!element || isField(element)) return [];
    const text = beginningOf(element, 80);
    return text === '' ? [] : [text];
  });
}

const ITEMS = 'li,tr,article,[role=row],[role=listitem]';
const TITLES = 'a,th,strong,b,legend';

/** What the repeated item around the target is called, when no heading says it: the first column of a table, say. */
function itemOf(target: Element, heading: string | undefined): string[] {
  const item = plain(target).closest(ITEMS);
  if (item === null) return [];
  const title = Array.from(plain(item).querySelectorAll(TITLES)).find((element) => !plain(element).contains(target));
  const text = title === undefined || isField(title) ? '' : textOf(title, 80);
  return text.length < 2 || text === heading || title === target ? [] : [text];
}

function indexOf(target: Element): number {
  let index = 0;
  for (
    let sibling = plain(target).previousElementSibling;
    sibling !== null;
    sibling = plain(sibling).previousElementSibling
  ) {
    if (plain(sibling).localName === plain(target).localName) index++;
  }
  return index;
}
