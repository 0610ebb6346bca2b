import { browser } from 'wxt/browser';
import type { Device } from '../../shared/session/session.ts';

/** Firefox asks for technical data by itself, and its answer is the participant's; elsewhere the consent text is. */
async function mayTellTechnicalData(): Promise<boolean> {
  if (!import.meta.env.FIREFOX) return true;
  const { data_collection: granted = [] } = (await browser.permissions.getAll()) as { data_collection?: string[] };
  return granted.includes('technicalAndInteraction');
}

/** What the session should know of the machine: no more than a reader of the data needs. */
export async function describeDevice(): Promise<Device> {
  const extensionVersion = browser.runtime.getManifest().version;
  if (!(await mayTellTechnicalData())) {
    return { extensionVersion, browser: 'not told', platform: 'not told', language: 'und' };
  }
  const { os, arch } = await browser.runtime.getPlatformInfo();
  const version = /(?:Edg|Firefox|Chrome)\/[\d]+/.exec(navigator.userAgent)?.[0] ?? 'unknown';
  return {
    extensionVersion,
    browser: version,
    platform: `${os} ${arch}`,
    language: browser.i18n.getUILanguage(),
  };
}
