import { browser } from 'wxt/browser';
import type { Device } from '../../shared/session/session.ts';

/** What the session should know of the machine: no more than a reader of the data needs. */
export async function describeDevice(): Promise<Device> {
  const { os, arch } = await browser.runtime.getPlatformInfo();
  const version = /(?:Edg|Firefox|Chrome)\/[\d]+/.exec(navigator.userAgent)?.[0] ?? 'unknown';
  return {
    extensionVersion: browser.runtime.getManifest().version,
    browser: version,
    platform: `${os} ${arch}`,
    language: browser.i18n.getUILanguage(),
  };
}
