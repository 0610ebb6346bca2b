import { showProblem, talkToParent } from './frame-talk.js';

const form = document.querySelector('form');
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', () => showProblem(form, undefined));

talkToParent(location.origin, () => {
  const wrong = form.querySelector(':invalid');
  const problem = wrong === null ? undefined : 'Please complete the delivery address.';
  showProblem(form, problem);
  if (problem !== undefined) {
    wrong.focus();
    return { problem };
  }
  const fields = [...form.elements].filter((field) => field.name);
  return { value: Object.fromEntries(fields.map((field) => [field.dataset.part ?? field.name, field.value])) };
});
