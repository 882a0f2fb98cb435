// What the browser tests share: a server that can be killed, a door before it that can change what passes, a browser.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
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

export async function browserIn(dir, more = {}) {
  const context = await chromium.launchPersistentContext(dir, { executablePath: CHROMIUM, args: ['--no-sandbox'], locale: 'en-GB', ...more });
  context.setDefaultTimeout(120_000);   // what never comes is a fault on the slowest machine too, what comes late is none
  return context;
}

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

// What a page takes from the server before it is usable: bytes, and how often something waits for something before it. A file that the
// page names is asked for after the page, one that the file names after that; the first trip makes the connection.
export async function roundTrips(page, address) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const depth = new Map();
  let bytes = 0, trips = 1;
  const urlOf = (i) => i.url ?? i.stack?.callFrames?.[0]?.url ?? '';
  cdp.on('Network.requestWillBeSent', (e) => {
    const before = e.type === 'Document' ? 0 : depth.get(urlOf(e.initiator)) ?? 1;
    depth.set(e.request.url, before + 1);
    if (['Document', 'Stylesheet', 'Script', 'Font'].includes(e.type)) trips = Math.max(trips, 1 + before + 1);
  });
  cdp.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength; });
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0);
  await cdp.detach();
  return { bytes, trips };
}

// As a program would, over the API: what a browser is not asked to do in a test.
const token = (user) => new RegExp(`^${user} (\\S+)$`, 'm').exec(readFileSync(join(DATA, 'tokens'), 'utf8'))[1];
export async function api(server, user, path, command) {
  const headers = { Authorization: `Bearer ${token(user)}`, 'Content-Type': 'application/json' };
  const a = await fetch(`http://127.0.0.1:${server.port}/api/v1/${path}`, { method: command ? 'POST' : 'GET', body: command && JSON.stringify({ command }), headers });
  const body = await a.json();
  if (a.status >= 300) throw new Error(`${user} ${path}: ${a.status} ${JSON.stringify(body).slice(0, 300)}`);
  return body;
}
export const madeUp = { gender: 'woman', age: 'adult', citizenship_group: 'other', full_name: 'Made Up' };
// A report and a case of somebody who does not exist, with something on every part of it.
export async function aCase(server, more = {}) {
  const act = (user, name, command) => api(server, user, `commands/${name}`, command);
  const { report } = await act('rosa', 'receive-report', { channel: 'outreach', region: 'oslo', form: 'prostitution', people: [{ ...madeUp, ...more }], seen: 'Made up: seen at night.', place: 'Made up: by the harbour.' });
  await act('rosa', 'screen-report', { report, list: 'prostitution', indicators: [{ indicator: 'sex-02', evidence: 'Made up: she says that she owes for the journey.' }] });
  const code = (await act('rosa', 'open-case', { report, audience: 'women' })).case;
  await act('rosa', 'record-finding', { case: code, finding: 'presumed', grounds: 'Made up: a passport kept.' });
  for (const to of ['clinic', 'udi', 'iom']) await act('rosa', 'give-consent', { case: code, to, purpose: { udi: 'residence', iom: 'return' }[to] ?? 'assistance', classes: ['identity', 'health', 'status'], language: 'en', words: 'Made up: yes.' });
  await act('rosa', 'offer-referral', { case: code, to: 'clinic', service: 'health-care', parts: ['identity', 'health'], why: 'Made up.' });
  await act('rosa', 'record-threat', { case: code, family_at_risk: false, feared: 'Made up: a man with a scar.', what: 'Made up: he rings at night.' });
  await act('rosa', 'agree-safety-plan', { case: code, safe_times: 'Made up: before noon.', safe_channels: 'Made up: the clinic.', plan: 'Made up: she goes to the house.' });
  await act('rosa', 'record-need', { case: code, service: 'interpreting', what: 'Made up: Edo.' });
  await act('rosa', 'order-service', { case: code, service: 'interpreting', provider: 'provider-oslo', need: 'Made up: twice a week.' });
  return { report, code };
}

// Answers what a form must have: the first of each choice, a text for each text.
export async function fill(page, text = 'Made up: seen at night.') {
  for (const name of await page.$$eval('form#form input[type=radio][required]', (all) => [...new Set(all.map((r) => r.name))])) await page.locator(`input[name="${name}"]`).first().check();
  for (const select of await page.locator('form#form select[required]').all()) await select.selectOption({ index: 1 });
  for (const area of await page.locator('form#form textarea[required], form#form input[type=text][required]').all()) await area.fill(text);
}
