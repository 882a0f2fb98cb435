// "Leave this page now" stands over the page, and over nothing in its head: in every language, on narrow, middling and wide screens,
// signed out and in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, browserIn, held, hold, signIn } from './common.mjs';

const home = mkdtempSync(join(tmpdir(), 'soria-leave-'));
const server = new Server();
const widths = [320, 768, 840, 1100, 1200, 1400];

// What of the head the button lies over, with the words of it.
const under = () => {
  const b = document.getElementById('leave').getBoundingClientRect();
  const words = document.createRange(), over = (r) => r.width > 0 && r.left < b.right && b.left < r.right && r.top < b.bottom && b.top < r.bottom;
  return [...document.querySelectorAll('.bar a, .bar summary, .bar button, .bar p')].filter((e) => {
    if (!e.checkVisibility()) return false;      // in a menu that is closed
    words.selectNodeContents(e);
    return [...words.getClientRects()].some(over);
  }).map((e) => e.textContent.trim());
};

let context;
try {
  await server.start();
  const at = `http://127.0.0.1:${server.port}`;
  context = await browserIn(join(home, 'a'));
  const page = context.pages()[0], faults = [];
  const look = async (path, who) => {
    await page.goto(`${at}${path}?lang=en`);
    const languages = await page.$$eval('#language a', (all) => all.map((a) => a.lang));
    hold('there are languages, one of them from right to left', languages.length > 8 && languages.includes('ar'));
    for (const language of languages) {
      await page.goto(`${at}${path}?lang=${language}`);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 700 });
        for (const what of await page.evaluate(under)) faults.push(`${path} ${who} in ${language} at ${width} px: the button lies over "${what}"`);
        const off = await page.evaluate(() => { const b = document.getElementById('leave').getBoundingClientRect(); return b.left < 0 || b.right > innerWidth; });
        hold(`${path} ${who} in ${language} at ${width} px: the button is on the screen`, !off);
        if (process.env.SHOTS && ['en', 'ar', 'ru'].includes(language)) await page.screenshot({ path: join(process.env.SHOTS, `${who}${path.replace(/\W/g, '-')}-${language}-${width}.png`) });
      }
    }
  };
  await look('/sign-in', 'signed out');
  await look('/nothing-here', 'signed out');
  await signIn(page, at, 'rosa');
  await look('/me', 'signed in');
  hold(faults.join('\n'), faults.length === 0);
  console.log(`leave: ${held()} checks hold`);
} finally {
  await context?.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}
