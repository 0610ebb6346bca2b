import { buttonStyle } from './element-style.js';

/** One button in a shadow root of its own: two roots deep, with the same id in each. */
class StepButton extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({
      mode: 'open',
    }).innerHTML = `<style>${buttonStyle} button { width: 44px; font-size: 20px }</style>
      <button id="control" type="button" aria-label="${this.getAttribute('label')}">${this.getAttribute('sign')}</button>`;
  }
}

/** Minus and plus around a number input that stays in the page, so that forms still see it. */
class QuantityStepper extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({
      mode: 'open',
    }).innerHTML = `<style>:host { display: inline-flex; align-items: flex-end; gap: 6px }</style>
      <step-button label="Decrease quantity" sign="−" data-step="-1"></step-button><slot></slot><step-button label="Increase quantity" sign="+" data-step="1"></step-button>`;
    this.shadowRoot.addEventListener('click', (event) => {
      const step = Number(event.target.closest('step-button')?.dataset.step ?? 0);
      const input = this.querySelector('input');
      if (step > 0) input.stepUp();
      if (step < 0) input.stepDown();
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
}

customElements.define('step-button', StepButton);
customElements.define('quantity-stepper', QuantityStepper);
