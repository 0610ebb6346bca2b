/**
 * Asks the registry for known vulnerabilities of the locked packages. Registries that only mirror packages cannot be
 * asked: then nothing is known, which is neither clean nor a vulnerability, and has an exit code of its own.
 */
import { spawnSync } from 'node:child_process';

/** As in sysexits.h: try again elsewhere. */
const NOT_ASKED = 75;

const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const answer = stdout.startsWith('{') ? JSON.parse(stdout) : {};
if (answer.metadata?.vulnerabilities === undefined) {
  console.error(`The registry could not be asked, so that nothing is known: ${answer.message ?? 'npm said nothing'}`);
  process.exit(NOT_ASKED);
}
for (const { name, severity, range, via } of Object.values(answer.vulnerabilities)) {
  const titles = via.map((cause) => (typeof cause === 'string' ? `by ${cause}` : `${cause.title} (${cause.url})`));
  console.error(`${severity}: ${name} ${range}: ${titles.join('; ')}`);
}
const { total } = answer.metadata.vulnerabilities;
console.log(`${total} vulnerable packages among ${answer.metadata.dependencies?.total ?? 'all'}.`);
process.exit(total === 0 ? 0 : 1);
