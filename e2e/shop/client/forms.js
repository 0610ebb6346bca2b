/** An editable box in front of a text area, as comment widgets have it; the text area still posts. */
function startRichText(field) {
  const area = field.querySelector('textarea');
  const label = field.querySelector('label');
  const box = document.createElement('div');
  box.className = 'editable';
  box.contentEditable = 'true';
  box.setAttribute('role', 'textbox');
  box.setAttribute('aria-multiline', 'true');
  box.setAttribute('aria-labelledby', label.id);
  box.addEventListener('input', () => {
    area.value = box.innerText;
  });
  label.removeAttribute('for');
  label.addEventListener('click', () => box.focus());
  area.hidden = true;
  area.after(box);
}

function startPasswordToggle(button) {
  const input = document.getElementById(button.getAttribute('aria-controls'));
  button.hidden = false;
  button.addEventListener('click', () => {
    const isShown = input.type === 'text';
    input.type = isShown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!isShown));
    button.textContent = isShown ? 'Show password' : 'Hide password';
  });
}

/** What several kinds of form share. */
export function startForms() {
  for (const select of document.querySelectorAll('[data-submit-on-change]')) {
    select.addEventListener('change', () => select.form.requestSubmit());
  }
  document.querySelectorAll('[data-rich-text]').forEach(startRichText);
  document.querySelectorAll('[data-show-password]').forEach(startPasswordToggle);
  const fold = document.querySelector('.filter-fold');
  if (fold && matchMedia('(max-width: 820px)').matches) fold.open = false;
}
