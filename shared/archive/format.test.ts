import { expect, test } from 'vitest';
import { z } from 'zod';
import { digest } from '../digest.ts';
import { step } from '../distil/step.ts';
import { frameDelta } from '../frames/frame-delta.ts';
import { interaction } from '../interactions/interaction.ts';
import { qualityReport } from '../quality/quality-report.ts';
import { outcome } from '../session/outcome.ts';
import { session } from '../session/session.ts';
import { trainingExample } from '../training/example.ts';
import { ARCHIVE_VERSION, manifest } from './manifest.ts';
import { reading } from './readings.ts';

/**
 * The fingerprint of every schema in an archive, by version. When this fails you have changed the format: raise
 * ARCHIVE_VERSION, teach the server to read both versions, and add a line here. Archives of the old version are in
 * outboxes that have not been online for weeks. (Until the first release, replace version 1's line instead.)
 */
const FINGERPRINTS: Record<number, string> = {
  1: '12596e926d72f50c75d26ee39c41e52f1a263d639da13d9d3bf518786720b0b2',
};

test('the archive’s format changes only together with its version', async () => {
  const schemas = {
    manifest,
    session,
    reading,
    interaction,
    frameDelta,
    step,
    trainingExample,
    outcome,
    qualityReport,
  };
  const text = JSON.stringify(Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema)]));
  expect(await digest(new TextEncoder().encode(text))).toBe(FINGERPRINTS[ARCHIVE_VERSION]);
});
