import { showProblem, talkToParent } from './frame-talk.js';

const form = document.querySelector('form');
const part = (name) => form.querySelector(`[data-card=${name}]`);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', () => showProblem(form, undefined));

part('number').addEventListener('input', (event) => {
  const digits = event.target.value.replace(/\D/g, '').slice(0, 19);
  event.target.value = digits.replace(/(.{4})(?=.)/g, '$1 ');
});
part('month').addEventListener('input', (event) => {
  if (event.target.value.length === 2) part('year').focus();
});

function problemOf(digits) {
  if (digits.length < 13) return 'Please check the card number.';
  if (form.querySelector(':invalid') !== null) return 'Please complete the card details.';
  return undefined;
}

talkToParent(document.body.dataset.parent, () => {
  const digits = part('number').value.replace(/\D/g, '');
  const problem = problemOf(digits);
  showProblem(form, problem);
  return problem === undefined
    ? { value: { token: 'made-up-payment-token', lastDigits: digits.slice(-4) } }
    : { problem };
});
