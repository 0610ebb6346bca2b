import { buttonStyle } from './element-style.js';

/** Sizes as a row of buttons in a shadow root; `sizes` is a list of `{ name, isGone }`. */
class SizePicker extends HTMLElement {
  value = '';

  set sizes(sizes) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${buttonStyle} div { display: flex; flex-wrap: wrap; gap: 8px } button { padding: 0 14px }</style><div id="control" role="group" aria-label="Size"></div>`;
    for (const { name, isGone } of sizes) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      button.disabled = isGone;
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => this.#choose(button));
      root.querySelector('div').append(button);
    }
  }

  #choose(button) {
    this.value = button.textContent;
    for (const other of this.shadowRoot.querySelectorAll('button'))
      other.setAttribute('aria-pressed', String(other === button));
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }
}

customElements.define('size-picker', SizePicker);
