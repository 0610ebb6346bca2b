import { blob, box, disc, each, gold, ink, line, metal, oval, type Drawing } from './pen.ts';

const cone = (x: number, y: number, radius: number) =>
  disc([x, y], radius, ink) +
  disc([x, y], radius * 0.82, '#4b5258') +
  disc([x, y], radius * 0.58, '#33393e') +
  disc([x, y], radius * 0.25, '#60686f');

export const audioDrawings: Record<string, Drawing> = {
  headphones: (t) =>
    line('M98 230 C88 60 312 60 302 230', t.dark, 26) +
    line('M118 160 C140 88 260 88 282 160', t.light, 12) +
    box([74, 204], [54, 116, 26], t.deep) +
    box([272, 204], [54, 116, 26], t.deep) +
    box([94, 194], [46, 136, 22], t.main) +
    box([260, 194], [46, 136, 22], t.main) +
    box([102, 212], [10, 92, 5], t.light) +
    box([268, 212], [10, 92, 5], t.light),
  earbuds: (t) =>
    box([110, 210], [180, 126, 50], t.main) +
    box([110, 258], [180, 6, 3], t.dark) +
    disc([200, 292], 6, t.pale) +
    oval([150, 126], [34, 38], t.main) +
    box([138, 136], [22, 66, 11], t.light) +
    oval([140, 118], [14, 18], t.deep) +
    oval([250, 126], [34, 38], t.main) +
    box([240, 136], [22, 66, 11], t.light) +
    oval([260, 118], [14, 18], t.deep),
  speaker: (t) =>
    box([116, 70], [168, 270, 22], t.dark) +
    box([124, 78], [152, 254, 16], t.main) +
    cone(200, 148, 42) +
    cone(200, 254, 64) +
    disc([256, 96], 5, gold) +
    line('M150 70 C160 40 240 40 250 70', t.deep, 8),
  soundbar: (t) =>
    box([30, 196], [340, 66, 30], t.deep) +
    box([38, 202], [324, 50, 24], t.main) +
    each(26, (at) => box([58 + at * 11, 212], [4, 30, 2], t.dark)) +
    disc([200, 276], 4, gold) +
    box([70, 262], [40, 10, 3], ink) +
    box([290, 262], [40, 10, 3], ink),
  turntable: (t) =>
    box([56, 130], [288, 190, 14], t.main) +
    box([56, 290], [288, 30, 12], t.dark) +
    disc([174, 214], 78, ink) +
    each(5, (at) => `<circle cx="174" cy="214" r="${36 + at * 9}" fill="none" stroke="#474e55" stroke-width="1.5"/>`) +
    disc([174, 214], 26, '#c2403a') +
    disc([174, 214], 4, '#fff') +
    disc([300, 160], 18, metal) +
    line('M300 160 L296 250 L236 264', metal, 8) +
    box([222, 256], [26, 16, 4], ink) +
    disc([310, 268], 9, t.pale),
  radio: (t) =>
    line('M130 130 C140 74 260 74 270 130', t.deep, 12) +
    line('M284 128 L320 46', metal, 5) +
    box([64, 124], [272, 176, 30], t.main) +
    box([84, 146], [120, 132, 60], t.dark) +
    each(6, (at) => each(6, (row) => disc([104 + at * 16, 172 + row * 16], 3.5, t.pale))) +
    box([222, 150], [94, 52, 8], '#f6efdc') +
    line('M238 190 L300 190 M274 162 L274 190', '#c2403a', 4) +
    disc([244, 246], 22, t.pale) +
    disc([298, 246], 22, t.pale) +
    line('M244 246 L244 228 M298 246 L308 232', t.deep, 4) +
    box([92, 298], [34, 14, 4], t.deep) +
    box([274, 298], [34, 14, 4], t.deep),
  microphone: (t) =>
    line('M200 250 L200 320', ink, 12) +
    oval([200, 330], [78, 16], ink) +
    line('M128 150 C128 270 272 270 272 150', metal, 10) +
    box([152, 60], [96, 172, 48], t.main) +
    blob('M152 108 A48 48 0 0 1 248 108 L248 146 L152 146Z', t.dark) +
    each(5, (at) => line(`M${164 + at * 18} 76 L${164 + at * 18} 142`, t.light, 3)) +
    each(4, (at) => line(`M156 ${84 + at * 16} L244 ${84 + at * 16}`, t.light, 2)) +
    box([152, 144], [96, 12], gold) +
    disc([200, 190], 10, t.pale),
  cassette: (t) =>
    box([66, 104], [268, 210, 20], t.main) +
    box([66, 270], [268, 44, 18], t.dark) +
    box([96, 132], [208, 118, 10], t.pale) +
    box([108, 142], [184, 28, 4], '#fff') +
    line('M120 156 L250 156', '#c2403a', 4) +
    box([128, 180], [144, 52, 26], ink) +
    [158, 242].map((x) => disc([x, 206], 20, '#fff') + disc([x, 206], 9, t.main)).join('') +
    each(4, (at) => box([96 + at * 44, 88], [36, 18, 4], at === 1 ? '#c2403a' : t.deep)) +
    disc([300, 292], 9, gold),
};
