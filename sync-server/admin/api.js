const KEY = 'codesight-token';

export const token = {
  get: () => sessionStorage.getItem(KEY),
  /** Kept for this tab only: closing it signs out. */
  set: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

/** A failure in the server's own words. */
export class ApiError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Asks the API and gives the answer's JSON, or nothing for an empty one. Throws ApiError. */
export async function api(path, options = {}) {
  const answer = await request(path, options);
  return answer.status === 204 ? undefined : await answer.json();
}

/** Saves what is at `path` as a file. A link could not carry the token. */
export async function download(path, name) {
  const answer = await request(path, {});
  const url = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function request(path, { method = 'GET', body } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${token.get() ?? ''}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError('UNREACHABLE', 'The server does not answer. Is it running?');
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => undefined);
  throw new ApiError(
    problem?.error?.code ?? 'INTERNAL',
    problem?.error?.message ?? `The server answered ${answer.status}.`,
  );
}

/** `?a=1&b=2` of the fields that have a value. */
export function query(fields) {
  const given = Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined && value !== null);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
