import { expect, test } from 'vitest';
import { checkParts } from './check-pictures.ts';
import { sha256Of } from './make-archive.ts';
import { newFindings } from './read-document.ts';
import { samplePicture } from './sample-picture.ts';

const SIZES = [
  { width: 10, height: 20 },
  { width: 300, height: 1 },
  { width: 8192, height: 2 },
];
const pictures = SIZES.map((size) => samplePicture({ ...size, rgb: [1, 2, 3] }));

test.each([1, 3, 29, 64, 1_000])('pictures in one file are found in pieces of %i bytes', async (bytes) => {
  const pack = Buffer.concat(pictures);
  const findings = newFindings('session');
  await checkParts(
    (async function* () {
      for (let at = 0; at < pack.length; at += bytes) yield pack.subarray(at, at + bytes);
    })(),
    findings,
  );
  expect([...findings.pictures]).toEqual(pictures.map((picture, index) => [sha256Of(picture), SIZES[index]]));
});
