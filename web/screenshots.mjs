// Pictures of the screens for docs/guide, from a demonstration: on a phone and on a desk, each as the role whose day it is sees it.
// Names of files are PAGE.png below the folder that the environment names.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { small } from './small_png.mjs';
import { Server, aCase, api, browserIn, signIn } from './test/common.mjs';

const home = mkdtempSync(join(tmpdir(), 'soria-pictures-'));
const server = new Server();
const out = process.env.OUT;
mkdirSync(out, { recursive: true });
const act = (user, name, command) => api(server, user, `commands/${name}`, command);
const phone = { width: 360, height: 740 }, desk = { width: 1120, height: 800 };
let context, total = 0, pictures = 0;

async function shot(page, name, { size = desk, most = 1500, paper = false } = {}) {
  await page.setViewportSize(size);
  if (paper) await page.emulateMedia({ media: 'print' });
  const height = Math.min(most, await page.evaluate(() => document.documentElement.scrollHeight));
  await page.setViewportSize({ width: size.width, height: Math.max(size.height > 760 && !paper ? 560 : 400, height) });
  await page.evaluate(() => scrollTo(0, 0));
  const picture = small(await page.screenshot({ animations: 'disabled', style: paper ? 'html { padding: 12mm 14mm; }' : undefined }));
  writeFileSync(join(out, `${name}.png`), picture);
  if (paper) await page.emulateMedia({ media: 'screen' });
  total += picture.length;
  ++pictures;
  await page.setViewportSize(size);
}
const submit = (page, selector = 'form#form button[type=submit]:not([name])') => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);
const choose = async (page, answers) => {
  for (const [name, value] of Object.entries(answers)) {
    const of = `form#form [name="${name}"]`;
    if (await page.locator(`form#form select[name="${name}"]`).count()) await page.selectOption(of, value);
    else if (await page.locator(`${of}[type=radio], ${of}[type=checkbox]`).count()) await page.check(`${of}[value="${value}"]`);
    else await page.fill(of, value);
  }
};

try {
  await server.start();
  const at = `http://127.0.0.1:${server.port}`;
  context = await browserIn(join(home, 'a'), { viewport: desk, colorScheme: 'light', args: ['--no-sandbox', '--lang=en-GB'] });
  const page = context.pages()[0];
  page.setDefaultTimeout(20_000);
  const go = (path) => page.goto(at + path);
  const today = (await api(server, 'rosa', 'desk')).today;

  // What the days are about: made up, like everything in a demonstration.
  const { report, code } = await aCase(server);
  await act('rosa', 'open-house', { audience: 'women', region: 'oslo', beds: 3, address: 'Made up.' });
  await act('udi', 'grant-reflection-period', { case: code, from: today });
  await act('rosa', 'plan-return', { case: code, kind: 'wished', country: 'NG', anonymous: false });
  const girl = await act('reception', 'receive-report', { channel: 'reception-centre', region: 'oslo', form: 'theft-and-drug-dealing', people: [{ gender: 'woman', age: '9-17', citizenship_group: 'other', full_name: 'Made Up' }], seen: 'Made up: an older man waits outside the centre each day.' });
  const waiting = await act('reception', 'receive-report', { channel: 'reception-centre', region: 'oslo', form: 'begging', people: [{ gender: 'man', age: 'under-18', citizenship_group: 'eea' }], seen: 'Made up: begs from morning to night.' });
  const child = (await act('barnevern', 'open-case', { report: girl.report, audience: 'children' })).case;
  await act('barnevern', 'doubt-age', { case: child, why: 'Made up: she says two different years.' });
  await act('barnevern', 'appoint-representative', { case: child, agency: 'guardians-oslo', representative: 'Made Up', independent: true });

  // --- outreach: a phone at night ---
  await page.setViewportSize(phone);
  await signIn(page, at, 'pro-centre');
  await shot(page, 'outreach-desk', { size: phone, most: 900 });
  await go('/report');
  await choose(page, { form: 'prostitution', 'people.0.age': 'adult', seen: 'Made up: she says that a man holds her passport.' });
  await shot(page, 'outreach-report', { size: phone, most: 1700 });
  await submit(page);
  await shot(page, 'outreach-check', { size: phone, most: 1100 });
  await submit(page, 'button[value=send]');
  const own = /\/reports\/([0-9A-Z-]{9})/.exec(page.url())[1];
  await shot(page, 'outreach-sent', { size: phone, most: 1100 });
  await go(`/reports/${own}/screen?list=prostitution`);
  await page.locator('form#form textarea').nth(1).fill('Made up: she owes for the journey.');
  await shot(page, 'outreach-screening', { size: phone, most: 1300 });
  await submit(page);
  await shot(page, 'outreach-reading', { size: phone, most: 1900 });
  await go('/phone/');
  await page.click('form[action="/phone/enrol"] button');
  await page.waitForSelector('#waiting');
  await shot(page, 'outreach-phone', { size: phone, most: 1000 });
  await go('/card/ar');
  await shot(page, 'outreach-card', { size: phone, most: 1300 });

  // --- shelter: the case from day to day ---
  await signIn(page, at, 'rosa');
  await shot(page, 'shelter-desk');
  await shot(page, 'desk');
  await go(`/cases/${code}`);
  await shot(page, 'shelter-case', { most: 1700 });
  for (const part of ['person', 'services', 'sharing', 'return']) {
    await go(`/cases/${code}/${part}`);
    await shot(page, `shelter-${part}`, { most: 1500 });
  }
  await go(`/cases/${code}/services`);
  await shot(page, 'shelter-services-phone', { size: phone, most: 1500 });
  await go(`/cases/${code}/law`);
  await shot(page, 'shelter-law', { most: 1400 });
  await go(`/cases/${code}/readers`);
  await shot(page, 'shelter-readers', { most: 1000 });
  await go(`/cases/${code}`);
  await shot(page, 'shelter-case-printed', { size: { width: 794, height: 1123 }, most: 1123, paper: true });

  // --- child welfare ---
  await signIn(page, at, 'barnevern');
  await shot(page, 'child-welfare-desk', { most: 1400 });
  await go(`/reports/${waiting.report}`);
  await shot(page, 'child-welfare-report', { most: 1200 });
  await go(`/cases/${child}`);
  await shot(page, 'child-welfare-case', { most: 1500 });
  await go(`/cases/${child}/child`);
  await shot(page, 'child-welfare-child', { most: 1300 });
  await go(`/cases/${child}/do/determine-best-interests`);
  await shot(page, 'child-welfare-best-interests', { most: 1200 });

  // --- police contact ---
  await signIn(page, at, 'oslo-police');
  await shot(page, 'police-desk', { most: 1000 });
  await go('/report');
  await choose(page, { channel: 'agency', form: 'forced-labour', 'people.0.age': 'adult', seen: 'Made up: nine men in one flat; the foreman answers for all of them.' });
  await submit(page);
  await submit(page, 'button[value=send]');
  await shot(page, 'police-sent', { most: 1000 });
  await go(`/cases/${code}`);
  await shot(page, 'police-hidden', { most: 700 });

  // --- immigration ---
  await signIn(page, at, 'udi');
  await shot(page, 'immigration-desk', { most: 1200 });
  await go(`/cases/${code}`);
  await shot(page, 'immigration-case', { most: 1400 });
  await go(`/cases/${code}/do/grant-permit`);
  await shot(page, 'immigration-permit', { most: 1200 });
  await choose(page, { permit: 'one-year-permit', from: today });
  await submit(page);
  await shot(page, 'immigration-refused', { most: 1300 });
  await go(`/cases/${code}/law`);
  await shot(page, 'immigration-law', { most: 1400 });

  // --- coordinating unit ---
  await signIn(page, at, 'kom');
  await shot(page, 'coordinating-unit-desk', { most: 1200 });
  await go('/national');
  await shot(page, 'coordinating-unit-country', { most: 1400 });
  await go('/plan');
  await shot(page, 'coordinating-unit-plan', { most: 1400 });
  await go('/plan/7');
  await shot(page, 'coordinating-unit-measure', { most: 1200 });

  // --- provider ---
  await signIn(page, at, 'provider');
  await shot(page, 'provider-desk', { most: 1000 });
  await go(`/cases/${code}`);
  await shot(page, 'provider-case', { most: 900 });
  await go(`/cases/${code}/do/deliver-service?order=1`);
  await shot(page, 'provider-deliver', { most: 900 });

  console.log(`${pictures} pictures, ${Math.round(total / 1000)} kB, of the case ${code} and the report ${report}`);
  if (total > 3e6) throw new Error('the pictures take more than 3 MB together');
} finally {
  await context?.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}
