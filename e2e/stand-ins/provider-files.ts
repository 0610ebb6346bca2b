import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { apiError, type ProviderState, type StoredFile } from './provider-state.ts';

function toFile({ id, filename, purpose, bytes, createdAtS, expiresAtS }: StoredFile) {
  return {
    object: 'file',
    id,
    filename,
    purpose,
    bytes,
    created_at: createdAtS,
    status: 'processed',
    ...(expiresAtS === undefined ? {} : { expires_at: expiresAtS }),
  };
}

/** `/files` of the stand-in. Like OpenAI it takes any `.jsonl` file and judges its lines only when a job uses it. */
export function fileRoutes(state: ProviderState): Hono {
  const routes = new Hono();

  routes.post('/files', async (context) => {
    const body = await context.req.parseBody();
    const { file, purpose } = body;
    if (!(file instanceof File)) {
      return apiError(context, 400, { code: 'missing_required_parameter', message: "Missing 'file'.", param: 'file' });
    }
    if (purpose !== 'fine-tune' || !file.name.endsWith('.jsonl')) {
      const message = 'Invalid file format. Only .jsonl files with the purpose fine-tune are taken here.';
      return apiError(context, 400, { code: 'invalid_file_format', message, param: 'file' });
    }
    const seconds = Number(body['expires_after[seconds]'] ?? Number.NaN);
    const hasExpiry = body['expires_after[anchor]'] === 'created_at';
    if (hasExpiry && !(seconds >= 3_600 && seconds <= 2_592_000)) {
      const message = 'expires_after[seconds] must be from 3600 to 2592000.';
      return apiError(context, 400, { code: 'invalid_value', message, param: 'expires_after' });
    }
    const createdAtS = Math.floor(Date.now() / 1000);
    const stored: StoredFile = {
      id: `file-${randomBytes(9).toString('hex')}`,
      filename: file.name,
      purpose,
      bytes: file.size,
      createdAtS,
      expiresAtS: hasExpiry ? createdAtS + seconds : undefined,
      text: await file.text(),
    };
    state.files.set(stored.id, stored);
    return context.json(toFile(stored));
  });

  routes.get('/files', (context) => {
    const purpose = context.req.query('purpose');
    const files = [...state.files.values()].filter((file) => purpose === undefined || file.purpose === purpose);
    return context.json({ object: 'list', data: files.toReversed().map(toFile), has_more: false });
  });

  routes.get('/files/:id', (context) => {
    const file = state.files.get(context.req.param('id'));
    if (file === undefined) return apiError(context, 404, { code: 'not_found', message: 'No such File object.' });
    return context.json(toFile(file));
  });

  routes.delete('/files/:id', (context) => {
    const id = context.req.param('id');
    if (!state.files.delete(id)) return apiError(context, 404, { code: 'not_found', message: 'No such File object.' });
    return context.json({ object: 'file', id, deleted: true });
  });

  return routes;
}
