// What a phone seals and wraps, with libraries and nothing of our own: tweetnacl and @noble/hashes.
import { argon2id } from '@noble/hashes/argon2.js';
import { blake2b } from '@noble/hashes/blake2.js';
import nacl from 'tweetnacl';

export const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (d) => parseInt(d, 16));

// libsodium's crypto_box_seal: whoever sealed it cannot open it again.
export function seal(bytes, to) {
  const pair = nacl.box.keyPair();
  const both = new Uint8Array(64);
  both.set(pair.publicKey);
  both.set(to, 32);
  const boxed = nacl.box(bytes, blake2b(both, { dkLen: 24 }), to, pair.secretKey);
  pair.secretKey.fill(0);
  const out = new Uint8Array(32 + boxed.length);
  out.set(pair.publicKey);
  out.set(boxed, 32);
  return out;
}

export function wrap(bytes, key) {
  const nonce = nacl.randomBytes(24);
  return { nonce, box: nacl.secretbox(bytes, nonce, key) };
}
export const unwrap = (w, key) => nacl.secretbox.open(w.box, w.nonce, key);

// A PIN is short: each guess costs 19 MiB and a second or so.
const keyOf = (pin, salt) => argon2id(new TextEncoder().encode(pin), salt, { t: 2, m: 19456, p: 1, dkLen: 32 });
export function newLock(pin) {
  const salt = nacl.randomBytes(16), key = nacl.randomBytes(32);
  return { lock: { salt, wrapped: wrap(key, keyOf(pin, salt)), wrong: 0 }, key };
}
export const tryLock = (lock, pin) => unwrap(lock.wrapped, keyOf(pin, lock.salt));
