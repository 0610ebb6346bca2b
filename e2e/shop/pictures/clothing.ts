import { blob, box, disc, each, gold, ink, line, oval, type Drawing, type Tone } from './pen.ts';

const teeShape = 'M140 78 Q200 112 260 78 L344 128 L312 192 L280 176 L280 326 L120 326 L120 176 L88 192 L56 128Z';
const longShape =
  'M142 80 Q200 108 258 80 L318 112 L352 298 L306 308 L284 200 L284 322 L116 322 L116 200 L94 308 L48 298 L82 112Z';
const cables = (t: Tone) =>
  each(5, (at) =>
    line(
      `M${140 + at * 30} 120 q14 18 0 36 q-14 18 0 36 q14 18 0 36 q-14 18 0 36 q10 14 0 28`,
      at % 2 === 0 ? t.dark : t.light,
      5,
    ),
  );

export const clothingDrawings: Record<string, Drawing> = {
  tee: (t) =>
    blob(teeShape, t.main) +
    blob('M140 78 Q200 112 260 78 L246 70 Q200 96 154 70Z', t.dark) +
    blob('M280 176 L280 326 L254 326 Q276 240 280 176Z', t.dark) +
    line('M120 312 L280 312', t.dark, 3),
  'striped-tee': (t) =>
    `<clipPath id="s"><path d="${teeShape}"/></clipPath>` +
    blob(teeShape, '#fbf7ee') +
    `<g clip-path="url(#s)">${each(9, (at) => box([50, 116 + at * 24], [300, 10], t.main === '#efe3cc' ? '#2b4370' : t.main))}</g>` +
    line('M140 78 Q200 112 260 78', t.deep, 9),
  jumper: (t) =>
    blob(longShape, t.main) +
    `<clipPath id="j"><path d="M116 100 H284 V300 H116Z"/></clipPath><g clip-path="url(#j)">${cables(t)}</g>` +
    box([114, 300], [172, 26, 6], t.dark) +
    blob('M142 80 Q200 108 258 80 L248 62 Q200 86 152 62Z', t.dark) +
    line('M50 296 L92 306 M350 296 L308 306', t.deep, 12),
  jacket: (t) =>
    blob(longShape, t.main) +
    line('M200 100 L200 322', t.deep, 4) +
    blob('M142 80 L200 112 L172 150 L128 92Z', t.dark) +
    blob('M258 80 L200 112 L228 150 L272 92Z', t.dark) +
    each(4, (at) => disc([210, 156 + at * 42], 6, gold)) +
    [
      [128, 168],
      [222, 168],
      [128, 246],
      [222, 246],
    ]
      .map(([x = 0, y = 0]) => box([x, y], [52, 56, 5], t.dark) + box([x, y], [52, 14, 4], t.deep))
      .join(''),
  raincoat: (t) =>
    blob('M138 96 Q140 36 200 36 Q260 36 262 96 L200 128Z', t.dark) +
    oval([200, 88], [38, 36], t.deep) +
    blob(
      'M138 92 Q200 130 262 92 L322 128 L346 288 L302 296 L284 216 L296 336 L104 336 L116 216 L98 296 L54 288 L78 128Z',
      t.main,
    ) +
    line('M200 116 L200 334', t.deep, 5) +
    each(4, (at) => box([192, 150 + at * 44], [34, 10, 5], t.deep)) +
    blob('M122 246 L176 254 L176 270 L120 262Z', t.dark) +
    blob('M278 246 L228 254 L228 270 L280 262Z', t.dark),
  trousers: (t) =>
    blob('M126 60 L274 60 L292 340 L222 340 L200 150 L178 340 L108 340Z', t.main) +
    box([124, 56], [152, 24, 5], t.deep) +
    line('M160 84 L146 336 M240 84 L254 336', t.dark, 4) +
    line('M200 80 L200 150', t.dark, 4) +
    disc([200, 68], 6, gold) +
    line('M136 90 Q140 130 128 140 M264 90 Q260 130 272 140', t.dark, 4),
  dress: (t) =>
    blob('M152 56 L172 56 Q200 96 228 56 L248 56 L256 160 L316 330 Q200 352 84 330 L144 160Z', t.main) +
    box([142, 156], [116, 16, 6], t.deep) +
    each(7, (at) => line(`M${160 + at * 13} 176 L${116 + at * 28} 332`, t.dark, 3)) +
    each(6, (at) => disc([200, 96 + at * 40], 5, '#fff')),
  trainers: (t) =>
    blob('M50 250 L58 168 Q100 186 128 154 Q200 206 290 222 Q344 232 350 268 L350 276 L50 276Z', t.main) +
    blob('M290 222 Q344 232 350 276 L276 276 Q272 236 290 222Z', t.light) +
    blob('M50 250 L58 168 Q80 178 96 174 L104 276 L50 276Z', t.deep) +
    box([44, 272], [312, 34, 16], '#f7f3ea') +
    box([44, 290], [312, 16, 8], '#d9cfbb') +
    each(4, (at) => line(`M${150 + at * 24} ${196 + at * 8} L${166 + at * 24} ${168 + at * 10}`, '#fff', 7)) +
    line('M130 262 Q180 216 250 262', t.dark, 8),
  boots: (t) =>
    blob('M120 70 L220 70 L224 206 Q300 222 332 262 L334 300 L116 300Z', t.main) +
    box([112, 62], [116, 28, 10], t.deep) +
    box([108, 294], [232, 18, 6], '#d8bf97') +
    box([108, 308], [232, 26, 6], ink) +
    each(5, (at) => line(`M182 ${110 + at * 24} L218 ${104 + at * 24}`, gold, 6)) +
    line('M224 206 Q180 220 176 300', t.dark, 4) +
    each(9, (at) => box([114 + at * 25, 326], [14, 12], ink)),
  hat: (t) =>
    blob('M84 250 Q84 80 200 80 Q316 80 316 250Z', t.main) +
    each(9, (at) =>
      line(`M${200 + (at - 4) * 6} 84 Q${200 + (at - 4) * 26} 140 ${200 + (at - 4) * 27} 248`, t.dark, 4),
    ) +
    box([70, 236], [260, 74, 26], t.light) +
    each(13, (at) => line(`M${88 + at * 19} 246 L${88 + at * 19} 300`, t.main, 5)) +
    box([226, 262], [44, 26, 4], '#fbf7ee'),
  scarf: (t) =>
    blob('M110 80 Q200 40 290 80 Q310 140 250 150 L150 150 Q90 140 110 80Z', t.dark) +
    box([136, 110], [64, 200, 8], t.main) +
    box([210, 110], [64, 170, 8], t.light) +
    each(5, (at) => box([136, 136 + at * 36], [64, 7], '#fbf7ee') + box([210, 136 + at * 30], [64, 7], t.deep)) +
    box([164, 110], [7, 200], '#fbf7ee') +
    box([238, 110], [7, 170], t.deep) +
    each(7, (at) =>
      line(`M${140 + at * 9} 310 L${140 + at * 9} 332 M${214 + at * 9} 280 L${214 + at * 9} 302`, t.deep, 4),
    ),
  socks: (t) =>
    [0, 110]
      .map(
        (x) =>
          `<g transform="translate(${x} ${x / 6})">${blob('M110 70 L180 70 L180 210 Q200 250 240 262 Q262 290 236 312 Q180 320 136 280 Q108 250 110 210Z', x === 0 ? t.main : t.dark)}${each(4, (at) => box([110, 82 + at * 26], [70, 11], t.pale))}${disc([128, 246], 22, t.deep)}${oval([232, 288], [24, 22], t.deep)}</g>`,
      )
      .join(''),
};
