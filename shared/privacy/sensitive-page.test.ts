import { expect, test } from 'vitest';
import {
  defaultBounds as bounds,
  hostOfRule,
  restsByAddress,
  restsBySigns,
  restsInFrame,
  type PageSigns,
  type RecordingBounds,
} from './sensitive-page.ts';

const why = (url: string, change: Partial<RecordingBounds> = {}) => restsByAddress(url, { ...bounds, ...change });

test.each([
  ['https://shop.example/login', 'sign-in'],
  ['https://shop.example/customer/account/login/', 'sign-in'],
  ['https://shop.example/ap/signin?openid=1', 'sign-in'],
  ['https://shop.example/de/anmelden.html', 'sign-in'],
  ['https://shop.example/#/sign-in', 'sign-in'],
  ['https://shop.example/zaloguj_sie', 'sign-in'],
  ['https://auth.shop.example/u', 'sign-in'],
  ['https://accounts.google.com/v3', 'sign-in'],
  ['https://shop.example/account', 'account'],
  ['https://shop.example/mein-konto/bestellungen', 'account'],
  ['https://shop.example/order-history', 'account'],
  ['https://account.shop.example/', 'account'],
  ['https://www.paypal.com/checkoutnow', 'payment'],
  ['https://checkout.stripe.com/c/pay/x', 'payment'],
  ['https://pay.provider.example/x', 'payment'],
  ['https://mail.google.com/mail/u/0/', 'mail'],
  ['https://webmail.university.example/', 'mail'],
  ['https://www.ing.de/', 'bank'],
  ['https://meine.deutsche-bank.de/trxm/', 'bank'],
  ['https://www.sparkasse-musterstadt.de/', 'bank'],
  ['https://banking.example/', 'bank'],
  ['https://www.doctolib.de/', 'health'],
  ['https://www.linden-apotheke.example/', 'health'],
  ['https://www.lovehoney.co.uk/', 'adult'],
  ['https://some.xxx/', 'adult'],
])('%s is a page on which the recording rests: %s', (url, kind) => {
  expect(why(url)).toBe(kind);
});

test.each([
  'https://shop.example/',
  'https://shop.example/checkout',
  'https://shop.example/checkout/account',
  'https://shop.example/checkouts/cn/abc/information',
  'https://shop.example/kasse/anmeldung',
  'https://shop.example/order/LK-1234',
  'https://shop.example/c/cash-registers',
  'https://shop.example/products/login-notebook',
  'https://www.powerbank.example/',
  'https://shop.example/bank-holiday-sale',
  'https://www.accounting-books.example/',
  'https://id.shop.example/sepatu',
  'https://mailorder.example/',
  'https://www.essex-furniture.example/',
  'https://pharmadesign.example/',
  'about:blank',
])('%s is recorded', (url) => {
  expect(why(url)).toBeNull();
});

test('the participant switches kinds off, adds sites, and makes exceptions with their subdomains', () => {
  expect(why('https://shop.example/login', { rests: ['bank'] })).toBeNull();
  expect(why('https://forum.example/', { restOn: ['forum.example'] })).toBe('own-rule');
  expect(why('https://a.forum.example/', { restOn: ['forum.example'] })).toBe('own-rule');
  expect(why('https://notforum.example/', { restOn: ['forum.example'] })).toBeNull();
  expect(why('https://www.linden-apotheke.example/', { recordOn: ['linden-apotheke.example'] })).toBeNull();
  expect(why('https://both.example/', { recordOn: ['both.example'], restOn: ['both.example'] })).toBe('own-rule');
});

test('on chosen shops only, everything else rests, and the sensitive pages of a chosen shop rest too', () => {
  const chosen = { where: 'chosen', chosen: ['shop.example'] } as const;
  expect(why('https://other.example/', chosen)).toBe('not-chosen');
  expect(why('https://www.shop.example/p/1', chosen)).toBeNull();
  expect(why('https://www.shop.example/login', chosen)).toBe('sign-in');
});

test('a frame is judged by the page around it and by its own address', () => {
  const own = { ...bounds, where: 'chosen', chosen: ['shop.example'] } as const;
  expect(restsInFrame('https://reviews.example/', ['https://shop.example'], own)).toBeNull();
  expect(restsInFrame('https://reviews.example/', ['https://other.example'], own)).toBe('not-chosen');
  expect(restsInFrame('about:blank', ['https://mail.google.com'], bounds)).toBe('mail');
  expect(restsInFrame('https://js.stripe.com/v3/', ['https://shop.example'], bounds)).toBe('payment');
});

const signs: PageSigns = {
  asksForPassword: false,
  asksForCard: false,
  asksForAddress: false,
  title: 'Larkmoor',
  heading: '',
  from: '',
  isFrame: false,
};
const shown = (change: Partial<PageSigns>, url = 'https://shop.example/welcome') =>
  restsBySigns(url, { ...signs, ...change }, bounds);

test.each(['Sign in', 'Log-in', 'Anmeldung', 'Créer un compte', 'Войти в аккаунт', 'ログイン'])(
  'a password field under “%s” makes a sign-in page',
  (heading) => {
    expect(shown({ asksForPassword: true, heading })).toBe('sign-in');
    expect(shown({ asksForPassword: true, title: `${heading} | Larkmoor` })).toBe('sign-in');
    expect(shown({ heading })).toBeNull();
  },
);

test('a page that asks for a password beside what it is for is recorded', () => {
  expect(shown({ asksForPassword: true, heading: 'Checkout' }, 'https://shop.example/checkout')).toBeNull();
  expect(shown({ asksForPassword: true, asksForAddress: true, heading: 'Checkout or sign in' })).toBeNull();
  expect(shown({ asksForPassword: true, heading: 'Gooseneck kettle' })).toBeNull();
});

test('card fields are a payment provider’s where they are not the shop’s own', () => {
  const card = { asksForCard: true, from: 'www.shop.co.uk' };
  expect(shown({ ...card, isFrame: true }, 'https://vault.example/f')).toBe('payment');
  expect(shown({ ...card, isFrame: true }, 'https://secure.shop.co.uk/f')).toBeNull();
  expect(shown(card, 'https://hosted.example/page')).toBe('payment');
  expect(shown(card, 'https://platform.example/checkouts/1')).toBeNull();
  expect(shown({ ...card, asksForAddress: true }, 'https://hosted.example/page')).toBeNull();
  expect(shown({ asksForCard: true }, 'https://shop.co.uk/pay')).toBeNull();
});

test('what a person types becomes a host, or is refused', () => {
  expect(hostOfRule(' https://WWW.Shop.example/cart?x=1 ')).toBe('shop.example');
  expect(hostOfRule('shop.example')).toBe('shop.example');
  expect(hostOfRule('localhost:8080')).toBe('localhost');
  for (const wrong of ['', 'shop', 'two words', 'http://']) expect(hostOfRule(wrong)).toBeUndefined();
});
