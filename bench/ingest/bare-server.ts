/** What a server for archives costs at the least: it streams each body to the disk with its SHA-256, and keeps it. */
import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.';

const server = createServer((request, response) => {
  const path = join(folder, crypto.randomUUID());
  const keep = async (): Promise<string> => {
    const hash = createHash('sha256');
    const file = await open(`${path}.part`, 'wx', 0o600);
    try {
      for await (const piece of request) {
        const bytes = piece as Buffer; // no encoding was asked for
        hash.update(bytes);
        await file.write(bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
    return hash.digest('hex');
  };
  keep().then(
    (sha256) => response.writeHead(201).end(sha256),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`running at http://127.0.0.1:${address.port}\n`);
});
