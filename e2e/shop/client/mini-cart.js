/** Writes a new count into the header's cart link; the address of the page stays. */
export function showCartCount(count) {
  const link = document.querySelector('[data-mini-cart]');
  link.setAttribute('aria-label', `${link.dataset.word}, ${count} ${count === 1 ? 'item' : 'items'}`);
  const badge = link.querySelector('[data-cart-count]');
  badge.textContent = String(count);
  badge.hidden = count === 0;
}
