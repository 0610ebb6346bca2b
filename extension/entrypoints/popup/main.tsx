import { browser } from 'wxt/browser';
import { mount } from '../../ui/mount.tsx';
import { Panel } from '../../ui/panel/panel.tsx';
import { text } from '../../ui/text.ts';

// Asked beforehand: a side panel opens only straight from a click. Firefox has its own button for its sidebar.
const windowId = import.meta.env.FIREFOX ? undefined : (await browser.windows.getCurrent()).id;

mount(text.name, <Panel room="popup" openSidePanel={windowId === undefined ? null : () => openBeside(windowId)} />);

function openBeside(besideWindowId: number): void {
  void browser.sidePanel.open({ windowId: besideWindowId }).then(() => close());
}
