// The files of the page to give photos: each is sent as soon as it is chosen, a few at a time, in the order chosen. It stands in
// the sheet of contacts from then on, and its fields appear when it is received; contacts.js does what is done with them.
// Without scripts the same page is a plain form in two requests. What is exchanged is written in src/web/pages/upload.rs.

const form = document.getElementById('giving');
const say = form.dataset;
const at = (id) => document.getElementById(id);
const all = (selector, within = form) => [...within.querySelectorAll(selector)];
const input = at('files');
const zone = at('step-files');
const queue = form.querySelector('.queue');
const photos = at('photos');
const plural = new Intl.PluralRules(document.documentElement.lang || 'fr');

/** How many files travel at once: more would only share the same line. */
const AT_ONCE = 3;
/** How many thumbnails are loaded before they come in sight: those of a first screen. */
const AT_FIRST = 24;
/** How many files that are no photo here are listed without being asked for. */
const FEW = 3;
/** The order in which they are listed. */
const RANKS = ['failed', 'refused', 'held'];
const waiting = [];
const failed = new Set();
let travelling = 0;
let chosen = 0;
let halted = false;
let typed = false;
let sent = false;
let places = Math.max(-1, ...all('.queue input').map((kept) => Number(kept.value.split('\n')[2]) || 0), photos.childElementCount - 1) + 1;

/** A text that depends on a count, which it may name. */
const words = (name, count, named = count) => say[`${name}${plural.select(count) === 'one' ? 'One' : 'Many'}`].replace('#', named);
const make = (tag, set = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), set);
  element.append(...children);
  return element;
};
const link = (href, textContent = say.saySee) => make('a', { href, textContent, target: '_blank', rel: 'noopener' });
const contacts = () => [...photos.children].filter((contact) => contact.dataset.photo);
const field = (contact, name) => contact.querySelector(`[name="photo.${contact.dataset.photo}.${name}"]`);
const described = (id) => photos.querySelector(`[data-photo="${CSS.escape(id)}"]`);

/** A file on its way, with its place among the contacts. */
class Sending {
  constructor(file) {
    this.file = file;
    this.place = places;
    places += 1;
  }

  /** Shows it where its photo will be. */
  show() {
    this.state = make('span', { textContent: say.sayWaiting });
    this.card = make('li', { className: 'contact coming' }, make('div', { className: 'frame' }, this.state), make('span', { className: 'name', textContent: this.file.name }));
    this.card.dataset.place = this.place;
    return this.card;
  }

  start() {
    travelling += 1;
    this.state.textContent = say.saySending;
    const request = new XMLHttpRequest();
    const bar = make('progress', { max: 1, value: 0 });
    bar.setAttribute('aria-label', this.file.name);
    this.state.before(bar);
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total;
      if (loaded === total) {
        bar.removeAttribute('value');
        this.state.textContent = say.sayReading;
      }
    };
    request.onloadend = () => {
      travelling -= 1;
      this.answered(request);
      next();
      later();
    };
    request.open('POST', say.file);
    request.setRequestHeader('x-csrf-token', form.elements.csrf.value);
    request.setRequestHeader('accept', 'application/json');
    const body = new FormData();
    body.append('batch', say.batch);
    body.append('place', this.place);
    body.append('file', this.file);
    request.send(body);
  }

  answered(request) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // No answer, or not one of ours: said below as a failure.
    }
    if (request.status === 401) {
      // The others wait too: signed in again in another window, one sends all of them on.
      halted = true;
      this.isSignedOut = true;
      this.end('failed', say.saySignedOut, link(say.login, say.saySignIn));
    } else if (request.status !== 200 || !answer.outcome) {
      this.end('failed', answer.detail || say.sayFailed);
    } else if (answer.draft && described(answer.id)) {
      this.end('held', say.sayHere);
    } else if (answer.outcome === 'received' || answer.draft) {
      this.card.replaceWith(describe(answer, this.file.name, this.place));
    } else if (answer.outcome === 'refused') {
      this.end('refused', answer.message);
    } else {
      this.end('held', answer.message, link(answer.url));
    }
  }

  /** Lists it among the files that are no photo here: a sentence, perhaps a link, and a button to try again. */
  end(kind, sentence, more) {
    this.card?.remove();
    const text = make('span', { textContent: sentence });
    this.line = make('li', { className: kind }, make('b', { textContent: this.file.name }), text);
    if (more) text.append(' ', more);
    if (kind === 'failed') {
      failed.add(this);
      const again = make('button', { type: 'button', className: 'btn', textContent: say.sayAgain });
      again.addEventListener('click', () => retry(this.isSignedOut ? [...failed].filter((other) => other.isSignedOut) : [this]));
      text.append(' ', again);
    } else {
      // Said again when the page comes back.
      const value = [this.file.name, sentence, this.place, ...(kind === 'held' ? ['held'] : [])].join('\n');
      this.line.append(make('input', { type: 'hidden', name: 'refused', value }));
    }
    queue.insertBefore(this.line, [...queue.children].find((other) => RANKS.indexOf(other.className) > RANKS.indexOf(kind)) || null);
    // A few are read at once; many are unfolded by who wants to.
    if (kind !== 'held' && queue.childElementCount <= FEW) form.querySelector('.reasons').open = true;
  }
}

/** Sends again what did not arrive. */
async function retry(files) {
  await renewProof();
  halted = false;
  for (const file of files) {
    failed.delete(file);
    file.isSignedOut = false;
    file.line.remove();
    photos.insertBefore(file.show(), [...photos.children].find((other) => Number(other.dataset.place) > file.place) || null);
    waiting.push(file);
  }
  next();
  later();
}

/** A session opened since this page was made has another anti-forgery token: that of the page as it is now. */
async function renewProof() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html');
    form.elements.csrf.value = page.querySelector('#giving input[name="csrf"]')?.value || form.elements.csrf.value;
  } catch {
    // The next try will say what is wrong.
  }
}

function next() {
  while (!halted && navigator.onLine && travelling < AT_ONCE && waiting.length > 0) waiting.shift().start();
  if (waiting.length > 0 && !navigator.onLine) at('said').textContent = say.sayOffline;
  else if (travelling === 0 && waiting.length === 0 && chosen > 0) at('said').textContent = say.sayDone;
}

function take(files) {
  if (files.length === 0) return;
  const cards = new DocumentFragment();
  for (const file of files) {
    chosen += 1;
    const sending = new Sending(file);
    if (file.size > Number(say.most) * 1_000_000) sending.end('refused', say.sayHeavy);
    else {
      cards.append(sending.show());
      waiting.push(sending);
    }
  }
  photos.append(cards);
  if (photos.childElementCount > 1) all('details[data-alone][open]', photos).forEach((sheet) => { sheet.open = false; });
  later();
  next();
}

/** The contact of a photo received, its fields filled with what its file proposes. */
function describe(answer, fileName, place) {
  const copy = (template) => {
    const made = at(template).content.firstElementChild.cloneNode(true);
    for (const element of [made, ...made.querySelectorAll('*')]) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes('ID')) attribute.value = attribute.value.replace(/\bID\b/g, answer.id);
      }
    }
    return made;
  };
  const contact = copy('one');
  contact.dataset.licence = answer.license || '';
  contact.dataset.place = place;
  contact.querySelector('[name=ids]').value = answer.id;
  contact.querySelector('.pick').setAttribute('aria-label', say.sayPick.replace('#', fileName));
  contact.querySelector('summary .out').textContent = say.sayEdit.replace('#', fileName);
  contact.querySelector('.file p').textContent = fileName;
  const [thumbnail, preview] = all('img', contact);
  if (photos.childElementCount > AT_FIRST && place >= AT_FIRST) thumbnail.loading = 'lazy';
  if (answer.thumbnail) {
    thumbnail.src = answer.thumbnail;
    thumbnail.hidden = false;
    preview.src = answer.preview;
  }
  for (const name of ['title', 'alt', 'description', 'tags', 'taken', 'author_name', 'author_url', 'place_name']) {
    // As the server would have written it.
    if (answer[name]) field(contact, name).defaultValue = answer[name];
  }
  const offers = contact.querySelector('.offers');
  const picked = `${field(contact, 'tags').name}_picked`;
  for (const [tag, why] of answer.offered || []) {
    const words = make('span', { textContent: `${tag} ` });
    words.append(make('small', { textContent: why }));
    const tick = make('label', { className: 'tick' });
    tick.append(make('input', { type: 'checkbox', name: picked, value: tag }), words);
    offers.append(tick);
    offers.hidden = false;
  }
  const leftOut = contact.querySelector('.left-out');
  leftOut.textContent = answer.left_out || '';
  leftOut.hidden = !answer.left_out;
  if (answer.alike) {
    const resembles = contact.querySelector('.resembles');
    resembles.hidden = false;
    resembles.firstChild.textContent = answer.alike.sentence;
    resembles.firstChild.href = answer.alike.url;
  }
  all('.with-script', contact).forEach((element) => { element.hidden = false; });

  const check = copy('check');
  const lines = (sentences) => (sentences || []).map((textContent) => make('li', { textContent }));
  check.querySelector('h4').textContent = fileName;
  if (answer.thumbnail) check.querySelector('img').src = answer.thumbnail;
  const ofRights = check.querySelector('.of-rights');
  const ofPlace = check.querySelector('.of-place');
  ofRights.append(...lines(answer.doubts));
  ofPlace.append(...lines(answer.place_doubts));
  ofRights.hidden = ofRights.childElementCount === 0;
  check.querySelector('.vouch').hidden = ofRights.hidden;
  check.querySelector('.where').hidden = ofPlace.childElementCount === 0;
  check.hidden = ofRights.hidden && check.querySelector('.where').hidden;
  check.dataset.place = place;
  at('checks').insertBefore(check, all('[data-check]', at('checks')).find((other) => Number(other.dataset.place) > place) || null);

  if (photos.childElementCount === 1) {
    const sheet = contact.querySelector('details');
    sheet.dataset.alone = '';
    sheet.open = true;
  }
  return contact;
}

/** How many files came, are duplicates, were refused, are on their way: a few times a second at most. */
let isLater = false;
function later() {
  if (isLater) return;
  isLater = true;
  setTimeout(() => {
    isLater = false;
    tell();
    form.dispatchEvent(new Event('contacts'));
  }, travelling > 0 ? 150 : 0);
}

function tell() {
  const some = photos.childElementCount > 0;
  at('start').classList.toggle('begin', !some && Boolean(at('then')));
  zone.classList.toggle('first', !some);
  if (at('then')) at('then').hidden = some;
  all('.later').forEach((part) => { part.hidden = !some; });
  const label = zone.querySelector('label');
  label.classList.toggle('main', !some);
  label.classList.toggle('tall', !some);
  if (some) label.lastElementChild.textContent = say.sayAdd;
  const tally = { received: contacts().length, held: 0, refused: 0, failed: failed.size };
  for (const line of queue.children) if (line.className !== 'failed') tally[line.className] += 1;
  for (const [name, number] of Object.entries(tally)) at(name).textContent = number > 0 ? words(name, number) : '';
  zone.querySelector('.tally').hidden = !some && queue.childElementCount === 0;
  form.querySelector('.reasons').hidden = queue.childElementCount === 0;
  at('again-all').hidden = failed.size < 2;
  const left = travelling + waiting.length;
  at('sending').hidden = left === 0;
  at('sending').firstElementChild.value = chosen > 0 ? (chosen - left) / chosen : 0;
  at('sending').lastElementChild.textContent = say.progress.replace('##', chosen).replace('#', chosen - left);
  if (left === 0) chosen = 0;
  // Reloaded, the page has the same photos: its address names them.
  const ids = contacts().map((contact) => contact.dataset.photo);
  const address = ids.length > 0 ? `${say.here}?ids=${ids.join(',')}` : say.here;
  if (left === 0 && location.pathname + location.search !== address) history.replaceState(history.state, '', address);
}

// From a plain form to a sheet of contacts.
all('.without-script').forEach((element) => element.remove());
input.required = false;
input.removeAttribute('name');
form.querySelector('[name=step]')?.remove();
form.action = say.details;
form.enctype = 'application/x-www-form-urlencoded';

input.addEventListener('change', () => {
  take([...input.files]);
  input.value = '';
});
for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    zone.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
    if (kind === 'drop') take([...event.dataTransfer.files]);
  });
}
document.addEventListener('paste', (event) => {
  if (event.clipboardData?.files.length) take([...event.clipboardData.files]);
});
at('again-all').addEventListener('click', () => retry([...failed]));
addEventListener('online', () => retry([...failed]));
addEventListener('offline', next);

form.addEventListener('input', () => { typed = true; });
form.addEventListener('submit', (event) => {
  if (event.submitter?.name === 'apply') return;
  const busy = travelling > 0 || waiting.length > 0;
  if (busy || contacts().length === 0) {
    event.preventDefault();
    at('said').classList.remove('out');
    at('said').textContent = busy ? say.sayLeaving : say.sayNone;
    zone.scrollIntoView({ block: 'center' });
    if (!busy) input.focus();
    return;
  }
  sent = true;
});
addEventListener('beforeunload', (event) => {
  if ((typed && !sent) || travelling > 0) event.preventDefault();
});
tell();
