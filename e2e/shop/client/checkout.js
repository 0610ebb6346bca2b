const answerMs = 5000;

/** Asks a frame for its part of the order and waits for the answer of exactly that frame. */
function ask(frame) {
  const origin = frame.dataset.origin ?? location.origin;
  return new Promise((resolve) => {
    const done = (answer) => {
      clearTimeout(timer);
      removeEventListener('message', listen);
      resolve(answer);
    };
    const listen = (event) => {
      if (event.source === frame.contentWindow && event.origin === origin && event.data?.type === 'answer')
        done(event.data);
    };
    const timer = setTimeout(
      () => done({ problem: 'This part of the page does not answer. Please reload.' }),
      answerMs,
    );
    addEventListener('message', listen);
    frame.contentWindow.postMessage({ type: 'ask' }, origin);
  });
}

/** Frames say how tall they are, so that they never scroll inside the page. */
function followHeights(frames) {
  addEventListener('message', (event) => {
    const frame = frames.find((candidate) => candidate.contentWindow === event.source);
    if (frame && event.data?.type === 'height') frame.height = String(event.data.height);
  });
}

/** Choosing another delivery changes what is to be paid. */
function followDelivery(form) {
  form.addEventListener('change', (event) => {
    if (event.target.name !== 'delivery') return;
    form.querySelector('[data-delivery]').textContent = event.target.dataset.cost;
    form.querySelector('aside [data-vat]').textContent = event.target.dataset.vat;
    form.querySelector('[data-grand-total]').textContent = event.target.dataset.total;
  });
}

export function startCheckout() {
  const form = document.querySelector('[data-checkout]');
  const frames = ['address', 'payment'].map((name) => form.querySelector(`[data-frame=${name}]`));
  const error = form.querySelector('[data-checkout-error]');
  const place = form.querySelector('[data-place]');
  followHeights(frames);
  followDelivery(form);
  for (const frame of frames) frame.contentWindow.postMessage({ type: 'measure' }, '*');

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    place.disabled = true;
    const [address, payment] = await Promise.all(frames.map(ask));
    const problem = address.problem ?? payment.problem;
    error.textContent = problem ?? '';
    error.hidden = problem === undefined;
    place.disabled = false;
    if (problem !== undefined) return;
    form.querySelector('[data-details]').value = JSON.stringify({ address: address.value, payment: payment.value });
    form.submit();
  });
}
