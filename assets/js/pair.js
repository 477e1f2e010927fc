// Then and now: one photo lies over the other, and a slider, or a finger on the picture, moves the edge between them. Without this
// script both are seen side by side.

const face = document.getElementById('face');
const stage = face.querySelector('.laid');
const wipe = face.querySelector('.wipe');
const slider = wipe.querySelector('input');

const show = () => {
  face.style.setProperty('--at', `${slider.value}%`);
  slider.setAttribute('aria-valuetext', `${slider.dataset.of} ${slider.value} %`);
};
const follow = (event) => {
  const box = stage.getBoundingClientRect();
  slider.value = String(Math.round((event.clientX - box.left) / box.width * 100));
  show();
};

face.classList.add('overlaid');
wipe.hidden = false;
slider.addEventListener('input', show);
stage.addEventListener('pointerdown', (event) => {
  stage.setPointerCapture(event.pointerId);
  follow(event);
});
stage.addEventListener('pointermove', (event) => {
  if (stage.hasPointerCapture(event.pointerId)) follow(event);
});
stage.addEventListener('dragstart', (event) => event.preventDefault());
show();
