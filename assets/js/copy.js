// Buttons that copy the field they name: `data-copy-field="id"`, with `data-copied` and `data-failed`, what is said then in the
// status beside the button. Without this script the field is selected and copied by hand.

for (const button of document.querySelectorAll('[data-copy-field]')) {
  const field = document.getElementById(button.dataset.copyField);
  const status = button.parentElement.querySelector('[role=status]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.classList.add('done');
      status.textContent = button.dataset.copied;
    } catch {
      // Ctrl + C then copies what is selected.
      status.textContent = button.dataset.failed;
    }
  });
}
