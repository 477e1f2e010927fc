// The basket: photos are added without leaving the page, and their number shows in the header. The list is the cookie that
// the server reads too (src/web/pages/basket.rs). Without this script the same buttons post a form, which leads to the basket.

const MOST = 200;
const DAYS = 30;

function kept() {
  const [, list = ''] = document.cookie.match(/(?:^|;\s*)zef-basket=([^;]*)/) ?? [];
  return list.split('.').filter(Boolean);
}

function keep(ids) {
  const age = ids.length ? DAYS * 86400 : 0;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `zef-basket=${ids.join('.')}; path=/; max-age=${age}; samesite=lax${secure}`;
}

function show() {
  const ids = kept();
  const count = document.getElementById('basket-count');
  if (count) {
    count.textContent = ids.length;
    count.hidden = !ids.length;
  }
  for (const button of document.querySelectorAll('button[name=add]')) {
    button.setAttribute('aria-pressed', ids.includes(button.value));
  }
}

document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (button?.name !== 'add') return;
  const ids = kept();
  const id = button.value;
  const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
  if (next.length > MOST) return;
  keep(next);
  // A browser that keeps no cookie for scripts sends the form: the server may have more luck.
  if (kept().length !== next.length) return;
  event.preventDefault();
  show();
});

// Also when a page comes back from the browser's memory, where another number may stand.
addEventListener('pageshow', show);
show();
