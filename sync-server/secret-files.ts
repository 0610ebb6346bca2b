import { readFileSync } from 'node:fs';
import { ConfigError } from './config.ts';

/** What may lie in a file instead, as orchestrators hand secrets out. STORE_KEY_FILE is made when it is not there. */
export const secrets = [
  'DATABASE_URL',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'ADMIN_TOKEN',
  'OPENAI_API_KEY',
  'ALERT_WEBHOOK',
] as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables, with the content of each `<NAME>_FILE` as `<NAME>`. Throws ConfigError, which holds no secret. */
export function withSecretFiles(variables: Variables): Variables {
  const read: Record<string, string> = {};
  for (const name of secrets) {
    const path = variables[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    if (variables[name] !== undefined && variables[name] !== '') {
      throw new ConfigError(`The configuration cannot be used: set ${name} or ${name}_FILE, not both.`);
    }
    read[name] = contentOf(name, path);
  }
  return { ...variables, ...read };
}

function contentOf(name: string, path: string): string {
  let content: string;
  try {
    content = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new ConfigError(`The configuration cannot be used: ${name}_FILE cannot be read (${why}).`, { cause });
  }
  if (content === '') throw new ConfigError(`The configuration cannot be used: ${name}_FILE is empty.`);
  return content;
}
