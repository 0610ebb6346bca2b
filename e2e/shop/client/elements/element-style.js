/** The look shared by the shop's custom elements; shadow roots see no style of the page. */
export const buttonStyle = `
  :host { display: inline-flex; }
  button { font: inherit; color: inherit; cursor: pointer; border: 1px solid #cfc6b4; background: #fff; border-radius: 10px; min-width: 44px; min-height: 44px; }
  button:hover { background: #f3ede1; }
  button:focus-visible { outline: 3px solid #dca134; outline-offset: 2px; }
  button[aria-pressed=true], button[aria-checked=true] { background: #1f4d3f; border-color: #1f4d3f; color: #fff; }
  button:disabled { opacity: .4; cursor: not-allowed; text-decoration: line-through; }
`;
