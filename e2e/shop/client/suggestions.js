const pauseMs = 120;

function option(item, at) {
  const link = document.createElement('a');
  link.href = item.url;
  link.id = `suggestion-${at}`;
  link.setAttribute('role', 'option');
  link.setAttribute('aria-selected', 'false');
  link.tabIndex = -1;
  const picture = Object.assign(new Image(40, 40), { src: item.picture, alt: '' });
  const name = document.createElement('span');
  name.textContent = item.name;
  link.append(picture, name);
  return link;
}

function createList(input) {
  const list = document.createElement('div');
  list.id = 'suggestions';
  list.className = 'm__suggestions';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggestions');
  input.form.append(list);
  const attributes = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  return list;
}

/** Suggestions under the search box: arrows choose, Enter goes, Escape closes. */
export function startSuggestions() {
  const input = document.querySelector('[data-suggest]');
  const list = createList(input);
  let timer = 0;
  let active = -1;

  const setOpen = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) choose(-1);
  };
  const choose = (at) => {
    active = at;
    [...list.children].forEach((child, index) => child.setAttribute('aria-selected', String(index === at)));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', list.children[at].id);
  };
  const ask = async () => {
    const words = input.value;
    const response = await fetch(`/search/suggestions?q=${encodeURIComponent(words)}`);
    if (words !== input.value) return;
    list.replaceChildren(...(await response.json()).map(option));
    setOpen(list.children.length > 0);
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pauseMs);
  });
  input.addEventListener('keydown', (event) => {
    const count = list.children.length;
    if (event.key === 'Escape') setOpen(false);
    if (list.hidden || count === 0) return;
    if (event.key === 'ArrowDown') choose((active + 1) % count);
    else if (event.key === 'ArrowUp') choose((active - 1 + count) % count);
    else if (event.key === 'Enter' && active >= 0) location.assign(list.children[active].href);
    else return;
    event.preventDefault();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!input.form.contains(event.target)) setOpen(false);
  });
}
