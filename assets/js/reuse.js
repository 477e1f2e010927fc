// The reuse panel: one form of the attribution at a time, a button that copies it, and what was changed said in it as soon as
// it is ticked. Without this script all forms stand one under the other, ready to be selected by hand, and a button says
// what was changed.

const said = document.getElementById('said');

/** What says which changes were made to the photo, where its licence lets any be shared. */
const changes = document.querySelector('.changed form');

/** The address of the page whose attributions say what the form says, or what it said when the page came. */
function address(said) {
  const url = new URL(changes.action);
  url.hash = '';
  url.search = new URLSearchParams(said);
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
  for (const old of document.querySelectorAll('.snip [id^=text-], .tongue, #mix, #unticked')) {
    const fresh = page.querySelector(old.id ? `#${old.id}` : '.tongue');
    if (fresh.dataset.plain) old.dataset.plain = fresh.dataset.plain;
    if (old instanceof HTMLTextAreaElement) old.value = fresh.value;
    else old.replaceChildren(...fresh.childNodes);
  }
  written = asked;
}

/** Puts the attribution on the clipboard: text alone, or text and formatted text together for word processors. */
async function copy(source) {
  if (source instanceof HTMLTextAreaElement) return navigator.clipboard.writeText(source.value);
  const form = (type, content) => new Blob([content], { type });
  return navigator.clipboard.write([
    new ClipboardItem({
      'text/html': form('text/html', source.innerHTML),
      'text/plain': form('text/plain', source.dataset.plain || source.textContent.trim()),
    }),
  ]);
}

/** Selects the attribution, so that Ctrl + C works when the clipboard is refused. */
function select(source) {
  if (source instanceof HTMLTextAreaElement) {
    source.focus();
    source.select();
  } else {
    getSelection().selectAllChildren(source);
  }
}

/** Puts a button that copies it under an attribution. */
function readyToCopy(section, panel) {
  const source = section.querySelector('[id^=text-]');
  const button = document.createElement('button');
  const name = panel.dataset.copyWord;
  let back;
  button.type = 'button';
  button.className = 'btn';
  button.dataset.copy = source.id;
  button.textContent = name;
  section.append(button);
  button.addEventListener('click', async () => {
    try {
      await bringUpToDate();
    } catch {
      // Nothing is copied that does not say what was changed: the page itself is asked again, and says what is wrong.
      changes.submit();
      return;
    }
    let word = panel.dataset.copied;
    try {
      await copy(source);
      button.classList.add('done');
    } catch {
      select(source);
      word = panel.dataset.failed;
    }
    button.textContent = said.textContent = word;
    clearTimeout(back);
    back = setTimeout(() => {
      button.textContent = name;
      button.classList.remove('done');
      said.textContent = '';
    }, 3000);
  });
}

/** Turns the sections into tabs (ARIA Authoring Practices, tabs with automatic activation); the choice is remembered. */
function tabs(panel, key) {
  const sections = [...panel.querySelectorAll('.snip')];
  const list = document.createElement('div');
  list.className = 'tabs';
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', panel.dataset.tabs);
  const buttons = sections.map((section) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = `tab-${section.id}`;
    button.textContent = section.querySelector('h3').textContent;
    button.setAttribute('role', 'tab');
    button.setAttribute('aria-controls', section.id);
    section.setAttribute('role', 'tabpanel');
    section.setAttribute('aria-labelledby', button.id);
    section.querySelector('h3').classList.add('out');
    list.append(button);
    return button;
  });
  const show = (chosen) => {
    buttons.forEach((button, i) => {
      const on = i === chosen;
      button.setAttribute('aria-selected', on);
      button.tabIndex = on ? 0 : -1;
      sections[i].hidden = !on;
    });
    try {
      localStorage.setItem(key, sections[chosen].id);
    } catch {
      // A browser that keeps nothing still has its tabs.
    }
  };
  list.addEventListener('click', (event) => {
    const i = buttons.indexOf(event.target.closest('[role=tab]'));
    if (i >= 0) show(i);
  });
  list.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    show(to);
    buttons[to].focus();
  });
  panel.prepend(list);
  let kept = null;
  try {
    kept = localStorage.getItem(key);
  } catch {
    // As above.
  }
  show(Math.max(0, sections.findIndex((section) => section.id === kept)));
}

document.querySelectorAll('[data-tabs]').forEach((panel, i) => {
  tabs(panel, `snippet-${i}`);
  panel.querySelectorAll('.snip').forEach((section) => readyToCopy(section, panel));
});
// What fails is tried again before anything is copied.
const follow = () => bringUpToDate().catch(() => {});
changes?.addEventListener('change', follow);
follow();
