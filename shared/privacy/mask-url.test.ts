import { expect, test } from 'vitest';
import { maskUrl } from './mask-url.ts';

const cases: [string, string][] = [
  [
    'https://shop.example/search?q=red+shoes&session=abc&page=2',
    'https://shop.example/search?q=red+shoes&session={{REDACTED}}&page=2',
  ],
  ['https://user:secret@shop.example/', 'https://shop.example/'],
  ['https://shop.example/orders/12345', 'https://shop.example/orders/{{ID}}'],
  ['https://shop.example/account/anna@example.com/', 'https://shop.example/account/{{ID}}/'],
  ['https://shop.example/account/addresses', 'https://shop.example/account/addresses'],
  [
    'https://shop.example/p/sony-wh-1000xm5/dp/B0C1234567;jsessionid=AB#reviews',
    'https://shop.example/p/sony-wh-1000xm5/dp/B0C1234567#reviews',
  ],
  ['https://shop.example/itm/123456789013', 'https://shop.example/itm/123456789013'],
  ['https://shop.example/reset/1a2b3c4d5e6f7a8b9c0d1e2f', 'https://shop.example/reset/{{ID}}'],
  ['https://shop.example/a#access_token=abc', 'https://shop.example/a'],
  ['https://shop.example/search?q=a%40b.com', 'https://shop.example/search?q={{EMAIL}}'],
  ['https://shop.example/?filters[size]=42', 'https://shop.example/?filters%5Bsize%5D=42'],
  ['https://shop.example/?min=&max=&rating=0', 'https://shop.example/?min&max&rating=0'],
  [
    'https://shop.example/?in_stock=1&onsale=true&pin=1234&uid=7',
    'https://shop.example/?in_stock=1&onsale=true&pin={{REDACTED}}&uid={{REDACTED}}',
  ],
  ['https://x.example/a#reviews', 'https://x.example/a#reviews'],
  ['https://x.example/a#tab-2', 'https://x.example/a#tab-2'],
  ['https://x.example/a#jonna_k812', 'https://x.example/a#{{ID}}'],
  ['https://x.example/#/product/12', 'https://x.example/#/product/12'],
  ['mailto:a@b.com', 'mailto:{{REDACTED}}'],
  ['data:text/html,secret', 'data:{{REDACTED}}'],
  ['about:blank#x', 'about:blank'],
  ['nonsense', '{{REDACTED}}'],
  ['', ''],
];

test.each(cases)('%s becomes %s', (url, expected) => {
  expect(maskUrl(url)).toBe(expected);
});

test.each(cases)('masking %s twice changes nothing more', (url) => {
  expect(maskUrl(maskUrl(url))).toBe(maskUrl(url));
});
