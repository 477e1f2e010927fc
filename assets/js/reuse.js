// The attribution in the form that was chosen: a button that copies it, and what was changed said in it as soon as it is
// ticked. Without this script it is selected by hand, and a button says what was changed.

const said = document.getElementById('said');

/** What says which changes were made to the photo, where its licence lets any be shared. */
const changes = document.querySelector('.changed form');

/** The address of the page whose attributions say what the form says, or what it said when the page came. */
function address(fields) {
  const url = new URL(changes.action);
  url.hash = '';
  url.search = new URLSearchParams(fields);
  return url.href;
}

const typed = () => address(new FormData(changes));

/** A browser that comes back to a page keeps what was typed there, beside attributions that know nothing of it. */
function asItCame() {
  const fields = [...changes.elements].filter((field) => field.name);
  return address(fields.flatMap((field) => {
    if (field.type === 'checkbox') return field.defaultChecked ? [[field.name, field.value]] : [];
    return [[field.name, field.defaultValue]];
  }));
}

let written = changes && asItCame();

/** Makes every attribution say what the form says, and the basket's advice answer it. */
async function bringUpToDate() {
  if (!changes) return;
  const asked = typed();
  if (asked === written) return;
  const answer = await fetch(asked);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  // Changed again while this was on its way.
  if (typed() !== asked) return bringUpToDate();
  for (const old of document.querySelectorAll('.cite [id^=text-], .langs, #mix, #unticked')) {
    const fresh = page.querySelector(old.id ? `#${old.id}` : '.langs');
    if (fresh.dataset.plain) old.dataset.plain = fresh.dataset.plain;
    old.replaceChildren(...fresh.childNodes);
  }
  written = asked;
}

/** Puts the attribution on the clipboard: text alone, or text and formatted text together for word processors. */
async function copy(source) {
  const { plain } = source.dataset;
  if (plain === undefined) return navigator.clipboard.writeText(source.textContent);
  const form = (type, content) => new Blob([content], { type });
  return navigator.clipboard.write([
    new ClipboardItem({ 'text/html': form('text/html', source.innerHTML), 'text/plain': form('text/plain', plain) }),
  ]);
}

/** The text that a button copies: in the place that it names, the one of the medium chosen, or the only one. */
function sourceOf(button) {
  const place = document.getElementById(button.dataset.copy);
  const chosen = place.querySelector('.media :checked');
  return chosen ? document.getElementById(chosen.id.replace('m-', 'text-')) : place.querySelector('[id^=text-]');
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const words = button.querySelector('span');
  const name = words.textContent;
  const { copied, failed } = document.querySelector('[data-copied]').dataset;
  let back;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await bringUpToDate();
    } catch {
      // Nothing is copied that does not say what was changed: the page itself is asked again, and says what is wrong.
      changes.submit();
      return;
    }
    const source = sourceOf(button);
    let told = copied;
    try {
      await copy(source);
      button.classList.add('done');
    } catch {
      // Ctrl + C then copies it.
      getSelection().selectAllChildren(source);
      told = failed;
    }
    said.textContent = told;
    if (told === copied) words.textContent = told;
    else said.classList.remove('out');
    clearTimeout(back);
    back = setTimeout(() => {
      words.textContent = name;
      button.classList.remove('done');
      said.classList.add('out');
      said.textContent = '';
    }, 5000);
  });
}
for (const words of document.querySelectorAll('[data-without-script]')) words.hidden = true;

/** Where the medium that was chosen last is kept. */
const KEPT = 'medium';

for (const media of document.querySelectorAll('.media')) {
  const menu = media.querySelector('.drop');
  const title = menu.querySelector('summary span');
  const name = title.textContent;
  // The menu says which of its formats is chosen.
  const show = () => {
    title.textContent = menu.querySelector(':checked')?.parentElement.textContent ?? name;
  };
  media.addEventListener('change', (event) => {
    show();
    try {
      localStorage.setItem(KEPT, event.target.id);
    } catch {
      // A browser that keeps nothing still has its media.
    }
  });
  // Chosen with a pointer, the menu has served; the arrows go on to the next one.
  menu.addEventListener('click', (event) => {
    if (event.detail && event.target.matches('input')) menu.open = false;
  });
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept) media.querySelector(`#${CSS.escape(kept)}`)?.click();
  } catch {
    // As above.
  }
}

// What fails is tried again before anything is copied.
const follow = () => bringUpToDate().catch(() => {});
changes?.addEventListener('change', follow);
follow();
