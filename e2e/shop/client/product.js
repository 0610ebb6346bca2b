const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

function startGallery(buttons, main) {
  for (const button of buttons) {
    button.addEventListener('click', () => {
      main.src = button.querySelector('img').src;
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
    });
  }
}

function startTabs(root) {
  const tabs = [...root.querySelectorAll('[role=tab]')];
  const panels = [...root.querySelectorAll('[data-panel]')];
  const show = (at) => {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === at));
      tab.tabIndex = index === at ? 0 : -1;
      panels[index].hidden = index !== at;
    });
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener('click', () => show(at));
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      const next = (at + step + tabs.length) % tabs.length;
      show(next);
      tabs[next].focus();
    });
  });
  panels.forEach((panel) => panel.setAttribute('role', 'tabpanel'));
  root.querySelector('[role=tablist]').hidden = false;
  show(0);
}

/** A product page follows the chosen size and colour: price, stock, picture and address. */
export function startProduct() {
  const form = document.querySelector('[data-buy]');
  const variants = JSON.parse(form.querySelector('[data-variants]').textContent);
  const add = form.querySelector('[data-add]');
  const addLabel = add.textContent;
  const stock = form.querySelector('[data-stock]');
  const main = document.querySelector('[data-main-picture]');
  const buttons = [...document.querySelectorAll('[data-gallery] button')];

  const follow = () => {
    const chosen = new FormData(form);
    const [size, colour] = [chosen.get('size'), chosen.get('colour')];
    const fits = variants.filter(
      (variant) => (!size || variant.size === size) && (!colour || variant.colour === colour),
    );
    const left = fits.reduce((sum, variant) => sum + variant.stock, 0);
    const price = fits[0]?.pricePence ?? variants[0].pricePence;
    document.querySelector('[data-price]').textContent = money.format(price / 100);
    document.querySelector('[data-net]').textContent = money.format(Math.round(price / 1.2) / 100);
    stock.textContent = left === 0 ? 'Out of stock' : left < 10 ? `Only ${left} left` : 'In stock';
    stock.classList.toggle('gone', left === 0);
    add.disabled = left === 0;
    add.textContent = left === 0 ? 'Out of stock' : addLabel;
  };

  const paint = (colour) => {
    for (const button of buttons) {
      const picture = button.querySelector('img');
      const url = new URL(picture.src);
      url.searchParams.set('colour', colour);
      picture.src = url.href;
      if (button.getAttribute('aria-pressed') === 'true') main.src = url.href;
    }
    form.querySelector('[data-colour-name]').textContent = colour.charAt(0).toUpperCase() + colour.slice(1);
    history.replaceState(null, '', `?colour=${colour}`);
  };

  form.addEventListener('change', (event) => {
    if (event.target.name === 'colour') paint(event.target.value);
    if (event.target.name === 'colour' || event.target.name === 'size') follow();
  });
  startGallery(buttons, main);
  startTabs(document.querySelector('[data-tabs]'));
}
