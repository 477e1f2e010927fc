// News that were all shown are read: once somebody sees the page, the form of its button is sent. What was new stays
// marked on this page, and the next one no longer counts it.

const form = document.getElementById('read');
const send = () => {
  if (document.visibilityState !== 'visible') return;
  document.removeEventListener('visibilitychange', send);
  const body = new URLSearchParams(new FormData(form));
  fetch(form.action, { method: 'POST', body, keepalive: true, redirect: 'manual' }).catch(() => {});
};
document.addEventListener('visibilitychange', send);
send();
