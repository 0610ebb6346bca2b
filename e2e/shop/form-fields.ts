import type { Context } from 'hono';

/** The text fields of a posted form, the last value of each name. */
export async function formFields(c: Context): Promise<Map<string, string>> {
  const body = await c.req.parseBody();
  return new Map(Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** Where a form may send its customer back to: a path of this shop, never another site. */
export function returnPath(asked: string | undefined, otherwise: string): string {
  return asked !== undefined && /^\/(?![/\\])/.test(asked) ? asked : otherwise;
}
