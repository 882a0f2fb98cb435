// usage: node build.mjs OUT.cpp ENGINE.wasm
// Puts the styles and scripts together, small, and writes them as a C++ file: names carry a hash of their content, so that a
// browser may keep them for ever. Icons that the design system carries inside its styles become files: the pages' policy lets no
// data: address through.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, transform } from 'esbuild';

const here = new URL('.', import.meta.url).pathname;
const system = here + 'node_modules/@digdir/designsystemet-css/dist/';
const parts = ['theme/designsystemet.css', ...['base', 'alert', 'button', 'details', 'error-summary', 'field', 'fieldset', 'heading', 'input', 'label', 'link', 'list',
  'paragraph', 'table', 'tag', 'validation-message'].map((n) => `src/${n}.css`)];
const assets = [];

function add(name, type, content) {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const dot = name.lastIndexOf('.');
  const full = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  if (!assets.some((a) => a.full === full)) {
    const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    assets.push({ name, full, type, bytes, small: small.length < bytes.length ? small : Buffer.alloc(0) });
  }
  return full;
}

function icon(data) {
  const comma = data.indexOf(',');
  const head = data.slice(0, comma);
  if (!head.startsWith('data:image/svg+xml')) throw new Error(`the styles carry ${head}, which is no picture that is known here`);
  const body = head.endsWith(';base64') ? Buffer.from(data.slice(comma + 1), 'base64').toString() : decodeURIComponent(data.slice(comma + 1));
  return `/assets/${add('icon.svg', 'image/svg+xml', body)}`;
}

async function styles() {
  let css = parts.map((p) => readFileSync(system + p, 'utf8')).join('\n') + readFileSync(here + 'soria.css', 'utf8');
  css = css.replace(/url\((["']?)(data:[^"')]*(?:\([^)]*\)[^"')]*)*)\1\)/g, (whole, quote, data) => `url("${icon(data)}")`);
  if (/url\(["']?data:/.test(css)) throw new Error('a data: address is left in the styles');
  return (await transform(css, { loader: 'css', minify: true, target: 'chrome110' })).code;
}

function literal(bytes) {
  let out = '';
  for (let i = 0; i < bytes.length; i += 60) {
    let line = '';
    for (const b of bytes.subarray(i, i + 60)) line += '\\' + b.toString(8).padStart(3, '0');
    out += `    "${line}"\n`;
  }
  return out || '    ""\n';
}

add('soria.css', 'text/css; charset=utf-8', await styles());
add('soria.js', 'text/javascript; charset=utf-8', (await transform(readFileSync(here + 'soria.js', 'utf8'), { minify: true, target: 'es2020' })).code);
for (const name of ['phone.js', 'live.js']) add(name, 'text/javascript; charset=utf-8', (await transform(readFileSync(here + name, 'utf8'), { minify: true, target: 'es2020' })).code);
// The worker with what it takes from npm; a browser runs it as one classic script.
const bundled = async (entry) => (await build({ entryPoints: [here + entry], bundle: true, minify: true, write: false, format: 'iife', target: 'es2020', external: ['crypto'], legalComments: 'none' })).outputFiles[0].text;
add('sw.js', 'text/javascript; charset=utf-8', await bundled('worker.js'));
add('engine.wasm', 'application/wasm', readFileSync(process.argv[3]));
const small = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const seal = small(await bundled('seal.js'));
writeFileSync(here + 'sizes.json', JSON.stringify({ worker: small(assets.find((a) => a.name === 'sw.js').bytes) - seal, seal, engine: small(readFileSync(process.argv[3])), island: small(assets.find((a) => a.name === 'phone.js').bytes) }) + '\n');
add('soria.svg', 'image/svg+xml', readFileSync(here + 'soria.svg', 'utf8'));

const out = ['// Made by web/build.mjs from the files beside it.', '#include "app/pages/assets.hpp"', '', 'namespace soria::app {', 'namespace {', ''];
assets.forEach((a, i) => {
  out.push(`constexpr char bytes_${i}[] =\n${literal(a.bytes)}    ;`, `constexpr char small_${i}[] =\n${literal(a.small)}    ;`);
});
out.push('constexpr Asset list[] = {');
assets.forEach((a, i) => out.push(`    {"${a.full}", "${a.type}", {bytes_${i}, ${a.bytes.length}}, {small_${i}, ${a.small.length}}},`));
out.push('};', 'struct Name { std::string_view of, full; };', 'constexpr Name names[] = {');
for (const a of assets.filter((x) => x.name !== 'icon.svg')) out.push(`    {"${a.name}", "${a.full}"},`);
out.push('};', '', '}  // namespace', '', 'std::span<const Asset> assets() { return list; }', 'std::string_view asset_name(std::string_view of) {',
  '    for (const auto& n : names)', '        if (n.of == of) return n.full;', '    return {};', '}', '', '}  // namespace soria::app', '');
writeFileSync(process.argv[2], out.join('\n'));
for (const a of assets) if (a.name !== 'icon.svg') console.log(`${a.full}: ${a.bytes.length} bytes, ${a.small.length || a.bytes.length} sent`);
