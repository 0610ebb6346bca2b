import { browser } from 'wxt/browser';
import { mount } from '../../ui/mount.tsx';
import { text } from '../../ui/text.ts';
import { Welcome } from '../../ui/welcome/welcome.tsx';

// Asked beforehand: a side panel opens only straight from a click. Firefox has its own button for its sidebar.
const windowId = import.meta.env.FIREFOX ? undefined : (await browser.windows.getCurrent()).id;
const openSidePanel = windowId === undefined ? null : () => void browser.sidePanel.open({ windowId });

mount(text.welcome.title, <Welcome openSidePanel={openSidePanel} />);
