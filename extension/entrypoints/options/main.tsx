import { browser } from 'wxt/browser';
import { mount } from '../../ui/mount.tsx';
import { Options } from '../../ui/options/options.tsx';
import { text } from '../../ui/text.ts';

mount(text.options.title, <Options version={browser.runtime.getManifest().version} />);
