// The form of a new account is sent from where it stands, so that a password is typed once: the server never sends one back, and a
// name that is taken would cost it. Without this script, the page that comes back says to type it again.

const form = document.querySelector('form[data-next]');
let isSent = false;

/** Says on this page what is wrong, as the page of the answer does. */
function tell(fresh) {
  const page = form.parentElement;
  page.querySelectorAll('[role=alert], .wrong').forEach((old) => old.remove());
  fresh.querySelectorAll('[data-again]').forEach((advice) => advice.remove());
  const alert = fresh.querySelector('[role=alert]');
  if (alert) form.before(alert);
  for (const field of form.querySelectorAll('.field input')) {
    const said = fresh.querySelector(`#${field.id}`);
    for (const name of ['aria-invalid', 'aria-describedby']) {
      if (said.hasAttribute(name)) field.setAttribute(name, said.getAttribute(name));
      else field.removeAttribute(name);
    }
    const wrong = fresh.querySelector(`#wrong-${field.id}`);
    if (wrong) field.after(wrong);
  }
  form.querySelector('[aria-invalid]')?.focus();
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (isSent) return;
  isSent = true;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
    if (answer.type === 'opaqueredirect') return location.assign(form.dataset.next);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (fresh.querySelector('form[data-next]')) {
      tell(fresh);
      isSent = false;
      return;
    }
  } catch {
    // Without an answer, the form is sent as any other, and the browser says why there is none.
  }
  form.submit();
});
// A page that comes back as it was left.
addEventListener('pageshow', () => { isSent = false; });
