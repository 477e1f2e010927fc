// In a frame of another site: tells it how high the page is. WordPress hides a frame until it hears this, with the secret
// that it wrote behind the address (wp-embed.js, "height").

const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
if (secret && parent !== window) {
  const tell = () => parent.postMessage({ message: 'height', value: document.documentElement.scrollHeight, secret }, '*');
  addEventListener('load', tell);
  addEventListener('resize', tell);
}
