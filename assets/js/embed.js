// In a frame of another site: tells it how high the page is, and which link was followed. WordPress hides a frame until it
// hears its height, with the secret that it wrote behind the address; its frames may open nothing by themselves, so a link
// is followed by the page around them (wp-embed.js, "height" and "link").

const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
if (secret && parent !== window) {
  const tell = (message, value) => parent.postMessage({ message, value, secret }, '*');
  const tellHeight = () => tell('height', document.documentElement.scrollHeight);
  addEventListener('load', tellHeight);
  addEventListener('resize', tellHeight);
  addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    tell('link', link.href);
    // WordPress follows links to the frame's own site alone; others open by themselves where they may.
    if (link.host === location.host) event.preventDefault();
  });
}
