/** Builds an element: properties, attributes under `attributes`, listeners as `onclick` and the like. */
export function make(tag, properties = {}, ...children) {
  const { attributes = {}, ...own } = properties;
  const element = Object.assign(document.createElement(tag), own);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

let ids = 0;

/** Ids count up over the life of the document, so they depend on where the visitor has been. */
export function nextId() {
  ids += 1;
  return `:r${ids.toString(36)}:`;
}

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

export function money(pence) {
  return pounds.format(pence / 100);
}
