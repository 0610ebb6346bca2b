import { expect, test as base, type Page } from '@playwright/test';
import type { Action, ActionOf, ActionType } from '../../shared/interactions/action.ts';
import { capturedInteraction, type CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { state, type State } from '../../shared/interactions/state.ts';
import type { RedactionPlan } from '../../extension/messages.ts';
import { recorderScript } from './recorder-script.ts';

export type OfType<Type extends ActionType> = Omit<CapturedInteraction, 'action'> & { action: ActionOf<Type> };

/** A page with the recorder in it. */
export type RecordedPage = {
  page: Page;
  /** Opens a page of this HTML at `https://shop.test` and the path. */
  open(html: string, path?: string): Promise<void>;
  /** Everything captured in the top frame so far, each parsed by its schema. */
  captured(): Promise<CapturedInteraction[]>;
  /** Those of one type. */
  only<Type extends ActionType>(type: Type): Promise<OfType<Type>[]>;
  /** Waits until there are as many of one type. */
  until(type: ActionType, count: number): Promise<void>;
  states(): Promise<Record<string, State>>;
  /** Lets the page come to rest. */
  settle(): Promise<void>;
  plan(): Promise<RedactionPlan>;
};

export const test = base.extend<{ recorded: RecordedPage }>({
  recorded: async ({ page }, use) => {
    await page.addInitScript({ content: await recorderScript() });
    const broken: Error[] = [];
    page.on('pageerror', (error) => broken.push(error));
    const documents = new Map<string, string>();
    await page.route('https://shop.test/**', async (route) => {
      const html = documents.get(new URL(route.request().url()).pathname);
      await route.fulfill(
        html === undefined ? { status: 404, body: '' } : { contentType: 'text/html; charset=utf-8', body: html },
      );
    });
    const captured = async (): Promise<CapturedInteraction[]> => {
      const interactions = await page.evaluate(() => window.codesight.interactions);
      return interactions.map((interaction) => capturedInteraction.parse(interaction));
    };
    await use({
      page,
      async open(html, path = '/') {
        documents.set(
          path,
          html.startsWith('<!doctype') ? html : `<!doctype html><html lang="en"><body>${html}</body></html>`,
        );
        await page.goto(`https://shop.test${path}`);
      },
      captured,
      async only(type) {
        const all = await captured();
        return all.filter((each): each is OfType<typeof type> => isOfType(each.action, type));
      },
      until: (type, count) =>
        expect
          .poll(async () => (await captured()).filter(({ action }) => action.type === type).length, { timeout: 8_000 })
          .toBe(count),
      async states() {
        const sent = await page.evaluate(() => window.codesight.states);
        return Object.fromEntries(Object.entries(sent).map(([id, each]) => [id, state.parse(each)]));
      },
      settle: () => page.waitForTimeout(900),
      plan: () => page.evaluate(() => window.codesight.recording.planRedaction(null)),
    });
    expect(broken).toEqual([]);
  },
});

function isOfType<Type extends ActionType>(action: Action, type: Type): action is ActionOf<Type> {
  return action.type === type;
}
