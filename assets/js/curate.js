// The workbench by keys: x picks, * picks all, arrows move, Shift picks a range, Enter leads to the bar and Escape back.
// Without it, boxes are ticked one by one.

const form = document.getElementById('work');
const picks = form ? [...form.querySelectorAll('.pick')] : [];
const all = document.getElementById('pick-all');
// Where a range begins, and the photo that the keys left.
let anchor = picks[0];
let here = picks[0];

function tell() {
  const count = picks.filter((pick) => pick.checked).length;
  form.querySelector('.n').textContent = count;
  all.textContent = count === picks.length ? all.dataset.none : all.dataset.all;
}

/** Ticks every box from the one picked last to this one. */
function range(to) {
  const [from, end] = [picks.indexOf(anchor), picks.indexOf(to)].sort((one, other) => one - other);
  picks.slice(from, end + 1).forEach((pick) => { pick.checked = true; });
}

function toggleAll() {
  const on = picks.some((pick) => !pick.checked);
  picks.forEach((pick) => { pick.checked = on; });
  tell();
}

/** How many photos stand in the first row. */
function across() {
  const top = (pick) => pick.closest('li').offsetTop;
  const second = picks.findIndex((pick) => top(pick) !== top(picks[0]));
  return second < 0 ? picks.length : second;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, shiftKey, target } = event;
  const at = picks.indexOf(target);
  const elsewhere = at < 0 && target.closest('input, textarea, select, summary, button, a');
  if (key === 'Escape' && form.querySelector('.bar').contains(target)) here.focus();
  if (elsewhere) return;
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across(), ArrowDown: across() };
  if (key === '*') toggleAll();
  else if (key === 'x' || key === 'X') {
    const pick = at < 0 ? here : target;
    if (shiftKey && at >= 0) range(pick);
    else pick.checked = !pick.checked;
    anchor = pick;
    here = pick;
    pick.focus();
    tell();
  } else if (key in steps) {
    const next = picks[at < 0 ? picks.indexOf(here) : at + steps[key]];
    if (!next) return;
    if (shiftKey && at >= 0) {
      anchor = target;
      range(next);
      anchor = next;
      tell();
    }
    here = next;
    next.focus();
  } else if (key === 'Enter' && at >= 0) document.getElementById('tags_add').focus();
  else return;
  event.preventDefault();
}

if (form) {
  all.dataset.all = all.textContent;
  all.hidden = false;
  all.addEventListener('click', toggleAll);
  form.querySelectorAll('.with-script').forEach((element) => { element.hidden = false; });
  form.addEventListener('click', (event) => {
    if (!event.target.matches('.pick')) return;
    if (event.shiftKey) range(event.target);
    anchor = event.target;
    here = event.target;
  });
  form.addEventListener('change', tell);
  addEventListener('keydown', onKey);
  tell();
}
