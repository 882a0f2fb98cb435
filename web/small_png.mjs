// A picture of a page has few colours that matter: the same PNG with a palette of at most 256 is a third of the bytes.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const crcOf = crc32 ?? ((bytes) => {
  let c = ~0;
  for (const b of bytes) for (let k = 0, x = (c ^ b) & 255; k < 8; ++k) { x = x & 1 ? (x >>> 1) ^ 0xedb88320 : x >>> 1; if (k === 7) c = (c >>> 8) ^ x; }
  return ~c >>> 0;
});
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]), out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crcOf(body), body.length + 4);
  return out;
}

// Rows of pixels of an 8-bit RGB or RGBA picture, its filters undone.
function pixels(png) {
  let width = 0, height = 0, channels = 0;
  const parts = [];
  for (let at = 8; at < png.length;) {
    const n = png.readUInt32BE(at), name = png.toString('latin1', at + 4, at + 8), data = png.subarray(at + 8, at + 8 + n);
    if (name === 'IHDR') {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = { 2: 3, 6: 4 }[data[9]];
      if (data[8] !== 8 || !channels || data[12]) throw new Error('not an 8-bit RGB picture in one pass');
    }
    if (name === 'IDAT') parts.push(data);
    at += n + 12;
  }
  const raw = inflateSync(Buffer.concat(parts)), line = width * channels, out = Buffer.alloc(line * height);
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; ++x) {
      const a = x >= channels ? out[y * line + x - channels] : 0, b = y ? out[(y - 1) * line + x] : 0, c = x >= channels && y ? out[(y - 1) * line + x - channels] : 0;
      const p = a + b - c, pa = Math.abs(p - a), pb = Math.abs(p - b), pc = Math.abs(p - c);
      const guess = [0, a, b, (a + b) >> 1, pa <= pb && pa <= pc ? a : pb <= pc ? b : c][filter];
      out[y * line + x] = raw[y * (line + 1) + 1 + x] + guess;
    }
  }
  return { width, height, channels, bytes: out };
}

export function small(png) {
  const { width, height, channels, bytes } = pixels(png);
  const count = new Map();
  for (let i = 0; i < bytes.length; i += channels) {
    const key = bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2];
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  // The commonest colours as they are; every other is the nearest of them.
  const palette = [...count].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([c]) => c);
  const place = new Map(palette.map((c, i) => [c, i]));
  const far = (c, d) => ((c >> 16) - (d >> 16)) ** 2 + ((c >> 8 & 255) - (d >> 8 & 255)) ** 2 + ((c & 255) - (d & 255)) ** 2;
  for (const c of count.keys())
    if (!place.has(c)) place.set(c, palette.reduce((best, d, i) => (far(c, d) < far(c, palette[best]) ? i : best), 0));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) {
      const i = (y * width + x) * channels;
      rows[y * (width + 1) + 1 + x] = place.get(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]);
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, c >> 8 & 255, c & 255]));
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
