import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from './read-yaml.ts';

const folder = join(import.meta.dirname, 'kubernetes');

const labels = z.record(z.string(), z.string());
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }), timeoutSeconds: z.number() });
const container = z.object({
  image: z.string(),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  resources: z.object({ limits: z.object({ memory: z.string() }) }),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  lifecycle: z.object({ preStop: z.object({ exec: z.object({ command: z.array(z.string()) }) }) }),
  securityContext: z.object({ readOnlyRootFilesystem: z.boolean(), allowPrivilegeEscalation: z.boolean() }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() })),
});
const deployment = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    selector: z.object({ matchLabels: labels }),
    strategy: z.object({ rollingUpdate: z.object({ maxUnavailable: z.number() }) }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsNonRoot: z.boolean(), runAsUser: z.number() }),
        containers: z.array(container).length(1),
        volumes: z.array(z.object({ name: z.string(), secret: z.object({ secretName: z.string() }).optional() })),
      }),
    }),
  }),
});
const kustomization = z.object({
  resources: z.array(z.string()),
  images: z.array(z.object({ name: z.string() })),
  configMapGenerator: z.array(z.object({ name: z.string(), envs: z.array(z.string()) })).length(1),
  secretGenerator: z.array(z.object({ name: z.string(), files: z.array(z.string()) })).length(1),
});

/** What the Kubernetes manifests say, as far as it has to fit together with the server and with itself. */
export async function readManifests() {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml');
  const kinds = new Map<string, unknown>();
  for (const file of files) {
    for (const document of readYaml(await readFile(join(folder, file), 'utf8')))
      kinds.set(z.object({ kind: z.string() }).parse(document).kind, document);
  }
  const pods = deployment.parse(kinds.get('Deployment'));
  const [only] = pods.spec.template.spec.containers;
  if (only === undefined) throw new Error('the pods have no container');
  const [whole] = readYaml(await readFile(join(folder, 'kustomization.yaml'), 'utf8'));
  const config = (await readFile(join(folder, 'config.env'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return {
    files,
    kinds,
    deployment: pods,
    container: only,
    kustomization: kustomization.parse(whole),
    config: Object.fromEntries(config),
  };
}
