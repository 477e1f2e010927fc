// Adds records to a stopped library's journal: synthetic.cjs JOURNAL COUNT. Each is a copy of one that is there, in turn,
// with its own id, hashes, title, tags and instant; their files do not exist, and pages show them all the same.
const fs = require('node:fs');
const path = require('node:path');
const { blake3 } = require('@noble/hashes/blake3.js');

const [folder, count] = [process.argv[2], Number(process.argv[3])];
const digest = (text) => Buffer.from(blake3(Buffer.from(text))).toString('hex');
const DIGITS = '23456789bcdfghjkmnpqrstvwxyz';
const PLACES = ['Brest', 'Recouvrance', 'Plougastel', 'Le Conquet', 'Landerneau', 'Crozon', 'Ouessant', 'Daoulas'];
const THINGS = ['le pont', 'la rade', 'le marché', 'le phare', 'la grève', 'le port', 'la fête', 'le tram'];
const LICENCES = ['cc-by-4.0', 'cc-by-sa-4.0', 'cc0-1.0', 'cc-by-nc-4.0'];

const last = fs.readdirSync(folder).filter((name) => name.endsWith('.ndjson')).sort().pop();
const lines = fs.readFileSync(path.join(folder, last), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const models = lines.filter((entry) => entry.gesture === 'deposit');
if (models.length === 0) throw new Error('the library holds no photograph to copy');
let seq = lines.at(-1).seq;
let now = Date.parse(lines.at(-1).at);

const id = (number) => [7, 6, 5, 4, 3, 2, 1, 0].map((place) => DIGITS[Math.floor(number / DIGITS.length ** place) % DIGITS.length]).join('');
const out = fs.createWriteStream(path.join(folder, `${String(seq + 1).padStart(20, '0')}.ndjson`));
(async () => {
  for (let number = 0; number < count; number += 1) {
    const { check, ...entry } = structuredClone(models[number % models.length]);
    const record = entry.records[0];
    const photo = record.body;
    seq += 1;
    const unlike = digest(`synthetic ${seq}`);
    const at = new Date((now += 1000)).toISOString();
    photo.id = id(seq * 7919);
    photo.title = `${THINGS[number % 8]}, ${PLACES[(number >> 3) % 8]}, ${number}`;
    photo.tags = [PLACES[(number >> 3) % 8].toLowerCase(), THINGS[number % 8].split(' ')[1]];
    photo.original.blake3 = unlike;
    photo.original.sha256 = digest(unlike);
    photo.original.pixels = digest(`pixels ${seq}`);
    // 52 bits, which JSON holds exactly.
    photo.original.look = Number.parseInt(unlike.slice(0, 13), 16);
    photo.grants[0].licence = LICENCES[number % 4];
    photo.grants[0].blake3 = unlike;
    photo.created = photo.updated = photo.published = at;
    record.key = `photo/${photo.id}`;
    const rest = JSON.stringify({ ...entry, seq, at }).slice(1);
    const line = `{"check":"${digest(rest).slice(0, 16)}",${rest}\n`;
    if (!out.write(line)) await new Promise((resume) => out.once('drain', resume));
  }
  out.end();
})();
