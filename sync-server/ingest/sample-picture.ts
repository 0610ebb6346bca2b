/**
 * A real WebP file (lossless, https://www.rfc-editor.org/rfc/rfc9649) of one colour: five prefix codes of a single
 * symbol each, so that the pixels themselves take no bits at all.
 */
export function samplePicture(options: {
  width: number;
  height: number;
  rgb: readonly [number, number, number];
}): Buffer {
  const { width, height, rgb } = options;
  const [red, green, blue] = rgb;
  const bits: number[] = [];
  const write = (value: number, count: number) => {
    for (let bit = 0; bit < count; bit++) bits.push((value >> bit) & 1);
  };
  write(width - 1, 14);
  write(height - 1, 14);
  write(0, 1 + 3); // no alpha, version 0
  write(0, 3); // no transform, no colour cache, no second layer of codes
  for (const symbol of [green, red, blue, 255, 0]) {
    write(0b101, 3); // simple code, one symbol, of eight bits
    write(symbol, 8);
  }
  const stream = Buffer.alloc(Math.ceil(bits.length / 8));
  bits.forEach((bit, index) => {
    stream[index >> 3] = (stream[index >> 3] ?? 0) | (bit << (index & 7));
  });
  const content = Buffer.concat([Buffer.from([0x2f]), stream]);
  const padding = Buffer.alloc(content.length % 2);
  const head = Buffer.alloc(20);
  head.write('RIFF', 0);
  head.writeUInt32LE(12 + content.length + padding.length, 4);
  head.write('WEBPVP8L', 8);
  head.writeUInt32LE(content.length, 16);
  return Buffer.concat([head, content, padding]);
}
