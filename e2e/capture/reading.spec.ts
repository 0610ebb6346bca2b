import { expect } from '@playwright/test';
import type { Context } from '../../shared/interactions/context.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { test } from './recorded-page.ts';

function contextOf(interaction: CapturedInteraction | undefined): Context {
  if (interaction === undefined || 'absent' in interaction.context)
    throw new Error(`no context was recorded: ${JSON.stringify(interaction?.context)}`);
  return interaction.context;
}

const basket = '<header><a href="/cart" aria-label="Basket, 3 items">Basket</a></header>';

test('a listing is read: its kind, products, cart and snapshot', async ({ recorded }) => {
  const card = (name: string, price: string): string =>
    `<li><a href="/product/${name.toLowerCase()}?session=1"><img alt="" width="50" height="50"></a><h3><a href="/product/${name.toLowerCase()}">${name}</a></h3>${price}<p>In stock</p><button>Add</button></li>`;
  await recorded.open(
    `${basket}<main><h1>Search results</h1><ul>${card('Kettle', '<p class="price"><span>£24.50</span> <s>£30.00</s></p>')}${card('Toaster', '<p><sup>£</sup><span>31</span><sup>.99</sup></p>')}${card('Urn', '<p>£1,299.00</p>')}</ul>
     <div style="display:none"><h3><a href="/x">Stale</a></h3><p>£1.00</p></div></main>`,
    '/search',
  );
  await recorded.until('navigation', 1);
  await recorded.page.getByRole('button').nth(1).click();
  const context = contextOf((await recorded.only('click'))[0]);
  expect(context.page).toMatchObject({ kind: 'search', language: 'en', url: 'https://shop.test/search' });
  expect(context.page.structure.headings.map(({ text }) => text)).toEqual([
    'Search results',
    'Kettle',
    'Toaster',
    'Urn',
  ]);
  expect(
    context.products.map(({ name, price, currency, availability, url }) => [name, price, currency, availability, url]),
  ).toEqual([
    ['Kettle', 24.5, 'GBP', 'in-stock', 'https://shop.test/product/kettle'],
    ['Toaster', 31.99, 'GBP', 'in-stock', 'https://shop.test/product/toaster'],
    ['Urn', 1299, 'GBP', 'in-stock', 'https://shop.test/product/urn'],
  ]);
  expect(context.cart).toEqual({ count: 3, total: null, currency: null, items: null });
  const ref = (await recorded.only('click'))[0]?.locators;
  const targetRef = ref !== undefined && 'target' in ref ? ref.target.ref : null;
  expect(context.snapshot).toContain(`[${targetRef}] button "Add"`);
  expect(context.snapshot).toContain('- heading "Toaster" [level=3]');
  expect(context.snapshot).not.toMatch(/Stale|Recording/);
  expect(context.elements.find(({ ref: each }) => each === targetRef)?.box).toEqual(
    ref !== undefined && 'target' in ref ? ref.target.box : null,
  );
  expect(context.ancestry.slice(0, 3)).toEqual(['li listitem', 'ul list', 'main main']);
  expect(context.nearby).toContain('link Toaster');
});

test('a snapshot tells what lists offer and how things are rated, but not what one’s own lists hold', async ({
  recorded,
}) => {
  const page = `<main><h1>Boots</h1><p><span role="img" aria-label="Rated 4.4 out of 5" style="display:inline-block;width:90px;height:18px"></span></p>
    <label>Size <select><option disabled>Choose</option><option>UK 7</option><option>UK 8</option></select></label><button>Add to cart</button></main>`;
  await recorded.open(page, '/product/boots');
  await recorded.until('navigation', 1);
  await recorded.page.getByRole('button').click();
  const { snapshot } = contextOf((await recorded.only('click'))[0]);
  expect(snapshot).toMatch(/combobox "Size" \[choices: "UK 7", "UK 8"\]/);
  expect(snapshot).toContain('- img "Rated 4.4 out of 5"');
  await recorded.open(page, '/checkout');
  await recorded.until('navigation', 1);
  await recorded.page.getByRole('button').click();
  expect(contextOf((await recorded.only('click'))[0]).snapshot).not.toContain('UK 8');
});

test('a product page gives the visible price of the chosen variant over the stated one', async ({ recorded }) => {
  await recorded.open(
    `<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Linen shirt","sku":"LS-1","brand":{"@type":"Brand","name":"Acme"},"offers":{"@type":"Offer","price":"39.00","priceCurrency":"GBP","availability":"https://schema.org/InStock"},"aggregateRating":{"ratingValue":"9","bestRating":"10"}}</script>
    <script type="application/ld+json">{"@type":"Product","name":"Left over from before","offers":{"price":1}}</script>
    <main><div><h1>Linen shirt</h1><p>£45.00</p><button>Add to basket</button></div></main>`,
    '/linen-shirt',
  );
  await recorded.until('navigation', 1);
  await recorded.page.getByRole('button').click();
  const context = contextOf((await recorded.only('click'))[0]);
  expect(context.page.kind).toBe('product');
  expect(context.products).toEqual([
    {
      name: 'Linen shirt',
      url: null,
      price: 45,
      currency: 'GBP',
      availability: 'in-stock',
      brand: 'Acme',
      rating: 4.5,
      sku: 'LS-1',
      source: 'json-ld',
    },
  ]);
});

test('a cart page is read line by line', async ({ recorded }) => {
  await recorded.open(
    `${basket}<main><h1>Your basket</h1><ul>
    <li><h3><a href="/p/1">Kettle</a></h3><p>£24.50</p><label>Quantity <input type="number" name="qty" value="2"></label><p>£49.00</p><button>Remove</button></li>
    <li><h3><a href="/p/2">Cup</a></h3><p>£5.00</p><label>Quantity <select name="quantity"><option>1</option><option>2</option></select></label><button>Remove</button></li></ul>
    <dl><div><dt>Subtotal</dt><dd>£54.00</dd></div><div><dt>Delivery</dt><dd>£4.00</dd></div><div><dt>Total</dt><dd>£58.00</dd></div></dl><section>To pay in total</section><p>Including <span>£9.67</span> <a href="/vat">VAT</a></p></main>`,
    '/cart',
  );
  await recorded.until('navigation', 1);
  expect(contextOf((await recorded.only('navigation'))[0])).toMatchObject({
    page: { kind: 'cart' },
    cart: {
      count: 3,
      total: 58,
      currency: 'GBP',
      items: [
        { name: 'Kettle', quantity: 2, price: 24.5 },
        { name: 'Cup', quantity: 1, price: 5 },
      ],
    },
  });
});

test('what came of a click is told once the page is at rest', async ({ recorded }) => {
  await recorded.open(
    `${basket}<main><h1>Kettle</h1><p>£20.00</p><button>Add to basket</button><div role="status"></div><input aria-label="E-mail" required></main>
    <script>document.querySelector('button').onclick = () => setTimeout(() => {
      document.querySelector('[role=status]').textContent = 'Added to your basket';
      document.querySelector('header a').setAttribute('aria-label', 'Basket, 4 items');
      const dialog = document.createElement('dialog'); dialog.setAttribute('aria-label', 'Added'); dialog.innerHTML = '<button>Close</button>'; document.body.append(dialog); dialog.showModal();
      history.pushState(null, '', '/added');
    }, 150);</script>`,
    '/kettle',
  );
  await recorded.until('navigation', 1);
  await recorded.page.getByRole('button').click();
  await recorded.until('navigation', 2);
  const id = (await recorded.only('click'))[0]?.id ?? '';
  await expect
    .poll(async () => (await recorded.states())[id])
    .toMatchObject({
      url: { before: 'https://shop.test/kettle', after: 'https://shop.test/added' },
      dialogs: { opened: ['Added'], closed: [] },
      cart: { before: { count: 3 }, after: { count: 4 } },
      announcements: ['Added to your basket'],
      focus: { after: 'button Close' },
      settled: true,
    });
});

test('a page that never rests is taken as it is, and not photographed for ever', async ({ recorded }) => {
  await recorded.open(
    '<button>Go</button><p id="clock">0</p><script>setInterval(() => { document.getElementById("clock").textContent = performance.now(); }, 50)</script>',
  );
  await recorded.page.getByRole('button').click();
  const id = (await recorded.only('click'))[0]?.id ?? '';
  await expect.poll(async () => (await recorded.states())[id]?.settled, { timeout: 6_000 }).toBe(false);
  await recorded.page.waitForTimeout(6_000);
  expect(await recorded.page.evaluate(() => window.codesight.settled.length)).toBeLessThanOrEqual(2);
});

test('checkout pages are masked strictly', async ({ recorded }) => {
  await recorded.open(
    `<main><h1>Checkout</h1><address>Anna Smith, 12 Elm Street</address><p>Ship to Anna Smith, Leeds</p><p>Order 99887766</p><h2>Total £45.00</h2>
    <a href="/edit">Anna Smith, 12 Elm Street, LS1 4AP</a><button>Pay</button></main>`,
    '/checkout',
  );
  await recorded.until('navigation', 1);
  await recorded.page.getByRole('button').click();
  const text = JSON.stringify(await recorded.captured());
  expect(text).not.toMatch(/Elm Street|99887766|LS1/);
  expect(text).toContain('Total £45.00');
});

test('what is wrong with a field is told without what was typed into it', async ({ recorded }) => {
  await recorded.open('<form><label>E-mail <input type="email" id="mail"></label><button>Send</button></form>');
  await recorded.page.locator('#mail').fill('Annabel Planted');
  await recorded.page.getByRole('button').click();
  const id = (await recorded.only('click'))[0]?.id ?? '';
  await expect.poll(async () => (await recorded.states())[id]?.validation).toEqual(['E-mail: typeMismatch']);
  expect(JSON.stringify([await recorded.captured(), await recorded.states()])).not.toContain('Annabel');
});
