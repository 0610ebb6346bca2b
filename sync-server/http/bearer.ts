/** Names the one security scheme in `/openapi.json`. */
export const BEARER = 'token';

/** `security` of every route that needs a token. */
export const bearer: Record<string, string[]>[] = [{ [BEARER]: [] }];
