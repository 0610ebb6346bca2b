import type { ErasureCertificate } from './rights.ts';

/** Certificate of a made-up participant's erasure that is over, for tests. */
export const sampleCertificate: ErasureCertificate = {
  certificate: 'codesight-erasure',
  id: '01890000-0000-7000-8000-0000000000ce',
  subject: 'participant',
  reason: 'participant',
  askedAt: 1_750_000_000_000,
  finishedAt: 1_750_000_060_000,
  state: 'done',
  erased: {
    sessions: 1,
    bytes: 1_000,
    interactions: 10,
    pictures: 5,
    uploads: 0,
    datasets: 0,
    providerFiles: 0,
    tokens: 1,
    consentRecords: 1,
  },
  models: [],
  remains: [],
};
