import { Microphone } from '../../ui/microphone/microphone.tsx';
import { mount } from '../../ui/mount.tsx';
import { text } from '../../ui/text.ts';

mount(text.narration.title, <Microphone />);
