// Review by keys: P publishes, C asks for a correction, R refuses, ← and → lead to the photos before and after; none of them
// while someone writes or ticks. Each element says its key in `data-key`. Without this script the same buttons are pressed.

let sent = false;
addEventListener('submit', () => { sent = true; });
// Also when the page comes back from the browser's memory.
addEventListener('pageshow', () => { sent = false; });

addEventListener('keydown', (event) => {
  if (sent || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.('input, textarea, select')) return;
  const one = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!one) return;
  event.preventDefault();
  one.click();
  if (one.parentElement.open) one.parentElement.querySelector('input[type=checkbox]').focus();
});

// The film is scrolled to the photo shown.
document.querySelector('.film [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
