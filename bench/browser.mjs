// How long the pages take on a slow phone: 400 kb/s, 400 ms to the server and back, a processor four times slower; nothing kept from before.
// Prints for each page: bytes, round trips before it is usable (one for the connection), seconds to the first paint and until it can be used.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, aCase, browserIn, roundTrips, signIn } from './test/common.mjs';

const home = mkdtempSync(join(tmpdir(), 'soria-bench-'));
const server = new Server();
const runs = Number(process.env.RUNS ?? 5);
const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const row = (...cells) => console.log(cells.map((c, i) => String(c)[i ? 'padStart' : 'padEnd'](i ? 12 : 34)).join(''));

// The first moment at which the page is drawn, its scripts have run and a tap on its first field or link is answered.
async function measure(page, cdp, address, ready) {
  await cdp.send('Network.clearBrowserCache');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const trips = await roundTrips(page, address);
  const usable = await page.evaluate(async (selector) => {
    const e = document.querySelector(selector);
    if (!e) throw new Error(`there is no ${selector}`);
    const paint = performance.getEntriesByType('paint').find((p) => p.name === 'first-contentful-paint')?.startTime ?? 0;
    const loaded = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
    const asked = performance.now();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return { paint, usable: Math.max(paint, loaded) + (performance.now() - asked) };
  }, ready);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  return { ...trips, ...usable };
}

let context;
try {
  await server.start();
  const at = `http://127.0.0.1:${server.port}`;
  const { code, report } = await aCase(server);
  context = await browserIn(join(home, 'a'), { viewport: { width: 360, height: 740 } });
  const page = context.pages()[0], cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  row('page, first visit', 'bytes', 'round trips', 'painted, s', 'usable, s');
  const show = async (name, path, ready) => {
    const found = [];
    for (let i = 0; i < runs; ++i) found.push(await measure(page, cdp, at + path, ready));
    row(name, found[0].bytes, found[0].trips, (middle(found.map((f) => f.paint)) / 1000).toFixed(2), (middle(found.map((f) => f.usable)) / 1000).toFixed(2));
  };
  await show('report, unsigned', '/report', 'form#form input');
  await show('card', '/card/en', 'main a');
  await show('sign in', '/sign-in', '#user');
  await signIn(page, at, 'rosa');
  await show('report', '/report', 'form#form input');
  await show('my desk', '/', 'main a');
  await show('case', `/cases/${code}`, 'main a');
  await show('services and housing', `/cases/${code}/services`, 'main a');
  await show('screening', `/reports/${report}/screen?list=prostitution`, 'form#form textarea');
  await show('plan', '/plan', 'main a');
  console.log(`${runs} visits each, the middle one; Chromium, this machine; the rates are Chromium's own emulation and count no time for the connection`);
} finally {
  await context?.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}
