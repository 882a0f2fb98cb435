// What the browser tests share: a server that can be killed, a door before it that can change what passes, a browser.
import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

export const { SORIA, CHROMIUM, DATA } = process.env;
let checks = 0;
export const hold = (what, ok) => {
  ++checks;
  if (!ok) throw new Error(`does not hold: ${what}`);
};
export const held = () => checks;

export class Server {
  async start() {
    this.process = spawn(SORIA, ['serve', '--port', '0', '--data', DATA], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: this.process.stdout })) {
      const port = /127\.0\.0\.1:(\d+)/.exec(line);
      if (port) {
        this.port = Number(port[1]);
        this.process.stdout.resume();
        return;
      }
    }
    throw new Error('the server did not start');
  }
  async kill() {
    const gone = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGKILL');
    await gone;
    this.port = 0;
  }
}

// The address that browsers know: passes on while the server is there, breaks the connection while it is not.
export class Door {
  constructor(server) {
    this.server = server;
    this.change = (path, body) => body;      // what passes may be made another's
    this.loseAnswers = 0;                    // so many answers to deliveries are lost on the way
  }
  async open() {
    this.door = createServer((q, s) => this.pass(q, s));
    await new Promise((done) => this.door.listen(0, '127.0.0.1', done));
    this.at = `http://127.0.0.1:${this.door.address().port}`;
  }
  pass(q, s) {
    if (!this.server.port) return s.destroy();
    const headers = { ...q.headers };
    if (q.url.startsWith('/phone/sw.js')) delete headers['accept-encoding'];
    const on = request({ host: '127.0.0.1', port: this.server.port, path: q.url, method: q.method, headers }, (a) => {
      const parts = [];
      a.on('data', (p) => parts.push(p));
      a.on('end', () => {
        if (q.url === '/phone/sealed' && this.loseAnswers > 0) {
          --this.loseAnswers;
          return s.destroy();
        }
        const body = this.change(q.url, Buffer.concat(parts));
        s.writeHead(a.statusCode, { ...a.headers, 'content-length': body.length });
        s.end(body);
      });
    });
    on.on('error', () => s.destroy());
    q.pipe(on);
  }
  close() {
    this.door.closeAllConnections();
    this.door.close();
  }
}

export const browserIn = (dir, more = {}) => chromium.launchPersistentContext(dir, { executablePath: CHROMIUM, args: ['--no-sandbox'], locale: 'en-GB', ...more });

// Every page's violations of its policy are counted where they happen.
export async function watch(context) {
  const found = [];
  await context.exposeBinding('__violation', (_, text) => found.push(text));
  await context.addInitScript(() => addEventListener('securitypolicyviolation', (e) => window.__violation(`${e.violatedDirective} ${e.blockedURI} on ${location.pathname}`)));
  return found;
}

export async function signIn(page, at, user, then = '/') {
  await page.goto(`${at}/sign-in`);
  await page.selectOption('#user', user);
  await page.click('main button[type=submit]');
  if (then !== '/') await page.goto(at + then);
}

// Answers what a form must have: the first of each choice, a text for each text.
export async function fill(page, text = 'Made up: seen at night.') {
  for (const name of await page.$$eval('form#form input[type=radio][required]', (all) => [...new Set(all.map((r) => r.name))])) await page.locator(`input[name="${name}"]`).first().check();
  for (const select of await page.locator('form#form select[required]').all()) await select.selectOption({ index: 1 });
  for (const area of await page.locator('form#form textarea[required], form#form input[type=text][required]').all()) await area.fill(text);
}
