// A slideshow: the next photo takes the place of the one that is shown, by the arrow keys, by a press, or by itself once
// somebody asked for that. Without this script, each photo is a page that leads to the next. Nothing moves by itself for
// those who asked their system for less motion, and nothing slides or fades for anyone.

const SECONDS = 8;
const still = matchMedia('(prefers-reduced-motion: reduce)');
let timer;
let plays = false;
let last = 0;

const link = (rel) => document.querySelector(`#slide [rel=${rel}]`);

const show = async (address) => {
  const turn = ++last;
  clearTimeout(timer);
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (turn !== last) return;
    const focused = document.activeElement?.rel || document.activeElement?.id;
    document.title = page.title;
    // The figure stays, so that what is new in it is announced.
    document.querySelector('figure').replaceChildren(...page.querySelector('figure').childNodes);
    document.querySelector('nav').replaceWith(page.querySelector('nav'));
    history.replaceState(null, '', address);
    prepare();
    if (focused) (link(focused) || document.getElementById(focused))?.focus();
  } catch {
    location.assign(address);
  }
};

const prepare = () => {
  const play = document.getElementById('play');
  if (play && !still.matches) {
    play.hidden = false;
    play.setAttribute('aria-pressed', plays);
    play.addEventListener('click', () => {
      plays = !plays;
      prepare.again();
    });
  }
  prepare.again = () => {
    play.setAttribute('aria-pressed', plays);
    clearTimeout(timer);
    if (plays && !still.matches) timer = setTimeout(() => show(link('next').href), SECONDS * 1000);
  };
  if (play) prepare.again();
  // The next photo is there when it is asked for.
  if (link('next')) fetch(link('next').href, { priority: 'low' }).catch(() => {});
};

addEventListener('click', (event) => {
  const step = event.target.closest('[rel=prev], [rel=next]');
  if (!step || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(step.href);
});
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const rel = { ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ArrowLeft: 'prev', ArrowUp: 'prev', PageUp: 'prev' }[event.key];
  if (rel && link(rel)) {
    event.preventDefault();
    show(link(rel).href);
  } else if (event.key === 'Escape') {
    document.getElementById('leave')?.click();
  }
});
prepare();
