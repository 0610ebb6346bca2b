import { buttonStyle } from './element-style.js';

class RatingStar extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const stars = this.getAttribute('value');
    this.attachShadow({
      mode: 'open',
    }).innerHTML = `<style>${buttonStyle} button { border: 0; background: none; font-size: 28px; min-width: 36px; padding: 0; color: #cfc6b4 } :host([lit]) button { color: #d08a12; background: none }</style>
      <button id="control" type="button" role="radio" aria-checked="false" aria-label="${stars} ${stars === '1' ? 'star' : 'stars'}">★</button>`;
  }
}

/** Five stars that take part in a form; each star is a shadow root inside this one. */
class RatingPicker extends HTMLElement {
  static formAssociated = true;

  #internals = this.attachInternals();

  connectedCallback() {
    if (this.shadowRoot) return;
    const stars = [1, 2, 3, 4, 5].map((value) => `<rating-star value="${value}"></rating-star>`).join('');
    this.attachShadow({
      mode: 'open',
    }).innerHTML = `<style>:host { display: block } span { display: block; font-weight: 600 }</style>
      <span id="label">${this.getAttribute('label')}</span><div id="control" role="radiogroup" aria-labelledby="label">${stars}</div>`;
    this.shadowRoot.addEventListener('click', (event) => {
      const star = event.target.closest('rating-star');
      if (star) this.#choose(Number(star.getAttribute('value')));
    });
  }

  #choose(value) {
    this.#internals.setFormValue(String(value));
    for (const star of this.shadowRoot.querySelectorAll('rating-star')) {
      const own = Number(star.getAttribute('value'));
      star.toggleAttribute('lit', own <= value);
      star.shadowRoot.querySelector('button').setAttribute('aria-checked', String(own === value));
    }
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }
}

customElements.define('rating-star', RatingStar);
customElements.define('rating-picker', RatingPicker);
