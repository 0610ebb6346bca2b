import './elements/quantity-stepper.js';
import './elements/rating-picker.js';
import { startDialogs } from './dialogs.js';
import { startForms } from './forms.js';
import { startProduct } from './product.js';
import { startSuggestions } from './suggestions.js';
import { settleToasts } from './toast.js';

startDialogs();
startForms();
startSuggestions();
settleToasts();

const parts = [
  ['[data-buy]', () => startProduct()],
  ['[data-rows]', async () => (await import('./long-list.js')).startLongList()],
  ['[data-wishes]', async () => (await import('./wishes.js')).startWishes()],
  ['[data-checkout]', async () => (await import('./checkout.js')).startCheckout()],
  ['[data-outlet]', async () => (await import('./outlet/app.js')).startOutlet()],
];

for (const [selector, start] of parts) {
  if (document.querySelector(selector)) await start();
}
