import type { LocatorKind } from '../../../shared/interactions/locators.ts';

/** A selector that was made; `matches` is null when they were not counted. */
export type Found = { kind: LocatorKind; selector: string; matches: number | null };
export type Root = Document | ShadowRoot;
/** A target with what it is called, unmasked. */
export type Target = { target: Element; role: string | null; name: string };
