import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { limits } from '../shared/limits.ts';
import { JOBS_FINISH_MS } from '../sync-server/adapters/job-queue.ts';
import { type Config, readConfig, variableNames } from '../sync-server/config.ts';
import { ANSWER_MS } from '../sync-server/http/listen.ts';
import { secrets as secretNames, withSecretFiles } from '../sync-server/secret-files.ts';
import { readImage, root } from './build-image.ts';
import { stepsOf, variablesOf } from './read-dockerfile.ts';
import { readManifests } from './read-manifests.ts';
import { readYaml } from './read-yaml.ts';

/** Closing what is open takes less; a supervisor that has waited so much longer than it must kills nobody at work. */
const CLOSING_MS = 10_000;
const MIB = 1024 * 1024;

const composeServer = z.object({
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.string()),
  volumes: z.array(z.string()),
  tmpfs: z.array(z.string()),
  read_only: z.literal(true),
  stop_grace_period: z.string().regex(/^\d+s$/),
  deploy: z.object({ resources: z.object({ limits: z.object({ memory: z.string() }) }) }),
});
const compose = z.object({
  services: z.object({ server: composeServer, proxy: z.unknown(), postgres: z.unknown(), store: z.unknown() }),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});

let folder: string | undefined;
afterEach(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true });
  folder = undefined;
});

async function readCompose() {
  const [document] = readYaml(await readFile(join(import.meta.dirname, 'compose.yaml'), 'utf8'));
  return compose.parse(document);
}

/** The variables of a server as its container has them, by who starts it. */
async function variablesIn(kind: 'compose' | 'kubernetes'): Promise<Record<string, string>> {
  const image = variablesOf((await readImage()).server);
  if (kind === 'compose') return { ...image, ...(await readCompose()).services.server.environment };
  const { config, container } = await readManifests();
  return { ...image, ...config, ...Object.fromEntries(container.env.map(({ name, value }) => [name, value])) };
}

/** What the server makes of them, with a made-up secret in each file that they name. */
async function configOf(variables: Record<string, string>): Promise<Config> {
  folder = await mkdtemp(join(tmpdir(), 'codesight-manifests-'));
  const here: Record<string, string> = { ...variables };
  for (const name of Object.keys(variables).filter((one) => one.endsWith('_FILE'))) {
    here[name] = join(folder, name);
    const secret = name === 'DATABASE_URL_FILE' ? 'postgres://codesight:secret@postgres/codesight' : 'x'.repeat(40);
    await writeFile(here[name], secret);
  }
  return readConfig(withSecretFiles(here));
}

const ofNode = ['NODE_ENV', 'NODE_OPTIONS'];
const known = new Set([...variableNames, ...secretNames.map((name) => `${name}_FILE`), ...ofNode]);

test.each(['compose', 'kubernetes'] as const)(
  'R12.1: the server of %s knows each variable that it is given, and is beside PostgreSQL and a bucket with them',
  async (kind) => {
    const variables = await variablesIn(kind);
    expect(Object.keys(variables).filter((name) => !known.has(name))).toEqual([]);
    const config = await configOf(variables);
    expect(config).toMatchObject({
      host: '0.0.0.0',
      databaseUrl: expect.stringContaining('postgres'),
      bucket: { bucket: 'codesight', credentials: { accessKeyId: expect.any(String) } },
      // Several processes cannot each make one of their own.
      adminToken: expect.any(String),
      trustedProxies: 1,
    });
  },
);

test('no secret stands in a file of this folder, and each that a server reads is handed to it', async () => {
  const { services, secrets } = await readCompose();
  const files = Object.entries(services.server.environment).filter(([name]) => name.endsWith('_FILE'));
  expect(files.length).toBeGreaterThan(3);
  for (const [, path] of files) expect(services.server.secrets.map((name) => `/run/secrets/${name}`)).toContain(path);
  for (const name of services.server.secrets) expect(secrets[name]?.file).toBe(`./secrets/${name}`);

  const { container, deployment, kustomization, config } = await readManifests();
  const [generator] = kustomization.secretGenerator;
  const volume = deployment.spec.template.spec.volumes.find(({ secret }) => secret?.secretName === generator?.name);
  const mount = container.volumeMounts.find(({ name }) => name === volume?.name);
  expect(mount?.readOnly).toBe(true);
  const handedOut = generator?.files.map((path) => `${mount?.mountPath}/${basename(path)}`);
  const read = container.env.filter(({ name }) => name.endsWith('_FILE')).map(({ value }) => value);
  expect(read.toSorted()).toEqual(handedOut?.toSorted());
  for (const name of secretNames)
    expect([config[name], services.server.environment[name]]).toEqual([undefined, undefined]);
  expect(await readFile(join(import.meta.dirname, '.gitignore'), 'utf8')).toContain('secrets/');
});

test('R12.5: nobody kills a server that is finishing what is under way', async () => {
  const { deployment, container } = await readManifests();
  const { uploadsFinishMs } = await configOf(await variablesIn('kubernetes'));
  const [program, seconds] = container.lifecycle.preStop.exec.command;
  expect(program).toBe('sleep');
  const graceMs = deployment.spec.template.spec.terminationGracePeriodSeconds * 1_000;
  expect(graceMs).toBeGreaterThanOrEqual(Number(seconds) * 1_000 + uploadsFinishMs + JOBS_FINISH_MS + CLOSING_MS);
  expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0);

  const { services } = await readCompose();
  const inCompose = readConfig({ UPLOADS_FINISH_S: services.server.environment['UPLOADS_FINISH_S'] });
  const composeMs = Number.parseInt(services.server.stop_grace_period, 10) * 1_000;
  expect(composeMs).toBeGreaterThanOrEqual(inCompose.uploadsFinishMs + JOBS_FINISH_MS + CLOSING_MS);
  // The signal that main.ts listens for is the one that is sent where nothing else is said.
  expect(stepsOf((await readImage()).server, 'STOPSIGNAL')).toEqual([]);
});

test('what is written has a place on a file system that is read-only otherwise', async () => {
  const { DATA_DIR: data = '' } = variablesOf((await readImage()).server);
  const { container, deployment } = await readManifests();
  expect(container.securityContext).toEqual(
    expect.objectContaining({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false }),
  );
  expect(deployment.spec.template.spec.securityContext).toEqual({
    ...deployment.spec.template.spec.securityContext,
    runAsNonRoot: true,
    runAsUser: 1000,
  });
  const writable = container.volumeMounts.filter(({ readOnly }) => readOnly !== true);
  expect(writable.map(({ mountPath }) => mountPath).toSorted()).toEqual([data, '/tmp']);
  const names = deployment.spec.template.spec.volumes.map(({ name }) => name);
  for (const { name } of container.volumeMounts) expect(names).toContain(name);

  const { services, volumes } = await readCompose();
  expect(services.server.volumes).toEqual([`data:${data}`]);
  expect(services.server.tmpfs).toEqual(['/tmp']);
  expect(Object.keys(volumes)).toContain('data');
});

test('names and ports of the Kubernetes objects fit each other and the image', async () => {
  const { files, kinds, deployment, container, kustomization } = await readManifests();
  expect(kustomization.resources.toSorted()).toEqual(files.toSorted());
  expect(kustomization.images.map(({ name }) => name)).toEqual([container.image]);
  expect(container.envFrom[0]?.configMapRef.name).toBe(kustomization.configMapGenerator[0]?.name);

  const port = Number(variablesOf((await readImage()).server)['PORT']);
  expect(container.ports).toEqual([{ name: 'http', containerPort: port }]);
  for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe])
    expect(probe.httpGet.port).toBe('http');
  const labels = deployment.spec.template.metadata.labels;
  expect(deployment.spec.selector.matchLabels).toEqual(labels);
  const service = {
    kind: 'Service',
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  };
  expect(kinds.get('Service')).toMatchObject(service);
  expect(kinds.get('NetworkPolicy')).toMatchObject({
    spec: { podSelector: { matchLabels: labels }, ingress: [{ ports: [{ port }] }] },
  });
  expect(kinds.get('PodDisruptionBudget')).toMatchObject({ spec: { selector: { matchLabels: labels } } });
  expect(kinds.get('HorizontalPodAutoscaler')).toMatchObject({
    spec: { scaleTargetRef: { kind: 'Deployment', name: deployment.metadata.name } },
  });
  const backend = { service: { name: 'codesight', port: { name: 'http' } } };
  expect(kinds.get('Ingress')).toMatchObject({ spec: { rules: [{ http: { paths: [{ backend }] } }] } });
  expect(await readFile(join(import.meta.dirname, 'Caddyfile'), 'utf8')).toContain(`port ${port}\n`);
});

test('the largest archive gets through the proxy, and what the server may take of memory is below its limit', async () => {
  const { kinds, container } = await readManifests();
  const { annotations } = z
    .object({ metadata: z.object({ annotations: z.record(z.string(), z.string()) }) })
    .parse(kinds.get('Ingress')).metadata;
  const nginx = (name: string) => annotations[`nginx.ingress.kubernetes.io/${name}`] ?? '';
  expect(Number.parseInt(nginx('proxy-body-size'), 10) * MIB).toBeGreaterThanOrEqual(limits.maxArchiveBytes);
  expect(nginx('proxy-request-buffering')).toBe('off');
  // Who waits for its turn is waited for by the proxy as long as by the server.
  expect(Number(nginx('proxy-read-timeout')) * 1_000).toBe(ANSWER_MS);
  expect(await readFile(join(import.meta.dirname, 'README.md'), 'utf8')).toContain(`wait ${ANSWER_MS / 1_000} s`);

  const { services } = await readCompose();
  const heapMib = (options: string | undefined) => Number(/^--max-old-space-size=(\d+)$/.exec(options ?? '')?.[1]);
  const inPods = container.env.find(({ name }) => name === 'NODE_OPTIONS')?.value;
  expect(container.resources.limits.memory).toBe('1Gi');
  expect(services.server.deploy.resources.limits.memory).toBe('1G');
  for (const options of [inPods, services.server.environment['NODE_OPTIONS']]) expect(heapMib(options)).toBe(512);
});

test('a database that is away makes no process be ended: what is asked for life is another address than for readiness', async () => {
  const { container } = await readManifests();
  expect(container.livenessProbe.httpGet.path).toBe('/health/live');
  expect(container.startupProbe.httpGet.path).toBe('/health/live');
  expect(container.readinessProbe.httpGet.path).toBe('/health');
  // Database and store are given three seconds each to answer.
  expect(container.readinessProbe.timeoutSeconds).toBeGreaterThan(6);
});

test('the secrets that are made are those that are handed out, fit each other, and are made once', async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-secrets-'));
  const made = join(folder, 'secrets');
  const make = () => execFileSync('sh', [join(import.meta.dirname, 'make-secrets.sh'), made]);
  make();
  const read = async () =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(made)).map(async (name) => [name, (await readFile(join(made, name), 'utf8')).trim()] as const),
      ),
    );
  const first = await read();
  expect((await stat(made)).mode & 0o777).toBe(0o700);
  const { services, secrets } = await readCompose();
  expect(Object.keys(first).toSorted()).toEqual(Object.keys(secrets).toSorted());
  const variables = Object.entries(services.server.environment).map(([name, value]) => [
    name,
    value.replace('/run/secrets', made),
  ]);
  const config = readConfig(withSecretFiles(Object.fromEntries(variables)));
  const [accessKey, secretKey] = [config.bucket?.credentials?.accessKeyId, config.bucket?.credentials?.secretAccessKey];
  expect(JSON.parse(first['store-identities'] ?? '')).toMatchObject({
    identities: [{ credentials: [{ accessKey, secretKey }] }],
  });
  expect(new URL(config.databaseUrl ?? '').password).toBe(first['postgres-password']);
  make();
  expect(await read()).toEqual(first);
});

test('the image starts the server as `npm start` does', async () => {
  const [command = ''] = stepsOf((await readImage()).server, 'CMD');
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }; // npm's own file
  expect((JSON.parse(command) as string[]).join(' ')).toBe(scripts.start);
});
