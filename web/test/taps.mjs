// How many activations besides typing the commonest acts take, counted from my desk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, aCase, api, browserIn, held, hold, signIn, watch } from './common.mjs';

const most = { 'accept a referral': 2, 'apply for a reflection period': 3, 'find a bed': 3, 'withdraw consent': 3, 'report from the street': 5, 'report on a phone of its own': 5 };
const home = mkdtempSync(join(tmpdir(), 'soria-taps-'));
const server = new Server();
const act = (user, name, command) => api(server, user, `commands/${name}`, command);

let context, page, taps = 0;
const tap = async (selector) => { ++taps; await page.locator(selector).first().click(); await page.waitForLoadState(); };
const taken = {};
async function count(name, user, work) {
  await signIn(page, `http://127.0.0.1:${server.port}`, user);
  taps = 0;
  await work();
  taken[name] = taps;
  hold(`${name} takes ${taps} taps, at most ${most[name]}`, taps <= most[name]);
  hold(`${name} was done: ${(await page.innerText('main')).slice(0, 200)}`, await page.locator('#errors').count() === 0);
}

try {
  await server.start();
  context = await browserIn(join(home, 'a'));
  const violations = await watch(context);
  page = context.pages()[0];
  const { code } = await aCase(server);
  await act('rosa', 'open-house', { audience: 'women', region: 'oslo', beds: 2, address: 'Made up: behind the church.' });
  const { today } = await api(server, 'rosa', 'desk');

  await count('accept a referral', 'clinic', () => tap(`form[action="/cases/${code}/do/accept-referral"] button`));
  await count('apply for a reflection period', 'udi', async () => {
    await page.goto(`http://127.0.0.1:${server.port}/cases/${code}`);
    ++taps;                                                  // from the desk or by its code: one
    await tap('a[href$="/do/grant-reflection-period"]');
    await page.fill('input[name=from]', today);
    await tap('form#form button[type=submit]');
  });
  // Found and held: from the desk to the case, to its services, and the bed's own button.
  await count('find a bed', 'rosa', async () => {
    await page.goto(`http://127.0.0.1:${server.port}/cases/${code}`);
    ++taps;                                                  // from the desk or by its code: one
    await tap(`a[href="/cases/${code}/services"]`);
    await tap(`form[action="/cases/${code}/do/hold-bed"] button`);
    hold('the bed is held', /\/services/.test(page.url()) && (await page.innerText('main')).includes('done.'));
  });
  await count('withdraw consent', 'rosa', async () => {
    await page.goto(`http://127.0.0.1:${server.port}/cases/${code}`);
    ++taps;
    await tap(`a[href="/cases/${code}/sharing"]`);
    await tap(`form[action="/cases/${code}/do/withdraw-consent"] button`);
    hold('the consent is gone', await page.locator(`form[action="/cases/${code}/do/withdraw-consent"]`).count() === 2);
  });
  const writeReport = async () => {
    // What the agency is and where, and what nobody knows yet, is chosen already; what was seen and how old somebody is, is not.
    for (const name of await page.$$eval('form#form input[type=radio][required]', (all) => [...new Set(all.map((r) => r.name))]))
      if (!(await page.locator(`input[name="${name}"]:checked`).count())) await tap(`input[name="${name}"]`);
    for (const select of await page.locator('form#form select[required]').all())
      if (!(await select.inputValue())) { ++taps; await select.selectOption({ index: 1 }); }
    await page.fill('textarea[name=seen]', 'Made up: seen at night.');
    await tap('form#form button[type=submit]:not([name])');
    await tap('button[value=send]');
  };
  await count('report from the street', 'pro-centre', async () => {
    await tap('nav a[href="/report"]');
    await writeReport();
    hold('the report has a code', /\/reports\/[0-9A-Z-]{9}/.test(page.url()));
  });
  // From the phone's own page, without the server: the worker's form has the same chosen already.
  await page.goto(`http://127.0.0.1:${server.port}/phone/`);
  await page.click('form[action="/phone/enrol"] button');
  await page.waitForSelector('#waiting');
  await server.kill();
  await page.reload();
  taps = 0;
  await tap('main a[href="/phone/report"]');
  await writeReport();
  await page.waitForSelector('#waiting');
  const onPhone = 'report on a phone of its own';
  taken[onPhone] = taps;
  hold(`${onPhone} takes ${taps} taps, at most ${most[onPhone]}`, taps <= most[onPhone]);
  hold('and it waits there', (await page.innerText('#waiting')).includes('1 report waits'));

  hold(`the policy was never broken: ${violations}`, violations.length === 0);
  console.log(`taps: ${Object.entries(taken).map(([n, t]) => `${n} ${t}`).join(', ')}; ${held()} checks hold`);
} finally {
  await context?.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}
