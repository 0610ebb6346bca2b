import { defineConfig } from 'wxt';

/**
 * Fixes the extension's id (lbiffehhbbcolgccpjpnopfcpaoeblco) for unpacked builds, so that servers can allow its
 * origin. It is a public key: nothing about it is secret.
 */
const PUBLIC_KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1l7bzSCK4V7GVaWYNIm/J8FAGFHGNhKh0IY2vp6L2gylV7R6oSaW/RLgacMinhuHsxnvFkbpb8Qzb52nji0G+Oi/yRAeL9f3runaji/d1LRL3YSLoMiOQZv44fAKxAVtOiz7OgCMylwqKN0gFeKqtDhPtEuT0YwZPDV5PfOUPs3W5Y2dh79uV8Stoq3xkBssPdailLnp1CtCRRjA7y6jWkFmLR45oBSFBtBVTBrwfo5YimV2WPmmLPHbqP3sxpvpsNjbrTkyS4yzKgVhbsOMEweyYMQwMIqmWSRMcbZGFzi9/qDIorhO6oKgRzsLADVOUgBd1XcRzFp75VZpo5g8xQIDAQAB';

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  imports: false,
  manifestVersion: 3,
  suppressWarnings: { firefoxDataCollection: false },
  manifest: ({ browser }) => ({
    name: 'CodeSight',
    description: 'Records your shopping sessions for a study, with personal data masked before anything is stored.',
    minimum_chrome_version: '120',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'scripting', 'tabs', 'webNavigation', ...(browser === 'firefox' ? [] : ['offscreen', 'sidePanel'])],
    host_permissions: ['<all_urls>'],
    // The recorder looks at nothing in private windows unless the participant allows it in the options too.
    incognito: 'spanning',
    action: { default_title: 'CodeSight' },
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'codesight@codesight.invalid',
              strict_min_version: '142.0',
              data_collection_permissions: {
                required: ['browsingActivity', 'websiteContent', 'websiteActivity', 'searchTerms'],
                // Browser, system and language in a session's facts: left out where it is refused.
                optional: ['technicalAndInteraction'],
              },
            },
          },
        }
      : { key: PUBLIC_KEY }),
  }),
});
