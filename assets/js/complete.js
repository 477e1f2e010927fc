// Completes what is typed in a search field: a combobox with a list (WAI-ARIA Authoring Practices, "Editable Combobox With List
// Autocomplete"). A field of a form says its `data-kind`, tag, place or collection, and `data-many` where commas part several. Without
// this script, the field is a field, with the list of the browser where it has one. A field with `data-make`, the words of an option
// that makes what is typed, and `data-makes`, the field that is told so, has that option below what it completes.

const WAIT = 120;

for (const [number, field] of [...document.querySelectorAll('input[data-complete]')].entries()) {
  const list = document.createElement('ul');
  list.id = `complete-${number}`;
  list.className = 'complete';
  list.role = 'listbox';
  list.ariaLabel = field.dataset.complete;
  list.hidden = true;
  field.after(list);
  field.removeAttribute('list');
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' })) field.setAttribute(name, value);

  const { kind, many, make } = field.dataset;
  const making = make && field.form.elements[field.dataset.makes];
  /** The text that is completed, and what stands before it. */
  const parts = () => {
    const from = many === undefined ? 0 : field.value.lastIndexOf(',') + 1;
    return [field.value.slice(0, from), field.value.slice(from).trimStart()];
  };

  let options = [];
  let chosen = -1;
  let typed = '';
  let asked = 0;
  let made = '';

  const choose = (place) => {
    options[chosen]?.setAttribute('aria-selected', 'false');
    chosen = place;
    const option = options[place];
    if (!option) return field.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', option.id);
  };
  const show = (open) => {
    list.hidden = !open;
    field.setAttribute('aria-expanded', String(open));
    if (!open) choose(-1);
  };
  const take = (option) => {
    show(false);
    if (!kind) {
      field.value = option.dataset.query;
      return field.form.requestSubmit();
    }
    const [before] = parts();
    if (option.dataset.makes !== undefined) making.value = made = option.dataset.query;
    field.value = (before ? `${before} ` : '') + option.dataset.query + (many === undefined ? '' : ', ');
    asked += 1;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const fill = (items) => {
    options = items.map((item, place) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${place}`;
      option.role = 'option';
      option.ariaSelected = 'false';
      option.dataset.query = item.query;
      if (item.makes) option.dataset.makes = '';
      const parts = [item.text, item.kind_label, item.photos_label ?? ''].map((text) => {
        const part = document.createElement('span');
        part.textContent = text;
        return part;
      });
      option.append(parts[0], ' ', parts[1], ' ', parts[2]);
      // The field keeps the focus.
      option.addEventListener('pointerdown', (event) => event.preventDefault());
      option.addEventListener('click', () => take(option));
      return option;
    });
    chosen = -1;
    list.replaceChildren(...options);
    show(options.length > 0);
  };

  let timer;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    [, typed] = parts();
    if (made && made === making.value && made !== field.value.trim()) making.value = made = '';
    const number = ++asked;
    if (typed.trim().length < 2) return show(false);
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/api/v1/completions?lang=${document.documentElement.lang}&q=${encodeURIComponent(typed)}${kind ? `&kind=${kind}` : ''}`);
        // A later letter was typed meanwhile.
        if (!answer.ok || number !== asked || document.activeElement !== field) return;
        const { items } = await answer.json();
        const isKnown = items.some(({ text }) => text.toLowerCase() === typed.trim().toLowerCase());
        fill(making && !isKnown ? [...items, { text: typed.trim(), query: typed.trim(), kind_label: make, makes: true }] : items);
      } catch {
        // Without a network there are no completions, and the form says the rest.
      }
    }, WAIT);
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length > 0) {
      event.preventDefault();
      if (!open) show(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One more place than options: the field itself.
      const places = options.length + 1;
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter' && open && options[chosen]) {
      event.preventDefault();
      take(options[chosen]);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      show(false);
    }
  });
  field.addEventListener('blur', () => { asked++; show(false); });
}
