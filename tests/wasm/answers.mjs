// usage: node answers.mjs ENGINE.wasm    As answers.cpp does, with the WebAssembly that the phone's worker runs.
import { readFileSync } from 'node:fs';

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const e = instance.exports;
let waiting = Buffer.alloc(0);
function one(frame) {
  // Room first: it may grow the memory, and the view is of what there is after.
  const bytes = frame.subarray(1), at = e.room(bytes.length);
  new Uint8Array(e.memory.buffer, at, bytes.length).set(bytes);
  if (frame[0] === 75) {
    if (!e.take()) process.exit(3);
    return null;
  }
  const out = e.answer(), length = e.length(), answer = Buffer.alloc(4 + length);
  answer.writeUInt32LE(length);
  answer.set(new Uint8Array(e.memory.buffer, out, length), 4);
  return answer;
}
for await (const chunk of process.stdin) {
  waiting = Buffer.concat([waiting, chunk]);
  let at = 0;
  while (waiting.length - at >= 4) {
    const n = waiting.readUInt32LE(at);
    if (waiting.length - at - 4 < n) break;
    const answer = one(waiting.subarray(at + 4, at + 4 + n));
    at += 4 + n;
    if (answer && !process.stdout.write(answer)) await new Promise((done) => process.stdout.once('drain', done));
  }
  waiting = waiting.subarray(at);
}
