import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect } from 'node:net';

/** A line between a device and its server, at an address of its own, that can be slow and can break. */
export type BadLine = {
  url: string;
  /** Bytes that have gone to the server, over all connections. */
  carried(): number;
  /** Bytes to the server in a second; without, as fast as it goes. */
  slow(bytesPerSecond: number | undefined): void;
  /** Breaks in both directions once so many more bytes have gone to the server; whole again for the next connection. */
  cutAfter(bytes: number): void;
  /** How often it has broken. */
  cuts(): number;
  close(): Promise<void>;
};

/** `target` is asked at each connection: the server may have come back elsewhere. */
export async function openBadLine(target: () => string): Promise<BadLine> {
  const sockets = new Set<Socket>();
  let rate: number | undefined;
  let left: number | undefined;
  let carried = 0;
  let cuts = 0;

  async function carry(from: Socket, to: Socket): Promise<void> {
    for await (const piece of from as AsyncIterable<Buffer>) {
      const passing = left === undefined ? piece : piece.subarray(0, left);
      if (rate !== undefined)
        await new Promise((resolve) => setTimeout(resolve, (1_000 * passing.length) / (rate ?? 1)));
      carried += passing.length;
      if (!to.write(passing)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
      if (left === undefined) continue;
      left -= passing.length;
      if (left > 0) continue;
      left = undefined;
      cuts++;
      // What has been carried arrives; then it is over.
      to.end();
      from.resetAndDestroy();
      return;
    }
    to.end();
  }

  const server = createServer((device) => {
    const { hostname, port } = new URL(target());
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [device, far],
      [far, device],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroySoon();
      });
    }
    // Both ends tell by closing when one has failed.
    carry(device, far).catch(() => far.destroy());
    far.pipe(device);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP, so it has one
  return {
    url: `http://localhost:${port}`,
    carried: () => carried,
    slow: (bytesPerSecond) => void (rate = bytesPerSecond),
    cutAfter: (bytes) => void (left = Math.max(1, Math.floor(bytes))),
    cuts: () => cuts,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
