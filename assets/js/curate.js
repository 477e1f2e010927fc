// The workbench by keys: x picks, g picks a series, * picks all, arrows move, Shift picks a range, Enter leads to the bar and Escape
// back; u undoes, as long as nothing else was picked or typed since. What a change would do is said in the bar as soon as it is typed,
// and the button makes it. Who leaves the page before that is asked. Without this script, boxes are ticked one by one, and the button
// leads to a page that says what would change.

/** Milliseconds after the last key before the server is asked what would change. */
const PAUSE = 300;
/** Milliseconds within which letters belong to one word: no letter of a word typed outside a field is a command to undo. */
const WORD = 1500;

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

/** The photo above or below another one: the nearest in the next row. The photos of a series stand a little lower than those beside it. */
function beside(pick, down) {
  const top = (one) => one.closest('li').getBoundingClientRect().top;
  const left = (one) => one.closest('li').getBoundingClientRect().left;
  const from = top(pick);
  const half = pick.closest('li').offsetHeight / 2;
  const beyond = picks.map((one) => [one, (top(one) - from) * (down ? 1 : -1)]).filter(([, away]) => away > half);
  const next = Math.min(...beyond.map(([, away]) => away));
  const row = beyond.filter(([, away]) => away < next + half).map(([one]) => one);
  const aside = (one) => Math.abs(left(one) - left(pick));
  return row.sort((one, other) => aside(one) - aside(other))[0];
}

function nextFrom(pick, key) {
  const at = picks.indexOf(pick);
  if (key === 'ArrowLeft') return picks[at - 1];
  if (key === 'ArrowRight') return picks[at + 1];
  return beside(pick, key === 'ArrowDown');
}

/** When a letter that is no command was typed outside a field. */
let strayed = -Infinity;

/** Whether a key that would undo was meant so: not as a part of a word, and not by who works on the next photos already. */
const undoes = ({ timeStamp }) => undo && timeStamp - strayed > WORD && !picks.some((pick) => pick.checked) && !(form && isTyped());

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, shiftKey, target } = event;
  // The box of a series stands for its first photo.
  const focused = target.matches?.('.all-of') ? picksIn(seriesOf(target))[0] : target;
  const at = picks.indexOf(focused);
  // A link or a button has no use for letters.
  const takesKey = key === 'Enter' ? 'input, textarea, select, summary, button, a' : 'input, textarea, select';
  const elsewhere = at < 0 && target.closest?.(takesKey);
  if (key === 'Enter' && target.matches?.('.bar select')) {
    // As in a field of text.
    event.preventDefault();
    form.requestSubmit(main);
    return;
  }
  if (key === 'Escape' && form.querySelector('.bar').contains(target)) here.focus();
  if (elsewhere) return;
  const pick = at < 0 ? here : focused;
  if (key === '*') {
    toggle(picks);
    here.focus({ preventScroll: true });
  } else if (key === 'x' || key === 'X') {
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
  } else if (key === 'u') {
    if (undoes(event)) undo.click();
    else strayed = event.timeStamp;
  } else if (key.startsWith('Arrow')) {
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
  } else if (key === 'Enter') toBar();
  else {
    if (key.length === 1) strayed = event.timeStamp;
    return;
  }
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
  // Where lanes stand in one line, the one that is shown is in sight.
  document.querySelector('.lists [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  all.dataset.all = all.textContent;
  all.hidden = false;
  all.addEventListener('click', ({ detail }) => {
    toggle(picks);
    // Of a mouse: the next key means the photos, not the button again.
    if (detail > 0) here.focus({ preventScroll: true });
  });
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
  // What was picked and typed is not lost unasked.
  addEventListener('beforeunload', (event) => {
    if (!isSent && (isTyped() || picks.some((pick) => pick.checked))) event.preventDefault();
  });
  tell();
} else if (undo) addEventListener('keydown', (event) => { if (event.key === 'u' && !event.target.closest?.('input, textarea, select')) undo.click(); });
