// The workbench by keys: x picks, g picks a series, * picks all, arrows move, Shift picks a range, Enter leads to the bar and Escape
// back, u undoes. What a change would do is said in the bar as soon as it is typed, and the button makes it. Without this script, boxes
// are ticked one by one, and the button leads to a page that says what would change.

/** Milliseconds after the last key before the server is asked what would change. */
const PAUSE = 300;

const form = document.getElementById('work');
const picks = form ? [...form.querySelectorAll('.pick')] : [];
const all = document.getElementById('pick-all');
const undo = document.getElementById('undo');
// Where a range begins, and the photo that the keys left.
let anchor = picks[0];
let here = picks[0];

const seriesOf = (pick) => pick.closest('.series');
const picksIn = (series) => [...series.querySelectorAll('.pick')];

function tell() {
  const count = picks.filter((pick) => pick.checked).length;
  form.querySelector('.n').textContent = count;
  all.textContent = count === picks.length ? all.dataset.none : all.dataset.all;
  for (const whole of form.querySelectorAll('.all-of')) {
    const inside = picksIn(seriesOf(whole));
    const some = inside.filter((pick) => pick.checked).length;
    whole.checked = some === inside.length;
    whole.indeterminate = some > 0 && some < inside.length;
  }
  lookLater();
}

/** Ticks every box from the one picked last to this one. */
function range(to) {
  const [from, end] = [picks.indexOf(anchor), picks.indexOf(to)].sort((one, other) => one - other);
  picks.slice(from, end + 1).forEach((pick) => { pick.checked = true; });
}

/** Ticks all of these boxes, or none where all are ticked. */
function toggle(boxes) {
  const on = boxes.some((pick) => !pick.checked);
  boxes.forEach((pick) => { pick.checked = on; });
  tell();
}

/** The photo above or below another one: the nearest in the next row. */
function beside(pick, down) {
  const box = (one) => one.closest('li').getBoundingClientRect();
  const from = box(pick);
  const rows = picks.map((one) => [one, box(one)]).filter(([, at]) => (down ? at.top > from.top + 1 : at.top < from.top - 1));
  const row = rows.map(([, at]) => at.top).reduce((one, other) => (down ? Math.min(one, other) : Math.max(one, other)), down ? Infinity : -Infinity);
  const near = rows.filter(([, at]) => Math.abs(at.top - row) <= 1);
  near.sort(([, one], [, other]) => Math.abs(one.left - from.left) - Math.abs(other.left - from.left));
  return near[0]?.[0];
}

function nextFrom(pick, key) {
  const at = picks.indexOf(pick);
  if (key === 'ArrowLeft') return picks[at - 1];
  if (key === 'ArrowRight') return picks[at + 1];
  return beside(pick, key === 'ArrowDown');
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, shiftKey, target } = event;
  // The box of a series stands for its first photo.
  const focused = target.matches?.('.all-of') ? picksIn(seriesOf(target))[0] : target;
  const at = picks.indexOf(focused);
  const elsewhere = at < 0 && target.closest?.('input, textarea, select, summary, button, a');
  if (key === 'Enter' && target.matches?.('.bar select')) {
    // As in a field of text.
    event.preventDefault();
    form.requestSubmit(main);
    return;
  }
  if (key === 'Escape' && form.querySelector('.bar').contains(target)) here.focus();
  if (elsewhere) return;
  const pick = at < 0 ? here : focused;
  if (key === '*') toggle(picks);
  else if (key === 'x' || key === 'X') {
    if (shiftKey && at >= 0) range(pick);
    else pick.checked = !pick.checked;
    anchor = pick;
    here = pick;
    pick.focus();
    tell();
  } else if (key === 'g') {
    const inside = seriesOf(pick) ? picksIn(seriesOf(pick)) : [pick];
    // From its last photo, an arrow leads to the next series.
    here = inside.at(-1);
    anchor = here;
    here.focus();
    toggle(inside);
  } else if (key === 'u' && undo) undo.click();
  else if (key.startsWith('Arrow')) {
    const next = at < 0 ? here : nextFrom(pick, key);
    if (!next) return;
    if (shiftKey && at >= 0) {
      anchor = pick;
      range(next);
      anchor = next;
      tell();
    }
    here = next;
    next.focus();
  } else if (key === 'Enter' && at >= 0) toBar();
  else return;
  event.preventDefault();
}

// What the change would do, asked of the server by the form's own fields.
const bar = form?.querySelector('.bar');
const looked = form?.querySelector('.looked');
const main = form?.querySelector('.bar button.main');
const words = main?.textContent;
let timer;
let asked = 0;
/** The fields that were asked about: leaving a field, or sending it by Enter, changes nothing. */
let about = '';
const fields = () => new URLSearchParams(new FormData(form));

const isTyped = () => [...bar.querySelectorAll('input, select, textarea')].some((field) => (field.type === 'checkbox' ? field.checked : field.value.trim()));

function lookLater() {
  if (String(fields()) === about) return;
  clearTimeout(timer);
  about = '';
  asked += 1;
  looked.textContent = '';
  main.textContent = words;
  main.removeAttribute('name');
  main.removeAttribute('value');
  if (isTyped() && picks.some((pick) => pick.checked)) timer = setTimeout(() => look(true), PAUSE);
}

/** Asks; `early` while somebody types: a title that is half typed is not wrong yet. */
async function look(early = false) {
  clearTimeout(timer);
  asked += 1;
  const number = asked;
  const body = fields();
  about = String(body);
  body.set('step', 'look');
  let said;
  try {
    const answer = await fetch(form.action, { method: 'POST', body });
    said = (answer.ok || answer.status === 422) && (await answer.json());
  } catch {
    // Without an answer, the form leads to the page that says the same, or why there is none.
  }
  if (number !== asked) return true;
  if (!said) {
    about = '';
    return false;
  }
  if (early && said.error && said.field === 'collection_add' && document.activeElement === form.elements.collection_add) {
    about = '';
    return true;
  }
  looked.textContent = said.error ?? said.sentences.join(' ');
  for (const field of bar.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  if (said.error) form.elements[said.field]?.setAttribute?.('aria-invalid', 'true');
  if (said.changed > 0) {
    main.textContent = said.make;
    main.name = 'step';
    main.value = 'make';
  }
  return true;
}

let isSent = false;
async function onSubmit(event) {
  if (isSent) return event.preventDefault();
  if (main.name) {
    isSent = true;
    return;
  }
  event.preventDefault();
  if (await look()) return;
  isSent = true;
  form.submit();
}

// On a phone the fields wait behind a button, so that they cover no photo.
const saying = form?.querySelector('.saying');
const toBar = () => {
  saying.open = true;
  document.getElementById('tags_add').focus();
};

if (form) {
  if (matchMedia('(max-width: 40rem)').matches && !bar.querySelector('[aria-invalid]')) saying.open = false;
  form.querySelector('.tally a').addEventListener('click', (event) => {
    event.preventDefault();
    toBar();
  });
  all.dataset.all = all.textContent;
  all.hidden = false;
  all.addEventListener('click', () => toggle(picks));
  // The boxes of photos say it all.
  form.querySelectorAll('.all-of').forEach((whole) => whole.removeAttribute('name'));
  form.querySelectorAll('.with-script').forEach((element) => { element.hidden = false; });
  form.addEventListener('click', (event) => {
    if (!event.target.matches('.pick')) return;
    if (event.shiftKey) range(event.target);
    anchor = event.target;
    here = event.target;
  });
  form.addEventListener('change', ({ target }) => {
    if (target.matches('.all-of')) {
      const inside = picksIn(seriesOf(target));
      inside.forEach((pick) => { pick.checked = target.checked; });
      here = inside.at(-1);
      anchor = here;
    }
    tell();
  });
  form.addEventListener('input', ({ target }) => { if (bar.contains(target)) lookLater(); });
  form.addEventListener('submit', onSubmit);
  // A page that comes back as it was left.
  addEventListener('pageshow', () => {
    isSent = false;
    about = '';
    tell();
  });
  addEventListener('keydown', onKey);
  tell();
} else if (undo) addEventListener('keydown', (event) => { if (event.key === 'u' && !event.target.closest?.('input, textarea, select')) undo.click(); });
