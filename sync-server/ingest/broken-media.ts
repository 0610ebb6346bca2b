import type { BrokenArchive } from './broken-archives.ts';
import { makeArchive, sha256Of } from './make-archive.ts';
import { sampleAudio } from './sample-audio.ts';
import type { SampleSession } from './sample-session.ts';

/** Pictures and voices that are none, or that nobody may send. */
export function brokenMedia(): BrokenArchive[] {
  return [
    {
      name: 'a picture that is none',
      bytes: withPicture(Buffer.from('<svg onload="alert(1)"/>'.padEnd(64))),
      says: 'not a WebP picture',
    },
    { name: 'a picture with something behind it', bytes: withPicture(trailing()), says: 'not a WebP picture' },
    { name: 'a picture of 16384 pixels', bytes: withPicture(enormous()), says: '16384 × 1 pixels' },
    ...brokenAudio(),
  ];
}

function brokenAudio(): BrokenArchive[] {
  const audio = sampleAudio();
  const changed = (change: (sample: SampleSession) => void) => makeArchive({ audio, change }).bytes;
  return [
    {
      name: 'audio that is none',
      bytes: makeArchive({ audio: Buffer.from('RIFF....WAVEfmt '.padEnd(64)) }).bytes,
      says: 'not Opus audio',
    },
    {
      name: 'a film as audio',
      bytes: makeArchive({ audio: Buffer.concat([audio, Buffer.from('V_VP9')]) }).bytes,
      says: 'not Opus audio',
    },
    {
      name: 'audio without a timeline',
      bytes: changed(({ session }) => void (session.narration = null)),
      says: 'belongs to no narration',
    },
    {
      name: 'a timeline without audio',
      bytes: changed((sample) => void (sample.audio = null)),
      says: 'narration is missing',
    },
    {
      name: 'audio that nobody agreed to',
      bytes: changed(({ session }) => void (session.consent.purposes = ['recording', 'training'])),
      says: 'nobody agreed',
    },
  ];
}

function withPicture(content: Buffer): Uint8Array<ArrayBuffer> {
  return makeArchive({ change: ({ pictures }) => void pictures.set(sha256Of(content), content) }).bytes;
}

function anyPicture(): Buffer {
  const [picture] = makeArchive().sample.pictures.values();
  if (picture === undefined) throw new Error('a sample has pictures');
  return Buffer.from(picture);
}

const trailing = () => Buffer.concat([anyPicture(), Buffer.from('<script>')]);

function enormous(): Buffer {
  const picture = anyPicture();
  // 14 bits for the width less one, 14 for the height less one, and the version, which stays zero.
  picture.writeUInt32LE(16_383, 21);
  return picture;
}
