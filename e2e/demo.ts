/**
 * `npm run demo`: the whole line once, on embedded defaults, in a real browser with the real extension and server.
 *   --headed  a window opens and you do the shopping yourself
 *   --keep    the server stays up afterwards, so that you can look around
 */
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from '../extension/ui/text.ts';
import { builtInScenarios } from '../shared/scenarios/library.ts';
import { inBytes, inPercent, stage } from './demo/stages.ts';
import { trainModel } from './demo/train-model.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { enrol, finishSession, startSession } from './harness/participant.ts';
import { readArchive, type OpenArchive } from './harness/read-archive.ts';
import { buyHeadphones, buyKettleAndMugs, orderShoes } from './harness/shopping-trips.ts';
import { shopper } from './harness/shopper.ts';
import { startServer, type RunningServer } from './harness/start-server.ts';
import { waitFor } from './harness/wait-for.ts';
import { requireChromium } from './setup/find-chromium.ts';
import { startShop } from './shop/server.ts';
import { startProvider } from './stand-ins/provider.ts';

const headed = process.argv.includes('--headed');
const keep = process.argv.includes('--keep');
const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out/demo');
const started = Date.now();

console.log('CodeSight demo: from a click in a shop to a fine-tuned model, on this machine alone.');

await stage('Getting ready: browser and extension', async (say) => {
  say(`Chromium: ${requireChromium()}`);
  const { status, stdout, stderr } = spawnSync('wxt', ['build'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The extension could not be built:\n${stdout}\n${stderr}`);
  say('Extension built: .output/chrome-mv3');
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
});

const shop = await startShop();
const provider = await startProvider();
const server = await stage('Starting the server (embedded database, local folder) and the demo shop', async (say) => {
  const running = await startServer({
    dataDir: join(out, 'server-data'),
    env: {
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: provider.apiKey,
      TRAINING_BASE_MODEL: 'stand-in-base',
      TRAINING_POLL_MS: '500',
    },
  });
  say(`Server ${running.url} · shop ${shop.url} · stand-in for a training provider ${provider.url}`);
  return running;
});
const browser = await launchBrowser({ headed });
let failed = false;

try {
  await stage('A participant reads the terms, agrees and joins with an invitation code', async (say) => {
    const { code } = await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', {
      label: 'demo',
      uses: 1,
    });
    const page = await enrol(browser, server.url, code);
    await page.screenshot({ path: join(out, 'welcome.png'), fullPage: true });
    await page.close();
    say(`Enrolled with ${code}`);
  });

  const sessionIds = headed ? await shopByHand() : await shopByScript();
  const archives = await stage('What arrived', async (say) => {
    const opened: OpenArchive[] = [];
    for (const sessionId of sessionIds) opened.push(await keepArchive(server, sessionId, say));
    return opened;
  });
  await exportTraining(browser);
  await stage('An administrator trains a model on it (the provider is a local stand-in)', async (say) => {
    const run = await trainModel(server, {}, say);
    const result = run.evaluation;
    say(`Model ${run.model}, tested on ${result?.examples} steps of ${result?.sessions} held-out session(s):`);
    say(
      `element accuracy ${inPercent(result?.elementAccuracy ?? null)} · action F1 ${inPercent(result?.actionF1 ?? null)} · ` +
        `step success ${inPercent(result?.stepSuccess ?? null)} · task success ${inPercent(result?.taskSuccess ?? null)}`,
    );
    say(
      'The stand-in learns by looking up similar steps: the figures show that the line works, not how good a model is.',
    );
  });

  console.log(`\nDone in ${Math.round((Date.now() - started) / 1000)} s. Look at:`);
  for (const { session } of archives) console.log(`  out/demo/${session.id}.codesight.zip`);
  console.log('  out/demo/training.jsonl     what the options page exports');
  console.log('  out/demo/*.png              the screens on the way');
  console.log(`  ${server.url}/admin   the admin page${keep ? '' : ' (run with --keep to have it stay up)'}`);
  console.log('  out/demo/server-data/admin-token   what it asks for');
} catch (error) {
  failed = true;
  await writeFile(join(out, 'server.log'), server.log());
  console.error('\nThe demo stopped. The server’s log is in out/demo/server.log.');
  throw error;
} finally {
  await browser.close();
  await shop.close();
  if (keep && !failed) {
    console.log('\nThe server stays up. Stop it with Ctrl+C.');
    await new Promise<void>((resolve) => process.once('SIGINT', () => resolve()));
  }
  await server.stop();
  await provider.close();
}

/** Three tasks: one online, then two with the server out of reach. */
async function shopByScript(): Promise<string[]> {
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const trips = [buyHeadphones, buyKettleAndMugs, orderShoes];
  const ids: string[] = [];
  for (const [index, { id, title, task }] of builtInScenarios.entries()) {
    const trip = trips[index];
    if (!trip) throw new Error(`No script shops for the task ${id}`);
    const offline = index > 0;
    if (index === 1) {
      await stage('The network goes away: from here on the server cannot be reached', async () => server.stop());
    }
    await stage(`Task “${title}”${offline ? ', offline' : ''}`, async (say) => {
      say(task);
      await startSession(browser, id);
      const driver = shopper(page);
      await trip(driver, shop.url);
      await page.screenshot({ path: join(out, `shop-${index + 1}.png`) });
      const panel = await browser.openExtensionPage('sidepanel.html');
      await panel.setViewportSize({ width: 400, height: 720 });
      await panel.waitForTimeout(1_500);
      await panel.screenshot({ path: join(out, `sidepanel-${index + 1}.png`), fullPage: true });
      await panel.close();
      const { sessionId } = await finishSession(browser);
      ids.push(sessionId);
      say(`${driver.done.length} things done; the archive is sealed and waits in the outbox`);
    });
  }
  const options = await browser.openExtensionPage('options.html');
  await options.waitForTimeout(1_000);
  await options.screenshot({ path: join(out, 'options-offline.png'), fullPage: true });
  await options.close();
  await stage('The network is back: archives are sent by themselves', async (say) => {
    await server.start();
    for (const id of ids) await arrivalOf(id);
    say(`${ids.length} archives have their receipts`);
  });
  return ids;
}

async function shopByHand(): Promise<string[]> {
  return stage('Your turn', async (say) => {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await page.goto(shop.url);
    say('Press the CodeSight button in the toolbar, take a task, shop, and press Finish.');
    say('Do at least two tasks, so that one can be held out for the test. The demo goes on after that.');
    const found = await waitFor(
      'Two finished sessions',
      async () => {
        const { items } = await server.api<{ items: { sessionId: string }[] }>('GET', '/v1/sessions');
        return items.length >= 2 ? items : undefined;
      },
      60 * 60 * 1000,
    );
    return found.map(({ sessionId }) => sessionId);
  });
}

/** Waits until the server has the session, by the extension's own timing. */
async function arrivalOf(sessionId: string): Promise<void> {
  await waitFor(
    `The archive of ${sessionId}`,
    () => server.api<{ sessionId: string }>('GET', `/v1/sessions/${sessionId}`).catch(() => undefined),
    120_000,
  );
}

async function keepArchive(from: RunningServer, sessionId: string, say: (line: string) => void): Promise<OpenArchive> {
  await arrivalOf(sessionId);
  const response = await fetch(`${from.url}/v1/archives/${sessionId}`, {
    headers: { authorization: `Bearer ${from.adminToken}` },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  await writeFile(join(out, `${sessionId}.codesight.zip`), bytes);
  const archive = await readArchive(bytes);
  const { interactions, steps, training, outcome, quality, session } = archive;
  const pictures = archive.manifest.session.pictures;
  say(`${session.scenario?.title ?? 'Shopping freely'}: ${inBytes(bytes.length)}, every checksum holds`);
  say(
    `  ${interactions.length} interactions → ${steps.length} steps → ${training.length} examples, ${pictures} pictures`,
  );
  say(
    `  task ${outcome.completed ? 'done' : `not done (${inPercent(outcome.progress)})`} · ` +
      `efficiency ${inPercent(outcome.efficiency)} · quality ${inPercent(quality.overall)} (${quality.verdict})`,
  );
  return archive;
}

async function exportTraining(from: RecordedBrowser): Promise<void> {
  await stage('A researcher exports the training data from the options page', async (say) => {
    const options = await from.openExtensionPage('options.html');
    await options.waitForTimeout(1_000);
    await options.screenshot({ path: join(out, 'options.png'), fullPage: true });
    const download = options.waitForEvent('download');
    await options.getByRole('button', { name: text.export.button }).click();
    await (await download).saveAs(join(out, 'training.jsonl'));
    await options.close();
    say('out/demo/training.jsonl');
  });
}
