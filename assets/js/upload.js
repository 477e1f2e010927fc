// The upload page: each file is sent as soon as it is chosen, a few at a time, and its fields appear when it is received.
// Without this script the same page is a plain form. What is exchanged is written in src/web/pages/upload.rs.

const form = document.getElementById('giving');
const say = form.dataset;
const input = document.getElementById('files');
const drop = document.querySelector('.drop');
const queue = document.querySelector('.queue');
const photos = document.getElementById('photos');
const one = document.getElementById('one');
const noneYet = document.getElementById('none-yet');
const said = document.getElementById('said');

/** How many files travel at once: more would only share the same line. */
const AT_ONCE = 3;
const waiting = [];
let travelling = 0;
let typed = false;

/** A file in the queue, with its line on the page. */
class Sending {
  constructor(file) {
    this.file = file;
    // The photos that the page came with have their places already.
    this.place = Math.max(queue.childElementCount, photos.childElementCount);
    this.line = document.createElement('li');
    this.name = Object.assign(document.createElement('b'), { textContent: file.name });
    this.word = Object.assign(document.createElement('span'), { textContent: say.sayWaiting });
    this.bar = document.createElement('progress');
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute('aria-label', file.name);
    this.kept = Object.assign(document.createElement('input'), { type: 'hidden', name: 'refused', disabled: true });
    this.line.append(this.name, this.bar, this.word, this.kept);
    queue.append(this.line);
  }

  /** Ends this file's journey: a class for its colour, a sentence, perhaps a link or a button. */
  end(kind, sentence, more) {
    // What was not taken is said again when the page comes back.
    this.kept.value = kind === 'received' ? '' : `${this.file.name}\n${sentence}\n${this.place}`;
    this.kept.disabled = kind === 'received';
    this.bar.remove();
    this.line.className = kind;
    this.word.textContent = sentence;
    if (more) this.word.append(' ', more);
  }

  start() {
    travelling += 1;
    this.word.textContent = say.saySending;
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => {
      this.bar.value = event.loaded / event.total;
      if (event.loaded === event.total) {
        this.bar.removeAttribute('value');
        this.word.textContent = say.sayReading;
      }
    };
    request.onloadend = () => {
      travelling -= 1;
      this.answered(request);
      next();
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
      // Signed in again in another window, one sends the same files on.
      this.end('refused', say.saySignedOut, link(say.login, say.saySignIn));
      this.word.append(' ', this.again());
    } else if (request.status !== 200 || !answer.outcome) {
      this.end('refused', answer.detail || say.sayFailed, this.again());
    } else if (answer.draft && described(answer.id)) {
      this.end('held', say.sayHere);
    } else if (answer.outcome === 'received' || (answer.draft)) {
      this.end('received', say.sayReceived);
      describe(answer, this.file.name, this.place);
    } else if (answer.outcome === 'refused') {
      this.end('refused', answer.message);
    } else {
      this.end('held', answer.message, link(answer.url));
    }
  }

  again() {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: say.sayAgain });
    button.addEventListener('click', async () => {
      await renewProof();
      this.line.className = '';
      this.word.textContent = say.sayWaiting;
      this.kept.disabled = true;
      this.bar.value = 0;
      this.name.after(this.bar);
      waiting.push(this);
      next();
    });
    return button;
  }
}

function link(url, words = say.saySee) {
  return Object.assign(document.createElement('a'), { href: url, textContent: words, target: '_blank', rel: 'noopener' });
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
  while (travelling < AT_ONCE && waiting.length > 0) waiting.shift().start();
  if (travelling === 0 && waiting.length === 0 && queue.childElementCount > 0) said.textContent = say.sayDone;
}

/** The fields of a photo, once they are on the page. */
function described(id) {
  return photos.querySelector(`[data-photo="${CSS.escape(id)}"]`);
}

/** Shows the fields of a photo received, filled with what its file proposes, in the order in which files were chosen. */
function describe(answer, fileName, place) {
  if (described(answer.id)) return;
  const fields = one.content.firstElementChild.cloneNode(true);
  for (const element of [fields, ...fields.querySelectorAll('*')]) {
    for (const attribute of [...element.attributes]) {
      if (/\bID\b/.test(attribute.value)) attribute.value = attribute.value.replace(/\bID\b/g, answer.id);
    }
  }
  fields.querySelector('legend').textContent = fileName;
  const picture = fields.querySelector('img');
  if (answer.thumbnail) {
    picture.src = answer.thumbnail;
    picture.hidden = false;
  }
  for (const name of ['title', 'alt', 'description', 'tags', 'taken']) {
    const field = fields.querySelector(`[name="photo.${CSS.escape(answer.id)}.${name}"]`);
    // As the server would have written it.
    if (field && answer[name]) field.defaultValue = answer[name];
  }
  const lines = (sentences) => (sentences || []).map((sentence) => Object.assign(document.createElement('li'), { textContent: sentence }));
  const doubts = fields.querySelector('.of-rights');
  doubts.append(...lines(answer.doubts));
  doubts.hidden = doubts.childElementCount === 0;
  fields.querySelector('.vouch').hidden = doubts.hidden;
  const leftOut = fields.querySelector('.left-out');
  leftOut.textContent = answer.left_out || '';
  leftOut.hidden = !answer.left_out;
  const ofPlace = fields.querySelector('.of-place');
  ofPlace.append(...lines(answer.place_doubts));
  fields.querySelector('.where').hidden = ofPlace.childElementCount === 0;
  if (answer.author && !author.value) author.value = answer.author;
  fields.dataset.licence = answer.license || '';
  fields.dataset.place = place;
  photos.insertBefore(fields, [...photos.children].find((other) => Number(other.dataset.place) > place) || null);
  noneYet.hidden = true;
  count();
  findAgain();
}

/** Reloaded, the page has the same photos: its address names them. */
function findAgain() {
  const ids = [...photos.children].map((photo) => photo.dataset.photo);
  if (ids.length > 0) history.replaceState(history.state, '', `${say.here}?ids=${ids.join(',')}`);
}

/** One photo is not spoken of as several. */
function count() {
  const said = photos.childElementCount === 1 ? 'one' : 'many';
  form.querySelectorAll('[data-one]').forEach((words) => { words.textContent = words.dataset[said]; });
  const licences = new Set([...photos.children].map((photo) => photo.dataset.licence));
  for (const tick of form.querySelectorAll('[data-proposes]')) {
    tick.hidden = licences.size !== 1 || !licences.has(tick.dataset.proposes);
    if (tick.hidden) tick.querySelector('input').checked = false;
  }
}

function take(files) {
  queue.hidden = files.length === 0 && queue.childElementCount === 0;
  for (const file of files) {
    const sending = new Sending(file);
    if (file.size > Number(say.most) * 1_000_000) sending.end('refused', say.sayHeavy);
    else waiting.push(sending);
  }
  next();
}

// From a plain form to a queue.
document.querySelectorAll('.with-script').forEach((element) => { element.hidden = false; });
document.querySelectorAll('.without-script').forEach((element) => element.remove());
noneYet.hidden = photos.childElementCount > 0;
drop.hidden = false;
drop.classList.add('ready');
input.required = false;
input.removeAttribute('name');
form.action = say.details;
form.enctype = 'application/x-www-form-urlencoded';
findAgain();

input.addEventListener('change', () => {
  take([...input.files]);
  input.value = '';
});
for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
    if (kind === 'drop') take([...event.dataTransfer.files]);
  });
}
document.addEventListener('paste', (event) => {
  if (event.clipboardData?.files.length) take([...event.clipboardData.files]);
});

// One way to a licence at a time: the one used last.
const questions = form.querySelector('.questions');
const asLast = document.getElementById('as-last');
const byName = document.getElementById('license');
const asFiles = [...questions.querySelectorAll('.as-files')];
const answers = [...questions.querySelectorAll('.by-answers input')];
const chosen = (field) => (field === byName ? field.value : field.checked);
questions.addEventListener('change', ({ target }) => {
  const theirs = { source: null, modify: answers, sell: answers, as_last_time: [asLast], license: [byName] }[target.name];
  if (!theirs || (target === asLast && !asLast.checked) || ((target === byName || asFiles.includes(target)) && !chosen(target))) return;
  if (theirs !== answers) answers.forEach((answer) => { answer.checked = false; });
  if (target !== asLast && asLast) asLast.checked = false;
  if (target !== byName && byName) byName.value = '';
  asFiles.forEach((tick) => { if (tick !== target) tick.checked = false; });
});

// Somebody else's photos do not carry the giver's name: it leaves the field, and comes back with "I did".
const author = form.elements.author_name;
author.required = document.getElementById('source-permission').checked;
questions.addEventListener('change', ({ target }) => {
  if (target.name !== 'source') return;
  const { credit } = questions.dataset;
  if (target.value !== 'own' && author.value === credit) author.value = '';
  if (target.value === 'own' && !author.value) author.value = credit;
  author.required = target.value === 'permission';
});

form.addEventListener('input', () => { typed = true; });
form.addEventListener('submit', (event) => {
  const busy = travelling > 0 || waiting.length > 0;
  if (busy || photos.childElementCount === 0) {
    event.preventDefault();
    said.classList.remove('out');
    said.textContent = busy ? say.sayLeaving : noneYet.textContent;
    (busy ? queue : input).scrollIntoView({ block: 'center' });
    if (!busy) input.focus();
    return;
  }
  typed = false;
});
addEventListener('beforeunload', (event) => {
  if (typed || travelling > 0) event.preventDefault();
});
