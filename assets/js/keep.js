// Words typed in a form outlive a reload of its page: they are kept in this tab (sessionStorage) until the form is sent.
//
// A form says `data-keep="KEY"`. Each text field, list and box that differs from what the server wrote is kept with what the
// server wrote then:
// 1. on load, a field as the server wrote it then gets the words back; one that the server wrote anew keeps the server's;
// 2. sent, the words are forgotten by the next page, unless that page is the same form with a problem (role="alert").
// Never files, passwords or hidden fields; nothing older than an hour, for a tab may be somebody else's by then.

const PREFIX = 'keep:';
const LONGEST = 60 * 60 * 1000;

function read(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PREFIX + key)) || {};
    return Date.now() - (kept.at || 0) < LONGEST ? kept : {};
  } catch {
    return {};
  }
}

function write(key, kept) {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify({ ...kept, at: Date.now() }));
  } catch {
    // No room, or no storage in this browser: nothing is kept.
  }
}

const ticks = (field) => field.type === 'checkbox' || field.type === 'radio';
const fieldsOf = (form) => [...form.elements].filter((field) => (
  field.name && field.matches('input, textarea, select') && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type)
));
const named = (field) => (ticks(field) ? `${field.name}=${field.value}` : field.name);
const valueOf = (field) => (ticks(field) ? field.checked : field.value);
/** What the server wrote. */
function writtenIn(field) {
  if (ticks(field)) return field.defaultChecked;
  if (!field.options) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) || field.options[0])?.value;
}

function restore(form, words) {
  for (const field of fieldsOf(form)) {
    const kept = words[named(field)];
    if (!kept || valueOf(field) === kept.typed) continue;
    if (valueOf(field) !== kept.written) delete words[named(field)];
    else if (ticks(field)) field.checked = kept.typed;
    else field.value = kept.typed;
  }
}

function keep(form, key) {
  const { words = {} } = read(key);
  for (const field of fieldsOf(form)) {
    const [typed, written] = [valueOf(field), writtenIn(field)];
    if (typed !== written) words[named(field)] = { typed, written };
    else if (words[named(field)]?.typed !== typed) delete words[named(field)];
  }
  write(key, { words });
}

const forms = [...document.querySelectorAll('form[data-keep]')];
const hasProblem = document.querySelector('main [role=alert]') !== null;
try {
  for (const name of Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX))) {
    const key = name.slice(PREFIX.length);
    const isBack = hasProblem && forms.some((form) => form.dataset.keep === key);
    if (read(key).sent && !isBack) sessionStorage.removeItem(name);
  }
} catch {
  // No storage in this browser.
}
for (const form of forms) {
  const key = form.dataset.keep;
  const { words } = read(key);
  if (words) {
    restore(form, words);
    write(key, { words });
  }
  for (const kind of ['input', 'change']) form.addEventListener(kind, () => keep(form, key));
}
// Heard last: other scripts may have held the form back.
addEventListener('submit', (event) => {
  const key = event.target.dataset?.keep;
  if (key && !event.defaultPrevented) write(key, { ...read(key), sent: true });
});
