import { showToast } from './toast.js';

function startNewsletter() {
  const form = document.querySelector('[data-newsletter]');
  form?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const response = await fetch('/newsletter', { method: 'POST', body: new FormData(form) });
    const { message } = await response.json();
    form.closest('dialog').close();
    form.reset();
    showToast(message);
  });
}

function startConsent() {
  const banner = document.querySelector('[data-consent]');
  banner?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const response = await fetch('/cookies', {
      method: 'POST',
      body: new FormData(banner, event.submitter),
      redirect: 'manual',
    });
    if (response.type === 'opaqueredirect') banner.remove();
  });
}

/** A click on the backdrop arrives at the dialog itself, outside its box. */
function isBackdrop({ target, clientX, clientY }) {
  if (!target.matches?.('dialog')) return false;
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

/** Buttons with `data-open` open the dialog of that name; a click on the backdrop closes it. */
export function startDialogs() {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest?.('[data-open]');
    if (opener) document.querySelector(`[data-dialog="${opener.dataset.open}"]`).showModal();
    if (event.target.closest?.('[data-close]') || isBackdrop(event)) event.target.closest('dialog').close();
  });
  startNewsletter();
  startConsent();
}
