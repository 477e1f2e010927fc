// The code of a problem leads to its meaning: the list opens at it, in browsers that do not open it by themselves too.

const show = () => {
  const meant = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const list = meant?.closest('details');
  if (!list || list.open) return;
  list.open = true;
  meant.scrollIntoView();
};
addEventListener('hashchange', show);
show();
