import { blob, box, disc, each, gold, line, oval, paper, type Drawing, type Tone } from './pen.ts';

const front = (t: Tone, art: string) =>
  box([100, 62], [212, 284, 6], t.deep) +
  box([108, 70], [204, 270, 4], paper) +
  each(5, (at) => box([304, 74 + at * 3], [6, 258 - at * 6], at % 2 === 0 ? '#e7dfcd' : paper)) +
  box([92, 54], [210, 284, 6], t.main) +
  `<clipPath id="c"><rect x="92" y="54" width="210" height="284" rx="6"/></clipPath><g clip-path="url(#c)">${art}</g>` +
  box([92, 54], [16, 284, 5], t.dark) +
  box([130, 276], [144, 8, 4], paper) +
  box([152, 294], [100, 6, 3], paper);

export const bookDrawings: Record<string, Drawing> = {
  'book-rings': (t) =>
    front(
      t,
      each(
        6,
        (at) =>
          `<circle cx="204" cy="160" r="${18 + at * 17}" fill="none" stroke="${at % 2 === 0 ? gold : t.pale}" stroke-width="5"/>`,
      ) + disc([204, 160], 9, gold),
    ),
  'book-stripes': (t) =>
    front(
      t,
      each(6, (at) => box([92, 70 + at * 32], [210, 16], at % 2 === 0 ? '#fff3d2' : t.deep)) +
        box([152, 100], [100, 100, 26], '#b9773a') +
        box([164, 112], [76, 78, 18], '#f3d9a4') +
        box([184, 134], [34, 26, 6], '#ffe27a'),
    ),
  'book-waves': (t) =>
    front(
      t,
      disc([240, 110], 30, '#f3d9a4') +
        each(6, (at) =>
          blob(`M80 ${150 + at * 22} q28 -24 56 0 t56 0 t56 0 t56 0 V360 H80Z`, at % 2 === 0 ? t.light : t.dark),
        ) +
        box([130, 276], [144, 8, 4], paper),
    ),
  'book-sun': (t) =>
    front(
      t,
      each(
        16,
        (at) => `<path d="M204 170 L192 60 L216 60Z" fill="${t.light}" transform="rotate(${at * 22.5} 204 170)"/>`,
      ) +
        oval([204, 176], [66, 44], '#d9a15c') +
        each(3, (at) => line(`M${172 + at * 26} 154 L${184 + at * 26} 182`, '#8a5a34', 6)),
    ),
  'book-grid': (t) =>
    front(
      t,
      each(5, (row) =>
        each(5, (at) =>
          box(
            [122 + at * 34, 80 + row * 34],
            [26, 26, 3],
            (row * 5 + at) % 7 === 3 ? gold : (row + at) % 2 === 0 ? t.light : t.dark,
          ),
        ),
      ),
    ),
  'book-bird': (t) =>
    front(
      t,
      line('M110 220 L300 200', '#6b4a2b', 8) +
        blob('M150 190 Q150 120 214 124 Q250 124 254 160 L282 170 L252 178 Q240 214 196 212 L140 244Z', '#b9573c') +
        blob('M168 176 Q200 150 224 184 Q196 206 168 176Z', '#6d3322') +
        disc([232, 150], 5, '#fff'),
    ),
  'book-leaf': (t) =>
    front(
      t,
      line('M204 250 L204 90', t.pale, 6) +
        each(
          4,
          (at) =>
            blob(`M204 ${118 + at * 34} q50 -46 74 -8 q-36 34 -74 8Z`, t.light) +
            blob(`M204 ${130 + at * 34} q-50 -46 -74 -8 q36 34 74 8Z`, gold),
        ),
    ),
  'book-moon': (t) =>
    front(
      t,
      disc([204, 130], 52, '#f3ecd2') +
        disc([226, 118], 46, t.main) +
        each(9, (at) => disc([120 + ((at * 71) % 170), 76 + ((at * 47) % 110)], 3, '#fff')) +
        blob('M120 236 L290 236 L268 262 L140 262Z', '#c2403a') +
        box([170, 210], [70, 26, 3], paper) +
        box([206, 186], [18, 26, 2], gold),
    ),
  'book-stitch': (t) =>
    front(
      t,
      `<path d="M126 84 H284 V252 H126Z" fill="none" stroke="${t.deep}" stroke-width="5" stroke-dasharray="14 9"/>` +
        box([160, 118], [88, 88, 4], '#2b4370') +
        `<path d="M152 110 H256 V214 H152Z" fill="none" stroke="#fff" stroke-width="4" stroke-dasharray="10 8"/>` +
        line('M262 90 L170 220', '#c3cbd1', 5),
    ),
  'book-dots': (t) =>
    front(
      t,
      each(6, (row) =>
        each(5, (at) =>
          disc([130 + at * 38, 86 + row * 32], 4 + ((row + at) % 4) * 3, (row + at) % 3 === 0 ? '#fff' : t.deep),
        ),
      ),
    ),
};
