// What is typed in a form survives a reload: any form with `data-keep="key"` keeps what differs from the page under that key
// until it has been saved. The form says `data-say-kept` (that it is back) and `data-say-drop` (the button that undoes it).
// Fields inside `[data-unkept]`, hidden fields, passwords and files are not kept. A form with a field `revision` ends its
// key with `-REVISION`: what was typed on an earlier revision comes back with that revision, so that the server finds the
// conflict with what somebody else wrote since. A page with `data-forget="prefix"` is the
// one that comes after saving: what was kept under keys that begin so is forgotten. Without this script nothing changes.
//
// Session storage, not local: on a shared computer it ends with the window, and nobody finds the words of who came before.

const PREFIX = 'zef-keep:';
/** Milliseconds after the last key before what is typed is written down: less than anyone needs to reach "reload". */
const PAUSE = 200;

const stored = {
  get: (key) => { try { return JSON.parse(sessionStorage.getItem(PREFIX + key)); } catch { return null; } },
  set: (key, value) => { try { sessionStorage.setItem(PREFIX + key, JSON.stringify(value)); } catch { /* Full or refused: nothing is kept. */ } },
  keys: (prefix) => {
    try {
      return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX + prefix)).map((key) => key.slice(PREFIX.length));
    } catch { return []; }
  },
  forget: (key) => { try { sessionStorage.removeItem(PREFIX + key); } catch { /* Refused: there is nothing to forget. */ } },
};

const isKept = (field) => field.name && !['hidden', 'password', 'file', 'submit', 'button'].includes(field.type) && !field.closest('[data-unkept]');
const isTick = (field) => field.type === 'checkbox' || field.type === 'radio';
/** A field's name in what is kept: boxes of one name differ by their value. */
const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
const valueOf = (field) => (isTick(field) ? field.checked : field.value);
const onPage = (field) => {
  if (isTick(field)) return field.defaultChecked;
  if (field.type === 'select-one') return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
  return field.defaultValue;
};
const put = (field, value) => {
  if (isTick(field)) field.checked = value;
  else field.value = value;
};

function keep(form) {
  let key = form.dataset.keep;
  const { revision } = form.elements;
  const opened = revision?.value;
  const fields = () => [...form.elements].filter(isKept);
  const write = () => {
    const typed = fields().filter((field) => valueOf(field) !== onPage(field)).map((field) => [nameOf(field), valueOf(field)]);
    if (typed.length > 0) stored.set(key, typed);
    else stored.forget(key);
  };

  if (revision && !stored.get(key)) {
    const stem = key.slice(0, key.lastIndexOf('-') + 1);
    const [earlier, ...others] = stored.keys(stem).sort((one, other) => other.slice(stem.length) - one.slice(stem.length));
    others.forEach(stored.forget);
    key = earlier ?? key;
  }
  const typed = new Map(stored.get(key));
  const back = fields().filter((field) => typed.has(nameOf(field)) && typed.get(nameOf(field)) !== valueOf(field));
  if (back.length > 0) {
    if (key !== form.dataset.keep) revision.value = key.slice(key.lastIndexOf('-') + 1);
    for (const field of back) {
      put(field, typed.get(nameOf(field)));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    const said = Object.assign(document.createElement('p'), { className: 'note kept', textContent: `${form.dataset.sayKept} ` });
    said.setAttribute('role', 'status');
    const drop = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: form.dataset.sayDrop });
    drop.addEventListener('click', () => {
      fields().forEach((field) => put(field, onPage(field)));
      stored.forget(key);
      key = form.dataset.keep;
      if (revision) revision.value = opened;
      said.remove();
      form.querySelector('input:not([type=hidden]), textarea')?.focus();
    });
    said.append(drop);
    form.prepend(said);
  }

  let pause;
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(write, PAUSE);
  };
  form.addEventListener('input', later);
  form.addEventListener('change', later);
  addEventListener('pagehide', () => {
    clearTimeout(pause);
    write();
  });
}

document.querySelectorAll('[data-forget]').forEach((page) => stored.keys(page.dataset.forget).forEach(stored.forget));
document.querySelectorAll('form[data-keep]').forEach(keep);
