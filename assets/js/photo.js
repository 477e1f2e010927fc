// A photo's page: ← and → lead to the photos beside it in the list that one came from, and the picture is seen closer in a
// viewer that is loaded when it is asked for. Without this script they are links, the last one to the largest picture.

addEventListener('keydown', (event) => {
  const beside = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  if (!beside || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  // There the arrows have something else to do.
  if (event.target.closest('input, textarea, select, dialog, .strip')) return;
  document.querySelector(`.walk a[rel=${beside}]`)?.click();
});

const opener = document.getElementById('zoom');
const picture = document.querySelector('.mat img');

function load(address) {
  return new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  });
}

/** The renditions that the page names, as the levels of one picture. */
function levels() {
  const [width, height] = ['width', 'height'].map((side) => Number(picture.getAttribute(side)));
  return picture.srcset.split(', ').map((rendition) => {
    const [url, wide] = rendition.split(' ');
    return { url, width: Number.parseInt(wide, 10), height: Math.round(Number.parseInt(wide, 10) * height / width) };
  });
}

function button(label, sign, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'btn';
  made.textContent = sign;
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}

/** The viewer in its dialog, made once. */
async function make() {
  if (!globalThis.OpenSeadragon) await load(opener.dataset.viewer);
  const { label, closer, farther, shut } = opener.dataset;
  const dialog = document.createElement('dialog');
  dialog.className = 'viewer';
  dialog.setAttribute('aria-label', label);
  const stage = document.createElement('div');
  const acts = document.createElement('div');
  stage.className = 'stage';
  acts.className = 'acts';
  dialog.append(acts, stage);
  document.body.append(dialog);
  dialog.showModal();
  // The viewer writes a style of its own into the page, which our policy refuses, unless an element of this name is there.
  const instead = document.createElementNS(null, 'style');
  instead.setAttribute('data-openseadragon-mobile-css', '');
  dialog.append(instead);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const viewer = globalThis.OpenSeadragon({
    element: stage, tileSources: { type: 'legacy-image-pyramid', levels: levels() }, drawer: 'canvas',
    showNavigationControl: false, visibilityRatio: 1, maxZoomPixelRatio: 4, minZoomImageRatio: 1, ...(still && { animationTime: 0 }),
  });
  const by = (factor) => () => { viewer.viewport.zoomBy(factor).applyConstraints(); };
  acts.append(button(farther, '−', by(1 / 1.5)), button(closer, '+', by(1.5)), button(shut, '×', () => dialog.close()));
  viewer.canvas.setAttribute('role', 'img');
  viewer.canvas.setAttribute('aria-label', picture.alt);
  return { dialog, viewer };
}

let made;

async function open(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    if (made) {
      const { dialog, viewer } = await made;
      dialog.showModal();
      viewer.viewport.goHome(true);
    } else {
      made = make();
    }
    const { dialog, viewer } = await made;
    viewer.canvas.focus();
    dialog.dataset.ready = '';
  } catch {
    location.assign(opener.href);
  }
}

opener?.addEventListener('click', open);
picture?.addEventListener('click', open);
