const shownMs = 4000;

function leaveLater(toast) {
  setTimeout(() => toast.remove(), shownMs);
}

/** Shows a message for a while in the page's one status region. */
export function showToast(message) {
  const toast = document.createElement('p');
  toast.className = 'm__toast';
  toast.textContent = message;
  document.querySelector('[data-toasts]').append(toast);
  leaveLater(toast);
}

/** Lets messages that came with the page leave like all others. */
export function settleToasts() {
  for (const toast of document.querySelectorAll('[data-toasts] > *')) leaveLater(toast);
}
