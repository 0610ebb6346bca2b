import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments } from '../../e2e/setup/chromium-arguments.ts';
import { requireChromium } from '../../e2e/setup/find-chromium.ts';
import { pageScript } from '../page-script.ts';
import { isHarmless } from '../../shared/privacy/recorded-value.ts';
import type { JudgedField } from './forms-in-page.ts';

export type FormsResult = {
  sensitive: number;
  masked: number;
  /** Fields that say they are nothing in particular, and how many of them may be recorded. */
  unknown: number;
  unknownKept: number;
  missed: (JudgedField & { file: string })[];
};

/** Judges the fields of saved forms, in Chromium, by the code that judges them on pages. */
export async function measureForms(folder: string): Promise<FormsResult> {
  const result: FormsResult = { sensitive: 0, masked: 0, unknown: 0, unknownKept: 0, missed: [] };
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...chromiumArguments, '--disable-gpu'],
  });
  // The forms' own scripts do not run, and nothing is loaded from where they came.
  const page = await browser.newPage({ offline: true, javaScriptEnabled: true });
  const script = await pageScript(new URL('forms-in-page.ts', import.meta.url));
  const files = (await readdir(folder)).filter((name) => name.endsWith('.html')).toSorted();
  for (const file of files) {
    const html = await readFile(join(folder, file), 'utf8');
    await page.setContent(html.replaceAll(/<script\b[\s\S]*?<\/script>/gi, ''), { waitUntil: 'commit' });
    await page.addScriptTag({ content: script });
    for (const field of await page.evaluate(() => window.judgeFields())) count(field, file, result);
  }
  await browser.close();
  return result;
}

function count(field: JudgedField, file: string, result: FormsResult): void {
  const kept = isHarmless(field.kind);
  if (field.answer === 'unknown' || field.answer === '') {
    result.unknown++;
    if (kept) result.unknownKept++;
    return;
  }
  result.sensitive++;
  if (kept) result.missed.push({ ...field, file });
  else result.masked++;
}
