import { mount } from '../../ui/mount.tsx';
import { Panel } from '../../ui/panel/panel.tsx';
import { text } from '../../ui/text.ts';

mount(text.name, <Panel room="panel" openSidePanel={null} />);
