// Comfort for every page: each works without this script.

// A sheet closes with Escape, or with a press elsewhere.
const openSheets = () => document.querySelectorAll('.drop[open]');
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const drop of openSheets()) {
    drop.open = false;
    drop.querySelector('summary').focus();
  }
});
addEventListener('pointerdown', (event) => {
  for (const drop of openSheets()) if (!drop.contains(event.target)) drop.open = false;
});

// `/` leads to the search field, unless someone writes.
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const field = [...document.querySelectorAll('input[type=search]')].find((one) => one.offsetParent);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Buttons that only a script can serve.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
