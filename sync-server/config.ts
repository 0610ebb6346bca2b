import { z } from 'zod';
import type { RetentionDays } from './rights/retention.ts';
import type { CostSettings } from './storage/estimate-costs.ts';
import { priceChanges, pricesOf } from './storage/prices.ts';
import { trainingPriceChanges, trainingPricesOf } from './train/training-prices.ts';

const text = z.string().trim().min(1);
const days = z.coerce.number().int().min(1).max(36_500).optional();
const onOff = z.enum(['true', 'false']).transform((value) => value === 'true');

const asPrices =
  <Schema extends z.ZodType>(schema: Schema, example: string) =>
  (json: string, context: z.RefinementCtx): z.infer<Schema> => {
    try {
      return schema.parse(JSON.parse(json));
    } catch (error) {
      const message = `must be JSON with prices, for example ${example}`;
      context.addIssue({
        code: 'custom',
        message: error instanceof z.ZodError ? `${message}: ${z.prettifyError(error)}` : message,
      });
      return z.NEVER;
    }
  };

/** Storage classes of S3: those that new objects may have, and those that old ones may go to. */
export const hotClasses = ['STANDARD', 'INTELLIGENT_TIERING', 'STANDARD_IA', 'ONEZONE_IA'] as const;
export const coldClasses = ['STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'] as const;

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
    HOST: text.default('127.0.0.1'),
    DATA_DIR: text.default('./data'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    S3_BUCKET: text.optional(),
    S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    S3_REGION: text.default('us-east-1'),
    S3_ACCESS_KEY_ID: text.optional(),
    S3_SECRET_ACCESS_KEY: text.optional(),
    S3_PREFIX: z
      .string()
      .regex(/^([a-z0-9_-]+\/)*$/, 'must be empty or end in a slash, for example codesight/')
      .default(''),
    S3_FORCE_PATH_STYLE: onOff.optional(),
    /** `none` is for services that encrypt by themselves and refuse the header. */
    S3_ENCRYPTION: z.enum(['AES256', 'aws:kms', 'none']).default('AES256'),
    S3_KMS_KEY_ID: text.optional(),
    /** Where new objects are stored; `INTELLIGENT_TIERING` lets the service move them by how they are read. */
    S3_STORAGE_CLASS: z.enum(hotClasses).default('STANDARD'),
    S3_COLD_CLASS: z.enum(coldClasses).default('GLACIER_IR'),
    /** Archives that nobody has read for so many days go to cold storage. */
    COLD_AFTER_DAYS: days,
    /** The cold folder, of the folder store. */
    COLD_DIR: text.optional(),
    /** Keys of the folder store, 64 hexadecimal digits each; the first one seals, the others only open. */
    STORE_KEY: text.optional(),
    STORE_KEY_FILE: text.optional(),
    /** JSON with any of the prices (storage/prices.ts); the rest is as usual. */
    STORAGE_PRICES: z.string().transform(asPrices(priceChanges, '{"hotGbMonth": 0.02}')).optional(),
    /** JSON with what a million trained tokens cost, by model (train/training-prices.ts). */
    TRAINING_PRICES: z
      .string()
      .transform(asPrices(trainingPriceChanges, '{"millionTokens": {"gpt-4.1-mini": 5}}'))
      .optional(),
    /** What storage may cost in a month before the administrators are alerted. */
    STORAGE_BUDGET: z.coerce.number().positive().optional(),
    /** Where alerts are posted to, as Slack takes them. */
    ALERT_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
    /** How many proxies of ours stand before the server and set X-Forwarded-For. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    /** What is being sent when the server is told to stop gets so long to arrive. */
    UPLOADS_FINISH_S: z.coerce.number().int().min(1).max(3_600).default(20),
    ADMIN_TOKEN: z.string().min(32, 'must have at least 32 characters').max(200).optional(),
    OPENAI_API_KEY: text.optional(),
    OPENAI_BASE_URL: z.url().optional(),
    TRAINING_BASE_MODEL: text.optional(),
    TRAINING_PROVIDER: text.default('openai'),
    TRAINING_POLL_MS: z.coerce.number().int().min(50).max(3_600_000).default(30_000),
    OLDEST_CONSENT: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be the version of a consent text, for example 2026-11-22')
      .optional(),
    RETENTION_ACCEPTED_DAYS: days,
    RETENTION_REVIEW_DAYS: days,
    RETENTION_REJECTED_DAYS: days,
    RETENTION_QUARANTINED_DAYS: days,
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  })
  .superRefine((given, context) => {
    if ((given.S3_ACCESS_KEY_ID === undefined) !== (given.S3_SECRET_ACCESS_KEY === undefined)) {
      const missing = given.S3_ACCESS_KEY_ID === undefined ? 'S3_ACCESS_KEY_ID' : 'S3_SECRET_ACCESS_KEY';
      context.addIssue({ code: 'custom', path: [missing], message: 'is needed beside its other half' });
    }
    for (const name of ['S3_ENDPOINT', 'S3_KMS_KEY_ID'] as const) {
      if (given[name] !== undefined && given.S3_BUCKET === undefined) {
        context.addIssue({ code: 'custom', path: ['S3_BUCKET'], message: `is needed when ${name} is set` });
      }
    }
    if (given.COLD_AFTER_DAYS !== undefined && given.S3_BUCKET === undefined && given.COLD_DIR === undefined) {
      context.addIssue({ code: 'custom', path: ['COLD_DIR'], message: 'is needed when COLD_AFTER_DAYS is set' });
    }
  });

/** All variables that are read; `secrets` of secret-files.ts may lie in files instead. */
export const variableNames: readonly string[] = Object.keys(environment.shape);

export type BucketConfig = {
  bucket: string;
  endpoint: string | undefined;
  region: string;
  /** Undefined: AWS's own chain of environment, profile and instance role. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
  prefix: string;
  forcePathStyle: boolean;
  encryption: 'AES256' | 'aws:kms' | 'none';
  kmsKeyId: string | undefined;
  storageClass: (typeof hotClasses)[number];
  /** Where what is no longer read goes to. */
  coldClass: (typeof coldClasses)[number];
};

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  /** Undefined: the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  /** Undefined: a folder in `dataDir`, sealed with `storeKey` (store-keys.ts). */
  bucket: BucketConfig | undefined;
  /** The keys themselves, or the file that holds them; by default one beside the folder. */
  storeKey: { keys: string } | { file: string | undefined };
  /** The folder store's second folder, for what is no longer read. */
  coldDir: string | undefined;
  /** Undefined: nothing goes to cold storage. */
  coldAfterDays: number | undefined;
  costs: CostSettings;
  /** Where alerts are posted to; a secret. */
  alertWebhook: string | undefined;
  /** Proxies that add to X-Forwarded-For before a request arrives (http/client-address.ts). */
  trustedProxies: number;
  /** Milliseconds for uploads that are under way when the server is told to stop. */
  uploadsFinishMs: number;
  adminToken: string | undefined;
  training: {
    provider: string;
    apiKey: string | undefined;
    baseUrl: string | undefined;
    baseModel: string | undefined;
    pollMs: number;
  };
  /** Archives are taken in from participants who agreed to this version of the consent text or a later one. */
  oldestConsent: string | undefined;
  /** After how many days of storage a session goes, by class; undefined: when it is erased. */
  retention: RetentionDays;
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
};

/** Says in one sentence which variables are wrong, and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment. An empty variable counts as not set. Throws ConfigError. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`The configuration cannot be used: ${wrong.join('; ')}.`);
  }
  const given = parsed.data;
  const bucket = given.S3_BUCKET === undefined ? undefined : bucketConfig(given.S3_BUCKET, given);
  return {
    port: given.PORT,
    host: given.HOST,
    dataDir: given.DATA_DIR,
    databaseUrl: given.DATABASE_URL,
    bucket,
    storeKey: given.STORE_KEY === undefined ? { file: given.STORE_KEY_FILE } : { keys: given.STORE_KEY },
    coldDir: given.COLD_DIR,
    coldAfterDays: given.COLD_AFTER_DAYS,
    costs: {
      prices: pricesOf(bucket, given.STORAGE_PRICES),
      budget: given.STORAGE_BUDGET,
      training: trainingPricesOf(given.OPENAI_BASE_URL, given.TRAINING_PRICES),
    },
    alertWebhook: given.ALERT_WEBHOOK,
    trustedProxies: given.TRUSTED_PROXIES,
    uploadsFinishMs: given.UPLOADS_FINISH_S * 1_000,
    adminToken: given.ADMIN_TOKEN,
    training: {
      provider: given.TRAINING_PROVIDER,
      apiKey: given.OPENAI_API_KEY,
      baseUrl: given.OPENAI_BASE_URL,
      baseModel: given.TRAINING_BASE_MODEL,
      pollMs: given.TRAINING_POLL_MS,
    },
    oldestConsent: given.OLDEST_CONSENT,
    retention: {
      accepted: given.RETENTION_ACCEPTED_DAYS,
      review: given.RETENTION_REVIEW_DAYS,
      rejected: given.RETENTION_REJECTED_DAYS,
      quarantined: given.RETENTION_QUARANTINED_DAYS,
    },
    logLevel: given.LOG_LEVEL,
  };
}

function bucketConfig(bucket: string, given: z.infer<typeof environment>): BucketConfig {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = given;
  return {
    bucket,
    endpoint: given.S3_ENDPOINT,
    region: given.S3_REGION,
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey },
    prefix: given.S3_PREFIX,
    // Services other than AWS rarely have a name for each bucket.
    forcePathStyle: given.S3_FORCE_PATH_STYLE ?? given.S3_ENDPOINT !== undefined,
    encryption: given.S3_KMS_KEY_ID === undefined ? given.S3_ENCRYPTION : 'aws:kms',
    kmsKeyId: given.S3_KMS_KEY_ID,
    storageClass: given.S3_STORAGE_CLASS,
    coldClass: given.S3_COLD_CLASS,
  };
}
