/** The import rules. Each comment is written to the person whom the rule has just stopped. */

const stages = '^extension/(capture|store|narrate|picture|record|review|seal|sync)/';
const stage = (name) => `^extension/${name}/`;

export default {
  forbidden: [
    {
      name: 'shared-imports-nothing',
      comment: 'shared/ is the vocabulary that both programs speak. Give it data, not services.',
      severity: 'error',
      from: { path: '^shared/', pathNot: ['\\.test\\.ts$', '^shared/privacy/find-phones\\.ts$'] },
      to: { pathNot: ['^shared/', '^node_modules/zod/'] },
    },
    {
      name: 'phones-know-their-plans',
      comment: 'The world’s telephone plans are data that nobody can write by hand: one file of shared/ reads them.',
      severity: 'error',
      from: { path: '^shared/privacy/find-phones\\.ts$' },
      to: { pathNot: ['^shared/', '^node_modules/libphonenumber-js/'] },
    },
    {
      name: 'client-and-server-meet-in-shared',
      comment: 'The extension and the server deploy separately. Put what both need into shared/.',
      severity: 'error',
      from: { path: '^(extension|sync-server)/' },
      to: { path: '^(extension|sync-server)/', pathNot: '^$1/' },
    },
    {
      name: 'stages-do-not-know-each-other',
      comment: 'A stage takes what it needs as a parameter; background/ or workers/ supplies it. Types of rows may cross.',
      severity: 'error',
      from: { path: '^extension/(capture|narrate|picture|record|review|seal|sync)/', pathNot: '\\.test\\.ts$' },
      to: { path: stages, pathNot: '^extension/$1/' },
    },
    {
      name: 'store-knows-no-stage',
      comment: 'The store keeps rows; what is done with them is decided outside of it.',
      severity: 'error',
      from: { path: stage('store'), pathNot: '\\.test\\.ts$' },
      to: { path: stages, pathNot: stage('store') },
    },
    {
      name: 'stages-do-not-know-the-browser',
      comment: 'WebExtension APIs live in extension/browser/, so that stages run in plain Vitest.',
      severity: 'error',
      from: { path: stages },
      to: { path: ['^extension/(browser|background|workers|entrypoints|ui)/', '^node_modules/wxt/'] },
    },
    {
      name: 'nobody-imports-an-entrypoint',
      comment: 'Entrypoints are roots: they import, they are not imported, not even by each other.',
      severity: 'error',
      from: { path: '^extension/' },
      to: { path: '^extension/entrypoints/', pathNot: '^extension/entrypoints/[^/]+/' },
    },
    {
      name: 'screens-read-and-send',
      comment: 'A screen reads the store and sends commands. Rules belong into a stage or shared/.',
      severity: 'error',
      from: { path: '^extension/ui/' },
      to: { path: '^extension/(background|workers|capture|picture|record|review|seal|sync)/' },
    },
    {
      name: 'content-script-stays-small',
      comment: 'Everything that the content script reaches is injected into every page: no schemas, no database, no telephone plans.',
      severity: 'error',
      from: { path: '^extension/entrypoints/recorder\\.content\\.ts$' },
      to: { path: '^node_modules/(zod|dexie|comlink|fflate|preact|libphonenumber-js)/', reachable: true },
    },
    {
      name: 'vendors-stay-in-adapters',
      comment: 'Only sync-server/adapters/ knows who our vendors are.',
      severity: 'error',
      from: { path: '^sync-server/', pathNot: ['^sync-server/adapters/', '\\.test\\.ts$'] },
      to: { path: '^node_modules/(pg|@electric-sql|@aws-sdk|openai|pg-boss)/' },
    },
    {
      name: 'only-main-has-side-effects',
      comment: 'sync-server/main.ts starts the program; everything else is imported by it.',
      severity: 'error',
      from: { path: '^sync-server/' },
      to: { path: '^sync-server/main\\.ts$' },
    },
    {
      name: 'no-dumping-grounds',
      comment: 'Name a file after the one thing that it does.',
      severity: 'error',
      from: {},
      to: { path: '/(utils|util|helpers|helper|common|misc|lib)(/|\\.ts$)', pathNot: ['^node_modules/', '^wxt/'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type imports are erased: what remains is what really runs together.
    tsPreCompilationDeps: false,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
};
