// The photos of a collection are moved without loading the page: by the buttons of each, or by the arrow keys while one of
// them has the focus. At the ends of the page, the form is sent as without this script.

const form = document.getElementById('order');
const said = document.getElementById('said');
let working = Promise.resolve();

const send = async (name, value) => {
  const body = new URLSearchParams({ csrf: form.elements.csrf.value, page: form.elements.page.value, [name]: value });
  const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
  if (answer.type !== 'opaqueredirect') throw new Error(answer.status);
};

// Each field has the number of its place in its name; those of two neighbours are exchanged.
const exchange = (one, other) => {
  const fields = [one, other].map((row) => row.querySelector('.number'));
  const numbers = fields.map((field) => field.name.split('.')[2]);
  fields.forEach((field, place) => {
    const number = numbers[1 - place];
    field.name = field.name.replace(/[0-9]+$/, number);
    field.value = number;
  });
  for (const name of ['up', 'down']) {
    const buttons = [one, other].map((row) => row.querySelector(`[name=${name}]`));
    [buttons[0].disabled, buttons[1].disabled] = [buttons[1].disabled, buttons[0].disabled];
  }
};

const move = (row, name) => {
  const other = name === 'up' ? row.previousElementSibling : row.nextElementSibling;
  if (!other?.querySelector('.number')) return false;
  if (name === 'up') other.before(row);
  else other.after(row);
  exchange(row, other);
  const button = row.querySelector(`[name=${name}]`);
  (button.disabled ? row.querySelector(name === 'up' ? '[name=down]' : '[name=up]') : button).focus();
  row.scrollIntoView({ block: 'nearest' });
  const id = row.id.slice(2);
  // In their order: each move is of the places that the one before left.
  working = working.then(() => send(name, id)).then(() => {
    said.textContent = `${form.dataset.moved} ${row.querySelector('.number').value}`;
  }).catch(() => {
    said.textContent = form.dataset.failed;
    location.reload();
  });
  return true;
};

form.addEventListener('click', (event) => {
  const button = event.target.closest('[name=up], [name=down]');
  if (button && move(button.closest('li'), button.name)) event.preventDefault();
});
form.addEventListener('keydown', (event) => {
  const name = { ArrowUp: 'up', ArrowDown: 'down' }[event.key];
  const row = event.target.closest('li');
  // What a search found has no place to move from.
  if (!name || !row?.querySelector('.number') || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('.number')) return;
  event.preventDefault();
  const button = row.querySelector(`[name=${name}]`);
  if (!button.disabled && !move(row, name)) button.click();
});
