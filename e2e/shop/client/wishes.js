import { showToast } from './toast.js';

/** Drag and drop ordering; the order is saved when the thing is dropped. */
export function startWishes() {
  const list = document.querySelector('[data-wishes]');
  let dragged;

  list.addEventListener('dragstart', (event) => {
    dragged = event.target.closest('[data-wish]');
    dragged.classList.add('dragged');
    event.dataTransfer.effectAllowed = 'move';
  });
  list.addEventListener('dragover', (event) => {
    event.preventDefault();
    const over = event.target.closest('[data-wish]');
    if (!dragged || !over || over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    list.insertBefore(dragged, event.clientY > top + height / 2 ? over.nextSibling : over);
  });
  list.addEventListener('drop', (event) => event.preventDefault());
  list.addEventListener('dragend', async () => {
    dragged.classList.remove('dragged');
    dragged = undefined;
    [...list.children].forEach((item, at) => {
      item.querySelector('[value=up]').disabled = at === 0;
    });
    const body = new FormData();
    body.set('order', [...list.children].map((item) => item.dataset.wish).join(','));
    const response = await fetch('/wish-list/order', { method: 'POST', body });
    showToast((await response.json()).message);
  });
}
