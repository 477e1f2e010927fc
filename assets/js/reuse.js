// The reuse panel: one form of the attribution at a time, and a button that copies it. Without this script all forms stand
// one under the other, ready to be selected by hand.

const said = document.getElementById('said');

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

function readyToCopy(button) {
  const panel = button.closest('[data-tabs]');
  const name = button.textContent;
  let back;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
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
  const sections = [...panel.querySelectorAll('[data-tab]')];
  const list = document.createElement('div');
  list.className = 'tabs';
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', panel.dataset.tabs);
  const buttons = sections.map((section) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = `tab-${section.id}`;
    button.textContent = section.dataset.tab;
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

document.querySelectorAll('[data-tabs]').forEach((panel, i) => tabs(panel, `snippet-${i}`));
document.querySelectorAll('[data-copy]').forEach(readyToCopy);
