// The built binary on a storage folder of its own, with people and photographs in it, for the tests of this folder.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = process.env.ZEF ?? new URL('../../target/debug/zef', import.meta.url).pathname;

export const PASSWORD = 'lande bruyère ajonc granit';

/** The path of a photograph of `tests/fixtures`. */
export const fixture = (name) => new URL(`../fixtures/${name}`, import.meta.url).pathname;

/** A library on disk: served by `serve`, thrown away by `close`. */
export class Zef {
  folder = mkdtempSync(join(tmpdir(), 'zef-browser-'));
  storage = join(this.folder, 'storage');
  tokens = {};
  log = '';
  said = '';

  /** A library in which Anne contributes, Tina is trusted, Mona reviews and Ada administers, served. */
  static async furnished({ config = '' } = {}) {
    const zef = new Zef();
    if (config) {
      zef.config = join(zef.folder, 'zef.toml');
      writeFileSync(zef.config, config);
    }
    for (const [handle, name, role, trusted] of [
      ['anne', 'Anne Le Gall', 'contributor', false],
      ['tina', 'Tina Morvan', 'contributor', true],
      ['mona', 'Mona Quéré', 'moderator', false],
      ['ada', 'Ada Riou', 'admin', false],
    ]) {
      zef.run(['person', 'add', handle, '--name', name, '--role', role, '--password-stdin', ...(trusted ? ['--trusted'] : [])], PASSWORD);
      zef.tokens[handle] = zef.run(['token', 'add', handle]).trim();
    }
    await zef.serve();
    return zef;
  }

  /** Runs a command on the library and gives back its standard output. */
  run(parts, input = '') {
    const ran = spawnSync(BINARY, [...parts, '--storage', this.storage], { input, encoding: 'utf8' });
    assert.equal(ran.status, 0, ran.stderr ?? String(ran.error));
    return ran.stdout;
  }

  /** Starts the server on a free port; `url` is its address. */
  async serve() {
    this.child = spawn(BINARY, ['serve', '--listen', '127.0.0.1:0', '--storage', this.storage, ...(this.config ? ['--config', this.config] : [])]);
    this.ended = new Promise((resolve) => this.child.on('exit', (code) => resolve(code)));
    this.child.stderr.on('data', (piece) => { this.log += piece; });
    this.url = await new Promise((resolve, reject) => {
      createInterface({ input: this.child.stdout }).on('line', (line) => {
        this.said += `${line}\n`;
        if (line.startsWith('listening on ')) resolve(line.slice('listening on '.length).trim());
      });
      this.child.on('error', reject);
      this.ended.then((code) => reject(new Error(`it ended with ${code}: ${this.log}`)));
    });
  }

  /** Asks the API in somebody's name. */
  async asks(handle, method, path, body) {
    const headers = this.tokens[handle] ? { authorization: `Bearer ${this.tokens[handle]}` } : {};
    if (body && !(body instanceof FormData)) headers['content-type'] = 'application/json';
    return fetch(this.url + path, { method, headers, body: body instanceof FormData ? body : body && JSON.stringify(body) });
  }

  /** Somebody gives a photograph of the fixtures, with these fields of the API. */
  async gives(handle, name, fields) {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([readFileSync(fixture(name))]), name);
    const answer = await this.asks(handle, 'POST', '/api/v1/photos', form);
    const photo = await answer.json();
    assert.equal(answer.status, 201, JSON.stringify(photo));
    return photo;
  }

  /** SIGTERM: it ends with exit code 0 and no error in its log, and its folder is thrown away. */
  async close() {
    this.child?.kill('SIGTERM');
    const code = await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
    assert.equal(code, 0, this.log);
    assert.doesNotMatch(this.log, /ERROR|panicked at/);
  }
}
