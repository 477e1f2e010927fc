// The sheet of contacts of the page to give photos: picking some, filling in what they share, one way to a licence at a time, and
// what is still missing before they are sent. It listens to `contacts`, which upload.js says when one came or left.

const form = document.getElementById('giving');
const say = form.dataset;
const at = (id) => document.getElementById(id);
const all = (selector, within = form) => [...within.querySelectorAll(selector)];
const photos = at('photos');
const questions = form.querySelector('.questions');
const asLast = at('as-last');
const byName = at('license');
const plural = new Intl.PluralRules(document.documentElement.lang || 'fr');

/** A text that depends on a count, which it may name. */
const words = (name, count, named = count) => say[`${name}${plural.select(count) === 'one' ? 'One' : 'Many'}`].replace('#', named);
const make = (tag, set) => Object.assign(document.createElement(tag), set);
const contacts = () => [...photos.children].filter((contact) => contact.dataset.photo);
const arriving = photos.getElementsByClassName('coming');
const counted = all('[data-one]');
const proposed = all('[data-proposes]');
const checks = at('checks').children;

/** The fields of a photo by their names, looked up once: two hundred photos have thousands. */
const known = new WeakMap();
function field(contact, name) {
  if (!known.has(contact)) {
    const names = all(`[name^="photo."], .pick`, contact).map((one) => [one.name.split('.').pop(), one]);
    known.set(contact, Object.fromEntries(names));
  }
  return known.get(contact)[name];
}
const picked = () => contacts().filter((contact) => field(contact, 'pick').checked);

/** The photos whose titles are shown. */
const shownTitles = new WeakSet();
/** Shows a photo's title below its thumbnail, and whether it is put aside. */
function named(contact) {
  shownTitles.add(contact);
  const shown = contact.querySelector('summary > :first-child');
  const title = field(contact, 'title').value.trim();
  if (shown.textContent !== (title || say.sayUntitled)) {
    shown.textContent = title || say.sayUntitled;
    shown.className = title ? 'work' : 'lacks';
  }
  const aside = field(contact, 'aside').checked;
  const state = contact.querySelector('.state');
  if (aside && !state) contact.querySelector('.frame').append(make('span', { className: 'state', textContent: say.sayAside }));
  if (!aside) state?.remove();
}

// What is said of all, written a few times a second at most: files come, and keys are pressed, in quick succession.
let isLater = false;
function later() {
  if (isLater) return;
  isLater = true;
  setTimeout(() => {
    isLater = false;
    tell();
  }, arriving.length > 0 ? 400 : 60);
}

function tell() {
  const received = contacts();
  const count = received.length;
  // One photo is not spoken of as several.
  const number = count === 1 ? 'one' : 'many';
  for (const element of counted) if (element.textContent !== element.dataset[number]) element.textContent = element.dataset[number];
  const licences = new Set(received.map((contact) => contact.dataset.licence));
  for (const tick of proposed) {
    tick.hidden = licences.size !== 1 || !licences.has(tick.dataset.proposes);
    if (tick.hidden) tick.querySelector('input').checked = false;
  }
  at('panel-all').textContent = words('panel', count);
  at('fill-all').textContent = words('fill', count);
  at('checking').hidden = [...checks].every((check) => check.hidden);
  at('photos').parentElement.classList.toggle('alone', photos.childElementCount === 1);
  at('vouch-all').hidden = all('.vouch:not([hidden]) input:not(:checked)', at('checks')).length < 2;
  at('pick-all').textContent = count > 0 && picked().length === count ? say.sayPickNone : say.sayPickAll;
  common(received);
  remains(received);
}

/** Shows in the panel what the photos that it is about have in common. */
function common(received) {
  const some = picked();
  for (const name of ['author_name', 'place_name', 'author_url']) {
    const values = new Set((some.length > 0 ? some : received).map((contact) => field(contact, name).value.trim()));
    at(name).placeholder = values.size > 1 ? say.sayDiffering : [...values][0] || '';
  }
}

/** Says on the last bar what will be sent, and what is missing for that. */
function remains(received) {
  const sent = received.filter((contact) => !field(contact, 'aside').checked);
  const count = sent.length;
  const is = (selector) => Boolean(form.querySelector(selector));
  const source = form.querySelector('[name=source]:checked')?.value;
  const hasLicence = is('.last:not([hidden]) :checked') || source === 'public-domain' || byName?.value || (is('[name=modify]:checked') && is('[name=sell]:checked'));
  const asks = sent.some((contact) => !('granted' in contact.dataset));
  const ids = new Set(sent.map((contact) => contact.dataset.photo));
  const open = [...checks].filter((check) => (
    !check.hidden && ids.has(check.dataset.check)
    && ((!check.querySelector('.vouch').hidden && !check.querySelector('.vouch input').checked) || (!check.querySelector('.where').hidden && !check.querySelector('.where :checked')))
  ));
  const missing = [];
  if (open.length > 0) missing.push([`#${open[0].id}`, words('checks', open.length)]);
  if (asks && !source) missing.push(['#step-licence', words('source', received.length)]);
  if (asks && !hasLicence) missing.push(['#step-licence', say.answers]);
  if (source === 'permission' && sent.some((contact) => !field(contact, 'author_name').value.trim())) missing.push(['#author_name', say.author]);
  const names = new Set(sent.map((contact) => field(contact, 'author_name').value.trim()));
  at('sent').textContent = words('count', count);
  at('credited').textContent = names.size === 1 && !names.has('') ? words('credited', count, [...names][0]) : '';
  const untitled = sent.filter((contact) => !field(contact, 'title').value.trim()).length;
  const told = [];
  if (arriving.length > 0) told.push(say.arriving);
  else if (missing.length > 0) {
    told.push(say.remains);
    missing.forEach(([href, textContent], index) => told.push(index > 0 ? ', ' : ' ', make('a', { href, textContent })));
    told.push('.');
  } else if (untitled === 0 && count > 0) told.push(say.ready);
  if (untitled > 0 && !arriving.length > 0) told.push(make('span', { className: 'opt', textContent: ` ${words('titles', untitled)}` }));
  const text = told.map((part) => part.textContent ?? part).join('');
  if (at('remains').textContent !== text) at('remains').replaceChildren(...told);
  const begun = is('.questions input:checked') || byName?.value;
  const step = photos.childElementCount === 0 ? 1 : !begun ? 2 : missing.some(([href]) => href === '#step-licence') ? 3 : 4;
  all('.steps a', document).forEach((door, index) => {
    door.classList.toggle('done', index + 1 < step);
    if (index + 1 === step) door.setAttribute('aria-current', 'step');
    else door.removeAttribute('aria-current');
  });
}

// What is filled in for several goes into the fields of each; it can be undone.
const shared = ['title', 'place_name', 'tags', 'taken', 'author_name', 'author_url', 'description', 'place_precision'];
function fill() {
  const values = shared.map((name) => [name, at(name).value.trim()]).filter(([, value]) => value);
  if (values.length === 0) return false;
  const received = contacts();
  const some = picked();
  const before = [];
  const put = (target, value) => {
    before.push([target, target.value]);
    target.value = value;
  };
  for (const contact of some.length > 0 ? some : received) {
    for (const [name, value] of values) {
      const target = field(contact, name);
      if (name === 'tags') {
        const own = target.value.split(/[,;]/).map((tag) => tag.trim()).filter(Boolean);
        const has = new Set(own.map((tag) => tag.toLowerCase()));
        put(target, [...own, ...value.split(/[,;]/).map((tag) => tag.trim()).filter((tag) => tag && !has.has(tag.toLowerCase()))].join(', '));
      } else put(target, value);
    }
    named(contact);
  }
  shared.forEach((name) => { at(name).value = ''; });
  const undo = make('button', { type: 'button', className: 'btn bare', textContent: say.sayUndo });
  undo.addEventListener('click', () => {
    before.reverse().forEach(([target, value]) => { target.value = value; });
    contacts().forEach(named);
    values.forEach(([name, value]) => { at(name).value = value; });
    at('filled').replaceChildren();
    at(values[0][0]).focus();
    changed();
  });
  at('filled').replaceChildren(words('filled', some.length || received.length), ' ', undo);
  changed();
  return true;
}

/** What is typed is kept (see keep.js), and the last bar says what is missing now. */
function changed() {
  form.dispatchEvent(new Event('input', { bubbles: true }));
}

all('.with-script').forEach((element) => { element.hidden = false; });

// Picking: one, all, or from one to another with Shift.
let lastPicked = null;
photos.addEventListener('click', (event) => {
  if (event.target.closest('[data-shut]')) shut(event.target.closest('details'));
  if (!event.target.matches('.pick')) return;
  const picks = all('.pick', photos);
  const [from, to] = [picks.indexOf(lastPicked), picks.indexOf(event.target)].sort((one, other) => one - other);
  if (event.shiftKey && from >= 0) picks.slice(from, to + 1).forEach((pick) => { pick.checked = event.target.checked; });
  lastPicked = event.target;
});
at('vouch-all').addEventListener('click', () => {
  all('.vouch:not([hidden]) input', at('checks')).forEach((box) => { box.checked = true; });
  changed();
});
at('pick-all').addEventListener('click', () => {
  const picks = all('.pick', photos);
  const on = picks.some((pick) => !pick.checked);
  picks.forEach((pick) => { pick.checked = on; });
  later();
});
const shut = (sheet) => {
  sheet.open = false;
  sheet.querySelector('summary').focus();
};
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') all('details[open]:not([data-alone])', photos).forEach(shut);
});
all('.contact:only-child > details[open]', photos).forEach((sheet) => { sheet.dataset.alone = ''; });

// One way to a licence at a time: the one used last.
const asFiles = all('.as-files', questions);
const answers = all('.by-answers input', questions);
const isChosen = (choice) => (choice === byName ? choice.value : choice.checked);
questions.addEventListener('change', ({ target }) => {
  const theirs = { source: null, modify: answers, sell: answers, as_last_time: [asLast], license: [byName] }[target.name];
  if (!theirs || (target === asLast && !asLast.checked) || ((target === byName || asFiles.includes(target)) && !isChosen(target))) return;
  if (theirs !== answers) answers.forEach((answer) => { answer.checked = false; });
  if (target !== asLast && asLast) asLast.checked = false;
  if (target !== byName && byName) byName.value = '';
  asFiles.forEach((tick) => { if (tick !== target) tick.checked = false; });
});
// Somebody else's photos do not carry the giver's name: it leaves the fields, and comes back with "I did".
questions.addEventListener('change', ({ target }) => {
  if (target.name !== 'source') return;
  const { credit } = questions.dataset;
  for (const contact of contacts()) {
    const author = field(contact, 'author_name');
    if (target.value !== 'own' && author.value === credit) author.value = '';
    if (target.value === 'own' && !author.value) author.value = credit;
  }
});

for (const kind of ['input', 'change', 'contacts']) {
  form.addEventListener(kind, ({ target }) => {
    if (target.closest?.('[data-photo]')) named(target.closest('[data-photo]'));
    later();
  });
}
form.addEventListener('contacts', () => contacts().filter((contact) => !shownTitles.has(contact)).forEach(named));
form.addEventListener('submit', (event) => {
  if (event.submitter?.name !== 'apply') {
    // What was typed in the panel and not filled in yet is meant for the photos too.
    if (!event.defaultPrevented) fill();
    return;
  }
  event.preventDefault();
  fill();
});
contacts().forEach(named);
tell();
