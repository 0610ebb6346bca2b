import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { createShopApp } from './app.ts';
import { createFrameApp } from './frame-app.ts';
import type { Order } from './orders.ts';
import { createShopState, type ShopVariant } from './shop.ts';

export type { Order } from './orders.ts';

export interface ShopOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly framePort?: number;
  readonly variant?: ShopVariant;
}

export interface RunningShop {
  readonly url: string;
  /** The origin of the payment frame. */
  readonly frameUrl: string;
  orders(): readonly Order[];
  close(): Promise<void>;
}

const hostname = '127.0.0.1';

type Fetch = Parameters<typeof serve>[0]['fetch'];

function listen(fetch: Fetch, port: number): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, (info: AddressInfo) => {
      server.off('error', reject);
      resolve({ server, port: info.port });
    });
    server.once('error', reject);
  });
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    // Browsers keep connections open; waiting for them would take minutes.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/** Starts a shop of its own, with an empty memory, on two origins of this machine. */
export async function startShop(options: ShopOptions = {}): Promise<RunningShop> {
  const shop = createShopState(options.variant ?? 'a');
  const frame = await listen(createFrameApp(shop).fetch, options.framePort ?? 0);
  const main = await listen(createShopApp(shop).fetch, options.port ?? 0);
  shop.url = `http://localhost:${main.port}`;
  shop.frameUrl = `http://${hostname}:${frame.port}`;
  return {
    url: shop.url,
    frameUrl: shop.frameUrl,
    orders: () => shop.orders,
    close: async () => {
      await Promise.all([stop(main.server), stop(frame.server)]);
    },
  };
}
