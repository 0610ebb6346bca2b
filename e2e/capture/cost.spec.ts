import { expect } from '@playwright/test';
import { test } from './recorded-page.ts';

/** A category page of about 5,000 nodes, as the large shops have them. */
function listing(): string {
  const card = (
    n: number,
  ): string => `<li class="card"><a href="/p/${n}"><img alt="Lamp ${n}" width="40" height="40"></a><h3><a href="/p/${n}">Lamp number ${n}</a></h3>
    <div class="info"><p class="price"><span>£${n}.99</span> <s>£${n + 5}.00</s></p><p><span>In</span> <span>stock</span></p><ul><li>Red</li><li>Blue</li><li><em>Green</em></li></ul></div>
    <div class="buttons"><button aria-label="Add Lamp ${n}"><svg><path d="M0 0"></path></svg><span>Add</span></button><button><span>Compare</span></button></div></li>`;
  return `<main><h1>Lamps</h1><ul id="grid" style="display:grid;grid-template-columns:repeat(4,1fr)">${Array.from({ length: 240 }, (_, n) => card(n + 1)).join('')}</ul></main>`;
}

test('reading a target costs little in a page of 5,000 nodes', async ({ recorded }) => {
  await recorded.page.addInitScript(() => {
    const add = window.addEventListener.bind(window);
    const costs: number[] = [];
    Object.assign(window, { costs });
    const timed = new WeakMap<object, EventListener>();
    window.addEventListener = (
      type: string,
      handler: EventListenerOrEventListenerObject,
      options?: AddEventListenerOptions,
    ) => {
      if (type !== 'pointerdown' || typeof handler !== 'function') return add(type, handler, options);
      const wrapped =
        timed.get(handler) ??
        ((event: Event) => {
          const from = performance.now();
          handler(event);
          costs.push(performance.now() - from);
        });
      timed.set(handler, wrapped);
      return add(type, wrapped, options);
    };
  });
  // The recorder of the fixture was added first: a fresh one after it meets the wrapped listener.
  const { recorderScript } = await import('./recorder-script.ts');
  await recorded.page.addInitScript({ content: `window.codesight.recording.stop();${await recorderScript()}` });
  await recorded.open(listing(), '/category/lamps');
  await recorded.until('navigation', 1);
  const nodes = await recorded.page.evaluate(() => document.querySelectorAll('*').length);
  const figures = await recorded.page.evaluate(async () => {
    const costs = (window as unknown as { costs: number[] }).costs;
    costs.length = 0;
    const perEvent: number[] = [];
    const targets = Array.from(document.querySelectorAll('button,h3 a,s,h3'))
      .filter((_, index) => index % 9 === 0)
      .slice(0, 100);
    for (const target of targets) {
      const before = costs.length;
      target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, isPrimary: true }));
      perEvent.push(costs.slice(before).reduce((sum, cost) => sum + cost, 0));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const sorted = perEvent.toSorted((a, b) => a - b);
    return {
      events: sorted.length,
      p50: sorted[Math.floor(sorted.length * 0.5)],
      p95: sorted[Math.floor(sorted.length * 0.95)],
      max: sorted.at(-1),
    };
  });
  console.log(`${nodes} nodes, ms for each event:`, figures);
  expect(figures.events).toBe(100);
});

test('reading the page in idle time never holds it up for long', async ({ recorded }) => {
  await recorded.page.addInitScript(() => {
    const slices: number[] = [];
    Object.assign(window, { slices });
    const idle = window.requestIdleCallback.bind(window);
    window.requestIdleCallback = (work, options) =>
      idle((deadline) => {
        const from = performance.now();
        work(deadline);
        slices.push(performance.now() - from);
      }, options);
  });
  await recorded.open(listing(), '/category/lamps');
  await recorded.until('navigation', 1);
  const slices = await recorded.page.evaluate(() => (window as unknown as { slices: number[] }).slices);
  const sorted = slices.toSorted((a, b) => a - b);
  console.log(
    `slices: ${slices.length}, total ms: ${slices.reduce((sum, each) => sum + each, 0).toFixed(1)}, p95: ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(1)}, longest: ${sorted.at(-1)?.toFixed(1)}`,
  );
  const plan = await recorded.page.evaluate(async () => {
    await window.codesight.recording.planRedaction();
    const from = performance.now();
    await window.codesight.recording.planRedaction();
    return performance.now() - from;
  });
  console.log(`a redaction plan, two frames' wait included: ${plan.toFixed(1)} ms`);
  expect(slices.length).toBeGreaterThan(0);
});
