/** The first bytes of what a browser records of a microphone, for tests: EBML header, segment and one Opus track. */
export function sampleAudio(): Buffer {
  const ebml = '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff';
  const track = '1654ae6ba0ae9ed7810173c5811f83810286';
  return Buffer.concat([Buffer.from(ebml + track, 'hex'), Buffer.from('\u0086A_OPUS', 'latin1'), Buffer.alloc(64)]);
}
