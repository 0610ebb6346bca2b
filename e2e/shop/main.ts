import { parseArgs } from 'node:util';
import { startShop } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    'frame-port': { type: 'string', default: '0' },
    variant: { type: 'string', default: 'a' },
  },
});

const shop = await startShop({
  port: Number(values.port),
  framePort: Number(values['frame-port']),
  variant: values.variant === 'b' ? 'b' : 'a',
});
process.stdout.write(`Larkmoor is open at ${shop.url} (payment frame at ${shop.frameUrl})\n`);
