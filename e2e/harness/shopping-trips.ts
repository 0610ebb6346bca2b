import { byRole, type Shopper } from './shopper.ts';

/** Made-up personal data that the shop's checkout is given; none of it may reach an archive. */
export const madeUpPerson = {
  email: 'mira.tannhauser@example.org',
  phone: '020 7946 0318',
  firstName: 'Mirabelle',
  lastName: 'Tannhauser',
  street: '48 Quillfeather Lane',
  town: 'Wrenmouth',
  postcode: 'WM7 4QX',
  note: 'Leave it with Oswin at the blue gate',
  card: '4242 4242 4242 4242',
  securityCode: '731',
} as const;

/** The trip for `headphones-in-cart`: search, option, cart. */
export async function buyHeadphones(shopper: Shopper, shopUrl: string): Promise<void> {
  const { page } = shopper;
  await enterShop(shopper, shopUrl);
  await searchFor(shopper, 'headphones');
  await openProduct(shopper, 'Halcyon Studio Headphones');
  await page.goBack();
  await page.waitForTimeout(600);
  await openProduct(shopper, 'Halcyon Over-Ear Headphones');
  await shopper.check(byRole(page, 'radio', 'Ivory'), 'Ivory');
  await addToCart(shopper);
}

/** The trip for `mugs-and-kettle`: two products, a quantity in a shadow root, a filter. */
export async function buyKettleAndMugs(shopper: Shopper, shopUrl: string): Promise<void> {
  const { page } = shopper;
  await enterShop(shopper, shopUrl);
  await searchFor(shopper, 'kettle');
  await openProduct(shopper, 'Gooseneck Pour-Over Kettle');
  await shopper.check(byRole(page, 'radio', 'Steel'), 'Steel');
  await addToCart(shopper);
  await searchFor(shopper, 'mug');
  await shopper.type(byRole(page, 'spinbutton', 'Maximum price'), 'Maximum price', '20');
  await shopper.click(byRole(page, 'button', 'Apply filters'), 'Apply filters', 'submits');
  await openProduct(shopper, 'Tall Breakfast Mug');
  await shopper.check(byRole(page, 'radio', 'Rust'), 'Rust');
  await shopper.click(byRole(page, 'button', 'Increase quantity'), 'Increase quantity');
  await addToCart(shopper);
}

/** The trip for `compare-and-order-shoes`: three products compared, then a whole checkout in two frames. */
export async function orderShoes(shopper: Shopper, shopUrl: string): Promise<void> {
  const { page } = shopper;
  await enterShop(shopper, shopUrl);
  await shopper.click(byRole(page.getByRole('navigation', { name: 'Departments' }), 'link', 'Clothing'), 'Clothing');
  await page.mouse.move(640, 500);
  await shopper.select(byRole(page, 'combobox', 'Sort by'), 'Sort by', 'Price: high to low', 'submits');
  for (const name of ['Winter Walking Boots', 'Trail Running Shoes']) {
    await openProduct(shopper, name);
    await page.goBack();
    await page.waitForTimeout(600);
  }
  await openProduct(shopper, 'Court Leather Trainers');
  await shopper.check(byRole(page, 'radio', 'Forest'), 'Forest');
  await shopper.select(byRole(page, 'combobox', 'Size'), 'Size', 'UK 8');
  await shopper.click(byRole(page, 'button', 'Size guide'), 'Size guide');
  await shopper.click(byRole(page, 'button', 'Close size guide'), 'Close size guide');
  await addToCart(shopper);
  await shopper.click(byRole(page, 'link', 'Go to checkout'), 'Go to checkout');
  await fillAddress(shopper);
  await fillPayment(shopper);
  await shopper.click(byRole(page, 'button', 'Place order'), 'Place order', 'submits');
  await page.getByRole('heading', { name: `Thank you, ${madeUpPerson.firstName}` }).waitFor();
  await page.waitForTimeout(1_000);
}

/** As a visitor whom the shop has never seen: with an empty cart, and greeted by the cookie banner. */
async function enterShop(shopper: Shopper, shopUrl: string): Promise<void> {
  await shopper.page.context().clearCookies();
  await shopper.goTo(shopUrl);
  await shopper.click(byRole(shopper.page, 'button', 'Accept all'), 'Accept all', 'submits');
}

async function searchFor(shopper: Shopper, words: string): Promise<void> {
  const { page } = shopper;
  await shopper.type(page.getByRole('combobox', { name: 'Search the shop' }), 'Search the shop', words);
  await shopper.click(byRole(page, 'button', 'Search'), 'Search', 'submits');
  await page.getByRole('heading', { name: /^Results for/ }).waitFor();
}

async function openProduct(shopper: Shopper, name: string): Promise<void> {
  const { page } = shopper;
  await shopper.click(byRole(page.getByRole('main'), 'link', name).first(), name);
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function addToCart(shopper: Shopper): Promise<void> {
  const { page } = shopper;
  await shopper.click(byRole(page, 'button', 'Add to cart'), 'Add to cart', 'submits');
  await page.waitForURL('**/cart');
}

async function fillAddress(shopper: Shopper): Promise<void> {
  const frame = shopper.page.frameLocator('iframe[title="Delivery address"]');
  const field = (name: string) => frame.getByRole('textbox', { name, exact: true });
  await shopper.type(field('E-mail'), 'E-mail', madeUpPerson.email);
  await shopper.type(field('Phone number'), 'Phone number', madeUpPerson.phone);
  await shopper.type(field('First name'), 'First name', madeUpPerson.firstName);
  await shopper.type(field('Last name'), 'Last name', madeUpPerson.lastName);
  await shopper.type(field('Street and number'), 'Street and number', madeUpPerson.street);
  await shopper.type(frame.locator('[name=f6]'), '', madeUpPerson.town);
  await shopper.type(field('Postcode'), 'Postcode', madeUpPerson.postcode);
  await shopper.type(field('Note for the courier (optional)'), 'Note for the courier (optional)', madeUpPerson.note);
}

/** The payment provider's frame: recording rests in it, so that nothing of this is to be in the archive. */
async function fillPayment({ page }: Shopper): Promise<void> {
  const frame = page.frameLocator('iframe[title="Secure card payment"]');
  const type = (name: string, text: string) =>
    frame.getByLabel(name, { exact: true }).pressSequentially(text, { delay: 15 });
  await type('Name on card', `${madeUpPerson.firstName} ${madeUpPerson.lastName}`);
  await type('Card number', madeUpPerson.card);
  await type('Month', '11');
  await type('Year', '29');
  await type('Security code', madeUpPerson.securityCode);
  await page.waitForTimeout(450);
}
