/**
 * The frames' half of the checkout's conversation: tell the parent how tall we are, and when it
 * asks, either name the problem or hand over what it may know.
 */
export function talkToParent(parentOrigin, answer) {
  const tellHeight = () =>
    parent.postMessage({ type: 'height', height: document.documentElement.offsetHeight + 4 }, parentOrigin);
  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== parentOrigin) return;
    if (event.data?.type === 'measure') tellHeight();
    if (event.data?.type === 'ask') parent.postMessage({ type: 'answer', ...answer() }, parentOrigin);
  });
  new ResizeObserver(tellHeight).observe(document.body);
}

/** Shows a problem next to the fields it is about. */
export function showProblem(form, problem) {
  const place = form.querySelector('[role=alert]');
  place.textContent = problem ?? '';
  place.hidden = problem === undefined;
}
