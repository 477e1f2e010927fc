// A map that moves, in the place of the drawing. The server draws the points of each view: this script reads the same page again,
// takes the points from its drawing, and the lists as they are.

const sheet = document.querySelector('#map');
const L = window.L;
const WAIT = 200;

const addressed = (parameters) => {
  const address = new URL(sheet.dataset.base, location);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address;
};

// `west,south,east,north` as Leaflet has it; across the 180th meridian, the east is beyond it.
const boxOf = (text) => {
  const [west, south, east, north] = text.split(',').map(Number);
  return [[south, west], [north, east < west ? east + 360 : east]];
};

const viewOf = (map) => {
  const box = map.getBounds();
  const turned = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  const whole = box.getEast() - box.getWest() >= 360;
  const [west, east] = whole ? [-180, 180] : [turned(box.getWest()), turned(box.getEast())];
  const north = Math.min(box.getNorth(), 90);
  const south = Math.max(box.getSouth(), -90);
  return [west, south, east, north].map((degrees) => degrees.toFixed(5)).join(',');
};

// What a photo looks at: a sector that begins in its mark, turned to its direction.
const beam = (degrees) => {
  const drawn = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const picture = drawn('svg', { class: 'look', viewBox: '-40 -40 80 80', 'aria-hidden': 'true' });
  picture.append(drawn('path', { d: 'M-6 -14L-16 -36A40 40 0 0 1 16 -36L6 -14A15 15 0 0 0 -6 -14z', transform: `rotate(${degrees})` }));
  return picture;
};

const start = () => {
  const drawing = sheet.querySelector('svg');
  const live = document.createElement('div');
  live.className = 'atlas-live';
  live.setAttribute('role', 'group');
  live.ariaLabel = sheet.dataset.label;
  sheet.append(live);
  drawing.classList.add('out');
  drawing.setAttribute('hidden', '');
  sheet.classList.add('moves');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(live, {
    zoomControl: false, zoomSnap: .5, worldCopyJump: true, minZoom: 1, maxZoom: 19, maxBounds: [[-85, -Infinity], [85, Infinity]],
    zoomAnimation: !calm, fadeAnimation: false, markerZoomAnimation: !calm, inertia: !calm,
  });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  const { own, tiles, credit, nearest } = sheet.dataset;
  // Around a map of a town, the outline of the land.
  if (tiles !== own && tiles.startsWith('/')) L.tileLayer(own, { maxNativeZoom: 9, maxZoom: 19 }).addTo(map);
  L.tileLayer(tiles, { attribution: credit, maxNativeZoom: Number(nearest), maxZoom: 19 }).addTo(map);
  const points = L.layerGroup().addTo(map);

  const show = (marks) => {
    const held = live.contains(document.activeElement) && document.activeElement.dataset.open;
    points.clearLayers();
    const middle = map.getCenter().lng;
    for (const link of marks) {
      const [latitude, longitude] = link.dataset.at.split(',').map(Number);
      const size = link.dataset.radius * 2;
      const number = document.createElement('span');
      number.textContent = link.querySelector('text').textContent;
      const icon = L.divIcon({ className: 'point', html: number, iconSize: [size, size] });
      const looks = link.dataset.looks;
      // Of the points that are the same around the Earth, the one in sight.
      const turn = Math.round((middle - longitude) / 360) * 360;
      const marker = L.marker([latitude, longitude + turn], { icon, title: link.getAttribute('aria-label') }).addTo(points);
      const element = marker.getElement();
      element.ariaLabel = link.getAttribute('aria-label');
      if (looks) element.prepend(beam(Number(looks)));
      const open = new URL(link.href.baseVal, location).searchParams.get('open');
      element.dataset.open = open;
      if (link.getAttribute('aria-current')) element.setAttribute('aria-current', 'true');
      if (open === held) element.focus();
      marker.on('click', () => read({ open }, true));
      // What says that it is a button is pressed as one; Leaflet does so for its own popups only.
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        read({ open }, true);
      });
    }
  };

  let asked;
  // What a reader opened stays open while it is in sight.
  let opened = new URL(location).searchParams.get('open');
  // The address follows what the reader does, and is not changed before.
  let moved = false;
  const read = async (parameters, focus) => {
    asked?.abort();
    asked = new AbortController();
    if (parameters.open) opened = parameters.open;
    const address = addressed({ bbox: viewOf(map), ...(opened ? { open: opened } : {}) });
    const kept = new URL(address);
    address.searchParams.set('zoom', Math.floor(map.getZoom()));
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      show(page.querySelectorAll('#marks a'));
      for (const id of ['map-count', 'beside', 'index', 'within']) {
        const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
        if (old && fresh && old.innerHTML + old.href !== fresh.innerHTML + fresh.href) old.replaceWith(document.importNode(fresh, true));
      }
      if (moved || focus) history.replaceState(null, '', kept);
      if (focus) document.querySelector('#point')?.focus();
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
  };

  map.fitBounds(boxOf(sheet.dataset.view), { animate: false });
  show(drawing.querySelectorAll('#marks a'));
  let later;
  const soon = () => {
    clearTimeout(later);
    moved = true;
    later = setTimeout(() => read({}), WAIT);
  };
  map.on('moveend', soon);
  read({});

  const press = (id, act) => document.getElementById(id)?.addEventListener('click', (event) => {
    event.preventDefault();
    act();
  });
  press('nearer', () => map.zoomIn());
  press('farther', () => map.zoomOut());
  // Lists that lead to a view, or to the list of a point, of this map.
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest('#beside a[data-view], #map-count a[data-view], #index a');
    if (!link) return;
    event.preventDefault();
    if (link.dataset.view) return map.fitBounds(boxOf(link.dataset.view));
    read({ open: new URL(link.href).searchParams.get('open') }, true);
  });
};

if (sheet && L) {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = sheet.dataset.sheet;
  style.addEventListener('load', start);
  document.head.append(style);
}
