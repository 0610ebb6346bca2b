import { builtInScenarios } from '../scenarios/library.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { JudgeRequest } from '../judge-session.ts';
import {
  addButton,
  cartItem,
  cartLink,
  cartPage,
  checkoutPage,
  confirmationPage,
  home,
  link,
  madeUpProduct,
  productPage,
  results,
  searchField,
} from './made-up-shop.ts';
import { recordShopping } from './record-shopping.ts';

const trail = madeUpProduct('Trail Running Shoes', 115, { brand: 'Fellgate', rating: 4.3 });
const court = madeUpProduct('Court Leather Trainers', 99, { brand: 'Strandby', rating: 4.4 });
const boots = madeUpProduct('Winter Walking Boots', 169, { brand: 'Fellgate', rating: 4.7 });
const slippers = madeUpProduct('Felt House Slippers', 45, { brand: 'Strandby', rating: 3.9 });

const fellgate = { role: 'checkbox', name: 'Fellgate' };
const field = (name: string) => ({ role: 'textbox', name });

/**
 * A whole journey with the detours that people make: a misspelt search, a filter taken off again, three pairs looked
 * at, one put in and taken out again, a size corrected, then the order.
 */
export function goldenShopping(): JudgeRequest & { scenario: Scenario } {
  const scenario = builtInScenarios.find(({ difficulty }) => difficulty === 'complex');
  if (scenario === undefined) throw new Error('The library has no complex task.');
  const all = results('shoes', [trail, court, boots, slippers]);
  const filtered = results('shoes', [trail, boots], '&brand=fellgate');
  const shopper = recordShopping()
    .open(home)
    .click({ role: 'button', name: 'Accept all cookies' })
    .click(searchField)
    .type(searchField, 'shose', { enter: { to: results('shose', []) } })
    .type(searchField, 'shoes', { enter: { to: all } })
    .tick(fellgate, true, { route: filtered })
    .scroll(300)
    .tick(fellgate, false, { route: all })
    .click(link(slippers.name), { to: productPage(slippers) })
    .scroll(250)
    .open(all, 'back-forward')
    .click(link(trail.name), { to: productPage(trail) })
    .scroll(400)
    .open(all, 'back-forward')
    .scroll(900)
    .click({ ...link(boots.name), y: 500 }, { to: productPage(boots) })
    .click(addButton, { cart: [cartItem(boots)], says: 'Winter Walking Boots was added to your cart.' })
    .click(cartLink, { to: cartPage })
    .click({ role: 'button', name: 'Remove Winter Walking Boots' }, { cart: [], says: 'Removed.' })
    .type(searchField, 'trainers', { enter: { to: results('trainers', [court]) } })
    .click(link(court.name), { to: productPage(court) })
    .choose({ role: 'combobox', name: 'Size' }, 'UK 8')
    .scroll(60)
    .choose({ role: 'combobox', name: 'Size' }, 'UK 9')
    .click(addButton, { cart: [cartItem(court, 1, 'Court Leather Trainers – UK 9')], says: 'Added.' })
    .click(cartLink, { to: cartPage })
    .click(link('Checkout'), { to: checkoutPage })
    .type(field('Full name'), 'A B', { kind: 'name' })
    .type(field('E-mail'), 'a@b.example', { kind: 'email' })
    .type(field('Street'), 'Lane 1', { kind: 'address' })
    .tick({ role: 'radio', name: 'Standard delivery', attributes: { name: 'delivery' } }, true)
    .type(field('Card number'), '4242', { kind: 'card' })
    .click({ role: 'button', name: 'Place order' }, { to: confirmationPage, cart: [] })
    .scroll(200);
  const { interactions } = shopper;
  return {
    scenario,
    interactions,
    pauses: [],
    gaveUpReason: null,
    type: 'human',
    startedAt: (interactions[0]?.action.at ?? 0) - 1_000,
    endedAt: (interactions.at(-1)?.action.at ?? 0) + 2_000,
  };
}
