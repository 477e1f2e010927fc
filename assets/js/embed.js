// In a frame of another site: tells it how high the page is, and which link was followed. WordPress hides a frame until it
// hears its height, with the secret that it wrote behind the address or says when it is ready; its frames may open nothing by
// themselves, so a link is followed by the page around them, to the frame's own site alone (wp-embed.js, "ready", "height"
// and "link").

const picture = document.querySelector('figure img');
const caption = document.querySelector('figcaption');
/** A sandbox that takes away the frame's origin, as WordPress's does: nothing opens from it. */
const shut = globalThis.origin === 'null';
let secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');

function tell(message, value) {
  if (secret) parent.postMessage({ message, value, secret }, '*');
}

/** Twice the border of 2 px that browsers draw around a frame, and that themes count in its height. */
const BORDERS = 4;

/**
 * The height of the whole picture and its attribution in this width. It never depends on the height that the frame has: a
 * frame that asked for its own would lose its borders each time, down to nothing.
 */
function tellHeight() {
  const width = document.documentElement.clientWidth;
  // A frame that has no room yet hears of it by "resize".
  if (width === 0) return;
  const words = caption || document.querySelector('main');
  const own = picture && { width: picture.getAttribute('width'), height: picture.getAttribute('height') };
  // No pixel of the picture is made larger.
  const above = own ? Math.min(width, own.width) * own.height / own.width : 0;
  tell('height', Math.ceil(above + words.offsetHeight) + BORDERS);
}

if (parent !== window) {
  addEventListener('load', tellHeight);
  addEventListener('resize', tellHeight);
  // Read before the page around it listened, or without a secret behind the address, the frame is asked again.
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || data?.message !== 'ready' || !data.secret) return;
    secret = data.secret;
    tellHeight();
  });
  addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!secret || !link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const ours = link.host === location.host;
    // Where it may, a link to another site opens by itself.
    if (!ours && !shut) return;
    event.preventDefault();
    // The deed and the author's page would not be followed: the photo's page has both, where it says whose it is.
    tell('link', ours || !caption ? link.href : caption.dataset.credit);
  });
}
