import type { MeasuredServer } from './measured-server.ts';
import { type Parcel, sendAll } from './send.ts';

/** One figure for each number of senders. */
export type Speed = { mbPerS: number[]; bareMbPerS: number[]; peakMb: number[] };

type Load = { connections: readonly number[]; isQuick: boolean; make(index: number): Parcel };

/** Sends the same archives to both servers, at so many senders each; the best of the rounds counts, and the worst peak. */
export async function measureSpeed(
  { own, bare }: Record<'own' | 'bare', MeasuredServer>,
  { connections, isQuick, make }: Load,
): Promise<Speed> {
  const result: Speed = { mbPerS: [], bareMbPerS: [], peakMb: [] };
  for (const senders of connections) {
    const count = isQuick ? Math.max(16, senders) : Math.max(40, senders);
    const ours: number[] = [];
    const theirs: number[] = [];
    own.takePeakMb();
    for (let round = 0; round < (isQuick ? 1 : 2); round++) {
      const parcels = Array.from({ length: count }, (_, index) => make(index));
      const one = await measureOne(own, parcels, senders);
      const other = await measureOne(bare, parcels, senders);
      ours.push(one.mbPerS);
      theirs.push(other.mbPerS);
      const share = Math.round((100 * one.mbPerS) / other.mbPerS);
      console.log(
        `${senders} senders, ${count} archives of ${one.meanKb} kB: ${one.said}; bare ${other.said}; ${share} %`,
      );
    }
    result.mbPerS.push(Math.max(...ours));
    result.bareMbPerS.push(Math.max(...theirs));
    const peakMb = own.takePeakMb();
    console.log(`  peak of resident memory: ${peakMb} MB`);
    result.peakMb.push(peakMb);
  }
  return result;
}

async function measureOne(server: MeasuredServer, parcels: readonly Parcel[], senders: number) {
  const before = await server.processorMs();
  const { mbPerS, perS } = await sendAll(server.url, parcels, senders);
  const mb = parcels.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
  const msPerMb = ((await server.processorMs()) - before) / mb;
  const meanKb = Math.round((1_000 * mb) / parcels.length);
  const said = `${mbPerS} MB/s, ${perS} archives/s, ${msPerMb.toFixed(1)} ms of processor time per MB`;
  return { mbPerS, meanKb, said };
}
