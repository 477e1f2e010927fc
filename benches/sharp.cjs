// Four sizes of each photograph by sharp, on one thread: sharp.cjs files|cascade OUT PHOTO…
// "files" makes each size from the file, as its manual does; "cascade" decodes once and makes each size from the one above.
const path = require('node:path');
const sharp = require('sharp');

sharp.concurrency(1);
sharp.cache(false);
const [way, out, ...photos] = process.argv.slice(2);
const fit = (edge) => [edge, edge, { fit: 'inside', withoutEnlargement: true }];

async function fromFiles(photo, target) {
  for (const edge of [2000, 1280, 640, 320]) {
    await sharp(photo).rotate().resize(...fit(edge)).jpeg({ quality: 80 }).toFile(target(edge));
  }
}

async function cascade(photo, target) {
  let above = null;
  for (const edge of [2000, 1280, 640, 320]) {
    const from = above ? sharp(above.data, { raw: above.info }) : sharp(photo).rotate();
    above = await from.resize(...fit(edge)).raw().toBuffer({ resolveWithObject: true });
    await sharp(above.data, { raw: above.info }).jpeg({ quality: 80 }).toFile(target(edge));
  }
}

(async () => {
  for (const photo of photos) {
    const target = (edge) => path.join(out, `${path.parse(photo).name}-${edge}.jpg`);
    await (way === 'cascade' ? cascade : fromFiles)(photo, target);
  }
})();
