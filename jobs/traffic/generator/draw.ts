/**
 * A number drawn by what it is for: 32 bits, unsigned, the same for the same seed and place, and unlike that of any place
 * beside it. (The finalizer of MurmurHash3 over a sum of odd multiples.)
 * @see https://github.com/aappleby/smhasher/wiki/MurmurHash3
 */
export function draw(seed: number, place: number, time: number): number {
  let bits = seed ^ Math.imul(place, 0x9e3779b1) ^ Math.imul(time, 0x85ebca77);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16) ^ place, 0x27d4eb2f);
  return (bits ^ (bits >>> 15)) >>> 0;
}
