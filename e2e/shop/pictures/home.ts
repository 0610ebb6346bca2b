import { blob, box, disc, each, gold, ink, line, oval, paper, wood, type Drawing, type Tone } from './pen.ts';

const weave = (t: Tone) =>
  each(8, (row) =>
    each(7, (at) => box([104 + at * 28, 160 + row * 20], [25, 17, 6], (row + at) % 2 === 0 ? t.light : t.dark)),
  );

export const homeDrawings: Record<string, Drawing> = {
  lamp: (t) =>
    blob('M60 190 Q70 70 200 70 Q330 70 340 190Z', t.main) +
    blob('M60 190 Q70 70 170 72 Q110 96 104 190Z', t.light) +
    oval([200, 190], [140, 18], '#fde9b4') +
    blob('M176 196 L224 196 L236 312 L164 312Z', t.dark) +
    oval([200, 318], [84, 18], t.deep) +
    disc([200, 262], 7, gold),
  chair: (t) =>
    line('M126 60 L138 220 M274 60 L262 220', t.dark, 14) +
    blob('M118 48 Q200 26 282 48 L280 80 Q200 60 120 80Z', t.main) +
    each(5, (at) => line(`M${150 + at * 25} 74 L${152 + at * 24} 214`, t.main, 7)) +
    blob('M96 210 L304 210 L318 240 Q200 256 82 240Z', t.light) +
    line('M110 244 L86 346 M290 244 L314 346 M150 246 L146 330 M250 246 L254 330', t.dark, 13) +
    line('M104 296 L296 296', t.main, 8),
  vase: (t) =>
    line('M200 130 C190 80 150 70 140 36 M204 130 C210 80 240 60 262 44 M200 130 L202 30', '#5f8a66', 5) +
    [
      [138, 34],
      [264, 42],
      [202, 26],
    ]
      .map(([x = 0, y = 0]) => disc([x, y], 20, '#f0c6b8') + disc([x, y], 8, gold))
      .join('') +
    blob('M178 116 L222 116 L222 170 Q292 210 284 270 Q276 330 200 332 Q124 330 116 270 Q108 210 178 170Z', t.main) +
    blob('M178 116 L192 116 L192 172 Q140 214 146 270 Q150 318 184 331 Q122 324 116 270 Q108 210 178 170Z', t.light) +
    oval([200, 116], [24, 7], t.deep) +
    line('M122 252 Q200 276 278 252', t.pale, 6),
  jug: (t) =>
    line('M266 130 C356 120 346 260 270 264', t.dark, 20) +
    blob('M124 84 L110 62 Q170 84 264 76 L270 150 Q300 230 268 318 Q200 338 130 318 Q100 230 130 150Z', t.main) +
    each(6, (at) => line(`M${146 + at * 22} 100 Q${132 + at * 26} 200 ${150 + at * 20} 316`, t.dark, 5)) +
    oval([192, 78], [70, 12], t.deep),
  plant: (t) =>
    line('M200 250 C196 190 204 150 200 110', '#7a5a38', 10) +
    each(
      11,
      (at) =>
        `<ellipse cx="200" cy="74" rx="11" ry="40" fill="${at % 2 === 0 ? '#6f9a72' : '#4c7a58'}" transform="rotate(${-120 + at * 24} 200 134)"/>`,
    ) +
    each(5, (at) => disc([150 + at * 26, 116 + (at % 2) * 34], 8, '#4b3b55')) +
    blob('M128 236 L272 236 L254 336 L146 336Z', t.main) +
    box([118, 226], [164, 28, 6], t.dark) +
    blob('M128 254 L160 254 L168 336 L146 336Z', t.light),
  candle: (t) =>
    blob('M200 78 C176 118 182 138 200 142 C218 138 224 118 200 78Z', '#f4b83e') +
    blob('M200 104 C190 122 192 136 200 138 C208 136 210 122 200 104Z', '#fff2c4') +
    line('M200 138 L200 172', ink, 4) +
    box([122, 152], [156, 176, 16], t.pale) +
    box([122, 178], [156, 150, 16], t.main) +
    oval([200, 178], [76, 13], t.light) +
    box([150, 222], [100, 68, 5], paper) +
    box([166, 240], [68, 7, 3], t.dark) +
    box([178, 258], [44, 5, 2], t.dark),
  rug: (t) =>
    each(14, (at) =>
      line(`M${66 + at * 21} 84 L${66 + at * 21} 66 M${66 + at * 21} 316 L${66 + at * 21} 334`, t.deep, 4),
    ) +
    box([56, 82], [288, 236, 4], t.dark) +
    each(6, (row) =>
      each(7, (at) => box([70 + at * 37.5, 96 + row * 35], [36, 33.5], (row + at) % 2 === 0 ? t.pale : t.main)),
    ),
  cushion: (t) =>
    blob('M80 84 Q200 104 320 84 Q300 200 320 320 Q200 300 80 320 Q100 200 80 84Z', t.main) +
    each(10, (at) =>
      line(`M${104 + at * 21.5} 96 Q${110 + at * 20} 200 ${104 + at * 21.5} 306`, at % 2 === 0 ? t.dark : t.light, 5),
    ) +
    disc([200, 200], 9, t.deep),
  clock: (t) =>
    disc([200, 204], 136, wood) +
    disc([200, 200], 132, t.main) +
    disc([200, 200], 112, paper) +
    each(
      12,
      (at) =>
        `<path d="M200 98 V${at % 3 === 0 ? 122 : 110}" stroke="${ink}" stroke-width="${at % 3 === 0 ? 8 : 4}" stroke-linecap="round" transform="rotate(${at * 30} 200 200)"/>`,
    ) +
    line('M200 200 L150 160', ink, 11) +
    line('M200 200 L248 130', ink, 7) +
    line('M200 200 L206 286', '#c2403a', 3) +
    disc([200, 200], 9, '#c2403a'),
  blanket: (t) =>
    box([76, 230], [248, 76, 34], t.dark) +
    box([70, 170], [260, 76, 34], t.main) +
    box([78, 110], [244, 76, 34], t.light) +
    [124, 184, 246]
      .map((y) =>
        each(
          11,
          (at) => box([98 + at * 19, y], [12, 12, 3], t.pale) + box([98 + at * 19, y + 22], [12, 12, 3], t.deep),
        ),
      )
      .join('') +
    each(12, (at) => line(`M${96 + at * 19} 304 L${96 + at * 19} 324`, t.deep, 4)),
  mirror: (t) =>
    blob('M96 340 L96 170 A104 110 0 0 1 304 170 L304 340Z', t.dark) +
    blob('M112 324 L112 172 A88 94 0 0 1 288 172 L288 324Z', '#d5e4ea') +
    blob('M112 324 L112 250 L240 96 Q270 116 280 144 L130 324Z', '#eaf3f6') +
    blob('M180 324 L284 200 L288 230 L210 324Z', '#eaf3f6'),
  basket: (t) =>
    [0, 1, 2]
      .map(
        (at) =>
          box([120 + at * 46, 88 + (at % 2) * 18], [44, 120, 20], '#8a6237') +
          disc([142 + at * 46, 102 + (at % 2) * 18], 20, '#e6cfa4') +
          disc([142 + at * 46, 102 + (at % 2) * 18], 9, wood),
      )
      .join('') +
    blob('M88 152 L312 152 L294 330 L106 330Z', t.deep) +
    `<clipPath id="b"><path d="M88 152 L312 152 L294 330 L106 330Z"/></clipPath><g clip-path="url(#b)">${weave(t)}</g>` +
    box([80, 144], [240, 18, 9], t.main) +
    line('M112 160 C112 208 152 208 152 160 M248 160 C248 208 288 208 288 160', '#7a4a2a', 9),
};
