// The edit page's bar counts the fields that differ from what is kept. Without this script it says to save, and so it does when
// what was typed comes back to be corrected.

const said = document.querySelector('[data-none]');
const { form } = said.parentElement.querySelector('button');
const none = document.querySelector('main [role=alert]') ? said.textContent : said.dataset.none;

function differs(field) {
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected) && field.selectedIndex > 0;
  return field.value !== field.defaultValue;
}

function count() {
  const changed = new Set([...form.elements].filter((field) => field.name && !['hidden', 'submit'].includes(field.type) && differs(field)).map((field) => field.name));
  const words = changed.size === 0 ? none : changed.size === 1 ? said.dataset.one : said.dataset.many;
  said.textContent = words.replace('#', changed.size);
}

form.addEventListener('input', count);
form.addEventListener('change', count);
// Also when a browser that comes back puts in again what was typed.
addEventListener('pageshow', count);
