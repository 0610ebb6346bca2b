import { make, nextId } from './make.js';

/**
 * A select drawn by hand: the options appear in a portal at the end of the body, far from the
 * button they belong to.
 */
export function listbox({ label, options, onChoose }) {
  const listId = nextId();
  const labelId = nextId();
  let chosen = 0;
  let portal;

  const value = make('span', {}, options[0].name);
  const button = make(
    'button',
    {
      type: 'button',
      className: 'm__combo',
      attributes: {
        role: 'combobox',
        'aria-haspopup': 'listbox',
        'aria-expanded': 'false',
        'aria-controls': listId,
        'aria-labelledby': labelId,
      },
    },
    value,
    make('i', { attributes: { 'aria-hidden': 'true' } }, '▾'),
  );

  function close() {
    portal?.remove();
    portal = undefined;
    button.setAttribute('aria-expanded', 'false');
  }

  function choose(at) {
    chosen = at;
    value.textContent = options[at].name;
    close();
    button.focus();
    onChoose(options[at].value);
  }

  function open() {
    const { left, bottom, width } = button.getBoundingClientRect();
    const items = options.map((option, at) =>
      make(
        'li',
        {
          id: nextId(),
          onclick: () => choose(at),
          attributes: { role: 'option', 'aria-selected': String(at === chosen) },
        },
        option.name,
      ),
    );
    portal = make(
      'div',
      { className: 'm__portal' },
      make('ul', { id: listId, attributes: { role: 'listbox', 'aria-labelledby': labelId } }, ...items),
    );
    Object.assign(portal.style, {
      left: `${left + scrollX}px`,
      top: `${bottom + scrollY + 4}px`,
      minWidth: `${width}px`,
    });
    document.body.append(portal);
    button.setAttribute('aria-expanded', 'true');
  }

  button.addEventListener('click', () => (portal ? close() : open()));
  button.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose((chosen + step + options.length) % options.length);
  });
  document.addEventListener('pointerdown', (event) => {
    if (portal && !portal.contains(event.target) && !button.contains(event.target)) close();
  });
  return make('div', { className: 'm__combo-field' }, make('span', { id: labelId, className: 'label' }, label), button);
}
