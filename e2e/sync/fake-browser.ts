import 'fake-indexeddb/auto';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/** Import it before anything of the extension: from then on Node has a browser's store and storage. */
Object.assign(globalThis, { chrome: fakeBrowser });
